"""Who plays: the asker where the words speak of them, and not where somebody else says "I"."""

from __future__ import annotations

import pytest

from bot.worker_papers import paper
from generation.director.callsheet import SELF, players
from generation.director.rules import RuleDirector
from generation.director.script import from_json, to_json
from generation.director.sequel import sentence_after
from generation.farm.wire import PaperBody, SceneBefore

CAST = (("Ana", SELF), ("Ben", "cameo"))


@pytest.mark.parametrize(
    ("sentence", "plays"),
    [
        ('Ben: "I ate it"', False),
        ("小明说：“我饿了”", False),
        ('"I said what I said"', True),
        ('me and Ben: "Where am I?"', True),
        ('my mum says "Ben told you"', True),
        ("Ben waits in the rain", False),
    ],
)
def test_words_in_somebody_elses_mouth_do_not_put_the_asker_into_a_film(sentence, plays):
    cast = players(sentence, CAST, locale="en")
    assert cast == ((("Ana", "cameo"),) if plays else ()) + (("Ben", "cameo"),)


@pytest.mark.parametrize("locale", ["en", "zh-Hant"])
def test_a_next_scene_that_nobody_has_written_adds_nobody_who_asks(locale):
    director = RuleDirector()
    first = director.write("two friends argue about dinner", (), locale=locale, seed=1)
    for seed in range(4):
        film, sentence = sentence_after(first, locale=locale, seed=seed)
        body = PaperBody(
            sentence=sentence, cast=[("Ana", SELF)], locale=locale, seed=seed,
            after=SceneBefore(screenplay=to_json(first), film=film),
        )  # fmt: skip
        cast = from_json(paper(director, body).screenplay).cast
        assert "Ana" not in {one.name for one in cast}
