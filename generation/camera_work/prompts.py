"""The words a video model gets for a setup: one paragraph of a shooting script, in English.

They name nobody: people are told apart by where they are in the picture.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from generation.camera_work.breakdown import Stretch
from generation.model.screenplay import WORDLESS, Action, Line, Screenplay, Shot
from generation.model.timeline import Timeline

WORDING = Path(__file__).with_name("wording.toml")
ALONE = ("The person in the picture",)
PLACES: Mapping[int, Sequence[str]] = {
    1: ALONE,
    2: ("The person on the left", "The person on the right"),
    3: ("The person on the left", "The person in the middle", "The person on the right"),
    4: (
        "The person on the far left", "The second person from the left",
        "The second person from the right", "The person on the far right",
    ),
}  # fmt: skip
LOOK = "Live action, natural skin and hair, soft film grain, steady faces."


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    """Return kind of id → id → what a model is told."""
    return tomllib.loads(WORDING.read_text(encoding="utf-8"))


def prompt_of(
    screenplay: Screenplay, stretch: Stretch, timeline: Timeline, places: Mapping[str, float],
    *, aloud: bool,
) -> str:  # fmt: skip
    """Return the paragraph for one stretch.

    Args:
        screenplay: The film on paper.
        stretch: What is filmed.
        timeline: When lines are spoken.
        places: Cast token → where its face is in the picture, 0 at the left to 1.
        aloud: The camera speaks: it is told the words. Any other has no use for them, and they may
            name somebody.
    """
    names = called(stretch.actors, places)
    return " ".join(
        (
            *_view(stretch),
            *_deeds(screenplay, stretch, timeline, names),
            *_words(screenplay, stretch, timeline, names, aloud=aloud),
            wording()["motion"][stretch.shot.camera.motion],
            *_sound(stretch),
            LOOK,
        )
    )


def retouching(prompt: str) -> str:
    """Return what an image model is asked to make of a painted still."""
    return f"{wording()['still']['retouch']} {prompt}"


def called(actors: Sequence[str], places: Mapping[str, float]) -> dict[str, str]:
    """Return what each actor is called, by where they are in the picture."""
    ordered = sorted(actors, key=lambda token: (places.get(token, 0.5), token))
    return dict(zip(ordered, PLACES[len(ordered)], strict=True))


def _view(stretch: Stretch) -> Iterator[str]:
    words, shot = wording(), stretch.shot
    place, time = words["set"][shot.set], words["time"][shot.time]
    yield f"{words['framing'][shot.camera.framing]} in {place}, {time}."
    yield from filter(None, (words["weather"][shot.weather.kind], words["light"][shot.light.kind]))
    yield from filter(None, (words["behaviour"][shot.light.behaviour],))


def _deeds(
    screenplay: Screenplay, stretch: Stretch, timeline: Timeline, names: Mapping[str, str]
) -> Iterator[str]:
    words, shot = wording(), stretch.shot
    doing: dict[str, list[str]] = {token: [] for token in names}
    for action in shot.actions:
        at = action.at * sum(span.frames for span in timeline.spans if span.shot_id == shot.id)
        if action.who in doing and _during(stretch, timeline, at):
            doing[action.who].append(_deed(action, shot))
    for token, name in names.items():
        face = words["face"][screenplay.mood_in(shot, token)]
        deeds = ", then ".join(doing[token]) or "is there"
        yield f"{name} {deeds}, {face}."


def _words(
    screenplay: Screenplay, stretch: Stretch, timeline: Timeline, names: Mapping[str, str],
    *, aloud: bool,
) -> Iterator[str]:  # fmt: skip
    for line in _spoken(stretch, timeline):
        if line.who not in names:
            continue
        wordless = screenplay.member(line.who).kind in WORDLESS
        name = names[line.who]
        yield _murmured(name) if wordless else _said(line, name, aloud=aloud)


def _deed(action: Action, shot: Shot) -> str:
    """Return what somebody does; of what they hold, what it is."""
    held = [prop.id for prop in shot.props if prop.anchor == f"{action.who}.hand"]
    if action.action != "hold" or not held:
        return wording()["action"][action.action]
    thing = held[0].replace("_", " ")
    return f"holds up {'an' if thing[0] in 'aeiou' else 'a'} {thing}"


def _during(stretch: Stretch, timeline: Timeline, at: float) -> bool:
    """Tell whether something at a frame of the shot happens in this stretch."""
    first = next(span.first for span in timeline.spans if span.shot_id == stretch.shot.id)
    return stretch.first <= first + at < stretch.end


def _spoken(stretch: Stretch, timeline: Timeline) -> Iterator[Line]:
    lines = {line.id: line for line in stretch.shot.lines}
    for cue in timeline.cues_of(stretch.shot.id):
        middle = (cue.start_s + cue.end_s) / 2 * float(timeline.fps)
        if stretch.first <= middle < stretch.end and not cue.silent:
            yield lines[cue.line_id]


def _murmured(name: str) -> str:
    return f"{name} murmurs something, without any words."


def _said(line: Line, name: str, *, aloud: bool) -> str:
    words = wording()
    tongue = words["language"].get(line.language.split("-")[0], line.language)
    how, manner = words["delivery"][line.delivery], f"{words['voice'][line.emotion]}, in {tongue}"
    if not aloud:
        return f"{name} {how} something {manner}."
    said = line.text.replace('"', "'")
    return f'{name} {how} {manner}: "{said}"'


def _sound(stretch: Stretch) -> Iterator[str]:
    heard = [wording()["ambience"][name] for name in stretch.shot.ambience]
    if heard:
        yield f"In the background: {', '.join(heard)}."
