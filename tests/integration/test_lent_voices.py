"""What is made of older films speaks only with voices that are lent to it, too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.house.lending import is_lent
from bot.house.orders import order_of
from bot.i18n import say
from generation.director.versions import RETAKE
from generation.model.job import Job
from generation.studio import filming
from tests.fakes_house import TERMS, at_stage
from tests.integration.test_next_scene import films, go_on

CLONES = replace(TERMS, clones=True)


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir, terms=CLONES) as stage:
        await stage.join("Ana")
        await stage.enrol("Ana", "video")
        await stage.film("Ana", "me in the rain, waiting")
        yield stage


async def both(stage):
    """Join two scenes that Ana speaks in, and return the whole."""
    await go_on(stage, "Ana")
    return await go_on(stage, "Ana", say("button-join"))


def ordered(books, film):
    (cut,) = {clip.cut for clip in books.clips.of(film.remix_of)}
    job = Job(
        id="again", film=film.id, chat=film.chat, member=film.requester, made_at=film.made_at,
        cut=cut,
    )  # fmt: skip
    return order_of(books, job, side=CLONES.film_side, clones=True)


def lend_no_voice(books, film):
    for part in books.films.parts(film.id):
        books.films.put_part(replace(part, voice=False))


async def another_take(stage):
    """Put another take of the film into the books, and return it."""
    (first,) = await films(stage)

    def work(books):
        take = replace(first, id="take", remix_of=first.id, change=f"{RETAKE}1")
        books.films.put(take)
        for part in books.films.parts(first.id):
            books.films.put_part(replace(part, film=take.id))
        return take

    return await stage.house.database.write(work)


async def test_a_voice_speaks_in_scenes_that_are_joined_as_they_are(stage):
    whole = await both(stage)

    def work(books):
        order = ordered(books, whole)
        (clip,) = books.clips.of(whole.id)
        assert all(scene.made is not None for scene in order.scenes)
        assert order.speakers == clip.voices == clip.cut

    await stage.house.database.read(work)


async def test_scenes_are_played_anew_where_a_voice_is_not_lent_to_the_whole(stage):
    whole = await both(stage)

    def work(books):
        before = ordered(books, whole)
        lend_no_voice(books, whole)
        order = ordered(books, whole)
        assert all(scene.made is None for scene in order.scenes)
        assert not order.speakers
        assert not is_lent(books, before, CLONES)
        assert is_lent(books, order, CLONES)

    await stage.house.database.write(work)


async def test_another_take_is_made_of_the_first_only_where_its_voices_are_lent(stage):
    take = await another_take(stage)

    def work(books):
        before = ordered(books, take)
        assert before.earlier is not None
        lend_no_voice(books, take)
        order = ordered(books, take)
        assert order.earlier is None
        assert not order.speakers
        assert not is_lent(books, before, CLONES)

    await stage.house.database.write(work)


async def test_a_take_of_a_film_that_is_gone_is_not_lent_any_more(stage):
    take = await another_take(stage)

    def work(books):
        before = ordered(books, take)
        assert is_lent(books, before, CLONES)
        (clip,) = books.clips.of(take.remix_of)
        filming.drop_clip(books, clip.id, at=stage.house.clock())
        assert not is_lent(books, before, CLONES)

    await stage.house.database.write(work)
