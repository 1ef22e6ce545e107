"""Formats are named by their first bytes, however few there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generation.media.sniff import HEAD_BYTES, sniff
from tests.badmedia import SVG, XXE, film, picture, saved


@pytest.mark.parametrize(
    ("data", "name", "demuxer"),
    [
        (saved(picture(), "JPEG"), "jpeg", "JPEG"),
        (saved(picture(), "PNG"), "png", "PNG"),
        (saved(picture(), "WEBP"), "webp", "WEBP"),
        (film(), "mp4", "mov"),
        (film(container="mov"), "mp4", "mov"),
        (film(container="webm", codec="libvpx", sound=None), "webm", "matroska"),
        (SVG, "svg", ""),
        (XXE, "svg", ""),
        (b"\xef\xbb\xbf\n  <SVG>", "svg", ""),
        (b"", "unknown", ""),
        ("é".encode() * 4000, "text", ""),
    ],
)
def test_a_format_is_named_with_its_one_reader(data, name, demuxer):
    found = sniff(data[:HEAD_BYTES])
    assert (found.name, found.demuxer) == (name, demuxer)


@given(st.binary(max_size=64))
def test_any_bytes_have_a_name_and_only_media_have_a_reader(data):
    found = sniff(data)
    assert found.name
    assert bool(found.demuxer) == (found.kind in {"picture", "video", "sound"})
