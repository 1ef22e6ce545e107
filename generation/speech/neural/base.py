"""What all neural voices do alike; a voice of its own adds how its model is opened and asked.

A line that its model cannot speak goes to the ``fallback``: another language, pictures alone,
nobody's voice to speak with, or words over which it stumbles again and again.
"""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

from generation.arrays import Samples
from generation.errors import OutOfMemory, VoiceFailed, WalkonError
from generation.libraries import no_room
from generation.model.speech import Speech, Utterance, VoiceProfile
from generation.ports import Voice
from generation.speech.assembly import join
from generation.speech.murmur import murmur
from generation.speech.neural.lines import Part, pace_of, parts_of
from generation.speech.neural.loading import device_of, need, seed_of, seeded, unwarned
from generation.speech.neural.prints import Prints
from generation.speech.neural.sounding import Sound, as_sample, coloured, fault_of, stretched
from generation.speech.neural.timing import named, timed
from generation.speech.recorded import told

log = logging.getLogger("walkon.voice")

TOO_LONG = 1.5  # times the limit: a single word of hundreds of letters
TRIES = 2  # with other dice, where a model stumbles


class Stumbled(Exception):
    """No speech came of a part, with other dice neither."""


class NeuralVoice(ABC):
    """Port ``Voice`` for a trained model. Shared between threads, it speaks one line at a time.

    Attributes:
        languages: Primary tags of what the model speaks.
        limit: Letters it is given at once; of Chinese characters, two sevenths of that.
        mixed: It reads several languages at once.
        sample_rate_hz: What it reads somebody's recording at; 0 where it cannot learn a voice.
        libraries: Packages it is made of.
        extra: The extra of ours that brings them.
    """

    name: str = ""
    languages: frozenset[str] = frozenset()
    limit: ClassVar[int] = 200
    mixed: ClassVar[bool] = True
    sample_rate_hz: ClassVar[int] = 0
    libraries: ClassVar[tuple[str, ...]] = ("torch", "transformers")
    extra: ClassVar[str] = "neural"

    def __init__(self, folder: Path, *, fallback: Voice, device: str = "auto") -> None:
        """Keep where the weights are; nothing is read before the first line.

        Args:
            folder: The model as it is published.
            fallback: Speaks what this voice cannot, and tells how the lips move.
            device: ``auto``, ``cpu`` or ``cuda``.
        """
        self.folder = folder
        self._fallback = fallback
        self._wanted_device = device
        self._device = ""
        self._lock = threading.RLock()
        self._prints: Prints[Any | None] = Prints(self._learnt)

    def load(self) -> None:
        """Bring libraries and weights in, once: seconds to a minute.

        Raises:
            ToolMissing: ``voice``: a library is absent.
            ModelMissing: The weights, or a part of them, are absent.
            ModelCorrupt: They are cut off, or of another kind.
            LicenceRefused: Whoever runs this has not agreed to their licence.
            OutOfMemory: There is no room for them.
        """
        with self._lock:
            if not self._device:
                need(self.libraries, self.extra)
                device = device_of(self._wanted_device)
                self.open_model(device)
                self._device = device

    def speak(self, utterance: Utterance) -> Speech:
        """Speak one line. Where no speech comes, with other dice neither, the fallback speaks it.

        Raises:
            VoiceFailed: ``broke``: the model ended in an error. Or the fallback's.
            MachineError: As ``load``.
            OutOfMemory: It does not fit.
        """
        if utterance.delivery == "murmur":
            return murmur(utterance)
        parts = parts_of(utterance, self.limit, mixed=self.mixed)
        if not self._speaks(parts):
            return self._fallback.speak(utterance)
        with self._lock:
            self.load()
            who = self._who(utterance)
            if who is not None:
                with suppress(Stumbled):
                    spoken = [(self._spoken(part, utterance, who), part.pause_s) for part in parts]
                    return join(spoken)
        return self._fallback.speak(utterance)

    def close(self) -> None:
        """Let the model and every print go, and close the fallback."""
        with self._lock:
            self._prints.clear()
            if self._device:
                self.close_model()
            self._device = ""
        self._fallback.close()

    @abstractmethod
    def open_model(self, device: str) -> None:
        """Read the weights."""

    @abstractmethod
    def close_model(self) -> None:
        """Let go of what ``open_model`` made."""

    @abstractmethod
    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Have the model speak; torch's dice are set already."""

    def learn(self, sample: Samples) -> Any | None:
        """Return the print of a recording at ``sample_rate_hz``; None where it tells nothing."""
        del sample
        return None

    def stock(self, profile: VoiceProfile) -> Any | None:
        """Return somebody's print for whoever lends no voice; None where the model has nobody."""
        del profile
        return None

    def _speaks(self, parts: Sequence[Part]) -> bool:
        said = [part for part in parts if part.text]
        return bool(said) and all(
            part.languages <= self.languages and part.length <= TOO_LONG * self.limit
            for part in said
        )

    def _who(self, utterance: Utterance) -> Any | None:
        own = None
        if utterance.sample is not None and self.sample_rate_hz:
            own = self._prints.of(utterance.sample)
        return self.stock(utterance.profile) if own is None else own

    def _learnt(self, sample: Samples) -> Any | None:
        heard = as_sample(sample, self.sample_rate_hz)
        if heard is None:
            return None
        with seeded(0, self._device), self._asking():
            return self.learn(heard)

    def _spoken(self, part: Part, utterance: Utterance, who: Any) -> Speech | None:
        if not part.text:
            return None
        pace = pace_of(utterance, part.language)
        sound = self._sound(part, utterance, who, pace)
        if not sound.paced:
            sound = replace(sound, samples=stretched(sound.samples, sound.rate_hz, pace))
        speech = timed(sound, part) or told(
            sound.samples,
            sound.rate_hz,
            text=part.typed,
            language=part.language,
            score=self._score(part, utterance),
        )
        speech = named(speech, part)
        return replace(speech, samples=coloured(speech, utterance, part.language))

    def _sound(self, part: Part, utterance: Utterance, who: Any, pace: float) -> Sound:
        """Have the model speak until it is speech."""
        for attempt in range(TRIES):
            seed = seed_of(utterance, part.typed, attempt)
            with seeded(seed, self._device), self._asking():
                sound = self.utter(part, who, pace)
            fault = fault_of(sound)
            if not fault:
                return sound
            log.warning("a voice stumbled", extra={"voice": self.name, "reason": fault})
        raise Stumbled

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Translate what a model ends in."""
        try:
            with unwarned():
                yield
        except WalkonError:
            raise
        except Exception as error:
            if no_room(error):
                raise OutOfMemory from error
            raise VoiceFailed("broke", voice=self.name) from error

    def _score(self, part: Part, utterance: Utterance) -> Speech | None:
        """Return the same words by the fallback: it tells how lips move, and when."""
        asked = replace(utterance, text=part.typed, recording=None, sample=None)
        try:
            return self._fallback.speak(asked)
        except VoiceFailed:
            return None
