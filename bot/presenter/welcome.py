"""A card in a chat that the bot was let into: whether it is to work there, and how to begin."""

from __future__ import annotations

from bot.chat import OutgoingText
from bot.presenter.desk import Shown, TakeAway
from bot.presenter.scene import Scene, note, rows_of
from bot.presenter.words import clean, whole_of
from generation.house_rules import check
from generation.model.member import MemberId


def present_welcome(scene: Scene, member: str) -> Shown:
    """Ask the chat's admins, or whoever of them let the bot in; once it is open, propose a film."""
    chat = scene.books.chats.get(scene.post.chat)
    if chat is None:
        return TakeAway()
    if chat.opened:
        return _open(scene)
    who = scene.books.people.get(MemberId(member))
    admin = clean(who.name) if who is not None else ""
    rows = rows_of(
        scene.button(scene.say("button-open-chat"), "allow_chat"),
        scene.button(scene.say("button-leave-chat"), "leave_chat"),
    )
    return note(scene.say("welcome", admin=admin or scene.say("welcome-admins")), rows=rows)


def _open(scene: Scene) -> OutgoingText:
    """Propose a film that has the chat's own name in it, where that is a name one may film."""
    chat = scene.books.chats.get(scene.post.chat)
    name = clean(whole_of(chat.title)) if chat is not None else ""
    sentence = scene.say("welcome-idea", chat=name) if name else ""
    if not sentence or check([sentence]) is not None:
        sentence = scene.say("idea-food")
    return note(scene.say("welcome-open", command=scene.making, sentence=sentence))
