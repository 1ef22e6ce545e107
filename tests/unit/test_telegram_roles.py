"""Who runs a Telegram group, and who is in it: what Telegram says, and for how long that counts."""

from __future__ import annotations

import pytest
from telegram import Bot, ChatMember
from telegram.error import TimedOut

from bot.console import Console
from bot.telegram_bot import TelegramChat
from bot.telegram_room.account import Account
from bot.telegram_room.line import Line
from bot.telegram_room.pace import Pace
from bot.telegram_room.roles import BELIEVED_S, STALE_S, Roles
from generation.model.member import ChatId, MemberId
from tests.books import NOW, open_books

BEN = {"id": 8, "is_bot": False, "first_name": "Ben"}
CAN = dict.fromkeys(
    (
        "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
        "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
        "can_send_other_messages", "can_add_web_page_previews", "can_change_info",
        "can_invite_users", "can_pin_messages", "can_manage_topics", "can_edit_tag",
        "can_react_to_messages",
    ),
    True,
)  # fmt: skip


class Told(Bot):
    """A client that says of everybody what it was told to, or is not answered."""

    member: ChatMember
    answers: bool

    def __init__(self, status, **more):
        super().__init__("1:token")
        with self._unfrozen():
            self.member = ChatMember.de_json({"status": status, "user": BEN, **more}, None)
            self.answers = True

    async def get_chat_member(self, *_args, **_more):
        return self.member

    async def get_chat_administrators(self, *_args, **_more):
        if not self.answers:
            raise TimedOut
        return (self.member,)


@pytest.mark.parametrize(
    ("status", "more", "role"),
    [
        ("creator", {"is_anonymous": False}, "admin"),
        ("member", {}, "member"),
        ("restricted", {"is_member": True, "until_date": 0, **CAN}, "member"),
        ("restricted", {"is_member": False, "until_date": 0, **CAN}, None),
        ("left", {}, None),
        ("kicked", {"until_date": 0}, None),
    ],
)
async def test_a_role_is_of_those_who_are_there(status, more, role):
    chat = TelegramChat(
        Account(token="1:token"), open_books(), clock=lambda: NOW, monotonic=lambda: 0.0,
        terminal=Console(locale="en", as_json=False), connect=lambda _: Told(status, **more),
    )  # fmt: skip
    assert await chat.role(ChatId("telegram:-100"), MemberId("telegram:8")) == role


async def test_an_old_list_of_admins_counts_for_minutes_and_then_nobody_is_one():
    bot = Told("creator", is_anonymous=False)
    times = [0.0]
    roles = Roles(Line(bot, Pace(lambda: 0.0), _moved), lambda: times[-1])
    assert await roles.admins(-100) == {8}
    with bot._unfrozen():
        bot.answers = False
    for later, admins in ((BELIEVED_S + 1, {8}), (STALE_S + 1, set())):
        times.append(later)
        assert await roles.admins(-100) == admins
    with bot._unfrozen():
        bot.answers = True
    assert await roles.of(-100, 8) == "admin"


async def _moved(_old, _new):
    raise AssertionError
