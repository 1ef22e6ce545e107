"""What recipes promise: words seen once each, things that change in sight, lengths, depth."""

from __future__ import annotations

import os
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from generation.director.rules import RuleDirector
from generation.director.timing import film_seconds
from generation.engines.puppet.blocking import block
from generation.engines.puppet.canvas import View
from generation.engines.puppet.grouping import huddled
from generation.engines.puppet.sets import SETS, plain_room, split_call, stage
from generation.engines.puppet.stage import Anchor, Scene
from generation.lettering import Lettering
from tests.papers import order_of, timeline_of

ME = [("me", "cameo")]


def write(sentence, cast=ME, seed=1):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def scene(**changes):
    font = Path(os.environ["WALKON_MODELS_DIR"]) / "NotoSansCJKsc-Regular.otf"
    view = View(width_px=72, height_px=128)
    return Scene(view=view, lettering=Lettering([font]), **changes)


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


@pytest.mark.parametrize(
    "sentence",
    [
        "a movie trailer: one man finally does the dishes",
        "trailer: Ben loses his keys",
        "trailer: dishes",
        "In a world where nobody answers, one man sends a voice message",
        "预告片：我终于洗碗了",
        "預告片：洗碗",
    ],
)
def test_no_card_of_a_trailer_is_shown_twice(sentence):
    paper = write(sentence)
    assert paper.recipe == "R5"
    cards = [card.text.casefold() for shot in paper.shots for card in shot.cards]
    assert len(cards) == len(set(cards)) == 4


def test_the_small_thing_of_a_trailer_changes_before_the_last_black():
    *_, said, dark = write("a movie trailer: one man finally does the dishes").shots
    (thing,) = (prop for prop in said.props if prop.label == "dishes")
    assert thing.start != thing.end
    assert [prop.start for prop in dark.props if prop.label == "dishes"] == [thing.end]


def test_the_plate_of_a_museum_hangs_by_one_nail_once_it_has_fallen():
    paper = write('hang Ana in the museum: "I am not late"')
    plate = paper.shots[-1].props[-1]
    assert (plate.id, plate.end) == ("sign", "fallen")
    falling = scene(sign=plate.label, sign_end=plate.end, sign_at_s=0.7)
    seen = [layer.seen for layer in SETS["museum"].paint(falling).behind if not layer.always]
    assert seen == [(0.0, 0.7), (0.7, inf)]


@pytest.mark.parametrize(
    ("sentence", "recipe"),
    [
        ("今晚吃什么，火锅、烧烤还是随便", "R4"),
        ("me, Ana and Ben in a lift, awkward silence", "R15"),
        ("Ben gives a passionate speech on mute", "R16"),
        ("a silent film about me losing my keys", "R9"),
        ("期末考试是最终boss，我要打败它", "R20"),
    ],
)
def test_a_film_for_one_sentence_is_told_in_ten_seconds(sentence, recipe):
    paper = write(sentence)
    assert paper.recipe == recipe
    assert 7.0 <= film_seconds(paper) <= 10.8  # a voice is quicker than its estimate


@pytest.mark.parametrize("hour", stage.HOURS)
def test_a_stage_lights_a_face_otherwise_than_a_room(hour):
    lamp, sun = stage.HOURS[hour].light.key, plain_room.HOURS[hour].light.key
    assert sum(abs(a - b) for a, b in zip(lamp, sun, strict=True)) >= 25


def test_the_cloud_that_leaves_the_map_keeps_its_word():
    paper = write("mood forecast: Monday is overtime, Friday looks better")
    (leaves,) = (shot for shot in paper.shots if shot.light.behaviour == "sweep")
    (cloud,) = (prop for prop in leaves.props if prop.label == "overtime")
    told, bare = (
        SETS["weather_map"].paint(scene(light=leaves.light, labels=labels)).front
        for labels in ({cloud.anchor: "overtime"}, {})
    )
    assert any((one.bgr != other.bgr).any() for one, other in zip(told, bare, strict=True))


def test_whoever_is_late_walks_by_behind_the_correspondent(mina, otto):
    paper = write("阿本说他在路上了，五分钟就到", [("阿本", "cameo")])
    last = paper.shots[-1]
    late = next(member.token for member in paper.cast if member.name == "阿本")
    faces = {member.token: mina if member.token == late else otto for member in paper.cast}
    alone = replace(paper, shots=(replace(last, id="S1", lines=()),))
    (shot,) = block(order_of(alone, faces), timeline_of(4), SETS)
    assert [actor.token == late for actor in shot.actors] == [True, False]
    assert shot.actors[0].face < 0.9 * shot.actors[1].face


def test_two_stand_nearer_to_each_other_where_a_third_comes_up_below_them():
    face, apart = 0.1, {}
    for drop in (0.0, 0.2):
        row = {f"P{n}": Anchor.of_chin((0.3 * n, 0.3 + drop * (n == 1)), face) for n in range(3)}
        near = huddled(row, face, 9 / 16)
        apart[drop] = near["P2"].at[0] - near["P0"].at[0]
    assert 2 * 0.8 * face < apart[0.2] < 0.7 * apart[0.0]


def test_the_kitchen_of_a_call_leaves_room_for_a_pale_face():
    wall, glow = SETS["split_call"].paint(scene(time="day")).behind
    lit = wall.bgr.astype(int) + glow.bgr
    assert lit.min(axis=2).max() < 245
    assert max(split_call.HOURS["day"].light.key) < 240


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("小明和小美在茶館裡吵架", "吵架"),
        ("小明和小美在茶馆里抢最后一个锅贴", "锅贴"),
        ("小明和小美在办公室为空调吵架", "空调"),
        ("Ana and Ben argue in the classroom about a kite", "kite"),
    ],
)
def test_a_place_that_is_named_is_no_thing_to_quarrel_over(sentence, word):
    paper = write(sentence)
    lettered = {prop.label for shot in paper.shots for prop in shot.props if prop.anchor == "table"}
    assert (paper.recipe, lettered) == ("argue", {word})
