"""Makes a screenplay of a language model's answer by leaving things out, or refuses it.

Who plays, what is worn and which look a film has come from the rules' paper. Nothing is added.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from generation.director import vocabulary
from generation.director.language import speech_tag
from generation.director.llm.masking import ROLES, TOKEN, Mask
from generation.director.reading import Reading
from generation.director.script import from_json, to_json
from generation.errors import ScreenplayRejected
from generation.model.screenplay import CastMember, Line, Screenplay

EFFECTS_MAX: Final = 3
DELIVERIES: Final = ("say", "whisper", "shout", "sing_song")
_ADDRESS = re.compile(
    r"@|https?:|www\.|://|\b[\w-]+\.(?:com|org|net|io|me|cn|tw|hk|app|dev|xyz|ly|gg|tv)\b",
    re.IGNORECASE,
)
_MARKUP = re.compile("[<>{}\\[\\]`|\\\\*_#\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
                     "\ufeff\U0001f000-\U0001ffff\U000e0000-\U0010ffff]")  # fmt: skip


class Unusable(Exception):
    """An answer cannot be filmed; its text is a reason for the log and holds no word of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What an answer is held against.

    Attributes:
        plain: The rules' film.
        reading: The sentence.
        said: Lines of ``plain`` in the words of the sentence, in order.
        mask: What hid the names.
        names: What anybody is called who may be named.
    """

    plain: Screenplay
    reading: Reading
    said: tuple[Line, ...]
    mask: Mask
    names: tuple[str, ...]


def said_in(plain: Screenplay, reading: Reading) -> tuple[Line, ...]:
    """Return the lines of a film that are the member's own words."""
    lines = [line for shot in plain.shots for line in shot.lines]
    return tuple(line for line in lines if line.text.strip(" .。!！?？") in reading.content)


def screenplay_of(text: str, order: Order) -> Screenplay:
    """Read an answer: names are put back, and what nobody knows how to film is left out.

    Raises:
        Unusable: Leaving things out does not mend it.
    """
    film = _mapping(_document(text))
    plain = order.plain
    shots = [_shot(shot, number, order) for number, shot in enumerate(_mappings(film, "shots"))]
    _number(shots)
    document = json.loads(to_json(plain)) | {
        "title": _words(film.get("title"), order),
        "reading": _words(film.get("reading"), order),
        "mood": film.get("mood"),
        "cast": [asdict(one) for one in _played(shots, order)],
        "button": _known(film.get("button"), vocabulary.BUTTONS) or plain.button,
        "shots": shots,
    }
    try:
        return from_json(json.dumps(document, ensure_ascii=False))
    except ScreenplayRejected as error:
        raise Unusable(f"schema-{error.reason}") from error


def _played(shots: Sequence[dict[str, Any]], order: Order) -> Iterator[CastMember]:
    """Yield the rules' cast without parts of their own invention that the film does not have."""
    seen = {token for shot in shots for token in shot["cast"]}
    for one in order.plain.cast:
        if one.token in seen or one.token not in order.mask.roles:
            yield one


def _document(text: str) -> object:
    """Return the first JSON object in ``text``, after whatever was thought aloud."""
    text = text.rpartition("</think>")[2]
    try:
        decoder = json.JSONDecoder(parse_constant=_no_number)
        return decoder.raw_decode(text, text.index("{"))[0]
    except (ValueError, RecursionError) as error:
        raise Unusable("no-json") from error


def _no_number(constant: str) -> object:
    raise ValueError(constant)


def _shot(given: dict[str, Any], number: int, order: Order) -> dict[str, Any]:
    tokens = [one.token for one in order.plain.cast]
    here = list(dict.fromkeys(_token(one, tokens) for one in _list(given, "cast")))
    lines = [_line(one, tokens, order) for one in _mappings(given, "lines")]
    insert = _known(given.get("insert"), vocabulary.PROPS)
    if insert is None and any(line["who"] not in here for line in lines):
        raise Unusable("unseen-speaker")
    music = given.get("music")
    return {
        "id": f"S{number + 1}",
        **_only(given, "set", "time"),
        "duration_s": None if lines else given.get("duration_s"),
        "weather": _only(_mapping(given.get("weather")), "kind", "strength", "wind"),
        "camera": _only(_mapping(given.get("camera")), "framing", "motion"),
        "cast": here,
        "actions": list(_actions(given, here)),
        "lines": lines,
        "ambience": [a for a in _list(given, "ambience") if _known(a, vocabulary.AMBIENCE)],
        "music": None if music is None else _only(_mapping(music), "mood", "tempo_bpm"),
        "insert": insert,
        "cards": [
            _only(card, "style", "at") | {"text": _words(card.get("text"), order)}
            for card in _mappings(given, "cards")
        ],
        "sfx": [
            _only(effect, "id", "at")
            for effect in _mappings(given, "sfx")
            if _known(effect.get("id"), vocabulary.SOUND_EFFECTS)
        ],
        "props": list(_props(given, tokens, order)),
    }


def _line(given: dict[str, Any], tokens: Sequence[str], order: Order) -> dict[str, Any]:
    """Read a line; one of the member's own comes back letter for letter as it was typed."""
    who, text = _token(given.get("who"), tokens), given.get("text")
    kinds = {one.token: one.kind for one in order.plain.cast}
    delivery = _known(given.get("delivery"), DELIVERIES) or "say"
    own = [one for one in order.said if one.who == who and order.mask.hide(one.text) == text]
    return {
        "who": who,
        "text": own[0].text if own else _words(text, order),
        "language": own[0].language if own else speech_tag(order.plain.language),
        "delivery": "murmur" if kinds[who] in ROLES else delivery,
        **_only(given, "emotion", "pause_before_s"),
    }


def _actions(given: dict[str, Any], here: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield what those in the shot do; what nobody can do, or who is not there, is left out."""
    for action in _mappings(given, "actions"):
        if action.get("who") in here and _known(action.get("action"), vocabulary.ACTIONS):
            target = _known(action.get("target"), (*here, *vocabulary.PROPS))
            yield _only(action, "who", "action", "at") | {"target": target}


def _props(given: dict[str, Any], tokens: Sequence[str], order: Order) -> Iterator[dict[str, Any]]:
    anchors = (*vocabulary.ANCHORS, *(f"{token}.hand" for token in tokens))
    for prop in _mappings(given, "props"):
        if _known(prop.get("id"), vocabulary.PROPS) and _known(prop.get("anchor"), anchors):
            label = prop.get("label")
            kept = _only(prop, "id", "anchor", "start", "end", "at")
            yield kept | {"label": _words(label, order) if label else None}


def _number(shots: Sequence[dict[str, Any]]) -> None:
    """Give lines their ids, and leave the first few sound effects of the film."""
    lines = [line for shot in shots for line in shot["lines"]]
    for number, line in enumerate(lines, 1):
        line["id"] = f"L{number}"
    left = EFFECTS_MAX
    for shot in shots:
        shot["sfx"] = shot["sfx"][:left]
        left -= len(shot["sfx"])


def _words(text: object, order: Order) -> str:
    """Return words for the film with the names in them."""
    if not isinstance(text, str) or not text.strip():
        raise Unusable("no-words")
    shown = order.mask.show(text.strip())
    if TOKEN.search(shown):
        raise Unusable("unknown-token")
    if _ADDRESS.search(shown):
        raise Unusable("address")
    if _MARKUP.search(shown):
        raise Unusable("markup")
    return shown


def _token(given: object, tokens: Collection[str]) -> str:
    """Return one of the cast; nobody else ever gets into a film."""
    if not isinstance(given, str) or given not in tokens:
        raise Unusable("not-in-the-cast")
    return given


def _known(given: object, words: Collection[Any]) -> Any:
    """Return what was given if it is one of ``words``, else None."""
    hashable = isinstance(given, str | int) and not isinstance(given, bool)
    return given if hashable and given in words else None


def _only(given: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: given[key] for key in keys if given.get(key) is not None}


def _mapping(given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise Unusable("shape")
    return given


def _list(given: dict[str, Any], key: str) -> list[Any]:
    found = given.get(key)
    return found if isinstance(found, list) else []


def _mappings(given: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [_mapping(one) for one in _list(given, key)]
