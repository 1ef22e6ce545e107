"""Random sentences through the director and the house rules: always a film on paper or a named no.

python -m tests.quality.fuzz [--sentences N] [--seed S]
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import TypeVar

import numpy as np
from rich.console import Console

from bot.gallery.films import shown_films
from generation.director.data import names, table
from generation.director.rules import RuleDirector
from generation.director.script import from_json, to_json
from generation.errors import RuleRefused, SentenceRejected
from generation.house_rules import refuse, words_of
from tests.quality.rules import PAGES

NAMES = ("me", "Ana", "Ben", "阿本", "Zoë", "O'Neil", "李", "J.R.")
MARKUP = (
    "<b>", "</b>", "<script>", "**", "__", "`", "[x](http://y)", "@everyone", "#", "{slot}", "{0}",
    "%s", "\\", "&amp;", "{who}", "\x00", "\u202e", "\ufeff", "\n", "\t", "|", "~", "$(x)",
)  # fmt: skip
EMOJI = "😀🎂🐈‍⬛👩‍👩‍👧🏳️‍🌈🇹🇼🔥💩❤️"
MARKS = (
    "…",
    "!",
    "?",
    "。",
    "！",
    "？",
    "——",
    "“",
    "”",
    "「",
    "」",
    '"',
    ":",
    "：",
    ",",
    "，",
    "(",
    ")",
)
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ",
    "你我他她们在雨雪山海吃饭睡觉考试老板妈妈很不了的吗呢吧走来去看说",
    "妳們雪山說謝過這裡麼嗎歡樂電視點錢車飛機",
    "あいうえおカラオケ日本", "абвгдежз ", "مرحبا", "0123456789:/.-",
)  # fmt: skip

Draw = np.random.Generator
T = TypeVar("T")


def one(draw: Draw, items: Sequence[T]) -> T:
    """Return any of ``items``."""
    return items[int(draw.integers(len(items)))]


@cache
def lexicon() -> tuple[str, ...]:
    """Return every word that calls for a film."""
    calls = [table("films", name).get("trigger", {}) for name in names("films")]
    return tuple(
        word for call in calls for word in (*call.get("strong", ()), *call.get("weak", ()))
    )


@cache
def known() -> tuple[str, ...]:
    """Return every golden sentence and every one that the house rules refuse."""
    harmful = tomllib.loads((PAGES / "harmful.toml").read_text(encoding="utf-8"))
    refused = [text for rule in harmful.values() for page in rule.values() for text in page]
    return (*(film.sentence for film in shown_films().values()), *refused)


def _letters(draw: Draw) -> str:
    alphabet = one(draw, ALPHABETS)
    return "".join(one(draw, alphabet) for _ in range(int(draw.integers(1, 40, endpoint=True))))


def _words(draw: Draw) -> str:
    return one(draw, (" ", "")).join(one(draw, lexicon()) for _ in range(draw.integers(1, 6)))


def _shuffled(draw: Draw) -> str:
    sentence = one(draw, known())
    start = int(draw.integers(len(sentence)))
    return sentence[start:] + sentence[: int(draw.integers(0, start, endpoint=True))]


def _code(draw: Draw) -> str:
    return "".join(
        chr(draw.integers(32, 0x3000)) for _ in range(int(draw.integers(1, 30, endpoint=True)))
    )


PIECES: tuple[Callable[[Draw], str], ...] = (
    _letters, _words, _shuffled, _code, lambda draw: one(draw, MARKUP),
    lambda draw: one(draw, NAMES), lambda draw: one(draw, MARKS),
    lambda draw: one(draw, EMOJI),
)  # fmt: skip


def sentence(draw: Draw) -> str:
    """Return one sentence of pieces that have nothing to do with each other."""
    pieces = [one(draw, PIECES)(draw) for _ in range(int(draw.integers(1, 7, endpoint=True)))]
    if draw.random() < 0.02:
        pieces *= 40
    return one(draw, (" ", "")).join(pieces)


def outcome(text: str, draw: Draw, director: RuleDirector) -> str:
    """Film ``text`` on paper and read the paper again; return what became of it."""
    cast = [(str(name), "cameo") for name in draw.permutation(NAMES)[: draw.integers(5)]]
    locale = one(draw, ("en", "zh-Hans", "zh-Hant", "xx"))
    try:
        paper = director.write(text, cast, locale=locale, seed=int(draw.integers(1 << 31)))
        if from_json(to_json(paper)) != paper:
            raise AssertionError("a paper that does not read as it was written")
        refuse(words_of(paper), names=[name for name, _ in cast])
    except (SentenceRejected, RuleRefused) as no:
        return f"refused: {no.reason}"
    return "a film"


def main() -> int:
    """Print how the sentences end; an exception shows its sentence and ends the run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1 << 32))
    given = parser.parse_args()
    console, director = Console(), RuleDirector()
    draw, ends, began = np.random.default_rng(given.seed), Counter[str](), time.perf_counter()
    for index in range(given.sentences):
        text = sentence(draw)
        try:
            ends[outcome(text, draw, director)] += 1
        except Exception:
            console.print(f"seed {given.seed}, sentence {index}: {text!r}", markup=False)
            raise
    seconds = time.perf_counter() - began
    for end, count in ends.most_common():
        console.print(f"{count:6} {end}", highlight=False)
    console.print(f"seed {given.seed}: {sum(ends.values())} sentences in {seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
