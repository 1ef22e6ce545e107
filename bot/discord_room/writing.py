"""What the core shows becomes what Discord is sent: content, rows of buttons, a film. Pure.

Whatever anybody wrote is escaped, so no name can format a message, call somebody, or link.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from discord import AllowedMentions, File

from bot.chat import Button, Outgoing, OutgoingClip, OutgoingText, Rows

TEXT_MAX: Final = 2000
LABEL_MAX: Final = 80
TITLE_MAX: Final = 45  # of a form, and of a label in it
DESCRIPTION_MAX: Final = 1024  # of a file, for ears
ROW_MAX, ROWS_MAX = 5, 5
CUT: Final = "…"
MARK: Final = re.compile(r"[\\*_~`|<\[]|(?m:^\s*(?:[#>+-]|\d+(?=[.)])))")
"""What may begin a format: emphasis, code, spoilers, mentions, links, headings, quotes, lists."""
CALLS: Final = re.compile(r"@(?=everyone|here)")
APART: Final = "\u200b"  # nothing is seen of it, and it parts an @ from the word after it

SUPPRESS_EMBEDS: Final = 1 << 2
EPHEMERAL: Final = 1 << 6
ROW, BUTTON = 1, 2
PRIMARY, SECONDARY = 1, 2
SPOILER: Final = "SPOILER_"  # begins the name of a file that is blurred until somebody taps it
NO_MENTIONS: Final = AllowedMentions.none().to_dict()


def cut(text: str, most: int) -> str:
    """Return a text of at most so many characters."""
    return text if len(text) <= most else text[: most - 1].rstrip("\u200d ") + CUT


def escaped(text: str) -> str:
    """Return a text that reads as it stands, whatever is in it."""
    return CALLS.sub(f"@{APART}", MARK.sub(_plain, text))


def _plain(found: re.Match[str]) -> str:
    mark = found[0]
    return f"{mark}\\" if mark[-1].isdecimal() else f"{mark[:-1]}\\{mark[-1]}"


def content_of(message: Outgoing) -> str:
    """Return the words of a message, with its title in bold where it stands in them."""
    text = message.caption if isinstance(message, OutgoingClip) else message.text
    return written(text, message.title)


def written(text: str, title: str = "") -> str:
    """Return words as Discord is sent them, at most ``TEXT_MAX`` characters, none of them torn."""
    before, found, after = text.partition(title) if title.strip() else (text, "", "")
    bold = f"**{escaped(found)}**" if found else ""
    whole = escaped(before) + bold + escaped(after)
    if len(whole) <= TEXT_MAX:
        return whole
    return _fitting(text)


def _fitting(text: str) -> str:
    """Return as much of a text as there is room for; cut before it is escaped."""
    most = TEXT_MAX
    while len(short := escaped(cut(text, most))) > TEXT_MAX:
        most -= max(1, (len(short) - TEXT_MAX) // 2)
    return short


# ---------------------------------------------------------------- buttons


def components(rows: Rows) -> list[dict[str, Any]]:
    """Return buttons in rows; where there are too many rows, they are filled up."""
    return [
        {"type": ROW, "components": [button_of(button) for button in row]} for row in laid_out(rows)
    ]


def button_of(button: Button) -> dict[str, Any]:
    """Return one button."""
    return {
        "type": BUTTON,
        "style": PRIMARY if button.tone == "main" else SECONDARY,
        "label": cut(button.label, LABEL_MAX),
        "custom_id": button.data,
    }


def laid_out(rows: Rows) -> Sequence[Sequence[Button]]:
    """Return rows of at most five, five at most."""
    split = [row[at : at + ROW_MAX] for row in rows for at in range(0, len(row), ROW_MAX)]
    while len(split) > ROWS_MAX and _join_two(split):
        pass
    if len(split) <= ROWS_MAX:
        return split
    buttons = [button for row in rows for button in row][: ROW_MAX * ROWS_MAX]
    return [buttons[at : at + ROW_MAX] for at in range(0, len(buttons), ROW_MAX)]


def _join_two(rows: list[tuple[Button, ...]]) -> bool:
    """Join the first two rows, of the shortest, that have room for each other; False if none."""
    pairs = [
        (len(rows[at]) + len(rows[at + 1]), at)
        for at in range(len(rows) - 1)
        if len(rows[at]) + len(rows[at + 1]) <= ROW_MAX
    ]
    if not pairs:
        return False
    _, at = min(pairs)
    rows[at : at + 2] = [rows[at] + rows[at + 1]]
    return True


# ---------------------------------------------------------------- whole messages


def words_body(message: Outgoing) -> dict[str, Any]:
    """Return what a message says and its buttons; what is attached to it stays as it is."""
    return {
        "content": content_of(message),
        "components": components(message.rows),
        "allowed_mentions": NO_MENTIONS,
        "flags": SUPPRESS_EMBEDS,
    }


def whole_body(message: Outgoing) -> tuple[dict[str, Any], File | None]:
    """Return all there is of a message, and its file; nothing that was attached before stays."""
    body, file = words_body(message), file_of(message)
    attached = [] if file is None else [file.to_dict(0)]
    return body | {"attachments": attached}, file


def file_of(message: Outgoing) -> File | None:
    """Return the film or the picture of a message. Discord draws the poster itself."""
    if isinstance(message, OutgoingClip):
        title = cut(message.title, DESCRIPTION_MAX) or None
        return File(
            io.BytesIO(message.film.film), f"{message.film.id}.mp4", spoiler=message.covered,
            description=title,
        )  # fmt: skip
    if message.picture is None:
        return None
    return File(io.BytesIO(message.picture), "picture.jpg")


def reply_to(message: OutgoingText | OutgoingClip) -> dict[str, Any]:
    """Return what hangs a new message on the one it comes from, where that is in the channel."""
    parent = message.parent
    if parent is None or not parent.isdecimal():
        return {}
    reference = {"message_id": parent, "fail_if_not_exists": False}
    return {"message_reference": reference}


def whisper(text: str, rows: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """Return words that one person alone sees."""
    return {
        "content": written(text),
        "components": [dict(row) for row in rows],
        "allowed_mentions": NO_MENTIONS,
        "flags": SUPPRESS_EMBEDS | EPHEMERAL,
    }
