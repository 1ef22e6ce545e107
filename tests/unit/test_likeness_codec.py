"""A likeness survives being bytes, to the last bit; other bytes are refused and never crash."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from generation.errors import DataBroken
from generation.model.likeness import (
    REACH_MAX,
    REACH_MIN,
    Likeness,
    LikenessKind,
    QualityFlag,
    Reach,
)
from generation.model.likeness_codec import likeness_bytes, read_likeness
from generation.model.packed import pack, unpack
from generation.model.speech import VoiceProfile

levels = st.integers(0, 255)
finite = st.floats(allow_nan=False, allow_infinity=False)
colours = st.tuples(levels, levels, levels)
voices = st.builds(
    VoiceProfile,
    pitch=finite, pace=finite, formant=finite, variant=st.integers(0, 20),
    feminine=st.booleans(), seed=st.integers(0, 2**63),
)  # fmt: skip
shares = st.floats(REACH_MIN, REACH_MAX)
floats = st.floats(width=32, allow_nan=False, allow_infinity=False)


@st.composite
def likenesses(draw):
    height, width = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    return Likeness(
        kind=draw(st.sampled_from(get_args(LikenessKind))),
        picture=draw(hnp.arrays(np.uint8, (height, width, 3))),
        alpha=draw(hnp.arrays(np.uint8, (height, width))),
        landmarks=draw(hnp.arrays(np.float32, (468, 3), elements=floats, fill=floats)),
        shoulders=draw(st.booleans()),
        clothes_bgr=draw(colours),
        skin_bgr=draw(colours),
        source_face_px=draw(finite),
        quality=draw(st.frozensets(st.sampled_from(get_args(QualityFlag)))),
        voice=draw(voices),
        voice_sample=draw(
            st.none() | hnp.arrays(np.float32, st.integers(0, 50), elements=floats, fill=floats)
        ),
        character=draw(st.none() | st.text(max_size=12)),
        reach=Reach(smile=draw(shares), brows=draw(shares)),
    )


def _same(one, other):
    for field in fields(Likeness):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert a.dtype == b.dtype
            assert a.shape == b.shape
            assert a.tobytes() == b.tobytes()
        else:
            assert a == b
            assert type(a) is type(b)


@given(likenesses())
@settings(deadline=None)
def test_it_comes_back_to_the_last_bit(likeness):
    _same(likeness, read_likeness(likeness_bytes(likeness)))


@given(st.binary(max_size=400))
@settings(deadline=None)
def test_bytes_of_something_else_are_refused(data):
    with pytest.raises(DataBroken):
        read_likeness(data)


@pytest.fixture(scope="module")
def good():
    return Likeness(
        kind="photo", picture=np.full((6, 5, 3), 90, np.uint8), alpha=np.zeros((6, 5), np.uint8),
        landmarks=np.ones((468, 3), np.float32), shoulders=True, clothes_bgr=(1, 2, 3),
        skin_bgr=(4, 5, 6), source_face_px=120.0,
    )  # fmt: skip


@given(st.data())
@settings(deadline=None)
def test_a_flipped_or_missing_byte_never_crashes(good, data):
    whole = bytearray(likeness_bytes(good))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    cut = data.draw(st.integers(0, len(whole)))
    for broken in (bytes(whole), bytes(whole[:cut])):
        try:
            read_likeness(broken)
        except DataBroken:
            continue


FORGED: list[tuple[str, object]] = [
    ("v", 2), ("v", None), ("kind", "video"), ("kind", ["photo"]), ("size", [0, 6]),
    ("size", [10**9, 10**9]), ("size", [5]), ("size", "56"), ("picture", b""), ("picture", None),
    ("alpha", b"x\x9c"), ("landmarks", "text"), ("shoulders", 1), ("clothes_bgr", [1, 2, 256]),
    ("clothes_bgr", [1, 2]), ("skin_bgr", [True, 0, 0]), ("source_face_px", float("nan")),
    ("source_face_px", 3), ("quality", ["pretty"]), ("quality", [["soft"]]), ("voice", {}),
    ("voice", 7), ("samples", 10**12), ("samples", 4), ("samples", True), ("character", 5),
    ("reach", {}), ("reach", None), ("reach", {"smile": 1, "brows": 1.0}),
    ("reach", {"smile": 1.4, "brows": 1.0}), ("reach", {"smile": 1.0, "brows": float("nan")}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value"), FORGED)
def test_a_forged_field_is_refused(good, key, value):
    form = unpack(likeness_bytes(good))
    with pytest.raises(DataBroken):
        read_likeness(pack({**form, key: value}))


def test_a_missing_field_is_refused(good):
    form = unpack(likeness_bytes(good))
    for key in form.keys() - {"reach"}:
        with pytest.raises(DataBroken):
            read_likeness(pack({name: value for name, value in form.items() if name != key}))


def test_what_was_kept_without_a_reach_has_a_common_one(good):
    form = unpack(likeness_bytes(replace(good, reach=Reach(smile=1.2, brows=0.8))))
    del form["reach"]
    _same(read_likeness(pack(form)), good)


def test_a_deflated_bomb_is_not_unpacked(good):
    import zlib

    form = unpack(likeness_bytes(good))
    bomb = zlib.compress(bytes(50_000_000))
    with pytest.raises(DataBroken):
        read_likeness(pack({**form, "picture": bomb}))


def test_arrays_may_be_written_to(good):
    read = read_likeness(likeness_bytes(replace(good, voice_sample=np.zeros(3, np.float32))))
    read.picture[0, 0] = 1
    assert read.voice_sample is not None
    read.voice_sample[0] = 1


def test_only_plain_values_are_read():
    extension = b"\xd4\x04x"  # fixext 1, type 4
    for data in (b"", b"\xc1", pack(1) + b"x", extension):
        with pytest.raises(ValueError, match="plain"):
            unpack(data)


def test_a_drawn_character_is_small_and_whole(mina):
    data = likeness_bytes(mina)
    assert len(data) < 1_000_000
    _same(mina, read_likeness(data))
