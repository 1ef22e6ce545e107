"""Words that are cut to fit a sign or a title still say something."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector
from generation.director.slots import short


@pytest.mark.parametrize(
    ("sentence", "sign", "title"),
    [
        (
            "I just want to sleep until Friday", "I just want to sleep",
            "I just want to sleep until…",
        ),
        (
            "Ana and Ben assemble a wardrobe and one screw is left", "Ana and Ben assemble",
            "Ana and Ben assemble…",
        ),
    ],
)  # fmt: skip
def test_what_is_left_is_more_than_a_pronoun(sentence, sign, title):
    assert short(sentence) == sign
    assert RuleDirector().write(sentence, [], locale="en", seed=1).title == title
