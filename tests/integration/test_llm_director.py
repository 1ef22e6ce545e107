"""A language model beside the rules: films are wittier with it, and the same without it."""

from __future__ import annotations

import pytest

from generation.director.llm import LlmDirector
from tests.fakes_house import at_stage
from tests.fakes_llm import CRIMES, FakeModel, at_work, misdeeds, witty

SENTENCE = "@Ben and I argue about the last dumpling"


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana", "Ben")
        yield stage


def _papers(stage):
    return [str(one.body["screenplay"]) for one in stage.stage.taken if one.kind == "film"]


async def test_a_film_is_what_a_good_answer_makes_of_it_else_what_the_rules_wrote(stage):
    async with at_work(FakeModel()) as model:
        stage.house.wit = LlmDirector(url=model.url, model="wit", budget_s=5.0)
        await stage.film("Ana", SENTENCE, mentions=("Ben",))
        model.reply = lambda asked: misdeeds("forbidden", asked, "")[0]
        await stage.film("Ana", SENTENCE, mentions=("Ben",))
    wittier, refused = _papers(stage)
    assert len(model.bodies) == 2
    assert ("A Small Matter" in wittier, "Fine. Keep it." in wittier) == (True, True)
    assert [one.now.title for one in stage.group_films()] == ["A Small Matter", "The Last Dumpling"]
    assert CRIMES["en"] not in refused
    assert "The Last Dumpling" in refused
    sent = "".join(model.bodies)
    assert not any(name in sent for name in ("Ana", "Ben", "fake:"))


async def test_who_must_be_asked_is_asked_whoever_wrote_the_film(stage):
    await stage.enrol("Ben", "video")
    before = len(_papers(stage))
    async with at_work(FakeModel()) as model:
        stage.house.wit = LlmDirector(url=model.url, model="wit", budget_s=5.0)
        model.reply = lambda asked: (
            witty(asked) | {"cast": [one | {"kind": "cameo"} for one in asked["cast"]]}
        )
        await stage.film("Ana", SENTENCE, mentions=("Ben",))
        await stage.until(lambda: stage.button("Ben", "Not this"))
    assert "A Small Matter" in _papers(stage)[before]
    shown = stage.group_film().now.caption
    assert "as Ben" in shown  # somebody drawn, until Ben has said yes
