"""Write ``docs/parity.md``."""

from __future__ import annotations

from tests.parity.declared import every_chat
from tests.parity.page import PAGE, page

if __name__ == "__main__":
    with every_chat() as chats:
        PAGE.write_text(page(chats), "utf-8")
