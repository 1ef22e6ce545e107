"""Whatever is sent: pixels or a reason, soon, and nothing left behind."""

from __future__ import annotations

import errno
import os
import socket
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from generation.errors import DiskFull, MachineError, MediaRejected, NotPermitted, WalkonError
from generation.files import own_errors
from generation.media import intake
from generation.media.intake import read_picture
from generation.media.taken import Intake
from tests.badmedia import (
    EITHER,
    REFUSED,
    TAKEN,
    Bad,
    film,
    gps_jpeg,
    layers_here,
    picture,
    saved,
    turned,
)

PATIENCE_S = 15


@pytest.fixture
def tmp(tmp_path):
    folder = tmp_path / "tmp"
    folder.mkdir()
    before = set(psutil.Process().children(recursive=True)), psutil.Process().num_fds()
    start = time.monotonic()
    yield folder
    assert time.monotonic() - start < PATIENCE_S
    assert list(folder.iterdir()) == []
    assert (set(psutil.Process().children(recursive=True)), psutil.Process().num_fds()) == before


def put(tmp_path: Path, name: str, data: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def test_there_are_enough_kinds():
    assert len({bad.name for bad in REFUSED}) >= 50


@pytest.mark.parametrize("bad", REFUSED, ids=lambda bad: bad.name)
def test_a_bad_file_is_refused_with_its_own_reason(bad: Bad, tmp, tmp_path):
    path = put(tmp_path, bad.name, bad.make())
    with pytest.raises(MediaRejected) as refusal:
        read_picture(path, tmp=tmp)
    assert refusal.value.reason == bad.reason


@pytest.mark.parametrize("name", TAKEN)
def test_an_odd_file_is_taken(name, tmp, tmp_path):
    taken = read_picture(put(tmp_path, name, TAKEN[name]()), tmp=tmp)
    assert_sound(taken)


@pytest.mark.parametrize("name", EITHER)
def test_a_spoilt_file_is_taken_or_refused(name, tmp):
    data = EITHER[name]()
    refused = None
    try:
        assert_sound(read_picture(data, tmp=tmp))
    except MediaRejected as error:
        refused = error.reason
    assert refused in {None, "broken", "truncated", "too-long", "codec", "video-size"}


def assert_sound(taken: Intake) -> None:
    assert taken.picture.dtype == np.uint8
    assert taken.picture.flags.writeable
    assert taken.picture.shape[2] == 3
    assert {taken.picture.shape[:2]} == {frame.shape[:2] for frame in taken.candidates}
    assert len(taken.candidates) <= 8
    assert taken.kind == "video" or len(taken.candidates) == 1
    assert taken.picture.max() > 60
    if taken.voice_sample is not None:
        assert np.isfinite(taken.voice_sample).all()
        assert np.abs(taken.voice_sample).max() <= 1


def test_what_is_no_file_is_refused_at_once(tmp, tmp_path):
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    loop = tmp_path / "loop.jpg"
    loop.symlink_to(loop)
    door = socket.socket(socket.AF_UNIX)
    door.bind(str(tmp_path / "door.jpg"))
    door.close()
    reasons = {}
    for path in (
        pipe, loop, tmp_path, tmp_path / "door.jpg", tmp_path / "absent.jpg", Path("/dev/null"),
        tmp_path / ("x" * 300), pipe / "below.jpg", Path("a\0b.jpg"),
    ):  # fmt: skip
        with pytest.raises(MediaRejected) as refusal:
            read_picture(path, tmp=tmp)
        reasons[path.name[:20]] = refusal.value.reason
    kinds = {"pipe.jpg", "door.jpg", "null", tmp_path.name[:20]}
    assert {name for name, reason in reasons.items() if reason == "not-a-file"} == kinds
    assert {reason for name, reason in reasons.items() if name not in kinds} == {"missing"}


TRICKY = ["\u202egpj.exe", "two\nlines.jpg", "..\\..\\up.jpg", "我.png", "x" * 200]


@pytest.mark.parametrize("name", TRICKY)
def test_a_tricky_name_does_no_harm_and_reaches_no_sentence(name, tmp, tmp_path):
    assert_sound(read_picture(put(tmp_path, name, saved(picture(), "PNG")), tmp=tmp))
    with pytest.raises(MediaRejected) as refusal:
        read_picture(tmp_path / ("no" + name), tmp=tmp)
    shown = str(refusal.value.details["file"])
    assert shown.isprintable()
    assert len(shown) <= 60


@pytest.mark.parametrize(
    ("code", "kind"),
    [(errno.EACCES, NotPermitted), (errno.EPERM, NotPermitted), (errno.ENOSPC, DiskFull)],
)
def test_what_the_machine_refuses_is_said_as_such(code, kind, tmp_path):
    with pytest.raises(kind), own_errors(tmp_path / "me.jpg"):
        raise OSError(code, os.strerror(code))


def test_a_missing_temporary_folder_is_the_machines_fault(tmp_path):
    with pytest.raises(MachineError):
        read_picture(saved(picture(), "JPEG"), tmp=tmp_path / "absent")


def test_nothing_but_pixels_comes_through(tmp):
    data = gps_jpeg()
    taken = read_picture(data, tmp=tmp)
    truth = np.asarray(picture(), int)
    assert b"SecretPhone" in data
    assert b"SecretPhone" not in taken.picture.tobytes()
    assert np.abs(taken.picture - truth).mean() < 12


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_ends_upright(orientation, tmp):
    upright = np.asarray(picture(), int)
    stored = {
        1: upright, 2: upright[:, ::-1], 3: upright[::-1, ::-1], 4: upright[::-1],
        5: upright.swapaxes(0, 1), 6: np.rot90(upright), 7: np.rot90(upright, 2).swapaxes(0, 1),
        8: np.rot90(upright, -1),
    }  # fmt: skip
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = Image.fromarray(np.ascontiguousarray(stored[orientation]).astype(np.uint8))
    taken = read_picture(saved(image, "PNG", exif=exif), tmp=tmp)
    assert taken.original_px == (80, 60)
    assert np.array_equal(taken.picture, upright)


def test_a_large_photo_is_shrunk_and_says_by_how_much(tmp):
    taken = read_picture(saved(picture(40, 30).resize((4000, 3000)), "JPEG", quality=80), tmp=tmp)
    assert taken.picture.shape == (1500, 2000, 3)
    assert taken.original_px == (4000, 3000)
    assert taken.scale == 0.5


def test_clear_parts_become_white(tmp):
    sticker = picture().convert("RGBA")
    sticker.putalpha(0)
    assert read_picture(saved(sticker, "PNG"), tmp=tmp).picture.min() == 255


def test_a_phones_video_is_turned_upright(tmp):
    plain, turned_one = film(sound=None), turned(film(sound=None))
    lying = read_picture(plain, tmp=tmp).candidates
    standing = read_picture(turned_one, tmp=tmp).candidates
    for one, other in zip(lying, standing, strict=True):
        assert np.array_equal(np.rot90(one, -1), other)


def test_a_video_gives_frames_over_time_and_the_voice(tmp):
    taken = read_picture(film(frames=48, options={"g": "48"}), tmp=tmp)
    left_edges = [int(np.argmax(frame[8, :, 0] > 200)) for frame in taken.candidates]
    assert len(set(left_edges)) >= 6
    assert taken.voice_sample is not None
    spectrum = np.abs(np.fft.rfft(taken.voice_sample[4800:52800]))
    assert np.argmax(spectrum) == pytest.approx(220, abs=2)


def test_the_child_works_without_rights(tmp):
    for data in (saved(picture(), "JPEG"), film()):
        assert list(read_picture(data, tmp=tmp).hardening) == layers_here()


def test_a_child_that_takes_too_long_is_ended(tmp, monkeypatch):
    monkeypatch.setattr(intake, "PATIENCE_S", 0.01)
    with pytest.raises(MediaRejected) as refusal:
        read_picture(saved(picture(), "JPEG"), tmp=tmp)
    assert refusal.value.reason == "timed-out"


def test_a_decoder_that_does_not_start_is_the_machines_fault(tmp, monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(WalkonError) as failure:
        read_picture(saved(picture(), "JPEG"), tmp=tmp)
    assert failure.value.message == "error-machine-decoder"
