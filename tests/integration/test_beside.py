"""Whoever was picked beside a sentence gets a part, and is asked like anybody who is mentioned."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.chat import FormSubmit, Mention
from tests.fakes_house import GROUP, at_stage


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def newest(stage, name):
    """Return the newest film of somebody's, and who has a part in it by name."""
    me = stage.sender(name).id

    def work(books):
        film = books.films.by(me)[0]
        return film, {part.name: part.member for part in books.films.parts(film.id)}

    return await stage.house.database.read(work)


def papers(stage):
    return [task.body for task in stage.desk.taken if task.kind == "paper"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("/cameo me waiting in the snow", "me waiting in the snow with Ben"),
        ("我在雪里等车", "我在雪里等车，和Ben一起"),
        ("我在雪裡等車。", "我在雪裡等車，和Ben一起。"),
    ],
)
async def test_a_sentence_is_written_with_them_and_they_are_asked(stage, words, sentence):
    await stage.film("Ana", words, mentions=("Ben",))
    film, parts = await newest(stage, "Ana")
    assert film.sentence == sentence
    assert parts["Ben"] == stage.sender("Ben").id
    (paper,) = papers(stage)
    assert (paper["sentence"], ["Ben", "cameo"] in paper["cast"]) == (sentence, True)
    await stage.until(lambda: stage.button("Ben", "Post"))


async def test_other_words_name_them_too(stage):
    await stage.film("Ana", "a dog waits in the snow")
    form = (await stage.press("Cho", "✏️", message=stage.group_film())).id
    ben = Mention(text="<@7>", member=replace(stage.sender("Ben"), id="fake:new"))
    for words in ("<@7> waits in the snow", "a cat waits in the snow"):
        before = len(stage.group_films())
        await stage.handle(
            FormSubmit(
                event_id=stage.event_id(), sender=stage.sender("Cho"), place=GROUP, form=form,
                values={"sentence": words}, mentions=(ben,),
            )
        )  # fmt: skip
        await stage.until(lambda n=before: len(stage.group_films()) > n)
        film, parts = await newest(stage, "Cho")
        named = words.replace("<@7>", "Ben")
        assert film.sentence == (named if "Ben" in named else f"{named} with Ben")
        assert parts["Ben"] == "fake:new"
    there = await stage.house.database.read(
        lambda books: books.chats.membership(GROUP.chat, "fake:new")
    )
    assert there is not None  # the chat says that they are in it
