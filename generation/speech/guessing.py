"""Which sounds a recording would hold if it were English: PocketSphinx guesses words, offline.

About a third of the words are wrong, most of their sounds are right: good enough for lips. The
words are shown to nobody, written nowhere, and gone when the sounds are known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from generation.arrays import Samples
from generation.speech import sphinx
from generation.speech.alignment import AROUND_S, HISSES, aligned
from generation.speech.phonemes import RawPhoneme
from generation.speech.sphinx import listen, sixteen_bit, slowed

LONGEST_S = 30.0  # a longer recording is cut for shots anyway, and would be searched for too long
SEARCH = {
    "fwdflat": False, "bestpath": False, "ds": 2, "topn": 2, "maxhmmpf": 1500, "maxwpf": 10,
    "pl_window": 5, "cmn": "batch",
}  # fmt: skip
"""One pass with narrow limits: a quarter of the sound's length on one core."""
_VARIANT = re.compile(r"\(\d+\)$")


def guessed(samples: Samples, rate_hz: int) -> list[RawPhoneme] | None:
    """Return sounds by IPA name with their times, or None where nothing was understood.

    Args:
        samples: Mono sound.
        rate_hz: Its rate.

    Returns:
        None also where PocketSphinx is absent or the sound is longer than ``LONGEST_S``.
    """
    decoder = _decoder() if 0 < len(samples) <= LONGEST_S * rate_hz else None
    if decoder is None:
        return None
    decoder.reinit_feat()  # what it has learnt of the last speaker's voice is forgotten
    listen(decoder, sixteen_bit(slowed(samples, rate_hz, AROUND_S), HISSES[0]))
    names = [segment.word for segment in decoder.seg()] if decoder.hyp() is not None else []
    words = [_VARIANT.sub("", name) for name in names if name[0] not in "<["]
    read = aligned(samples, rate_hz, words) if words else None
    return None if read is None else read.phones


@lru_cache(maxsize=1)
def _decoder() -> Any:
    return sphinx.decoder(**SEARCH)
