"""One mood token of a shot reaches voice, face, body, light and music; half a frame stays empty."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from generation.director import recipes
from generation.director.data import table
from generation.director.reading import read
from generation.director.rules import direct
from generation.engines.puppet.blocking import block
from generation.engines.puppet.mood_light import MOOD_LIGHTS, in_mood
from generation.engines.puppet.moods import BEARINGS
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import SetLight
from generation.model.screenplay import Camera, Mood, Prop, Shot
from generation.model.speech import Utterance, VoiceProfile
from generation.sound.harmony import HARMONIES
from generation.speech.delivery import prosody
from tests.papers import line, order_of, paper, timeline_of

MOODS = get_args(Mood)
FELT = sorted(set(MOODS) - {"neutral"})
LIGHT = SetLight(key=(230, 220, 200), rim=(200, 200, 210), rim_side=1, ambient=(120, 110, 100))


@pytest.fixture(params=FELT)
def mood(request):
    return request.param


def directed(mood):
    reading = replace(read("the vase is mine", [], "en"), mood=mood)
    hall = next(recipe for recipe in recipes.recipes() if recipe.film.id == "hall_of_things")
    return direct(hall, reading, [("me", "cameo")], locale="en", seed=1, usual=None)


def spoken(mood):
    utterance = Utterance(
        text="mine", language="en", emotion=mood, delivery="say", profile=VoiceProfile()
    )
    return prosody(utterance, "en")


def acted(likeness, mood, **more):
    """Return the acting of a silent shot without music in a film of ``mood``."""
    shot = Shot(id="S1", set="plain_room", cast=("P1",), camera=Camera(framing="medium"), **more)
    order = order_of(paper(shot, mood=mood), {"P1": likeness})
    return block(order, timeline_of(20), SETS)[0]


def test_the_paper_says_one_mood(mood):
    film = directed(mood)
    tempo = table("lexicon", "moods")[mood].get("tempo")
    assert film.mood == mood
    for shot in film.shots:
        assert film.mood_in(shot) == mood
        assert {film.mood_in(shot, token) for token in shot.cast} <= {mood}
        assert {said.emotion for said in shot.lines} <= {mood}
        assert shot.music is None or (shot.music.mood, shot.music.tempo_bpm) == (mood, tempo)


def test_voice_light_and_music_know_every_mood(mood):
    assert set(BEARINGS) == set(MOOD_LIGHTS) == set(HARMONIES) == set(MOODS)
    voice, plain = spoken(mood), spoken("neutral")
    assert voice.rate_wpm != plain.rate_wpm
    assert voice.pitch != plain.pitch
    assert in_mood(LIGHT, mood) != in_mood(LIGHT, "neutral") == LIGHT


def test_face_and_body_read_it_where_nobody_speaks_and_no_music_plays(mood, mina):
    felt, plain = acted(mina, mood).actors[0].track, acted(mina, "neutral").actors[0].track
    for base, weight in BEARINGS[mood].face.items():
        limit = 0.1 if base in ("smile", "brow_up") else 0.6 * weight  # a face has a reach
        assert felt.weights[base].max() >= min(limit, weight)
    assert not np.array_equal(felt.pose, plain.pose)


def test_whoever_speaks_has_the_mood_of_the_line_and_the_others_that_of_the_film():
    angry = Shot(id="S1", set="beach", cast=("P1", "P2"), lines=(line(emotion="angry"),))
    film = paper(angry, mood="tender", cast=("P1", "P2"))
    assert [film.mood_in(angry, who) for who in ("P1", "P2", None)] == ["angry", "tender", "angry"]


def test_sad_is_cool_angry_has_a_red_rim_and_fear_comes_from_below():
    sad, angry, afraid = (in_mood(LIGHT, mood) for mood in ("sad", "angry", "afraid"))
    assert sad.key[0] / sad.key[2] < LIGHT.key[0] / LIGHT.key[2]
    assert sum(sad.key) < sum(LIGHT.key)
    assert angry.rim[0] > angry.rim[2] + 60
    assert angry.shade > LIGHT.shade > afraid.shade


def test_half_of_the_frame_stays_empty_where_the_paper_says_so(mina):
    def middle(*, empty):
        shot = acted(mina, "wistful", empty_anchor=empty)
        left, _, width, _ = shot.record(30.0).actors[0].face_px
        return (left + width / 2) / 144

    assert abs(middle(empty=True) - 0.5) > 0.2 > abs(middle(empty=False) - 0.5)


def test_the_empty_chair_stands_where_nobody_does(mina, lettering):
    from generation.engines.puppet.prop_shelf import PropShelf

    chair = Prop(id="chair", anchor="ground", start="lit", end="lit")
    blocked = acted(mina, "wistful", props=(chair,), empty_anchor=True)
    seen = np.zeros((blocked.view.height_px, blocked.view.width_px, 3), np.uint8)
    shelf = PropShelf(blocked, lettering, LIGHT, seed=1)
    for front in (False, True):
        shelf.lay(seen, 0, 0.0, 0.0, front=front)
    chair_x = np.flatnonzero(seen.any(axis=(0, 2))).mean()
    face_x, _, width, _ = blocked.record(30.0).actors[0].face_px
    assert (chair_x - 72) * (face_x + width / 2 - 72) < 0


@pytest.mark.parametrize("shade", [0.2, 0.4, 0.6])
def test_no_mood_blots_out_a_neck(mood, shade):
    assert in_mood(replace(LIGHT, shade=shade), mood).shade <= max(shade, 0.5)
