"""XTTS v2 through coqui-tts: 16 of its 17 languages, and a voice from six seconds of it.

Its weights are under the Coqui Public Model License, for non-commercial use alone: it speaks only
where whoever runs this has agreed. Sound goes in as arrays: nobody's voice is written to a file.
"""

from __future__ import annotations

import inspect
import logging
import math
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from generation.arrays import Samples
from generation.checkpoints import examine, mending, serving
from generation.errors import LicenceRefused, ModelMissing, ToolMissing
from generation.libraries import hush
from generation.model.speech import VoiceProfile
from generation.ports import Voice
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.dictionaries import as_dictionaries_read
from generation.speech.neural.lines import Part
from generation.speech.neural.loading import opening
from generation.speech.neural.sounding import Sound, as_sample
from generation.speech.neural.stock import chosen, recordings, told_women

LANGUAGES = frozenset(
    {"en", "es", "fr", "de", "it", "pt", "pl", "tr", "ru", "nl", "cs", "ar", "zh", "hu", "ko", "hi"}
)
"""What XTTS v2 speaks, but Japanese: that needs a dictionary of its own."""

RATE_HZ = 22_050  # it hears
SPOKEN_HZ = 24_000  # it speaks
CODES_S = 22_050 / 1024  # of its sound codes, a second
PUSH = 1.1  # by how much an end that is overdue becomes likelier with each code
MEN = frozenset({
    "Andrew", "Badr", "Dionisio", "Royston", "Viktor", "Abrahan", "Adde", "Baldur", "Craig",
    "Damien", "Gilberto", "Ilkin", "Kazuhiko", "Ludvig", "Suad", "Torcull", "Zacharie",
    "Ige", "Filip", "Damjan", "Wulf", "Aaron", "Kumar", "Eugenio", "Ferran", "Xavier",
    "Luis", "Marcos",
})  # fmt: skip
"""First names of men among the 58 people whom the published weights come with."""


class CoquiVoice(NeuralVoice):
    """Speaks through XTTS."""

    name = "coqui"
    languages = LANGUAGES
    limit: ClassVar[int] = 150  # its own: 150 (Hindi) to 273 letters; 82 of Chinese, 95 of Korean
    mixed: ClassVar[bool] = False  # letters of another script are unknown to it
    sample_rate_hz: ClassVar[int] = RATE_HZ
    libraries: ClassVar[tuple[str, ...]] = (
        "torch", "torchaudio", "torchcodec", "TTS", "six", "pypinyin",
    )  # fmt: skip
    extra: ClassVar[str] = "coqui"

    def __init__(
        self,
        folder: Path,
        *,
        fallback: Voice,
        device: str = "auto",
        licence_accepted: bool = False,
    ) -> None:
        """Keep where the weights are.

        Args:
            folder: ``config.json``, ``model.pth``, ``vocab.json`` and ``speakers_xtts.pth``.
            fallback: Speaks what this voice cannot.
            device: ``auto``, ``cpu`` or ``cuda``.
            licence_accepted: Whoever runs this has agreed to the licence of the weights.
        """
        super().__init__(folder, fallback=fallback, device=device)
        self._licence_accepted = licence_accepted
        self._model: Any = None
        self._people: dict[str, Any] = {}

    def load(self) -> None:
        """Bring libraries and weights in, once; see ``NeuralVoice.load``."""
        if not self._licence_accepted:
            raise LicenceRefused("coqui", url=serving("coqui")[0].licence_url)
        super().load()

    def open_model(self, device: str) -> None:
        """Read the weights; see ``NeuralVoice``."""
        examine(self.folder, "xtts")
        for part in ("model.pth", "vocab.json"):
            if not (self.folder / part).is_file():
                raise ModelMissing(
                    "component",
                    folder=str(self.folder),
                    component=part,
                    command=mending(self.folder),
                )
        try:
            import torchaudio  # noqa: F401
        except OSError as error:  # made for another torch than is here
            raise ToolMissing("torchaudio") from error
        logging.getLogger("TTS").setLevel(logging.ERROR)  # below it, lines are quoted
        with opening(self.folder, self.extra):
            from TTS.tts.configs.xtts_config import XttsConfig
            from TTS.tts.models.xtts import Xtts

            hush("transformers")
            config = XttsConfig()
            config.load_json(str(self.folder / "config.json"))
            model = Xtts(config)
            model._load_checkpoint = _weights  # its own writes the file anew
            model.load_checkpoint(config, checkpoint_dir=str(self.folder), eval=True)
            _renamed_cache(model.gpt.gpt_inference)
            self._model = model.to(device)
            self._people = self._known()

    def _known(self) -> dict[str, Any]:
        """Return the people of the weights, and those whose recordings lie beside them."""
        manager = self._model.speaker_manager
        known = {
            name: (one["gpt_cond_latent"], one["speaker_embedding"])
            for name, one in (manager.speakers if manager else {}).items()
        }
        for name, recording in recordings(self.folder).items():
            heard = as_sample(recording, RATE_HZ)
            if heard is not None:
                known[name] = self.learn(heard)
        return known

    def close_model(self) -> None:
        """Let the weights go."""
        self._model = None
        self._people = {}

    def _speaks(self, parts: Sequence[Part]) -> bool:
        """Leave Hindi numbers to the fallback: the library cannot read them."""
        unread = any("hi" in part.languages and _has_digits(part.text) for part in parts)
        return super()._speaks(parts) and not unread

    def learn(self, sample: Samples) -> Any:
        """Return how XTTS hears a voice: latents ``(1, 32, width)``, embedding ``(1, 512, 1)``."""
        import torch

        config = self._model.config
        sound = torch.from_numpy(sample[: RATE_HZ * config.max_ref_len])[None]
        sound = sound.to(self._model.device)
        return (
            self._model.get_gpt_cond_latents(
                sound, RATE_HZ, length=config.gpt_cond_len, chunk_length=config.gpt_cond_chunk_len
            ),
            self._model.get_speaker_embedding(sound, RATE_HZ),
        )

    def stock(self, profile: VoiceProfile) -> Any | None:
        """Return one of the people whom the weights come with."""
        names = tuple(self._people)
        women = {name: name.split(" ")[0] not in MEN for name in names if " " in name}
        name = chosen(names, profile, women | told_women(names))
        return None if name is None else self._people[name]

    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Speak one part."""
        latent, embedding = who
        config = self._model.config
        most = min(math.ceil(part.longest_s * CODES_S), self._model.gpt.max_gen_mel_tokens)
        chinese = part.language == "zh"  # which it reads by a dictionary
        spoken = self._model.inference(
            as_dictionaries_read(part.text) if chinese else part.text,
            part.language,
            latent,
            embedding,
            temperature=config.temperature,
            length_penalty=config.length_penalty,
            repetition_penalty=config.repetition_penalty,
            top_k=config.top_k,
            top_p=config.top_p,
            speed=pace,
            max_new_tokens=most,
            exponential_decay_length_penalty=(math.ceil(part.late_s * CODES_S), PUSH),
        )
        codes = spoken["gpt_latents"].shape[1] * pace
        return Sound(
            samples=np.asarray(spoken["wav"], np.float32).reshape(-1),
            rate_hz=SPOKEN_HZ,
            cut=codes >= most - 1,
            paced=True,
        )


def _has_digits(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _renamed_cache(decoder: Any) -> None:
    """Hand a decoder what it has computed before under the name that it knows.

    From 5.24 on transformers says ``cache``; coqui-tts 0.28 listens to ``past_key_values`` alone.
    """
    known = decoder.forward
    if "cache" in inspect.signature(known).parameters:
        return

    def forward(*args: Any, cache: Any = None, **kwargs: Any) -> Any:
        return known(*args, **({"past_key_values": cache} if cache is not None else {}), **kwargs)

    decoder.forward = forward


def _weights(path: Path) -> Any:
    """Read a checkpoint, with the library's old classes in it or without; leave it as it is."""
    import torch
    from TTS.config.shared_configs import BaseDatasetConfig
    from TTS.tts.configs.xtts_config import XttsArgs, XttsAudioConfig, XttsConfig

    old = "TTS.tts.models.xtts"  # where the classes were when the weights were published
    known: AbstractContextManager[Any] = torch.serialization.safe_globals(
        [
            XttsConfig,
            XttsArgs,
            XttsAudioConfig,
            BaseDatasetConfig,
            (XttsArgs, f"{old}.XttsArgs"),
            (XttsAudioConfig, f"{old}.XttsAudioConfig"),
        ]
    )
    with known:
        return torch.load(path, map_location="cpu", weights_only=True, mmap=True)["model"]
