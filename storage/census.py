"""What the books as a whole speak of: every blob, every person."""

from __future__ import annotations

import sqlite3

from generation.model.cameo import BlobId
from generation.model.member import MemberId

BLOBS = """
    SELECT likeness FROM cameos UNION SELECT portrait FROM cameos
    UNION SELECT voice_sample FROM cameos
    UNION SELECT blob FROM clips UNION SELECT poster FROM clips
    UNION SELECT subtitles FROM clips UNION SELECT timeline FROM clips
    UNION SELECT panels FROM clips
    UNION SELECT recording FROM films
    UNION SELECT likeness FROM enrolments UNION SELECT portrait FROM enrolments
    UNION SELECT voice_sample FROM enrolments
    UNION SELECT blob FROM web_uploads
"""
PEOPLE = """
    SELECT id FROM members UNION SELECT member FROM memberships UNION SELECT owner FROM cameos
    UNION SELECT member FROM film_parts UNION SELECT requester FROM films
    UNION SELECT subject FROM grants UNION SELECT grantee FROM grants
    UNION SELECT member FROM enrolments UNION SELECT member FROM reactions
    UNION SELECT member FROM dialogs
    UNION SELECT member FROM reports UNION SELECT subject FROM blocks
    UNION SELECT id FROM web_people
"""


def blobs(connection: sqlite3.Connection) -> frozenset[BlobId]:
    """Return every blob that something points to."""
    return frozenset(row[0] for row in connection.execute(BLOBS) if row[0] is not None)


def everybody(connection: sqlite3.Connection) -> frozenset[MemberId]:
    """Return everybody the books know."""
    return frozenset(MemberId(row[0]) for row in connection.execute(PEOPLE) if row[0] is not None)
