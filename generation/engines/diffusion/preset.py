"""A preset: what a camera is to do with a checkpoint, as ``models.toml`` says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args, get_origin, get_type_hints

Precision = Literal["bfloat16", "float16", "float32"]
Fp8 = Literal[False, "cast", "torchao"]
"""``cast``: weights are kept in 8 bits. ``torchao``: they are multiplied in 8 bits as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """How a checkpoint films.

    Attributes:
        steps: Denoising steps of a picture.
        guidance: Classifier-free guidance; 1 is none, for distilled weights.
        area_px: Of one picture; the shape is the still's.
        fps: Frames a second that the model has learnt.
        frames_max: The longest setup.
        frames_step: Frames come as a multiple of it, and one.
        side_multiple: Sides are multiples of it.
        people_max: How many people the model tells apart.
        hears: Its pictures can follow a recording.
        speaks: It can make sound.
        dtype: Of the weights on a GPU; a CPU computes in float32.
        attention: Name of diffusers' attention backend; empty for torch's own choice.
        compile: The transformer's blocks are compiled, when they stay on the card.
        fp8: Eight-bit weights on CUDA; see ``Fp8``.
        offload_below_gb: With less free memory, weights wait outside the card.
        vram_min_gb: With less free memory it does not work at all.
    """

    steps: int = 8
    guidance: float = 1.0
    area_px: int = 512 * 768
    fps: int = 24
    frames_max: int = 121
    frames_step: int = 8
    side_multiple: int = 32
    people_max: int = 1
    hears: bool = False
    speaks: bool = False
    dtype: Precision = "bfloat16"
    attention: str = ""
    compile: bool = False
    fp8: Fp8 = False
    offload_below_gb: float = 0.0
    vram_min_gb: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what cannot be.

        Raises:
            ValueError: A number is too small, or the attention backend comes over the network.
        """
        counts = ("steps", "area_px", "fps", "frames_max", "frames_step", "side_multiple")
        if wrong := [name for name in (*counts, "people_max") if getattr(self, name) < 1]:
            raise ValueError(f"preset: {', '.join(wrong)} must be at least 1")
        if min(self.offload_below_gb, self.vram_min_gb, self.guidance - 1) < 0:
            raise ValueError("preset: gigabytes are not negative, and guidance is 1 or more")
        if self.attention.endswith("_hub"):
            raise ValueError("preset: an attention backend may not be fetched while we work")


def read_preset(values: Mapping[str, object], *, vram_min_gb: float = 0.0) -> Preset:
    """Read a preset from the values of its table, and the checkpoint's least memory beside it.

    Raises:
        ValueError: A key is unknown, a value of the wrong type, or one that cannot be.
    """
    hints = get_type_hints(Preset)
    if unknown := sorted(values.keys() - hints.keys()):
        raise ValueError(f"preset: unknown key {', '.join(unknown)}")
    for key, value in values.items():
        if not _is(value, hints[key]):
            raise ValueError(f"preset: {key} may not be {value!r}")
    return Preset(**{"vram_min_gb": vram_min_gb, **values})  # type: ignore[arg-type]


def _is(value: object, hint: object) -> bool:
    if get_origin(hint) is Literal:
        return any(value is word or value == word != 0 for word in get_args(hint))
    if hint is float:
        return isinstance(value, int | float) and not isinstance(value, bool)
    return type(value) is hint
