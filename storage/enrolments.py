"""Dialogs that lead to a cameo; one per member."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from generation.model.member import MemberId
from generation.studio.records import Enrolment
from storage.values import canonical, micros, moment

GET = "SELECT * FROM enrolments WHERE member = ?"
IN_STATE = "SELECT * FROM enrolments WHERE state = ? ORDER BY member"
PUT = """
    INSERT INTO enrolments (member, state, origin, resume, face, voice, release, kind, digits,
                            tries, likeness, portrait, voice_sample, verified, test_film,
                            preview, told, at)
    VALUES (:member, :state, :origin, :resume, :face, :voice, :release, :kind, :digits,
            :tries, :likeness, :portrait, :voice_sample, :verified, :test_film, :preview,
            :told, :at)
    ON CONFLICT (member) DO UPDATE SET
        state = excluded.state, origin = excluded.origin, resume = excluded.resume,
        face = excluded.face, voice = excluded.voice, release = excluded.release,
        kind = excluded.kind, digits = excluded.digits, tries = excluded.tries,
        likeness = excluded.likeness, portrait = excluded.portrait,
        voice_sample = excluded.voice_sample, verified = excluded.verified,
        test_film = excluded.test_film, preview = excluded.preview, told = excluded.told,
        at = excluded.at
"""
REMOVE = "DELETE FROM enrolments WHERE member = ?"


class EnrolmentStore:
    """Implements ``generation.studio.books.Enrolments``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, member: MemberId) -> Enrolment | None:
        """Return the member's dialog, or None."""
        row = self._connection.execute(GET, (member,)).fetchone()
        return None if row is None else _enrolment(row)

    def in_state(self, state: str) -> Sequence[Enrolment]:
        """Return the dialogs in a state."""
        return [_enrolment(row) for row in self._connection.execute(IN_STATE, (state,))]

    def put(self, enrolment: Enrolment) -> None:
        """Insert or replace."""
        values = {
            "member": enrolment.member, "state": enrolment.state, "origin": enrolment.origin,
            "resume": enrolment.resume, "face": enrolment.face, "voice": enrolment.voice,
            "release": enrolment.release, "kind": enrolment.kind, "digits": enrolment.digits,
            "tries": enrolment.tries, "likeness": enrolment.likeness,
            "portrait": enrolment.portrait, "voice_sample": enrolment.voice_sample,
            "verified": enrolment.verified, "test_film": enrolment.test_film,
            "preview": enrolment.preview, "told": canonical(enrolment.told),
            "at": micros(enrolment.at),
        }  # fmt: skip
        self._connection.execute(PUT, values)

    def remove(self, member: MemberId) -> None:
        """End the dialog."""
        self._connection.execute(REMOVE, (member,))


def _enrolment(row: sqlite3.Row) -> Enrolment:
    return Enrolment(
        member=row["member"], state=row["state"], origin=row["origin"], resume=row["resume"],
        face=bool(row["face"]), voice=bool(row["voice"]), release=row["release"],
        kind=row["kind"], digits=row["digits"], tries=row["tries"], likeness=row["likeness"],
        portrait=row["portrait"], voice_sample=row["voice_sample"],
        verified=bool(row["verified"]), test_film=row["test_film"],
        preview=row["preview"], told=tuple(json.loads(row["told"])), at=moment(row["at"]),
    )  # fmt: skip
