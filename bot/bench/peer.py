"""Exports a scene of the first order as pictures and lets moviepy, the common peer, compose it.

The peer gets less to do than we have: the actor is drawn beforehand, nothing moves by fractions of
a pixel, there is no sound, no grain and no light that flickers.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from bot.bench.passes import Rehearsed
from bot.bench.whole import last_line
from bot.bootstrap import Workshop
from generation.arrays import BgrFrame, RgbaImage
from generation.engines.puppet.blocking import BlockedShot, block
from generation.engines.puppet.performer import Performer
from generation.engines.puppet.sets import SETS
from generation.engines.puppet.stage import Layer, Scene
from generation.errors import RenderError, ToolMissing
from generation.files import open_given
from generation.media.encode import CRF, ENCODER_THREADS, PRESET
from generation.provenance.label import small_label

PEER_S = 3.0  # of the first shot; the peer's cost a frame does not change with length
SLIDE_PX_A_S = 6.0  # how fast the actor's plane slides; farther planes slide less
CAPTION_AT = 0.79  # of the frame height
CAPTION_SHARE = 46 / 720  # type size by frame width
PEER_SCRIPT = Path(__file__).with_name("peer_moviepy.py")
PEER_PATIENCE_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerCost:
    """What a frame costs the peer, its encoder included."""

    name: str
    cpu_ms_a_frame: float
    wall_ms_a_frame: float


def run_peer(piece: Rehearsed, shop: Workshop, *, python: Path, folder: Path) -> PeerCost:
    """Export, compose, read the cost.

    Raises:
        MediaRejected: ``python`` is not there.
        ToolMissing: That interpreter has no moviepy.
        RenderError: moviepy failed.
    """
    with open_given(python):
        pass
    if _python(python, "-c", "import moviepy").returncode:
        raise ToolMissing("peer")
    scene = export(piece, shop, folder)
    done = _python(python, str(PEER_SCRIPT), str(scene), str(folder / "peer.mp4"))
    if done.returncode:
        raise RenderError("bench-command", code=done.returncode, said=last_line(done.stderr))
    cost = json.loads(done.stdout.splitlines()[-1])
    frames = round(PEER_S * piece.timeline.fps)
    return PeerCost(
        name=f"moviepy {cost['version']}",
        cpu_ms_a_frame=1000 * cost["cpu_s"] / frames,
        wall_ms_a_frame=1000 * cost["wall_s"] / frames,
    )


def _python(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  an interpreter the operator named, our own script
        [str(python), *words],
        capture_output=True,
        text=True,
        timeout=PEER_PATIENCE_S,
        check=False,
    )


def export(piece: Rehearsed, shop: Workshop, folder: Path) -> Path:
    """Write the first shot as PNG files and a scene description; return the description."""
    blocked = block(piece.order, piece.timeline, SETS)[0]
    spec = piece.order.spec
    art = SETS[blocked.shot.set].paint(
        Scene(
            view=blocked.view, time=blocked.shot.time, weather=blocked.shot.weather,
            lettering=shop.lettering, seed=piece.order.seed,
        )
    )  # fmt: skip
    performer = Performer(
        blocked.actors[0], blocked, art.light,
        garment=None, fps=float(spec.fps), seed=piece.order.seed,
    )  # fmt: skip
    frames = round(PEER_S * spec.fps)
    captions = [
        _picture(folder, "label", *small_label(piece.order.label, shop.lettering,
                 width=spec.width_px, height=spec.height_px)),
        _caption(piece, shop, folder),
    ]  # fmt: skip
    scene = {
        "size": [spec.width_px, spec.height_px],
        "fps": float(spec.fps),
        "frames": frames,
        "preset": PRESET,
        "crf": CRF,
        "threads": ENCODER_THREADS,
        "behind": list(_layers(art.behind, "behind", folder)),
        "actor": _actor(performer, blocked, frames, folder),
        "front": [*_layers(art.front, "front", folder), *captions],
    }
    path = folder / "scene.json"
    path.write_text(json.dumps(scene), encoding="utf-8")
    return path


def _layers(layers: tuple[Layer, ...], side: str, folder: Path) -> Iterator[dict[str, Any]]:
    for index, layer in enumerate(layers):
        rgba = _rgba(layer)
        left, top, width, height = cv2.boundingRect(np.ascontiguousarray(rgba[..., 3]))
        if not width:
            continue
        at = (left - layer.margin_px, top - layer.margin_px)
        part = rgba[top : top + height, left : left + width]
        drift = (SLIDE_PX_A_S * layer.depth, 0.0)
        yield _picture(folder, f"{side}{index}", part, *at, drift=drift)


def _rgba(layer: Layer) -> RgbaImage:
    """Return straight alpha; a layer of light becomes a picture as opaque as it is bright."""
    cover = layer.alpha
    if cover is None:
        opaque = layer.blend == "over"
        cover = np.full(layer.bgr.shape[:2], 255, np.uint8) if opaque else layer.bgr.max(axis=2)
    return _straight(layer.bgr, cover)


def _straight(bgr: BgrFrame, cover: np.ndarray) -> RgbaImage:
    """Undo the multiplication with alpha."""
    share = np.maximum(cover, 1).astype(np.float32)[..., None] / 255
    pure = np.clip(bgr[..., ::-1] / share, 0, 255).astype(np.uint8)
    return np.dstack([pure, cover])


def _picture(
    folder: Path, name: str, rgba: RgbaImage, x: int, y: int, drift: tuple[float, float] = (0, 0)
) -> dict[str, Any]:
    _save(folder / f"{name}.png", rgba)
    return {"file": f"{name}.png", "at": [x, y], "drift": list(drift)}


def _save(path: Path, rgba: RgbaImage) -> None:
    _, png = cv2.imencode(".png", cv2.cvtColor(rgba, cv2.COLOR_RGBA2BGRA))
    path.write_bytes(png.tobytes())


def _caption(piece: Rehearsed, shop: Workshop, folder: Path) -> dict[str, Any]:
    """Write the first line of the film as one still caption."""
    spec = piece.order.spec
    words = " ".join(piece.timeline.cues[0].text.split()[:5])
    ink = shop.lettering.line(words, round(spec.width_px * CAPTION_SHARE))
    sheet = np.full((*ink.shape, 4), 255, np.uint8)
    sheet[..., 3] = ink
    x = (spec.width_px - ink.shape[1]) // 2
    return _picture(folder, "caption", sheet, x, round(spec.height_px * CAPTION_AT))


def _actor(performer: Performer, blocked: BlockedShot, frames: int, folder: Path) -> dict[str, Any]:
    """Draw the actor on black and on white: the difference is the transparency."""
    size = (blocked.view.height_px, blocked.view.width_px, 3)
    black, white = np.zeros(size, np.uint8), np.full(size, 255, np.uint8)
    pictures: list[RgbaImage] = []
    for frame in range(frames):
        black[:], white[:] = 0, 255
        for ground in (black, white):
            performer.lay(ground, frame, 0.0, 0.0)
        cover = 255 - cv2.subtract(white, black).min(axis=2)
        pictures.append(_straight(black, cover))
    left, top, right, bottom = _union(pictures)
    names = [f"actor{index:03}.png" for index in range(frames)]
    for name, picture in zip(names, pictures, strict=True):
        _save(folder / name, np.ascontiguousarray(picture[top:bottom, left:right]))
    return {"files": names, "at": [left, top]}


def _union(pictures: list[RgbaImage]) -> tuple[int, int, int, int]:
    cover = np.maximum.reduce([picture[..., 3] for picture in pictures])
    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(cover))
    return left, top, left + width, top + height
