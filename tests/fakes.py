"""Fakes of the ports. Each passes the same contract tests as the real thing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from generation.errors import VoiceFailed
from generation.model.speech import Phoneme, Speech, Utterance, Word
from generation.model.timeline import ActorRecord, ShotRecord

SYLLABLE_S = 0.3
SAMPLE_RATE_HZ = 48_000


class FakeVoice:
    """Says "ma" in a plain tone for every word; remembers what it was asked."""

    name = "fake"

    def __init__(self, *, fail: bool = False) -> None:
        self.asked: list[Utterance] = []
        self.closed = False
        self.fail = fail

    def speak(self, utterance: Utterance) -> Speech:
        if self.fail:
            raise VoiceFailed("died")
        self.asked.append(utterance)
        han = utterance.language.startswith("zh")
        words = list(utterance.text) if han else utterance.text.split()
        written = [word for word in words if any(letter.isalnum() for letter in word)]
        duration_s = SYLLABLE_S * max(len(written), 1)
        times = np.arange(round(duration_s * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ
        loudness = 0.2 * np.abs(np.sin(np.pi * times / SYLLABLE_S)) * bool(written)
        phonemes: list[Phoneme] = []
        for start_s in np.arange(len(written)) * SYLLABLE_S:
            middle_s, end_s = start_s + SYLLABLE_S / 3, start_s + SYLLABLE_S
            phonemes += [
                Phoneme(ipa="m", viseme="PP", start_s=float(start_s), end_s=float(middle_s)),
                Phoneme(ipa="a", viseme="aa", start_s=float(middle_s), end_s=float(end_s)),
            ]
        rest = Phoneme(ipa="sil", viseme="sil", start_s=0.0, end_s=duration_s)
        return Speech(
            samples=(loudness * np.sin(2 * np.pi * 180.0 * times)).astype(np.float32),
            sample_rate_hz=SAMPLE_RATE_HZ,
            phonemes=tuple(phonemes) or (rest,),
            words=tuple(
                Word(text=word, start_s=i * SYLLABLE_S, end_s=(i + 1) * SYLLABLE_S)
                for i, word in enumerate(written)
            ),
        )

    def close(self) -> None:
        self.closed = True


class FakeTake:
    """Grey frames that count up, one blink in each shot."""

    live = False

    def __init__(self, order, timeline):
        self.order, self.timeline = order, timeline

    def prepare(self, *, without=()):
        """Need nothing."""

    def heard(self, stop, *, without=(), rolled=None):
        """Record nothing."""

    def frames(self, stop, *, without=(), rolled=None):
        """Yield frames whose level is their number."""
        height, width = self.order.spec.height_px, self.order.spec.width_px
        wanted = (span for span in self.timeline.spans if span.shot_id not in without)
        for index in (frame for span in wanted for frame in range(span.first, span.end)):
            if stop.is_set():
                return
            yield np.full((height * 3 // 2, width), 40 + index % 160, np.uint8)

    def records(self):
        """Report one actor in the middle of every shot."""
        box = (self.order.spec.width_px // 4, self.order.spec.height_px // 4, 40, 50)
        return [
            ShotRecord(
                shot_id=span.shot_id,
                actors=(ActorRecord(token="P1", face_px=box, blinks_s=()),),
            )
            for span in self.timeline.spans
        ]


class FakeEngine:
    """An engine that draws nothing; takes are spoilt by ``spoil(frame number, frame)`` at will.

    ``seeds`` are those of the takes it was asked for; the first ``spoilt`` of them go wrong.
    """

    name = "fake"
    fps = Fraction(30)
    trained = False

    def __init__(self, spoil=None, *, spoilt=2):
        self.seeds, self._spoil, self._spoilt = [], spoil, spoilt

    def load(self):
        """Need nothing."""

    def shoot(self, order, timeline, dialogue=None):
        """Return a take of grey frames."""
        self.seeds.append(order.seed)
        take = FakeTake(order, timeline)
        if self._spoil is None or len(self.seeds) > self._spoilt:
            return take
        return SpoiltTake(take, self._spoil)


class SpoiltTake:
    """A take with something wrong with it."""

    def __init__(self, take, spoil):
        self.records, self.prepare, self.heard = take.records, take.prepare, take.heard
        self.live = take.live
        self._take, self._spoil = take, spoil

    def frames(self, stop, *, without=(), rolled=None):
        """Yield the frames as they were spoilt; None is a frame that is missing."""
        frames = self._take.frames(stop, without=without)
        spoilt = (self._spoil(n, frame) for n, frame in enumerate(frames))
        return (frame for frame in spoilt if frame is not None)
