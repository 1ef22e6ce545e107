"""Where a message is shown, to whom, in which language; and the means to write it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.buttons import offer
from bot.chat import Button, OutgoingText, Rows
from bot.i18n import LOCALES, say
from bot.presenter.desk import Desk
from bot.presenter.words import (
    PAIR_UNDER_A_TEXT,
    SENTENCE_MAX,
    TITLE_MAX,
    clean,
    width,
)
from generation.model.film import Film, Part
from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.records import Post

OF_A_MEMBER = frozenset(
    {"me", "settings", "with_me", "receipts", "forget", "screen_test", "limits"}
)
DIRECT = "@"  # before a member's id it names the direct chat with them
SPEAKER = frozenset({"me", "i", "myself", "我", "我自己"})
"""Names in a screenplay that mean whoever asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One message to be written.

    Attributes:
        locale: Of the reader; of the film where a whole group reads.
        reader: The only one who reads it, or None for a group.
    """

    post: Post
    books: Books
    desk: Desk
    locale: str
    reader: MemberId | None

    def say(self, message_id: str, **values: str | int | float) -> str:
        """Return a sentence in the reader's language."""
        return say(message_id, self.locale, values)

    def button(
        self,
        label: str,
        verb: str,
        object_: str = "",
        *,
        allowed: MemberId | None = None,
        once: bool = False,
        until: datetime | None = None,
        tone: Literal["plain", "main", "even"] = "plain",
        about: str = "",
        viewers: tuple[MemberId, ...] | None = None,
    ) -> Button:
        """Offer a button under this message; in a private one nobody but its reader may press."""
        data = offer(
            self.books, slot=self.post.slot, verb=verb, object_=object_, chat=self.post.chat,
            allowed=allowed or self.post.viewer, single_use=once, expires_at=until,
            new_id=self.desk.new_id,
        )  # fmt: skip
        return Button(label=label, data=data, tone=tone, about=about, viewers=viewers)

    def person(self, member: MemberId | None) -> str:
        """Return what a member is called."""
        known = None if member is None else self.books.people.get(member)
        name = "" if known is None else clean(known.name)
        return name or self.say("someone")

    def role(self, film: Film, part: Part) -> str:
        """Return what the film calls a part. It does not tell whether there is a member behind."""
        if part.member == film.requester or part.name.casefold() in SPEAKER:
            return self.person(film.requester)
        return clean(part.name)

    def chat(self, chat: ChatId) -> str:
        """Return what a chat is called."""
        if chat.startswith(DIRECT):
            return self.person(MemberId(chat.removeprefix(DIRECT)))
        found = self.books.chats.get(chat)
        title = "" if found is None else clean(found.title)
        return title or clean(chat.partition(":")[2])

    def day(self, moment: datetime) -> str:
        """Return a date in words."""
        there = moment.astimezone(self.desk.at.tzinfo)
        return self.say("date", day=there.day, month=there.month)

    def moment(self, moment: datetime) -> str:
        """Return a date and a time in words."""
        there = moment.astimezone(self.desk.at.tzinfo)
        return self.say("date-time", day=there.day, month=there.month, time=there.strftime("%H:%M"))

    @property
    def platform(self) -> str:
        """The platform of the chat it is shown in."""
        return platform_of(self.post.chat)

    @property
    def menus(self) -> bool:
        """Whether what a message becomes is chosen in its menu there."""
        return self.platform in self.desk.menus

    @property
    def making(self) -> str:
        """What is typed before a sentence there, without the slash."""
        return self.say("making", command=self.desk.command) if self.menus else self.desk.command

    @property
    def operator(self) -> str:
        """Who runs the bot."""
        return clean(self.desk.operator) or self.say("operator-unnamed")


def platform_of(chat: ChatId) -> str:
    """Return the platform of a chat, or of the direct chat with a member."""
    return chat.removeprefix(DIRECT).partition(":")[0]


def is_drawn(part: Part) -> bool:
    """Tell whether a part is a drawn character's own: nobody is named for whom it stands in."""
    return part.name == part.stand_in


def stand_in(part: Part) -> str:
    """Return the name of the drawn character who plays a part."""
    return clean(part.stand_in.capitalize())


def title_of(film: Film) -> str:
    """Return the film's title; until it has one, the sentence."""
    return clean(film.title or film.sentence, TITLE_MAX)


def is_screen_test(film: Film) -> bool:
    """Tell whether a film only shows its requester to themself."""
    return not film.sentence


def is_round(film: Film) -> bool:
    """Tell whether a film is made to be shown in a circle."""
    return bool(film.paper) and json.loads(film.paper or "").get("format") == "note"


def sentence_of(film: Film) -> str:
    """Return the sentence, short enough to stand inside one of ours."""
    return clean(film.sentence, SENTENCE_MAX)


def rows_of(*buttons: Button, pair: int = PAIR_UNDER_A_TEXT) -> Rows:
    """Lay buttons out: two in a row where both are short enough, else one."""
    rows: list[tuple[Button, ...]] = []
    for button in buttons:
        last = rows[-1] if rows else ()
        if len(last) == 1 and width(last[0].label) <= pair and width(button.label) <= pair:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)


def was_shown(scene: Scene) -> bool:
    """Tell whether somebody has seen the message, or something else in its place.

    A film that a chat cannot turn into words is gone by now; the words follow it.
    """
    return scene.post.message is not None or scene.post.attempts > 0


def boxed(label: str, on: bool) -> str:  # noqa: FBT001
    """Return a label with a box before it that is ticked or not."""
    return f"{'☑' if on else '☐'} {label}"


def ticked(label: str, on: bool) -> str:  # noqa: FBT001
    """Return a label with a tick before it where it is the one that counts."""
    return f"✓ {label}" if on else label


def note(*lines: str, rows: Rows = ()) -> OutgoingText:
    """Return plain words."""
    return OutgoingText(text="\n".join(line for line in lines if line), rows=rows)


def scene_of(post: Post, books: Books, desk: Desk) -> Scene:
    """Find out who reads a message, and in which language."""
    reader = _reader(post)
    return Scene(
        post=post, books=books, desk=desk, reader=reader, locale=_locale(post, books, reader)
    )


def _reader(post: Post) -> MemberId | None:
    if post.viewer is not None:
        return post.viewer
    if post.kind in OF_A_MEMBER:
        return MemberId(post.object.partition("|")[0])
    if post.chat.startswith(DIRECT):
        return MemberId(post.chat.removeprefix(DIRECT))
    return None


def _locale(post: Post, books: Books, reader: MemberId | None) -> str:
    if post.kind == "film":
        film = books.films.get(post.object)
        return _spoken([film.locale] if film is not None else [])
    readers = [reader] if reader is not None else [m.member for m in books.chats.members(post.chat)]
    known = [books.people.get(member) for member in readers]
    return _spoken([member.locale for member in known if member is not None])


def _spoken(locales: Sequence[str]) -> str:
    """Return the language that most of them read."""
    counts = Counter(locale for locale in locales if locale in LOCALES)
    return max(LOCALES, key=lambda locale: counts[locale])
