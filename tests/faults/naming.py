"""Which film a message is about, where the chat does not tell: read off its words and its file."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.chat import Outgoing, OutgoingClip
from tests.faults.chat_server import Memory
from tests.faults.checker import FILM

MARKER = re.compile(r"take-\w+-")


def name_films(memory: Memory, films: Mapping[str, str], cuts: Mapping[str, str]) -> list[str]:
    """Find out by what they showed which film messages are about, and which about none.

    Args:
        memory: What there was; the messages in it get the keys of their films.
        films: By the marker in their sentence.
        cuts: The film that each cut is of.

    Returns:
        What cannot be.
    """
    wrong: list[str] = []
    last: dict[str, Outgoing | None] = {}
    for change in memory.log:
        last[change.message] = change.now
        ours = memory.messages.get(change.message)
        if ours is None:
            continue
        shown = _films(change.now, films, cuts)
        keys = {f"{FILM}{film}" for film in shown} | {ours.key} - {""}
        if len(keys) > 1:
            wrong.append(f"{change.message} is about two films")
        ours.key = min(keys, default="")
    for number, message in memory.messages.items():
        if last.get(number) != message.now:
            wrong.append(f"{number} shows what nobody has sent")
    return wrong


def _films(now: Outgoing | None, films: Mapping[str, str], cuts: Mapping[str, str]) -> set[str]:
    """Return the film that words name, and the one that a cut is of."""
    words = "" if now is None else now.caption if isinstance(now, OutgoingClip) else now.text
    found = {films.get(marker, marker) for marker in MARKER.findall(words)}
    if isinstance(now, OutgoingClip):
        found.add(cuts.get(now.film.id, f"of cut {now.film.id}"))
    return found
