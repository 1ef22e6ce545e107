from __future__ import annotations

import numpy as np
import pytest
from scipy.signal import resample_poly

from generation.model.screenplay import Weather
from generation.model.speech import Phoneme, Speech
from generation.sound.ambience import Place
from generation.sound.loudness import limited, loudness_lufs, mastered
from generation.sound.mix import (
    AmbienceSpan,
    EffectHit,
    MixPlan,
    MusicSpan,
    PlacedSpeech,
    beats_of,
    mix,
)


def voice(seconds: float = 1.0, pitch_hz: float = 150.0) -> Speech:
    clock = np.arange(round(seconds * 48_000)) / 48_000
    buzz = sum(np.sin(2 * np.pi * pitch_hz * order * clock) / order for order in range(1, 12))
    syllables = np.abs(np.sin(np.pi * 4 * clock))
    return Speech(
        samples=(0.12 * buzz * syllables).astype(np.float32),
        sample_rate_hz=48_000,
        phonemes=(Phoneme(ipa="a", viseme="aa", start_s=0.0, end_s=seconds),),
        words=(),
    )


def hiss() -> Speech:
    """Speech that lies wholly above the music."""
    clock = np.arange(96_000) / 48_000
    tone = 0.1 * np.hanning(96_000) ** 0.25 * np.sin(2 * np.pi * 7000 * clock)
    return Speech(
        samples=tone.astype(np.float32),
        sample_rate_hz=48_000,
        phonemes=(Phoneme(ipa="s", viseme="SS", start_s=0.0, end_s=2.0),),
        words=(),
    )


STREET = AmbienceSpan(start_s=0, end_s=4, place=Place(ids=("street",)))
PLANS = {
    "talk": MixPlan(
        duration_s=4,
        speech=(PlacedSpeech(start_s=1.0, speech=voice(2.0)),),
        ambience=(STREET,),
        music=(MusicSpan(start_s=0, end_s=4, mood="playful", tempo_bpm=116),),
        effects=(EffectHit(at_s=3.2, id="ding"),),
    ),
    "quiet": MixPlan(
        duration_s=4, ambience=(AmbienceSpan(start_s=0, end_s=4, place=Place(ids=("snow_hush",))),)
    ),
    "hit": MixPlan(duration_s=4, ambience=(STREET,), effects=(EffectHit(at_s=2, id="boom"),)),
    "storm": MixPlan(
        duration_s=4,
        ambience=(
            AmbienceSpan(
                start_s=0, end_s=4, place=Place(weather=Weather(kind="storm", strength=1))
            ),
        ),
    ),
    "short": MixPlan(duration_s=1.0),
}


def level_db(sound: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-12))


@pytest.mark.parametrize("name", PLANS)
def test_every_film_has_one_loudness_and_never_clips(name):
    sound = mix(PLANS[name])

    assert sound.shape == (round(PLANS[name].duration_s * 48_000), 2)
    assert sound.dtype == np.float32
    assert loudness_lufs(sound) == pytest.approx(-16.0, abs=0.5)
    true_peak = np.abs(resample_poly(sound, 4, 1, axis=0)).max()
    assert 20 * np.log10(true_peak) <= -1.0
    assert np.abs(sound.mean(axis=0)).max() < 1e-3
    assert np.abs(sound[:4800]).max() > 0.003


def test_length_is_exact_at_any_duration():
    assert len(mix(MixPlan(duration_s=1.23456))) == round(1.23456 * 48_000)


def test_music_makes_room_for_speech_and_comes_back():
    music = MusicSpan(start_s=0, end_s=8, mood="sad", tempo_bpm=60)
    alone = mix(MixPlan(duration_s=8, music=(music,)))
    spoken = mix(
        MixPlan(duration_s=8, music=(music,), speech=(PlacedSpeech(start_s=3, speech=hiss()),))
    )

    def hum(sound: np.ndarray, start_s: float) -> float:
        """Level of the bed, far below the pitch of the speech."""
        part = sound[round(start_s * 48_000) : round((start_s + 1.4) * 48_000)].mean(axis=1)
        power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
        return float(10 * np.log10(power[: round(1000 * len(part) / 48_000)].sum()))

    drop_db = (hum(alone, 3.3) - hum(alone, 0.6)) - (hum(spoken, 3.3) - hum(spoken, 0.6))
    assert drop_db == pytest.approx(9.0, abs=1.0)
    assert hum(spoken, 6.0) - hum(spoken, 0.6) == pytest.approx(
        hum(alone, 6.0) - hum(alone, 0.6), abs=1.5
    )


def test_speech_is_heard_where_it_was_placed():
    plan = MixPlan(duration_s=4, speech=(PlacedSpeech(start_s=2.0, speech=voice(), pan=-0.3),))
    sound = mix(plan)

    assert level_db(sound[96_000:144_000]) > level_db(sound[:90_000]) + 20
    assert level_db(sound[96_000:144_000, 0]) > level_db(sound[96_000:144_000, 1]) + 1


def test_an_effect_hits_on_its_sample():
    still, hit = mix(MixPlan(duration_s=3)), PLANS["hit"]
    sound = mix(hit)

    assert np.abs(sound[95_000:95_990]).max() < 0.5 * np.abs(sound[96_000:96_480]).max()
    assert len(still) == 144_000


def test_a_cut_inside_one_place_is_not_heard():
    halves = (
        AmbienceSpan(start_s=0, end_s=2, place=Place(ids=("wind",))),
        AmbienceSpan(start_s=2, end_s=4, place=Place(ids=("wind",))),
    )
    whole = (AmbienceSpan(start_s=0, end_s=4, place=Place(ids=("wind",))),)

    cut, uncut = (mix(MixPlan(duration_s=4, ambience=spans)) for spans in (halves, whole))
    assert np.array_equal(cut, uncut)


def test_places_change_into_each_other_without_a_click_or_a_hole():
    spans = (
        AmbienceSpan(start_s=0, end_s=2, place=Place(ids=("wind",))),
        AmbienceSpan(start_s=2, end_s=4, place=Place(ids=("space_hum",))),
    )
    sound = mix(MixPlan(duration_s=4, ambience=spans))

    seam = sound[94_500:97_500]
    assert np.abs(np.diff(seam, axis=0)).max() < 1.5 * np.abs(np.diff(sound, axis=0)).max()
    assert level_db(seam) > level_db(sound) - 12


def test_the_same_plan_gives_the_same_film():
    assert np.array_equal(mix(PLANS["talk"]), mix(PLANS["talk"]))


def test_beats_are_told_where_they_are_heard():
    span = MusicSpan(start_s=1, end_s=3, mood="joyful", tempo_bpm=120, rests=((1.4, 2.2),))

    assert beats_of([span]) == (1.0, 2.5)


def test_silence_is_not_turned_into_noise():
    silence = np.zeros((48_000, 2), np.float32)

    assert not mastered(silence).any()
    assert loudness_lufs(silence) == -70.0


def test_the_limiter_touches_nothing_that_is_low_enough():
    low = np.full((4800, 2), 0.5, np.float32)

    assert limited(low) is low


def test_the_limiter_recovers_after_a_peak():
    clock = np.arange(96_000) / 48_000
    tone = np.repeat((0.3 * np.sin(2 * np.pi * 220 * clock))[:, None], 2, axis=1).astype(np.float32)
    tone[24_000:24_200] *= 8.0

    held = limited(tone)
    assert np.abs(held).max() < 0.84
    assert np.allclose(held[60_000:], tone[60_000:])
