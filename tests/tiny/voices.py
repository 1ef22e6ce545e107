"""Tiny neural voices, each written once a session in the layout of the published model."""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch

from generation.arrays import Samples
from generation.model.speech import Utterance, VoiceProfile
from generation.ports import Voice
from generation.speech.espeak import EspeakVoice
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.coqui import CoquiVoice
from generation.speech.neural.kokoro import KokoroVoice
from generation.speech.neural.pocket import PocketVoice
from generation.speech.neural.vibevoice import VibeVoice

NAMES = ("pocket", "kokoro", "coqui", "vibevoice")
_WRITTEN: dict[str, Path] = {}


def folder_of(name: str, factory: pytest.TempPathFactory) -> Path:
    """Return a tiny model; nobody writes into it."""
    torch.set_num_threads(1)  # tests run beside one another
    if name not in _WRITTEN:
        folder = factory.mktemp(name) / "model"
        _WRITTEN[name] = importlib.import_module(f"tests.tiny.voices_{name}").write(folder)
    return _WRITTEN[name]


def voice_of(name: str, folder: Path, fallback: Voice | None = None) -> NeuralVoice:
    """Return the voice that reads such a folder, on the CPU; lines it cannot say go to espeak."""
    other = fallback or EspeakVoice()
    match name:
        case "pocket":
            return PocketVoice(folder, fallback=other, device="cpu")
        case "kokoro":
            return KokoroVoice(folder, fallback=other, device="cpu")
        case "coqui":
            return CoquiVoice(folder, fallback=other, device="cpu", licence_accepted=True)
        case "vibevoice":
            return VibeVoice(folder, fallback=other, device="cpu")
        case _:
            raise KeyError(name)


@cache
def lent() -> Samples:
    """Return somebody's recording: three seconds of speech at 48 kHz."""
    speaker = EspeakVoice()
    line = Utterance(
        text="This is what I sound like, when I say a sentence.",
        language="en",
        emotion="neutral",
        delivery="say",
        profile=VoiceProfile(),
    )
    samples = speaker.speak(line).samples
    speaker.close()
    return np.asarray(samples, np.float32)
