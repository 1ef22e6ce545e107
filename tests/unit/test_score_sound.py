"""Voices from where the faces are, and what is heard of the cutting itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.model.screenplay import Music, Shot, SoundEffect
from generation.model.timeline import ActorRecord, ShotRecord
from generation.production.accents import stings, transitions
from generation.production.layout import lay_out
from generation.production.panning import PAN_MAX, Pans
from generation.production.score import score
from generation.sound.mix import EffectHit, MixPlan, PlacedSpeech, mix
from tests.papers import TINY, line, order_of, paper, spoken, timeline_of

MUSIC = Music(mood="playful", tempo_bpm=116)


def record(left, width=40, shot="S1", token="P1"):
    actor = ActorRecord(token=token, face_px=(left, 60, width, 50), blinks_s=())
    return ShotRecord(shot_id=shot, actors=(actor,))


@given(st.integers(-80, 200), st.integers(4, 120))
def test_a_voice_comes_gently_from_where_its_face_is(left, width):
    shot = Shot(id="S1", set="beach", cast=("P1",))
    pan = Pans([record(left, width)], 144).of(shot, "P1")
    assert -PAN_MAX <= pan <= PAN_MAX
    assert np.sign(round(pan, 6)) == np.sign(left + width / 2 - 72)


@pytest.mark.parametrize(("heard", "who"), [("off", "P1"), ("phone", "P1"), ("room", "P2")])
def test_who_is_not_in_the_picture_is_in_the_middle(heard, who):
    shot = Shot(id="S1", set="beach", cast=("P1",), lines=(line(heard=heard, who=who),))
    timeline = lay_out(paper(shot), {"L1": spoken()}, fps=TINY.fps)
    plan = score(order_of(paper(shot), {}), timeline, {"L1": spoken()}, [record(0)])
    assert [item.pan for item in plan.speech] == [0.0]


def test_the_score_pans_a_line_to_its_face():
    shot = Shot(id="S1", set="beach", cast=("P1",), lines=(line(),))
    timeline = lay_out(paper(shot), {"L1": spoken()}, fps=TINY.fps)
    plan = score(order_of(paper(shot), {}), timeline, {"L1": spoken()}, [record(100)])
    assert plan.speech[0].pan == pytest.approx(PAN_MAX * (2 * 120 / 144 - 1))


@pytest.mark.parametrize("pan", [-PAN_MAX, 0.0, PAN_MAX])
def test_a_panned_voice_leans_keeps_its_power_and_survives_mono(pan):
    voice = PlacedSpeech(start_s=0.1, speech=spoken(0.8), pan=pan, room="none")
    plan = MixPlan(duration_s=1.0, speech=(voice,))
    left, right = mix(plan)[9600:38400].T.astype(np.float64)
    levels = np.array([np.mean(left**2), np.mean(right**2)])
    assert np.sign(round(levels[1] / levels[0] - 1, 1)) == np.sign(pan)
    mono = np.mean(((left + right) / 2) ** 2)
    assert 10 * np.log10(mono / (levels.sum() / 2)) > -1.0


def test_a_wipe_passes_and_a_fade_sinks_and_a_cut_is_silent():
    made = (
        Shot(id="S1", set="beach"),
        Shot(id="S2", set="beach", transition="wipe"),
        Shot(id="S3", set="beach", transition="fade"),
        Shot(id="S4", set="beach"),
    )
    shots = {shot.id: shot for shot in made}
    heard = list(transitions(timeline_of(30, 30, 30, 30), shots))
    assert [(hit.id, round(hit.at_s, 2)) for hit in heard] == [("whoosh", 0.75), ("boom", 1.97)]


def hits(mood, *shots, frames=30):
    timeline = timeline_of(*[frames] * len(shots))
    return list(stings(mood, timeline, {shot.id: shot for shot in shots}))


def shot(number, music, **more):
    return Shot(id=f"S{number}", set="beach", music=music, **more)


def test_a_turn_is_heard_once_where_the_music_stops_for_it():
    made = hits("playful", shot(1, MUSIC), shot(2, None), shot(3, MUSIC), shot(4, None))
    assert [(hit.id, round(hit.at_s, 2)) for hit in made] == [("sting", 0.97)]
    assert isinstance(made[0], EffectHit)
    assert hits("afraid", shot(1, MUSIC), shot(2, None))[0].id == "sting_dark"


@pytest.mark.parametrize(
    ("mood", "turn"),
    [("wistful", {}), ("playful", {"sfx": (SoundEffect(id="boom", at=0.2),)}),
     ("playful", {"transition": "wipe"})],
)  # fmt: skip
def test_a_quiet_turn_or_one_with_a_sound_of_its_own_has_no_accent(mood, turn):
    assert not hits(mood, shot(1, MUSIC), shot(2, None, **turn))


def test_a_film_without_music_has_no_accent():
    assert not hits("playful", shot(1, None), shot(2, None))
