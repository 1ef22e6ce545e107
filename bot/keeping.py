"""What the operator is told about keys when the bot starts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.console import Console

if TYPE_CHECKING:
    from storage.store import Store


def introduce_keys(store: Store, console: Console) -> None:
    """Say where a new keyring is, and that lost keys were found again."""
    if store.keyring_made is not None:
        console.say("keyring-made", file=str(store.keyring_made))
    if store.keys_restored is not None:
        console.say("keys-restored", file=str(store.keys_restored))
