"""The AIGC tag and the fingerprint."""

from __future__ import annotations

import io
import json

import av
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.media.encode import encode
from generation.media.probe import decode_frames, sample_stills
from generation.model.clip import RenderSpec
from generation.provenance.aigc import aigc_tag, clip_id_of
from generation.provenance.fingerprint import SAME_FILM_MAX_BITS, distance, fingerprint

SPEC = RenderSpec(width_px=144, height_px=256)


def test_the_tag_has_the_standards_fields_in_order():
    fields = json.loads(aigc_tag("01abc"))
    assert list(fields) == [
        "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator",
        "PropagateID", "ReservedCode2",
    ]  # fmt: skip
    assert (fields["Label"], fields["ProduceID"], fields["PropagateID"]) == ("1", "01abc", "01abc")


@given(st.text(min_size=1))
def test_the_clip_is_found_again_in_its_tag(clip_id):
    assert clip_id_of(aigc_tag(clip_id)) == clip_id


@pytest.mark.parametrize(
    "tag",
    [None, "", "{", "[]", "1", '{"Label":"1"}', '{"Label":"2","ProduceID":"x"}',
     '{"Label":"1","ProduceID":7}', "[" * 100_000],
)  # fmt: skip
def test_a_tag_that_says_nothing_names_no_clip(tag):
    assert clip_id_of(tag) is None


def scene(seed: int, count: int = 32):
    """Slow-moving soft shapes over a ramp."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:256, 0:144].astype(np.float32)
    centres, speeds = rng.uniform(0, 256, (5, 2)), rng.uniform(-3, 3, (5, 2))
    for index in range(count):
        luma = 60 + 40 * x / 144
        for (cy, cx), (vy, vx) in zip(centres, speeds, strict=True):
            gone = (y - cy - vy * index) ** 2 + (x - cx * 144 / 256 - vx * index) ** 2
            luma += 90 * np.exp(-gone / 800)
        frame = np.full((384, 144), 128, np.uint8)
        frame[:256] = np.clip(luma, 16, 235)
        yield frame


def mark(path) -> bytes:
    return fingerprint(sample_stills(path))


def test_a_re_encoded_smaller_slower_copy_is_the_same_film(tmp_path):
    original, other, copy = (tmp_path / f"{name}.mp4" for name in ("original", "other", "copy"))
    silence = np.zeros((0, 2), np.float32)
    encode(scene(1), silence, original, spec=SPEC, metadata={})
    encode(scene(2), silence, other, spec=SPEC, metadata={})
    shrink(original, copy)
    assert distance(mark(original), mark(original)) == 0
    assert distance(mark(original), mark(copy)) < SAME_FILM_MAX_BITS / 2
    assert distance(mark(original), mark(other)) > SAME_FILM_MAX_BITS


def shrink(source, target) -> None:
    """Every second frame at half the size and a quality nobody wants."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as out:
        stream = out.add_stream("libx264", rate=15, options={"crf": "38"})
        stream.width, stream.height, stream.pix_fmt = 72, 128, "yuv420p"
        for index, yuv in enumerate(decode_frames(source)):
            if index % 2 == 0:
                frame = av.VideoFrame.from_ndarray(yuv, "yuv420p").reformat(72, 128)
                frame.pts = index // 2
                out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    target.write_bytes(buffer.getvalue())


def test_a_fingerprint_needs_all_its_stills():
    with pytest.raises(ValueError, match="8 stills"):
        fingerprint([np.zeros((32, 32), np.uint8)] * 7)


def test_a_fingerprint_is_eight_hashes():
    ramp = np.tile(np.arange(32, dtype=np.uint8) * 8, (32, 1))
    assert fingerprint([ramp] * 8) == b"\xff" * 64
    assert distance(fingerprint([ramp] * 8), fingerprint([ramp[:, ::-1]] * 8)) == 512
