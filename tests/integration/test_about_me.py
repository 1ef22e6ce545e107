"""What one says of oneself, as people do it: a persona card, and a name to go by."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.chat import CloseForm, KeepForm, OpenForm
from generation.model.cameo import Block
from tests.fakes_house import GROUP, at_stage


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def opened(stage, name, label):
    """Open one of the forms under ``/cameo me``."""
    await stage.say(name, "me")
    await stage.until(lambda: stage.button(name, label))
    form = await stage.press(name, label)
    assert isinstance(form, OpenForm)
    return form


async def cameo(stage, name):
    me = stage.sender(name).id
    return await stage.house.database.read(lambda books: books.cameos.get(me))


async def papers(stage):
    """Return the bodies of every paper that was asked for."""
    return [task.body for task in stage.desk.taken if task.kind == "paper"]


async def test_a_persona_is_kept_shown_changed_and_cleared(stage):
    form = await opened(stage, "Ben", "My character")
    assert (form.kind, form.values) == ("persona", {"persona": ""})
    kept = await stage.submit("Ben", form.id, persona="  Deadpan,\nalways with a book ")
    assert kept == CloseForm(text="Kept. Films with you in them go by it.")
    await stage.until(lambda: stage.sees("Ben", "Your character: “Deadpan, always with a book”"))
    assert not stage.sees("Ana", "Deadpan")
    again = await stage.press("Ben", "My character")
    assert again.values == {"persona": "Deadpan, always with a book"}
    await stage.submit("Ben", again.id, persona="")
    assert (await cameo(stage, "Ben")).persona == ""
    await stage.until(lambda: not stage.sees("Ben", "Deadpan"))


@pytest.mark.parametrize(
    ("persona", "why"),
    [
        ("x" * 281, "Too long: 280 letters at most."),
        ("confessed to killing his neighbour", "I don't keep that (rule: no confessions"),
    ],
)
async def test_a_persona_that_is_too_long_or_breaks_a_rule_is_not_kept(stage, persona, why):
    form = await opened(stage, "Ben", "My character")
    answer = await stage.submit("Ben", form.id, persona=persona)
    assert isinstance(answer, KeepForm)
    assert answer.text.startswith(why)
    assert (await cameo(stage, "Ben")).persona == ""


async def test_nobody_else_writes_a_card_or_a_name(stage):
    persona, called = await opened(stage, "Ben", "My character"), None
    called = await stage.press("Ben", "My name here")
    for form in (persona.id, called.id, "persona:none", f"called:{persona.id.partition(':')[2]}"):
        await stage.submit("Ana", form, persona="A thief", called="Thief")
    assert (await cameo(stage, "Ben")).persona == ""
    here = await stage.house.database.read(
        lambda books: [one.called for one in books.chats.members(GROUP.chat)]
    )
    assert here == [None, None, None]


async def test_a_persona_reaches_the_plan_and_the_film(stage):
    form = await opened(stage, "Ben", "My character")
    await stage.submit("Ben", form.id, persona="Grumpy, in a hoodie, always with a book")
    await stage.film("Ana", "@Ben walks in the forest", mentions=("Ben",))
    (body,) = await papers(stage)
    assert body["personas"] == {"Ben": "Grumpy, in a hoodie, always with a book"}
    film = (await stage.house.database.read(lambda b: b.films.by(stage.sender("Ana").id)))[0]
    paper = json.loads(film.paper)
    assert paper["mood"] == "angry"
    assert paper["continuity"]["P1"] == {"wears": "hoodie", "holds": "book", "stands": None}


async def test_a_card_counts_by_what_everybody_may_know_and_tells_of_no_refusal(stage):
    form = await opened(stage, "Ben", "My character")
    await stage.submit("Ben", form.id, persona="always with a book")
    await stage.film("Ana", "@Ben walks in the forest", mentions=("Ben",))
    never = Block(subject=stage.sender("Ben").id, asker=None)
    await stage.house.database.write(lambda books: books.grants.block(never))
    await stage.film("Ana", "@Ben walks on the beach", mentions=("Ben",))
    await stage.say("Ben", "settings")
    await stage.until(lambda: stage.button("Ben", "Only me"))
    await stage.press("Ben", "Only me")
    await stage.film("Ana", "@Ben walks in the office", mentions=("Ben",))
    await stage.film("Ben", "me in the snow")
    assert [bool(body["personas"]) for body in await papers(stage)] == [True, True, False, True]


async def test_a_typed_name_asks_its_owner_and_permits_nothing(stage):
    form = await opened(stage, "Ben", "My name here")
    assert form.values == {"called": "", "name": "Ben", "chat": "Dumpling Club"}
    answer = await stage.submit("Ben", form.id, called="Captain Ben")
    assert isinstance(answer, CloseForm)
    await stage.until(lambda: stage.sees("Ben", "In Dumpling Club you are called Captain Ben."))
    await stage.say("Ben", "settings")
    await stage.until(lambda: stage.button("Ben", "Ask me each time"))
    await stage.press("Ben", "Ask me each time")  # from now on a mention would be enough

    def allow(books):
        there = books.chats.membership(GROUP.chat, stage.sender("Ben").id)
        books.chats.join(replace(there, allowed_at=stage.house.clock()))

    await stage.house.database.write(allow)
    await stage.film("Ana", "Captain Ben argues about the last dumpling")
    film = stage.group_film()
    assert "as Captain Ben" in film.now.caption
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Captain Ben" not in film.now.caption)
    await stage.film("Ana", "@Ben argues about tea", mentions=("Ben",))
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("Ana", "“Ana” is taken here"),
        ("Аna", "“Аna” is taken here"),
        ("otto", "“otto” is taken here"),
        ("Rain", "“Rain” is a word I need for films"),
        ("x" * 25, "Too long: 24 letters at most."),
    ],
)
async def test_a_name_that_cannot_be_had_is_refused_in_one_sentence(stage, name, why):
    form = await opened(stage, "Ben", "My name here")
    answer = await stage.submit("Ben", form.id, called=name)
    assert isinstance(answer, KeepForm)
    assert answer.text.startswith(why)


async def test_forget_me_clears_card_and_name(stage):
    form = await opened(stage, "Ben", "My name here")
    await stage.submit("Ben", form.id, called="Captain")
    await stage.say("Ben", "forget-me")
    await stage.until(lambda: stage.button("Ben", "Erase everything"))
    await stage.press("Ben", "Erase everything")
    there = await stage.house.database.read(
        lambda books: books.chats.membership(GROUP.chat, stage.sender("Ben").id)
    )
    assert there.called is None
    assert await cameo(stage, "Ben") is None
