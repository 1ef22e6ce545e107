"""Kokoro-82M: small and fast on a CPU; English and Mandarin, by people of its own.

The network is that of the package ``kokoro``, without its text side: that one imports misaki, and
misaki a library under the GPL. What is read to the network comes from ``kokoro_reading``.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

from generation.checkpoints import mending
from generation.errors import ModelCorrupt, ModelMissing
from generation.libraries import hush
from generation.model.speech import VoiceProfile
from generation.ports import Voice
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.kokoro_alphabet import LENGTHENERS, STRESSES, heard
from generation.speech.neural.kokoro_reading import Reader, Reading
from generation.speech.neural.lines import Part
from generation.speech.neural.loading import opening
from generation.speech.neural.sounding import Sound
from generation.speech.neural.stock import VOICES, chosen
from generation.speech.phonemes import RawPhoneme

REPO = "hexgrad/Kokoro-82M"
WEIGHTS = ("kokoro-v1_0.pth", "kokoro-v1_1-zh.pth")
RATE_HZ = 24_000
FRAME_S = 0.025  # what it counts a sound's length in
LETTER = {"en": "a", "zh": "z"}  # the first of a person's name: American, Mandarin


class KokoroVoice(NeuralVoice):
    """Speaks through Kokoro."""

    name = "kokoro"
    languages = frozenset(LETTER)
    limit: ClassVar[int] = 160  # it reads 510 of its letters; a Chinese character is up to seven
    libraries: ClassVar[tuple[str, ...]] = ("torch", "transformers", "kokoro", "loguru", "pypinyin")
    extra: ClassVar[str] = "kokoro"

    def __init__(self, folder: Path, *, fallback: Voice, device: str = "cpu") -> None:
        """Keep where the weights are: ``config.json``, ``kokoro-v1_0.pth`` and ``voices/*.pt``.

        A CPU is fast enough for it, and leaves the card to the camera.
        """
        super().__init__(folder, fallback=fallback, device=device)
        self._model: Any = None
        self._people: dict[str, Any] = {}
        self._reader = Reader()

    def open_model(self, device: str) -> None:
        """Read the weights; see ``NeuralVoice``."""
        weights = _weights(self.folder)
        with opening(self.folder, self.extra), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "dropout option adds dropout", UserWarning)
            import torch

            hush("transformers")
            model = network()(
                repo_id=REPO, config=str(self.folder / "config.json"), model=str(weights)
            )
            given = torch.load(weights, map_location="cpu", weights_only=True, mmap=True)
            _complete(model, given, self.folder)
            self._model = model.to(device).eval()
            self._people = {
                path.stem: torch.load(path, map_location=device, weights_only=True)
                for path in sorted((self.folder / VOICES).glob("*.pt"))
            }
        if not self._people:
            raise _lacks(self.folder, VOICES)

    def close_model(self) -> None:
        """Let the weights go."""
        self._model = None
        self._people = {}
        self._reader.close()

    def stock(self, profile: VoiceProfile) -> VoiceProfile:
        """Return the person: who speaks for them depends on a part's language too."""
        return profile

    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Speak one part."""
        reading = _without(self._reader.read(part.runs), self._model.vocab)
        letters = reading.letters
        pack = self._person(part.language, who)
        spoken = self._model(
            letters, pack[min(max(len(letters), 1), len(pack)) - 1], pace, return_output=True
        )
        lengths = spoken.pred_dur.reshape(-1).float().numpy()
        edges = [0.0, *(np.cumsum(lengths) * FRAME_S)][1:]  # the first is silence before
        return Sound(
            samples=np.asarray(spoken.audio.float().numpy(), np.float32).reshape(-1),
            rate_hz=RATE_HZ,
            phones=_phones(letters, [float(edge) for edge in edges]),
            words=tuple((float(edges[start]), float(edges[end])) for start, end in reading.words),
            paced=True,
        )

    def _person(self, tag: str, profile: VoiceProfile) -> Any:
        """Return the people's tensor ``(510, 1, 256)`` of who speaks a language."""
        names = [name for name in self._people if name.startswith(LETTER[tag])]
        women = {name: name[1:2] == "f" for name in self._people}
        name = chosen(names or list(self._people), profile, women)
        return self._people[name or ""]


def _weights(folder: Path) -> Path:
    if not folder.is_dir() or not any(folder.iterdir()):
        raise ModelMissing("folder", folder=str(folder), command=mending(folder))
    if not (folder / "config.json").is_file():
        raise ModelMissing("index", folder=str(folder), file="config.json", command=mending(folder))
    found = [folder / name for name in WEIGHTS if (folder / name).is_file()]
    if not found:
        raise _lacks(folder, WEIGHTS[0])
    return found[0]


def _lacks(folder: Path, part: str) -> ModelMissing:
    return ModelMissing("component", folder=str(folder), component=part, command=mending(folder))


def network() -> Any:
    """Import the network's class under its package's name, but not the package's own page."""
    home = sys.modules.get("kokoro")
    if home is None:
        spec = importlib.util.find_spec("kokoro")
        home = ModuleType("kokoro")
        home.__path__ = list(spec.submodule_search_locations or ()) if spec else []
        sys.modules["kokoro"] = home
        try:
            from kokoro.model import KModel
        finally:
            del sys.modules["kokoro"]
    else:
        from kokoro.model import KModel
    from loguru import logger

    logger.disable("kokoro")  # it would write down what is said
    return KModel


def _complete(model: Any, given: Any, folder: Path) -> None:
    """Look that every weight was in the file: the network itself takes what there is.

    Raises:
        ModelCorrupt: ``parts``: some were not, and would be noise.
    """
    count = 0
    for name, part in model.named_children():
        there = {key.removeprefix("module.") for key in given.get(name, {})}
        count += len(set(part.state_dict()) - there)
    if count:
        raise ModelCorrupt("parts", folder=str(folder), count=count, command=mending(folder))


def _phones(letters: str, edges: Sequence[float]) -> tuple[RawPhoneme, ...]:
    """Give each sound its time: a stress belongs to what follows, a tone to what was before."""
    phones: list[RawPhoneme] = []
    from_s = edges[0]
    for letter, (_, end_s) in zip(letters, pairwise(edges), strict=False):
        if letter in STRESSES:
            continue
        if letter in LENGTHENERS and phones:
            phones[-1] = phones[-1]._replace(end_s=end_s)
        else:
            phones.append(RawPhoneme(heard(letter), from_s, end_s))
        from_s = end_s
    return tuple(phones)


def _without(reading: Reading, vocabulary: Any) -> Reading:
    """Drop letters that the model does not know; words move with what is left."""
    kept = np.cumsum([0, *(letter in vocabulary for letter in reading.letters)])
    letters = "".join(letter for letter in reading.letters if letter in vocabulary)
    words = tuple((int(kept[start]), int(kept[end])) for start, end in reading.words)
    return Reading(letters, words)
