"""What is taken back while a camera is at work: it is neither kept, nor sent on, nor shown."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event

import pytest

from bot.house.keeper import Keeper
from bot.house.sealing import Sealer, clip_owner
from generation.errors import EngineUnavailable, OutOfMemory
from generation.farm import wire
from generation.studio import enrolling, permission
from tests.fakes_farm import FakeFarm, canned, tiny_board
from tests.fakes_house import PATIENCE_S, TERMS, MovingClock, at_stage, words_of
from tests.fakes_studio import HOST, FakeStudio
from tests.integration.test_big_camera import (
    BOTH,
    FAR,
    LTX,
    big_jobs,
    clips_of,
    film_of,
    films_of,
    jobs_of,
    opened,
    parts_of,
    switch_voice,
)

VOICED = replace(LTX, clones=True, cameras=("ltx", "wan"))
DAYS = timedelta(days=3)  # no clip is on its way for so long


@dataclass
class SlowSeal:
    """Signs films as slowly as a test wants.

    Attributes:
        films: Ids of those that are held.
        begun: One of them has come so far.
        go: Let it go on.
    """

    films: set[str] = field(default_factory=set)
    begun: Event = field(default_factory=Event)
    go: Event = field(default_factory=Event)

    async def reached(self) -> None:
        assert await asyncio.to_thread(self.begun.wait, PATIENCE_S)
        self.films.clear()


@pytest.fixture
def seal(monkeypatch):
    slow, put_away = SlowSeal(), Sealer.put_away

    def slowly(self, clip, result, **given):
        if given["film"] in slow.films:
            slow.begun.set()
            slow.go.wait(PATIENCE_S)
        return put_away(self, clip, result, **given)

    monkeypatch.setattr(Sealer, "put_away", slowly)
    yield slow
    slow.go.set()


@asynccontextmanager
async def sealing_a_film_of_ana(root, models_dir, seal, **given):
    """A better film of Ana's that is being sealed, and the id of its clip."""
    async with opened(root, models_dir, LTX, **given) as (stage, camera):
        camera.gate.clear()
        await stage.enrol("Ana", "photo")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: camera.taken)
        seal.films.add(film_of(stage, "Ana").id)
        camera.gate.set()
        await seal.reached()
        yield stage, camera.taken[0].body["clip_id"]


async def take_out(stage, name):
    film, me = film_of(stage, "Ana"), stage.sender(name).id

    def work(books):
        at, new_id = stage.house.clock(), stage.house.new_id
        return permission.withdraw(books, film.id, me, "stand_in", at=at, new_id=new_id)

    await stage.house.database.write(work)


async def forget_voice(stage, name):
    me = stage.sender(name).id

    def work(books):
        at, new_id = stage.house.clock(), stage.house.new_id
        return enrolling.forget_voice(books, me, at=at, new_id=new_id)

    await stage.house.database.write(work)
    stage.house.rubbish.set()
    await stage.until(lambda: f"voice:{me}" not in str(stage.house.vault.owners()))


async def until_shown(stage, words):
    """Wait for a film; one that spoke with a voice taken back may be away meanwhile."""
    await stage.until(lambda: any(words in words_of(one.now) for one in stage.group_films()))


async def lose_voice(stage, name, how):
    if how == "off":
        await switch_voice(stage, stage.sender(name).id)
    else:
        await forget_voice(stage, name)


async def take_another_picture(stage, name):
    """Be photographed once more, and use that from now on."""
    await be_photographed(stage, name)
    await use_it(stage, name)


async def be_photographed(stage, name):
    await stage.give_picture(name)
    await stage.until(lambda: stage.button(name, "Use it"))


async def use_it(stage, name):
    before = epoch_of(stage, name)
    await stage.press(name, "Use it")
    await stage.until(lambda: epoch_of(stage, name) > before)


def epoch_of(stage, name):
    me = stage.sender(name).id
    return stage.house.database.read_now(lambda books: books.cameos.get(me)).epoch


async def no_longer_told(stage, name):
    me = stage.sender(name).id

    def work(books):
        books.cameos.put(replace(books.cameos.get(me), told=("puppet",)))

    await stage.house.database.write(work)


def wished(stage, name):
    """The film that somebody has asked for, whatever screen tests came after it."""
    return next(film for film in films_of(stage, name) if film.sentence)


async def until_tidy(stage):
    stage.house.ring()
    await stage.until(lambda: not unbooked(stage))


def unbooked(stage):
    """Owners of keys of clips that are in no books."""
    owners = [one for one in stage.house.vault.owners() if one.startswith("clip:")]
    made = {
        clip_owner(clip.id) for film in films_of(stage, "Ana") for clip in clips_of(stage, film)
    }
    return set(owners) - made


def speaking(models_dir):
    """Return answers of workers whose boards say whether they speak with a voice that was lent."""

    async def answer(task, tell):
        if task.kind != "boards":
            return await canned(models_dir)(task, tell)
        lent = any("voice" in part for part in parts_of(task))
        boards = [replace(tiny_board(one), dialogue=b"lent" if lent else None) for one in "12"]
        return wire.body(wire.BoardsResult(boards=boards))

    return answer


# ---------------------------------------------------------------- while it is sealed


@pytest.mark.parametrize("how", ["taken out", "erased"])
async def test_a_film_taken_back_while_it_is_sealed_leaves_no_key(tmp_path, models_dir, seal, how):
    clock = MovingClock()
    root, camera = tmp_path / "data", FakeFarm(canned(models_dir), slots=1)
    given = {"clock": clock, "camera": camera}
    async with sealing_a_film_of_ana(root, models_dir, seal, **given) as (stage, clip):
        if how == "erased":
            await stage.say("Ana", "/cameo forget-me")
            await stage.until(lambda: stage.button("Ana", "Erase"))
            await stage.press("Ana", "Erase")
        else:
            await take_out(stage, "Ana")
        await stage.say("Cho", "a dog waits in the snow")
        await stage.until(lambda: len(camera.taken) > 1)  # the work on the other is called off
        assert clip in stage.house.sealing
        seal.go.set()
        await stage.until(lambda: clip not in stage.house.sealing)
        clock.later = DAYS
        await Keeper(stage.house).collect()
        assert clip_owner(clip) not in stage.house.vault.owners()


async def test_a_bot_that_ends_while_a_film_is_sealed_waits_for_it(tmp_path, models_dir, seal):
    async with sealing_a_film_of_ana(tmp_path / "data", models_dir, seal) as (stage, clip):
        asyncio.get_running_loop().call_later(0.5, seal.go.set)
        chat = stage.chat
    async with opened(tmp_path / "data", models_dir, LTX, chat=chat) as (stage, camera):
        await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
        assert stage.group_film().now.film.id == clip
        assert camera.taken == []
        await until_tidy(stage)


# ---------------------------------------------------------------- voices


@pytest.mark.parametrize("how", ["off", "erased"])
async def test_the_next_camera_is_not_given_a_voice_that_was_taken_back(tmp_path, models_dir, how):
    async def only_wan(task, tell):
        if task.body["engine"] == "ltx":
            raise OutOfMemory
        return await canned(models_dir)(task, tell)

    camera = FakeFarm(only_wan, slots=1)
    async with opened(tmp_path / "data", models_dir, VOICED, camera=camera) as (stage, _):
        await stage.enrol("Ana", "video")
        camera.gate.clear()
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: camera.taken)
        await lose_voice(stage, "Ana", how)
        camera.gate.set()
        await until_shown(stage, "by Wan 2.2")
        first, *later = camera.taken  # the first may be called back before it fails
        assert any("voice" in part for part in parts_of(first))
        assert all("voice" not in part for task in later for part in parts_of(task))
        assert [task.body["engine"] for task in later][-1] == "wan"
        assert big_jobs(stage, film_of(stage, "Ana"))[-1].tried == ("ltx",)


@pytest.mark.parametrize("how", ["off", "erased"])
async def test_what_a_camera_shot_with_a_voice_taken_back_is_shot_again(tmp_path, models_dir, how):
    async with opened(tmp_path / "data", models_dir, VOICED) as (stage, camera):
        await stage.enrol("Ana", "video")
        camera.gate.clear()
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: camera.taken)
        thrown_away = camera.taken[0].body["clip_id"]
        await lose_voice(stage, "Ana", how)
        camera.gate.set()
        await until_shown(stage, "by LTX-2.5")
        with_it = [any("voice" in part for part in parts_of(task)) for task in camera.taken]
        assert with_it == [True, False]
        assert all(not clip.voices for clip in clips_of(stage, film_of(stage, "Ana")))
        await stage.until(lambda: clip_owner(thrown_away) not in stage.house.vault.owners())


@pytest.mark.parametrize("how", ["off", "erased"])
async def test_no_more_of_a_voice_is_sent_once_it_is_taken_back(tmp_path, models_dir, how):
    studio, terms = FakeStudio(), replace(FAR, clones=True)
    studio.gate.clear()
    given = {"studio": studio, "answer": speaking(models_dir)}
    async with opened(tmp_path / "data", models_dir, terms, **given) as (stage, _):
        await stage.enrol("Ana", "video")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: studio.asked)
        await lose_voice(stage, "Ana", how)
        studio.gate.set()
        await until_shown(stage, f"by {HOST}")
        sent = [(board.id, board.dialogue) for board, _ in studio.asked]
        assert sent == [("1", b"lent"), ("1", None), ("2", None)]
        assert all("voice" not in part for part in parts_of(stage.stage.taken[-1]))


@pytest.mark.parametrize("how", ["off", "erased"])
async def test_puppets_play_again_what_they_spoke_with_a_voice_taken_back(
    tmp_path, models_dir, how
):
    terms = replace(TERMS, clones=True)
    async with at_stage(tmp_path / "data", models_dir, terms=terms) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "video")
        stage.stage.gate.clear()
        before = len(stage.stage.taken)
        await stage.say("Ana", "me in the rain, waiting")
        await stage.until(lambda: len(stage.stage.taken) > before)
        await lose_voice(stage, "Ana", how)
        stage.stage.gate.set()
        await stage.until(lambda: stage.group_films())
        with_it = [
            any("voice" in part for part in parts_of(task)) for task in stage.stage.taken[before:]
        ]
        assert with_it == [True, False]
        (clip,) = clips_of(stage, film_of(stage, "Ana"))
        assert not clip.voices
        await until_tidy(stage)


async def test_a_clip_says_whose_lent_voices_speak_in_it(tmp_path, models_dir):
    terms = replace(LTX, clones=True)
    async with opened(tmp_path / "data", models_dir, terms) as (stage, _):
        await stage.enrol("Ana", "video")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: "LTX-2.5" in words_of(stage.group_film().now))
        small, big = clips_of(stage, film_of(stage, "Ana"))
        assert small.voices == big.voices == small.cut
        await stage.film("Ana", "a dog waits in the snow")
        assert clips_of(stage, film_of(stage, "Ana"))[0].voices == frozenset()


# ---------------------------------------------------------------- faces


async def test_a_face_given_up_for_another_is_not_sent_on(tmp_path, models_dir):
    studio = FakeStudio()
    studio.gate.clear()
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.enrol("Ana", "photo")
        await stage.film("Ana", "me in the rain, waiting")
        message = stage.group_film()
        await stage.until(lambda: studio.asked)
        await take_another_picture(stage, "Ana")
        studio.gate.set()
        film = wished(stage, "Ana")
        await stage.until(lambda: big_jobs(stage, film)[0].state == "failed")
        assert big_jobs(stage, film)[0].reason == "no-face"
        assert len(studio.asked) == 1
        await stage.until(lambda: "again" not in words_of(message.now))
        assert [clip.camera for clip in clips_of(stage, film)] == ["small"]


async def test_a_face_given_up_for_another_is_not_shown_by_a_camera(tmp_path, models_dir):
    async with opened(tmp_path / "data", models_dir, LTX) as (stage, camera):
        camera.gate.clear()
        await stage.enrol("Ana", "photo")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: camera.taken)
        clip = camera.taken[0].body["clip_id"]
        await take_another_picture(stage, "Ana")
        camera.gate.set()
        film = wished(stage, "Ana")
        await stage.until(lambda: big_jobs(stage, film)[0].state == "failed")
        assert [job.reason for job in big_jobs(stage, film)] == ["no-face"]
        assert [clip.camera for clip in clips_of(stage, film)] == ["small"]
        await stage.until(lambda: clip_owner(clip) not in stage.house.vault.owners())


async def test_a_face_given_up_for_another_is_not_played_by_puppets(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "photo")
        await be_photographed(stage, "Ana")
        stage.stage.gate.clear()
        before = len(stage.stage.taken)
        await stage.say("Ana", "me in the rain, waiting")
        await stage.until(lambda: len(stage.stage.taken) > before)
        await use_it(stage, "Ana")
        stage.stage.gate.set()
        film = wished(stage, "Ana")
        await stage.until(lambda: wished(stage, "Ana").state == "failed")
        assert wished(stage, "Ana").reason == "error-engine-no-face"
        assert not clips_of(stage, film)
        await until_tidy(stage)


# ---------------------------------------------------------------- hosts


async def test_a_film_whose_host_is_no_longer_told_does_not_stay_at_work(tmp_path, models_dir):
    studio = FakeStudio()
    studio.gate.clear()
    async with opened(tmp_path / "data", models_dir, FAR, studio=studio) as (stage, _):
        await stage.enrol("Ana", "photo")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: studio.asked)
        await no_longer_told(stage, "Ana")
        studio.gate.set()
        film, message = film_of(stage, "Ana"), stage.group_film()
        await stage.until(lambda: big_jobs(stage, film)[0].state == "failed")
        await stage.until(lambda: "again" not in words_of(message.now))
        assert big_jobs(stage, film)[0].reason == "revoked"
        assert len(studio.asked) == 1
        assert "out" not in words_of(message.now)


async def test_a_camera_here_takes_over_what_may_no_longer_go_to_a_server(tmp_path, models_dir):
    studio = FakeStudio()
    studio.gate.clear()
    async with opened(tmp_path / "data", models_dir, BOTH, studio=studio) as (stage, camera):
        camera.failures.append(EngineUnavailable())
        await stage.enrol("Ana", "photo")
        await stage.film("Ana", "me in the rain, waiting")
        await stage.until(lambda: studio.asked)
        await no_longer_told(stage, "Ana")
        studio.gate.set()
        await stage.until(lambda: "by Wan 2.2" in words_of(stage.group_film().now))
        assert len(studio.asked) == 1
        assert [job.tried for job in jobs_of(stage, film_of(stage, "Ana")) if job.is_big] == [
            ("ltx",)
        ]
