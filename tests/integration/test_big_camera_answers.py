"""Whose yes a big camera needs: who has left, who runs the chat, who has never read of it.

What is asked and answered while it works is in ``test_big_camera``.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.house.opening import new_id
from generation.studio import bettering, enrolling, permission
from tests.fakes_house import GROUP, at_stage, buttons, words_of
from tests.fakes_studio import HOST, FakeStudio
from tests.integration.test_big_camera import (
    BOTH,
    LTX,
    better_with,
    big_jobs,
    clips_of,
    film_of,
    opened,
    parts_of,
    preview,
    with_ben,
)

CLONES = replace(LTX, clones=True)


@pytest.fixture
async def set_(tmp_path, models_dir):
    async with opened(tmp_path / "data", models_dir, LTX) as opened_:
        yield opened_


def part_of(stage, name, film):
    me = stage.sender(name).id
    parts = stage.house.database.read_now(lambda books: books.films.parts(film.id))
    return next(part for part in parts if part.member == me)


def settled(stage):
    """Tell whether nothing is being made, and every chat shows what it should."""

    def look(books):
        return not books.outbox.due(stage.house.clock()) and not any(
            books.jobs.in_state("placed", "queued", "rendering", "rendered", "publishing")
        )

    return stage.house.database.read_now(look)


# ---------------------------------------------------------------- who has left


async def leave(stage, name):
    me = stage.sender(name).id
    await stage.house.database.write(
        lambda books: permission.leave(books, GROUP.chat, me, at=stage.house.clock(), new_id=new_id)
    )
    stage.house.ring()


async def two_of_them(stage):
    """A film with Ana and Ben, in which Ben has not ticked the better one."""
    await stage.enrol("Ana", "photo")
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben and I argue about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in words_of(stage.group_film().now))
    film = film_of(stage, "Ana")
    await stage.until(lambda: [job for job in big_jobs(stage, film) if job.viewer])
    return film


async def test_who_has_left_the_chat_is_shown_nobody_who_stayed(set_):
    stage, camera = set_
    camera.gate.clear()
    film = await two_of_them(stage)
    await stage.until(lambda: camera.taken)
    await leave(stage, "Ben")
    camera.gate.set()
    await stage.until(lambda: settled(stage))
    assert preview(stage, "Ben") is None
    assert [job.reason for job in big_jobs(stage, film) if job.viewer] == ["revoked"]
    assert not better_with(stage, "Ben")
    assert part_of(stage, "Ben", film).state == "agreed"
    me = stage.sender("Ben").id
    rows = stage.house.database.read_now(lambda books: books.ledger.receipts(me))
    assert "decline" not in [row["kind"] for row in rows]


async def test_who_leaves_before_it_is_asked_for_is_not_asked_at_all(set_):
    stage, camera = set_
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    camera.gate.clear()
    await stage.press("Ben", "Post")
    await leave(stage, "Ben")
    await stage.until(lambda: "as Ben" not in words_of(stage.group_film().now))
    camera.gate.set()
    await stage.until(lambda: settled(stage))
    assert preview(stage, "Ben") is None
    assert "LTX" not in words_of(stage.group_film().now)


# ---------------------------------------------------------------- a chat of puppets


async def puppets_only(stage, *, only):
    await stage.house.database.write(
        lambda books: bettering.keep_small(books, GROUP.chat, only=only, at=stage.house.clock())
    )
    stage.house.ring()


async def test_a_chat_of_puppets_gets_no_better_film_by_a_late_yes(set_):
    stage, _ = set_
    await with_ben(stage, tick=False)
    await stage.until(lambda: preview(stage, "Ben"))
    shown, yes = preview(stage, "Ben"), stage.button("Ben", "Show this")
    await puppets_only(stage, only=True)
    await stage.until(lambda: preview(stage, "Ben") is None)
    await stage.press_data("Ben", yes.data, shown)
    await stage.until(lambda: settled(stage))
    film = film_of(stage, "Ana")
    assert "LTX" not in words_of(stage.group_film().now)
    assert [one.camera for one in clips_of(stage, film)].count("big") == 0
    assert not part_of(stage, "Ben", film).better


async def test_what_a_chat_of_puppets_sees_already_stays(set_):
    stage, _ = set_
    await stage.film("Ana", "a dog waits in the snow")
    message = stage.group_film()
    await stage.until(lambda: "LTX-2.5" in words_of(message.now))
    await stage.until(lambda: settled(stage))
    await puppets_only(stage, only=True)
    await stage.press("Ben", "👍", message=message)
    await stage.until(lambda: any(one.label == "👍 1" for one in buttons(message.now)))
    assert "LTX-2.5" in words_of(message.now)


# ---------------------------------------------------------------- what was permitted before


async def permitted_before(root, models_dir):
    """Ben permits films to everybody where there are puppets and nothing else."""
    async with at_stage(root, models_dir) as stage:
        await stage.join("Ana", "Ben")
        await stage.enrol("Ben", "video")
        me = stage.sender("Ben").id
        await stage.house.database.write(
            lambda books: permission.grant(
                books, subject=me, grantee=None, chat=GROUP.chat, once=False, origin="x",
                at=stage.house.clock(), new_id=new_id,
            )
        )  # fmt: skip


async def ask_for_ben(stage):
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: "as Ben" not in words_of(stage.group_film().now))


async def test_a_permission_from_before_a_camera_has_its_giver_asked(tmp_path, models_dir):
    root = tmp_path / "data"
    await permitted_before(root, models_dir)
    async with opened(root, models_dir, LTX) as (stage, camera):
        await ask_for_ben(stage)
        await stage.until(lambda: preview(stage, "Ben"))
        await stage.until(lambda: stage.sees("Ben", "also made by LTX-2.5"))
        await stage.until(lambda: settled(stage))
        assert "LTX" not in words_of(stage.group_film().now)
        await stage.press("Ben", "Show this")
        await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
        assert len(camera.taken) == 1
        await stage.film("Ana", "@Ben argues about the first dumpling", mentions=("Ben",))
        await stage.until(lambda: preview(stage, "Ben"))
        offers = [one for one in stage.describe("Ben") if "also made by" in one[0]]
        assert len(offers) == 1


async def test_who_has_read_of_the_camera_since_is_not_asked_about_each_film(tmp_path, models_dir):
    root = tmp_path / "data"
    await permitted_before(root, models_dir)
    async with opened(root, models_dir, LTX) as (stage, camera):
        camera.gate.clear()
        await ask_for_ben(stage)
        film = film_of(stage, "Ana")
        await stage.until(lambda: stage.button("Ben", "It counts for them"))
        await stage.press("Ben", "It counts for them")
        await stage.until(lambda: stage.sees("Ben", "Noted. A yes you give beforehand"))
        await stage.until(lambda: part_of(stage, "Ben", film).better)
        camera.gate.set()
        await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
        assert preview(stage, "Ben") is None
        me = stage.sender("Ben").id
        told = stage.house.database.read_now(lambda books: books.cameos.get(me)).told
        assert told == ("puppet", "ltx")


async def test_a_camera_that_was_read_of_films_and_no_other_takes_its_place(tmp_path, models_dir):
    root, terms = tmp_path / "data", replace(LTX, cameras=("ltx", "wan"))
    studio = FakeStudio()
    async with opened(root, models_dir, LTX) as (stage, _):
        await stage.enrol("Ben", "video")
        me = stage.sender("Ben").id
        await stage.house.database.write(
            lambda books: permission.grant(
                books, subject=me, grantee=None, chat=GROUP.chat, once=False, origin="x",
                at=stage.house.clock(), new_id=new_id,
            )
        )  # fmt: skip
    for n, cameras in enumerate((terms, replace(BOTH, cameras=("wan", "remote", "ltx")))):
        async with opened(root, models_dir, cameras, studio=studio) as (stage, camera):
            stage.numbers = iter(range(10000 * (n + 1), 10000 * (n + 2)))
            await ask_for_ben(stage)
            await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
            assert [task.body["engine"] for task in camera.taken] == ["ltx"]
            assert studio.asked == []
            assert not stage.sees("Ben", "also made by")
            await until_posted(stage)


async def until_posted(stage):
    """Wait until it is in the books, too, that the better film is there."""
    film = film_of(stage, "Ana")
    await stage.until(lambda: big_jobs(stage, film)[-1].state == "posted")


async def test_ones_own_wish_is_one_to_every_camera_here(tmp_path, models_dir):
    root = tmp_path / "data"
    async with at_stage(root, models_dir) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "photo")
    async with opened(root, models_dir, LTX) as (stage, _):
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
        assert not stage.sees("Ana", "also made by")


async def test_privacy_offers_whoever_has_not_read_of_a_camera_to_agree(tmp_path, models_dir):
    root = tmp_path / "data"
    await permitted_before(root, models_dir)
    async with opened(root, models_dir, BOTH, studio=FakeStudio()) as (stage, _):
        await stage.say("Ben", "/cameo privacy")
        await stage.until(lambda: stage.button("Ben", "It counts for them"))
        assert stage.button("Ben", "It may go there")
        await stage.press("Ben", "It counts for them")
        me = stage.sender("Ben").id
        told = stage.house.database.read_now(lambda books: books.cameos.get(me)).told
        assert told == ("puppet", "ltx", "wan")
        assert HOST not in told
        await stage.say("Ana", "/cameo privacy")
        await stage.until(lambda: stage.sees("Ana", f"{HOST} is a server elsewhere"))
        assert stage.button("Ana", "It counts for them") is None


# ---------------------------------------------------------------- a voice


@pytest.mark.parametrize("how", ["off", "erased"])
async def test_films_that_speak_with_a_voice_go_with_it(tmp_path, models_dir, how):
    async with opened(tmp_path / "data", models_dir, CLONES) as (stage, camera):
        await stage.enrol("Ana", "video")
        await stage.film("Ana", "me in the rain, waiting")
        message, film = stage.group_film(), film_of(stage, "Ana")
        await stage.until(lambda: "LTX-2.5" in words_of(message.now))
        await stage.until(lambda: settled(stage))
        before = {clip.id for clip in clips_of(stage, film)}
        assert any("voice" in part for part in parts_of(camera.taken[0]))

        def work(books):
            given = {"at": stage.house.clock(), "new_id": new_id}
            me = stage.sender("Ana").id
            if how == "off":
                enrolling.switch(books, me, "voice", **given)
            else:
                enrolling.forget_voice(books, me, **given)

        await stage.house.database.write(work)
        stage.house.ring()
        await stage.until(lambda: len(camera.taken) == 2)
        await stage.until(lambda: settled(stage))
        assert "LTX-2.5" in words_of(message.now)
        assert not before & {clip.id for clip in clips_of(stage, film)}
        assert all("voice" not in part for part in parts_of(camera.taken[1]))
        gone = {f"clip:{clip}" for clip in before}
        await stage.until(lambda: not gone & set(stage.house.vault.owners()))
