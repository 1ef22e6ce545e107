"""The verdict on a capture: whether the person in front of the camera is there, and speaks.

What it can tell and what it cannot is written in ``docs/capture.md``, with figures.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from generation.arrays import SAMPLE_RATE_HZ, Curve, Landmarks, RgbImage, Samples
from generation.liveness import digits as spoken_digits
from generation.liveness.faces import Faces, mouth_width, three_faces
from generation.liveness.same_face import difference, looks, typical
from generation.liveness.signs import Sync, extent, repeats, sync
from generation.liveness.track import Track, face_height, face_near, follow, nose_aside
from generation.media.taken import Capture
from generation.model.likeness import Likeness, Reach
from generation.ports import LandmarkModel
from generation.speech.listening import HOP_S, Loudness, Span, bursts, loudness, voicing

FINDINGS = (
    "too-short", "too-dark", "no-face", "two-faces", "face-changes", "other-than-photo", "still",
    "screen", "no-turn", "loop", "no-speech", "wrong-digits", "lips-off",
)  # fmt: skip
"""Everything that can be wrong, in the order in which it is said."""

LENGTH_MIN_S = 2.5
BRIGHT_MIN = 45.0  # 95th percentile of luma in the face, 0..255
SEEN_SHARE_MIN = 0.7  # of the frames, those that show a face
COMPANY_LOOKS_MAX = 1  # of every fourth frame: a face on a passing bus is no second person
FRONTAL_TURN = 0.20  # sine of the yaw up to which a view counts as from the front
UNLIKE_FRAMES = 2
UNLIKE_PATTERN = 0.30  # one face in one light: at most 0.22; two people: 0.33 and more in 9 of 10
UNLIKE_PHOTO = 0.36  # of another day, with other light and hair
STILL_OPENING, STILL_POSE = 0.010, 0.06
TURN_MIN = 0.25  # sine: 15 degrees measured, which 20 degrees of a real turn give
FLAT_STRETCH = 0.09
FLAT_DEPTH_SHARE = 0.45  # of the depth that a face would show when it is foreshortened as much
LOOP_MAX = 0.5
VOICED_MIN = 0.5
SPEECH_MIN_S = 0.4
LIPS_MOVE = 0.012  # face heights; landmarks tremble by a quarter of that
LIPS_ALIKE_MIN = 0.6
LIPS_ECHO = 0.1  # digits in an even pace go with each other too, a word later
LIPS_SPOKEN_MIN = 0.6
BEST_MOUTH = 0.04  # face heights that weigh as much as a nose a tenth of a face aside
BEST_ASIDE = 0.1
BEST_WIDTH = 0.02  # face heights off the mouth's width at rest; a smile is 0.03 and more


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What was found out.

    Attributes:
        verified: Nothing speaks against it.
        findings: What speaks against it: ids of ``FINDINGS``, the first to be said first.
        best_frame: The full-size frame that suits a likeness best, or None without a single face.
        voice_sample: Mono 48 kHz, from the first word to the last, or None.
        digits_checked: Whether the words could be recognised here, in this language.
        reach: How far the face goes in feeling, as far as it was shown.
    """

    verified: bool
    findings: tuple[str, ...]
    best_frame: RgbImage | None
    voice_sample: Samples | None
    digits_checked: bool
    reach: Reach


def check(
    capture: Capture,
    *,
    digits: str,
    language: str,
    model: LandmarkModel,
    photo: Likeness | None = None,
    faces_s: float | None = None,
) -> Verdict:
    """Judge a capture. Seconds of work; call it in a worker.

    Args:
        capture: What intake read.
        digits: The digits that were to be read aloud, in order.
        language: Tag of the language they were shown in.
        model: Finds faces.
        photo: An earlier likeness of the same person, or None.
        faces_s: When the three faces were asked for, or None where they were not.
    """
    track = follow(capture, model)
    voice = _Voice.of(capture.sound)
    faces = None if faces_s is None else three_faces(track, faces_s)
    found = {*_of_the_picture(capture, track)}
    if not found & {"no-face", "too-dark", "too-short"}:
        found |= {*_of_the_face(capture, track, photo), *_of_the_motion(track)}
        found |= {*_of_the_speech(track, voice, digits, language)}
    return Verdict(
        verified=not found,
        findings=tuple(finding for finding in FINDINGS if finding in found),
        best_frame=None if "two-faces" in found else best_frame(capture, track, model, faces),
        voice_sample=voice.sample,
        digits_checked=spoken_digits.can_hear(language),
        reach=Reach() if faces is None else faces.reach,
    )


def best_frame(
    capture: Capture, track: Track, model: LandmarkModel, faces: Faces | None = None
) -> RgbImage | None:
    """Return the sharp frame whose face looks ahead with its mouth at rest, or None."""
    best: tuple[float, RgbImage] | None = None
    for index, frame in enumerate(capture.sharp):
        place = _place_in(capture, track, index)
        points = None if place is None else face_near(frame, place, model)
        if points is None:
            continue
        opening = float(np.hypot(*(points[13, :2] - points[14, :2]))) / face_height(points)
        cost = abs(nose_aside(points)) / BEST_ASIDE + opening / BEST_MOUTH
        if faces is not None:
            cost += abs(mouth_width(points) - faces.rest_width) / BEST_WIDTH
        if best is None or cost < best[0]:
            best = cost, frame
    return None if best is None else best[1]


def _place_in(capture: Capture, track: Track, index: int) -> Landmarks | None:
    """Return where the face is in a sharp frame, by the small frames of the same span."""
    count, spans = len(capture.frames), len(capture.sharp)
    near = [i for i, frame in enumerate(track.frames) if frame * spans // count == index]
    if not near:
        return None
    enlarge = capture.sharp[index].shape[1] / capture.frames[0].shape[1]
    return np.asarray(track.points[near].reshape(-1, 3) * enlarge, np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Voice:
    sound: Samples
    heard: Loudness
    spans: list[Span]

    @classmethod
    def of(cls, sound: Samples | None) -> _Voice:
        """Find the stretches of a capture's sound in which a voice is heard."""
        if sound is None:
            sound = np.zeros(0, np.float32)
        heard = loudness(sound, SAMPLE_RATE_HZ)
        tone = voicing(sound, SAMPLE_RATE_HZ) if len(sound) else np.zeros(0, np.float32)
        spans = [span for span in bursts(heard) if _voiced(tone, span)]
        return cls(sound=sound, heard=heard, spans=spans)

    @property
    def seconds(self) -> float:
        return sum(end - start for start, end in self.spans)

    @property
    def sample(self) -> Samples | None:
        if self.seconds < SPEECH_MIN_S:
            return None
        start, end = self.spans[0][0] - 0.1, self.spans[-1][1] + 0.1
        return self.sound[max(round(start * SAMPLE_RATE_HZ), 0) : round(end * SAMPLE_RATE_HZ)]


def _voiced(tone: Curve, span: Span) -> bool:
    inside = tone[round(span[0] / HOP_S) : round(span[1] / HOP_S) + 1]
    return bool(len(inside)) and float(np.percentile(inside, 75)) > VOICED_MIN


def _of_the_picture(capture: Capture, track: Track) -> list[str]:
    found = []
    if capture.duration_s < LENGTH_MIN_S:
        found.append("too-short")
    if _bright(capture, track) < BRIGHT_MIN:
        found.append("too-dark")
    elif len(track.frames) < SEEN_SHARE_MIN * len(capture.frames):
        found.append("no-face")
    if sum(people > 1 for people in track.crowd) > COMPANY_LOOKS_MAX:
        found.append("two-faces")
    return found


def _bright(capture: Capture, track: Track) -> float:
    """Return the 95th percentile of luma in the face, or in the picture where there is none."""
    if not track.frames:
        parts = [capture.frames[len(capture.frames) // 2]]
    else:
        picked = range(0, len(track.frames), max(1, len(track.frames) // 5))
        parts = [_face_of(capture.frames[track.frames[i]], track.points[i]) for i in picked]
    levels = [float(np.percentile(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY), 95)) for p in parts]
    return float(np.median(levels))


def _face_of(
    frame: RgbImage, points: np.ndarray[tuple[int, ...], np.dtype[np.float32]]
) -> RgbImage:
    low = np.maximum(points[:, :2].min(axis=0), 0).astype(int)
    high = points[:, :2].max(axis=0).astype(int) + 1
    part = frame[low[1] : high[1], low[0] : high[0]]
    return part if part.size else frame


def _of_the_face(capture: Capture, track: Track, photo: Likeness | None) -> list[str]:
    frontal = np.flatnonzero(np.abs(track.turn) < FRONTAL_TURN)
    if not len(frontal):
        return ["face-changes"]
    views = [looks(capture.frames[track.frames[i]], track.points[i]) for i in frontal]
    usual = typical(views)
    unlike = sum(difference(view, usual).pattern > UNLIKE_PATTERN for view in views)
    found = ["face-changes"] if unlike >= UNLIKE_FRAMES else []
    if photo is not None:
        earlier = looks(photo.picture, photo.landmarks)
        if difference(usual, earlier).pattern > UNLIKE_PHOTO:
            found.append("other-than-photo")
    return found


def _of_the_motion(track: Track) -> list[str]:
    turn, nod = extent(track.turn), extent(track.nod)
    found = []
    if extent(track.opening) < STILL_OPENING and max(turn, nod) < STILL_POSE:
        found.append("still")
    if _is_flat(track):
        found.append("screen")
    if turn < TURN_MIN:
        found.append("no-turn")
    if repeats(track) < LOOP_MAX:
        found.append("loop")
    return found


def _is_flat(track: Track) -> bool:
    """Tell whether the face is foreshortened as by a turn without the depth of one."""
    low, high = np.percentile(track.stretch, (4, 96))
    implied = float(np.sqrt(max(0.0, 1 - (low / max(high, 1e-6)) ** 2)))
    shown = float(np.hypot(extent(track.turn), extent(track.nod)))
    return bool(high - low > FLAT_STRETCH and shown < FLAT_DEPTH_SHARE * implied)


def _of_the_speech(track: Track, voice: _Voice, digits: str, language: str) -> list[str]:
    if voice.seconds < SPEECH_MIN_S:
        return ["no-speech"]
    found = []
    if spoken_digits.can_hear(language) and not spoken_digits.says(
        voice.sound, SAMPLE_RATE_HZ, digits
    ):
        found.append("wrong-digits")
    if not _goes_together(sync(track, voice.heard, voice.spans, moves=LIPS_MOVE)):
        found.append("lips-off")
    return found


def _goes_together(seen: Sync) -> bool:
    return (
        seen.alike >= LIPS_ALIKE_MIN
        and seen.alike > seen.elsewhere - LIPS_ECHO
        and seen.spoken >= LIPS_SPOKEN_MIN
    )
