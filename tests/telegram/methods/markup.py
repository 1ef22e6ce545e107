"""Keyboards under messages, and what is wrong with them."""

from __future__ import annotations

from urllib.parse import urlsplit

from tests.telegram import refusals
from tests.telegram.calls import Call
from tests.telegram.refusals import bad
from tests.telegram.things import Buttons, Json

BUTTONS_MAX = 100
ROW_MAX = 8
DATA_MAX_BYTES = 64
STYLES = frozenset({"danger", "success", "primary"})
ACTIONS = frozenset({
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
})  # fmt: skip


def keyboard(call: Call) -> tuple[Buttons, Json | None]:
    """The inline keyboard of a call, and the markup whole where it is of another sort.

    Raises:
        Refused: Telegram would not take it.
    """
    markup = call.mapped("reply_markup")
    if "inline_keyboard" not in markup:
        return [], markup or None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad("can't parse inline keyboard markup JSON object")
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > BUTTONS_MAX or any(len(row) > ROW_MAX for row in rows):
        raise bad(refusals.MARKUP_TOO_LONG)
    for row in rows:
        for button in row:
            _check(button)
    return rows, None


def inline_keyboard(call: Call) -> Buttons:
    """The keyboard of an edit, which takes no other sort.

    Raises:
        Refused: It is of another sort, or Telegram would not take it.
    """
    rows, other = keyboard(call)
    if other is not None:
        raise bad(refusals.INLINE_EXPECTED)
    return rows


def _check(button: object) -> None:
    wrong = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad(wrong + "InlineKeyboardButton must be an Object")
    if not str(button.get("text", "")).strip():
        raise bad(wrong + 'Field "text" must be of type String')
    acts = ACTIONS & button.keys()
    if not acts:
        raise bad(wrong + "Text buttons are unallowed in the inline keyboard")
    if button.get("style") not in (None, *STYLES):
        raise bad(wrong + "invalid button style specified")
    if "callback_data" in acts:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= DATA_MAX_BYTES:
            raise bad(refusals.BUTTON_DATA_INVALID)
    if "url" in acts:
        _check_url(str(button["url"]))


def _check_url(url: str) -> None:
    link = urlsplit(url if "://" in url else f"http://{url}")
    if link.scheme not in ("http", "https", "tg"):
        raise _wrong_url(url, "Unsupported URL protocol")
    if link.scheme != "tg" and "." not in (link.hostname or ""):
        raise _wrong_url(url, "Wrong HTTP URL")


def _wrong_url(url: str, why: str) -> refusals.Refused:
    return bad(f"inline keyboard button URL '{url}' is invalid: {why}")
