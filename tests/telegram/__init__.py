"""Telegram's Bot API as a server of our own: people, chats and refusals, on this machine only."""
