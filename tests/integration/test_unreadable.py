"""A clip that cannot be read when it is to be shown: exactly that one is made again."""

from __future__ import annotations

import pytest

from bot.house.sealing import Sealer, clip_owner
from generation.errors import DataBroken, RenderError
from generation.studio import enrolling, filming, remaking
from generation.studio.slots import better_slot, film_slot, nod_slot
from tests.fakes_house import at_stage, words_of
from tests.integration.test_big_camera import (
    LTX,
    big_jobs,
    clips_of,
    film_of,
    opened,
    preview,
)


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        yield stage


@pytest.fixture
def broken(monkeypatch):
    """Cameras whose clips nobody can read, as long as they are in here."""
    cameras: set[str] = set()
    load = Sealer.load

    def loaded(self, row):
        if row.camera in cameras:
            raise DataBroken
        return load(self, row)

    monkeypatch.setattr(Sealer, "load", loaded)
    return cameras


async def lose(stage, clip, slot):
    """Destroy what a message shows, and have the message looked at again."""
    stage.house.vault.forget(clip_owner(clip))
    await stage.house.database.write(lambda books: books.outbox.touch(slot))
    stage.house.ring()


def shown(message):
    """Return the id of the clip in a message, where there is one."""
    return message.now.film.id if hasattr(message.now, "film") else None


def ids(stage, film):
    return {clip.id for clip in clips_of(stage, film)}


def part_of(stage, film, name):
    me = stage.sender(name).id
    parts = stage.house.database.read_now(lambda books: books.films.parts(film.id))
    return next(part for part in parts if part.member == me)


async def test_the_film_of_a_chat(stage):
    await stage.film("Ana", "a dog waits in the snow")
    message, film = stage.group_film(), film_of(stage, "Ana")
    old = shown(message)
    await lose(stage, old, film_slot(film.id))
    await stage.until(lambda: shown(message) not in {None, old})
    assert ids(stage, film) == {shown(message)}
    assert film_of(stage, "Ana").state == "shown"


async def test_the_preview_of_somebody_who_is_asked(stage):
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    film, message = film_of(stage, "Ana"), stage.group_film()
    asked = next(one for one in stage.chat.seen_by(stage.sender("Ben").id) if one.place.private
                 and shown(one))  # fmt: skip
    old, seen = shown(asked), shown(message)
    await lose(stage, old, nod_slot(part_of(stage, film, "Ben")))
    await stage.until(lambda: shown(asked) not in {None, old})
    assert ids(stage, film) == {seen, shown(asked)}
    assert shown(message) == seen
    await stage.press("Ben", "Post")
    await stage.until(lambda: shown(message) == shown_cut_id(stage, film) != seen)


def shown_cut_id(stage, film):
    clip = stage.house.database.read_now(
        lambda books: filming.shown_cut(books, books.films.get(film.id))
    )
    return None if clip is None else clip.id


async def test_what_a_big_camera_made_of_somebody(tmp_path, models_dir):
    async with opened(tmp_path / "data", models_dir, LTX) as (stage, camera):
        await stage.enrol("Ben", "drawn")
        await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
        await stage.until(lambda: stage.button("Ben", "Post"))
        await stage.press("Ben", "Post")
        await stage.until(lambda: preview(stage, "Ben"))
        film, asked = film_of(stage, "Ana"), preview(stage, "Ben")
        old, others, before = shown(asked), ids(stage, film), len(camera.taken)
        await lose(stage, old, better_slot(part_of(stage, film, "Ben")))
        await stage.until(lambda: shown(asked) not in {None, old})
        assert ids(stage, film) == others - {old} | {shown(asked)}
        assert len(camera.taken) == before + 1


async def test_the_screen_test(stage):
    me = stage.sender("Ana").id
    await stage.give_picture("Ana")
    await stage.until(lambda: stage.button("Ana", "Use it"))
    wish = stage.house.database.read_now(lambda books: books.enrolments.get(me))
    await lose(stage, wish.preview, enrolling.screen_test_slot(me))
    await stage.until(lambda: preview_of(stage, me) not in {None, wish.preview})
    await stage.until(lambda: stage.button("Ana", "Use it"))
    await stage.press("Ana", "Use it")
    await stage.until(lambda: stage.house.database.read_now(lambda books: books.cameos.get(me)))


def preview_of(stage, member):
    wish = stage.house.database.read_now(lambda books: books.enrolments.get(member))
    return None if wish is None else wish.preview


async def test_what_was_taken_out_meanwhile_is_not_made_again(stage):
    await stage.film("Ana", "a dog waits in the snow")
    film = film_of(stage, "Ana")
    clip = shown(stage.group_film())

    def work(books):
        at, new_id = stage.house.clock(), stage.house.new_id
        filming.drop_clip(books, clip, at=at)
        before = books.jobs.of(film.id)
        remaking.remake(books, clip, at=at, new_id=new_id)
        return before == books.jobs.of(film.id)

    assert await stage.house.database.write(work)


async def test_what_is_too_large_and_cannot_be_read_is_made_again(stage, monkeypatch):
    too_large = filming.too_large

    def lost_on_the_way(books, clip, **given):
        too_large(books, clip, **given)
        stage.house.vault.forget(clip_owner(clip.id))

    monkeypatch.setattr(filming, "too_large", lost_on_the_way)
    stage.chat.no_room = 1
    await stage.film("Ana", "a dog waits in the snow")
    film = film_of(stage, "Ana")
    assert film.state != "failed"
    assert ids(stage, film) == {shown(stage.group_film())}
    assert [task.kind for task in stage.stage.taken] == ["film", "film"]


async def test_a_scene_that_cannot_be_read_can_be_joined_after_it_is_made_again(stage):
    await stage.film("Ana", "a dog waits in the snow")
    first = stage.group_film()
    await stage.press("Ana", "⋯", message=first)
    await stage.until(lambda: stage.button("Ana", "Next scene"))
    await stage.press("Ana", "Next scene")
    await stage.until(lambda: len(stage.group_films()) == 2)
    old = shown(first)
    stage.house.vault.forget(clip_owner(old))
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: stage.button("Ana", "Join the scenes"))
    await stage.press("Ana", "Join")
    await stage.until(lambda: shown(first) not in {None, old})
    await stage.until(lambda: stage.button("Ana", "Again"))
    await stage.press("Ana", "Again")
    await stage.until(lambda: len(stage.group_films()) == 3)


async def test_a_film_that_cannot_be_made_again_fails_while_somebody_is_asked(stage):
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    film, message = film_of(stage, "Ana"), stage.group_film()
    stage.stage.failures.append(RenderError("bug", bug="of a puppet"))
    await lose(stage, shown(message), film_slot(film.id))
    await stage.until(lambda: film_of(stage, "Ana").state == "failed")
    await stage.until(lambda: stage.button("Ana", "Again"))


async def test_a_disk_that_keeps_nothing_ends_a_film(stage, broken):
    broken.add("small")
    await stage.say("Ana", "a dog waits in the snow")
    await stage.until(lambda: film_of(stage, "Ana").state == "failed")
    assert film_of(stage, "Ana").reason == DataBroken.message_id
    assert clips_of(stage, film_of(stage, "Ana")) == []
    assert len(stage.stage.taken) == 3
    await stage.until(lambda: stage.button("Ana", "Again"))


async def test_a_better_film_that_cannot_be_read_leaves_the_puppets_one(
    tmp_path, models_dir, broken
):
    async with opened(tmp_path / "data", models_dir, LTX) as (stage, _):
        broken.add("big")
        await stage.film("Ana", "a dog waits in the snow")
        message, film = stage.group_film(), film_of(stage, "Ana")
        old = shown(message)
        await stage.until(lambda: "The big camera is out" in words_of(message.now))
        assert shown(message) == old
        broken.clear()
        await stage.press("Ana", "Retry big")
        await stage.until(lambda: "LTX-2.5" in words_of(message.now))
        await stage.until(lambda: states(stage, film)[-2:] == ["failed", "posted"])


def states(stage, film):
    return [job.state for job in big_jobs(stage, film)]


CANNOT = ["be read", "be made", "be made smaller", "be made small enough"]


@pytest.mark.parametrize("cannot", CANNOT)
async def test_a_picture_without_a_screen_test_can_be_given_anew(
    stage, broken, monkeypatch, cannot
):
    submit, failure = stage.stage.submit, RenderError("bug", bug="of a puppet")

    async def failing(task):
        if cannot == "be made" or (cannot == "be made smaller" and task.kind == "shrink"):
            stage.stage.failures.append(failure)
        return await submit(task)

    if cannot == "be read":
        broken.add("small")
    stage.chat.no_room = {"be made smaller": 1, "be made small enough": 2}.get(cannot, 0)
    monkeypatch.setattr(stage.stage, "submit", failing)
    await stage.give_picture("Ana")
    await stage.until(lambda: stage.sees("Ana", "I couldn't use that one."))
    broken.clear()
    monkeypatch.undo()
    stage.stage.failures.clear()
    await stage.press("Ana", "Retake")
    await stage.submit("Ana", "capture", media=b"picture")
    await stage.until(lambda: stage.button("Ana", "Use it"))
    await stage.press("Ana", "Throw")
    await stage.until(lambda: not clips_of_anybody(stage))


def clips_of_anybody(stage):
    return {owner for owner in stage.house.vault.owners() if owner.startswith("clip:")}
