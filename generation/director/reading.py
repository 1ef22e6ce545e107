"""What a sentence says, in order: form, feeling, situation, people, things. It makes no film."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from generation.director import announced, looks, nouns, request
from generation.director.data import table
from generation.director.hugs import HUG, hugs
from generation.director.language import fold, han_count, is_chinese, language_of, latin_words
from generation.director.people import People, find_people
from generation.director.spoken import Quote, reported
from generation.director.verse import couplets
from generation.director.words import find, has
from generation.model.screenplay import CameraMotion, Mood, TimeOfDay, Weather, WeatherKind

Form = Literal["verse", "quote", "prose", "wish", "question", "statement"]
MAX_SAID_WORDS = 22  # one breath of a statement; longer texts are spread over shots
MAX_SAID_SYLLABLES = 36
MIN_HALF_CHARACTERS = 3  # a hinge sooner than this opens the sentence
PROSE_WORDS = 14  # two sentences and this long: a text to be read, not a description
PROSE_SYLLABLES = 16
_CLOCK = re.compile(
    r"(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)|(?<!\d)(1[0-2]|[1-9]) ?([ap])\.?m\b"
)
_CHINESE_HOUR = re.compile(
    "(凌晨|早上|上午|下午|晚上|半夜|中午)([一二三四五六七八九十]{1,3}|\\d{1,2})点(半)?"
)
INSIDE = 30  # letters that a place is longer for being where somebody is
_WITHIN = re.compile(
    r"\b(?:in|on|at|inside|into|to)(?: (?:the|a|an|my|our|your|his|her|their|this))?(?: \w+)? $|在$"
)
_DIGITS = {char: n for n, char in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A noun as a prop; ``word`` is what the member typed."""

    prop: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence, understood. ``content`` is as typed; ``folded``, as long, is for matching.

    ``reported`` are the words that somebody is told in a sentence without quotations, and
    ``announced`` is the film file whose kind of film was asked for by name.
    """

    content: str
    folded: str
    language: str
    form: Form
    parts: tuple[str, ...]
    quotes: tuple[Quote, ...]
    reported: Quote | None
    couplets: tuple[tuple[str, str], ...]
    people: People
    thing: Thing | None
    mood: Mood | None
    place: str | None
    time: TimeOfDay | None
    weather: Weather | None
    deeds: tuple[str, ...]
    clock: str | None
    negated: bool
    camera: CameraMotion | None
    look: str | None
    announced: str | None

    @property
    def pieces(self) -> tuple[str, ...]:
        """What a film that tells a text word for word speaks, in order."""
        return tuple(quote.text for quote in self.quotes) or self.parts

    @property
    def spoken(self) -> tuple[Quote, ...]:
        """What somebody says in it: the quotations, else what is reported."""
        return self.quotes or ((self.reported,) if self.reported else ())

    @property
    def said(self) -> str:
        """What is to be spoken: the first of ``spoken``, else the content."""
        return self.spoken[0].text if self.spoken else self.content


def read(sentence: str, cast_names: Sequence[str], locale: str) -> Reading:
    """Read ``sentence``.

    Raises:
        SentenceRejected: It is empty or too long.
    """
    told, film = announced.peel(request.clean(sentence))
    whole, peeled, look = looks.peel(told)
    content = request.without_directions(whole) or whole
    folded = fold(content)
    quoted = _quotes(content)
    if _is_prose(content) and sum(len(quote.text) for quote in quoted) * 2 < len(content):
        quoted = ()  # a text with dialogue in it is read as a whole
    poem = couplets(content)
    form = _form(content, folded, quoted, poem, peeled=peeled)
    language = language_of(quoted[0].text if form == "quote" else content, locale)
    people = find_people(content, cast_names)
    return Reading(
        content=content,
        folded=folded,
        language=language,
        form=form,
        parts=_parts(content, folded, form),
        quotes=quoted,
        reported=None if quoted or poem else reported(content),
        couplets=poem,
        people=people,
        thing=_thing(content, folded) if not poem else None,
        mood=_mood(folded),
        place=_place(folded),
        time=_time(folded),
        weather=_weather(folded) if not poem else None,
        deeds=_deeds(folded, people.known),
        clock=_clock(folded),
        negated=has(table("lexicon", "marks")["negations"], folded),
        camera=_camera(fold(whole)),
        look=look,
        announced=film,
    )


def unknown_word(reading: Reading) -> str | None:
    """Guess the noun of a sentence without a known one; slow once for Chinese (0.7 s)."""
    people = reading.people
    names = (*people.known, *people.strangers)
    return nouns.guess_noun(reading.said, chinese=is_chinese(reading.language), names=names)


def is_long(text: str) -> bool:
    """Tell whether ``text`` is more than one person says in one breath."""
    return len(latin_words(text)) > MAX_SAID_WORDS or han_count(text) > MAX_SAID_SYLLABLES


def _form(
    content: str,
    folded: str,
    quoted: tuple[Quote, ...],
    poem: tuple[tuple[str, str], ...],
    *,
    peeled: bool,
) -> Form:
    if poem:
        return "verse"
    if quoted:
        return "quote"
    several = len(request.sentences(content)) > 1
    if _is_prose(content) or (several and peeled):
        return "prose"
    if has(table("lexicon", "marks")["wishes"], folded):
        return "wish"
    return "question" if content.rstrip().endswith(("?", "？")) else "statement"


def _is_prose(content: str) -> bool:
    several = len(request.sentences(content)) > 1
    spread = len(latin_words(content)) > PROSE_WORDS or han_count(content) > PROSE_SYLLABLES
    return (several and spread) or is_long(content)


def _parts(content: str, folded: str, form: Form) -> tuple[str, ...]:
    """Return ``content`` in pieces that lose nothing: by sentence, else at the first hinge."""
    pieces = request.sentences(content)
    if len(pieces) > 1:
        return tuple(pieces)
    if form == "prose":
        return tuple(_by_clause(content))
    hinges = [m.start() for m in find(table("lexicon", "marks")["hinges"], folded)]
    middle = [at for at in hinges if len(content[:at].strip()) > MIN_HALF_CHARACTERS]
    if not middle:
        return (content,)
    return content[: middle[0]].strip(), content[middle[0] :].strip()


def _by_clause(content: str) -> list[str]:
    pieces: list[str] = []
    for clause in re.findall(r"[^,，;；、—]+[,，;；、—]*\s*|[,，;；、—]+", content):
        if pieces and not is_long(pieces[-1] * 2):
            pieces[-1] += clause
        else:
            pieces.append(clause)
    return [piece.strip() for piece in pieces if piece.strip()]


def _quotes(content: str) -> tuple[Quote, ...]:
    found = request.quotes(content)
    if found:
        return tuple(
            Quote(text=text, speaker=_speaker(content, start, end))
            for text, start, end in found
            if any(char.isalnum() for char in text)
        )
    verbs = "|".join(sorted(table("lexicon", "marks")["saying"], key=len, reverse=True))
    latin = re.match(
        r"([A-Z][a-z]+) (?:says|shouts|yells|whispers|asks|announces)[:,]? "
        r"(?!(?:[A-Z][a-z]+ )?(?:if|whether|about|that) |[A-Z][a-z]+ to )(.+)$",
        content,
    )
    han = re.match(rf"([^\s，,:：]{{1,6}}?)(?:{verbs})[:：] ?(.+)$", content)
    if match := latin or han:
        return (Quote(text=match.group(2).strip(), speaker=match.group(1)),)
    return ()


def _speaker(content: str, start: int, end: int) -> str | None:
    """Return the name that stands with a verb of saying next to a quotation."""
    verbs = "|".join(sorted(table("lexicon", "marks")["saying"], key=len, reverse=True))
    before = re.search(rf"([A-Z][\w]+|[\w]{{1,4}}?) ?(?:{verbs})[\s:：,，]*$", content[:start])
    after = re.match(
        rf"[\s,，]*(?:(?:{verbs})\s+([A-Z]\w+)|([A-Z]\w+)\s+(?:{verbs}))", content[end:]
    )
    name = (before and before.group(1)) or (after and (after.group(1) or after.group(2))) or None
    return (
        name
        if name and fold(name) not in ("i", "he", "she", "we", "they", "我", "他", "她")
        else None
    )


def _thing(content: str, folded: str) -> Thing | None:
    """Return the noun with the longest word that the lexicon can draw, or a place's own name."""
    if name := nouns.place_name(content):
        return Thing(prop="sign", word=name)
    props = table("lexicon", "things")["props"]
    found = [(m, prop) for prop, words in props.items() for m in find(words, folded)]
    if not found:
        return None
    match, prop = max(found, key=lambda item: (item[1] != "calendar_page", len(item[0].group())))
    word = content[match.start() : match.end()]
    if word.isascii():
        word = nouns.noun_phrase(content, match.start(), match.end())
    return Thing(prop=prop, word=word)


def _mood(folded: str) -> Mood | None:
    hits = {
        mood: sum(len(m.group()) for m in find(entry["words"], folded))
        for mood, entry in table("lexicon", "moods").items()
    }
    best = max(hits, key=lambda mood: hits[mood])
    return cast("Mood", best) if hits[best] else None


def _place(folded: str) -> str | None:
    """Return the set with the longest word; one that somebody is in comes before what is done."""
    weights = {
        name: max((_weight(match, folded) for match in find(entry["words"], folded)), default=0)
        for name, entry in table("lexicon", "places").items()
    }
    best = max(weights, key=lambda name: weights[name])
    return best if weights[best] else None


def _weight(match: re.Match[str], folded: str) -> int:
    return len(match.group()) + (INSIDE if _WITHIN.search(folded[: match.start()]) else 0)


def _time(folded: str) -> TimeOfDay | None:
    """Return the time of day with the longest word."""
    hits = {
        time: max((len(match.group()) for match in find(words, folded)), default=0)
        for time, words in table("lexicon", "times").items()
    }
    best = max(hits, key=lambda time: hits[time])
    return cast("TimeOfDay", best) if hits[best] else None


def _weather(folded: str) -> Weather | None:
    data = table("lexicon", "weather")
    kinds = [kind for kind in data["kinds"] if has(kind["words"], folded)]
    if not kinds:
        return None
    kind = kinds[-1]
    step, strength, wind = data["strength"]["step"], kind["strength"], kind["wind"]
    if has(data["strength"]["more"], folded):
        strength += step / 2
    elif has(data["strength"]["less"], folded):
        strength -= step
    direction = data["direction"]
    if has(direction["from_right"], folded):
        wind = -abs(wind)
    elif has(direction["from_left"], folded):
        wind = abs(wind)
    elif has(direction["still"], folded):
        wind = 0.0
    return Weather(
        kind=cast("WeatherKind", kind["kind"]), strength=min(1.0, max(0.0, strength)), wind=wind
    )


def _camera(folded: str) -> CameraMotion | None:
    """Return the move of the camera that the sentence asks for."""
    marks = table("lexicon", "marks")
    if has(marks["camera_push"], folded):
        return "push_in"
    return "pull_back" if has(marks["camera_pull"], folded) else None


def read_deeds(folded: str) -> tuple[str, ...]:
    """Return the actions that folded words call for, in their order."""
    hits = {
        deed: min((m.start() for m in find(words, folded)), default=-1)
        for deed, words in table("lexicon", "deeds").items()
    }
    return tuple(sorted((deed for deed, at in hits.items() if at >= 0), key=lambda d: hits[d]))


def _deeds(folded: str, names: Sequence[str]) -> tuple[str, ...]:
    """Return the actions called for; a pillow that is hugged is no hug of two."""
    hug = hugs(folded, names)
    deeds = tuple(deed for deed in read_deeds(folded) if deed != HUG)
    return (HUG, *deeds) if hug else deeds


def _clock(folded: str) -> str | None:
    """Return a time of day in the sentence as a clock shows it, ``20:40``."""
    if match := _CLOCK.search(folded):
        if match.group(1):
            return f"{int(match.group(1))}:{match.group(2)}"
        hour = int(match.group(3)) % 12 + (12 if match.group(4) == "p" else 0)
        return f"{hour}:00"
    if match := _CHINESE_HOUR.search(folded):
        hour = _chinese_number(match.group(2)) % 24
        later = match.group(1) in ("下午", "晚上") and hour < 12
        return f"{hour + 12 if later else hour}:{'30' if match.group(3) else '00'}"
    return None


def _chinese_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十")
    if "十" in text:
        return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
    return _DIGITS.get(text[0], 0)
