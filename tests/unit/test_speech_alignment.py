"""Known English words are found in a recording; words that were not said are not."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from generation.model.speech import Speech, Utterance, VoiceProfile
from generation.speech.alignment import aligned
from generation.speech.espeak import EspeakVoice
from generation.speech.recorded import told

TEXT = "Maybe Bob, my 2 big boats"


@pytest.fixture(scope="module")
def speech() -> Speech:
    voice = EspeakVoice()
    made = voice.speak(
        Utterance(
            text=TEXT, language="en", emotion="neutral", delivery="say", profile=VoiceProfile()
        )
    )
    voice.close()
    return made


def test_lips_shut_where_p_b_and_m_are_said(speech):
    found = aligned(speech.samples, speech.sample_rate_hz, TEXT.split())
    assert found is not None
    middles = [(p.start_s + p.end_s) / 2 for p in found.phones if p.name in "pbm"]
    truth = [(p.start_s + p.end_s) / 2 for p in speech.phonemes if p.viseme == "PP"]
    assert len(middles) == len(truth)
    apart = np.abs(np.subtract(middles, truth))
    assert np.median(apart) < 0.03
    assert apart.max() < 0.1


def test_words_of_a_recorded_line_stand_where_they_are_heard(speech):
    heard = told(speech.samples, speech.sample_rate_hz, text=TEXT)
    assert [word.text for word in heard.words] == TEXT.split()
    starts = [word.start_s for word in heard.words]
    assert starts == pytest.approx([word.start_s for word in speech.words], abs=0.1)
    assert all(0 <= word.start_s < word.end_s <= heard.duration_s for word in heard.words)


@pytest.mark.parametrize(
    "words", [["Nobody", "is", "available", "today"], ["我"], ["…"], [], ["42", "apples", "tasted"]]
)
def test_words_that_were_not_said_are_not_found(speech, words):
    assert aligned(speech.samples, speech.sample_rate_hz, words) is None


def test_a_name_that_no_dictionary_has_is_read_by_its_letters(speech):
    words = ["Maybbe", "Bob,", "my", "2", "big", "boats"]
    assert aligned(speech.samples, speech.sample_rate_hz, words) is not None


@pytest.mark.parametrize("count", [0, 1, 400, 9000])
def test_hardly_any_sound_holds_no_words(count):
    sound = np.random.default_rng(0).normal(0, 0.1, count).astype(np.float32)
    assert aligned(sound, 16_000, ["maybe", "Bob"]) is None


def test_without_the_recogniser_there_are_no_words(speech, monkeypatch):
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    assert aligned(speech.samples, speech.sample_rate_hz, TEXT.split()) is None
