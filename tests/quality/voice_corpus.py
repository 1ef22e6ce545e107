"""Voices with known phone times: LibriVox readers, a telephone's prompts, and espeak in a room."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.io import wavfile

from generation.arrays import Samples
from generation.model.speech import Phoneme, Utterance, VoiceProfile
from generation.speech.espeak import EspeakVoice
from generation.speech.phonemes import RawPhoneme, expand
from generation.speech.sphinx import FRAME_S, IPA

LIBRIVOX = "test/data/librivox/"
PROMPTS = Path("/usr/share/asterisk/sounds/en_US_f_Allison")
NOISE = 0.002  # of full scale: a quiet room
AROUND_S = 0.3

SAID = {
    "pbx-invalid": "I'm sorry that's not a valid extension please try again",
    "conf-onlyperson": "you are currently the only person in this conference",
    "vm-nobodyavail": "nobody is available to take your call at the moment",
    "cannot-complete-as-dialed": "your call cannot be completed as dialed",
    "check-number-dial-again": "please check the number and dial again",
    "conf-getpin": "please enter the conference pin number",
    "vm-nomore": "no more messages",
    "vm-msgsaved": "your message has been saved",
    "please-try-again": "please try again",
    "one-moment-please": "one moment please",
}
ENGLISH = (
    "Papa moved my pie before the big meeting.",
    "Maybe tomorrow we buy a very big boat.",
    "Everybody wants a room with a view.",
    "Bob, maybe we can stop by the big blue bus at a bit past five.",
)
OTHERS = (
    ("我还没准备好。明天买面包吧。", "zh"),
    ("爸爸买了八个苹果，妈妈不怕麻烦。", "zh"),
    ("Bonjour mon ami, le petit bateau est parti.", "fr"),
    ("Mi mamá prepara un plato muy bueno para Pablo.", "es"),
)
HIGH = VoiceProfile(pitch=1.3, pace=0.9, variant=2, feminine=True)
LOW = VoiceProfile(pitch=0.75, pace=1.15, variant=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Mono sound, what is said in it, and when each sound of it truly is heard."""

    group: str
    sound: Samples
    rate_hz: int
    text: str
    language: str
    truth: tuple[Phoneme, ...]


def corpus(sdist: Path) -> Iterator[Recording]:
    """Yield every recording; ``sdist`` is PocketSphinx's source distribution."""
    yield from librivox(sdist)
    yield from prompts()
    yield from espeak()


def librivox(sdist: Path) -> Iterator[Recording]:
    """Yield the five read sentences of the source distribution with their phone times."""
    with tarfile.open(sdist) as packed:
        files = {
            member.name.partition(LIBRIVOX)[2]: member
            for member in packed.getmembers()
            if LIBRIVOX in member.name
        }

        def read(name: str) -> bytes:
            opened = packed.extractfile(files[name])
            assert opened is not None
            return opened.read()

        for name in sorted(file.removesuffix(".phone.json") for file in files if ".phone." in file):
            rate, pcm = wavfile.read(io.BytesIO(read(f"{name}.wav")))
            found = json.loads(read(f"{name}.phone.json"))
            phones = [phone for word in found["w"] for phone in word["w"]]
            raw = [RawPhoneme(IPA.get(p["t"], ""), p["b"], p["b"] + p["d"]) for p in phones]
            yield Recording(
                group=f"LibriVox {name[-4:]}", sound=pcm.astype(np.float32) / 32768, rate_hz=rate,
                text=found["t"], language="en", truth=tuple(expand(raw)),
            )  # fmt: skip


def prompts() -> Iterator[Recording]:
    """Yield a human voice's prompts; their times are a forced alignment with their words."""
    for name, text in SAID.items():
        rate, pcm = wavfile.read(PROMPTS / f"{name}.wav")
        raw = _aligned(pcm, rate, text)
        yield Recording(
            group="prompts (a woman)", sound=pcm.astype(np.float32) / 32768, rate_hz=rate,
            text=text, language="en", truth=tuple(expand(raw)),
        )  # fmt: skip


def _aligned(pcm: np.ndarray, rate: int, text: str) -> list[RawPhoneme]:
    """Align a prompt with its words by the book: two passes over clean 8 or 16 kHz sound."""
    from pocketsphinx import Decoder  # type: ignore[import-untyped]
    from scipy.signal import resample_poly

    decoder = Decoder(lm=None, loglevel="FATAL")
    edge = round(AROUND_S * 16_000)
    sound = np.pad(resample_poly(pcm.astype(np.float64), 16_000, rate), edge)
    sound += np.random.default_rng(1).normal(0, 6, len(sound))
    data = np.clip(sound, -32768, 32767).astype(np.int16).tobytes()
    decoder.set_align_text(text.lower())
    for again in (False, True):
        if again:
            decoder.set_alignment()
        decoder.start_utt()
        decoder.process_raw(data, full_utt=True)
        decoder.end_utt()
    return [
        RawPhoneme(
            IPA.get(phone.name, ""),
            phone.start * FRAME_S - AROUND_S,
            (phone.start + phone.duration) * FRAME_S - AROUND_S,
        )
        for word in decoder.get_alignment()
        for phone in word
    ]


def espeak() -> Iterator[Recording]:
    """Yield two voices no cameo has by default, as a telephone hears them in a room."""
    voice = EspeakVoice()
    cast = (("espeak, high", HIGH), ("espeak, low", LOW))
    said = [(group, who, text, "en") for group, who in cast for text in ENGLISH]
    said += [("other languages", HIGH, text, language) for text, language in OTHERS]
    for group, who, text, language in said:
        speech = voice.speak(
            Utterance(text=text, language=language, emotion="neutral", delivery="say", profile=who)
        )
        rate = speech.sample_rate_hz
        around = np.pad(speech.samples * 0.4, round(AROUND_S * rate))
        noise = np.random.default_rng(0).normal(0, NOISE, len(around))
        moved = tuple(
            Phoneme(
                ipa=p.ipa,
                viseme=p.viseme,
                start_s=p.start_s + AROUND_S,
                end_s=p.end_s + AROUND_S,
            )
            for p in speech.phonemes
        )
        yield Recording(
            group=group, sound=(around + noise).astype(np.float32), rate_hz=rate, text=text,
            language=language, truth=moved,
        )  # fmt: skip
    voice.close()
