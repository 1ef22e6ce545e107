"""What no adapter declares: in which words a chat has somebody do something, and why one has not.

A test compares it with the adapters: what one tells or reads is here, and what it does not, begins
with a dash and says why.
"""

from __future__ import annotations

from typing import Final

from bot.i18n import say

NOT: Final = "— "
REPLY: Final = "reply with the command alone"
FILM, REMIX = (say(f"discord-menu-{one}", "en") for one in ("film", "remix"))

HOW: Final[dict[str, tuple[str, str, str]]] = {
    "IncomingCommand": (
        "a line with the command; any line in the direct chat",
        "the command; any words in private",
        "command `make`, or a word; any words by DM",
    ),
    "IncomingCommand.mentions": (
        "`@` and a name of the room", "`@handle`, or a name picked from the list",
        "people picked beside the sentence; `@` in it",
    ),
    "IncomingCommand.unknown": (
        f"{NOT}every `@` is somebody of the room", "`@handle` that nobody the bot has met goes by",
        f"{NOT}Discord tells whose a mention is",
    ),
    "IncomingCommand.media": (
        "files sent with the line", "a file with the command under it",
        "option `voice`; files by DM",
    ),
    "IncomingCommand.reply_to": (
        "reply", "reply", f"menus *{FILM}*, *{REMIX}* of a message; reply by DM",
    ),
    "ButtonPress": ("button", "inline button", "button component"),
    "ButtonPress.meant": (
        "the line before the panel", f"{NOT}bots cannot look back there: reply to the message",
        f"{NOT}bots do not look back there: menu of the message",
    ),
    "FormSubmit": ("dialog or sheet", "step dialog, in private", "modal"),
    "FormSubmit.media": ("the camera, or a file", "a file, in private", "a file in the modal"),
    "FormSubmit.mentions": (
        f"{NOT}the sheet has no list of people", "`@handle` in the answer", "`@` in the modal",
    ),
    "MediaUpload": ("a file in the direct chat", "a file in private", "a file by DM"),
    "MemberJoined": (
        "opening the room", "joining the group",
        f"{NOT}told only to bots that read along; whoever speaks, or is named, is met then",
    ),
    "MemberLeft": (
        "leaving the room", "leaving the group, or being removed",
        f"{NOT}told only to bots that read along; who is there is asked when it counts",
    ),
    "BotJoined": (
        f"{NOT}the bot is at home", "adding the bot to a group", "adding the bot to a server",
    ),
    "DirectOpened": (
        f"{NOT}the direct chat is there from the start",
        "first words in private; unblocking the bot", "words by DM",
    ),
    "MessageGone": (
        f"{NOT}only the bot takes its messages away",
        f"{NOT}Telegram does not tell; found at the next change",
        f"{NOT}told only to bots that read along; found at the next change",
    ),
    "ChatMoved": (
        f"{NOT}rooms keep their id", "removing the bot; a group that becomes a supergroup",
        "removing the bot; deleting the channel",
    ),
}  # fmt: skip
"""Event, or a field of one → how it comes about in the local room, Telegram, Discord."""

SAID: Final[dict[str, tuple[str, str, str]]] = {
    "Silence": ("nothing", "nothing", "nothing, or the message that answers"),
    "Toast": (
        "a line that passes", "over the button; to a command, a line for them alone",
        "words for them alone",
    ),
    "OpenForm": ("dialog or sheet", "step dialog, in private", "modal, or a button that opens it"),
    "CloseForm": ("the form closes", "the next message", "words for them alone"),
    "KeepForm": (
        "the form stays, with the reason in it", "the question stays, with the reason above it",
        "words for them alone, and a button back to what was filled in",
    ),
    "OpenDirect": (
        "nothing: everybody's direct chat is open", "a link into private",
        "what waited comes at once, for them alone",
    ),
    "LeaveChat": ("nothing: the bot is at home", "the bot leaves", "the bot leaves the server"),
}  # fmt: skip
"""Answer → what somebody gets to see of it."""

NEEDS: Final = {"film_last": "looks_back", "cover": "covers", "uncover": "covers"}
"""Button → what a chat must be able to do for it to be offered."""

INSTEAD: Final[dict[tuple[str, str], str]] = {
    ("film_last", "telegram"): REPLY,
    ("film_last", "discord"): f"menu *{FILM}*",
    ("cover", "web"): f"{NOT}nothing is blurred in the room",
    ("uncover", "web"): f"{NOT}nothing is blurred in the room",
}
"""(button, chat) → what there is where it is not offered."""

ANSWERING: Final[dict[str, tuple[str, str, str]]] = {
    "answering a message": (REPLY, REPLY, f"menu *{FILM}*"),
    "answering a film": (REPLY, REPLY, f"menu *{REMIX}*"),
}
"""What ``IncomingCommand.reply_to`` is for."""

WISHES: Final[dict[str, tuple[str, ...]]] = {
    "A film of a sentence": ("IncomingCommand",),
    "A film with somebody else in it": ("IncomingCommand.mentions",),
    "A film in one's own voice": ("IncomingCommand.media",),
    "A film of somebody's message": ("answering a message", "film_last"),
    "What happens next in a film": ("next_scene",),
    "A film in other words": ("prompt", "answering a film"),
    "Oneself in somebody's film": ("add_me", "same_style"),
    "A face and a voice of one's own": ("enrol", "FormSubmit.media"),
    "A yes or a no to a part": ("approve", "decline"),
    "A yes or a no to a better film": ("better", "approve", "decline"),
    "Oneself out of a film": ("remove_me", "with-me"),
    "Everything about oneself erased": ("forget-me",),
    "The bot let to work in a chat": ("allow_chat",),
    "Films of a chat by puppets only": ("settings", "puppets_only"),
}
"""What people come for → the events, words and buttons that bring it."""
