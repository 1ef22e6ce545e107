"""What a sentence offers to choose from: the nouns beside "or", 还是 and slashes, as typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generation.director.data import table
from generation.director.language import HAN

MAX_OPTIONS = 3
MAX_LATIN, MAX_HAN = 12, 5
_OR = re.compile(r"\s*[/／|]\s*|,?\s+or\s+|[，,、]?\s*(?:还是|還是|或者?)\s*")
_CLAUSE = re.compile(r"[.。!！?？:：;；\n]+|(?<=eat) |(?<=吃什[么麼])")
_LISTED = re.compile(r"[,，、]\s*")
_BEFORE = re.compile(".*[吃喝点點去要想选選是叫]")
_AFTER = re.compile("[呢啊吧呀吗嗎]+$")


def options(content: str) -> Sequence[str]:
    """Return at most three options, each short enough to be lettered; empty where none are."""
    for clause in _CLAUSE.split(content):
        parts = [piece for part in _OR.split(clause) for piece in _LISTED.split(part)]
        if len(_OR.split(clause)) < 2:
            continue
        found = [_dish(part, first=number == 0) for number, part in enumerate(parts)]
        return tuple(dict.fromkeys(filter(None, found)))[:MAX_OPTIONS]
    return ()


def _dish(part: str, *, first: bool) -> str:
    """Return the noun next to the "or": the last words of what precedes it, else the first."""
    if re.search(f"[{HAN}]", part):
        word = _AFTER.sub("", _BEFORE.sub("", part.strip()))
        return word if 0 < len(word) <= MAX_HAN else ""
    stop, kept = table("lexicon", "stopwords"), list[str]()
    words = re.findall(r"[^\W\d_][\w'’-]*", part)
    for word in reversed(words) if first else words:
        if word.lower() in stop["words"] or word.lower() in stop["determiners"]:
            if kept:
                break
            continue
        kept.append(word)
    dish = " ".join(reversed(kept[:2]) if first else kept[:2])
    return dish if len(dish) <= MAX_LATIN else kept[0][:MAX_LATIN]
