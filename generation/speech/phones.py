"""Which speech sounds a recording holds and when: PocketSphinx's phone recogniser, offline.

It is trained on English. Of other languages it hears the nearest English sound, whose mouth looks
much the same; what was said cannot be read out of it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.signal import resample_poly

from generation.arrays import Samples
from generation.speech.phonemes import RawPhoneme

RATE_HZ = 16_000
FRAME_S = 0.01
AROUND_S = 0.15  # of near silence before and after: the recogniser needs a beginning and an end
PEAK = 0.6
HISS = 0.006  # a touch of noise: silence that is too clean misleads the recogniser
LATE_S = 0.01  # of phone starts against known times, by median
BEAM = 1e-20

IPA = {
    "AA": "ɑ", "AE": "æ", "AH": "ə", "AO": "ɔ", "AW": "aʊ", "AY": "aɪ", "EH": "ɛ", "ER": "ɝ",
    "EY": "eɪ", "IH": "ɪ", "IY": "i", "OW": "oʊ", "OY": "ɔɪ", "UH": "ʊ", "UW": "u", "B": "b",
    "CH": "tʃ", "D": "d", "DH": "ð", "F": "f", "G": "ɡ", "HH": "h", "JH": "dʒ", "K": "k",
    "L": "l", "M": "m", "N": "n", "NG": "ŋ", "P": "p", "R": "ɹ", "S": "s", "SH": "ʃ", "T": "t",
    "TH": "θ", "V": "v", "W": "w", "Y": "j", "Z": "z", "ZH": "ʒ",
}  # fmt: skip
"""ARPAbet, as the model names its phones; what is not here (SIL, +NSN+) is no speech."""


def phones(samples: Samples, rate_hz: int) -> list[RawPhoneme] | None:
    """Return phones by IPA name with their times, or None where the recogniser is absent.

    Takes about a third of the sound's length on one core.
    """
    decoder = _decoder()
    if decoder is None or not len(samples):
        return None
    slow = np.pad(resample_poly(samples, RATE_HZ, rate_hz), round(AROUND_S * RATE_HZ))
    rng = np.random.default_rng(0)
    level = PEAK / max(float(np.abs(slow).max()), 1e-6)
    steady = np.clip(slow * level + rng.normal(0.0, HISS, len(slow)), -1, 1)
    decoder.start_utt()
    decoder.process_raw((steady * 32_000).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    if decoder.hyp() is None:
        return None
    shift_s = AROUND_S + LATE_S
    return [
        RawPhoneme(
            IPA.get(segment.word, ""),
            segment.start_frame * FRAME_S - shift_s,
            (segment.end_frame + 1) * FRAME_S - shift_s,
        )
        for segment in decoder.seg()
    ]


@lru_cache(maxsize=1)
def _decoder() -> Any:
    try:
        from pocketsphinx import (  # type: ignore[import-untyped]
            Decoder,
            get_model_path,
        )
    except ImportError:
        return None
    model = Path(get_model_path()) / "en-us" / "en-us-phone.lm.bin"
    if not model.is_file():
        return None
    return Decoder(allphone=str(model), lm=None, loglevel="FATAL", beam=BEAM, pbeam=BEAM, lw=2.0)
