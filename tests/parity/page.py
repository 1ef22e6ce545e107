"""Writes the page: one table for each kind of thing that somebody can do or be told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Final, get_args, get_type_hints

from bot import buttons
from bot.chat import Answer, Capabilities, Event, OpenForm
from bot.commands import RESERVED
from bot.house import pressing, pressing_self, steps
from tests.messages import ROOT
from tests.parity.cases import ANSWERING, HOW, INSTEAD, NEEDS, NOT, SAID, WISHES
from tests.parity.declared import EVENTS, Declared, told_in

PAGE: Final = ROOT / "docs" / "parity.md"
ACTS: Final = frozenset({*pressing.ACTS, *pressing_self.ACTS, *steps.ACTS})
"""Everything that a button does."""
STEPS: Final = frozenset(
    what for source in ("bot/house/steps.py", "bot/house/router.py")
    for what in told_in(ROOT / source) if what.startswith("FormSubmit")
)  # fmt: skip
"""What the core tells itself of forms that it asks step by step."""
FORMS: Final[tuple[str, ...]] = get_args(get_type_hints(OpenForm)["kind"])
ANSWERS: Final = tuple(answer.__name__ for answer in get_args(Answer))
GROUPS: Final = (
    ("Under a film", buttons.UNDER_A_CLIP),
    ("While it is made, and after", buttons.WHILE_IT_IS_MADE),
    ("For whoever is in it", buttons.FOR_THE_DEPICTED),
    ("On the way to a cameo", buttons.ENROLMENT),
    ("In lists and on cards", buttons.LISTS_AND_CARDS),
    ("For admins", buttons.ADMINS),
)  # fmt: skip
TOP: Final = """\
# The same everywhere

What can be done in each chat, and how. `python -m tests.parity` writes this page from what the
adapters declare; a test fails when it is not up to date, or when a chat has no way for something.
A dash says why one needs none.
"""


def page(chats: Sequence[Declared]) -> str:
    """Return the page."""
    parts = [
        TOP,
        "## What people come for\n",
        _table(chats, "", ((wish, *_by(chats, ways)) for wish, ways in WISHES.items())),
        "## What the bot is told\n",
        _table(chats, "", (_told(event) for event in HOW)),
        "## Words after the command\n",
        _table(chats, "word", ((f"`{one}`", *_words(chats, one)) for one in RESERVED)),
        "## Buttons\n",
        *(_buttons(chats, title, verbs) for title, verbs in GROUPS),
        "## Forms\n",
        _table(chats, "form", ((f"`{one}`", *_forms(chats, one)) for one in FORMS)),
        "## What is answered at once\n",
        _table(chats, "answer", ((f"`{one}`", *SAID[one]) for one in ANSWERS)),
        "## What a chat can do\n",
        _table(chats, "", (_able(chats, field.name) for field in fields(Capabilities))),
    ]
    return "\n".join(parts)


def missing(chats: Sequence[Declared]) -> list[str]:
    """Return everything that somebody cannot do in a chat, or that the page says wrongly."""
    return [
        *(f"{event} is not on the page" for event in EVENTS - HOW.keys()), *_unheard(chats),
        *_unread(chats), *_unpressed(chats), *_unsaid(chats),
        *(f"{chat.name}: {wish}" for wish, ways in WISHES.items()
          for chat, by in zip(chats, _by(chats, ways), strict=True) if not by),
    ]  # fmt: skip


def _by(chats: Sequence[Declared], ways: Sequence[str]) -> Iterator[str]:
    """Yield by what each chat brings something, in words; nothing where it does not."""
    for at, chat in enumerate(chats):
        found = (_way(chat, at, way) for way in ways)
        yield "; ".join(dict.fromkeys(way for way in found if not way.startswith(NOT)))


def _way(chat: Declared, at: int, way: str) -> str:
    said = HOW.get(way) or ANSWERING.get(way)
    if said is not None:
        return said[at]
    if way in RESERVED:
        return chat.word(way) or NOT
    return INSTEAD.get((way, chat.name)) or f"{chat.button} `{way}`"


def _unheard(chats: Sequence[Declared]) -> Iterator[str]:
    for event, ways in HOW.items():
        for chat, way in zip(chats, ways, strict=True):
            if way.startswith(NOT) is _hears(chat, event):
                yield f"{chat.name}: {event}"


def _hears(chat: Declared, event: str) -> bool:
    """Tell whether a chat tells the core of something, or the core does it there by itself."""
    if event == "ButtonPress.meant":
        return chat.can.looks_back
    return event in chat.told or (not chat.can.forms and event in STEPS)


def _unread(chats: Sequence[Declared]) -> Iterator[str]:
    for answer in ANSWERS:
        yield from (f"{chat.name}: {answer}" for chat in chats if answer not in chat.answered)


def _unpressed(chats: Sequence[Declared]) -> Iterator[str]:
    for verb in sorted(ACTS):
        for chat in chats:
            able = verb not in NEEDS or getattr(chat.can, NEEDS[verb])
            if able is ((verb, chat.name) in INSTEAD) or not chat.shows(verb):
                yield f"{chat.name}: {verb}"


def _unsaid(chats: Sequence[Declared]) -> Iterator[str]:
    for chat in chats:
        yield from (f"{chat.name}: {word}" for word in RESERVED if chat.word(word) is None)
        yield from (f"{chat.name}: {form}" for form in FORMS if chat.form(form) is None)
        said = " ".join(way for ways in ANSWERING.values() for way in ways)
        yield from (f"{chat.name}: {menu}" for menu in chat.menus if f"*{menu}*" not in said)


# ---------------------------------------------------------------- tables


def _table(chats: Sequence[Declared], what: str, rows: Iterable[Sequence[str]]) -> str:
    head = [what, *(chat.title for chat in chats)]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _told(event: str) -> Sequence[str]:
    """Return a row for an event, with the beginning of what is written of it."""
    kinds = {kind.__name__: kind for kind in get_args(Event)}
    about = re.split(r"[:;.]", kinds[event].__doc__ or "")[0] if event in kinds else ""
    return (f"`{event}` {about.replace('``', '`')}".strip(), *HOW[event])


def _words(chats: Sequence[Declared], word: str) -> Iterator[str]:
    return (chat.word(word) or NOT for chat in chats)


def _forms(chats: Sequence[Declared], kind: str) -> Iterator[str]:
    return (chat.form(kind) or NOT for chat in chats)


def _buttons(chats: Sequence[Declared], title: str, verbs: frozenset[str]) -> str:
    rows = ((f"`{verb}`", *_ways(chats, verb)) for verb in sorted(verbs & ACTS))
    return _table(chats, title, rows)


def _ways(chats: Sequence[Declared], verb: str) -> Iterator[str]:
    return (INSTEAD.get((verb, chat.name), chat.button) for chat in chats)


def _able(chats: Sequence[Declared], name: str) -> Sequence[str]:
    values = (getattr(chat.can, name) for chat in chats)
    return (f"`{name}`", *(_said(value) for value in values))


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else str(value)
