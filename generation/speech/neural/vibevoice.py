"""VibeVoice, as transformers has it: 3 billion parameters, English and Mandarin, for a GPU.

It learns a voice from a recording, and has nobody of its own: without one, and without recordings
beside the weights, the fallback speaks.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from generation.arrays import Samples
from generation.checkpoints import examine
from generation.libraries import hush
from generation.model.speech import VoiceProfile
from generation.ports import Voice
from generation.speech.neural.base import NeuralVoice
from generation.speech.neural.lines import Part
from generation.speech.neural.loading import opening, whole
from generation.speech.neural.sounding import Sound, as_sample
from generation.speech.neural.stock import chosen, recordings, told_women

CLASS = "VibeVoiceForConditionalGeneration"
RATE_HZ = 24_000
HOP = 3200  # samples of a frame: 7.5 a second
GUIDANCE = 1.3  # as its authors use it
STEPS = 10
SPEAKER = "0"  # how the template calls whoever speaks
PUSH = 1.2  # by how much an end that is overdue becomes likelier with each frame


class VibeVoice(NeuralVoice):
    """Speaks through VibeVoice."""

    name = "vibevoice"
    languages = frozenset({"en", "zh"})
    limit: ClassVar[int] = 400
    sample_rate_hz: ClassVar[int] = RATE_HZ
    libraries: ClassVar[tuple[str, ...]] = ("torch", "transformers", "diffusers")

    def __init__(self, folder: Path, *, fallback: Voice, device: str = "auto") -> None:
        """Keep where the weights are; see ``NeuralVoice``."""
        super().__init__(folder, fallback=fallback, device=device)
        self._model: Any = None
        self._processor: Any = None
        self._people: dict[str, Samples] = {}

    def open_model(self, device: str) -> None:
        """Read the weights; see ``NeuralVoice``."""
        examine(self.folder, CLASS)
        with opening(self.folder, self.extra):
            from transformers import VibeVoiceForConditionalGeneration, VibeVoiceProcessor

            hush("transformers")
            self._processor = VibeVoiceProcessor.from_pretrained(self.folder, local_files_only=True)
            model, told = VibeVoiceForConditionalGeneration.from_pretrained(
                self.folder,
                local_files_only=True,
                use_safetensors=True,
                dtype="auto",
                output_loading_info=True,
            )
            self._model = whole(model, told, self.folder).to(device)
        heard = {name: as_sample(one, RATE_HZ) for name, one in recordings(self.folder).items()}
        self._people = {name: one for name, one in heard.items() if one is not None}

    def close_model(self) -> None:
        """Let the weights go."""
        self._model = self._processor = None
        self._people = {}

    def learn(self, sample: Samples) -> Samples:
        """Return the recording: it is put before each line."""
        return sample

    def stock(self, profile: VoiceProfile) -> Samples | None:
        """Return one of the recordings in ``voices``."""
        names = tuple(self._people)
        name = chosen(names, profile, told_women(names))
        return None if name is None else self._people[name]

    def utter(self, part: Part, who: Any, pace: float) -> Sound:
        """Speak one part."""
        del pace  # its sound is stretched
        content = [{"type": "text", "text": part.text}, {"type": "audio"}]
        prompt = self._processor.apply_chat_template(
            [{"role": SPEAKER, "content": content}], tokenize=False, add_generation_prompt=True
        )
        inputs = self._processor(
            text=[prompt], audio=[who], sampling_rate=RATE_HZ, return_tensors="pt"
        ).to(self._model.device, self._model.dtype)
        frames_s = RATE_HZ / HOP
        most = math.ceil(part.longest_s * frames_s)
        late = math.ceil(part.late_s * frames_s)
        spoken = self._model.generate(
            **inputs,
            max_new_tokens=most,
            guidance_scale=GUIDANCE,
            num_diffusion_steps=STEPS,
            exponential_decay_length_penalty=(late, PUSH),
            return_dict_in_generate=True,
        )
        wave = spoken.audio[0]
        return Sound(
            samples=_mono(wave),
            rate_hz=RATE_HZ,
            cut=wave is not None and wave.shape[-1] >= (most - 1) * HOP,
        )


def _mono(wave: Any) -> Samples:
    if wave is None:
        return np.zeros(0, np.float32)
    return np.asarray(wave.float().cpu().numpy(), np.float32).reshape(-1)
