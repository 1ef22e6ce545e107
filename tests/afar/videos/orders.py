"""What each kind of server takes as an order, and how it reads it; anything else it refuses."""

from __future__ import annotations

import base64
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from generation.arrays import RgbImage, Samples
from tests.afar.videos.filming import picture_of, sound_of

Read = Callable[[web.Request], Awaitable["Ordered"]]

SOLD_SIZES = {"720x1280", "1280x720", "1024x1792", "1792x1024"}
SOLD_SECONDS = {"4", "8", "12"}
SOLD_FPS = 8  # thirty a second in truth; a third of the pictures look the same


class Refused(Exception):
    """The order is none that this server takes."""


@dataclass(frozen=True, kw_only=True)
class Ordered:
    """An order as a server understands it."""

    prompt: str
    model: str
    size: str
    frames: int
    fps: int
    seed: int | None
    still: RgbImage
    voice: Samples | None = None


async def openai(request: web.Request) -> Ordered:
    """Few lengths, few sizes, and a picture of exactly that size."""
    form = await _form(request, {"prompt", "model", "seconds", "size", "input_reference"})
    size, seconds = form.get("size", "720x1280"), form.get("seconds", "4")
    _take(size in SOLD_SIZES and seconds in SOLD_SECONDS)
    still = _still(form["input_reference"])
    _take(f"{still.shape[1]}x{still.shape[0]}" == size)
    return Ordered(
        prompt=form["prompt"], model=form.get("model", "sora-2"), size=size,
        frames=int(seconds) * SOLD_FPS, fps=SOLD_FPS, seed=None, still=still,
    )  # fmt: skip


async def vllm_omni(request: web.Request) -> Ordered:
    """One frame unless told otherwise; sound comes as JSON with a data URL."""
    form = await _form(
        request,
        {"prompt", "model", "width", "height", "num_frames", "fps", "seed", "input_reference",
         "audio_reference"},
    )  # fmt: skip
    voice = None
    if "audio_reference" in form:
        voice = sound_of(_data(json.loads(form["audio_reference"])["audio_url"], "audio/wav"))
    width, height, frames = (int(form[name]) for name in ("width", "height", "num_frames"))
    _take(width % 32 == height % 32 == 0 and (frames - 1) % 8 == 0)
    return Ordered(
        prompt=form["prompt"], model=form.get("model", "served"), size=f"{width}x{height}",
        frames=frames, fps=int(form["fps"]), seed=int(form["seed"]),
        still=_still(form["input_reference"]), voice=voice,
    )  # fmt: skip


async def sglang(request: web.Request) -> Ordered:
    """JSON; a picture is a URL, and ``input_reference`` is a path on the server."""
    body: dict[str, Any] = await request.json()
    _take("input_reference" not in body and isinstance(body["prompt"], str))
    width, height = (int(side) for side in body["size"].split("x"))
    _take(width % 32 == height % 32 == 0 and (body["num_frames"] - 1) % 8 == 0)
    return Ordered(
        prompt=body["prompt"], model=body.get("model", "served"), size=body["size"],
        frames=body["num_frames"], fps=body["fps"], seed=body["seed"],
        still=picture_of(_data(body["reference_url"], "image/png")),
    )  # fmt: skip


READERS: Mapping[str, Read] = {"openai": openai, "vllm-omni": vllm_omni, "sglang": sglang}


async def read(dialect: str, request: web.Request) -> Ordered:
    """Read an order.

    Raises:
        Refused: It is none.
    """
    try:
        return await READERS[dialect](request)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Refused from error


async def _form(request: web.Request, known: set[str]) -> dict[str, Any]:
    _take(request.content_type == "multipart/form-data")
    form = dict(await request.post())
    _take(form.keys() <= known)
    return form


def _still(field: object) -> RgbImage:
    _take(isinstance(field, web.FileField))
    assert isinstance(field, web.FileField)
    _take(field.content_type == "image/png")
    with field.file as file:
        return picture_of(file.read())


def _data(url: str, mime: str) -> bytes:
    head, _, data = url.partition(",")
    _take(head == f"data:{mime};base64")
    return base64.b64decode(data, validate=True)


def _take(condition: bool) -> None:
    if not condition:
        raise Refused
