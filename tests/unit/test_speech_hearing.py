"""The ear tells mouth shapes in any language, and no guess of another one misleads it."""

from __future__ import annotations

import numpy as np
import pytest

from generation.model.speech import Speech, Utterance, VoiceProfile
from generation.speech.espeak import EspeakVoice
from generation.speech.guessing import guessed
from generation.speech.hearing import heard
from generation.speech.phonemes import RawPhoneme, expand
from generation.speech.spectra import FEATURES, around, bands, slowed


@pytest.fixture(scope="module")
def line() -> Speech:
    voice = EspeakVoice()
    utterance = Utterance(
        text="Mi mamá prepara un plato para Pablo.", language="es", emotion="neutral",
        delivery="say", profile=VoiceProfile(variant=2),
    )  # fmt: skip
    spoken = voice.speak(utterance)
    voice.close()
    return spoken


def _right(line: Speech, raw: list[RawPhoneme]) -> float:
    """Share of moments of speech whose shape is that of the voice itself."""
    at_s = np.arange(0.0, line.duration_s, 0.01)
    named = [
        next((p.viseme for p in track if p.start_s <= at < p.end_s), "sil")
        for track in (line.phonemes, expand(raw))
        for at in at_s
    ]
    pairs = list(zip(named[: len(at_s)], named[len(at_s) :], strict=True))
    return float(np.mean([true == found for true, found in pairs if true != "sil"]))


def test_most_shapes_of_another_language_are_right(line):
    assert _right(line, heard(line.samples, line.sample_rate_hz)) > 0.45


def test_a_guess_that_does_not_agree_is_not_believed(line):
    alone = heard(line.samples, line.sample_rate_hz)
    wrong = [RawPhoneme("s", 0.0, line.duration_s)]

    assert heard(line.samples, line.sample_rate_hz, wrong) == alone


def test_a_guess_that_agrees_is_believed(line):
    alone = _right(line, heard(line.samples, line.sample_rate_hz))
    told = [RawPhoneme(p.ipa, p.start_s, p.end_s) for p in line.phonemes]

    assert _right(line, heard(line.samples, line.sample_rate_hz, told)) > alone + 0.1


def test_a_telephone_as_loud_as_a_studio_is_heard_alike(line):
    loud = around(bands(slowed(line.samples, line.sample_rate_hz)))
    soft = around(bands(slowed(line.samples * np.float32(0.03), line.sample_rate_hz)))

    assert loud.shape[1] == FEATURES
    assert np.allclose(loud, soft, atol=1e-3)


def test_guesses_do_not_depend_on_who_was_heard_before(line):
    rate = line.sample_rate_hz
    said = line.samples[:rate]
    first = guessed(said, rate)
    guessed(said[::-1].copy(), rate)

    assert guessed(said, rate) == first
