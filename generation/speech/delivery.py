"""How fast, how high and how lively a line is spoken: mood, delivery and person as espeak numbers.

Rates are words a minute of espeak-ng, measured to give English 3.3 words/s at 155 and Mandarin
4.0 syllables/s at 180. No sound is made here.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from generation.model.screenplay import Mood
from generation.model.speech import Utterance, VoiceProfile

BASE_RATE_WPM = 155
MANDARIN_RATE_WPM = 180  # at 155 Mandarin already sounds slow
VERSE_RATE = 130 / 180  # Mandarin read aloud: verse, letters
READ_RATE = 0.9
MIN_RATE_WPM, MAX_RATE_WPM = 80, 320  # below 80 espeak ignores the number, above 320 nobody follows

PITCH_CENTRE = 50  # espeak's own default of 0..100
PITCH_STEPS_PER_OCTAVE = 50  # espeak-ng's pitch_adjust_tab doubles every fifty steps

HAN_VOICES = frozenset({"cmn", "yue", "hak"})
TONAL_VOICES = HAN_VOICES | {"vi", "th", "my"}
TONAL_RANGE = 45  # a narrower range flattens the tones, and with them the words

_RATE: dict[Mood, float] = {
    "neutral": 1.0, "joyful": 1.065, "playful": 1.065, "deadpan": 0.9, "proud": 0.9,
    "tender": 0.84, "wistful": 0.84, "dreamy": 0.84, "sad": 0.8, "angry": 1.12,
    "afraid": 1.15, "surprised": 1.15,
}  # fmt: skip
_MANDARIN_SLOW = 140 / 180  # tender, wistful, dreamy, sad
_PITCH: dict[Mood, float] = {
    "neutral": 1.0, "joyful": 1.1, "playful": 1.1, "deadpan": 0.94, "proud": 0.94,
    "tender": 0.96, "wistful": 0.96, "dreamy": 0.96, "sad": 0.95, "angry": 1.04,
    "afraid": 1.12, "surprised": 1.12,
}  # fmt: skip
_RANGE: dict[Mood, int] = {
    "neutral": 50, "joyful": 75, "playful": 80, "deadpan": 18, "proud": 40, "tender": 45,
    "wistful": 40, "dreamy": 45, "sad": 30, "angry": 60, "afraid": 70, "surprised": 85,
}  # fmt: skip

MALE_TIMBRES = 7  # espeak variants m1..m7
FEMALE_TIMBRES = 5  # f1..f5
FORMANT_STEP = 0.02  # finer differences of a head's size are not heard
MIN_FORMANT, MAX_FORMANT = 0.8, 1.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Prosody:
    """What espeak is asked for, and what is done to its sound.

    Attributes:
        rate_wpm: Words a minute.
        pitch: espeak pitch 0..100.
        pitch_range: espeak range 0..100; 0 is a monotone.
        timbre: Name of the espeak voice variant.
        formant: Factor the sound is sped up by; ``rate_wpm`` and ``pitch`` already undo it.
        level_db: Active level relative to normal speech.
        drive: Saturation, 0 is clean.
    """

    rate_wpm: int
    pitch: int
    pitch_range: int
    timbre: str
    formant: float
    level_db: float
    drive: float


def prosody(utterance: Utterance, voice: str) -> Prosody:
    """Return the numbers for a line spoken by the espeak voice of one of its languages."""
    profile, delivery = utterance.profile, utterance.delivery
    formant = _formant(profile)
    mandarin = voice in HAN_VOICES
    rate = (MANDARIN_RATE_WPM if mandarin else BASE_RATE_WPM) * _pace(utterance, mandarin=mandarin)
    pitch = _PITCH[utterance.emotion] * profile.pitch
    pitch_range = _RANGE[utterance.emotion]
    level_db, drive = 0.0, 0.0
    if voice in TONAL_VOICES:
        pitch_range = max(pitch_range, TONAL_RANGE)
    if delivery == "whisper":
        level_db = -5.0
    elif delivery == "shout":
        pitch, pitch_range, level_db, drive = pitch * 1.22, 85, 3.0, 2.5
    elif delivery == "sing_song":
        pitch, pitch_range = pitch * 1.08, 99
    elif delivery == "read" and voice not in TONAL_VOICES:
        pitch_range = round(pitch_range * 0.7)
    return Prosody(
        rate_wpm=round(min(max(rate / formant, MIN_RATE_WPM), MAX_RATE_WPM)),
        pitch=pitch_number(pitch / formant),
        pitch_range=pitch_range,
        timbre=_timbre(profile, whisper=delivery == "whisper"),
        formant=formant,
        level_db=level_db,
        drive=drive,
    )


def _pace(utterance: Utterance, *, mandarin: bool) -> float:
    pace = _RATE[utterance.emotion]
    if mandarin and pace < _RATE["deadpan"]:
        pace = _MANDARIN_SLOW
    if utterance.delivery == "read":
        pace = min(pace, VERSE_RATE if mandarin else READ_RATE)
    elif utterance.delivery in ("sing_song", "whisper"):
        pace *= 0.94
    return pace * utterance.profile.pace


def pitch_number(factor: float) -> int:
    """Return espeak's pitch for a multiple of the voice's own pitch."""
    number = PITCH_CENTRE + PITCH_STEPS_PER_OCTAVE * math.log2(max(factor, 0.1))
    return round(min(max(number, 0), 100))


def _formant(profile: VoiceProfile) -> float:
    bounded = min(max(profile.formant, MIN_FORMANT), MAX_FORMANT)
    return round(bounded / FORMANT_STEP) * FORMANT_STEP


def _timbre(profile: VoiceProfile, *, whisper: bool) -> str:
    if whisper:
        return "whisperf" if profile.feminine else "whisper"
    if profile.feminine:
        return f"f{1 + profile.variant % FEMALE_TIMBRES}"
    return f"m{1 + profile.variant % MALE_TIMBRES}"
