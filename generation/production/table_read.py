"""The table read: every line is spoken once; now lengths and phonemes are known."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from generation.arrays import Samples
from generation.model.likeness import Likeness
from generation.model.screenplay import WORDLESS, CastMember, Line, Screenplay
from generation.model.speech import Speech, Utterance, VoiceProfile
from generation.ports import Voice
from generation.speech.recorded import RecordedVoice


def table_read(
    screenplay: Screenplay,
    likenesses: Mapping[str, Likeness],
    voice: Voice,
    *,
    recordings: Mapping[str, Samples] | None = None,
    seed: int,
) -> dict[str, Speech]:
    """Return line id → speech for every line of the screenplay; recorded lines are heard as such.

    Raises:
        VoiceFailed: The voice did not speak.
    """
    spoken: dict[str, Speech] = {}
    recorded = recordings or {}
    reader = RecordedVoice(voice)
    for shot in screenplay.shots:
        for line in shot.lines:
            member = _member(screenplay, line.who)
            profile = _profile(line.who, likenesses, seed)
            likeness = likenesses.get(line.who)
            sample = likeness.voice_sample if likeness is not None else None
            utterance = _utterance(line, member, profile, recorded.get(line.id), sample)
            spoken[line.id] = reader.speak(utterance)
    return spoken


def _member(screenplay: Screenplay, token: str) -> CastMember | None:
    return next((member for member in screenplay.cast if member.token == token), None)


def _profile(token: str, likenesses: Mapping[str, Likeness], seed: int) -> VoiceProfile:
    if token in likenesses:
        return likenesses[token].voice
    rng = np.random.default_rng([seed, *token.encode()])
    return VoiceProfile(
        pitch=float(rng.uniform(0.9, 1.2)),
        feminine=bool(rng.random() < 0.5),
        seed=int(rng.integers(1 << 16)),
    )


def _utterance(
    line: Line, member: CastMember | None, profile: VoiceProfile, recording: Samples | None,
    sample: Samples | None,
) -> Utterance:  # fmt: skip
    murmurs = member is None or member.kind in WORDLESS
    return Utterance(
        text=line.text,
        language=line.language,
        emotion=line.emotion,
        delivery="murmur" if murmurs else line.delivery,
        profile=profile,
        recording=None if murmurs else recording,
        sample=None if murmurs else sample,
    )
