"""Faces and their owners' rules."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from generation.model.cameo import Cameo
from generation.model.member import MemberId
from storage.values import canonical, micros, moment

GET = """
    SELECT owner, kind, verified, likeness, portrait, voice_sample, audience, ask, face, voice,
           persona, limits, protected, told, epoch, made_at
    FROM cameos WHERE owner = ?
"""
PUT = """
    INSERT INTO cameos (owner, kind, verified, likeness, portrait, voice_sample, audience, ask,
                        face, voice, persona, limits, protected, told, epoch, made_at)
    VALUES (:owner, :kind, :verified, :likeness, :portrait, :voice_sample, :audience, :ask,
            :face, :voice, :persona, :limits, :protected, :told, :epoch, :made_at)
    ON CONFLICT (owner) DO UPDATE SET
        kind = excluded.kind, verified = excluded.verified, likeness = excluded.likeness,
        portrait = excluded.portrait, voice_sample = excluded.voice_sample,
        audience = excluded.audience, ask = excluded.ask, face = excluded.face,
        voice = excluded.voice, persona = excluded.persona, limits = excluded.limits,
        protected = excluded.protected, told = excluded.told, epoch = excluded.epoch,
        made_at = excluded.made_at
"""
UNUSED = """
    SELECT owner FROM cameos
    WHERE made_at < :at AND NOT EXISTS (
        SELECT 1 FROM film_parts JOIN films ON films.id = film_parts.film
        WHERE film_parts.member = cameos.owner AND film_parts.state = 'agreed'
              AND films.made_at >= :at
    )
    ORDER BY owner
"""
REMOVE = "DELETE FROM cameos WHERE owner = ?"


class CameoStore:
    """Implements ``generation.studio.books.Cameos``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, owner: MemberId) -> Cameo | None:
        """Return what the member lends, or None."""
        row = self._connection.execute(GET, (owner,)).fetchone()
        return None if row is None else _cameo(row)

    def unused_since(self, at: datetime) -> Sequence[MemberId]:
        """Return owners whose cameo is older and has been in no film asked for since."""
        values = {"at": micros(at)}
        return [row["owner"] for row in self._connection.execute(UNUSED, values)]

    def put(self, cameo: Cameo) -> None:
        """Insert or replace."""
        values = {
            "owner": cameo.owner, "kind": cameo.kind, "verified": cameo.verified,
            "likeness": cameo.likeness, "portrait": cameo.portrait,
            "voice_sample": cameo.voice_sample, "audience": cameo.audience, "ask": cameo.ask,
            "face": cameo.face, "voice": cameo.voice, "persona": cameo.persona,
            "limits": canonical(cameo.limits), "protected": cameo.protected,
            "told": canonical(cameo.told), "epoch": cameo.epoch, "made_at": micros(cameo.made_at),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def remove(self, owner: MemberId) -> None:
        """Take the row out; the vault holds what it pointed to."""
        self._connection.execute(REMOVE, (owner,))


def _cameo(row: sqlite3.Row) -> Cameo:
    return Cameo(
        owner=row["owner"], kind=row["kind"], verified=bool(row["verified"]),
        likeness=row["likeness"], portrait=row["portrait"], voice_sample=row["voice_sample"],
        audience=row["audience"], ask=row["ask"], face=bool(row["face"]),
        voice=bool(row["voice"]), persona=row["persona"], limits=tuple(json.loads(row["limits"])),
        protected=bool(row["protected"]), told=tuple(json.loads(row["told"])), epoch=row["epoch"],
        made_at=moment(row["made_at"]),
    )  # fmt: skip
