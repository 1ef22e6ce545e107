"""A film once more, in another look or shape: the same words, and everybody is asked again."""

from __future__ import annotations

import json

import pytest

from bot.chat import Toast
from bot.i18n import say
from generation.director.refining import REFINEMENTS
from generation.director.script import from_json
from generation.director.versions import CHANGES, FORMAT, LOOK, others, version
from generation.errors import TakeRejected
from tests.fakes_farm import PAGE
from tests.fakes_house import at_stage, buttons
from tests.papers import two_shots


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def newest(stage):
    return (await stage.house.database.read(lambda b: b.films.by(stage.sender("Ana").id)))[0]


def offering(stage, label):
    """Return the messages that offer Ana something, oldest first."""
    seen = stage.chat.seen_by(stage.sender("Ana").id)
    return [one for one in seen if any(label in button.label for button in buttons(one.now))]


def second(stage):
    """Return the labels that Ana is offered for the second shot of a film."""
    seen = stage.chat.seen_by(stage.sender("Ana").id)
    labels = [button.label for one in seen for button in buttons(one.now)]
    return [label for label in labels if label.startswith("2")]


async def once_more(stage, label):
    """Press a look or shape of the newest film; returns the film that it makes."""
    films, cards = len(stage.group_films()), len(offering(stage, "Another look"))
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: len(offering(stage, "Another look")) > cards)
    pages = len(offering(stage, label))
    await stage.press("Ana", "Another look")
    await stage.until(lambda: len(offering(stage, label)) > pages)
    await stage.press("Ana", label)
    await stage.until(lambda: len(stage.group_films()) > films)
    return await newest(stage)


async def test_another_look_changes_no_word_and_asks_everybody_again(stage):
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)
    first = await newest(stage)
    ink = await once_more(stage, "🖌 Ink")
    assert "as Ben" in stage.group_film().now.caption
    assert json.loads(ink.paper) == json.loads(first.paper) | {"look": "ink"}
    assert (ink.remix_of, ink.title, ink.reading) == (first.id, first.title, first.reading)
    assert len([task for task in stage.desk.taken if task.kind == "paper"]) == 1
    wide = await once_more(stage, "🖥 Wide")
    paper = json.loads(wide.paper)
    assert (paper["look"], paper["format"]) == ("ink", "16:9")
    sizes = [(t.body["width"], t.body["height"]) for t in stage.stage.taken if t.kind == "film"]
    assert (1280, 720) in sizes


async def test_nobody_else_is_offered_another_look(stage):
    await stage.film("Ana", "Ben waves in the snow")
    await stage.press("Cho", "⋯", message=stage.group_film())
    await stage.until(lambda: stage.button("Cho", "Report"))
    assert stage.button("Cho", "Another look") is None


async def test_a_look_is_shot_once_however_often_it_is_pressed(stage):
    await stage.film("Ana", "Ben waves in the snow")
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: stage.button("Ana", "Another look"))
    await stage.press("Ana", "Another look")
    await stage.until(lambda: stage.button("Ana", "💥 Comic"))
    button = stage.button("Ana", "💥 Comic")
    (page,) = offering(stage, "💥 Comic")
    await stage.press_data("Ana", button.data, page)
    assert isinstance(await stage.press_data("Ana", button.data, page), Toast)


async def test_a_comic_comes_with_its_page_and_round_films_are_shown_in_a_circle(stage):
    await stage.film("Ana", "Ben waves in the snow")
    assert stage.group_film().now.film.panels is None
    await once_more(stage, "💥 Comic")
    assert stage.group_film().now.film.panels == PAGE
    assert not stage.group_film().now.is_round
    await once_more(stage, "⭕ Round")
    assert stage.group_film().now.is_round


async def test_a_film_is_refined_with_the_same_words(stage):
    await stage.film("Ana", "Ben waves in the snow")
    first = await newest(stage)
    await stage.press("Ana", "⋯", message=stage.group_film())
    for count, verb in enumerate(REFINEMENTS, 2):
        label = say(f"button-refine-{verb}")
        await stage.until(lambda label=label: offering(stage, label))
        await stage.press("Ana", label)
        await stage.until(lambda count=count: len(stage.group_films()) == count)
        again = await newest(stage)
        assert (again.remix_of, again.change) == (first.id, f"refine:{verb}")
        assert from_json(again.paper) == version(from_json(first.paper), f"refine:{verb}")


async def test_one_shot_is_shot_anew_and_the_film_before_comes_along(stage):
    await stage.film("Ana", "Ben waves in the snow")
    first = await newest(stage)
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: offering(stage, "🎬 Redo a shot"))
    await stage.press("Ana", "🎬 Redo a shot")
    shots = from_json(first.paper).shots
    await stage.until(lambda: second(stage))
    await stage.press("Ana", second(stage)[-1])
    await stage.until(lambda: len(stage.group_films()) == 2)
    again = from_json((await newest(stage)).paper)
    assert [shot.take for shot in again.shots] == [0, 1, *[0] * (len(shots) - 2)]
    task = [task for task in stage.stage.taken if task.kind == "film"][-1]
    assert json.loads(task.body["earlier"]["timeline"])["schema"] == "walkon.timeline/1"
    assert task.body["earlier"]["film"][4:8] == b"ftyp"


def test_every_look_and_shape_changes_one_thing():
    first = two_shots()
    assert {*others(first.look, first.format)} < CHANGES
    for change in (one for one in CHANGES if one.startswith((LOOK, FORMAT))):
        made = version(first, change)
        assert made.shots == first.shots
        assert f"look:{made.look}" == change or f"format:{made.format}" == change
    with pytest.raises(ValueError, match="look:sepia"):
        version(first, "look:sepia")


async def test_a_version_that_fails_is_shot_again_as_the_same_version(stage):
    await stage.film("Ana", "Ben waves in the snow")
    first = await newest(stage)
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: offering(stage, "Another look"))
    await stage.press("Ana", "Another look")
    await stage.until(lambda: offering(stage, "🟪 Pixel"))
    stage.stage.failures.append(TakeRejected("silent"))
    await stage.press("Ana", "🟪 Pixel")
    await stage.until(lambda: stage.button("Ana", "Again"))
    await stage.press("Ana", "Again")
    await stage.until(lambda: len(stage.group_films()) == 2)
    again = await newest(stage)
    assert (again.remix_of, again.change) == (first.id, "look:pixel")
    assert json.loads(again.paper)["look"] == "pixel"
