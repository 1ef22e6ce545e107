"""Which speech sounds a recording holds and when: PocketSphinx's phone recogniser, offline.

It is trained on English. Of other languages it hears the nearest English sound, whose mouth looks
much the same; what was said cannot be read out of it.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from generation.arrays import Samples
from generation.speech import sphinx
from generation.speech.phonemes import RawPhoneme
from generation.speech.sphinx import FRAME_S, IPA, listen, sixteen_bit, slowed

AROUND_S = 0.15  # of near silence before and after: the recogniser needs a beginning and an end
HISS = 0.006  # a touch of noise: silence that is too clean misleads the recogniser
LATE_S = 0.01  # of phone starts against known times, by median
BEAM = 1e-20


def phones(samples: Samples, rate_hz: int) -> list[RawPhoneme] | None:
    """Return phones by IPA name with their times, or None where the recogniser is absent.

    Takes about a third of the sound's length on one core.
    """
    decoder = _decoder()
    if decoder is None or not len(samples):
        return None
    decoder.reinit_feat()  # what it has learnt of the last speaker's voice is forgotten
    listen(decoder, sixteen_bit(slowed(samples, rate_hz, AROUND_S), HISS))
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
        from pocketsphinx import get_model_path  # type: ignore[import-untyped]
    except ImportError:
        return None
    model = Path(get_model_path()) / "en-us" / "en-us-phone.lm.bin"
    if not model.is_file():
        return None
    return sphinx.decoder(allphone=str(model), lm=None, beam=BEAM, pbeam=BEAM, lw=2.0)
