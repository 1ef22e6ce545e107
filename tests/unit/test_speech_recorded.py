"""A recording is heard as it is, and lips follow it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.io import wavfile
from scipy.signal import resample_poly

from generation.engines.puppet.lipsync import mouth_curves
from generation.model.screenplay import Shot
from generation.model.speech import Phoneme, Speech, Utterance, VoiceProfile
from generation.production.table_read import table_read
from generation.speech import recorded
from generation.speech.espeak import EspeakVoice
from generation.speech.listening import level_db
from generation.speech.recorded import RecordedVoice, pieces, told
from tests.fakes import FakeVoice
from tests.moving_faces import RATE_HZ, spoken
from tests.papers import line, paper

LEAD_S = 0.3
LINES = (
    ("Papa moved my pie before the big meeting.", "en"),
    ("Maybe tomorrow we buy a very big boat.", "en"),
    ("Everybody wants a room with a view.", "en"),
    ("我还没准备好。明天买面包吧。", "zh"),
    ("Bonjour mon ami, le petit bateau est parti.", "fr"),
)
PROMPTS = Path("/usr/share/asterisk/sounds/en_US_f_Allison")


@pytest.fixture(scope="module")
def lines() -> list[Speech]:
    voice = EspeakVoice()
    made = [voice.speak(_utterance(text, language)) for text, language in LINES]
    voice.close()
    return made


def _utterance(text: str, language: str = "en", recording: np.ndarray | None = None) -> Utterance:
    return Utterance(
        text=text, language=language, emotion="neutral", delivery="say", profile=VoiceProfile(),
        recording=recording,
    )  # fmt: skip


def _noted(speech: Speech) -> np.ndarray:
    """The speech as a phone records it: quieter, in a room, with silence around."""
    rng = np.random.default_rng(0)
    around = np.pad(speech.samples * 0.4, (round(LEAD_S * RATE_HZ), RATE_HZ // 2))
    return (around + rng.normal(0, 0.002, len(around))).astype(np.float32)


def _offset_s(truth: Speech, heard: Speech) -> float:
    """How much later the same sound stands in ``heard``."""
    a, b = level_db(truth.samples, RATE_HZ), level_db(heard.samples, RATE_HZ)
    size = min(len(a), len(b)) - 20
    fits = {
        shift: np.corrcoef(a[10 : 10 + size], b[10 + shift : 10 + shift + size])[0, 1]
        for shift in range(-10, 11)
    }
    return max(fits, key=lambda shift: fits[shift]) / 100


def _shut(phonemes: tuple[Phoneme, ...], at_s: float, within_s: float) -> bool:
    return any(
        p.start_s - within_s <= at_s <= p.end_s + within_s
        for p in phonemes
        if p.viseme in {"PP", "sil"}
    )


def _compared(lines: list[Speech]) -> tuple[float, list[float], list[float]]:
    """Share of closures that are shut within 80 ms, errors in s, and how alike the jaws move."""
    shut: list[bool] = []
    errors: list[float] = []
    alike: list[float] = []
    for truth in lines:
        heard = told(_noted(truth))
        by_s = _offset_s(truth, heard)
        closures = [(p.start_s + p.end_s) / 2 + by_s for p in truth.phonemes if p.viseme == "PP"]
        found = [(p.start_s + p.end_s) / 2 for p in heard.phonemes if p.viseme == "PP"]
        shut += [_shut(heard.phonemes, at, 0.08) or at < 0.1 for at in closures]
        errors += [min(abs(at - other) for other in found) for at in closures]
        frames = int(truth.duration_s * 30)
        jaws = [
            mouth_curves(p, frames=frames, fps=30, lead_s=lead)["jaw"]
            for p, lead in ((truth.phonemes, 0.0), (heard.phonemes, by_s))
        ]
        alike.append(float(np.corrcoef(jaws[0], jaws[1])[0, 1]))
    return float(np.mean(shut)), errors, alike


def test_lips_close_within_80_ms_of_p_b_and_m(lines):
    shut, errors, alike = _compared(lines)
    assert shut >= 0.75
    assert np.median(errors) <= 0.08
    assert np.median(alike) >= 0.35


def test_without_a_recogniser_lips_still_follow(lines, monkeypatch):
    monkeypatch.setattr(recorded, "guessed", lambda *_: None)
    monkeypatch.setattr(recorded, "phones", lambda *_: None)
    shut, errors, alike = _compared(lines)
    assert shut >= 0.9
    assert np.median(errors) <= 0.08
    assert np.median(alike) >= 0.3


@pytest.mark.parametrize("name", ["conf-muted", "vm-nomore", "conf-onlyperson", "pbx-invalid"])
def test_a_human_voice_opens_the_mouth_where_it_is_loud(name):
    rate, pcm = wavfile.read(PROMPTS / f"{name}.wav")
    sound = resample_poly(pcm.astype(np.float32) / 32768, RATE_HZ, rate).astype(np.float32)
    speech = told(sound)
    frames = int(speech.duration_s * 30)
    jaw = mouth_curves(speech.phonemes, frames=frames, fps=30, lead_s=0)["jaw"]
    level = level_db(speech.samples, RATE_HZ)
    loud = np.interp((np.arange(frames) + 0.5) / 30, np.arange(len(level)) * 0.01, level)
    assert np.corrcoef(jaw, np.clip(loud, -50, 0))[0, 1] > 0.2
    assert len({p.viseme for p in speech.phonemes}) >= 6


def test_the_recording_itself_is_heard(lines):
    truth = lines[0]
    heard = told(_noted(truth))
    by = round(_offset_s(truth, heard) * RATE_HZ)
    a, b = truth.samples[RATE_HZ // 2 : RATE_HZ], heard.samples
    best = max(
        abs(float(np.corrcoef(a, b[RATE_HZ // 2 + by + k : RATE_HZ + by + k])[0, 1]))
        for k in range(-600, 601, 2)
    )
    assert best > 0.9


def test_the_room_between_words_is_lowered_and_the_level_is_the_common_one():
    note = spoken("374", seconds=5.0)
    speech = told(note * np.float32(0.1))
    level = level_db(speech.samples, RATE_HZ)
    assert np.percentile(level, 95) > -24
    between = level[75:90]
    assert between.max() < np.percentile(level, 95) - 35
    assert np.abs(speech.samples).max() <= 0.9


def test_silence_around_is_trimmed_and_phonemes_fill_the_rest():
    speech = told(spoken("37", seconds=6.0))
    assert 1.5 < speech.duration_s < 2.2
    assert speech.phonemes[0].start_s == 0.0
    assert speech.phonemes[-1].end_s == pytest.approx(speech.duration_s, abs=1e-3)
    pause = [p for p in speech.phonemes if p.viseme == "sil" and 0.5 < p.start_s < 1.2]
    assert pause


def test_given_words_are_spread_over_what_sounds():
    speech = told(spoken("374", seconds=5.0), text="three seven four")
    assert [word.text for word in speech.words] == ["three", "seven", "four"]
    starts = [word.start_s for word in speech.words]
    assert starts == pytest.approx([0.05, 1.15, 2.25], abs=0.45)


@settings(deadline=None, max_examples=15)
@given(
    st.integers(0, 40_000), st.sampled_from([8_000, 16_000, 44_100, 48_000]),
    st.floats(0, 1), st.integers(0, 99),
)  # fmt: skip
def test_any_sound_is_a_line(count, rate, level, seed):
    sound = (np.random.default_rng(seed).normal(0, 1, count) * level).clip(-1, 1)
    speech = told(sound.astype(np.float32), rate)
    assert speech.duration_s > 0
    assert np.isfinite(speech.samples).all()
    assert np.abs(speech.samples).max() <= 1
    assert speech.phonemes[0].start_s == 0.0
    assert speech.phonemes[-1].end_s == pytest.approx(speech.duration_s, abs=2e-3)


def test_a_line_without_a_recording_is_spoken_by_the_fallback():
    fallback = FakeVoice()
    voice = RecordedVoice(fallback)
    voice.speak(_utterance("hello"))
    voice.speak(_utterance("hello", recording=spoken("3", seconds=2.0)))
    voice.close()
    assert len(fallback.asked) == 1
    assert fallback.closed


def test_long_notes_are_cut_at_pauses_and_nothing_is_lost():
    note = np.concatenate(
        [spoken("3749", seconds=4.6, every_s=0.9), np.zeros(RATE_HZ, np.float32)] * 3
    )
    cut = pieces(note)
    assert 3 <= len(cut) <= 4
    assert np.array_equal(np.concatenate(cut), note)
    assert all(np.abs(piece[-480:]).max() < 0.02 for piece in cut)
    assert len(pieces(spoken("37", seconds=3.0))) == 1


def test_a_recorded_line_is_read_from_its_recording_and_extras_never_are(mina):
    shot = Shot(id="S1", set="stage", cast=("P1",), lines=(line("Hello you."),))
    note = {"L1": spoken("374", seconds=5.0)}
    real = table_read(paper(shot), {"P1": mina}, FakeVoice(), recordings=note, seed=0)
    assert real["L1"].duration_s > 2.5
    assert [word.text for word in real["L1"].words] == ["Hello", "you."]
    extra = paper(shot, kind="stand_in")
    voice = FakeVoice()
    table_read(extra, {}, voice, recordings=note, seed=0)
    assert len(voice.asked) == 1
