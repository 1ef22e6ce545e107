"""Films that keep their distance: a friend in the grass, mum on the line, one missing, fate."""

from __future__ import annotations

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.actions import ACTIONS, Sheet
from generation.engines.puppet.canvas import View
from generation.engines.puppet.moods import BEARINGS
from generation.engines.puppet.plate import Plate
from generation.engines.puppet.props.catalogue import draw
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.sets.split_call import cut_at
from generation.engines.puppet.stage import Scene
from generation.model.screenplay import Light

ME = [("me", "cameo")]
NATURE = {
    "a nature documentary about how Ana hunts for snacks": ("Ana", "CRISPS"),
    "Ben washing up, in his natural habitat": ("Ben", "CRISPS"),
    "spotted in the wild: me doing my taxes": ("Wild friend", "CRISPS"),
    "wildlife documentary: Ben and the last dumpling": ("Ben", "last dumpling"),
    "动物世界：阿本在宿舍啃饼干": ("阿本", "饼干"),
    "野生的阿本正在觅食": ("阿本", "薯片"),
    "春天到了，万物复苏，我又开始写周报": ("野生朋友", "薯片"),
    "自然紀錄片：阿本在辦公室找咖啡": ("阿本", "咖啡"),
    "珍稀物種出沒，阿本居然在洗碗": ("阿本", "洋芋片"),
    "拍一部動物世界：室友賴床": ("室友", "洋芋片"),
}
OTHERS = {
    "we went to the zoo with the kids": "R3",
    "watching a documentary on the sofa": "R3",
    "the cat is asleep in the tall grass": "R3",
    "周末一起去动物园": "R3",
    "一个人在家看动物世界": "R3",
    "週末去動物園看熊貓": "R3",
}


MUM = {
    "my mum called to ask if I have eaten": ("mum", "Have you eaten?"),
    "Mum on the line": ("Mum", "Have you eaten?"),
    "Mom is calling, am I wearing a warm coat": ("Mom", "Are you warm enough?"),
    "grandma calls every night, am I asleep": ("grandma", "Are you in bed?"),
    "我妈打电话来问我吃饭了没有": ("我妈", "吃饭了没有？"),
    "妈妈又打来，问我穿秋裤没": ("妈妈", "穿秋裤了没有？"),
    "凌晨两点接妈妈电话，还在熬夜": ("妈妈", "睡了没有？"),
    "媽媽打電話來問我吃飽沒": ("媽媽", "吃飽了沒？"),
    "奶奶打電話來，問我衣服穿夠了沒": ("奶奶", "衣服穿夠了沒？"),
    "半夜老媽來電，問我怎麼還沒睡": ("老媽", "睡了沒？"),
}
NOT_MUM = {
    "mum's birthday is tomorrow, call her": "birthday",
    "my mum is the best": "hall_of_things",
    "mum called from the hospital": "hall_of_things",
    "the phone is ringing again": "hall_of_things",
    "祝妈妈生日快乐": "birthday",
    "妈妈，我想你了": "miss",
    "媽媽做的菜最好吃": "hungry",
}

MISSING = {
    "has anyone seen Ben?": "Ben",
    "Ben has gone missing from the group chat": "Ben",
    "nobody has heard from Ana since Friday": "Ana",
    "Paul left us on read again": "Paul",
    "有人见过阿本吗？他已经潜水三天了": "阿本",
    "寻人启事：小明": "小明",
    "小明人呢，三天没冒个泡": "小明",
    "有人看到阿娜嗎": "阿娜",
    "阿本又已讀不回": "阿本",
    "群組裡阿本潛水好久了": "阿本",
}
NOT_MISSING = {
    "has anyone seen my keys": "hall_of_things",
    "have you seen the new movie": "hall_of_things",
    "My cat disappeared": "hall_of_things",
    "谁看见我的钥匙了": "hall_of_things",
    "去海边潜水": "place",
    "火锅都开了，阿本人呢": "R25",
    "暑假想去考潛水執照": "hall_of_things",
}

ORACLE = {
    "should I quit my job?": "AFTER LUNCH",
    "ask the oracle whether Ben will ever be on time": "AFTER LUNCH",
    "fortune stick: will we ever get a dog": "AFTER LUNCH",
    "去庙里求签，问今年能不能上岸": "吃完再说",
    "我该不该跟老板提涨工资": "吃完再说",
    "抽签：要不要回老家": "吃完再说",
    "求籤：我該不該辭職": "吃飽再說",
    "算命的說我今年會中獎": "吃飽再說",
    "到廟裡擲筊，問該不該換工作": "吃飽再說",
}
NOT_ORACLE = {
    "where do we eat: pizza / sushi / noodles": "R4",
    "what should we eat tonight": "R4",
    "a walk around the old temple in the rain": "doing",
    "the oracle database is down": "hall_of_things",
    "周末去寺庙看银杏": "hall_of_things",
    "抽签决定谁洗碗": "hall_of_things",
    "晚上逛廟會，人好多": "place",
}


def write(sentence, cast=ME, *, seed=0):
    return RuleDirector().write(sentence, cast, locale="en", seed=seed)


def labels(film, prop_id):
    return [p.label for shot in film.shots for p in shot.props if p.id == prop_id]


@pytest.mark.parametrize(("sentence", "seen"), NATURE.items())
def test_what_a_friend_does_is_told_as_of_an_animal(sentence, seen):
    film = write(sentence, [(seen[0] if seen[0] in sentence else "me", "cameo")])
    assert film.recipe == "R3"
    assert {shot.set for shot in film.shots} == {"tall_grass"}
    assert (labels(film, "sign")[0], labels(film, "packet")[0]) == seen


@pytest.mark.parametrize(("sentence", "seen"), MUM.items())
def test_who_calls_is_on_the_screen_and_asks_what_is_asked(sentence, seen):
    film = write(sentence)
    assert film.recipe == "R17"
    lines = [line for shot in film.shots for line in shot.lines]
    asked = next(line for line in lines if line.who == "P2")
    assert (film.shots[0].props[0].label, asked.text) == seen
    assert (asked.delivery, film.member("P2").wears) == ("murmur", "phone")


def test_the_light_of_a_film_is_a_kitchens_once_the_call_is_taken():
    film = write("Mum on the line")
    taken = [any(member == "P2" for member in shot.cast) for shot in film.shots].index(True)
    hours = [shot.time for shot in film.shots]
    assert set(hours[taken:]) == {"day"}
    assert not {"day"} & set(hours[:taken])


def test_a_bowl_stands_there_in_the_end():
    last = write("我妈打电话来问我吃饭了没有").shots[-1]
    bowl = next(prop for prop in last.props if prop.id == "bowl")
    assert (bowl.label, bowl.start, bowl.end) == ("我妈", "absent", "whole")


@pytest.mark.parametrize("aspect", [9 / 16, 1.0, 16 / 9])
def test_the_cut_parts_the_faces_from_the_caller(aspect):
    anchors = SETS["split_call"].anchors(aspect)
    window = anchors["front"].window
    assert window is not None
    left, top, right, bottom = window
    assert 0 < cut_at(aspect, 0.5) <= left < anchors["front"].at[0] < right <= aspect
    assert 0 < top < bottom == anchors["front"].at[1] < 1
    for seat in ("actor1", "actor2", "actor3"):
        assert 0 < anchors[seat].at[0] < cut_at(aspect, 0.5)


def test_the_callers_kitchen_covers_the_right_and_nothing_else(lettering):
    view = View(width_px=90, height_px=160, margin_px=4)
    caller = SETS["split_call"].paint(Scene(view=view, lettering=lettering)).front[0].alpha
    assert caller is not None
    assert caller[4 + 80, 4 + 70 : 4 + 90].min() == 255
    assert caller[4 + 80, 4 : 4 + 48].max() == 0


@pytest.mark.parametrize(("sentence", "recipe"), NOT_MUM.items())
def test_a_mother_or_a_phone_alone_is_no_call(sentence, recipe):
    assert write(sentence).recipe == recipe


@pytest.mark.parametrize(("sentence", "recipe"), OTHERS.items())
def test_harmless_sentences_with_the_same_nouns_are_other_films(sentence, recipe):
    assert write(sentence).recipe != recipe


@pytest.mark.parametrize("sentence", NATURE)
def test_the_narrator_speaks_and_never_the_friend(sentence):
    film = write(sentence, [("Ben", "cameo"), ("Ana", "cameo")])
    narrator = next(member for member in film.cast if member.kind == "extra")
    lines = [line for shot in film.shots for line in shot.lines]
    assert {(line.who, line.heard, line.delivery) for line in lines} == {
        (narrator.token, "off", "murmur")
    }


def test_a_packet_rustles_and_nobody_is_left():
    grass, dark = write("Ben washing up, in his natural habitat").shots[-2:]
    assert [token for token in (*grass.cast, *dark.cast) if token.startswith("P")] == []
    packet = next(prop for prop in grass.props if prop.id == "packet")
    assert (packet.start, packet.end) == ("whole", "empty")
    assert [(card.style, card.at) for card in dark.cards] == [("black", 0.0)]


def test_whoever_peeks_shows_the_head_first_and_ducks_in_four_frames():
    sheet = Sheet(60, 30.0, BEARINGS["deadpan"])
    ACTIONS["peek"](sheet, 0.0, 1.0)
    assert 1 < sheet.travel[0, 1] < 2.5
    assert abs(float(sheet.travel[-1, 1])) < 1e-6
    sheet = Sheet(60, 30.0, BEARINGS["deadpan"])
    ACTIONS["duck"](sheet, 1.0, 1.0)
    assert abs(float(sheet.travel[29, 1])) < 1e-6
    assert np.all(sheet.travel[34:, 1] > 4)


@pytest.mark.parametrize(("sentence", "name"), MISSING.items())
def test_whoever_is_looked_for_is_a_name_on_a_notice(sentence, name):
    film = write(sentence)
    assert film.recipe == "R14"
    assert {shot.set for shot in film.shots if shot.insert is None} == {"harbour"}
    assert labels(film, "sign")[0] == name


@pytest.mark.parametrize(("sentence", "recipe"), NOT_MISSING.items())
def test_keys_and_divers_are_not_looked_for(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_the_missing_one_is_not_shown_and_everybody_else_is():
    film = write("has anyone seen Ben?", [("me", "cameo"), ("Ana", "cameo"), ("Ben", "cameo")])
    assert [member.name for member in film.cast if member.kind == "cameo"] == ["me", "Ana"]
    film = write("has anyone seen Ben?", [("Ben", "cameo")])
    assert "Ben" not in [member.name for member in film.cast]


@pytest.mark.parametrize(
    ("sentence", "note"),
    [("has anyone seen Ben?", "read 14:02"), ("小明人呢", "已读 14:02"),
     ("有人看到阿娜嗎", "已讀 14:02")],
)  # fmt: skip
def test_the_bottle_says_it_was_read(sentence, note):
    film = write(sentence)
    bottle = next(prop for shot in film.shots for prop in shot.props if prop.id == "bottle")
    assert (bottle.label, bottle.start, bottle.end) == (note, "off", "open")


def test_the_beam_passes_finds_somebody_and_leaves(lettering):
    view = View(width_px=90, height_px=160, margin_px=4)

    def picture(kind, t_s):
        light = Light(kind=kind, behaviour="sweep")
        art = SETS["harbour"].paint(
            Scene(view=view, lettering=lettering, light=light, time="night")
        )
        frame = np.zeros((160, 90, 3), np.uint8)
        Plate(art.behind, width=90, height=160, camera_still=True, reach_px=0).lay(frame, t_s, 0, 0)
        return frame.astype(int)

    dark, lit = picture("key", 3.0), picture("key", 0.85)
    assert lit.mean() > dark.mean() + 2
    assert np.array_equal(picture("away", 3.0), dark)
    assert np.abs(picture("away", 1.3) - picture("key", 1.3)).max() > 60
    assert np.array_equal(picture("away", 0.5), picture("key", 0.5))


@pytest.mark.parametrize(("sentence", "answer"), ORACLE.items())
def test_whatever_is_asked_the_stick_says_after_lunch(sentence, answer):
    film = write(sentence)
    assert film.recipe == "R21"
    assert {shot.set for shot in film.shots if shot.insert is None} == {"temple"}
    stick = next(p for shot in film.shots if shot.insert for p in shot.props)
    assert (stick.id, stick.label, stick.start, stick.end) == (
        ("fortune_stick", answer, "off", "open")
    )


@pytest.mark.parametrize(("sentence", "recipe"), NOT_ORACLE.items())
def test_a_temple_or_a_doubt_about_dinner_asks_no_oracle(sentence, recipe):
    assert write(sentence).recipe == recipe


def test_behind_whoever_bows_somebody_has_lunch():
    last = write("should I quit my job?", [("me", "cameo"), ("Ben", "cameo")]).shots[-1]
    bowl = next(prop for prop in last.props if prop.id == "bowl")
    assert (bowl.anchor, bowl.start, bowl.end) == ("P2.hand", "whole", "empty")
    assert ("P1", "kneel") in [(action.who, action.action) for action in last.actions]
    assert ("P2", "chew") in [(action.who, action.action) for action in last.actions]


def test_the_answer_is_on_the_face_of_the_stick_alone(lettering):
    backs, faces = (
        [draw("fortune_stick", size_px=24, label=text, state=state, lettering=lettering)
         for text in ("A", "吃完再说")]
        for state in ("off", "open")
    )  # fmt: skip
    assert np.array_equal(backs[0], backs[1])
    assert not np.array_equal(faces[0], faces[1])
