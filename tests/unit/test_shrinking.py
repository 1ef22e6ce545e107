"""A finished film is encoded once more, smaller: it fits, and is the same film."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from threading import Event

import av
import numpy as np
import pytest

from generation.errors import RenderError
from generation.media.encode import encode
from generation.media.probe import decode_frames, decode_sound, probe, sample_stills
from generation.model.clip import RenderSpec
from generation.production.shrinking import (
    SIDE_MIN_PX,
    Finished,
    fitting_size,
    picture_bits_per_s,
    shrink,
)
from generation.provenance.aigc import aigc_tag
from generation.provenance.chain import open_chain
from generation.provenance.fingerprint import fingerprint
from generation.provenance.manifest import ORIGINAL
from generation.provenance.seal import seal
from generation.provenance.verify import Verdict, judge
from tests.unit.test_provenance_seal import NOW, master

SPEC = RenderSpec(width_px=256, height_px=448)
FRAMES, CUT = 40, 18
TIMELINE = {
    "width": 256, "height": 448,
    "shots": [
        {"id": "S1", "start_s": 0.0, "key": "k1", "actors": [{"face_px": [64, 100, 80, 120]}]},
        {"id": "S2", "start_s": CUT / 30, "key": "k2", "actors": []},
    ],
}  # fmt: skip


def noisy():
    """Yield frames that no encoder makes small: noise over waves, lighter from frame to frame."""
    rng = np.random.default_rng(7)
    waves = 30 + 30 * np.sin(np.arange(SPEC.width_px) / 25)
    for index in range(FRAMES):
        frame = rng.integers(0, 90, (SPEC.height_px * 3 // 2, SPEC.width_px), np.uint8)
        frame[: SPEC.height_px] += (waves + 2 * index).astype(np.uint8)
        frame[SPEC.height_px :] = 128
        yield frame


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    film, sound = folder / "film.mp4", np.random.default_rng(1).normal(0, 0.1, (64_000, 2))
    encode(noisy(), sound.astype(np.float32), film, spec=SPEC, metadata={"AIGC": aigc_tag("large")})
    return Finished(
        film=film, timeline=json.dumps(TIMELINE), poster=film, subtitles=film
    )  # fmt: skip


@pytest.fixture(scope="module")
def small(finished, tmp_path_factory):
    room = finished.film.stat().st_size // 4
    out = tmp_path_factory.mktemp("small") / "film.mp4"
    told = []
    clip = shrink(
        finished, out, clip_id="small", room_bytes=room, report=lambda *news: told.append(news)
    )
    return room, clip, told


def packets(path):
    with av.open(str(path)) as film:
        return [(bytes(packet), packet.pts) for packet in film.demux(audio=0) if packet.dts]


def test_it_fits_and_keeps_length_rate_settings_and_tag(finished, small):
    room, clip, told = small
    assert room / 2 < clip.file.stat().st_size < room
    was, now = probe(finished.film), probe(clip.file)
    assert now == replace(
        was, width_px=now.width_px, height_px=now.height_px, aigc=aigc_tag("small")
    )  # fmt: skip
    assert now.faststart
    assert (clip.frames, clip.duration_s) == (FRAMES, pytest.approx(FRAMES / 30))
    shares = [share for _, share in told]
    assert {stage for stage, _ in told} == {"shrinking"}
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


def test_its_sound_is_the_same_packet_by_packet(finished, small):
    _, clip, _ = small
    assert packets(clip.file) == packets(finished.film)
    assert np.array_equal(decode_sound(clip.file), decode_sound(finished.film))


def test_every_frame_is_where_it_was(small):
    _, clip, _ = small
    levels = [frame[: clip.height_px].mean() for frame in decode_frames(clip.file)]
    beside = np.array(levels) - 2 * np.arange(FRAMES)
    assert np.abs(beside - np.median(beside)).max() < 4, beside
    with av.open(str(clip.file)) as film:
        keys = [packet.pts for packet in film.demux(video=0) if packet.is_keyframe]
        base = film.streams.video[0].time_base
    assert CUT in [round((pts or 0) * (base or 0) * 30) for pts in keys]


def test_its_fingerprint_is_that_of_what_is_seen(finished, small):
    _, clip, _ = small
    seen = fingerprint(sample_stills(clip.file))
    ours = fingerprint(clip.stills)
    apart = [(a ^ b).bit_count() for a, b in zip(seen, ours, strict=True)]
    assert len(clip.stills) == 8
    assert sum(apart) < 512 * 0.25


def test_its_timeline_is_in_its_own_pixels_and_offers_no_shot(small):
    _, clip, _ = small
    paper = json.loads(clip.timeline.read_text())
    assert (paper["width"], paper["height"]) == (clip.width_px, clip.height_px)
    assert not any("key" in shot for shot in paper["shots"])
    x, y, width, height = paper["shots"][0]["actors"][0]["face_px"]
    scale = clip.width_px / 256
    assert (x, y, width, height) == pytest.approx([n * scale for n in (64, 100, 80, 120)], abs=1)


def test_a_stop_leaves_nothing(finished, tmp_path):
    stop = Event()
    stop.set()
    with pytest.raises(RenderError):
        shrink(finished, tmp_path / "out.mp4", clip_id="x", room_bytes=1_000_000, stop=stop)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("share", "size"),
    [(1.4, (720, 1280)), (0.5, (720, 1280)), (0.125, (360, 640)), (0.001, (320, 568))],
)
def test_far_fewer_bits_are_fewer_pixels_until_a_label_cannot_be_read(share, size):
    assert fitting_size(720, 1280, share=share) == size
    assert fitting_size(*size[::-1], share=1.0) == size[::-1]
    assert min(size) >= SIDE_MIN_PX
    assert fitting_size(128, 192, share=share) == (128, 192)


def test_a_minute_of_film_has_what_eight_megabytes_leave(finished):
    facts = replace(probe(finished.film), frames=1800, duration_s=60.0)
    bits = picture_bits_per_s(facts, room_bytes=8_000_000, sound=1_200_000)
    assert 800_000 < bits < 870_000
    assert bits * 60.5 / 8 + 1_200_000 + 40 * 1800 + 32_000 < 8_000_000


def test_the_seal_of_a_smaller_film_names_the_larger_one(tmp_path):
    chain = open_chain(tmp_path / "seal", at=NOW)
    large, made = master(tmp_path / "large.mp4"), master(tmp_path / "small.mp4")
    seal(large, chain, source_type="compositeSynthetic")
    seal(made, chain, source_type="compositeSynthetic", larger=large.file.read_bytes())
    film = made.file.read_bytes()
    verdict = judge(io.BytesIO(film), chain.root)
    assert verdict == Verdict(
        state="valid", origin="ours", aigc=True, clip_id=verdict.clip_id,
        source_type="compositeSynthetic",
    )  # fmt: skip
    for told in (ORIGINAL.encode(), b"parentOf", b"c2pa.transcoded"):
        assert told in film
