"""Scenes put together: by who may, while all are there, with nobody in it who has not agreed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.chat import OutgoingText, Toast
from bot.i18n import say
from generation.director.merging import JOIN
from generation.model.clip import JOINED_MAX_S
from tests.fakes_house import at_stage, buttons, words_of
from tests.integration.test_next_scene import films, go_on, offering

LABEL = say("button-join")


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben", "Cho")
        await stage.enrol("Ben", "drawn")
        yield stage


async def two_scenes(stage):
    """Make a film of Ana's with Ben in it, and its next scene; Ben agrees to both."""
    await stage.film("Ana", "@Ben argues about the last dumpling", mentions=("Ben",))
    await agree(stage)
    await go_on(stage, "Ana")
    await agree(stage)
    second, first = await films(stage)
    return first, second


async def agree(stage):
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Post")
    await stage.until(lambda: "as Ben" not in stage.group_film().now.caption)


async def card_of(stage, film):
    """Open Ana's card of a film and return it."""
    there = len(offering(stage, "Ana", "Next scene"))
    await stage.press("Ana", "⋯", message=film)
    await stage.until(lambda: len(offering(stage, "Ana", "Next scene")) > there)
    return offering(stage, "Ana", "Next scene")[-1]


async def clip(stage, film, token):
    """Return the bytes of a film's cut with this face, or with none."""
    cut = frozenset({token} - {""})

    def work(books):
        return [one.blob for one in books.clips.of(film.id) if one.cut == cut][-1]

    return stage.house.vault.get(await stage.house.database.read(work))


def shot(stage, kind):
    return [task for task in stage.stage.taken if task.kind == kind]


async def test_scenes_are_joined_as_they_are_and_everybody_is_asked_again(stage):
    first, second = await two_scenes(stage)
    films_shot = len(shot(stage, "film"))
    whole = await go_on(stage, "Ana", LABEL)
    assert (whole.change, whole.remix_of, whole.title) == (JOIN, second.id, first.title)
    shown = stage.group_film().now
    assert "as Ben" in shown.caption
    assert "AI film · 2 scenes, 3 s · asked by Ana" in shown.caption
    assert shown.parent is None
    await stage.until(lambda: stage.button("Ben", "Post"))
    (alone, with_ben) = shot(stage, "join")
    assert len(shot(stage, "film")) == films_shot
    for task, cut in ((alone, ""), (with_ben, "P1")):
        given = [scene["made"]["film"] for scene in task.body["scenes"]]
        assert given == [await clip(stage, first, cut), await clip(stage, second, cut)]
    await agree(stage)
    paper = json.loads(whole.paper)
    papers = [json.loads(film.paper) for film in (first, second)]
    assert len(paper["shots"]) == sum(len(one["shots"]) for one in papers)
    assert [one["recipe"] for one in paper["scenes"]] == [one["recipe"] for one in papers]
    card = await card_of(stage, stage.group_film())
    labels = [button.label for button in buttons(card.now)]
    assert LABEL not in labels
    assert say("button-redo-shot") not in labels


async def test_scenes_that_are_joined_are_not_joined_again(stage):
    await two_scenes(stage)
    scene, there = stage.group_film(), len(stage.group_films())
    card = await card_of(stage, scene)
    button = next(one for one in buttons(card.now) if one.label == LABEL)
    await go_on(stage, "Cho", LABEL)
    answer = await stage.press_data("Ana", button.data, card)
    assert answer == Toast(text=say("toast-join-there"))
    assert LABEL not in [one.label for one in buttons((await card_of(stage, scene)).now)]
    assert len(stage.group_films()) == there + 1


async def test_who_says_no_to_the_whole_is_a_stand_in_in_all_of_it(stage):
    await two_scenes(stage)
    await go_on(stage, "Cho", LABEL)
    await stage.until(lambda: stage.button("Ben", "Post"))
    await stage.press("Ben", "Not this")
    await stage.until(lambda: not stage.button("Ben", "Post"))
    assert "as Ben" in stage.group_film().now.caption
    whole = (await films(stage))[0]
    cuts = await stage.house.database.read(
        lambda books: [part.state for part in books.films.parts(whole.id) if part.member]
    )
    assert cuts == ["declined"]


async def take_out_of(stage, number):
    """Have Ben taken out of a film of the group, and of what was made from it."""
    await stage.press("Ben", "Remove me", message=stage.group_films()[number])
    await stage.until(lambda: stage.button("Ben", "stand-in"))
    await stage.press("Ben", "stand-in")
    await stage.until(lambda: "as Ben" in stage.group_films()[1].now.caption)


async def test_who_was_taken_out_of_a_scene_stays_out_of_it_in_the_whole(stage):
    first, second = await two_scenes(stage)
    await take_out_of(stage, 1)
    await go_on(stage, "Ana", LABEL)
    await stage.until(lambda: stage.button("Ben", "Post"))
    given = [scene["made"]["film"] for scene in shot(stage, "join")[-1].body["scenes"]]
    assert given == [await clip(stage, first, "P1"), await clip(stage, second, "")]


async def test_who_is_seen_in_no_scene_is_not_asked_about_the_whole(stage):
    await two_scenes(stage)
    await take_out_of(stage, 0)
    await go_on(stage, "Ana", LABEL)
    assert "as Ben" in stage.group_film().now.caption
    assert stage.button("Ben", "Post") is None
    assert len(shot(stage, "join")) == 1


async def test_a_scene_whose_cut_was_never_made_is_shot_for_the_whole(stage):
    first, _ = await two_scenes(stage)

    def lose(books):
        for clip in books.clips.of(first.id):
            if not clip.cut:
                books.clips.remove(clip.id)

    await stage.house.database.write(lose)
    await go_on(stage, "Ana", LABEL)
    alone = shot(stage, "join")[0]
    assert ["made" in scene for scene in alone.body["scenes"]] == [False, True]
    order = alone.body["scenes"][0]["order"]
    assert json.loads(order["screenplay"])["title"] == first.title
    assert (order["width"], order["height"]) == (144, 256)
    assert all("drawn" in part for part in order["parts"].values())


async def test_nothing_is_lost_where_an_earlier_scene_is_gone(stage):
    await two_scenes(stage)
    card = await card_of(stage, stage.group_film())
    button = next(one for one in buttons(card.now) if one.label == LABEL)
    before = await card_of(stage, stage.group_films()[0])
    await stage.press("Ana", "Delete", message=before)
    answer = await stage.press_data("Ana", button.data, card)
    assert isinstance(answer, Toast)
    assert answer.text == say("toast-join-gone")
    assert len(await films(stage)) == 2
    assert LABEL not in [
        one.label for one in buttons((await card_of(stage, stage.group_film())).now)
    ]


async def test_a_scene_that_goes_while_it_is_written_ends_it_with_one_sentence(stage):
    first, _ = await two_scenes(stage)
    card = await card_of(stage, stage.group_film())
    stage.stage.gate.clear()
    await stage.press("Ana", LABEL, message=card)
    await stage.until(lambda: shot(stage, "join"))

    def work(books):
        books.films.put(replace(books.films.get(first.id), state="removed"))
        for job in books.jobs.in_state("rendering"):
            books.jobs.put(replace(job, state="queued"))

    await stage.house.database.write(work)
    stage.stage.gate.set()
    told = say("film-failed-join", arguments={"title": first.title})
    await stage.until(
        lambda: any(
            isinstance(one.now, OutgoingText) and words_of(one.now) == told
            for one in stage.chat.messages.values()
        )
    )


async def test_what_is_longer_than_a_minute_is_not_offered(stage):
    _, second = await two_scenes(stage)
    card = await card_of(stage, stage.group_film())
    button = next(one for one in buttons(card.now) if one.label == LABEL)

    def stretch(books):
        for clip in books.clips.of(second.id):
            books.clips.put(replace(clip, duration_s=JOINED_MAX_S - 1))

    await stage.house.database.write(stretch)
    answer = await stage.press_data("Ana", button.data, card)
    assert answer == Toast(text=say("toast-join-long"))
    card = await card_of(stage, stage.group_film())
    assert LABEL not in [one.label for one in buttons(card.now)]
    assert say("toast-join-long") in words_of(card.now)
    assert len(await films(stage)) == 2
