"""The timeline as a file: ``walkon.timeline/1``, written beside every clip."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generation.model.clip import RenderOrder
from generation.model.speech import Phoneme, Word
from generation.model.timeline import Cue, ShotRecord, ShotSpan, Timeline
from generation.provenance.label import FULL_S

SCHEMA = "walkon.timeline/1"


def timeline_json(
    order: RenderOrder,
    timeline: Timeline,
    records: Sequence[ShotRecord],
    *,
    engine: str,
    voice: str,
    beats_s: Sequence[float],
    keys: Mapping[str, str],
) -> str:
    """Return the JSON text; times are seconds with three decimals, boxes pixels of the picture."""
    shots = {shot.id: shot for shot in order.screenplay.shots}
    by_shot = {record.shot_id: record for record in records}
    document = {
        "schema": SCHEMA,
        "fps": f"{timeline.fps.numerator}/{timeline.fps.denominator}",
        "width": order.spec.width_px,
        "height": order.spec.height_px,
        "duration_s": _seconds(timeline.duration_s),
        "engine": engine,
        "voice": voice,
        "seed": order.seed,
        "mouth_lead_s": timeline.mouth_lead_s,
        "shots": [
            {
                **_shot(span, shots[span.shot_id].set, by_shot[span.shot_id], float(timeline.fps)),
                "key": keys[span.shot_id],
            }
            for span in timeline.spans
        ],
        "lines": [_line(cue) for cue in timeline.cues],
        "beats_s": [_seconds(beat) for beat in beats_s],
        "label": {"full_until_s": min(FULL_S, _seconds(timeline.duration_s))},
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _seconds(value: float) -> float:
    return round(float(value), 3)


def _shot(span: ShotSpan, set_id: str, record: ShotRecord, fps: float) -> Mapping[str, Any]:
    return {
        "id": span.shot_id,
        "start_s": _seconds(span.first / fps),
        "end_s": _seconds(span.end / fps),
        "set": set_id,
        "actors": [
            {
                "token": actor.token,
                "face_px": list(actor.face_px),
                "blinks_s": [_seconds(blink) for blink in actor.blinks_s],
            }
            for actor in record.actors
        ],
    }


def _line(cue: Cue) -> Mapping[str, Any]:
    return {
        "id": cue.line_id,
        "shot": cue.shot_id,
        "who": cue.who,
        "text": cue.text,
        "language": cue.language,
        "start_s": _seconds(cue.start_s),
        "end_s": _seconds(cue.end_s),
        "words": [_word(word) for word in cue.words],
        "phonemes": [_phoneme(phoneme) for phoneme in cue.phonemes],
        **({"silent": True} if cue.silent else {}),
    }


def _word(word: Word) -> Mapping[str, Any]:
    return {
        "text": word.text,
        "start_s": _seconds(word.start_s),
        "end_s": _seconds(word.end_s),
    }


def _phoneme(phoneme: Phoneme) -> Mapping[str, Any]:
    return {
        "ipa": phoneme.ipa,
        "viseme": phoneme.viseme,
        "start_s": _seconds(phoneme.start_s),
        "end_s": _seconds(phoneme.end_s),
    }
