"""Who plays whom on the command line: ``NAME=PHOTO`` and ``NAME=drawn:ID`` become likenesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from bot.bootstrap import Workshop
from generation.errors import CastRejected, OptionRejected
from generation.model.likeness import Likeness
from generation.model.screenplay import CastMember, Screenplay
from generation.provenance.manifest import SourceType

if TYPE_CHECKING:
    from generation.media.taken import Intake

DRAWN_PREFIX = "drawn:"
SPEAKER_NAMES = frozenset({"me", "我", "i", "myself"})
NAME_MAX = 24
POINTS = 6  # x and y of two eyes and the mouth


@dataclass(frozen=True, slots=True, kw_only=True)
class CastEntry:
    """One ``--cast`` option."""

    name: str
    source: str

    @property
    def drawn(self) -> str | None:
        """Id of a drawn character, or None for a picture."""
        return (
            self.source.removeprefix(DRAWN_PREFIX) if self.source.startswith(DRAWN_PREFIX) else None
        )


def parse_cast(entries: Sequence[str]) -> list[CastEntry]:
    """Read ``NAME=SOURCE`` options in order; the first one is the lead.

    Raises:
        CastRejected: No ``=``, an empty side, a name twice, or one too long.
    """
    cast: list[CastEntry] = []
    for entry in entries:
        name, equals, source = entry.partition("=")
        name, source = name.strip(), source.strip()
        if not equals or not name or not source:
            raise CastRejected("form", entry=entry[:60])
        if len(name) > NAME_MAX:
            raise CastRejected("name-too-long", limit=NAME_MAX)
        if any(name.casefold() == other.name.casefold() for other in cast):
            raise CastRejected("twice", name=name)
        cast.append(CastEntry(name=name, source=source))
    return cast


def parse_points(text: str | None) -> tuple[float, ...] | None:
    """Read ``x,y,x,y,x,y``: left eye, right eye, mouth in pixels of the picture.

    Raises:
        OptionRejected: Not six numbers.
    """
    if text is None:
        return None
    try:
        values = tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise OptionRejected("points") from error
    if len(values) != POINTS or not all(np.isfinite(values)):
        raise OptionRejected("points")
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureChoice:
    """Which face of a picture is meant."""

    face: int | None = None
    points: tuple[float, ...] | None = None


def cast_film(
    screenplay: Screenplay,
    entries: Sequence[CastEntry],
    shop: Workshop,
    choice: PictureChoice,
    *,
    seed: int,
) -> dict[str, Likeness]:
    """Return cast token → likeness for every part with a face.

    Raises:
        CastRejected: A drawn id nobody has.
        MediaRejected: A picture cannot be read.
        FaceRejected: It holds no face that can be filmed.
    """
    given = {entry.name.casefold(): entry for entry in entries}
    taken = {entry.drawn for entry in entries if entry.drawn is not None}
    parts: dict[str, Likeness] = {}
    for index, member in enumerate(screenplay.cast):
        entry = given.get(member.name.casefold())
        if entry is not None:
            parts[member.token] = likeness_of(
                entry, shop, choice if index == 0 else PictureChoice(), seed=seed
            )
        elif member.kind in {"drawn", "stand_in", "cameo"}:
            character = _stand_in(member, taken, seed)
            taken.add(character)
            parts[member.token] = drawn(character, shop)
    return parts


def likeness_of(entry: CastEntry, shop: Workshop, choice: PictureChoice, *, seed: int) -> Likeness:
    """Make one likeness from a picture, a video or the drawn cast."""
    if entry.drawn is not None:
        return drawn(entry.drawn, shop)
    source = Path(entry.source).expanduser()
    return filmable(taken_in(source, shop), shop, choice, seed=seed)


def taken_in(source: Path | bytes, shop: Workshop) -> Intake:
    """Decode a picture or video that somebody gave.

    Raises:
        MediaRejected: It cannot be read.
    """
    from generation.media.intake import read_picture

    with shop.folder.scratch() as tmp:
        return read_picture(source, tmp=tmp)


def filmable(intake: Intake, shop: Workshop, choice: PictureChoice, *, seed: int) -> Likeness:
    """Make a likeness of a face in a picture, with the voice that came with it.

    Raises:
        FaceRejected: It holds no face that can be filmed.
    """
    from generation.engines.puppet.likeness.build import build_likeness

    points = choice.points
    if points is not None:
        points = tuple(value * intake.scale for value in points)
    made = build_likeness(
        intake.picture, shop.landmarks, face=choice.face, points=points, seed=seed
    )
    return replace(made, voice_sample=intake.voice_sample)


def drawn(character: str, shop: Workshop) -> Likeness:
    """Return a drawn character.

    Raises:
        CastRejected: Nobody has that id.
    """
    from generation.engines.puppet.cast import CAST, drawn_likeness

    if character not in CAST:
        known = " ".join(CAST)
        raise CastRejected("unknown-character", name=character[:NAME_MAX], known=known)
    return drawn_likeness(character, shop.landmarks)


def _stand_in(member: CastMember, taken: set[str], seed: int) -> str:
    """Choose a drawn character for a part: by name where it is one, else by seed, nobody twice."""
    from generation.engines.puppet.cast import CAST

    if member.name.casefold() in CAST:
        return member.name.casefold()
    free = [name for name in CAST if name not in taken] or list(CAST)
    rng = np.random.default_rng([seed, *member.token.encode()])
    return free[int(rng.integers(len(free)))]


def source_of(parts: Mapping[str, Likeness], *, trained: bool) -> SourceType:
    """Return the digital source type, truthfully, of a film with this cast.

    ``trained`` says that a trained model has made its pictures.
    """
    photographed = any(part.kind == "photo" for part in parts.values())
    if trained:
        return "compositeWithTrainedAlgorithmicMedia" if photographed else "trainedAlgorithmicMedia"
    return "compositeSynthetic" if photographed else "algorithmicMedia"
