"""Films, their parts, and which was made from which."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from generation.model.film import Film, Part, Quoted
from generation.model.member import ChatId, MemberId
from storage.values import canonical, micros, micros_or_none, moment, moment_or_none

GET = "SELECT * FROM films WHERE id = ?"
PUT = """
    INSERT INTO films (id, chat, thread, requester, sentence, locale, seed, mentions, strangers,
                       recording, quoted, change, remix_of, root, paper, paper_sha256, title,
                       reading, state, reason, hidden, covered, made_at)
    VALUES (:id, :chat, :thread, :requester, :sentence, :locale, :seed, :mentions, :strangers,
            :recording, :quoted, :change, :remix_of, :root, :paper, :paper_sha256, :title, :reading,
            :state, :reason, :hidden, :covered, :made_at)
    ON CONFLICT (id) DO UPDATE SET
        chat = excluded.chat, thread = excluded.thread, requester = excluded.requester,
        sentence = excluded.sentence, locale = excluded.locale, seed = excluded.seed,
        mentions = excluded.mentions, strangers = excluded.strangers,
        recording = excluded.recording,
        quoted = excluded.quoted, change = excluded.change, remix_of = excluded.remix_of,
        root = excluded.root,
        paper = excluded.paper, paper_sha256 = excluded.paper_sha256, title = excluded.title,
        reading = excluded.reading,
        state = excluded.state, reason = excluded.reason, hidden = excluded.hidden,
        covered = excluded.covered, made_at = excluded.made_at
"""
LAST_PAPERS = """
    SELECT paper FROM films WHERE chat = ? AND paper IS NOT NULL
    ORDER BY made_at DESC, id DESC LIMIT ?
"""
SINCE = "SELECT * FROM films WHERE chat = ? AND made_at >= ? ORDER BY made_at, id"
EDGE = "INSERT INTO remix_edges (child, parent) VALUES (?, ?) ON CONFLICT DO NOTHING"
PARTS = "SELECT * FROM film_parts WHERE film = ? ORDER BY token"
PUT_PART = """
    INSERT INTO film_parts (film, token, name, stand_in, member, state, basis, grant_id, epoch,
                            voice, asked_at, better, better_asked_at, better_declined)
    VALUES (:film, :token, :name, :stand_in, :member, :state, :basis, :grant_id, :epoch,
            :voice, :asked_at, :better, :better_asked_at, :better_declined)
    ON CONFLICT (film, token) DO UPDATE SET
        name = excluded.name, stand_in = excluded.stand_in, member = excluded.member,
        state = excluded.state, basis = excluded.basis, grant_id = excluded.grant_id,
        epoch = excluded.epoch, voice = excluded.voice, asked_at = excluded.asked_at,
        better = excluded.better, better_asked_at = excluded.better_asked_at,
        better_declined = excluded.better_declined
"""
WITH_MEMBER = """
    SELECT * FROM films WHERE id IN (SELECT film FROM film_parts WHERE member = ?)
    ORDER BY made_at DESC, id DESC
"""
BY = "SELECT * FROM films WHERE requester = ? ORDER BY made_at DESC, id DESC"
REMIXES = """
    SELECT films.* FROM remix_edges JOIN films ON films.id = remix_edges.child
    WHERE remix_edges.parent = ? ORDER BY films.made_at, films.id
"""
DESCENDANTS = """
    WITH RECURSIVE line (id) AS (
        SELECT child FROM remix_edges WHERE parent = :film
        UNION
        SELECT child FROM remix_edges JOIN line ON remix_edges.parent = line.id
    )
    SELECT * FROM films WHERE id IN line AND id <> :film ORDER BY made_at, id
"""
ASKED_BEFORE = """
    SELECT * FROM film_parts WHERE state = 'asked' AND asked_at < ? ORDER BY asked_at, film, token
"""
BETTER_ASKED_BEFORE = """
    SELECT * FROM film_parts
    WHERE state = 'agreed' AND better = 0 AND better_declined = 0 AND better_asked_at < ?
    ORDER BY better_asked_at, film, token
"""


class FilmStore:
    """Implements ``generation.studio.books.Films``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, film: str) -> Film | None:
        """Return the film, or None."""
        row = self._connection.execute(GET, (film,)).fetchone()
        return None if row is None else _film(row)

    def put(self, film: Film) -> None:
        """Insert or replace; a film with ``remix_of`` also gets its edge."""
        values = {
            "id": film.id, "chat": film.chat, "thread": film.thread, "requester": film.requester,
            "sentence": film.sentence, "locale": film.locale, "seed": film.seed,
            "mentions": canonical(film.mentions), "strangers": canonical(film.strangers),
            "recording": film.recording,
            "quoted": None if film.quoted is None else canonical(asdict(film.quoted)),
            "change": film.change, "remix_of": film.remix_of, "root": film.root,
            "paper": film.paper, "paper_sha256": film.paper_sha256, "title": film.title,
            "reading": film.reading,
            "state": film.state, "reason": film.reason, "hidden": film.hidden,
            "covered": film.covered, "made_at": micros(film.made_at),
        }  # fmt: skip
        self._connection.execute(PUT, values)
        if film.remix_of is not None:
            self._connection.execute(EDGE, (film.id, film.remix_of))

    def parts(self, film: str) -> Sequence[Part]:
        """Return the film's parts in the order of their tokens."""
        return [_part(row) for row in self._connection.execute(PARTS, (film,))]

    def put_part(self, part: Part) -> None:
        """Insert or replace one part."""
        values = {
            "film": part.film, "token": part.token, "name": part.name,
            "stand_in": part.stand_in, "member": part.member, "state": part.state,
            "basis": part.basis, "grant_id": part.grant, "epoch": part.epoch,
            "voice": part.voice, "asked_at": micros_or_none(part.asked_at),
            "better": part.better, "better_asked_at": micros_or_none(part.better_asked_at),
            "better_declined": part.better_declined,
        }  # fmt: skip
        self._connection.execute(PUT_PART, values)

    def with_member(self, member: MemberId) -> Sequence[Film]:
        """Return every film with a part of theirs, newest first, failed and removed ones too."""
        return [_film(row) for row in self._connection.execute(WITH_MEMBER, (member,))]

    def by(self, member: MemberId) -> Sequence[Film]:
        """Return every film they asked for, newest first."""
        return [_film(row) for row in self._connection.execute(BY, (member,))]

    def last_papers(self, chat: ChatId, most: int) -> Sequence[str]:
        """Return the screenplays of a chat's last films, newest first."""
        return [row["paper"] for row in self._connection.execute(LAST_PAPERS, (chat, most))]

    def since(self, chat: ChatId, at: datetime) -> Sequence[Film]:
        """Return films that were asked for in a chat since then, oldest first."""
        return [_film(row) for row in self._connection.execute(SINCE, (chat, micros(at)))]

    def remixes(self, film: str) -> Sequence[Film]:
        """Return films made from this one directly, oldest first."""
        return [_film(row) for row in self._connection.execute(REMIXES, (film,))]

    def descendants(self, film: str) -> Sequence[Film]:
        """Return films made from this one, from those, and so on, oldest first."""
        return [_film(row) for row in self._connection.execute(DESCENDANTS, {"film": film})]

    def asked_before(self, at: datetime) -> Sequence[Part]:
        """Return parts in state ``asked`` whose question went out before ``at``, oldest first."""
        return [_part(row) for row in self._connection.execute(ASKED_BEFORE, (micros(at),))]

    def better_asked_before(self, at: datetime) -> Sequence[Part]:
        """Return parts whose owner was shown a better film before ``at`` and has not answered."""
        rows = self._connection.execute(BETTER_ASKED_BEFORE, (micros(at),))
        return [_part(row) for row in rows]


def _film(row: sqlite3.Row) -> Film:
    return Film(
        id=row["id"], chat=row["chat"], thread=row["thread"], requester=row["requester"],
        sentence=row["sentence"], locale=row["locale"], seed=row["seed"],
        mentions=tuple((MemberId(member), name) for member, name in json.loads(row["mentions"])),
        strangers=tuple((name, handle) for name, handle in json.loads(row["strangers"])),
        recording=row["recording"], quoted=_quoted(row["quoted"]), change=row["change"],
        remix_of=row["remix_of"], root=row["root"], paper=row["paper"],
        paper_sha256=row["paper_sha256"], title=row["title"],
        reading=row["reading"], state=row["state"], reason=row["reason"],
        hidden=bool(row["hidden"]), covered=bool(row["covered"]), made_at=moment(row["made_at"]),
    )  # fmt: skip


def _quoted(text: str | None) -> Quoted | None:
    return None if text is None else Quoted(**json.loads(text))


def _part(row: sqlite3.Row) -> Part:
    return Part(
        film=row["film"], token=row["token"], name=row["name"], stand_in=row["stand_in"],
        member=row["member"], state=row["state"], basis=row["basis"], grant=row["grant_id"],
        epoch=row["epoch"], voice=bool(row["voice"]), asked_at=moment_or_none(row["asked_at"]),
        better=bool(row["better"]), better_asked_at=moment_or_none(row["better_asked_at"]),
        better_declined=bool(row["better_declined"]),
    )  # fmt: skip
