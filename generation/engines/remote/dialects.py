"""How each kind of server is spoken to: what it is sent, what it says, what it can.

``openai``: the Videos reference of developers.openai.com; LiteLLM and others speak it.
``vllm-omni``: docs/serving/videos_api.md of vLLM-Omni. ``sglang``: docs/diffusion/api of SGLang.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, Literal, NamedTuple, assert_never

from generation.engines.remote.framing import Size, framed, nearest, on_grid
from generation.engines.remote.wish import Wish
from generation.model.setup import CameraLimits
from generation.posting import File

Dialect = Literal["openai", "vllm-omni", "sglang"]
Stage = Literal["making", "made", "failed"]

OPENAI_SECONDS: Final = (4, 8, 12)
OPENAI_SIZES: Final[tuple[Size, ...]] = ((720, 1280), (1280, 720))
FPS: Final = Fraction(24)
LATTICE: Final = 8  # frames less one are a multiple of it: of eight for LTX, of four for Wan
FRAMES_MAX: Final[Mapping[Dialect, int]] = {
    "openai": OPENAI_SECONDS[-1] * 24,
    "vllm-omni": 121,  # what LTX and Wan are trained for, five seconds
    "sglang": 121,
}

_OPENAI: Final[Mapping[str, Stage]] = {
    "queued": "making",
    "in_progress": "making",
    "completed": "made",
    "failed": "failed",
}
_STAGES: Final[Mapping[Dialect, Mapping[str, Stage]]] = {
    "openai": _OPENAI,
    "vllm-omni": {**_OPENAI, "cancelled": "failed"},
    "sglang": {**_OPENAI, "cancelling": "failed", "cancelled": "failed", "deleted": "failed"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A wish in a server's own words: exactly one of ``form`` and ``json`` is sent.

    Attributes:
        form: Fields of a multipart form.
        json: A JSON body.
        seconds: How much film will be made.
    """

    seconds: float
    form: Mapping[str, str | File] | None = None
    json: Mapping[str, object] | None = None


class News(NamedTuple):
    """What a server says of a job.

    Attributes:
        stage: Where it is; None for a word that this dialect does not have.
        share: How much is done, 0..1, as far as that can be believed.
    """

    stage: Stage | None
    share: float


def limits_of(dialect: Dialect) -> CameraLimits:
    """Return what a server of this kind can film.

    Sound of its own is never asked for: who is heard is ours, in the voice they lent.
    """
    return CameraLimits(
        fps=FPS, frames_max=FRAMES_MAX[dialect], hears=dialect == "vllm-omni", chains=False
    )


def ordered(dialect: Dialect, wish: Wish, *, model: str) -> Order:
    """Return what is sent to have ``wish`` filmed.

    Raises:
        ValueError: Its still is no picture.
    """
    match dialect:
        case "openai":
            return _openai(wish, model)
        case "vllm-omni":
            return _vllm_omni(wish, model)
        case "sglang":
            return _sglang(wish, model)
        case never:
            assert_never(never)


def news_of(dialect: Dialect, job: Mapping[str, object]) -> News:
    """Read what a server says of a job; where it says no stage, it has just been asked."""
    status, progress = job.get("status", "queued"), job.get("progress")
    share = 0.0
    if isinstance(progress, int | float) and progress >= 0:  # NaN is not
        share = min(progress, 100) / 100
    return News(_STAGES[dialect].get(status) if isinstance(status, str) else None, share)


def _openai(wish: Wish, model: str) -> Order:
    """Choose of the few lengths and sizes that are sold; the picture has to have the size."""
    seconds = next((s for s in OPENAI_SECONDS if s >= wish.seconds - 1e-6), OPENAI_SECONDS[-1])
    size = nearest(OPENAI_SIZES, (wish.width, wish.height))
    form: dict[str, str | File] = {
        "prompt": wish.prompt,
        "seconds": str(seconds),
        "size": f"{size[0]}x{size[1]}",
        "input_reference": File("still.png", "image/png", framed(wish.still_png, size)),
    }
    return Order(form=_named(model) | form, seconds=float(seconds))


def _vllm_omni(wish: Wish, model: str) -> Order:
    size, frames, fps = (
        on_grid((wish.width, wish.height)),
        _on_lattice(wish.frames),
        round(wish.fps),
    )
    form: dict[str, str | File] = {
        "prompt": wish.prompt,
        "width": str(size[0]),
        "height": str(size[1]),
        "num_frames": str(frames),
        "fps": str(fps),
        "seed": str(wish.seed),
        "input_reference": File("still.png", "image/png", framed(wish.still_png, size)),
    }
    if wish.dialogue_wav is not None:
        sound = _data_url("audio/wav", wish.dialogue_wav)
        form["audio_reference"] = json.dumps({"audio_url": sound})
    return Order(form=_named(model) | form, seconds=frames / fps)


def _sglang(wish: Wish, model: str) -> Order:
    """Send the picture in a ``reference_url``: ``input_reference`` would be a path over there."""
    size, frames, fps = (
        on_grid((wish.width, wish.height)),
        _on_lattice(wish.frames),
        round(wish.fps),
    )
    body = {
        "prompt": wish.prompt,
        "size": f"{size[0]}x{size[1]}",
        "num_frames": frames,
        "fps": fps,
        "seed": wish.seed,
        "reference_url": _data_url("image/png", framed(wish.still_png, size)),
    }
    return Order(json=_named(model) | body, seconds=frames / fps)


def _on_lattice(frames: int) -> int:
    """Return the next number of frames that an open video model can make."""
    return -(-(frames - 1) // LATTICE) * LATTICE + 1


def _named(model: str) -> dict[str, str | File]:
    return {"model": model} if model else {}


def _data_url(mime: str, data: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode()}"
