"""Composes an exported scene with moviepy 2 in an interpreter of its own; imports nothing of ours.

Usage: ``python peer_moviepy.py SCENE.json OUT.mp4``; prints one line of JSON with what it cost.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

import moviepy


def cpu_s() -> float:
    """Return CPU seconds of this process and of the encoders it has waited for."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def layer(one: dict[str, Any], folder: Path, duration: float) -> Any:
    """Return a still picture that slides by ``drift`` pixels a second."""
    x, y = one["at"]
    dx, dy = one["drift"]
    clip = moviepy.ImageClip(str(folder / one["file"])).with_duration(duration)
    if dx or dy:
        return clip.with_position(lambda t: (x + dx * t, y + dy * t))
    return clip.with_position((x, y))


def actor(one: dict[str, Any], folder: Path, fps: float) -> Any:
    """Return the actor, drawn beforehand, as a sequence of pictures with transparency."""
    files = [str(folder / name) for name in one["files"]]
    clip = moviepy.ImageSequenceClip(files, fps=fps, load_images=True)
    return clip.with_position(tuple(one["at"]))


def compose(scene: dict[str, Any], folder: Path) -> Any:
    """Return the whole scene, far to near."""
    duration = scene["frames"] / scene["fps"]
    clips = [layer(one, folder, duration) for one in scene["behind"]]
    clips.append(actor(scene["actor"], folder, scene["fps"]))
    clips += [layer(one, folder, duration) for one in scene["front"]]
    return moviepy.CompositeVideoClip(clips, size=tuple(scene["size"])).with_duration(duration)


def main(scene_file: str, out: str) -> None:
    """Compose, write, report; only the writing is measured, as preparation is not in our figure."""
    path = Path(scene_file)
    scene = json.loads(path.read_text(encoding="utf-8"))
    film = compose(scene, path.parent)
    wall, cpu = time.perf_counter(), cpu_s()
    film.write_videofile(
        out, fps=scene["fps"], codec="libx264", preset=scene["preset"], threads=scene["threads"],
        ffmpeg_params=["-crf", scene["crf"]], audio=False, logger=None,
    )  # fmt: skip
    cost = {
        "version": version("moviepy"),
        "cpu_s": cpu_s() - cpu,
        "wall_s": time.perf_counter() - wall,
    }
    sys.stdout.write(json.dumps(cost) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
