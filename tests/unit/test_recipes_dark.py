"""A fridge at night, a lamp over a suspect, the boss of a game, two polite masters."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.actions import ACTIONS, Sheet
from generation.engines.puppet.canvas import View
from generation.engines.puppet.moods import BEARINGS
from generation.engines.puppet.plate import Plate
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import Light

ME = [("me", "cameo")]
FRIDGE = {
    "3am and I am eating the last cake from the fridge": ("cake", "last cake"),
    "midnight snack": ("plate", "leftovers"),
    "raiding the fridge with Ana": ("plate", "leftovers"),
    "凌晨三点的冰箱，最后一块布丁": ("plate", "布丁"),
    "半夜偷吃冰箱里的蛋糕": ("cake", "蛋糕"),
    "深夜觅食，被室友抓到": ("plate", "剩菜"),
    "半夜打開冰箱偷吃蛋糕": ("cake", "蛋糕"),
    "三更半夜開冰箱找布丁": ("plate", "布丁"),
    "睡不著，冰箱裡還有餃子": ("dumpling_steamer", "餃子"),
}
OTHERS = {
    "who ate my pudding from the fridge?": "R1",
    "谁偷吃了冰箱里的布丁？": "R1",
    "the fridge is broken": "hall_of_things",
    "I love cold beer from the fridge": "doing",
    "我家冰箱很大": "hall_of_things",
    "snack time at the beach": "hungry",
    "work late until midnight": "work_late",
    "下雪了，想喝热奶茶": "hungry",
}


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def props_of(film, prop_id):
    return [(p.start, p.end) for shot in film.shots for p in shot.props if p.id == prop_id]


@pytest.mark.parametrize(("sentence", "food"), FRIDGE.items())
def test_hunger_at_night_is_filmed_from_inside_the_fridge(sentence, food):
    film = write(sentence)
    assert film.recipe == "R12"
    assert {(shot.set, shot.time) for shot in film.shots} == {("fridge", "night")}
    assert food in {(p.id, p.label) for p in film.shots[0].props}


@pytest.mark.parametrize(("sentence", "recipe"), OTHERS.items())
def test_sentences_of_other_films_stay_theirs(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_the_food_goes_from_the_shelf_to_the_hand_and_is_bitten():
    film = write("半夜偷吃冰箱里的蛋糕")
    states = props_of(film, "cake")
    assert states[1:3] == [("whole", "absent"), ("absent", "whole")]
    assert states[-1] == ("bitten", "bitten")


@pytest.mark.parametrize(
    ("sentence", "words"),
    [("midnight snack", "Nobody saw anything."), ("半夜偷吃冰箱里的蛋糕", "谁也没看见。"),
     ("半夜打開冰箱偷吃蛋糕", "誰都沒看到。")],
)  # fmt: skip
def test_the_shut_fridge_has_the_last_word(sentence, words):
    last = write(sentence).shots[-1]
    assert [(card.style, card.text) for card in last.cards] == [("black", words)]
    assert last.light.kind == "away"


def test_who_rises_is_hidden_at_first_and_stays():
    sheet = Sheet(60, 30.0, BEARINGS["deadpan"])
    ACTIONS["rise"](sheet, 0.2, 1.0)
    assert sheet.travel[0, 1] > 3
    assert abs(float(sheet.travel[-1, 1])) < 1e-6


def test_who_chews_keeps_the_lips_closed():
    sheet = Sheet(90, 30.0, BEARINGS["neutral"])
    ACTIONS["chew"](sheet, 0.0, 1.0)
    assert sheet.weights["puff"].max() > 0.7
    assert sheet.weights["jaw"].max() > 0.05
    assert sheet.weights["close"][10:60].min() > 0.7


def seen(art, t_s):
    front = Plate(art.front[:1], width=72, height=128, camera_still=False, reach_px=0)
    picture = art.behind[0].bgr[8:-8, 8:-8].copy()
    front.lay(picture, t_s, 0.0, 0.0)
    return picture


def fridge(lettering, **light):
    view = View(width_px=72, height_px=128, margin_px=8)
    return SETS["fridge"].paint(Scene(view=view, lettering=lettering, light=Light(**light)))


def test_the_door_leaves_the_face_free_and_then_the_kitchen(lettering):
    art = fridge(lettering, kind="key", behaviour="sweep")
    ajar, still = seen(art, 0.0), art.behind[0].bgr[8:-8, 8:-8]
    assert (ajar[:, :40] == still[:, :40]).all()
    assert (ajar[:, 50:] != still[:, 50:]).any()
    assert (seen(art, 0.6) == still).all()


def test_the_door_swings_shut_and_stays_shut(lettering):
    art = fridge(lettering, kind="away", behaviour="steady")
    still = art.behind[0].bgr[8:-8, 8:-8]
    assert (seen(art, 0.0) == still).all()
    shut = seen(art, 1.0)
    assert (shut != still).any(axis=2).mean() > 0.95
    assert (seen(art, 1.5) != still).any(axis=2).mean() > 0.95


ASKED = {
    "detective Ana interrogates me about the cookies": ("P1", "cookies"),
    "Ana interrogates Ben about the missing pizza": ("P2", "missing pizza"),
    "the prime suspect has crumbs on his shirt, who ate the pie?": ("P1", "pie"),
    "谁偷吃了我的布丁？审问阿本": ("P1", "布丁"),
    "老实交代，薯片是不是你吃的": ("P1", "薯片"),
    "侦探审问我：蛋糕去哪了": ("P1", "蛋糕"),
    "老實交代，蛋糕是不是你吃的": ("P1", "蛋糕"),
    "誰吃了我的布丁，從實招來": ("P1", "布丁"),
    "偵探盤問我昨晚的餃子": ("P1", "餃子"),
}
NOT_ASKED = {
    "who ate my cake": "R1",
    "谁偷吃了我的布丁？": "R1",
    "I confess my love to her": "hall_of_things",
    "我在看侦探小说": "hall_of_things",
    "detective stories are my favourite": "hall_of_things",
    "I suspect it will rain": "place",
}


@pytest.mark.parametrize(("sentence", "asked"), ASKED.items())
def test_whoever_is_asked_has_crumbs_on_the_cheek_and_then_a_full_mouth(sentence, asked):
    cast = [(name, "drawn") for name in ("Ana", "Ben", "阿本") if name in sentence] or ME
    suspect, word = asked
    film = write(sentence, [*ME, *cast] if "me" in sentence.split() else cast)
    assert (film.recipe, film.shots[0].insert) == ("R11", "evidence_bag")
    last = film.shots[-1]
    assert last.cast == (suspect,)
    assert "chew" in {action.action for action in last.actions}
    worn = {(p.id, p.anchor) for shot in film.shots[-2:] for p in shot.props if p.id == "crumbs"}
    assert worn == {("crumbs", f"{suspect}.cheek")}
    assert [(p.label, p.end) for p in last.props if p.id == "evidence_bag"] == [(word, "empty")]


@pytest.mark.parametrize("sentence", ["老實交代，誰拿了我的手機", "alibi: where is my phone"])
def test_what_nobody_eats_is_in_the_hand_when_the_light_comes_back(sentence):
    last = write(sentence).shots[-1]
    held = [(p.start, p.end) for p in last.props if p.id == "phone"]
    assert held == [("absent", "whole")]
    assert not any(prop.id == "crumbs" for prop in last.props)


@pytest.mark.parametrize(("sentence", "recipe"), NOT_ASKED.items())
def test_a_court_is_no_interrogation(sentence, recipe):
    assert write(sentence).recipe == recipe


def lit(lettering, t_s):
    view = View(width_px=72, height_px=128, margin_px=8)
    scene = Scene(view=view, lettering=lettering, light=Light(kind="key", behaviour="sweep"))
    front = SETS["interrogation"].paint(scene).front[:-1]
    picture = np.full((128, 72, 3), 200, np.uint8)
    Plate(front, width=72, height=128, camera_still=False, reach_px=0).lay(picture, t_s, 0.0, 0.0)
    return picture[40:70, 24:48].mean()


def test_the_lamp_leaves_the_face_in_the_dark_and_comes_back(lettering):
    bright, dark, back = (lit(lettering, t_s) for t_s in (0.0, 0.8, 1.7))
    assert bright > 170
    assert dark < 90
    assert back > 150


FOUGHT = {
    "my exam is the final boss": "exam",
    "boss fight: me versus the deadline": "deadline",
    "Monday is the final boss": "Monday",
    "期末考试是最终boss，我要打败它": "期末考",
    "打boss：高数": "高数",
    "这份报告是终极boss": "报告",
    "週一是最終boss": "週一",
    "今晚打boss：微積分作業": "作業",
    "論文就是最終大boss": "論文",
}
NOT_FOUGHT = {
    "my boss is nice": "work_late",
    "we passed the exam!!!": "win",
    "明天考试": "exam",
    "Monday morning is a monster": "monster",
}


@pytest.mark.parametrize(("sentence", "foe"), FOUGHT.items())
def test_what_is_dreaded_fills_the_screen_of_a_game(sentence, foe):
    film = write(sentence)
    assert (film.recipe, film.look) == ("R20", "pixel")
    boss = next(member for member in film.cast if member.kind == "thing")
    first = film.shots[0]
    assert {(p.id, p.label) for p in first.props if p.anchor == "ground"} == {(boss.wears, foe)}
    assert [p.label for p in first.props if p.id == "life_bar"][1] == foe
    assert foe in first.cards[0].text


@pytest.mark.parametrize(("sentence", "recipe"), NOT_FOUGHT.items())
def test_work_and_exams_are_no_game(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_only_the_hero_loses_life_and_nobody_wins():
    film = write("my exam is the final boss")
    lives = [(p.label, p.start, p.end) for s in film.shots for p in s.props if p.id == "life_bar"]
    assert lives == [("You", "whole", "whole"), ("exam", "whole", "whole"),
                     ("You", "whole", "bitten"), ("exam", "whole", "whole"),
                     ("You", "bitten", "bitten"), ("exam", "whole", "whole")]  # fmt: skip
    assert film.shots[-1].cards[-1].text == "DRAW."


def test_the_boss_is_huge_beside_the_hero():
    anchors = SETS["arena"].anchors(9 / 16)
    window = anchors["ground"].window
    assert window is not None
    assert (window[3] - window[1]) * 0.66 > 1.15 * anchors["actor1"].height


DUELS = {
    "Ana and Ben duel over who pays the bill": "BILL",
    "let me pay the tab, swordsman": "TAB",
    "a kung fu showdown for the last seat": "BILL",
    "抢着买单": "买单",
    "两个大侠决斗": "买单",
    "我和阿本抢着结账": "结账",
    "今晚誰買單？": "買單",
    "阿娜和阿本對決，誰請客": "買單",
    "大家搶著結帳": "結帳",
}
NO_DUELS = {
    "my electric bill is huge": "hall_of_things",
    "he is a master of kung fu tea": "hall_of_things",
    "这个江湖没有我": "place",
    "发工资了，我请客": "pay_day",
    "Ana and Ben argue about the last dumpling, then laugh": "argue",
}


@pytest.mark.parametrize(("sentence", "bill"), DUELS.items())
def test_two_masters_fight_until_the_bill_comes(sentence, bill):
    film = write(sentence, [("Ana", "drawn"), ("Ben", "drawn")] if "Ana" in sentence else ME)
    assert film.recipe == "R10"
    assert {shot.set for shot in film.shots} == {"rooftops"}
    held = [(p.label, p.anchor) for p in film.shots[-2].props if p.id == "note"]
    assert held == [(bill, "P3.hand")]
    assert film.shots[-1].cast == ("P3",)


@pytest.mark.parametrize(("sentence", "recipe"), NO_DUELS.items())
def test_other_bills_are_no_duel(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_quoted_courtesies_are_said_one_by_each():
    film = write("“Let me.” “No, me.” Ana and Ben duel", [("Ana", "drawn"), ("Ben", "drawn")])
    assert [(line.who, line.text) for shot in film.shots for line in shot.lines] == [
        ("P2", "Let me."), ("P1", "No, me."),
    ]  # fmt: skip


def test_a_falling_leaf_is_two_halves_from_one_frame_to_the_next(lettering):
    view = View(width_px=72, height_px=128, margin_px=8)
    scene = Scene(view=view, lettering=lettering, light=Light(behaviour="sweep"))
    front = SETS["rooftops"].paint(scene).front[1:4]
    counts = []
    for t_s in (0.8, 0.9, 1.5):
        picture = np.zeros((128, 72, 3), np.uint8)
        Plate(front, width=72, height=128, camera_still=False, reach_px=0).lay(
            picture, t_s, 0.0, 0.0
        )
        columns = np.flatnonzero(picture.any(axis=(0, 2)))
        counts.append(1 + int((np.diff(columns) > 1).sum()))
    assert counts[0] == 1
    assert counts[-1] == 2


@pytest.mark.parametrize(
    ("sentence", "recipe"),
    [("an interrogation scene about my umbrella", "R11"), ("审讯：我的雨伞去哪了", "R11"),
     ("a boss fight against my laundry", "R20"), ("boss戰：洗衣服", "R20"),
     ("a wuxia duel about the last seat", "R10"), ("武林對決：誰去倒垃圾", "R10"),
     ("我和猫的决斗", "R10"), ("a fridge raid with Ana", "R12")],
)  # fmt: skip
def test_each_kind_can_be_asked_for_by_name(sentence, recipe):
    assert write(sentence).recipe == recipe
