"""Who is let through: nobody who is not there, and everybody who is."""

from __future__ import annotations

import io
from fractions import Fraction
from typing import Any

import av
import numpy as np
import pytest

from generation.liveness.verdict import FINDINGS, check
from generation.media.intake import read_capture
from tests.captures import DIGITS, GENUINE, SPOOFS, Case, Studio
from tests.moving_faces import FPS, RATE_HZ

AS_IT_HAPPENS = {"deadline": "realtime", "cpu-used": "8"}  # as a browser encodes


@pytest.fixture(scope="session")
def studio(landmarks):
    return Studio(landmarks)


def judged(case: Case, model):
    return check(
        case.capture, digits=case.digits, language=case.language, model=model, photo=case.photo
    )


@pytest.mark.parametrize("name", GENUINE)
def test_somebody_who_is_there_is_verified(name, studio):
    verdict = judged(GENUINE[name](studio), studio.model)
    assert verdict.findings == ()
    assert verdict.verified
    assert verdict.best_frame is not None
    assert verdict.voice_sample is not None
    assert 2.0 < len(verdict.voice_sample) / RATE_HZ < 4.0


def test_there_are_enough_spoofs():
    assert len(SPOOFS) >= 20


@pytest.mark.parametrize("name", SPOOFS)
def test_a_spoof_is_found_out_for_what_it_is(name, studio):
    expected, make = SPOOFS[name]
    verdict = judged(make(studio), studio.model)
    assert not verdict.verified
    assert expected in verdict.findings
    assert [finding for finding in FINDINGS if finding in verdict.findings] == list(
        verdict.findings
    )


def test_digits_are_not_checked_in_a_language_nobody_here_hears(studio):
    case = GENUINE["in chinese"](studio)
    assert not judged(case, studio.model).digits_checked
    assert judged(case._replace(language="en", digits="516"), studio.model).digits_checked


def test_the_best_frame_looks_ahead(studio):
    verdict = judged(GENUINE["reads and turns"](studio), studio.model)
    (face,) = studio.model.faces(verdict.best_frame)
    nose, left, right = (face.landmarks[point, 0] for point in (1, 234, 454))
    assert 0.42 < (nose - left) / (right - left) < 0.58


def recorded(frames, sound) -> bytes:
    """What a browser's recorder sends of it."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="webm") as out:
        video: Any = out.add_stream("libvpx", rate=FPS, options=AS_IT_HAPPENS)
        video.width, video.height, video.pix_fmt, video.bit_rate = 480, 480, "yuv420p", 900_000
        audio: Any = out.add_stream("libopus", rate=RATE_HZ, layout="mono")
        for index, picture in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts = index
            out.mux(video.encode(frame))
        out.mux(video.encode(None))
        for start in range(0, len(sound) - 960, 960):
            block = av.AudioFrame.from_ndarray(
                np.ascontiguousarray(sound[None, start : start + 960]), "fltp", "mono"
            )
            block.sample_rate, block.pts, block.time_base = RATE_HZ, start, Fraction(1, RATE_HZ)
            for part in av.AudioResampler(audio.codec_context.format.name).resample(block):
                out.mux(audio.encode(part))
        out.mux(audio.encode(None))
    return buffer.getvalue()


def test_a_recording_goes_the_whole_way_from_bytes_to_verdict(studio, tmp_path):
    live = read_capture(recorded(studio.live, studio.sound), tmp=tmp_path)
    assert judged(Case(live), studio.model).findings == ()
    half = len(studio.live) // 2
    photo = read_capture(recorded([studio.still] * half, studio.sound), tmp=tmp_path)
    assert "still" in judged(Case(photo, DIGITS), studio.model).findings
