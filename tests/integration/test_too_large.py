"""Films that do not fit into their chat: made smaller once, shown once, or told once."""

from __future__ import annotations

import asyncio
import io
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from bot.chat import OutgoingClip
from generation.errors import WorkerLost
from generation.farm import wire
from generation.media.encode import encode
from generation.model.clip import RenderSpec
from generation.provenance.aigc import AIGC_KEY, aigc_tag
from generation.provenance.manifest import ORIGINAL
from generation.provenance.verify import judge
from generation.studio.enrolling import revoke_all
from tests.fakes_chat import FakeChat
from tests.fakes_farm import TINY_CLIP_ID, canned, tiny_film
from tests.fakes_house import at_stage, buttons, words_of

ROOM = 150_000


@cache
def large_film(models_dir) -> wire.FilmResult:
    """Return the tiny film with noise for pictures: more than there is room for."""
    rng, spec = np.random.default_rng(3), RenderSpec(width_px=144, height_px=256)
    frames = (rng.integers(16, 235, (384, 144), np.uint8) for _ in range(8))
    tags = {AIGC_KEY: aigc_tag(TINY_CLIP_ID)}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "film.mp4"
        encode(frames, np.zeros((0, 2), np.float32), path, spec=spec, metadata=tags)
        film = path.read_bytes()
    assert len(film) > ROOM
    return replace(tiny_film(models_dir), film=film)


@dataclass
class Shooting:
    """A farm's answer: films are large, and smaller ones fit, unless told otherwise.

    Attributes:
        faces_only: Only films with a real face are large.
        why: What becomes of films that are to be made smaller: ``in_vain`` or ``dying``.
        may_shrink: While it is clear, none of them is done.
    """

    models_dir: Path
    faces_only: bool = False
    why: str = ""
    may_shrink: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self):
        self.may_shrink.set()

    async def __call__(self, task, tell):
        if task.kind == "shrink":
            tell("shrinking", 0.1)
            await self.may_shrink.wait()
        if task.kind == "shrink" and self.why == "dying":
            raise WorkerLost
        large = task.kind == "shrink" and self.why == "in_vain"
        if task.kind == "film":
            parts = task.body["parts"].values()
            large = any("likeness" in part for part in parts) or not self.faces_only
        if not large:
            return await canned(self.models_dir)(task, tell)
        made = large_film(self.models_dir)
        named = made.film.replace(TINY_CLIP_ID.encode(), task.body["clip_id"].encode())
        return wire.body(replace(made, film=named))


def kinds(stage):
    return [task.kind for task in stage.stage.taken]


def everything_shown(stage):
    return [shown for message in stage.chat.messages.values() for shown in message.history]


def saying(stage, words):
    return [m for m in stage.chat.seen_by(stage.sender("Ben").id) if words in words_of(m.now)]


async def clips_of(stage):
    shown = stage.group_film().now.film.id
    return await stage.house.database.read(
        lambda books: books.clips.of(books.clips.get(shown).film)
    )


async def test_a_film_over_the_limit_is_made_smaller_before_it_is_sent(tmp_path, models_dir):
    chat = FakeChat(clip_max_bytes=ROOM)
    answer = Shooting(models_dir)
    async with at_stage(tmp_path / "data", models_dir, chat=chat, answer=answer) as stage:
        await stage.film("Ana", "a dog waits in the snow")
        assert kinds(stage) == ["film", "shrink"]
        larger, body = stage.stage.taken[0].body, stage.stage.taken[1].body
        assert body["room_bytes"] == ROOM
        assert larger["clip_id"] != body["clip_id"]
        films = [shown for shown in everything_shown(stage) if isinstance(shown, OutgoingClip)]
        assert {film.film.id for film in films} == {body["clip_id"]}
        assert len(films[0].film.film) < ROOM
        (clip,) = await clips_of(stage)
        assert (clip.fit, clip.id) == ("smaller", body["clip_id"])
        old = f"clip:{larger['clip_id']}"
        await stage.until(lambda: old not in stage.house.vault.owners())
        root = (stage.folder.seal / "root.pem").read_bytes()
        verdict = judge(io.BytesIO(films[0].film.film), root)
        assert (verdict.state, verdict.origin, verdict.aigc) == ("valid", "ours", True)
        assert verdict.clip_id == clip.id
        assert ORIGINAL.encode() in films[0].film.film
        states = {job.state for job in await _jobs(stage, clip.film)}
        assert states == {"posted"}


async def _jobs(stage, film):
    return await stage.house.database.read(lambda books: books.jobs.of(film))


async def test_a_film_that_is_refused_is_tried_at_half_its_size(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        stage.chat.no_room = 1
        await stage.film("Ana", "a dog waits in the snow")
        assert kinds(stage) == ["film", "shrink"]
        body = wire.read(wire.ShrinkBody, stage.stage.taken[1].body)
        assert body.room_bytes == len(body.made.film) // 2
        assert len(stage.group_films()) == 1


@pytest.mark.parametrize("why", ["in_vain", "dying", "refused"])
async def test_a_film_that_stays_too_large_fails_and_is_told_once(why, tmp_path, models_dir):
    refused = why == "refused"
    chat = FakeChat(clip_max_bytes=10_000_000 if refused else ROOM)
    answer = canned(models_dir) if refused else Shooting(models_dir, why=why)
    async with at_stage(tmp_path / "data", models_dir, chat=chat, answer=answer) as stage:
        chat.no_room = 2 if refused else 0
        await stage.join("Ben")
        await stage.say("Ana", "a dog waits in the snow")
        await stage.until(lambda: saying(stage, "Too long for this chat"))
        assert kinds(stage).count("shrink") == (3 if why == "dying" else 1)
        (told,) = saying(stage, "Too long for this chat")
        assert buttons(told.now) == []
        assert not [one for one in everything_shown(stage) if isinstance(one, OutgoingClip)]
        assert len([m for m in chat.messages.values() if not m.place.private]) == 1


async def test_a_bot_that_dies_meanwhile_goes_on_where_it_was(tmp_path, models_dir):
    chat = FakeChat(clip_max_bytes=ROOM)
    answer, data = Shooting(models_dir), tmp_path / "data"
    async with at_stage(data, models_dir, chat=chat, answer=answer) as stage:
        await stage.join("Ben")
        answer.may_shrink.clear()
        await stage.say("Ana", "a dog waits in the snow")
        await stage.until(lambda: saying(stage, "making it smaller"))
        assert saying(stage, "making it smaller")[0].now.step == 4
        await stage.until(lambda: kinds(stage) == ["film", "shrink"])
    answer.may_shrink.set()
    async with at_stage(data, models_dir, chat=chat, answer=answer) as stage:
        await stage.until(stage.group_films)
        assert kinds(stage) == ["shrink"]
        assert len([m for m in chat.messages.values() if not m.place.private]) == 1
        assert len(await clips_of(stage)) == 1


@pytest.fixture
async def with_ben(tmp_path, models_dir):
    """Light a house up where films with a face are too large; Ben lends his, asked each time."""
    chat, answer = FakeChat(clip_max_bytes=ROOM), Shooting(models_dir, faces_only=True)
    async with at_stage(tmp_path / "data", models_dir, chat=chat, answer=answer) as stage:
        await stage.join("Ana", "Ben")
        await stage.enrol("Ben", "drawn")
        assert kinds(stage) == ["film", "shrink"]  # so was the look at himself
        stage.stage.taken.clear()
        yield stage, answer


async def test_a_preview_is_made_smaller_and_is_then_the_film(with_ben):
    stage, _ = with_ben
    await stage.film("Ana", "@Ben waits in the snow", mentions=("Ben",))
    assert "as Ben" in stage.group_film().now.caption
    await stage.until(lambda: stage.button("Ben", "✅ Post"))
    await stage.press("Ben", "✅ Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)
    assert sorted(kinds(stage)) == ["film", "film", "shrink"]
    assert len(stage.group_films()) == 1


async def test_where_only_the_preview_is_too_large_the_film_stays(with_ben):
    stage, answer = with_ben
    answer.why = "in_vain"
    await stage.film("Ana", "@Ben waits in the snow", mentions=("Ben",))
    film = stage.group_film().now.film.id
    await stage.until(lambda: [c for c in _clips(stage, film) if c.fit == "too_large"])
    assert not stage.button("Ben", "✅ Post")
    assert stage.group_film().now.film.id == film
    assert not saying(stage, "Too long")


async def test_whoever_says_no_while_their_preview_is_made_smaller_is_in_no_clip(with_ben):
    stage, answer = with_ben
    answer.may_shrink.clear()
    await stage.film("Ana", "@Ben waits in the snow", mentions=("Ben",))
    film = stage.group_film().now.film.id
    await stage.until(lambda: "shrink" in kinds(stage))
    await stage.house.database.write(lambda books: _all_back(books, stage))
    stage.house.ring()
    answer.may_shrink.set()
    await stage.until(lambda: {clip.cut for clip in _clips(stage, film)} == {frozenset()})
    assert not stage.button("Ben", "✅ Post")
    assert stage.group_film().now.film.id == film


def _all_back(books, stage):
    member = stage.sender("Ben").id
    revoke_all(books, member, "stand_in", at=stage.house.clock(), new_id=stage.house.new_id)


def _clips(stage, clip):
    return stage.house.database.read_now(lambda books: books.clips.of(books.clips.get(clip).film))
