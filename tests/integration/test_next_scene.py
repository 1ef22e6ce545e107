"""The next scene of a film: the same people, asked anew; words that answer a film go on from it."""

from __future__ import annotations

import json

import pytest

from bot.chat import MessageRef, Toast
from generation.director.script import from_json
from generation.director.sequel import NEXT
from tests.fakes_house import at_stage, buttons


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def films(stage):
    """Return every film of the group, newest first."""
    people = [stage.sender(name).id for name in ("Ana", "Ben", "Cho")]

    def work(books):
        return [film for person in people for film in books.films.by(person) if film.sentence]

    made = await stage.house.database.read(work)
    return sorted((f for f in made if f.chat == "fake:group"), key=lambda f: f.id, reverse=True)


def offering(stage, name, label):
    seen = stage.chat.seen_by(stage.sender(name).id)
    return [one for one in seen if any(label in button.label for button in buttons(one.now))]


async def go_on(stage, name, label="Next scene"):
    """Open the card of the newest film, press, and return what comes of it."""
    there = len(stage.group_films())
    cards = len(offering(stage, name, label))
    await stage.press(name, "⋯", message=stage.group_film())
    await stage.until(lambda: len(offering(stage, name, label)) > cards)
    await stage.press(name, label, message=offering(stage, name, label)[-1])
    await stage.until(lambda: len(stage.group_films()) > there)
    return (await films(stage))[0]


async def test_the_next_scene_has_the_same_people_who_are_asked_again(stage):
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)
    first = (await films(stage))[0]
    scene = await go_on(stage, "Cho")
    assert (scene.requester, scene.remix_of) == (stage.sender("Cho").id, first.id)
    assert scene.change.startswith(NEXT)
    assert scene.change != NEXT
    assert "as Ben" in stage.group_film().now.caption
    before, now = from_json(first.paper), from_json(scene.paper)
    assert now.recipe != before.recipe
    assert now.follows is not None
    assert (now.mood, now.follows.title) == (before.mood, before.title)
    parts = await stage.house.database.read(
        lambda books: [
            {one.name: (one.member, one.stand_in, one.state) for one in books.films.parts(film.id)}
            for film in (first, scene)
        ]
    )
    assert parts[0]["Ben"][:2] == parts[1]["Ben"][:2]
    assert (parts[0]["Ben"][2], parts[1]["Ben"][2]) == ("agreed", "asked")
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)


async def test_words_that_answer_a_film_are_what_happens_next(stage):
    await stage.film("Ana", "Ben waves in the snow")
    first, shown = (await films(stage))[0], stage.group_film()
    number = next(key for key, one in stage.chat.messages.items() if one is shown)
    await stage.say("Cho", "they wait in the rain", reply_to=MessageRef(message=number))
    await stage.until(lambda: len(stage.group_films()) == 2)
    scene = (await films(stage))[0]
    assert (scene.sentence, scene.change) == ("they wait in the rain", NEXT)
    assert scene.remix_of == first.id
    assert json.loads(scene.paper)["follows"]["title"] == first.title
    names = [{one["name"] for one in json.loads(film.paper)["cast"]} for film in (first, scene)]
    assert names[0] <= names[1]


async def test_a_film_that_is_taken_away_has_no_next_scene(stage):
    await stage.film("Ana", "Ben waves in the snow")
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: offering(stage, "Ana", "Next scene"))
    button, card = stage.button("Ana", "Next scene"), offering(stage, "Ana", "Next scene")[-1]
    await stage.press("Ana", "Delete", message=card)
    assert isinstance(await stage.press_data("Ana", button.data, card), Toast)
    assert len(await films(stage)) == 1
