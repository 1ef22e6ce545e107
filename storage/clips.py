"""Made cuts: what they measure and where the vault has them."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from generation.model.film import cut_name, cut_of
from generation.model.member import ChatId
from generation.studio.records import ClipRow
from storage.values import micros, moment

GET = "SELECT * FROM clips WHERE id = ?"
PUT = """
    INSERT INTO clips (id, film, cut, blob, poster, subtitles, timeline, width_px, height_px,
                       duration_s, fingerprint, sha256, source_type, engine, voice, seconds,
                       made_at, panels, fit, camera, cost, voices)
    VALUES (:id, :film, :cut, :blob, :poster, :subtitles, :timeline, :width_px, :height_px,
            :duration_s, :fingerprint, :sha256, :source_type, :engine, :voice, :seconds,
            :made_at, :panels, :fit, :camera, :cost, :voices)
    ON CONFLICT (id) DO UPDATE SET
        film = excluded.film, cut = excluded.cut, blob = excluded.blob,
        poster = excluded.poster, subtitles = excluded.subtitles, timeline = excluded.timeline,
        width_px = excluded.width_px, height_px = excluded.height_px,
        duration_s = excluded.duration_s, fingerprint = excluded.fingerprint,
        sha256 = excluded.sha256, source_type = excluded.source_type, engine = excluded.engine,
        voice = excluded.voice, seconds = excluded.seconds, made_at = excluded.made_at,
        panels = excluded.panels, fit = excluded.fit, camera = excluded.camera,
        cost = excluded.cost, voices = excluded.voices
"""
OF = "SELECT * FROM clips WHERE film = ? ORDER BY made_at, id"
BIG_IN = """
    SELECT DISTINCT clips.film FROM clips JOIN films ON films.id = clips.film
    WHERE clips.camera = 'big' AND films.chat = ? ORDER BY clips.film
"""
REMOVE = "DELETE FROM clips WHERE id = ?"


class ClipStore:
    """Implements ``generation.studio.books.Clips``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, clip: str) -> ClipRow | None:
        """Return the clip, or None."""
        row = self._connection.execute(GET, (clip,)).fetchone()
        return None if row is None else _clip(row)

    def put(self, clip: ClipRow) -> None:
        """Insert or replace."""
        values = {
            "id": clip.id, "film": clip.film, "cut": cut_name(clip.cut), "blob": clip.blob,
            "poster": clip.poster, "subtitles": clip.subtitles, "timeline": clip.timeline,
            "width_px": clip.width_px, "height_px": clip.height_px,
            "duration_s": clip.duration_s, "fingerprint": clip.fingerprint,
            "sha256": clip.sha256, "source_type": clip.source_type, "engine": clip.engine,
            "voice": clip.voice, "seconds": clip.seconds, "made_at": micros(clip.made_at),
            "panels": clip.panels, "fit": clip.fit, "camera": clip.camera, "cost": clip.cost,
            "voices": cut_name(clip.voices),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def of(self, film: str) -> Sequence[ClipRow]:
        """Return the film's clips, oldest first."""
        return [_clip(row) for row in self._connection.execute(OF, (film,))]

    def big_in(self, chat: ChatId) -> Sequence[str]:
        """Return the films of a chat of which there are clips by a big camera."""
        return [row["film"] for row in self._connection.execute(BIG_IN, (chat,))]

    def remove(self, clip: str) -> None:
        """Take the row out; the vault collects what it pointed to."""
        self._connection.execute(REMOVE, (clip,))


def _clip(row: sqlite3.Row) -> ClipRow:
    return ClipRow(
        id=row["id"], film=row["film"], cut=cut_of(row["cut"]), blob=row["blob"],
        poster=row["poster"], subtitles=row["subtitles"], timeline=row["timeline"],
        width_px=row["width_px"], height_px=row["height_px"], duration_s=row["duration_s"],
        fingerprint=row["fingerprint"], sha256=row["sha256"], source_type=row["source_type"],
        engine=row["engine"], voice=row["voice"], seconds=row["seconds"],
        made_at=moment(row["made_at"]), panels=row["panels"], fit=row["fit"],
        camera=row["camera"], cost=row["cost"],
        voices=cut_of(row["voices"]),
    )  # fmt: skip
