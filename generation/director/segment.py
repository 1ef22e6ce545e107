"""Cuts Chinese into words with the dictionary of jieba, loaded at the first call (0.7 s)."""

from __future__ import annotations

import logging
import warnings
from functools import lru_cache
from typing import Any, NamedTuple


class _Dictionary(NamedTuple):
    tokenizer: Any
    tags: dict[str, str]


def segment(simplified: str) -> list[tuple[str, str]]:
    """Return (word, part of speech) over a run of simplified Chinese; the tag may be empty."""
    dictionary = _dictionary()
    words = dictionary.tokenizer.cut(simplified, HMM=False)
    return [(word, dictionary.tags.get(word, "")) for word in words]


@lru_cache(maxsize=1)
def _dictionary() -> _Dictionary:
    """Read the dictionary file itself.

    jieba's own start-up keeps a marshal file in the shared temporary folder, where anybody may
    have put another one.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba 0.42 compiles with invalid escape sequences
        import jieba
    jieba.setLogLevel(logging.ERROR)
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        tags = {row[0].decode(): row[2].decode() for row in map(bytes.split, file)}
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return _Dictionary(tokenizer, tags)
