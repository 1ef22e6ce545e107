"""What the C2PA manifest says of a film: made how, by which program, under which yeses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import metadata
from typing import Any, Final, Literal

from generation.provenance.aigc import MAKER

SourceType = Literal[
    "algorithmicMedia",  # drawn by rules: the drawn cast
    "compositeSynthetic",  # drawn around a real photo: a face in a puppet film
    "trainedAlgorithmicMedia",  # made by a trained model
    "compositeWithTrainedAlgorithmicMedia",  # by a trained model around a real photo
]
"""How the pictures came to be, in IPTC's words (cv.iptc.org/newscodes/digitalsourcetype)."""

IPTC: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
CAST_ASSERTION: Final = "org.walkon.cast"
MP4: Final = "video/mp4"
ORIGINAL: Final = "original"


def manifest(
    clip_id: str,
    source_type: SourceType,
    grants: Sequence[str],
    *,
    parts: int = 0,
    encoded_again: bool = False,
) -> dict[str, Any]:
    """Return the manifest definition (C2PA 2.2) of a newly made film.

    Args:
        clip_id: Names the film, as in its AIGC tag.
        source_type: The truth about the pictures.
        grants: Pseudonyms of the consents it was made under.
        parts: How many sealed films were put into it; ``part_label`` names each.
        encoded_again: It is a sealed film that was encoded once more: ``ORIGINAL`` names that.
    """
    program = {"name": MAKER, "version": edition()}
    truth = {"digitalSourceType": IPTC + source_type, "softwareAgent": program}
    actions: list[dict[str, Any]] = [{"action": "c2pa.created", **truth}]
    if encoded_again:
        opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": [ORIGINAL]}}
        actions = [opened, {"action": "c2pa.transcoded", **truth}]
    actions += [
        {"action": "c2pa.placed", "parameters": {"ingredientIds": [part_label(number)]}}
        for number in range(parts)
    ]
    return {
        "claim_generator_info": [program],
        "title": clip_id,
        "format": MP4,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": actions}},
            {"label": CAST_ASSERTION, "data": {"grants": list(grants)}},
        ],
    }


def part_label(number: int) -> str:
    """Name a film that was put into another one, counted from 0."""
    return f"part{number}"


def ingredient(number: int) -> dict[str, Any]:
    """Return what the manifest says of a film that was put into this one."""
    return {"title": part_label(number), "relationship": "componentOf", "label": part_label(number)}


def original() -> dict[str, Any]:
    """Return what the manifest says of the film that was encoded again to make this one."""
    return {"title": ORIGINAL, "relationship": "parentOf", "label": ORIGINAL}


def source_of_parts(types: Iterable[str]) -> SourceType:
    """Return the source type of a film made of films with these."""
    found = set(types)
    photographed = any(one.startswith("composite") for one in found)
    trained = any("trained" in one.casefold() for one in found)
    if trained:
        return "compositeWithTrainedAlgorithmicMedia" if photographed else "trainedAlgorithmicMedia"
    return "compositeSynthetic" if photographed else "algorithmicMedia"


def source_type_of(stored: dict[str, Any]) -> str | None:
    """Return the first bare source type of the actions in a manifest as a reader reports it.

    What strangers put into their assertions may have any shape.
    """
    try:
        data = next(
            assertion["data"]
            for assertion in stored["assertions"]
            if assertion["label"].startswith("c2pa.actions")
        )
        key = "digitalSourceType"
        return next(str(one[key]) for one in data["actions"] if key in one).removeprefix(IPTC)
    except (StopIteration, LookupError, TypeError, AttributeError):
        return None


def edition() -> str:
    """Return which Walkon this is."""
    try:
        return metadata.version("walkon")
    except metadata.PackageNotFoundError:  # run from a source tree that nobody installed
        return "0"
