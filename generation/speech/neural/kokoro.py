"""Kokoro-82M: small and fast on a CPU; English and Mandarin, by people of its own.

The network is that of the package ``kokoro``, without its text side: that one imports misaki, and
misaki a library under the GPL. What is read to the network comes from ``kokoro_reading``.
"""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

from generation.arrays import Samples
from generation.checkpoints import mending
from generation.errors import ModelCorrupt, ModelMissing
from generation.libraries import hush
from generation.model.speech import VoiceProfile
from generation.ports import Voice
from generation.speech.listening import Span
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.kokoro_alphabet import LENGTHENERS, STRESSES, heard
from generation.speech.neural.kokoro_reading import Reader, Reading
from generation.speech.neural.lines import Part
from generation.speech.neural.loading import opening
from generation.speech.neural.sounding import Sound
from generation.speech.neural.stock import VOICES, chosen
from generation.speech.phonemes import RawPhoneme

REPO = "hexgrad/Kokoro-82M"
WEIGHTS = "kokoro-v1_0.pth"
RATE_HZ = 24_000
FRAME_S = 0.025  # what it counts a sound's length in
MOST = 510  # letters that it reads at once
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
        weights, people = _files(self.folder)
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
                for path in people
            }

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
        reading = _without(self._reader.read(part.tokens), self._model.vocab)
        pack = self._person(part.language, who)
        sounds: list[Samples] = []
        edges = [0.0]
        at_s = 0.0
        for letters in _bites(reading):
            spoken = self._model(
                letters, pack[min(len(letters), len(pack)) - 1], pace, return_output=True
            )
            lengths = spoken.pred_dur.reshape(-1).float().numpy()  # with silence before and after
            ends = at_s + np.cumsum(lengths) * FRAME_S
            edges[-1:] = map(float, ends[:-1])
            at_s = float(ends[-1])
            sounds.append(np.asarray(spoken.audio.float().numpy(), np.float32).reshape(-1))
        return Sound(
            samples=np.concatenate(sounds),
            rate_hz=RATE_HZ,
            phones=_phones(reading.letters, edges),
            words=tuple(_word_times(reading.words, edges)),
            paced=True,
        )

    def _person(self, tag: str, profile: VoiceProfile) -> Any:
        """Return the people's tensor ``(510, 1, 256)`` of who speaks a language."""
        names = [name for name in self._people if name.startswith(LETTER[tag])]
        women = {name: name[1:2] == "f" for name in self._people}
        name = chosen(names or list(self._people), profile, women)
        return self._people[name or ""]


def _files(folder: Path) -> tuple[Path, list[Path]]:
    """Return the file of weights and those of its people.

    Raises:
        ModelMissing: ``folder``, ``index`` or ``component``: that is not there.
    """
    if not folder.is_dir() or not any(folder.iterdir()):
        raise ModelMissing("folder", folder=str(folder), command=mending(folder))
    if not (folder / "config.json").is_file():
        raise ModelMissing("index", folder=str(folder), file="config.json", command=mending(folder))
    if not (folder / WEIGHTS).is_file():
        raise _lacks(folder, WEIGHTS)
    people = sorted((folder / VOICES).glob("*.pt"))
    if not people:
        raise _lacks(folder, VOICES)
    return folder / WEIGHTS, people


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


def _bites(reading: Reading) -> Iterator[str]:
    """Yield the letters, no more than it reads at once, cut where a word begins."""
    at = 0
    while len(reading.letters) - at > MOST:
        begins = [start for start, _ in reading.words if at < start <= at + MOST]
        cut = max(begins, default=at + MOST)
        yield reading.letters[at:cut]
        at = cut
    yield reading.letters[at:]


def _phones(letters: str, edges: Sequence[float]) -> tuple[RawPhoneme, ...]:
    """Give each sound its time: a stress belongs to what follows, a tone to what was before."""
    phones: list[RawPhoneme] = []
    from_s = edges[0]
    for letter, (_, end_s) in zip(letters, pairwise(edges), strict=True):
        if letter in STRESSES:
            continue
        if letter in LENGTHENERS and phones:
            phones[-1] = phones[-1]._replace(end_s=end_s)
        else:
            phones.append(RawPhoneme(heard(letter), from_s, end_s))
        from_s = end_s
    return tuple(phones)


def _word_times(words: Sequence[tuple[int, int]], edges: Sequence[float]) -> Iterator[Span]:
    """Yield when each word is heard; those of one number share its time."""
    for (start, end), same in groupby(words):
        times = np.linspace(edges[start], edges[end], len(list(same)) + 1)
        yield from pairwise(map(float, times))


def _without(reading: Reading, vocabulary: Any) -> Reading:
    """Drop letters that the model does not know; words move with what is left.

    Where no sound is left, a vowel is said: silence would be a line that failed.
    """
    kept = np.cumsum([0, *(letter in vocabulary for letter in reading.letters)])
    letters = "".join(letter for letter in reading.letters if letter in vocabulary)
    words = tuple((int(kept[start]), int(kept[end])) for start, end in reading.words)
    if not any(map(heard, letters)):
        return Reading(f"ə{letters}", tuple((0, 1) for _ in words))
    return Reading(letters, words)
