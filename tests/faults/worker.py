"""What workers answer here: a small film made beforehand, whose poster names the faces in it.

Some come with so many bytes of nothing that the chat has no room for them; made smaller they fit.

``python -m tests.faults.worker FILM`` is such a worker as a process.
"""

from __future__ import annotations

import os
import pickle
import struct
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from generation.farm import wire
from generation.farm.serving import Handler, serve
from generation.ports import Packed
from tests.faults.poster import camera_of, told, written

TINY_CLIP_ID = b"01hzy0000000000000000000te"
ROOM_BYTES = 300_000  # that the chat has for a film; one that refuses it is sent a smaller one
LARGE_EVERY = 8  # by the film's seed
NOTHING = struct.pack(">I4s", ROOM_BYTES, b"mdat") + bytes(ROOM_BYTES - 8)
DRAW_S = 0.02  # a film takes a moment, so that a kill may come into the middle of it
Report = Callable[[str, float], None]


def film_file(folder: Path, models_dir: Path) -> Path:
    """Make the small film and keep it in a file for workers."""
    from tests.fakes_farm import tiny_film

    path = folder / "film.pickle"
    path.write_bytes(pickle.dumps(tiny_film(models_dir)))
    return path


class Answers:
    """Satisfies the farm's ``Handler``; also called directly by the farm in the bot's process."""

    def __init__(self, film: Path) -> None:
        from bot.worker_papers import paper
        from generation.director.rules import RuleDirector

        self._film: wire.FilmResult = pickle.loads(film.read_bytes())
        self._paper = partial(paper, RuleDirector())

    def __call__(self, kind: str, body: Packed, stop: object, report: Report) -> Packed:
        report("rolling", 0.5)
        match kind:
            case "film":
                return self.shot(body)
            case "shrink":
                return self.shrunk(body)
            case "paper":
                return wire.body(self._paper(wire.read(wire.PaperBody, body)))
            case _:
                from tests.fakes_farm import tiny_face

                return wire.body(tiny_face())

    def shot(self, body: Packed) -> Packed:
        """Return the film under the cut's own id, with a poster that says who is in it."""
        clip, parts = str(body["clip_id"]), body["parts"]
        assert isinstance(parts, dict)
        faces = sorted(token for token, part in parts.items() if part.get("likeness"))
        is_large = int(str(body["seed"])) % LARGE_EVERY == 0
        camera = str(body.get("engine") or "")
        return self._named(clip, faces, NOTHING if is_large else b"", camera)

    def shrunk(self, body: Packed) -> Packed:
        """Return a film without its bytes of nothing, and with the same faces."""
        given = wire.read(wire.ShrinkBody, body)
        assert given.made.film.endswith(NOTHING)
        assert given.room_bytes <= ROOM_BYTES
        faces, camera = sorted(told(given.poster)[1]), camera_of(given.poster)
        return self._named(given.clip_id, faces, b"", camera)

    def _named(self, clip: str, faces: list[str], more: bytes, camera: str) -> Packed:
        poster = written(self._film.poster, clip, faces, camera)
        film = self._film.film.replace(TINY_CLIP_ID, clip.encode()) + more
        engine = camera or self._film.engine
        return wire.body(replace(self._film, film=film, poster=poster, engine=engine))


def main(film: str) -> int:
    """Work until the pipe closes."""

    @contextmanager
    def opening() -> Iterator[Handler]:
        answers = Answers(Path(film))

        def handle(kind: str, body: Packed, stop: object, report: Report) -> Packed:
            time.sleep(DRAW_S)
            return answers(kind, body, stop, report)

        yield handle

    return serve(opening, lambda: str(os.getpid()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
