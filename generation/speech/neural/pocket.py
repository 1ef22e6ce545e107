"""Pocket-TTS of Kyutai, as transformers has it: 100 million parameters, made for CPUs.

A checkpoint speaks one language. It learns a voice from a few seconds of it.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from generation.arrays import Samples
from generation.checkpoints import examine, mending
from generation.errors import ModelMissing
from generation.libraries import hush
from generation.model.speech import VoiceProfile
from generation.ports import Voice
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.lines import Part
from generation.speech.neural.loading import opening, whole
from generation.speech.neural.sounding import Sound, as_sample
from generation.speech.neural.stock import VOICES, chosen, recordings, told_women

CLASS = "PocketTTSForConditionalGeneration"
CODEC = "audio_tokenizer"  # the folder of the codec, which is published apart
RATE_HZ = 24_000
NUMBERS = (
    "short_text_max_words", "frames_after_eos_short_text", "frames_after_eos", "fade_in_duration",
)  # fmt: skip
WOMEN = ("alba", "azelma", "cosette", "eponine", "fantine")
MEN = ("javert", "jean", "marius")


class PocketVoice(NeuralVoice):
    """Speaks through Pocket-TTS."""

    name = "pocket"
    sample_rate_hz: ClassVar[int] = RATE_HZ

    def __init__(
        self,
        folder: Path,
        *,
        fallback: Voice,
        device: str = "cpu",
        languages: frozenset[str] = frozenset({"en"}),
    ) -> None:
        """Keep where the weights are.

        Args:
            folder: The model, with its codec in ``audio_tokenizer``.
            fallback: Speaks what this voice cannot.
            device: ``auto``, ``cpu`` or ``cuda``. It is made for CPUs, and leaves the card to the
                camera.
            languages: What the checkpoint was trained on: primary tags.
        """
        super().__init__(folder, fallback=fallback, device=device)
        self.languages = languages
        self._model: Any = None
        self._processor: Any = None
        self._people: dict[str, Any] = {}

    def open_model(self, device: str) -> None:
        """Read the weights; see ``NeuralVoice``."""
        examine(self.folder, CLASS)
        if not (self.folder / CODEC).is_dir():
            raise ModelMissing(
                "component",
                folder=str(self.folder),
                component=CODEC,
                command=mending(self.folder),
            )
        with opening(self.folder, self.extra):
            from transformers import (
                AutoTokenizer,
                PocketTTSAudioTokenizerModel,
                PocketTTSFeatureExtractor,
                PocketTTSForConditionalGeneration,
                PocketTTSProcessor,
            )

            hush("transformers")
            model, told = PocketTTSForConditionalGeneration.from_pretrained(
                self.folder, local_files_only=True, use_safetensors=True, output_loading_info=True
            )
            codec, heard = PocketTTSAudioTokenizerModel.from_pretrained(
                self.folder / CODEC,
                local_files_only=True,
                use_safetensors=True,
                output_loading_info=True,
            )
            self._processor = PocketTTSProcessor(
                PocketTTSFeatureExtractor.from_pretrained(self.folder, local_files_only=True),
                AutoTokenizer.from_pretrained(self.folder, local_files_only=True),
                audio_tokenizer=whole(codec, heard, self.folder / CODEC).to(device),
                chat_template=_template(self.folder),
                **_numbers(self.folder),
            )
            self._model = whole(model, told, self.folder).to(device)
            self._people = _latents(self.folder, self._model.config.latent_dim)
            self._people |= self._recorded()

    def _recorded(self) -> dict[str, Any]:
        heard = {name: as_sample(one, RATE_HZ) for name, one in recordings(self.folder).items()}
        return {name: self.learn(one) for name, one in heard.items() if one is not None}

    def close_model(self) -> None:
        """Let the weights go."""
        self._model = self._processor = None
        self._people = {}

    def learn(self, sample: Samples) -> Any:
        """Return a voice as the codec hears it: ``(frames, width)`` latents."""
        import torch

        codec = self._processor.audio_tokenizer
        inputs = self._processor.feature_extractor([sample], sampling_rate=RATE_HZ).to(codec.device)
        with torch.no_grad():
            encoded = codec.encode(inputs["input_values"].to(codec.dtype), inputs["padding_mask"])
        return encoded.latents[0][encoded.latents_mask[0].bool()].float().cpu()

    def stock(self, profile: VoiceProfile) -> Any | None:
        """Return one of the people in ``voices``."""
        known = dict.fromkeys(WOMEN, True) | dict.fromkeys(MEN, False)
        name = chosen(tuple(self._people), profile, known | told_women(tuple(self._people)))
        return None if name is None else self._people[name]

    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Speak one part."""
        del pace  # its sound is stretched
        content = [{"type": "audio"}, {"type": "text", "text": part.text}]
        prompt = self._processor.apply_chat_template(
            [{"role": "user", "content": content}], tokenize=False, add_generation_prompt=True
        )
        inputs = self._processor(text=prompt, audio_prompt_latents=[who], return_tensors="pt").to(
            self._model.device
        )
        most = math.ceil(part.longest_s * self._model.config.frame_rate)
        spoken = self._model.generate(**inputs, max_new_tokens=most, return_dict_in_generate=True)
        wave = self._processor.decode(spoken.audio_latents[0])
        return Sound(
            samples=np.asarray(wave.numpy(), np.float32),
            rate_hz=RATE_HZ,
            cut=spoken.audio_latents.shape[1] >= most,
        )


def _template(folder: Path) -> str | None:
    """Return the page that lays out a prompt, where the folder has it in a file of its own."""
    page = folder / "chat_template.jinja"
    return page.read_text(encoding="utf-8") if page.is_file() else None


def _numbers(folder: Path) -> dict[str, Any]:
    """Return what the published processor is set to; its codec lies elsewhere."""
    page = folder / "processor_config.json"
    told = json.loads(page.read_text(encoding="utf-8")) if page.is_file() else {}
    return {key: told[key] for key in NUMBERS if key in told}


def _latents(folder: Path, width: int) -> dict[str, Any]:
    """Read ``voices/*.safetensors``: people as ``(frames, width)`` latents of the codec.

    A file that holds anything else, such as the cache of another runtime, is left alone.
    """
    from safetensors.torch import load_file

    found: dict[str, Any] = {}
    for path in sorted((folder / VOICES).glob("*.safetensors")):
        tensors = list(load_file(path).values())
        if len(tensors) == 1 and tensors[0].ndim in (2, 3) and tensors[0].shape[-1] == width:
            found[path.stem] = tensors[0].reshape(-1, width).float()
    return found
