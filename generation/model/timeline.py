"""The timeline: every shot, line, word and phoneme in time, from the first frame on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from generation.model.speech import Phoneme, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A line on the timeline. Phoneme and word times are absolute seconds.

    A ``silent`` line is seen and not heard: it has no subtitles.
    """

    line_id: str
    shot_id: str
    who: str
    text: str
    language: str
    start_s: float
    end_s: float
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]
    silent: bool = False

    def moved(self, by_s: float) -> Cue:
        """Return the cue ``by_s`` later, earlier when negative."""
        return replace(
            self,
            start_s=self.start_s + by_s,
            end_s=self.end_s + by_s,
            words=tuple(
                replace(word, start_s=word.start_s + by_s, end_s=word.end_s + by_s)
                for word in self.words
            ),
            phonemes=tuple(
                replace(phoneme, start_s=phoneme.start_s + by_s, end_s=phoneme.end_s + by_s)
                for phoneme in self.phonemes
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotSpan:
    """Frames ``first`` (inclusive) to ``end`` (exclusive) of one shot."""

    shot_id: str
    first: int
    end: int

    @property
    def frames(self) -> int:
        """How many frames the shot has."""
        return self.end - self.first


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The film in time, before anything is drawn."""

    fps: Fraction
    spans: tuple[ShotSpan, ...]
    cues: tuple[Cue, ...]
    mouth_lead_s: float = (
        0.04  # picture of the mouth runs ahead of the sound; people forgive that way round
    )

    @property
    def frames(self) -> int:
        """Length of the film in frames."""
        return self.spans[-1].end if self.spans else 0

    @property
    def duration_s(self) -> float:
        """Length of the film in seconds."""
        return float(self.frames / self.fps)

    def cues_of(self, shot_id: str) -> tuple[Cue, ...]:
        """Lines spoken in one shot, in order."""
        return tuple(cue for cue in self.cues if cue.shot_id == shot_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRecord:
    """One actor in one shot: median face box in pixels, blinks in seconds of the film."""

    token: str
    face_px: tuple[int, int, int, int]
    blinks_s: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotRecord:
    """What an engine reports of one shot."""

    shot_id: str
    actors: tuple[ActorRecord, ...]


def face_boxes(
    records: Iterable[ShotRecord],
) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Return the face box of each actor by shot id and token."""
    return {
        (record.shot_id, actor.token): actor.face_px
        for record in records
        for actor in record.actors
    }
