"""Making a face, checking a capture, decoding a voice note."""

from __future__ import annotations

from dataclasses import dataclass

Rgb = tuple[int, int, int]
"""Levels 0..255 of red, green and blue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessBody:
    """Task ``likeness``: make a face of a photo or video, or draw one.

    Attributes:
        media: The file as it was sent, or None where ``drawn`` is given.
        face: Which face, counted from 1 at the left, where there are several.
        points: x, y of left eye, right eye and mouth in pixels of the original.
        draw: Draw somebody after the photo, and keep none of its pixels.
        drawn: Draw somebody by these choices; ``generation.model.drawn_me`` reads them.
        seed: Chooses what is not shown, the voice above all; None takes it from what was sent.
    """

    media: bytes | None = None
    face: int | None = None
    points: list[float] | None = None
    draw: bool = False
    drawn: dict[str, str] | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Main colours of somebody."""

    skin: Rgb
    hair: Rgb
    clothes: Rgb


@dataclass(frozen=True, slots=True, kw_only=True)
class LikenessResult:
    """A face that can be filmed.

    Attributes:
        likeness: ``likeness_bytes``, without a voice sample: that is another yes.
        portrait: JPEG of the face, at most 256 px.
        flags: Quality flags, sorted.
        face_px: Height of the face in the picture that was sent.
        framing: ``bust`` or ``head``.
        faces: How many faces were seen in the picture.
        colours: Of skin, hair and clothes.
    """

    likeness: bytes
    portrait: bytes
    flags: list[str]
    face_px: int
    framing: str
    faces: int
    colours: Colours


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureBody:
    """Task ``capture``: check a video in which somebody reads ``digits`` and turns the head.

    Attributes:
        media: The video as it was sent.
        digits: What they were asked to read, such as ``374``.
        language: BCP-47 tag of the language they read in.
        photo: ``likeness_bytes`` of their photo, if there was one.
        faces_s: When the page asked for the three faces, in seconds, or None.
    """

    media: bytes
    digits: str
    language: str
    photo: bytes | None = None
    faces_s: float | None = None
    seed: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureResult:
    """What a video has shown.

    Attributes:
        verified: The person is who they say, as far as a video can show it.
        findings: Ids of what speaks against it, the first to be said first.
        likeness: ``likeness_bytes`` made of the video, without the voice; None where it shows no
            face alone.
        portrait: JPEG of the face, at most 256 px, or None.
        flags: Quality flags, sorted.
        voice: float32 mono sound at 48 kHz, or None.
    """

    verified: bool
    findings: list[str]
    likeness: bytes | None
    portrait: bytes | None
    flags: list[str]
    voice: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteBody:
    """Task ``note``: decode a voice note; its result is a ``Recording``.

    Attributes:
        media: The file as it was sent.
    """

    media: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesBody:
    """Task ``faces``: number the people in a picture, so that one can be chosen.

    Attributes:
        media: The file as it was sent.
    """

    media: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FacesResult:
    """A picture in which everybody has a number.

    Attributes:
        picture: JPEG, at most 720 px a side.
        numbers: Those in it, ``LikenessBody.face`` each; the five largest faces at most.
    """

    picture: bytes
    numbers: list[int]
