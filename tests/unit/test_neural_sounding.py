"""What is told of a model's sound, and done to it; whose voice is remembered, and for how long."""

from __future__ import annotations

import gc

import numpy as np
import pytest
from scipy.io import wavfile

from generation.model.speech import Phoneme, Speech, Utterance, VoiceProfile, Word
from generation.speech.following import followed
from generation.speech.neural.lines import parts_of
from generation.speech.neural.prints import Prints
from generation.speech.neural.sounding import Sound, as_sample, fault_of, stretched
from generation.speech.neural.stock import chosen, recordings, told_women
from generation.speech.neural.timing import timed
from generation.speech.phonemes import RawPhoneme
from tests.tiny.voices import lent

RATE = 24_000


def tone(seconds: float, hz: float = 150.0) -> np.ndarray:
    times = np.arange(round(seconds * RATE)) / RATE
    return (0.3 * np.sin(2 * np.pi * hz * times)).astype(np.float32)


def spoken() -> np.ndarray:
    return np.asarray(lent()[::2], np.float32)


@pytest.mark.parametrize(
    ("samples", "cut", "reason"),
    [
        (np.full(RATE, np.nan, np.float32), False, "garbled"),
        (np.zeros(RATE, np.float32), False, "silent"),
        (np.zeros(0, np.float32), False, "silent"),
        (np.full(RATE, 1e-6, np.float32), False, "silent"),
        (tone(2.0), True, "endless"),
    ],
)
def test_what_is_no_speech_is_noticed(samples, cut, reason):
    assert fault_of(Sound(samples=samples, rate_hz=RATE, cut=cut)) == reason


def test_speech_has_no_fault():
    assert fault_of(Sound(samples=spoken(), rate_hz=RATE)) == ""


@pytest.mark.parametrize("pace", [0.7, 0.84, 1.15, 1.5])
def test_stretched_speech_takes_longer_at_the_same_pitch(pace):
    slow = stretched(tone(2.0), RATE, pace)

    assert len(slow) / RATE == pytest.approx(2.0 / pace, abs=0.06)
    middle = slow[len(slow) // 4 : -len(slow) // 4]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    assert np.argmax(spectrum) * RATE / len(middle) == pytest.approx(150.0, abs=3.0)
    assert np.abs(middle).max() == pytest.approx(0.3, abs=0.03)


def test_the_same_pace_changes_nothing():
    assert stretched(tone(1.0), RATE, 1.01) is not None
    assert np.array_equal(stretched(tone(1.0), RATE, 1.01), tone(1.0))


@pytest.mark.parametrize("length", [0, 1, 100, 2000])
def test_the_shortest_sound_can_be_stretched(length):
    assert np.isfinite(stretched(np.ones(length, np.float32), RATE, 0.5)).all()


def test_a_recording_comes_at_the_rate_of_the_model():
    heard = as_sample(lent(), RATE)

    assert heard is not None
    assert len(heard) == pytest.approx(len(lent()) / 2, abs=2)
    assert heard.dtype == np.float32


@pytest.mark.parametrize(
    "sample",
    [
        np.zeros(48_000 * 3, np.float32),
        np.zeros(0, np.float32),
        np.full(200_000, np.nan, np.float32),
    ],
    ids=["silence", "nothing", "noise"],
)
def test_a_recording_without_a_voice_is_none(sample):
    assert as_sample(sample.astype(np.float32), RATE) is None


def test_a_print_is_made_once_and_goes_with_its_recording():
    made: list[int] = []

    def make(sample: np.ndarray) -> float:
        made.append(len(sample))
        return float(sample.sum())

    prints = Prints(make)
    one, other = np.ones(3, np.float32), np.ones(5, np.float32)

    assert [prints.of(one), prints.of(other), prints.of(one)] == [3.0, 5.0, 3.0]
    assert made == [3, 5]
    assert len(prints) == 2
    del one
    gc.collect()
    assert len(prints) == 1
    prints.clear()
    assert len(prints) == 0


def test_equal_recordings_of_two_people_are_two_prints():
    prints = Prints(len)
    one, other = np.ones(3, np.float32), np.ones(3, np.float32)

    assert prints.of(one) == prints.of(other) == 3
    assert len(prints) == 2


PEOPLE = ("anna", "berta", "carl", "dora", "emil", "frank")
WOMEN = {name: name in ("anna", "berta", "dora") for name in PEOPLE}


def test_the_same_person_is_spoken_for_by_the_same_one():
    person = VoiceProfile(seed=4, variant=2, feminine=True)

    assert chosen(PEOPLE, person, WOMEN) == chosen(PEOPLE[::-1], person, WOMEN)


@pytest.mark.parametrize("feminine", [True, False])
def test_different_people_sound_different_and_as_they_are(feminine):
    names = {
        chosen(PEOPLE, VoiceProfile(seed=seed, feminine=feminine), WOMEN) for seed in range(30)
    }

    assert names == {name for name in PEOPLE if WOMEN[name] is feminine}


def test_two_neighbours_of_one_seed_differ_by_their_variant():
    first, second = (chosen(PEOPLE, VoiceProfile(variant=n), WOMEN) for n in (0, 1))

    assert first != second


def test_nobody_to_choose_from_is_nobody():
    assert chosen((), VoiceProfile(), {}) is None


def test_somebody_speaks_even_where_no_woman_is_there():
    assert chosen(("carl",), VoiceProfile(feminine=True), {"carl": False}) == "carl"


def test_recordings_beside_the_weights_are_read_by_name(tmp_path):
    (tmp_path / "voices").mkdir()
    wavfile.write(tmp_path / "voices" / "en-Alice_woman.wav", RATE, tone(1.0))
    stereo = np.stack([tone(1.0), tone(1.0)], axis=1)
    wavfile.write(tmp_path / "voices" / "m-ben.wav", 48_000, (stereo * 32_000).astype(np.int16))
    (tmp_path / "voices" / "broken.wav").write_bytes(b"RIFF....")

    heard = recordings(tmp_path)

    assert set(heard) == {"en-Alice_woman", "m-ben"}
    assert len(heard["en-Alice_woman"]) == 48_000
    assert np.abs(heard["m-ben"]).max() == pytest.approx(0.29, abs=0.02)
    assert told_women(tuple(heard)) == {"en-Alice_woman": True, "m-ben": False}


def test_a_recording_of_eight_bits_is_no_louder_than_the_same_of_sixteen(tmp_path):
    (tmp_path / "voices").mkdir()
    coarse = ((tone(1.0) + 1) * 127.5).astype(np.uint8)
    wavfile.write(tmp_path / "voices" / "coarse.wav", 48_000, coarse)

    (heard,) = recordings(tmp_path).values()

    assert heard.mean() == pytest.approx(0.0, abs=0.01)
    assert np.abs(heard).max() == pytest.approx(0.3, abs=0.02)


def test_sound_in_which_nothing_stands_out_is_kept_whole():
    line = Utterance(
        text="m", language="en", emotion="neutral", delivery="say", profile=VoiceProfile()
    )
    sound = Sound(
        samples=np.zeros(RATE, np.float32),
        rate_hz=RATE,
        phones=(RawPhoneme("m", 0.0, 1.0),),
        words=((0.0, 1.0),),
    )

    speech = timed(sound, parts_of(line, 200)[0])

    assert speech is not None
    assert speech.duration_s == pytest.approx(1.0)


def score(*spans: tuple[float, float]) -> Speech:
    """One "m" a span, one word each, with silence between."""
    phonemes, at_s = [], 0.0
    for start_s, end_s in spans:
        if start_s > at_s:
            phonemes.append(Phoneme(ipa="sil", viseme="sil", start_s=at_s, end_s=start_s))
        phonemes.append(Phoneme(ipa="m", viseme="PP", start_s=start_s, end_s=end_s))
        at_s = end_s
    words = tuple(Word(text="m", start_s=start_s, end_s=end_s) for start_s, end_s in spans)
    samples = np.zeros(round(at_s * 48_000), np.float32)
    return Speech(samples=samples, sample_rate_hz=48_000, phonemes=tuple(phonemes), words=words)


def test_lips_of_another_voice_are_laid_over_what_sounds():
    found = followed(score((0.0, 1.0), (1.5, 2.5)), [(0.0, 0.5), (2.0, 2.5)])

    assert found is not None
    assert [(p.start_s, p.end_s) for p in found.phones] == [(0.0, 0.5), (2.0, 2.5)]
    assert found.words == [(0.0, 0.5), (2.0, 2.5)]


def test_nothing_can_be_followed_where_nothing_sounds():
    assert followed(score(), [(0.0, 1.0)]) is None
    assert followed(score((0.0, 1.0)), []) is None
