"""Topics one keeps one's face out of, as people set them, and what a chat sees of it: nothing."""

from __future__ import annotations

import pytest

from bot.chat import CloseForm, OpenForm, Toast
from tests.fakes_house import at_stage, words_of


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        await stage.enrol("Ben", "drawn")
        yield stage


async def limits_page(stage, *ticks):
    await stage.say("Ben", "me")
    await stage.until(lambda: stage.button("Ben", "My limits"))
    await stage.press("Ben", "My limits")
    for tick in ticks:
        await stage.until(lambda tick=tick: stage.button("Ben", f"☐ {tick}"))
        await stage.press("Ben", f"☐ {tick}")
        await stage.until(lambda tick=tick: stage.button("Ben", f"☑ {tick}"))


async def cameo(stage):
    me = stage.sender("Ben").id
    return await stage.house.database.read(lambda books: books.cameos.get(me))


async def test_a_topic_is_ruled_out_and_nobody_can_tell(stage):
    await limits_page(stage, "alcohol", "my work")
    assert (await cameo(stage)).limits == ("alcohol", "work")
    await stage.film("Ana", "@Ben drinks a beer in the rain", mentions=("Ben",))
    assert "as Ben" in stage.group_film().now.caption
    assert stage.button("Ben", "Post") is None
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: stage.button("Ana", "Ask Ben"))
    asked = await stage.press("Ana", "Ask Ben")
    assert asked == Toast(text="Asked, or asked already. The answer is Ben's.")
    assert stage.button("Ben", "Post") is None
    assert not stage.sees("Ana", "alcohol")
    await stage.press("Ben", "☑ alcohol")
    await stage.press("Ben", "☑ my work")
    assert (await cameo(stage)).limits == ()


async def test_ones_own_words_are_kept_and_a_film_of_oneself_says_so_with_another_one(stage):
    await limits_page(stage)
    await stage.until(lambda: stage.button("Ben", "Other words"))
    form = await stage.press("Ben", "Other words")
    assert isinstance(form, OpenForm)
    assert form.values == {"limit_words": ""}
    kept = await stage.submit("Ben", form.id, limit_words=" my exam，geese ")
    assert kept == CloseForm(text="Kept. Films about that go on without your face.")
    assert (await cameo(stage)).limits == ("my exam", "geese")
    await stage.until(lambda: stage.sees("Ben", "Also: my exam, geese"))
    await stage.film("Ben", "me and the geese in the rain")
    assert "as Ben" in stage.group_film().now.caption
    await stage.until(lambda: stage.sees("Ben", "You keep your face out of films about geese"))
    assert not stage.sees("Ana", "geese, so")
    await stage.press("Ben", "Shoot that")
    await stage.until(lambda: len(stage.group_films()) == 2)
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)


async def test_a_film_that_is_out_goes_on_without_a_face_whose_limit_it_touches(stage):
    await stage.film("Ben", "me in the office with a trophy")
    film = stage.group_film()
    assert "as Ben" not in film.now.caption
    await limits_page(stage, "my work")
    await stage.until(lambda: "as Ben" in words_of(film.now))
