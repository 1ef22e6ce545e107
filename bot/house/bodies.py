"""A cut's order as a worker gets it: with the bytes of faces, and of films it is made of."""

from __future__ import annotations

from bot.house.house import House
from bot.house.orders import CutOrder, Scene
from generation.ports import Packed
from generation.studio.records import ClipRow


def body_of(house: House, order: CutOrder, clip: str) -> Packed:
    """Read everything that a cut is made of. Blocking.

    Raises:
        DataBroken: A key or a file is gone.
    """
    if order.larger is not None:
        return _larger(house, order, order.larger, clip)
    if order.scenes:
        scenes = [_scene(house, scene, clip) for scene in order.scenes]
        return {"clip_id": clip, "scenes": scenes}
    return _film(house, order, clip)


def _larger(house: House, order: CutOrder, made: ClipRow, clip: str) -> Packed:
    """Return a film that is to be encoded smaller, with everything that lies beside it."""
    film, timeline, poster, subtitles = map(
        house.vault.get, (made.blob, made.timeline, made.poster, made.subtitles)
    )
    return {
        "clip_id": clip,
        "made": {"film": film, "timeline": timeline.decode("utf-8")},
        "room_bytes": order.job.room_bytes,
        "poster": poster,
        "subtitles": subtitles.decode("utf-8"),
        "panels": None if made.panels is None else house.vault.get(made.panels),
        "engine": made.engine,
        "voice": made.voice,
        "source_type": made.source_type,
    }


def _scene(house: House, scene: Scene, clip: str) -> dict[str, object]:
    tokens = dict(scene.tokens)
    if scene.made is None:
        return {"order": _film(house, scene.order, clip), "tokens": tokens}
    film, timeline = map(house.vault.get, (scene.made.blob, scene.made.timeline))
    made = {"film": film, "timeline": timeline.decode("utf-8")}
    return {"made": made, "source_type": scene.made.source_type, "tokens": tokens}


def _film(house: House, order: CutOrder, clip: str) -> dict[str, object]:
    vault = house.vault
    width, height = order.size
    parts: dict[str, dict[str, object]] = {}
    for token, blob in order.faces.items():
        parts[token] = {"likeness": vault.get(blob)}
        if token in order.voices:
            parts[token] |= {"voice": vault.get(order.voices[token])}
    parts |= {token: {"drawn": character} for token, character in order.drawn.items()}
    body: dict[str, object] = {
        "clip_id": clip,
        "screenplay": order.paper,
        "seed": order.film.seed,
        "width": width,
        "height": height,
        "label": list(house.label(order.film.locale)),
        "parts": parts,
        "recordings": {},
    }
    if order.recording is not None:
        body["voice_note"] = vault.get(order.recording)
    if order.earlier is not None:
        film, timeline = map(vault.get, order.earlier)
        body["earlier"] = {"film": film, "timeline": timeline.decode("utf-8")}
    return body
