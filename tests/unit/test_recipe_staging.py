"""What recipes promise: words seen once each, things that change in sight, lengths, depth."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector

ME = [("me", "cameo")]


def write(sentence, cast=ME, seed=1):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def props(paper, prop_id):
    return [p for shot in paper.shots for p in shot.props if p.id == prop_id]


@pytest.mark.parametrize(
    ("sentence", "case"),
    [
        ("put Ben on trial for eating my sandwich", "The Group v. Ben"),
        ("谁偷吃了我的布丁？审判阿本", "群友诉阿本"),
        ("誰偷吃了我的布丁？審判阿本", "群友訴阿本"),
    ],
)
def test_a_court_names_its_case_over_the_judge_who_raises_the_gavel(sentence, case):
    paper = write(sentence)
    assert paper.recipe == "R1"
    assert {sign.label for sign in props(paper, "sign")} == {case}
    assert {gavel.start for gavel in props(paper, "gavel")} == {"on"}
    assert [card.at for card in paper.shots[0].cards] == [0.0]


@pytest.mark.parametrize(
    ("sentence", "people"),
    [
        ("期末考试是最终boss，我要打败它", {"me"}),
        ("the exam is the final boss", {"me"}),
        ("the final boss is my boss", {"me", "Boss"}),
        ("boss fight against Monday", {"me"}),
    ],
)
def test_the_boss_of_a_game_is_nobody_at_work(sentence, people):
    paper = write(sentence)
    assert paper.recipe == "R20"
    assert {member.name for member in paper.cast if member.kind != "thing"} == people
