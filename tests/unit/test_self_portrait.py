"""Drawn me: every choice has a face the model finds, looks as chosen, and is nobody of the cast."""

from dataclasses import replace
from itertools import product

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generation.engines.puppet.cast import CAST
from generation.engines.puppet.figure.composed import (
    HAIR_STOPS,
    LIPS,
    SKIN_STOPS,
    STYLES,
    compose,
    look_of,
)
from generation.engines.puppet.figure.looks import LOOKS
from generation.engines.puppet.figure.portraits import FACE_SHARE, MIDDLE, portrait
from generation.engines.puppet.figure.wardrobe import outfit_for
from generation.engines.puppet.self_portrait import colours_of, drawn_after, drawn_me
from generation.errors import OptionRejected
from generation.model.drawn_me import (
    CLOTHES,
    CUTS,
    HAIRS,
    OPTIONS,
    SKINS,
    DrawnSpec,
    nearest,
    read_character,
    read_spec,
    rgb_of,
)
from generation.model.likeness_codec import likeness_bytes, read_likeness

SEEN_PX = 384
SCORE_MIN = 0.7
FOREHEAD = (0.0, -5.6)  # head units
FACE_HEIGHT = 17.66

ids = {part: st.sampled_from([one.id for one in options]) for part, options in OPTIONS.items()}
specs = st.builds(
    DrawnSpec, cut=st.sampled_from(CUTS), **ids, glasses=st.booleans(), beard=st.booleans()
)
seeds = st.integers(0, 2**63)


def rgb(levels):
    red, green, blue = (int(level) for level in levels[:3])
    return red, green, blue


def _flat(rgba):
    share = rgba[..., 3:].astype(np.float32) / 255
    return (rgba[..., :3] * share + 200 * (1 - share)).astype(np.uint8)


@given(specs, seeds)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_model_finds_one_face_in_every_choice(landmarks, spec, seed):
    faces = landmarks.faces(_flat(portrait(spec.character(seed), size=SEEN_PX)))
    assert len(faces) == 1
    assert faces[0].score > SCORE_MIN


@pytest.mark.parametrize("cut", CUTS)
def test_every_cut_is_found_on_the_lightest_and_the_darkest_skin(landmarks, cut):
    for skin, hair in (("porcelain", "blond"), ("deep", "black")):
        spec = DrawnSpec(cut=cut, skin=skin, hair=hair, glasses=True, beard=True)
        assert len(landmarks.faces(_flat(portrait(spec.character(1), size=SEEN_PX)))) == 1


@given(specs, seeds)
def test_a_choice_is_read_back_from_its_id(spec, seed):
    character = spec.character(seed)
    assert read_character(character) == (spec, seed)
    assert character not in CAST
    assert look_of(character) == compose(spec, seed)


@given(specs, seeds)
def test_measures_stay_within_those_of_the_drawn_cast(spec, seed):
    look, cast = compose(spec, seed), LOOKS.values()
    for name in ("jaw", "chin", "cheek", "eye", "nose", "lip", "neck", "build", "brow", "lid"):
        values = [getattr(other, name) for other in cast]
        assert min(values) - 0.25 <= getattr(look, name) <= max(values) + 0.25, name


@pytest.mark.parametrize(
    "character", ["", "bob", "me:", "me:short", "me:short.dark_brown.honey.blue", "me:x.y.z.w:1",
                  "me:short.dark_brown.honey.blue:x", "mina:1"]
)  # fmt: skip
def test_what_is_no_choice_is_nobody(character):
    assert read_character(character) is None
    assert look_of(character) is None


def test_the_drawn_cast_looks_as_it_did():
    assert all(look_of(name) is look for name, look in LOOKS.items())
    assert look_of(None) is None


def test_every_choice_has_its_colours():
    assert set(STYLES) == set(CUTS)
    assert set(SKIN_STOPS) == set(LIPS) == {swatch.id for swatch in SKINS}
    assert set(HAIR_STOPS) == {swatch.id for swatch in HAIRS}
    for part, stops in (("skin", SKIN_STOPS), ("hair", HAIR_STOPS)):
        for swatch in OPTIONS[part]:
            assert nearest(part, stops[swatch.id][2]) == swatch.id
            luma = [sum(stop) for stop in stops[swatch.id]]
            assert luma == sorted(luma)


@pytest.mark.parametrize(("part", "swatches"), OPTIONS.items())
def test_a_swatch_is_nearest_to_itself(part, swatches):
    for swatch in swatches:
        assert nearest(part, swatch.rgb) == swatch.id
        assert rgb_of(part, swatch.id) == swatch.rgb


def test_a_page_may_send_ids_or_colours_or_nothing():
    assert read_spec({}) == DrawnSpec()
    sent = {"style": "curly", "hair": "#1c1715", "skin": "#66412a", "clothes": "green"}
    assert read_spec(sent) == DrawnSpec(cut="curly", hair="black", skin="deep", clothes="green")
    assert read_spec({"glasses": "on", "beard": "true"}) == DrawnSpec(glasses=True, beard=True)


@pytest.mark.parametrize(
    "values", [{"style": "mullet"}, {"skin": "green"}, {"hair": "#12"}, {"clothes": "#xxyyzz"}]
)
def test_what_nobody_can_be_drawn_with_is_said(values):
    with pytest.raises(OptionRejected) as caught:
        read_spec(values)
    assert caught.value.message == "error-option-drawn"
    assert set(caught.value.details) == {"part", "known"}


def test_the_drawing_has_the_colours_that_were_chosen():
    unit = SEEN_PX * FACE_SHARE / FACE_HEIGHT
    x, y = (round(m * SEEN_PX + c * unit) for m, c in zip(MIDDLE, FOREHEAD, strict=True))
    for skin, clothes in (("porcelain", "red"), ("tan", "cream"), ("deep", "blue")):
        spec = DrawnSpec(cut="bald", skin=skin, clothes=clothes)
        rgba = portrait(spec.character(3), size=SEEN_PX)
        shown = [swatch.id for swatch in SKINS].index(nearest("skin", rgb(rgba[y, x])))
        assert abs(shown - [swatch.id for swatch in SKINS].index(skin)) <= 1
        assert nearest("clothes", rgb(rgba[round(0.94 * SEEN_PX), SEEN_PX // 3])) == clothes


@pytest.fixture(scope="module")
def me(landmarks):
    spec = DrawnSpec(cut="long", hair="black", skin="tan", clothes="green", glasses=True)
    return drawn_me(spec, landmarks, seed=5)


def test_the_same_choice_and_seed_give_the_same_bytes(landmarks, me):
    spec, seed = read_character(me.character) or pytest.fail(me.character)
    again = drawn_me(spec, landmarks, seed=seed)
    assert likeness_bytes(again) == likeness_bytes(me)
    other = drawn_me(spec, landmarks, seed=6)
    assert other.voice != me.voice
    assert not np.array_equal(other.picture, me.picture)


def test_a_drawn_member_is_a_drawing_with_shoulders_and_survives_the_vault(me):
    assert me.kind == "drawn"
    assert me.shoulders
    assert me.voice_sample is None
    kept = read_likeness(likeness_bytes(me))
    assert look_of(kept.character) == look_of(me.character) is not None


def test_the_body_wears_what_the_bust_wears(me):
    outfit, look = outfit_for(me, None, seed=9), look_of(me.character) or pytest.fail("nobody")
    assert (outfit.garment, outfit.skin, outfit.accent) == (look.garment, look.skin, look.accent)


def test_a_scarf_covers_the_neck_of_the_body_too(me):
    character = DrawnSpec(cut="scarf", hair="red").character(2)
    wrapped = outfit_for(replace(me, character=character), None, seed=1)
    assert wrapped.wrap is not None
    assert wrapped.wrap[2] == HAIR_STOPS["red"][2]
    assert outfit_for(me, None, seed=1).wrap is None


@pytest.mark.parametrize(
    ("cut", "kept"), [("long", "long"), ("short", "short"), ("bald", "bald"), ("afro", "afro")]
)
def test_a_photo_gives_the_nearest_colours_and_no_pixels(landmarks, cut, kept):
    chosen = DrawnSpec(cut=cut, hair="black", skin="brown", clothes="red")
    photo = drawn_me(chosen, landmarks, seed=4)
    spec = drawn_after(replace(photo, kind="photo", character=None))
    assert (spec.cut, spec.skin, spec.clothes) == (kept, "brown", "red")
    assert cut == "bald" or spec.hair == "black"
    assert set(colours_of(photo)) == {"hair", "skin", "clothes"}


def test_darker_light_in_a_photo_does_not_change_much(landmarks):
    photo = drawn_me(DrawnSpec(skin="honey", hair="brown", clothes="blue"), landmarks, seed=4)
    dim = np.asarray(cv2.convertScaleAbs(photo.picture, alpha=0.88), np.uint8)
    near = [swatch.id for swatch in SKINS]
    spec = drawn_after(replace(photo, picture=dim, skin_bgr=rgb(np.multiply(photo.skin_bgr, 0.88))))
    assert abs(near.index(spec.skin) - near.index("honey")) <= 1


def test_there_are_as_many_people_as_choices():
    assert len({*product(CUTS, HAIRS, SKINS, CLOTHES)}) == 9 * 8 * 6 * 8
