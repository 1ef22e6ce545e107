"""Answers to presses, and reactions."""

from __future__ import annotations

import re

from tests.telegram import refusals
from tests.telegram.calls import Call
from tests.telegram.methods import addressing
from tests.telegram.presses import Answer
from tests.telegram.refusals import bad
from tests.telegram.world import World

ANSWER_WITHIN_S = 60.0  # seconds to minutes in truth; not documented
TOAST_MAX = 200
EMOJI = (
    "❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 "
    "🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 "
    "🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡 "
)
REACTIONS = frozenset(EMOJI.split())


def answer_callback_query(world: World, call: Call) -> bool:
    press = world.queries.get(call.text("callback_query_id"))
    if press is None or press.answer is not None:
        raise bad(refusals.QUERY_TOO_OLD)
    if world.clock.now() - press.at > ANSWER_WITHIN_S:
        raise bad(refusals.QUERY_TOO_OLD)
    text, url = call.text("text"), call.text("url")
    if len(text) > TOAST_MAX:
        raise bad("MESSAGE_TOO_LONG")
    if url and not _opens_this_bot(url, world.me.username):
        raise bad(refusals.URL_INVALID)
    press.give(Answer(text=text, alert=call.flag("show_alert"), url=url))
    return True


def _opens_this_bot(url: str, username: str) -> bool:
    pattern = rf"(?:https?://)?(?:t|telegram)\.me/{username}\?start=[A-Za-z0-9_-]{{1,64}}"
    return re.fullmatch(pattern, url, re.IGNORECASE) is not None


def set_message_reaction(world: World, call: Call) -> bool:
    place = addressing.reachable_place(world, call)
    message = place.messages.get(call.integer("message_id") or 0)
    if message is None or message.gone:
        raise bad(refusals.REACT_NOT_FOUND)
    reaction = call.listed("reaction")
    if len(reaction) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for one in reaction:
        if one.get("type") != "emoji" or one.get("emoji") not in REACTIONS:
            raise bad(refusals.REACTION_INVALID)
    message.reactions[world.me.id] = reaction
    if not reaction:
        del message.reactions[world.me.id]
    return True


METHODS = {
    "answerCallbackQuery": answer_callback_query,
    "setMessageReaction": set_message_reaction,
}
