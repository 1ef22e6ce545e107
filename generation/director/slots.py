"""The slots of a film file: a member's words, found when first asked for, and the choices."""

from __future__ import annotations

import re
from collections.abc import Callable
from string import capwords

from generation.director import vocabulary
from generation.director.company import Company
from generation.director.data import table
from generation.director.film import Film
from generation.director.language import han_count, is_chinese
from generation.director.reading import Reading, unknown_word
from generation.director.telling import deed_of
from generation.director.words import find, has

EXCUSE_MINUTES = 20  # what "five minutes" turn out to be
MAX_SHORT_CHARACTERS = 24  # Latin letters on one line of lettering
MAX_SHORT_HAN = 12
MAX_TITLE_LETTERS = 30  # the title strip holds it on one line beside the mark, or on two
MAX_TITLE_HAN = 14
MIN_TITLE_WORDS, MIN_TITLE_HAN = 3, 3  # fewer are no title where more was said
THING_WORDS = 3  # "the last dumpling" is a title, "the dumpling" could be any
_THING = re.compile(r"\b(?:the|a|an)(?: [^\W\d_][\w'’-]*){2,3}", re.IGNORECASE)
_CLAUSE = re.compile(r"[,，;；。.!！?？、\n—…]")
_CLAUSES = re.compile(r"[,，;；。.!！?？、:：—…]+\s*")
_EDGES = " ,，.。;；、:："


class Slots(dict[str, str]):
    """Words for ``{slot}`` in a film file. The costly ones (``word``) are computed on demand."""

    def __init__(self, reading: Reading, film: Film, seed: int) -> None:
        """Fill what is known at once; the choices are added by ``update``."""
        super().__init__()
        self._reading, self._film, self._seed = reading, film, seed
        quotes = reading.quotes
        self["short"] = short(deed_of(reading))
        self.update(
            content=reading.content,
            quote=quotes[0].text if quotes else "",
            said=reading.said,
            first=reading.parts[0],
            rest=reading.content[len(reading.parts[0]) :].strip(),
            pieces=str(len(reading.pieces)),
            clock=reading.clock or "",
            hit=self._hit(),
            deed=reading.deeds[0] if reading.deeds else "",
            deed2=reading.deeds[1] if len(reading.deeds) > 1 else "",
            name=next(iter(reading.people.order), ""),
        )

    def __missing__(self, slot: str) -> str:
        """Compute a slot that is costly or hangs on a choice; an unknown slot is empty."""
        if slot.endswith("_end"):
            ends: dict[str, str] = table("lexicon", "things")["change"]
            value = ends.get(self[slot.removesuffix("_end")], "")
        else:
            make = _COMPUTED.get(slot)
            value = make(self) if make else ""
        self[slot] = value
        return value

    def meet(self, company: Company) -> None:
        """Add the names of who plays, as ``lead_name``, ``other_name`` and so on."""
        chinese = is_chinese(self._reading.language)
        for role in company.roles:
            self[f"{role}_name"] = company.called(role, chinese=chinese)

    def _hit(self) -> str:
        """Return the words of the sentence that called for this film, as typed."""
        trigger, folded = self._film.trigger, self._reading.folded
        strong = find(trigger.get("strong", ()), folded)
        hits = [m.span() for m in strong or find(trigger.get("weak", ()), folded)]
        if not hits:
            return self["short"]
        start, end = max(hits, key=lambda span: span[1] - span[0])
        return self._reading.content[start:end]

    def word(self) -> str:
        """Return the noun the sentence is about, as typed."""
        thing = self._reading.thing
        return (thing.word if thing else None) or unknown_word(self._reading) or self["hit"]

    def prop(self) -> str:
        """Return the prop for the noun; for an unknown one the seed picks a thing to letter."""
        if self._reading.thing:
            return self._reading.thing.prop
        unknown = table("lexicon", "things")["unknown"]["props"]
        return str(unknown[self._seed % len(unknown)])

    def body(self) -> str:
        """Return the thing that plays the noun: its prop, or another one that can have a face."""
        faced = vocabulary.FACED
        prop = self["prop"]
        unknown = [p for p in table("lexicon", "things")["unknown"]["props"] if p in faced]
        return prop if prop in faced else str(unknown[self._seed % len(unknown)])

    def change(self) -> str:
        """Return how that prop changes; what the sentence denies goes missing."""
        end = self["prop_end"] or "fallen"
        denied = self._reading.negated and self._reading.thing is not None
        return f"{end}>absent" if denied and end != "absent" else f"whole>{end}"

    def noise(self) -> str:
        """Return the sound of that change."""
        return str(table("lexicon", "things")["sound"].get(self["changed"], "pop"))

    def food(self) -> str:
        """Return the prop when it can be eaten or drunk, else a plate."""
        eatable = self["prop_end"] in ("empty", "bitten")
        return self["prop"] if eatable else "plate"

    def leaf(self) -> str:
        """Return the word on a calendar leaf: the typed day or holiday, else a number."""
        thing = self._reading.thing
        return thing.word if thing and thing.prop == "calendar_page" else "7"

    def manner(self) -> str:
        """Return how words are said in a film of singing or dancing."""
        return (
            "sing_song" if has(table("lexicon", "marks")["sung"], self._reading.folded) else "say"
        )

    def later(self) -> str:
        """Return the clock a little after the one in the sentence."""
        hour, _, minute = self["clock_before"].partition(":")
        minutes = (int(hour) * 60 + int(minute) + EXCUSE_MINUTES) % (24 * 60)
        return f"{minutes // 60}:{minutes % 60:02d}"


_COMPUTED: dict[str, Callable[[Slots], str]] = {
    "word": Slots.word,
    "prop": Slots.prop,
    "body": Slots.body,
    "change": Slots.change,
    "changed": lambda slots: slots["change"].partition(">")[2],
    "noise": Slots.noise,
    "food": Slots.food,
    "eaten": lambda slots: slots["food_end"],
    "leaf": Slots.leaf,
    "manner": Slots.manner,
    "show": lambda slots: "balloon" if slots["manner"] == "say" else "microphone",
    "move": lambda slots: "dance" if slots["manner"] == "say" else "lean_back",
    "late": lambda slots: slots["clock"] or "23:40",
    "deep_night": lambda slots: slots["clock"] or "3:07",
    "clock_before": lambda slots: slots["clock"] or "8:55",
    "clock_after": Slots.later,
}


def short(text: str) -> str:
    """Return the first clause of ``text`` that fits on one line of lettering."""
    clauses = [clause.strip(_EDGES) for clause in _CLAUSE.split(text)]
    clause = next((c for c in clauses if c), text.strip(_EDGES))
    if han_count(clause):
        return clause[:MAX_SHORT_HAN] if len(clause) > MAX_SHORT_CHARACTERS else clause
    words = clause.split()
    while len(words) > 1 and len(" ".join(words)) > MAX_SHORT_CHARACTERS:
        words.pop()
    cut = len(clause) > MAX_SHORT_CHARACTERS
    return " ".join(_ended(words) if cut else words)[:MAX_SHORT_CHARACTERS]


def halves(text: str) -> tuple[str, str]:
    """Cut ``text`` near its middle, between clauses or else words; a single word stays whole."""
    cuts = [found.end() for found in _CLAUSES.finditer(text) if text[found.end() :].strip(_EDGES)]
    cuts = cuts or [
        found.end()
        for found in re.finditer(r"(\S+)\s+", text)
        if not _hangs(found[1]) and text[found.end() :].strip(_EDGES)
    ]
    middle = min(cuts, key=lambda at: abs(at - len(text) / 2), default=len(text))
    first, second = text[:middle].strip(_EDGES), text[middle:].strip(_EDGES)
    return first or second, second or first


def _hangs(word: str) -> bool:
    """Tell whether a shortened text must not end with ``word``."""
    stop = table("lexicon", "stopwords")
    return word.lower() in stop["determiners"] or word.lower() in stop["words"]


def title_of(reading: Reading, own: str = "") -> str:
    """Return the film's title, in the member's own words where they fit.

    Words that are too long are cut at a clause that is more than a name, or give way to the thing
    they speak of, or to the film's ``own`` title where it has one.
    """
    text = " ".join(reading.said.split()).strip(_EDGES)
    limit = MAX_TITLE_HAN if han_count(text) else MAX_TITLE_LETTERS
    if len(text) <= limit:
        return text
    clause = _CLAUSE.split(text)[0].strip(_EDGES)
    if _tells(clause, reading) and len(clause) <= limit:
        return clause
    thing = "" if han_count(text) else _thing(clause)
    if thing and len(thing) <= limit:
        return thing
    told = deed_of(reading).strip(_EDGES)
    if told != reading.said and len(told) <= limit:
        return told[:1].upper() + told[1:]
    if own:
        return own
    if han_count(text):
        return text[: limit - 1] + "…"
    words = _ended(text[:limit].split()[:-1], least=MIN_TITLE_WORDS)
    return " ".join(words).strip(_EDGES) + "…"


def _ended(words: list[str], *, least: int = 1) -> list[str]:
    """Return words without those at their end that hang, where what is left says something."""
    end = len(words)
    while end > 1 and _hangs(words[end - 1]):
        end -= 1
    return words[:end] if end >= least and not all(map(_hangs, words[:end])) else words


def _tells(clause: str, reading: Reading) -> bool:
    """Tell whether a clause says something: a name alone, or two words, do not."""
    enough = MIN_TITLE_HAN if han_count(clause) else MIN_TITLE_WORDS
    said = han_count(clause) or len(clause.split())
    return said >= enough and clause not in (*reading.people.known, *reading.people.strangers)


def _thing(clause: str) -> str:
    """Return the last thing in it that has a word of its own: "the last dumpling"; or nothing."""
    adjectives = set(table("lexicon", "stopwords")["adjectives"])
    for phrase in reversed(_THING.findall(clause)):
        words = phrase.split()
        while len(words) > 1 and _hangs(words[-1]):
            words.pop()
        if len(words) >= THING_WORDS and not any(map(_hangs, set(words[1:]) - adjectives)):
            return capwords(" ".join(words))
    return ""
