"""Fills the shots of a film with people, words and choices; which film is decided elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, TypeVar, cast

from generation.director import notation, telling
from generation.director.company import Company
from generation.director.data import table
from generation.director.ensemble import gather, unseen, with_hug
from generation.director.film import Film, Texts
from generation.director.language import is_chinese, language_of, speech_tag
from generation.director.reading import Reading
from generation.director.spoken import Quote
from generation.director.timing import AFTER_LINE_S, shot_seconds
from generation.director.vocabulary import HAND_ACTIONS, LOCALES
from generation.director.words import has
from generation.model.screenplay import (
    Action,
    Behaviour,
    CastMember,
    Delivery,
    Light,
    Line,
    Mood,
    Music,
    Prop,
    Shot,
    Subtitles,
    TimeOfDay,
    Weather,
)

MAX_SHOTS = 6
_MUTE_KINDS = ("stand_in", "thing", "extra")  # they murmur; their words are in the caption
_IDLE_HAND: dict[Mood, str] = {"wistful": "hold", "sad": "hold", "tender": "hold", "angry": "fist",
                               "proud": "fist", "afraid": "fist"}  # fmt: skip
VOICE_MARGIN = 1.15  # a voice may be slower than its estimate; the beat after it must survive
_GUST_WIND = 1.3  # a gust turns the wind by this factor
_VALUE = TypeVar("_VALUE")
_Written = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything staging needs besides the film."""

    reading: Reading
    company: Company
    slots: Mapping[str, str]
    mood: Mood
    place: str
    time: TimeOfDay
    weather: Weather
    voice: str  # language of invented lines: one of the three locales
    seed: int

    def fill(self, text: str) -> str:
        """Replace every ``{slot}`` in ``text``."""
        return text.format_map(self.slots)

    def ours(self, part: str) -> str:
        """Return words of our own for ``part``, ``lead`` or ``answer``."""
        return telling.short_line(part, self.mood, self.voice, self.reading.folded, self.seed)


def stage(film: Film, scene: Scene, shots: Sequence[_Written]) -> tuple[Shot, ...]:
    """Return the shots of ``film``, numbered, at most six."""
    taken = [shot for shot in shots if _wanted(shot, scene)]
    built = [
        made
        for shot, pieces in _spread(taken, scene)
        if (made := _shot(film, scene, shot, pieces)).lines or not shot.get("optional")
    ]
    numbered: list[Shot] = []
    line_number = 0
    full = with_hug(_with_everybody(built[:MAX_SHOTS], scene), scene.reading, scene.company)
    for number, shot in enumerate(full, 1):
        lines = []
        for line in shot.lines:
            line_number += 1
            lines.append(replace(line, id=f"L{line_number}"))
        numbered.append(replace(shot, id=f"S{number}", lines=tuple(lines)))
    return tuple(_signed([_poster(numbered[0]), *numbered[1:]]))


def _signed(shots: Sequence[Shot]) -> Iterator[Shot]:
    """Keep what a set's own sign says in every view of that set, in the state it was left in."""
    signs = {(shot.set, shot.id): prop for shot in shots for prop in shot.props if _is_sign(prop)}
    left: dict[str, Prop] = {}
    for (place, _), prop in signs.items():
        left.setdefault(place, replace(prop, end=prop.start))
    for shot in shots:
        own = signs.get((shot.set, shot.id))
        if own is not None:
            left[shot.set] = replace(own, start=own.end)
        elif shot.set in left and shot.insert is None:
            shot = replace(shot, props=(*shot.props, left[shot.set]))
        yield shot


def _with_everybody(shots: Sequence[Shot], scene: Scene) -> Sequence[Shot]:
    waiting = unseen(shots, scene.company)
    if not waiting:
        return shots
    answer = _answer(scene, shots, waiting[0])
    room = MAX_SHOTS if scene.reading.form not in ("verse", "prose") else len(shots)
    full = gather(shots, waiting, scene.company, scene.mood, answer=answer, room=room)
    return [_with_hands(shot, scene) for shot in full]


def _answer(scene: Scene, shots: Sequence[Shot], token: str) -> Line | None:
    """Return a word back from ``token``; the member's own words, or two of ours, leave no room."""
    lines = [line for shot in shots for line in shot.lines]
    theirs = scene.reading.reported or any(line.text in scene.reading.content for line in lines)
    if len(lines) != 1 or theirs:
        return None
    member = next(member for member in scene.company.cast if member.token == token)
    return _spoken(member, {"pause": 0.1}, scene, scene.ours("answer"), scene.voice)


def _is_sign(prop: Prop) -> bool:
    return prop.id == "sign" and prop.anchor == "wall"


def _poster(shot: Shot) -> Shot:
    """Have everybody there on the first frame: it stands for the film."""
    kept = tuple(action for action in shot.actions if action.action != "walk_in")
    return replace(shot, actions=kept)


def _wanted(shot: _Written, scene: Scene) -> bool:
    when = shot.get("when", {})
    return all(scene.slots[slot] in str(value).split("|") for slot, value in when.items())


def _spread(shots: Sequence[_Written], scene: Scene) -> Iterator[tuple[_Written, Sequence[str]]]:
    """Yield each shot with the pieces of text it speaks; ``each`` shots share them out in order."""
    models = [shot for shot in shots if shot.get("each")]
    room = MAX_SHOTS - (len(shots) - len(models))
    groups = _groups(scene.reading.pieces, room) if models else []
    for shot in shots:
        if not shot.get("each"):
            yield shot, ()
        elif shot is models[0]:
            for number, group in enumerate(groups):
                yield models[number % len(models)], group


def _groups(pieces: Sequence[str], room: int) -> list[Sequence[str]]:
    count = min(len(pieces), room)
    edges = [round(number * len(pieces) / count) for number in range(count + 1)]
    return [pieces[low:high] for low, high in pairwise(edges)]


def _shot(film: Film, scene: Scene, shot: _Written, pieces: Sequence[str]) -> Shot:
    place = scene.fill(shot.get("set", scene.place))
    view = notation.camera(shot["view"], scene.fill)
    cast_tokens = tuple(_tokens(shot.get("cast", ["lead"]), scene))
    insert = scene.fill(shot["insert"]) if "insert" in shot else None
    light = shot.get("light", "key steady").split()
    made = Shot(
        id="S",
        set=place,
        duration_s=shot.get("seconds"),
        time=cast("TimeOfDay", scene.fill(shot.get("time", scene.time))),
        weather=_weather(shot, scene),
        light=Light(kind=light[0], behaviour=cast("Behaviour", light[1])),
        camera=view,
        transition=shot.get("transition", "cut"),
        cast=() if insert else cast_tokens,
        actions=tuple(_actions(shot, scene)),
        lines=tuple(_lines(shot, scene, pieces)),
        ambience=_ambience(film, shot, scene, place),
        music=None if shot.get("music") is False else _music(film, scene),
        subtitles=cast("Subtitles", film.subtitles),
        insert=insert,
        cards=_each(notation.card, shot.get("cards", ()), scene),
        sfx=_each(notation.sound, shot.get("sfx", ()), scene),
        props=tuple(_props(shot, scene)),
        empty_anchor=shot.get("empty", False),
    )
    return _with_hands(_timed(made, shot.get("tail", 0.0)), scene)


def _timed(shot: Shot, tail_s: float) -> Shot:
    """Give a shot with lines the time they need, and ``tail_s`` after a last word.

    A written length is kept by silent shots only.
    """
    if not shot.lines:
        return shot
    open_end = replace(shot, duration_s=None)
    if not tail_s:
        return open_end
    spoken = shot_seconds(open_end) - AFTER_LINE_S
    return replace(shot, duration_s=round(spoken * VOICE_MARGIN + tail_s, 2))


def _with_hands(shot: Shot, scene: Scene) -> Shot:
    """Bring a hand into every wide or medium shot with an actor."""
    shows_body = shot.camera.framing in ("wide", "medium") and any(
        token.startswith("P") for token in shot.cast
    )
    held = any(prop.anchor.endswith(".hand") for prop in shot.props)
    if not shows_body or held or any(a.action in HAND_ACTIONS for a in shot.actions):
        return shot
    idle = Action(who=shot.cast[0], action=_IDLE_HAND.get(scene.mood, "open_hands"), at=0.3)
    return replace(shot, actions=(*shot.actions, idle))


def _each(
    parse: Callable[[str, notation.Fill], _VALUE | None], texts: Sequence[str], scene: Scene
) -> tuple[_VALUE, ...]:
    found = (parse(text, scene.fill) for text in texts)
    return tuple(value for value in found if value is not None)


def _tokens(roles: Sequence[str], scene: Scene) -> Iterator[str]:
    tokens: dict[str, None] = {}
    for role in map(scene.fill, roles):
        if role == "all":
            tokens.update(dict.fromkeys(scene.company.real))
        elif role in scene.company.roles:
            tokens[scene.company.roles[role]] = None
    yield from tokens


def _actions(shot: _Written, scene: Scene) -> Iterator[Action]:
    for action in _each(notation.action, shot.get("do", ()), scene):
        target = scene.company.roles.get(action.target or "", action.target)
        if target in scene.company.unplayed:
            continue
        for token in _tokens([action.who], scene):
            if token == target:
                continue
            yield replace(action, who=token, target=target)


def _props(shot: _Written, scene: Scene) -> Iterator[Prop]:
    for prop in _each(notation.prop, shot.get("props", ()), scene):
        role, _, hand = prop.anchor.partition(".")
        if not hand:
            yield prop
        elif role in scene.company.roles:
            yield replace(prop, anchor=f"{scene.company.roles[role]}.{hand}")


def _lines(shot: _Written, scene: Scene, pieces: Sequence[str]) -> Iterator[Line]:
    for piece in pieces:
        yield from _line(shot.get("line", {}), scene, piece, scene.reading.language)
    for written in shot.get("lines", ()):
        if "yours" in written:
            own = list(_own_words(written, scene))
            yield from own
            if own:
                return  # the member's words take the place of ours
        elif _wanted(written, scene) and (text := _invented(written, scene)):
            yield from _line(written, scene, text, scene.voice)


def _own_words(written: _Written, scene: Scene) -> Iterator[Line]:
    """Yield the quotations, else what is reported, else the part that ``yours`` names."""
    reading = scene.reading
    if reading.spoken and written["yours"] != "rest":
        for quote in reading.spoken:
            who = _speaker(quote, scene) or written.get("who", "lead")
            yield from _line({**written, "who": who}, scene, quote.text, reading.language)
    elif not reading.spoken and written["yours"] != "quote":
        yield from _told(written, scene)


def _told(written: _Written, scene: Scene) -> Iterator[Line]:
    """Yield the sentence as speech; one that tells of whoever would say it is played instead."""
    member = scene.company.member(scene.fill(written.get("who", "lead")))
    named = member is not None and member.token in scene.company.named
    if not (member and named and telling.tells_of(scene.reading, member.name)):
        if text := scene.slots[written["yours"]]:
            yield from _line(written, scene, text, scene.reading.language)
    elif written["yours"] != "rest":
        yield from _line({**written, "how": "say"}, scene, scene.ours("lead"), scene.voice)


def _speaker(quote: Quote, scene: Scene) -> str | None:
    """Return the role of the person a quotation is put into the mouth of."""
    token = scene.company.named_so(quote.speaker)
    return next((role for role, who in scene.company.roles.items() if who == token), None)


def _invented(written: _Written, scene: Scene) -> str:
    text: Texts | str = written.get("text", "")
    return scene.fill(text if isinstance(text, str) else text[scene.voice]).strip()


def _line(written: _Written, scene: Scene, text: str, language: str) -> Iterator[Line]:
    member = scene.company.member(scene.fill(written.get("who", "lead")))
    if member is not None:
        yield _spoken(member, written, scene, text, language)


def _spoken(member: CastMember, written: _Written, scene: Scene, text: str, language: str) -> Line:
    tag = speech_tag(language_of(text, language))
    delivery = cast("Delivery", scene.fill(written.get("how", "say")))
    if text in scene.reading.content and delivery == "say":
        delivery = _delivery(text, scene.reading)
    if member.kind in _MUTE_KINDS:
        delivery = "murmur"
    return Line(
        id="L",
        who=member.token,
        text=text,
        language=tag,
        emotion=cast("Mood", written.get("mood", scene.mood)),
        delivery=delivery,
        pause_before_s=written.get("pause", 0.25),
        stress=(_last_word(text),) if written.get("stress") else (),
        heard=written.get("heard", "room"),
    )


def _delivery(text: str, reading: Reading) -> Delivery:
    marks = table("lexicon", "marks")
    letters = [char for char in text if char.isascii() and char.isalpha()]
    if (len(letters) > 3 and all(map(str.isupper, letters))) or text.rstrip().endswith(
        ("!!", "！！")
    ):
        return "shout"
    if text.rstrip().endswith(("~", "～")) or has(marks["sung"], reading.folded):
        return "sing_song"
    if reading.quotes and has(marks["whispered"], reading.folded):
        return "whisper"
    return "shout" if reading.quotes and has(marks["shouted"], reading.folded) else "say"


def _last_word(text: str) -> int:
    return max(0, len(text.split()) - 1)


def _weather(shot: _Written, scene: Scene) -> Weather:
    if "weather" in shot:
        return notation.weather(scene.fill(shot["weather"]))
    stronger = shot.get("stronger", 0.0)
    if not stronger or scene.weather.kind == "clear":
        return scene.weather
    wind = max(-1.0, min(1.0, scene.weather.wind * _GUST_WIND))
    return replace(
        scene.weather,
        strength=round(min(1.0, scene.weather.strength + stronger), 3),
        wind=round(wind, 3),
    )


def _ambience(film: Film, shot: _Written, scene: Scene, place: str) -> tuple[str, ...]:
    if "ambience" in shot:
        return tuple(shot["ambience"])
    sounds = list(film.ambience or table("lexicon", "places")[place]["sounds"])
    kinds = table("lexicon", "weather")["kinds"]
    heard = [k["sound"] for k in kinds if k["kind"] == scene.weather.kind and k["sound"]]
    if heard and place == scene.place:
        strong = scene.weather.strength > 0.75 and len(heard) > 1
        sounds.append(heard[-1] if strong else heard[0])
    return tuple(dict.fromkeys(sounds))[:3]


def _music(film: Film, scene: Scene) -> Music | None:
    mood = cast("Mood", scene.mood if film.music == "mood" else film.music)
    tempo = film.tempo or table("lexicon", "moods").get(mood, {}).get("tempo")
    return Music(mood=mood, tempo_bpm=tempo) if tempo else None


def voice_of(language: str, locale: str) -> str:
    """Return the language of invented words: the sentence's, or the reader's for other tongues."""
    if is_chinese(language) or language == "en":
        return language
    return locale if locale in LOCALES else "en"
