"""Who lets the bot into a Telegram group: somebody with a name, or an admin who hides theirs."""

from __future__ import annotations

import pytest
from telegram import Update

from bot.chat import BotJoined
from bot.telegram_room.reading import Me, Reader
from storage.telegram import TelegramBooks
from tests.books import open_books

ME = Me(id=42, handle="walkon_bot")
OURS = {"id": 42, "is_bot": True, "first_name": "Walkon"}
ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "username": "ana"}
HIDDEN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


def let_in(by):
    change = {
        "chat": {"id": -100, "type": "supergroup", "title": "Club"}, "from": by, "date": 1,
        "old_chat_member": {"status": "left", "user": OURS},
        "new_chat_member": {"status": "member", "user": OURS},
    }  # fmt: skip
    update = Update.de_json({"update_id": 5, "my_chat_member": change}, None)
    database = open_books()
    try:
        return database.write_now(
            lambda books: (
                Reader(books=TelegramBooks(books.connection), me=ME, command="cameo").read(update),
                TelegramBooks(books.connection).person(by["id"]),
            )
        )
    finally:
        database.close()


@pytest.mark.parametrize(("by", "name"), [(ANA, "Ana"), (HIDDEN, "")])
def test_whoever_hides_is_nobody_and_is_not_remembered(by, name):
    reading, person = let_in(by)
    [event] = reading.events
    assert isinstance(event, BotJoined)
    assert event.sender.name == name
    assert (person is not None) is bool(name)
