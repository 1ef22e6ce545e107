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
from tests.samples.voice import HummingVoice
from tests.tiny import voices

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


class Lent:
    """A voice that learns, and speaks every line as somebody who has lent theirs."""

    def __init__(self, voice: Voice) -> None:
        self.speaker = voice
        self.name = voice.name

    def speak(self, utterance: Utterance) -> Speech:
        """Speak with the recording that was lent."""
        return self.speaker.speak(replace(utterance, sample=voices.lent()))

    def close(self) -> None:
        """Close the voice."""
        self.speaker.close()


VOICES: dict[str, Callable[[], Voice]] = {
    "fake": FakeVoice,
    "espeak": EspeakVoice,
    "recorded": Remembered,
    "nothing recorded": lambda: RecordedVoice(FakeVoice()),
    "sample of the docs": lambda: HummingVoice(fallback=FakeVoice()),
}


_SPOKEN: dict[tuple[Voice, tuple[str, str]], Speech] = {}


@pytest.fixture(params=[*VOICES, *voices.NAMES], scope="module")
def voice(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Voice]:
    name = request.param
    voice: Voice
    if name in VOICES:
        voice = VOICES[name]()
    else:
        voice = voices.voice_of(name, voices.folder_of(name, tmp_path_factory))
    if name == "vibevoice":
        voice = Lent(voice)
    yield voice
    voice.close()


@pytest.fixture(params=LINES, ids=["en", "zh", "fr", "picture", "nothing"])
def spoken(request: pytest.FixtureRequest, voice: Voice) -> Speech:
    key = (voice, request.param)
    if key not in _SPOKEN:
        language, text = request.param
        _SPOKEN[key] = say(voice, text, language)
    return _SPOKEN[key]


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


def test_sound_is_mono_48_khz_float_within_full_scale(spoken):
    assert spoken.sample_rate_hz == 48_000
    assert spoken.samples.dtype == np.float32
    assert spoken.samples.ndim == 1
    assert len(spoken.samples) > 0
    assert np.abs(spoken.samples).max() <= 1.0


def test_phonemes_fill_the_sound_without_a_gap(spoken):
    assert spoken.phonemes[0].start_s == 0.0
    assert spoken.phonemes[-1].end_s == pytest.approx(spoken.duration_s, abs=1e-4)
    for before, after in zip(spoken.phonemes, spoken.phonemes[1:], strict=False):
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
