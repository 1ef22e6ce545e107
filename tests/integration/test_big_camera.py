"""Films that a big camera shoots anew: who has to say yes, what fails, and what is never sent."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from ulid import ULID

from bot.cameras import cost_of
from bot.chat import BotJoined, ChatMoved, OutgoingClip, Toast
from bot.house.house import FarStudio
from bot.house.keeper import Keeper
from bot.house.sealing import clip_owner
from generation.errors import EngineUnavailable, OutOfMemory, RenderError, WorkerLost
from generation.studio import enrolling, releasing
from tests.fakes_farm import FakeFarm, canned
from tests.fakes_house import GROUP, TERMS, MovingClock, Stage, at_stage, buttons, words_of
from tests.fakes_studio import HOST, FakeStudio

LTX = replace(TERMS, cameras=("ltx",), engines=("puppet", "ltx"))
FAR = replace(TERMS, cameras=("remote",), far_host=HOST, engines=("puppet", HOST))
BOTH = replace(
    TERMS, cameras=("ltx", "remote", "wan"), far_host=HOST, engines=("puppet", "ltx", HOST, "wan")
)


@asynccontextmanager
async def opened(root, models_dir, terms, **given):
    first = count(1000)  # an earlier life has taken in what came before
    camera = given.pop("camera", None) or FakeFarm(canned(models_dir), slots=1)
    async with at_stage(root, models_dir, terms=terms, cameras=camera, **given) as stage:
        stage.numbers = first
        await stage.join("Ana", "Ben", "Cho")
        yield stage, camera


@pytest.fixture
async def set_(tmp_path, models_dir):
    async with opened(tmp_path / "data", models_dir, LTX) as opened_:
        yield opened_


def films_of(stage, name):
    me = stage.sender(name).id
    return stage.house.database.read_now(lambda books: books.films.by(me))


def film_of(stage, name):
    return films_of(stage, name)[0]


def clips_of(stage, film):
    return stage.house.database.read_now(lambda books: books.clips.of(film.id))


def jobs_of(stage, film):
    return stage.house.database.read_now(lambda books: books.jobs.of(film.id))


def big_jobs(stage, film):
    return [job for job in jobs_of(stage, film) if job.camera == "big"]


async def with_ben(stage: Stage, *, tick: bool) -> None:
    """A film of Ana's that shows Ben, who has nodded to it, with or without the tick."""
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    if tick:
        await stage.press("Ben", "☐ Also in better")
        await stage.until(lambda: stage.button("Ben", "☑ Also in better"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in words_of(stage.group_film().now))


def is_shown_as_it_is(stage, film):
    """Tell whether a camera is at work on a film, and its message says so."""
    post = stage.house.database.read_now(lambda books: books.outbox.get(f"film:{film.id}"))
    return big_jobs(stage, film)[-1].state == "rendering" and post.published == post.revision


def parts_of(task) -> Any:
    return task.body["parts"].values()


async def switch_voice(stage, member):
    def work(books):
        return enrolling.switch(
            books, member, "voice", at=stage.house.clock(), new_id=stage.house.new_id
        )

    await stage.house.database.write(work)


def better_with(stage, name):
    """What the big camera has made with somebody's face in it."""
    film, me = film_of(stage, "Ana"), stage.sender(name).id
    parts = stage.house.database.read_now(lambda books: books.films.parts(film.id))
    token = next(part.token for part in parts if part.member == me)
    return [one for one in clips_of(stage, film) if one.camera == "big" and token in one.cut]


def preview(stage, name):
    """What the big camera has made of somebody, as they alone see it."""
    seen = stage.chat.seen_by(stage.sender(name).id)
    return next(
        (
            one
            for one in seen
            if isinstance(one.now, OutgoingClip)
            and "again" in words_of(one.now)
            and one.place.chat != GROUP.chat
        ),
        None,
    )


async def test_the_better_film_takes_the_place_of_the_puppets_film(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.enrol("Ana", "photo")
    await stage.film("Ana", "me in the rain, waiting")
    message = stage.group_film()
    await stage.until(lambda: "shooting it again" in words_of(message.now))
    assert "AI film · asked by Ana" in words_of(message.now)
    small = message.now.film.id
    camera.gate.set()
    await stage.until(lambda: message.now.film.id != small)
    await stage.until(lambda: "AI film by LTX-2.5" in words_of(message.now))
    assert "again" not in words_of(message.now)
    assert len(stage.group_films()) == 1
    assert [task.body["engine"] for task in camera.taken] == ["ltx"]
    assert [one.camera for one in clips_of(stage, film_of(stage, "Ana"))] == ["small", "big"]
    await stage.press("Cho", "⋯")
    await stage.until(lambda: stage.sees("Cho", "Made by LTX-2.5"))


async def test_a_chat_without_a_big_camera_is_asked_nothing(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        await stage.enrol("Ben", "drawn")
        await stage.film("Ana", "@Ben argues", mentions=("Ben",))
        await stage.until(lambda: stage.button("Ben", "Post"))
        assert stage.button("Ben", "better") is None
        assert len(jobs_of(stage, film_of(stage, "Ana"))) == 2


async def test_a_yes_with_the_tick_is_one_to_the_better_film(set_):
    stage, _ = set_
    await with_ben(stage, tick=True)
    message = stage.group_film()
    await stage.until(lambda: "LTX-2.5" in words_of(message.now))
    assert "as Ben" not in words_of(message.now)
    assert preview(stage, "Ben") is None
    assert len(stage.group_films()) == 1


async def test_a_tick_can_be_taken_back_before_the_yes(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.enrol("Ben", "drawn")
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "☐ Also in better"))
    await stage.press("Ben", "☐ Also in better")
    await stage.until(lambda: stage.button("Ben", "☑ Also in better"))
    await stage.press("Ben", "☑ Also in better")
    await stage.until(lambda: stage.button("Ben", "☐ Also in better"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: [j for j in big_jobs(stage, film_of(stage, "Ana")) if j.viewer])
    assert (
        stage.house.database.read_now(
            lambda books: books.films.parts(film_of(stage, "Ana").id)[0].better
        )
        is False
    )


async def test_whoever_has_not_ticked_is_shown_the_better_film_first(set_):
    stage, camera = set_
    await with_ben(stage, tick=False)
    message = stage.group_film()
    await stage.until(lambda: preview(stage, "Ben"))
    assert "LTX-2.5" in words_of(preview(stage, "Ben").now)
    assert preview(stage, "Ana") is None
    assert preview(stage, "Cho") is None
    assert "LTX" not in words_of(message.now)
    assert "again" not in words_of(message.now)
    shot, shown = len(camera.taken), preview(stage, "Ben").now.film.id
    await stage.press("Ben", "Show this")
    await stage.until(lambda: message.now.film.id == shown)
    await stage.until(lambda: stage.sees("Ben", "that one may be shown"))
    assert len(camera.taken) == shot
    assert len(stage.group_films()) == 1


async def test_a_no_to_the_better_film_is_seen_by_nobody(set_):
    stage, _ = set_
    await with_ben(stage, tick=False)
    message = stage.group_film()
    await stage.until(lambda: preview(stage, "Ben"))
    made, before = preview(stage, "Ben").now.film.id, message.now
    await stage.press("Ben", "Leave it")
    await stage.until(lambda: stage.sees("Ben", "The film stays as it is"))
    await stage.until(lambda: f"clip:{made}" not in stage.house.vault.owners())
    assert message.now == before
    assert not better_with(stage, "Ben")
    assert await stage.press_data("Cho", buttons(before)[2].data, message) is not None
    assert preview(stage, "Ben") is None


async def test_a_day_of_silence_is_a_no_to_the_better_film(tmp_path, models_dir):
    clock = MovingClock()
    async with opened(tmp_path / "data", models_dir, LTX, clock=clock) as (stage, _):
        await with_ben(stage, tick=False)
        await stage.until(lambda: preview(stage, "Ben"))
        yes = stage.button("Ben", "Show this")
        shown = preview(stage, "Ben")
        clock.later = timedelta(hours=25)
        stage.house.ring()
        await stage.until(lambda: not better_with(stage, "Ben"))
        assert isinstance(await stage.press_data("Ben", yes.data, shown), Toast)
        assert "LTX" not in words_of(stage.group_film().now)


async def test_a_face_taken_out_leaves_the_better_film_too(set_):
    stage, _ = set_
    await with_ben(stage, tick=True)
    message = stage.group_film()
    await stage.until(lambda: "LTX-2.5" in words_of(message.now))
    made = message.now.film.id
    await stage.press("Ben", "Remove", message=message)
    await stage.until(lambda: stage.button("Ben", "stand-in"))
    await stage.press("Ben", "Let a stand-in")
    await stage.until(lambda: "as Ben" in words_of(message.now))
    await stage.until(lambda: f"clip:{made}" not in stage.house.vault.owners())


async def test_what_comes_after_the_face_is_taken_out_is_dropped(set_):
    stage, camera = set_
    camera.gate.clear()
    await with_ben(stage, tick=True)
    message = stage.group_film()
    await stage.until(lambda: camera.taken)
    await stage.press("Ben", "Remove", message=message)
    await stage.until(lambda: stage.button("Ben", "stand-in"))
    await stage.press("Ben", "Let a stand-in")
    await stage.until(lambda: "as Ben" in words_of(message.now))
    camera.gate.set()
    film = film_of(stage, "Ana")
    await stage.until(lambda: all(job.state != "rendering" for job in jobs_of(stage, film)))
    parts = stage.house.database.read_now(lambda books: books.films.parts(film.id))
    ben = next(part.token for part in parts if part.member == stage.sender("Ben").id)
    assert all(ben not in clip.cut for clip in clips_of(stage, film))


async def test_the_next_camera_takes_over_and_the_server_is_named_with_its_price(
    tmp_path, models_dir
):
    studio = FakeStudio(price="0.10 USD")
    port: FarStudio = studio
    async with opened(tmp_path / "data", models_dir, BOTH, studio=port) as (stage, camera):
        camera.failures.extend([OutOfMemory()])
        await stage.film("Ana", "a dog waits in the snow")
        message = stage.group_film()
        await stage.until(lambda: f"by {HOST}" in words_of(message.now))
        assert [board.id for board, _ in studio.asked] == ["S1", "S2"]
        assert [task.body["engine"] for task in camera.taken] == ["ltx"]
        last = stage.stage.taken[-1]
        assert (last.kind, last.body["engine"]) == ("film", "remote")
        assert last.body["rushes"] == {"S1": b"rushes of S1", "S2": b"rushes of S2"}
        (job,) = big_jobs(stage, film_of(stage, "Ana"))
        assert job.tried == ("ltx",)
        await stage.press("Cho", "⋯")
        await stage.until(lambda: stage.sees("Cho", f"Made by {HOST}"))
        assert stage.sees("Cho", "It cost 0.41 USD.")  # two boards of 49 frames at 24 a second


def test_a_price_is_one_of_seconds():
    assert cost_of("0.10 USD", 9.6) == "0.96 USD"
    assert cost_of("", 9.6) == ""


async def test_a_worker_that_is_lost_once_is_no_fault_of_its_camera(set_):
    stage, camera = set_
    camera.failures.extend([WorkerLost()])
    await stage.film("Ana", "a dog waits in the snow")
    await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
    assert len(camera.taken) == 2
    assert big_jobs(stage, film_of(stage, "Ana"))[0].tried == ()


async def test_when_all_cameras_fail_the_puppets_film_stays_and_says_so(set_):
    stage, camera = set_
    camera.failures.extend([EngineUnavailable()])
    await stage.enrol("Ana", "photo")
    await stage.film("Ana", "me in the rain")
    message = stage.group_film()
    await stage.until(lambda: "The big camera is out" in words_of(message.now))
    assert isinstance(message.now, OutgoingClip)
    assert not any("Ana" in one and "went wrong" in one for one in map(words_of, message.history))
    again = next(one for one in buttons(message.now) if one.label == "Retry big")
    other = await stage.press_data("Cho", again.data, message)
    assert isinstance(other, Toast)
    await stage.press_data("Ana", again.data, message)
    await stage.until(lambda: "LTX-2.5" in words_of(message.now))
    assert isinstance(await stage.press_data("Ana", again.data, message), Toast)
    assert len(stage.group_films()) == 1
    assert len(big_jobs(stage, film_of(stage, "Ana"))) == 2


async def test_what_failed_is_not_begun_again_by_itself(set_):
    stage, camera = set_
    camera.failures.extend([EngineUnavailable()])
    await stage.film("Ana", "a dog waits in the snow")
    message = stage.group_film()
    await stage.until(lambda: "The big camera is out" in words_of(message.now))
    await stage.press("Ben", "👍", message=message)
    await stage.until(lambda: any(one.label == "👍 1" for one in buttons(message.now)))
    assert len(big_jobs(stage, film_of(stage, "Ana"))) == 1


@pytest.mark.parametrize("by", ["word", "button"])
async def test_whoever_asked_can_call_the_big_camera_off(set_, by):
    stage, camera = set_
    camera.gate.clear()
    await stage.film("Ana", "a dog waits in the snow")
    message = stage.group_film()
    await stage.until(lambda: any(one.label == "Small is fine" for one in buttons(message.now)))
    if by == "word":
        await stage.say("Ana", "/cameo cancel")
    else:
        await stage.press("Ana", "Small is fine", message=message)
    await stage.until(lambda: "again" not in words_of(message.now))
    assert isinstance(message.now, OutgoingClip)
    await stage.until(lambda: camera.free())
    (job,) = big_jobs(stage, film_of(stage, "Ana"))
    assert (job.state, job.reason) == ("failed", "cancelled")
    assert film_of(stage, "Ana").state == "shown"


async def test_a_film_called_off_is_deleted_at_the_server(tmp_path, models_dir):
    studio = FakeStudio()
    studio.gate.clear()
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: studio.asked)
        await stage.say("Ana", "/cameo cancel")
        await stage.until(lambda: studio.deleted)
        assert [key for _, key in studio.asked] == studio.deleted
        assert len(studio.asked) == 1


async def test_no_face_goes_to_a_host_that_its_owner_was_not_told_of(tmp_path, models_dir):
    studio = FakeStudio()
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        await stage.enrol("Ana", "photo")
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: stage.sees("Ana", f"also made by {HOST}"))
        assert studio.asked == []
        assert big_jobs(stage, film_of(stage, "Ana")) == []
        await stage.film("Ana", "me in the snow, waiting")
        asks = [one for one in stage.describe("Ana") if "also made by" in one[0]]
        assert len(asks) == 1
        await stage.press("Ana", "It may go there")
        await stage.until(lambda: f"by {HOST}" in words_of(stage.group_films()[0].now))
        assert stage.sees("Ana", f"Noted. {HOST}")
        me = stage.sender("Ana").id
        cameo = stage.house.database.read_now(lambda books: books.cameos.get(me))
        assert cameo.told == ("puppet", HOST)


async def test_who_enrols_where_the_release_names_the_host_is_not_asked_again(tmp_path, models_dir):
    studio = FakeStudio()
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.enrol("Ana", "photo")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: f"by {HOST}" in words_of(stage.group_film().now))
        assert not stage.sees("Ana", "also made by")


async def test_a_camera_here_films_a_face_that_no_server_may_have(tmp_path, models_dir):
    studio = FakeStudio()
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "photo")
    async with opened(tmp_path / "data", models_dir, BOTH, studio=studio) as (stage, camera):
        camera.failures.extend([EngineUnavailable()])
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: "by Wan 2.2" in words_of(stage.group_film().now))
        assert studio.asked == []
        assert [task.body["engine"] for task in camera.taken] == ["ltx", "wan"]


async def test_privacy_names_the_host_and_offers_what_was_not_agreed(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "photo")
    async with opened(tmp_path / "data", models_dir, FAR, studio=FakeStudio()) as (stage, _):
        await stage.say("Ana", "/cameo privacy")
        await stage.until(lambda: stage.sees("Ana", f"{HOST} is a server elsewhere"))
        await stage.press("Ana", "It may go there")
        await stage.until(lambda: stage.button("Ana", "It may go there") is None)


async def test_the_voice_goes_along_only_where_it_is_lent_and_can_be_used(tmp_path, models_dir):
    for clones, on in ((True, True), (True, False), (False, True)):
        terms = replace(TERMS, clones=clones)
        root = tmp_path / f"{clones}-{on}"
        async with at_stage(root, models_dir, terms=terms) as stage:
            await stage.join("Ana")
            await stage.enrol("Ana", "video")
            me = stage.sender("Ana").id
            if not on:
                await switch_voice(stage, me)
            await stage.film("Ana", "me in the rain, waiting")
            films = [task for task in stage.stage.taken if task.body.get("screenplay")]
            parts = [part for task in films for part in parts_of(task) if part.get("likeness")]
            sounds = [part["voice"] for part in parts if "voice" in part]
            assert bool(sounds) is (clones and on)
            assert all(isinstance(sound, bytes) and len(sound) % 4 == 0 for sound in sounds)


async def test_a_voice_switched_off_meanwhile_is_not_in_the_better_film(tmp_path, models_dir):
    terms = replace(LTX, clones=True)
    async with opened(tmp_path / "data", models_dir, terms) as (stage, camera):
        await stage.enrol("Ana", "video")
        me = stage.sender("Ana").id
        stage.stage.gate.clear()
        await stage.say("Ana", "me in the rain, waiting")
        await stage.until(lambda: stage.stage.taken[-1].body.get("screenplay"))
        await switch_voice(stage, me)
        stage.stage.gate.set()
        await stage.until(lambda: camera.taken)
        assert all("voice" not in part for part in parts_of(camera.taken[0]))


async def test_an_admin_has_the_films_of_a_chat_made_by_puppets_only(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.film("Ana", "a dog waits in the snow")
    message = stage.group_film()
    await stage.until(lambda: "shooting it again" in words_of(message.now))
    boss = replace(stage.sender("Ben"), role="admin")
    stage_ = replace_sender(stage, "Ben", boss)
    await stage_.say("Ben", "/cameo settings")
    await stage.until(lambda: stage.button("Ben", "☐ Films here: puppets only"))
    await stage_.press("Ben", "Films here: puppets only")
    await stage.until(lambda: stage.button("Ben", "☑ Films here: puppets only"))
    await stage.until(lambda: "again" not in words_of(message.now))
    await stage.film("Ana", "a cat waits in the snow")
    assert big_jobs(stage, film_of(stage, "Ana")) == []
    await stage.say("Cho", "/cameo settings")
    await stage.until(lambda: stage.sees("Cho", "castable") or stage.sees("Cho", "No face"))
    assert stage.button("Cho", "puppets only") is None


def replace_sender(stage, name, sender):
    """Have somebody come in as more than they were."""
    known = stage.sender

    class Promoted(Stage):
        def sender(self, one):
            return sender if one == name else known(one)

    return Promoted(
        house=stage.house, chat=stage.chat, stage=stage.stage, desk=stage.desk,
        handle=stage.handle, folder=stage.folder, numbers=stage.numbers,
    )  # fmt: skip


async def test_a_bot_that_dies_does_not_begin_with_what_failed(tmp_path, models_dir):
    root, terms = tmp_path / "data", replace(LTX, cameras=("ltx", "wan"))

    async def half_way(task, _tell):
        if task.body["engine"] == "ltx":
            raise OutOfMemory
        await asyncio.Event().wait()

    first = FakeFarm(half_way, slots=1)
    async with opened(root, models_dir, terms, camera=first) as (stage, camera):
        await stage.film("Ana", "a dog waits in the snow")
        await stage.until(lambda: len(camera.taken) == 2)
        chat, film = stage.chat, film_of(stage, "Ana")
        (job,) = big_jobs(stage, film)
        assert (job.tried, job.state) == (("ltx",), "rendering")
    async with opened(root, models_dir, terms, chat=chat) as (stage, camera):
        await stage.until(lambda: "Wan 2.2" in words_of(stage.group_film().now))
        assert [task.body["engine"] for task in camera.taken] == ["wan"]
        assert len(stage.group_films()) == 1


async def test_what_a_server_is_to_film_waits_for_the_puppets(tmp_path, models_dir):
    studio = FakeStudio()
    studio.failures.append(EngineUnavailable())
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.film("Ana", "a dog waits in the snow")
        message = stage.group_film()
        await stage.until(lambda: "The big camera is out" in words_of(message.now))
        stage.stage.gate.clear()
        before = len(stage.stage.taken)
        for name in ("Ana", "Ben", "Cho"):
            await stage.say(name, "a cat waits in the rain")
        await stage.until(lambda: len(stage.stage.taken) == before + 2)
        await stage.until(lambda: stage.house.database.read_now(lambda b: b.jobs.any("queued")))
        await stage.press("Ana", "Retry big", message=message)
        film = films_of(stage, "Ana")[-1]
        await stage.until(lambda: big_jobs(stage, film)[-1].state == "rendering")
        stage.stage.gate.set()
        await stage.until(lambda: f"by {HOST}" in words_of(message.now))
        kinds = [task.kind for task in stage.stage.taken[before:]]
        assert kinds[:4] == ["film", "film", "film", "boards"]


async def test_whoever_was_told_anew_leaves_a_receipt(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "photo")
        me = stage.sender("Ana").id

        def work(books):
            releasing.tell_of(books, me, ("puppet", HOST), locale="en", at=stage.house.clock())
            return books.ledger.receipts(me)[-1]

        row = await stage.house.database.write(work)
        assert row["kind"] == "release"


async def test_a_film_that_took_hours_keeps_its_key_until_it_is_in_the_books(set_):
    stage, _ = set_
    house = stage.house
    old = str(ULID.from_timestamp(house.clock().timestamp() - 7200)).lower()
    house.sealing.add(old)
    house.vault.put(clip_owner(old), "film", b"a film")
    await Keeper(house).collect()
    assert clip_owner(old) in house.vault.owners()
    house.sealing.discard(old)
    await Keeper(house).collect()
    assert clip_owner(old) not in house.vault.owners()


async def test_who_waits_for_a_big_camera_moves_up_when_somebody_before_them_leaves(set_):
    stage, camera = set_
    camera.gate.clear()
    for name in ("Ana", "Ben", "Cho"):
        await stage.film(name, "a dog waits in the snow")
    first, second, third = stage.group_films()
    await stage.until(lambda: "shooting it again" in words_of(first.now))
    await stage.until(lambda: "after 2 other films" in words_of(third.now))
    await stage.press("Ben", "Small is fine", message=second)
    await stage.until(lambda: "after one other film" in words_of(third.now))


async def test_a_chat_that_the_bot_comes_back_to_has_its_films_made_better(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.film("Ana", "a dog waits in the snow")
    message, film = stage.group_film(), film_of(stage, "Ana")
    await stage.until(lambda: "shooting it again" in words_of(message.now))
    admin = replace(stage.sender("Ana"), role="admin")
    await stage.handle(ChatMoved(event_id=stage.event_id(), sender=admin, place=GROUP, to=None))
    assert [job.reason for job in big_jobs(stage, film)] == ["revoked"]
    await stage.until(camera.free)
    camera.gate.set()
    await stage.handle(BotJoined(event_id=stage.event_id(), sender=admin, place=GROUP))
    await stage.until(lambda: "LTX-2.5" in words_of(message.now))


async def test_a_face_that_cannot_be_read_is_no_camera_s_fault(set_):
    stage, camera = set_
    await stage.enrol("Ana", "photo")
    me = stage.sender("Ana").id
    cameo = stage.house.database.read_now(lambda books: books.cameos.get(me))
    camera.gate.clear()
    await stage.film("Ben", "a dog waits in the snow")
    await stage.until(lambda: camera.taken)
    await stage.film("Ana", "me in the rain, waiting")
    message, film = stage.group_film(), film_of(stage, "Ana")
    await stage.until(lambda: "after one other film" in words_of(message.now))
    stage.house.vault.forget(f"blob:{cameo.likeness}")
    camera.gate.set()
    await stage.until(lambda: "again" not in words_of(message.now))
    assert [(job.reason, job.tried) for job in big_jobs(stage, film)] == [("no-face", ())]
    assert "out" not in words_of(message.now)
    assert len(camera.taken) == 1


async def test_a_better_film_that_is_too_large_is_made_smaller_and_the_other_stays_meanwhile(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.film("Ana", "a dog waits in the snow")
    message = stage.group_film()
    await stage.until(lambda: "shooting it again" in words_of(message.now))
    await stage.until(lambda: is_shown_as_it_is(stage, film_of(stage, "Ana")))
    stage.chat.no_room = 1
    camera.gate.set()
    await stage.until(lambda: "LTX-2.5" in words_of(message.now))
    small, big = clips_of(stage, film_of(stage, "Ana"))
    assert (small.camera, big.camera, big.fit, big.engine) == ("small", "big", "smaller", "ltx")
    assert stage.stage.taken[-1].kind == "shrink"
    assert all(isinstance(one, OutgoingClip) for one in message.history[-3:])


async def test_a_better_film_that_fits_no_chat_leaves_the_other_where_it_is(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.film("Ana", "a dog waits in the snow")
    message = stage.group_film()
    await stage.until(lambda: "shooting it again" in words_of(message.now))
    await stage.until(lambda: is_shown_as_it_is(stage, film_of(stage, "Ana")))
    stage.chat.no_room = 1
    stage.stage.failures.append(RenderError("bug", bug="of the encoder"))
    camera.gate.set()
    film = film_of(stage, "Ana")
    await stage.until(lambda: any(one.fit == "too_large" for one in clips_of(stage, film)))
    await stage.until(lambda: "again" not in words_of(message.now))
    assert "LTX" not in words_of(message.now)
    assert film_of(stage, "Ana").state == "shown"
    assert isinstance(message.now, OutgoingClip)


async def test_scenes_are_joined_from_what_puppets_have_played(set_):
    stage, _ = set_
    await stage.film("Ana", "a dog waits in the snow")
    first = stage.group_film()
    await stage.until(lambda: "LTX-2.5" in words_of(first.now))
    await stage.press("Ana", "⋯", message=first)
    await stage.until(lambda: stage.button("Ana", "Next scene"))
    await stage.press("Ana", "Next scene")
    await stage.until(lambda: len(stage.group_films()) == 2)
    second = stage.group_film()
    await stage.until(lambda: "LTX-2.5" in words_of(second.now))
    await stage.press("Ana", "⋯", message=second)
    await stage.until(lambda: stage.button("Ana", "Join the scenes"))
    await stage.press("Ana", "Join")
    await stage.until(lambda: len(stage.group_films()) == 3)
    whole = film_of(stage, "Ana")
    assert whole.change == "join"
    joined = next(task for task in stage.stage.taken if task.kind == "join")
    assert len(joined.body["scenes"]) == 2
    assert big_jobs(stage, whole) == []
    assert "LTX" not in words_of(stage.group_film().now)


async def test_a_face_that_was_taken_anew_ends_the_work_on_the_old_one_for_good(set_):
    stage, camera = set_
    camera.gate.clear()
    await stage.film("Cho", "a dog waits in the snow")  # keeps the camera busy
    await stage.until(lambda: camera.taken)
    await stage.enrol("Ana", "photo")
    await stage.film("Ana", "me in the rain, waiting")
    film = film_of(stage, "Ana")
    await stage.until(lambda: big_jobs(stage, film))
    await stage.enrol("Ana", "photo")
    camera.gate.set()
    await stage.until(lambda: big_jobs(stage, film)[-1].state == "failed")
    message = stage.group_films()[-1]
    await stage.until(lambda: "again" not in words_of(message.now))
    await stage.press("Ben", "👍", message=message)
    await stage.until(lambda: any(one.label == "👍 1" for one in buttons(message.now)))
    assert [job.reason for job in big_jobs(stage, film)] == ["no-face"]
    assert "out" not in words_of(message.now)


async def test_a_face_that_is_taken_anew_has_the_camera_put_the_old_one_down_at_once(set_):
    stage, camera = set_
    await stage.enrol("Ana", "photo")
    camera.gate.clear()  # and never set: nothing here ends by itself
    await stage.film("Ana", "me in the rain, waiting")
    await stage.until(lambda: camera.taken)
    film = film_of(stage, "Ana")
    await stage.enrol("Ana", "photo")
    await stage.until(lambda: big_jobs(stage, film)[-1].state == "failed")
    await stage.until(lambda: camera.free() == 1)
    assert [job.reason for job in big_jobs(stage, film)] == ["no-face"]
    assert len(camera.taken) == 1


async def test_a_face_that_is_taken_anew_is_deleted_at_the_server_at_once(tmp_path, models_dir):
    studio = FakeStudio()
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.enrol("Ana", "photo")
        studio.gate.clear()
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: studio.asked)
        film = film_of(stage, "Ana")
        await stage.enrol("Ana", "photo")
        await stage.until(lambda: studio.deleted)
        assert [key for _, key in studio.asked] == studio.deleted
        await stage.until(lambda: big_jobs(stage, film)[-1].state == "failed")
        assert len(studio.asked) == 1


async def test_a_voice_that_is_taken_back_has_the_camera_begin_anew_without_it(
    tmp_path, models_dir
):
    async with opened(tmp_path / "data", models_dir, replace(LTX, clones=True)) as (stage, camera):
        await stage.enrol("Ana", "video")
        camera.gate.clear()
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: camera.taken)
        assert any("voice" in part for part in parts_of(camera.taken[0]))
        await switch_voice(stage, stage.sender("Ana").id)
        await stage.until(lambda: len(camera.taken) == 2)
        assert not any("voice" in part for part in parts_of(camera.taken[1]))
        camera.gate.set()
        films = stage.group_films  # there is none while the puppets play it without the voice
        await stage.until(lambda: films() and "LTX-2.5" in words_of(films()[-1].now))


async def test_without_its_camera_a_film_no_longer_says_that_it_is_shot_again(tmp_path, models_dir):
    root = tmp_path / "data"
    async with opened(root, models_dir, LTX) as (stage, camera):
        camera.gate.clear()
        await stage.film("Ana", "a dog waits in the snow")
        message, chat = stage.group_film(), stage.chat
        await stage.until(lambda: "shooting it again" in words_of(message.now))
    async with at_stage(root, models_dir, chat=chat) as stage:
        await stage.until(lambda: "again" not in words_of(message.now))
        assert isinstance(message.now, OutgoingClip)
        assert len(stage.group_films()) == 1
