"""What all neural voices do alike, seen with a model that does as it is told."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from generation.errors import OutOfMemory, ToolMissing, VoiceFailed
from generation.model.screenplay import Delivery
from generation.model.speech import Utterance, VoiceProfile
from generation.speech.espeak import EspeakVoice
from generation.speech.language import runs_of
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.lines import Part
from generation.speech.neural.sounding import Sound
from tests.fakes import FakeVoice
from tests.tiny.voices import lent

RATE = 24_000
LINE = Utterance(
    text="Hello you.", language="en", emotion="neutral", delivery="say", profile=VoiceProfile()
)


def speech() -> Sound:
    times = np.arange(RATE) / RATE
    swell = 0.05 + np.sin(np.pi * times)
    return Sound(samples=(0.3 * swell * np.sin(900 * times)).astype(np.float32), rate_hz=RATE)


class Puppet(NeuralVoice):
    """Says what it is handed, one answer a try; the last one again and again."""

    name = "puppet"
    languages = frozenset({"en", "zh"})
    sample_rate_hz: ClassVar[int] = RATE
    libraries: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *answers: Callable[[], Sound], stock: str | None = "somebody") -> None:
        self.espeak = FakeVoice()
        super().__init__(Path(), fallback=self.espeak, device="cpu")
        self.answers = list(answers) or [speech]
        self.asked: list[tuple[Part, Any, float]] = []
        self.opened = 0
        self.dice: list[float] = []
        self.somebody = stock

    def open_model(self, device: str) -> None:
        """Count it."""
        self.opened += 1

    def close_model(self) -> None:
        """Count it."""
        self.opened -= 1

    def learn(self, sample: np.ndarray) -> str:
        """Remember how long it was."""
        return f"a voice of {len(sample) / RATE:.0f} s"

    def stock(self, profile: VoiceProfile) -> str | None:
        """Return who was given."""
        return self.somebody

    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Answer, and roll the dice."""
        import torch

        self.asked.append((part, who, pace))
        self.dice.append(float(torch.rand(1)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer()


def broken() -> Sound:
    raise RuntimeError("probability tensor contains inf")


def full() -> Sound:
    raise RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory")


def noise() -> Sound:
    return replace(speech(), samples=np.full(RATE, np.inf, np.float32))


def babble() -> Sound:
    return replace(speech(), cut=True)


def silence() -> Sound:
    return Sound(samples=np.zeros(9, np.float32), rate_hz=RATE)


def test_nothing_is_read_before_the_first_line():
    voice = Puppet()
    assert voice.opened == 0

    voice.speak(LINE)
    voice.speak(LINE)

    assert voice.opened == 1


@pytest.mark.parametrize(
    "line",
    [
        replace(LINE, text="Bonjour", language="fr"),
        replace(LINE, text="日本語です", language="ja"),
        replace(LINE, text="🎉🎉"),
        replace(LINE, text=""),
        replace(LINE, text="()"),
        replace(LINE, text="a" * 1000),
    ],
    ids=["french", "japanese", "pictures", "nothing", "brackets", "one endless word"],
)
def test_what_the_model_cannot_say_goes_to_the_fallback(line):
    voice = Puppet()

    voice.speak(line)

    assert voice.espeak.asked == [line]
    assert voice.opened == 0


def test_nobody_to_speak_as_leaves_the_line_to_the_fallback():
    voice = Puppet(stock=None)

    voice.speak(LINE)
    assert voice.asked == []

    voice.speak(replace(LINE, sample=lent()))
    assert [who for _, who, _ in voice.asked] == ["a voice of 3 s"]


def test_a_recording_with_no_voice_in_it_is_as_none():
    voice = Puppet()

    voice.speak(replace(LINE, sample=np.zeros(200_000, np.float32)))

    assert [who for _, who, _ in voice.asked] == ["somebody"]


def test_a_print_is_forgotten_with_its_recording():
    voice = Puppet()
    sample = lent().copy()
    voice.speak(replace(LINE, sample=sample))
    assert len(voice._prints) == 1

    del sample
    gc.collect()

    assert len(voice._prints) == 0


def test_a_murmur_needs_no_model():
    voice = Puppet()

    speech = voice.speak(replace(LINE, delivery="murmur"))

    assert speech.duration_s > 0.3
    assert voice.opened == 0


def test_a_stumble_is_tried_again_with_other_dice():
    voice = Puppet(noise, speech)

    voice.speak(LINE)

    assert len(voice.asked) == 2
    assert voice.dice[0] != voice.dice[1]


@pytest.mark.parametrize("answer", [noise, babble, silence])
def test_where_no_speech_comes_the_fallback_speaks_and_the_next_line_is_spoken(answer):
    voice = Puppet(answer)

    small = FakeVoice().speak(LINE).samples

    assert np.array_equal(voice.speak(LINE).samples, small)
    voice.answers = [speech]
    assert not np.array_equal(voice.speak(LINE).samples, small)


def test_a_model_that_breaks_is_an_error_and_the_next_line_is_spoken():
    voice = Puppet(broken)

    with pytest.raises(VoiceFailed) as caught:
        voice.speak(LINE)

    assert caught.value.reason == "broke"
    assert caught.value.details == {"voice": "puppet"}
    voice.answers = [speech]
    assert voice.speak(LINE).duration_s > 0.5


def test_too_little_memory_is_called_that():
    with pytest.raises(OutOfMemory):
        Puppet(full).speak(LINE)


@pytest.mark.parametrize(
    "words", ["MPS backend out of memory (MPS allocated: 8.00 GB)", "HIP out of memory. Tried to"]
)
def test_voices_know_a_full_card_as_cameras_do(words):
    def full_card() -> Sound:
        raise RuntimeError(words)

    with pytest.raises(OutOfMemory):
        Puppet(full_card).speak(LINE)


def test_the_dice_of_others_fall_as_if_nothing_had_been():
    import torch

    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    Puppet().speak(LINE)

    assert torch.equal(torch.rand(1), expected)


def test_a_voice_on_the_processor_leaves_the_dice_of_cards_alone(monkeypatch):
    import torch

    seeds: list[int] = []
    monkeypatch.setattr(torch.cuda, "manual_seed_all", seeds.append)

    Puppet().speak(LINE)

    assert seeds == []


def test_two_people_have_their_own_dice():
    voice = Puppet()

    voice.speak(LINE)
    voice.speak(replace(LINE, profile=VoiceProfile(seed=1)))
    voice.speak(LINE)

    assert voice.dice[0] == voice.dice[2] != voice.dice[1]


def test_slow_moods_are_spoken_slowly_by_a_model_that_knows_none():
    voice = Puppet()

    plain, sad = voice.speak(LINE), voice.speak(replace(LINE, emotion="sad"))

    assert sad.duration_s > plain.duration_s * 1.1


def test_a_whisper_is_quieter_and_a_shout_louder():
    voice = Puppet()

    def level(delivery: Delivery) -> float:
        samples = voice.speak(replace(LINE, delivery=delivery)).samples
        return float(np.sqrt((samples[samples != 0] ** 2).mean()))

    assert level("whisper") < level("say") * 0.7
    assert level("shout") > level("say") * 1.2


def test_lips_come_from_the_fallback_where_the_sound_tells_none():
    voice = Puppet()
    voice.languages = frozenset({"zh"})

    spoken = voice.speak(replace(LINE, text="妈妈", language="zh"))

    assert "PP" in {phoneme.viseme for phoneme in spoken.phonemes}
    assert [asked.text for asked in voice.espeak.asked] == ["妈妈"]
    assert voice.espeak.asked[0].sample is None


def test_a_fallback_that_fails_costs_no_line():
    voice = Puppet()
    voice.espeak.fail = True

    assert voice.speak(LINE).duration_s > 0.5


def test_pauses_are_kept_between_the_parts():
    spoken = Puppet().speak(replace(LINE, text="Wait… what?"))

    assert [word.text for word in spoken.words] == ["Wait…", "what?"]
    assert spoken.words[1].start_s - spoken.words[0].end_s >= 0.55


def test_a_library_that_is_not_there_is_named(monkeypatch):
    monkeypatch.setattr(Puppet, "libraries", ("no_such_library",))

    with pytest.raises(ToolMissing) as caught:
        Puppet().speak(LINE)

    assert caught.value.reason == "voice"
    assert caught.value.details == {"library": "no_such_library", "extra": "neural"}


def test_closing_lets_the_model_go_and_a_line_brings_it_back():
    voice = Puppet()
    voice.speak(LINE)

    voice.close()
    voice.close()
    assert voice.opened == 0
    assert voice.espeak.closed

    voice.speak(LINE)
    assert voice.opened == 1


def test_many_threads_may_ask_one_voice():
    voice = Puppet()
    spoken: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: spoken.append(voice.speak(LINE).samples.tobytes()))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert voice.opened == 1
    assert len(set(spoken)) == 1


def test_naming_the_voices_imports_nothing_heavy():
    code = (
        "import sys, generation.speech.neural.coqui, generation.speech.neural.kokoro,"
        " generation.speech.neural.pocket, generation.speech.neural.vibevoice;"
        " print([n for n in ('torch', 'transformers', 'TTS', 'kokoro', 'diffusers', 'pypinyin',"
        " 'jieba') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("text", ["ok (…", "“what” he said", "7 - 3!", "you(me)"])
def test_words_are_as_typed_whatever_marks_they_bear(text):
    spoken = Puppet().speak(replace(LINE, text=text))

    typed = [word.text for run in runs_of(text, "en") for word in run.words]
    assert [word.text for word in spoken.words] == typed


def test_the_fallback_may_be_the_real_one():
    voice = Puppet()
    voice._fallback = EspeakVoice()

    assert voice.speak(replace(LINE, text="Bonjour", language="fr")).duration_s > 0.3
    voice.close()
