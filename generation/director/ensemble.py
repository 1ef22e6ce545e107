"""Whoever is named is seen: people without a part of their own join the lead's shots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generation.director.company import Company
from generation.director.hugs import HUG
from generation.director.reading import Reading
from generation.director.vocabulary import HAND_ACTIONS
from generation.model.screenplay import Action, Camera, Framing, Line, Mood, Shot

IN_FRAME = {"wide": 4, "medium": 3}
"""How many people a shot holds, by framing; nearer shots are one person's."""
LATER = 0.07  # of the shot: nobody moves at the same instant as the lead
LAST = 0.95
REACTION_S = 0.9
HUG_AT, HUG_S = 0.1, 2.0  # of a shot; long enough to come together and be held for a second
_NEAR: tuple[Framing, ...] = ("close", "extreme_close", "medium")
_FEW: tuple[Framing, ...] = ("medium", "close", "extreme_close")
_TAKES_IT: dict[Mood, str] = {
    "joyful": "laugh", "playful": "laugh", "proud": "nod", "tender": "nod", "angry": "shake_head",
    "afraid": "shiver", "sad": "breathe_out", "wistful": "breathe_out", "surprised": "open_hands",
    "deadpan": "blink_long", "dreamy": "look_up", "neutral": "nod",
}  # fmt: skip
"""How somebody takes what the lead says or does."""


def unseen(shots: Sequence[Shot], company: Company) -> tuple[str, ...]:
    """Return the tokens of those named in the sentence who are in none of ``shots``."""
    met = {token for shot in shots for token in shot.cast}
    return tuple(token for token in company.named if token not in met)


def gather(
    shots: Sequence[Shot],
    waiting: Sequence[str],
    company: Company,
    mood: Mood,
    *,
    answer: Line | None,
    room: int,
) -> tuple[Shot, ...]:
    """Return ``shots`` with everybody in them who waits for a place.

    Those named at the lead's side do as the lead does; the others turn to the lead and take it in
    their own way. Their faces are seen near once, where the film has ``room`` for one shot more.

    Args:
        shots: The film so far, in order.
        waiting: Tokens, at least one.
        company: Who plays.
        mood: Of the film.
        answer: What the first of them says in that near shot, or None.
        room: The most shots a film may have.
    """
    lead = company.roles["lead"]
    joined = [_joined(shot, lead, waiting, turn, company, mood) for turn, shot in enumerate(shots)]
    left = unseen(joined, company)
    at = _after_the_word(joined, lead)
    if len(joined) < room and at is not None:
        near = _reaction(joined[at], joined[at + 1], left or waiting, company, mood, answer)
        joined.insert(at + 1, near)
        left = unseen(joined, company)
    last = max((n for n, shot in enumerate(joined) if lead in shot.cast), default=0)
    joined[last] = replace(joined[last], cast=(*joined[last].cast, *left))
    return tuple(joined)


def _joined(
    shot: Shot, lead: str, waiting: Sequence[str], turn: int, company: Company, mood: Mood
) -> Shot:
    """Let those who wait step beside the lead; where not all find room they take turns."""
    people = [token for token in shot.cast if token.startswith("P")]
    free = IN_FRAME.get(shot.camera.framing, 0) - len(people)
    if lead not in people or shot.insert is not None or shot.empty_anchor or free <= 0:
        return shot
    first = turn % len(waiting) if len(waiting) > free else 0
    joining = [*waiting[first:], *waiting[:first]][:free]
    acts = [act for n, token in enumerate(joining, 1)
            for act in _acts(shot, lead, token, LATER * n, company, mood)]  # fmt: skip
    return replace(shot, cast=(*shot.cast, *joining), actions=(*shot.actions, *acts))


def _acts(
    shot: Shot, lead: str, token: str, later: float, company: Company, mood: Mood
) -> Iterator[Action]:
    if token not in company.beside:
        yield Action(who=token, action="look_at", target=lead, at=0.1 + later)
        yield Action(who=token, action=_TAKES_IT[mood], at=min(LAST, 0.5 + later))
        return
    held = any(prop.anchor.startswith(f"{lead}.") for prop in shot.props)
    for act in shot.actions:
        copied = act.who == lead and act.target != token
        if copied and not (held and act.action in HAND_ACTIONS):
            yield replace(act, who=token, at=round(min(LAST, act.at + later), 3))


def _after_the_word(shots: Sequence[Shot], lead: str) -> int | None:
    """Return the first shot in which the lead speaks, if the film goes on after it."""
    spoken = [n for n, shot in enumerate(shots[:-1]) if any(li.who == lead for li in shot.lines)]
    return spoken[0] if spoken else None


def _reaction(
    before: Shot,
    after: Shot,
    waiting: Sequence[str],
    company: Company,
    mood: Mood,
    answer: Line | None,
) -> Shot:
    """Return a near shot of them between two others: what they make of the word before it."""
    sizes = {shot.camera.framing for shot in (before, after) if shot.insert is None}
    framing = next(one for one in (_NEAR if len(waiting) == 1 else _FEW) if one not in sizes)
    seen = tuple(waiting[: IN_FRAME.get(framing, 1)])
    lead = company.roles["lead"]
    said = (answer,) if answer and answer.who in seen else ()
    acts = [
        Action(who=token, action=action, target=target, at=round(at + LATER * n, 3))
        for n, token in enumerate(seen)
        for action, target, at in (("look_at", lead, 0.0), (_TAKES_IT[mood], None, 0.35))
    ]
    return replace(
        before,
        camera=Camera(framing=framing),
        transition="cut",
        cast=seen,
        actions=tuple(acts),
        lines=said,
        duration_s=None if said else REACTION_S,
        cards=(), sfx=(), props=(),
    )  # fmt: skip


def with_hug(shots: Sequence[Shot], reading: Reading, company: Company) -> Sequence[Shot]:
    """Have two people hug in the last shot that shows two, where the sentence says so."""
    if any(act.action == HUG for shot in shots for act in shot.actions) or HUG not in reading.deeds:
        return shots
    known = [token for name in reading.people.known if (token := company.named_so(name))]
    pairs = [_pair(shot, (*known, *company.named)) for shot in shots]
    last = max((n for n, pair in enumerate(pairs) if pair), default=None)
    if last is None:
        return shots
    return [*shots[:last], _hugging(shots[last], pairs[last]), *shots[last + 1 :]]


def _pair(shot: Shot, tokens: Sequence[str]) -> Sequence[str]:
    """Return the first two of ``tokens`` who are seen whole in the shot; nobody if there is one."""
    wide = shot.camera.framing in IN_FRAME and shot.insert is None
    seen = [token for token in dict.fromkeys(tokens) if token in shot.cast] if wide else []
    return seen[:2] if len(seen) > 1 else ()


def _hugging(shot: Shot, pair: Sequence[str]) -> Shot:
    kept = (a for a in shot.actions if a.who not in pair or a.action not in HAND_ACTIONS)
    carried = {f"{token}.hand" for token in pair}
    seconds = shot.duration_s
    return replace(
        shot,
        actions=(*kept, Action(who=pair[0], action=HUG, target=pair[1], at=HUG_AT)),
        props=tuple(prop for prop in shot.props if prop.anchor not in carried),
        duration_s=seconds if seconds is None else max(seconds, HUG_S),
    )
