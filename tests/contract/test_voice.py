"""Every voice keeps the port's promises, the fake one included."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from generation.model.speech import Speech, Utterance, VoiceProfile
from generation.ports import Voice
from generation.speech.espeak import EspeakVoice
from generation.speech.recorded import RecordedVoice
from tests.fakes import FakeVoice

LINES = [
    ("en", "I said what I said."),
    ("zh", "你走了。我还没准备好。"),
    ("fr", "Bonjour, mon ami !"),
    ("en", "🎉"),
    ("en", ""),
]


class Remembered:
    """A recorded voice whose recordings another voice has spoken."""

    name = "remembered"

    def __init__(self) -> None:
        self.speaker = EspeakVoice()
        self.reader = RecordedVoice(FakeVoice())

    def speak(self, utterance: Utterance) -> Speech:
        """Record it first, then have the recording read."""
        recording = self.speaker.speak(utterance).samples
        return self.reader.speak(replace(utterance, recording=recording))

    def close(self) -> None:
        """End both."""
        self.speaker.close()
        self.reader.close()


VOICES: dict[str, Callable[[], Voice]] = {
    "fake": FakeVoice,
    "espeak": EspeakVoice,
    "recorded": Remembered,
    "nothing recorded": lambda: RecordedVoice(FakeVoice()),
}


@pytest.fixture(params=VOICES, scope="module")
def voice(request: pytest.FixtureRequest) -> Iterator[Voice]:
    voice: Voice = VOICES[request.param]()
    yield voice
    voice.close()


def say(voice: Voice, text: str, language: str = "en") -> Speech:
    return voice.speak(
        Utterance(
            text=text,
            language=language,
            emotion="neutral",
            delivery="say",
            profile=VoiceProfile(),
        )
    )


@pytest.mark.parametrize(("language", "text"), LINES)
def test_sound_is_mono_48_khz_float_within_full_scale(voice, language, text):
    speech = say(voice, text, language)

    assert speech.sample_rate_hz == 48_000
    assert speech.samples.dtype == np.float32
    assert speech.samples.ndim == 1
    assert len(speech.samples) > 0
    assert np.abs(speech.samples).max() <= 1.0


@pytest.mark.parametrize(("language", "text"), LINES)
def test_phonemes_fill_the_sound_without_a_gap(voice, language, text):
    speech = say(voice, text, language)

    assert speech.phonemes[0].start_s == 0.0
    assert speech.phonemes[-1].end_s == pytest.approx(speech.duration_s, abs=1e-4)
    for before, after in zip(speech.phonemes, speech.phonemes[1:], strict=False):
        assert after.start_s == pytest.approx(before.end_s, abs=1e-6)
        assert after.end_s > after.start_s


def test_words_are_those_typed_in_order(voice):
    speech = say(voice, "I said what I said.")

    assert [word.text for word in speech.words] == ["I", "said", "what", "I", "said."]
    starts = [word.start_s for word in speech.words]
    assert starts == sorted(starts)
    assert speech.words[-1].end_s <= speech.duration_s + 1e-4


def test_lips_meet_on_m(voice):
    speech = say(voice, "mama")

    assert any(phoneme.viseme == "PP" for phoneme in speech.phonemes)


def test_the_same_line_sounds_the_same(voice):
    first, second = say(voice, "once more"), say(voice, "once more")

    assert np.array_equal(first.samples, second.samples)
    assert first.phonemes == second.phonemes


def test_closing_twice_is_no_error(voice):
    say(voice, "bye")
    voice.close()
    voice.close()
