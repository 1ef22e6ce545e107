"""Guesses the thing a sentence is about where the lexicon knows none; never an error."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generation.director.data import table
from generation.director.language import HAN, fold
from generation.director.segment import segment
from generation.director.words import has

_TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+(?:['’-][A-Za-z0-9]+)*")
_NOT_NOUN = re.compile(r"(?:ed|ing|ly)$")
_HAN_RUN = re.compile(f"[{HAN}]+")
_PLACE = re.compile(f"[{HAN}]{{1,3}}?(?:山|江|河|湖|海|城|寺|岛|湾|长城|大桥|广场)")
_NOT_IN_PLACE = re.compile("[我你他她它们在去上下的了着是到从看爬想这那有个和跟里人大]")
_BUILT = re.compile("[馆室楼店厅堂院校站场街园边滩顶台吧舍]$")
_NOUN_TAGS = ("n", "nz", "ns", "nt", "vn", "nrt")  # of jieba: things, names of things and places
MAX_LABEL_CHARACTERS = 18  # more is not readable on a box


def noun_phrase(text: str, start: int, end: int) -> str:
    """Widen a known Latin noun at ``text[start:end]`` to the left, up to its determiner."""
    before = list(_TOKEN.finditer(text[:start]))[-3:]
    determiners = table("lexicon", "stopwords")["determiners"]
    for place, token in enumerate(before):
        gap = text[token.end() : start]
        if token.group().lower() in determiners and not re.search(r"[^\w\s'’-]", gap):
            first = before[place + 1].start() if place + 1 < len(before) else start
            phrase = text[first:end]
            return phrase if len(phrase) <= MAX_LABEL_CHARACTERS else text[start:end]
    return text[start:end]


def guess_noun(text: str, *, chinese: bool, names: Sequence[str] = ()) -> str | None:
    """Return the likeliest noun of ``text`` as typed, or None; ``names`` of people are none."""
    nouns = (_chinese_nouns(text) if chinese else []) or _latin_nouns(text)
    found = [noun for noun in nouns if noun not in names]
    return _shortened(max(reversed(found), key=len)) if found else None


def _shortened(noun: str) -> str:
    if len(noun) <= MAX_LABEL_CHARACTERS:
        return noun
    return noun[:MAX_LABEL_CHARACTERS].rsplit(" ", 1)[0]


def place_name(text: str) -> str | None:
    """Return a Chinese proper name that ends in a word for a place (长白山), as typed."""
    for match in _PLACE.finditer(fold(text)):
        if len(match.group()) >= 3 and not _NOT_IN_PLACE.search(match.group()):
            return text[match.start() : match.end()]
    return None


def _latin_nouns(text: str) -> list[str]:
    stop = table("lexicon", "stopwords")
    dull = {*stop["words"], *stop["determiners"]}
    tokens = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    plain = [t for t in tokens if not _is_dull(t[0].lower(), dull)]
    led = [
        _led(text, tokens, place + 1, dull)
        for place, token in enumerate(tokens[:-1])
        if token[0].lower() in stop["determiners"]
    ]
    named = [phrase for phrase in led if phrase]
    relations = table("lexicon", "people")["relations"]
    things = [phrase for phrase in named if phrase.lower() not in relations]
    scenery = [phrase for phrase in things if _is_dull(phrase.lower(), set())]
    props = [phrase for phrase in things if phrase not in scenery]
    own = [phrase for phrase in props if f"my {phrase}" in text or f"our {phrase}" in text]
    return own or props or [token[0] for token in plain] or scenery or named


def _is_dull(word: str, dull: set[str]) -> bool:
    """Tell whether a word is no noun worth lettering: grammar, a verb, a place, a deed, a mood."""
    if word in dull or (dull and (_NOT_NOUN.search(word) or word.isdigit())):
        return True
    places = (entry["words"] for entry in table("lexicon", "places").values())
    moods = (entry["words"] for entry in table("lexicon", "moods").values())
    return any(has(words, word) for words in (*places, *moods, *table("lexicon", "deeds").values()))


def _led(text: str, tokens: list[tuple[str, int, int]], first: int, dull: set[str]) -> str:
    """Return the one or two nouns from token ``first`` on."""
    kept: list[tuple[str, int, int]] = []
    while first < len(tokens) and tokens[first][0].endswith(("'s", "’s")):
        first += 1
    for token in tokens[first : first + 2]:
        word = token[0].lower()
        glued = not kept or text[kept[-1][2] : token[1]] == " "
        if word in dull or not glued or (kept and (_NOT_NOUN.search(word) or word.endswith("s"))):
            break
        kept.append(token)
    return text[kept[0][1] : kept[-1][2]] if kept else ""


def _chinese_nouns(text: str) -> list[str]:
    dull = set(table("lexicon", "stopwords")["chinese"])
    words = table("lexicon", "people")
    people = (*words["relations"], *words["feminine"], *words["masculine"])
    nouns: list[str] = []
    verbs: list[str] = []
    scenery: list[str] = []
    for run in _HAN_RUN.finditer(text):
        typed, glued = run.start(), False
        for word, tag in segment(fold(run.group())):
            worth = word not in dull and not word.endswith(people) and len(word) > 1
            is_noun = worth and tag in _NOUN_TAGS
            typed_word = text[typed : typed + len(word)]
            typed += len(word)
            is_place = is_noun and _is_place(word)
            if is_noun and glued and len(nouns[-1]) + len(word) <= 6:
                nouns[-1] += typed_word
            elif is_noun:
                (scenery if is_place else nouns).append(typed_word)
            elif worth and tag == "v":
                verbs.append(typed_word)
            glued = is_noun and not is_place
    return nouns or verbs[:1] or scenery[:1]


def _is_place(word: str) -> bool:
    """Tell whether a word names where it happens (茶馆), and no thing that is there (饺子)."""
    places = (entry["words"] for entry in table("lexicon", "places").values())
    return bool(_BUILT.search(word)) and any(word in words for words in places)
