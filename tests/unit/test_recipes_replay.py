"""A replay in slow motion: which sentences call for it, what the ring is around, how one flies."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.acting import Part, perform
from generation.engines.puppet.actions import Room
from generation.model.screenplay import Action

REPLAYS = {
    "slow motion replay of Ana taking the last seat on the bus": (
        "taking the last seat", "last seat",
    ),
    "replay of Ben eating the pizza in slow motion": ("eating the pizza", "pizza"),
    "sports commentary: I wash one single plate": ("I wash one single plate", "single plate"),
    "slo-mo: me catching the toast": ("catching the toast", "toast"),
    "instant replay: Ben and Ana fight over the remote": (
        "Ben and Ana fight", "remote",
    ),
    "慢动作回放：阿本抢到公交车上最后一个座位": ("抢到公交车上最后一个座位", "最后一个座位"),
    "我按掉闹钟的慢动作回放": ("我按掉闹钟", "闹钟"),
    "体育解说：我洗碗": ("我洗碗", "洗碗"),
    "慢動作重播：小美搶到捷運最後一個位子": ("小美搶到捷運最後一個位子", "最後一個位子"),
    "慢動作：我接住掉下來的手機": ("我接住掉下來的手機", "手機"),
    "球評：我終於起床了": ("我終於起床了", "起床"),
}  # fmt: skip
OTHERS = {
    "we won the game": "win",
    "Ana sings in the stadium": "perform",
    "we sat on the bus and said nothing": "hall_of_things",
    "他在唱歌": "perform",
    "我们赢了比赛": "win",
    "週末在家看重播": "hall_of_things",
}


def write(sentence, cast=(("me", "cameo"),), seed=3):
    return RuleDirector().write(sentence, list(cast), locale="en", seed=seed)


@pytest.mark.parametrize("sentence", REPLAYS)
def test_a_replay_letters_the_deed_and_what_it_is_for(sentence):
    cast = [(name, "drawn") for name in ("Ana", "阿本") if name in sentence]
    film = write(sentence, cast or (("me", "cameo"),))
    labels = {prop.id == "sign": prop.label for shot in film.shots for prop in shot.props
              if prop.label}  # fmt: skip
    assert film.recipe == "R19"
    assert (labels[True], labels[False]) == REPLAYS[sentence]


@pytest.mark.parametrize("sentence", OTHERS)
def test_other_films_keep_their_sentences(sentence):
    assert write(sentence).recipe == OTHERS[sentence]


def test_whoever_does_it_flies_and_the_others_comment():
    cast = [("me", "cameo"), ("Ben", "drawn"), ("Ana", "drawn")]
    film = write("slow motion replay of Ben beating me and Ana to the last seat", cast)
    names = {member.token: member.name for member in film.cast}
    pitch = {names[token] for shot in film.shots if shot.set == "pitch" for token in shot.cast}
    desk = {names[token] for shot in film.shots if shot.set != "pitch" for token in shot.cast}
    assert (pitch, desk) == ({"Ben"}, {"me", "Ana"})
    assert any("Ben" in line.text for shot in film.shots for line in shot.lines)


def test_it_ends_on_a_cat_and_a_mug_without_a_word():
    film = write("slow motion replay of me taking the last seat")
    landing, last = film.shots[-2:]
    assert not landing.lines
    assert not last.lines
    assert [(p.id, p.start, p.end) for p in landing.props if p.id == "cat"] == [
        ("cat", "absent", "open")
    ]
    assert [(p.id, p.end) for p in last.props if p.id in ("cat", "mug")] == [
        ("cat", "whole"), ("mug", "fallen"),
    ]  # fmt: skip


@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_a_dive_never_arrives_and_leads_with_the_head(side):
    part = Part(token="P1", mood="joyful", actions=(Action(who="P1", action="dive"),),
                room=Room(aside=side))  # fmt: skip
    track = perform(part, frames=36, fps=24.0, lead_s=0.0, seed=1)
    assert (np.diff(side * track.travel[:, 0]) < 0).all()
    assert (side * track.travel[:, 0]).min() > 0.5
    assert (-side * track.spin > 30).all()
