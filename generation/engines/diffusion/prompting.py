"""What a text encoder made of prompts, remembered: it is the largest part, and prompts recur."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

KEPT = 6  # prompts; LTX needs 0.4 MB a token, which is 75 MB for a prompt of 200


class Prompts:
    """Has prompts encoded and keeps the last few.

    ``encode`` takes a prompt on one line and returns ``(1, tokens, features)``: the states of
    its tokens without padding, in main memory.
    """

    def __init__(self, encode: Callable[[str], Any], kept: int = KEPT) -> None:
        self._encode, self._kept = encode, kept
        self._known: OrderedDict[str, Any] = OrderedDict()

    def __call__(self, prompt: str) -> Any:
        """Return the states of a prompt; how its words are spaced does not matter."""
        words = " ".join(prompt.split())
        if words not in self._known:
            self._known[words] = self._encode(words)
            if len(self._known) > self._kept:
                self._known.popitem(last=False)
        self._known.move_to_end(words)
        return self._known[words]
