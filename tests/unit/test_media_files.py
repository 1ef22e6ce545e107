"""Subtitles, posters, boxes and files as such."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from PIL import Image

from generation.boxes import container_tag, outermost, sample_bytes
from generation.errors import MediaRejected, NotPermitted
from generation.files import atomic_output, write_text
from generation.media.poster import write_poster
from generation.media.probe import probe
from generation.media.subtitles import write_srt
from generation.model.timeline import Cue
from tests.badmedia import film, noise


def cue(text: str, start_s: float, end_s: float) -> Cue:
    return Cue(
        line_id="L1", shot_id="S1", who="P1", text=text, language="en",
        start_s=start_s, end_s=end_s, words=(), phonemes=(),
    )  # fmt: skip


def test_subtitles_are_numbered_timed_and_in_order(tmp_path):
    path = tmp_path / "film.srt"
    write_srt([cue("你好\n\n world ", 3661.5, 3662.9996), cue("first", 0, 1.2344)], path)
    assert path.read_text("utf-8") == (
        "1\n00:00:00,000 --> 00:00:01,234\nfirst\n\n2\n01:01:01,500 --> 01:01:03,000\n你好 world\n"
    )


def test_a_film_without_words_has_empty_subtitles(tmp_path):
    write_srt([], tmp_path / "film.srt")
    assert (tmp_path / "film.srt").read_bytes() == b""


@pytest.mark.parametrize(("width", "height"), [(720, 1280), (1280, 720), (128, 128)])
def test_a_poster_is_small_whatever_the_film_is(width, height, tmp_path):
    rng = np.random.default_rng(3)
    frame = rng.integers(16, 235, (height * 3 // 2, width), np.uint8)
    write_poster(frame, tmp_path / "poster.jpg")
    with Image.open(tmp_path / "poster.jpg") as poster:
        assert poster.format == "JPEG"
        assert max(poster.size) <= 320
        assert poster.width / poster.height == pytest.approx(width / height, abs=0.01)
    assert (tmp_path / "poster.jpg").stat().st_size < 200_000


def test_a_poster_has_the_films_colours(tmp_path):
    frame = np.empty((96, 64), np.uint8)
    frame[:64], frame[64:80], frame[80:] = 63, 102, 240  # BT.709 limited range of pure red
    write_poster(frame, tmp_path / "poster.jpg")
    with Image.open(tmp_path / "poster.jpg") as poster:
        red, green, blue = np.asarray(poster).reshape(-1, 3).mean(axis=0)
    assert red > 245
    assert max(green, blue) < 12


def test_a_tag_is_read_without_a_decoder():
    plain = io.BytesIO(film())
    assert container_tag(plain, "AIGC") is None
    assert container_tag(io.BytesIO(noise()), "AIGC") is None


def test_samples_are_counted_from_the_index():
    data = film()
    layout = outermost(io.BytesIO(data))
    mdat = layout.first(b"mdat")
    assert mdat is not None
    assert sample_bytes(io.BytesIO(data)) == mdat.end - mdat.payload


@pytest.mark.parametrize("cut", [0, 5, 12, 45, 900])
def test_boxes_of_a_cut_file_are_followed_as_far_as_they_go(cut):
    data = film()[:cut]
    layout = outermost(io.BytesIO(data))
    assert layout.whole == (cut == 0)
    assert all(box.start < cut for box in layout.boxes)


def test_boxes_with_impossible_sizes_end_the_walk():
    for header in (struct.pack(">I4s", 4, b"free"), struct.pack(">I4sQ", 1, b"free", 3)):
        assert outermost(io.BytesIO(header + b"\0" * 32)).boxes == ()
    to_the_end = outermost(io.BytesIO(struct.pack(">I4s", 0, b"mdat") + b"\0" * 32))
    assert to_the_end.whole


def test_an_index_behind_the_samples_is_no_faststart(tmp_path):
    (tmp_path / "film.mp4").write_bytes(film())
    assert not probe(tmp_path / "film.mp4").faststart


@pytest.mark.parametrize("data", [b"", b"hello", film(frames=0)])
def test_what_is_no_film_is_refused(data, tmp_path):
    (tmp_path / "film.mp4").write_bytes(data)
    with pytest.raises(MediaRejected):
        probe(tmp_path / "film.mp4")


def test_an_output_is_whole_or_absent(tmp_path):
    path = tmp_path / "a.json"
    write_text("old", path)
    with pytest.raises(ZeroDivisionError), atomic_output(path) as part:
        part.write_text(str(1 / len(path.read_text()[3:])))
    assert path.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]
    with pytest.raises(NotPermitted) as failure:
        write_text("x", tmp_path / "a.json" / "b.json")
    assert failure.value.details == {"file": "b.json"}
