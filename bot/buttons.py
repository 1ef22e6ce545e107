"""What a button carries, and the rows that remember what it means. Only an id ever travels."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import datetime

from generation.model.member import ChatId, MemberId
from generation.studio.books import Books
from generation.studio.records import Button, Slot

ID_BYTES = 16  # 128 bits: not to be guessed
DATA_MAX_BYTES = 40  # every chat carries 64; ids in the older ones are shorter

UNDER_A_CLIP = frozenset(
    {"add_me", "same_style", "prompt", "like", "dislike", "remove_me", "more"}
    | {"who", "why", "cover", "uncover", "delete", "report"}
)
WHILE_IT_IS_MADE = frozenset(
    {"cancel", "wrong_mood", "recipe", "film_last", "softer", "funnier", "slower", "night"}
    | {"redo_shot", "next_scene", "join"}
)
FOR_THE_DEPICTED = frozenset(
    {"approve", "decline", "better", "grant_once", "grant_group_30d", "grant_no"}
    | {"stop_asking", "revoke", "renew"}
)
ENROLMENT = frozenset(
    {"enrol", "retake", "release", "accept_release", "face_on", "voice_on", "look"}
    | {"level", "forget_me", "confirm"}
)
LISTS_AND_CARDS = frozenset(
    {"retry", "retry_big", "rewrite", "ask_person", "page", "open", "dismiss", "open_door", "claim"}
)
ADMINS = frozenset({"allow_chat", "leave_chat", "puppets_only", "pause", "stop_all"})
VERBS = UNDER_A_CLIP | WHILE_IT_IS_MADE | FOR_THE_DEPICTED | ENROLMENT | LISTS_AND_CARDS | ADMINS
"""Everything a button can do."""

_DATA = re.compile(r"1:([a-z0-9_]{2,15}):([A-Za-z0-9_-]{21}[AQgw])", re.ASCII)
"""The last of 22 characters carries two bits; any other ending is no id of ours."""


def new_id(random_bytes: bytes) -> str:
    """Write 16 random bytes as a button's id.

    Raises:
        ValueError: There are more or fewer.
    """
    if len(random_bytes) != ID_BYTES:
        raise ValueError(len(random_bytes))
    return urlsafe_b64encode(random_bytes).decode("ascii").rstrip("=")


def encode(verb: str, button: str) -> str:
    """Return what travels: ``1:<verb>:<id>``.

    Raises:
        ValueError: No such verb, or no such form of id.
    """
    data = f"1:{verb}:{button}"
    if decode(data) is None:
        raise ValueError(verb)
    return data


def decode(text: str) -> tuple[str, str] | None:
    """Read verb and id back; None for anything that ``encode`` does not write."""
    found = _DATA.fullmatch(text)
    if found is None or found[1] not in VERBS:
        return None
    return found[1], found[2]


def offer(
    books: Books,
    *,
    slot: Slot,
    verb: str,
    object_: str,
    chat: ChatId,
    allowed: MemberId | None,
    single_use: bool,
    expires_at: datetime | None,
    new_id: Callable[[], str],
) -> str:
    """Return the data of a button under a message, remembering what it means.

    A button that the message shows already keeps its id. One that has been used up never comes
    back to life: the message gets a new one.
    """
    found = books.buttons.find(slot, verb, object_)
    kept = found.id if found is not None and found.used_at is None else None
    button = Button(
        id=kept or new_id(), verb=verb, object=object_,
        slot=slot, chat=chat, allowed=allowed, single_use=single_use, expires_at=expires_at,
    )  # fmt: skip
    if button != found:
        books.buttons.put(button)
    return encode(verb, button.id)
