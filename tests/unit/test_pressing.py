"""A hundred thousand presses that must not count, at the door itself: not one does."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest

from bot.buttons import ID_BYTES, VERBS, encode, new_id
from bot.chat import ButtonPress, Place, Sender, Toast
from bot.house.entry import Visit
from bot.house.pressing import press
from bot.i18n import say
from generation.model.member import ChatId, Member, MemberId
from generation.studio.records import Button
from tests.unit.rig_room import NOW, ROOM, inside, post

PRESSES = 100_000
PEOPLE = [Member(id=MemberId(f"web:{n}"), name=f"P{n}") for n in range(20)]
NOT_MINE = {say("toast-not-yours", "en", {"name": one.name}) for one in PEOPLE}
NOBODY: Any = None  # no act is reached, so no house is needed
MESSAGE, ELSEWHERE = "m1", ChatId("web:elsewhere")
WAYS = ("another's", "forged", "other verb", "other message", "other chat", "expired", "replayed",
        "broken")  # fmt: skip


@pytest.fixture(scope="module")
def rng():
    return np.random.default_rng(41)


def a_button(rng, verb, owner, **changes) -> Button:
    what: dict[str, Any] = {
        "id": new_id(rng.bytes(ID_BYTES)), "verb": verb, "object": "f1", "slot": "film:f1",
        "chat": ROOM, "allowed": owner.id, "single_use": False, "expires_at": None,
    }  # fmt: skip
    return Button(**(what | changes))


def event(member, data, *, message=MESSAGE, chat=ROOM):
    return ButtonPress(
        event_id="web:1", sender=Sender(id=member.id, name=member.name), place=Place(chat=chat),
        data=data, message=message,
    )  # fmt: skip


class Room:
    """Everybody has every button once, once run out and once used up."""

    def __init__(self, books, rng):
        self.books, self.rng = books, rng
        self.drawn = iter(rng.integers(1 << 30, size=4 * PRESSES).tolist())
        books.outbox.put(replace(post("film", "f1"), slot="film:f1", message=MESSAGE))
        past = {"expires_at": NOW - timedelta(seconds=1)}
        used = {"single_use": True, "used_at": NOW - timedelta(days=1)}
        self.living = self._for_everybody({})
        self.expired = self._for_everybody(past)
        self.used = self._for_everybody(used)
        for rows in (self.living, self.expired, self.used):
            for _, row in rows:
                books.buttons.put(row)

    def _for_everybody(self, changes):
        return [
            (member, a_button(self.rng, verb, member, **changes))
            for member in PEOPLE
            for verb in sorted(VERBS)
        ]

    def draw(self, below, *, least=0):
        return least + next(self.drawn) % (below - least)

    def wrong(self, way):
        """Return a press that must not count, and by whom."""
        rows = {"expired": self.expired, "replayed": self.used}.get(way, self.living)
        owner, row = rows[self.draw(len(rows))]
        data = encode(row.verb, row.id)
        other = PEOPLE[(PEOPLE.index(owner) + self.draw(len(PEOPLE), least=1)) % len(PEOPLE)]
        match way:
            case "another's":
                return other, event(other, data)
            case "forged":
                return owner, event(owner, encode(row.verb, new_id(self.rng.bytes(ID_BYTES))))
            case "other verb":
                verbs = sorted(VERBS - {row.verb})
                verb = verbs[self.draw(len(verbs))]
                return owner, event(owner, encode(verb, row.id))
            case "other message":
                return owner, event(owner, data, message="m2")
            case "other chat":
                return owner, event(owner, data, chat=ELSEWHERE)
            case "broken":
                return owner, event(owner, self._broken(data))
            case _:
                return owner, event(owner, data)

    def _broken(self, data):
        place, cut = self.draw(len(data)), self.draw(len(data))
        noise = self.rng.bytes(5).decode("latin-1")
        return (data[:place] + noise + data[place + cut :])[: len(data) + 8] + "~"


def refused(answer, names):
    return isinstance(answer, Toast) and answer.text in names


def test_a_hundred_thousand_presses_that_must_not_count_do_nothing(database, rng):
    refusals = NOT_MINE | {say("toast-expired", "en")}

    def work(books):
        for member in PEOPLE:
            books.people.put(member)
        room, counted = Room(books, rng), Counter[tuple[str, bool]]()
        before = books.connection.total_changes
        for number in range(PRESSES):
            way = WAYS[number % len(WAYS)]
            member, pressed = room.wrong(way)
            visit = Visit(books=books, house=NOBODY, event=pressed, member=member, at=NOW)
            counted[way, refused(press(visit, pressed), refusals)] += 1
        return counted, books.connection.total_changes - before

    counted, changes = inside(database, work)
    assert counted == {(way, True): PRESSES // len(WAYS) for way in WAYS}
    assert changes == 0


def test_the_same_buttons_count_for_whom_they_are(database, rng):
    """Else the other test would show nothing: the door lets these through, to their acts."""

    def work(books):
        for member in PEOPLE:
            books.people.put(member)
        room, reached = Room(books, rng), 0
        for owner, row in room.living[: len(VERBS)]:
            pressed = event(owner, encode(row.verb, row.id))
            visit = Visit(books=books, house=NOBODY, event=pressed, member=owner, at=NOW)
            try:
                reached += not refused(press(visit, pressed), NOT_MINE)
            except AttributeError:  # an act that asks for the house
                reached += 1
        return reached

    assert inside(database, work) == len(VERBS)
