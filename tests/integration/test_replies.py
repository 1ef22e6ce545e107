"""A message is answered with the bare command: its author agrees to be shown, or is not."""

from __future__ import annotations

import json

import pytest

from bot.chat import MessageRef
from tests.fakes_house import at_stage


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def answered(stage, name, author, text):
    """Answer somebody's message with the bare command; returns the film once the group sees it."""
    before = len(stage.group_films())
    message = MessageRef(message="7", author=stage.sender(author), text=text)
    await stage.say(name, "", reply_to=message)
    await stage.until(lambda: len(stage.group_films()) > before)
    return (await stage.house.database.read(lambda b: b.films.by(stage.sender(name).id)))[0]


def spoken(film):
    paper = json.loads(film.paper)
    return [line for shot in paper["shots"] for line in shot["lines"]]


async def test_an_author_is_a_stand_in_until_they_nod_and_never_speaks_the_words(stage):
    film = await answered(stage, "Ana", "Ben", "@Cho I'm on my way")
    assert film.sentence == "Cho I'm on my way"
    assert "as Ben" in stage.group_film().now.caption
    theirs = [line for line in spoken(film) if "on my way" in line["text"]]
    assert [line["delivery"] for line in theirs] == ["murmur"]
    assert theirs[0]["text"].startswith("Ben: “")
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)


async def test_whoever_answers_plays_only_in_what_they_wrote_themselves(stage):
    film = await answered(stage, "Ben", "Cho", "I'm so tired")
    parts = await stage.house.database.read(lambda books: books.films.parts(film.id))
    assert [part.member for part in parts] == [stage.sender("Cho").id]
    film = await answered(stage, "Ben", "Ben", "sorry everyone")
    parts = await stage.house.database.read(lambda books: books.films.parts(film.id))
    assert [(part.member, part.state) for part in parts] == [(stage.sender("Ben").id, "agreed")]
    assert spoken(film)[0]["text"] == "sorry everyone"


async def test_other_films_of_the_moment_are_offered_and_a_remix_keeps_whose_words_they_are(stage):
    film = await answered(stage, "Ana", "Ben", "I contain multitudes")
    await stage.press("Ana", "⋯", message=stage.group_film())
    await stage.until(lambda: stage.button("Ana", "🎞 Trailer"))
    assert stage.button("Cho", "🎞 Trailer") is None
    await stage.press("Ana", "🎞 Trailer")
    await stage.until(lambda: len(stage.group_films()) == 2)
    newest = (await stage.house.database.read(lambda b: b.films.by(stage.sender("Ana").id)))[0]
    assert (newest.remix_of, json.loads(newest.paper)["recipe"]) == (film.id, "R5")
    await stage.press("Cho", "My turn", message=stage.group_film())
    await stage.until(lambda: len(stage.group_films()) == 3)
    remix = (await stage.house.database.read(lambda b: b.films.by(stage.sender("Cho").id)))[0]
    assert remix.quoted == newest.quoted


async def test_whoever_answered_may_join_the_film_and_the_words_stay_their_authors(stage):
    await answered(stage, "Ben", "Cho", "I contain multitudes")
    await stage.press("Ben", "Add me", message=stage.group_film())
    await stage.until(lambda: len(stage.group_films()) == 2)
    film = (await stage.house.database.read(lambda b: b.films.by(stage.sender("Ben").id)))[0]
    parts = await stage.house.database.read(lambda books: books.films.parts(film.id))
    states = {part.member: part.state for part in parts if part.member}
    assert states == {stage.sender("Cho").id: "stand_in", stage.sender("Ben").id: "agreed"}
    (theirs,) = [line for line in spoken(film) if "multitudes" in line["text"]]
    assert (theirs["who"], theirs["delivery"]) == ("P1", "murmur")


async def test_whoever_is_forgotten_is_nothing_but_a_name_in_films_of_their_words(stage):
    film = await answered(stage, "Ana", "Ben", "I contain multitudes")
    await stage.until(lambda: stage.button("Ben", "Not this"))
    await stage.press("Ben", "Not this")
    await stage.say("Ben", "forget-me")
    await stage.until(lambda: stage.button("Ben", "Erase everything"))
    await stage.press("Ben", "Erase everything")
    kept = await stage.house.database.read(lambda books: books.films.get(film.id))
    assert (kept.state, kept.mentions) == ("shown", ())
    assert (kept.quoted.author, kept.quoted.name) == (None, "Ben")


async def test_words_of_nobody_known_are_filmed_without_their_author(stage):
    message = MessageRef(message="7", text="who ate my dumpling?")
    await stage.say("Ana", "", reply_to=message)
    await stage.until(lambda: stage.group_films())
    film = (await stage.house.database.read(lambda b: b.films.by(stage.sender("Ana").id)))[0]
    assert spoken(film)[0]["text"] == "someone: “who ate my dumpling?”"


async def test_the_panel_films_what_was_written_last_when_it_is_asked_to(stage):
    await stage.say("Ana", "")
    await stage.until(lambda: stage.button("Ana", "The last message"))
    assert stage.button("Ben", "The last message") is None
    assert (await stage.press("Ana", "The last message")).text.startswith("Nobody has written")
    stage.chat.said = MessageRef(message="7", author=stage.sender("Cho"), text="pizza or ramen?")
    await stage.press("Ana", "The last message")
    await stage.until(lambda: stage.group_films())
    film = (await stage.house.database.read(lambda b: b.films.by(stage.sender("Ana").id)))[0]
    assert (film.quoted.author, json.loads(film.paper)["recipe"]) == (stage.sender("Cho").id, "R4")
