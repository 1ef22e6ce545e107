"""The persona card: how somebody usually is.

Its hints fill what a sentence leaves open; no word of it is ever spoken or lettered.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from generation.director.data import table
from generation.director.language import fold
from generation.director.reading import read_deeds
from generation.director.vocabulary import HAND_ACTIONS
from generation.director.words import find, has
from generation.model.screenplay import Action, Continuity, Mood, Prop, Screenplay, Shot

CARRIED: Final = frozenset(("phone", "teacup", "mug", "can", "umbrella", "book", "note", "ticket"))
"""What somebody may have in a hand wherever they go; none of it hides a face."""
HABITS: Final = frozenset(
    ("wave", "nod", "shake_head", "shrug", "laugh", "cry", "dance", "point", "facepalm", "clap",
     "fist", "look_up", "look_down", "bow", "shiver", "breathe_out", "turn_away")
)  # fmt: skip
"""What somebody may be known for doing."""
IDLE: Final = frozenset(("open_hands", "fist", "hold"))
"""What a hand does for want of anything better."""
GLANCES = frozenset(("look_lens", "look_left", "look_right", "look_at", "blink_long"))
"""What eyes do beside anything else."""
HABIT_AT = 0.2  # of the shot: early enough to be seen as theirs
_CLAUSE = re.compile(r"[.。!！?？,，;；、\n]+|\bbut\b|但")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What a card says that a film can show. None: nothing.

    Attributes:
        mood: How they usually are.
        wears: A garment.
        holds: A prop that they carry about.
        habit: An action that they are known for.
    """

    mood: Mood | None = None
    wears: str | None = None
    holds: str | None = None
    habit: str | None = None


def read_persona(text: str) -> Manner:
    """Read a card; of two moods, garments, things or habits the first one counts."""
    denials = table("lexicon", "manner")["denials"]
    clauses = [clause for part in _CLAUSE.split(text) if not has(denials, clause := fold(part))]
    own = table("lexicon", "manner")
    asked = {mood: entry["words"] for mood, entry in table("lexicon", "moods").items()}
    moods = {mood: [*words, *own["moods"].get(mood, ())] for mood, words in asked.items()}
    props = table("lexicon", "things")["props"]
    return Manner(
        mood=cast("Mood | None", _first(moods, clauses)),
        wears=_first(own["clothes"], clauses),
        holds=_first({name: props[name] for name in props if name in CARRIED}, clauses),
        habit=next((d for clause in clauses for d in read_deeds(clause) if d in HABITS), None),
    )


def usual_mood(cast_list: Sequence[tuple[str, str]], manners: Mapping[str, Manner]) -> Mood | None:
    """Return the mood of the first of the cast whose card names one."""
    known = (manners[name].mood for name, _ in cast_list if name in manners)
    return next((mood for mood in known if mood is not None), None)


def lived(screenplay: Screenplay, manners: Mapping[str, Manner]) -> Screenplay:
    """Return the screenplay with everybody as they usually are, where it says nothing else."""
    for member in screenplay.cast:
        manner = manners.get(member.name)
        if manner is not None and member.kind == "cameo":
            screenplay = _lived(screenplay, member.token, manner)
    return screenplay


def _lived(screenplay: Screenplay, token: str, manner: Manner) -> Screenplay:
    given = screenplay.continuity.get(token, Continuity())
    kept = replace(given, wears=given.wears or manner.wears, holds=given.holds or manner.holds)
    shots = screenplay.shots
    if manner.holds is not None:
        shots = tuple(_holding(shot, token, manner.holds) for shot in shots)
    if manner.habit is not None:
        shots = _with_habit(shots, token, manner.habit)
    continuity = {**screenplay.continuity, token: kept} if kept != Continuity() else {}
    return replace(screenplay, shots=shots, continuity=continuity or screenplay.continuity)


def _holding(shot: Shot, token: str, prop: str) -> Shot:
    """Put a prop into a free hand, if the hand is seen and the shot has no such prop yet."""
    if not _free(shot, token) or any(one.id == prop for one in shot.props):
        return shot
    held = Prop(id=prop, anchor=f"{token}.hand")
    return replace(shot, props=(*shot.props, held), actions=_without_idle(shot, token))


def _with_habit(shots: tuple[Shot, ...], token: str, habit: str) -> tuple[Shot, ...]:
    """Show a habit once: in the first shot in which they have nothing else to do."""
    for number, shot in enumerate(shots):
        if habit in HAND_ACTIONS and not _free(shot, token):
            continue
        busy = {action.action for action in _own(shot, token)} - IDLE - GLANCES
        if token in shot.cast and shot.insert is None and not busy:
            own = Action(who=token, action=habit, at=HABIT_AT)
            rest = _without_idle(shot, token) if habit in HAND_ACTIONS else shot.actions
            changed = replace(shot, actions=(*rest, own))
            return (*shots[:number], changed, *shots[number + 1 :])
    return shots


def _free(shot: Shot, token: str) -> bool:
    """Tell whether a hand of theirs is in the picture and has nothing to do."""
    seen = token in shot.cast and shot.insert is None and shot.camera.framing in {"wide", "medium"}
    full = any(prop.anchor == f"{token}.hand" for prop in shot.props)
    acts = {action.action for action in _own(shot, token)} & HAND_ACTIONS
    return seen and not full and acts <= IDLE


def _without_idle(shot: Shot, token: str) -> tuple[Action, ...]:
    return tuple(a for a in shot.actions if a.who != token or a.action not in IDLE)


def _own(shot: Shot, token: str) -> tuple[Action, ...]:
    return tuple(action for action in shot.actions if action.who == token)


def _first(entries: Mapping[str, Iterable[str]], clauses: Sequence[str]) -> str | None:
    """Return the entry with a word nearest to the start; the longest of those that start there."""
    for clause in clauses:
        hits = [
            (match.start(), -len(match.group()), name)
            for name, words in entries.items()
            for match in find(words, clause)
        ]
        if hits:
            return min(hits)[2]
    return None
