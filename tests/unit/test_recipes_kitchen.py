"""A cooking show: which sentences call for it, what stands on the dish, and how it ends."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from generation.director.rules import RuleDirector
from generation.engines.puppet.canvas import View
from generation.engines.puppet.props.catalogue import PROPS, draw
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import Scene
from generation.lettering import Lettering
from generation.model.screenplay import Light

SHOWS = {
    "cooking show: tonight I make lasagna and it explodes": "lasagna",
    "I burnt the rice again": "rice",
    "Ana and Ben on a cooking show baking bread": "bread",
    "美食节目：今晚我做红烧肉，结果锅炸了": "红烧肉",
    "我烤蛋糕烤焦了": "蛋糕",
    "又烧糊了，今晚的番茄炒蛋": "番茄",
    "美食節目：今天我煮牛肉麵，結果廚房爆炸": "牛肉麵",
    "第一次下廚做蛋包飯": "蛋包飯",
    "今晚的料理節目：我炒青菜，結果燒焦了": "青菜",
}
OTHERS = {
    "I am hungry": "hungry",
    "Ana cooks dinner for us": "cook",
    "the printer exploded": "machine",
    "the oven broke": "hall_of_things",
    "我饿了想吃面": "hungry",
    "我在厨房做饭": "cook",
    "he is burnt out": "hall_of_things",
    "廚房的燈壞了": "hall_of_things",
}
SILENT = {"en": "And… rest.", "zh-CN": "然后……静置。", "zh-TW": "接下來……靜置。"}


def write(sentence, cast=(("me", "cameo"),), seed=3):
    return RuleDirector().write(sentence, list(cast), locale="en", seed=seed)


@pytest.mark.parametrize("sentence", SHOWS)
def test_a_cooking_show_letters_what_is_cooked(sentence):
    film = write(sentence)
    labels = {prop.label for shot in film.shots for prop in shot.props if prop.label}
    assert film.recipe == "R18"
    assert labels == {SHOWS[sentence]}
    assert SHOWS[sentence] in film.shots[0].lines[0].text
    assert film.shots[-2].lines[0].text in SILENT.values()


@pytest.mark.parametrize("sentence", OTHERS)
def test_other_films_keep_their_sentences(sentence):
    assert write(sentence).recipe == OTHERS[sentence]


def test_a_quotation_is_said_in_place_of_the_dish_and_the_smile_outlives_the_stove():
    film = write('cooking show: Ana says "trust me, I am a professional" and makes soup',
                 [("Ana", "drawn"), ("me", "cameo")])  # fmt: skip
    assert film.shots[0].lines[0].text == "trust me, I am a professional"
    faces = [shot for shot in film.shots if shot.insert is None]
    assert all(any(act.action == "grin" for act in shot.actions) for shot in faces)
    assert [shot.light.kind for shot in faces] == ["key", "hot", "burnt", "burnt"]


def test_the_kitchen_is_white_for_two_frames_once():
    lettering = Lettering([Path(os.environ["WALKON_MODELS_DIR"]) / "NotoSansCJKsc-Regular.otf"])
    view = View(width_px=72, height_px=128, margin_px=8)
    arts = {
        behaviour: SETS["show_kitchen"].paint(
            Scene(view=view, lettering=lettering, light=Light(kind="burnt", behaviour=behaviour))
        )
        for behaviour in ("flicker", "steady")
    }
    (blinding,) = [layer for layer in arts["flicker"].front if layer.bgr.min() > 200]
    assert blinding.seen == pytest.approx((0.0, 2 / 30), abs=0.004)
    assert all(layer.always for layer in arts["steady"].front)


def test_soot_leaves_eyes_and_mouth_free():
    lettering = Lettering([Path(os.environ["WALKON_MODELS_DIR"]) / "NotoSansCJKsc-Regular.otf"])
    image = draw("soot", size_px=200, label=None, state="whole", lettering=lettering)
    alpha = image[..., 3].astype(np.float32)
    middle = alpha.shape[1] / 2
    chin = float(np.flatnonzero((alpha > 60).any(1)).max())
    eyes_y = round(chin - 0.4 * 200)
    spots = [alpha[eyes_y - 6 : eyes_y + 6, round(middle + s * 0.128 * 200) + d]
             for s in (-1, 1) for d in (-3, 3)]  # fmt: skip
    assert float(np.mean(spots)) < 0.5 * float(alpha[eyes_y - 40 : eyes_y - 25].max(0).mean())
    assert {"casserole", "chef_hat", "soot"} <= PROPS.keys()
