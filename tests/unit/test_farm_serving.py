"""The worker's end: what a failure is called, and what a log may say of it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from generation.errors import FaceRejected, OutOfMemory, RenderError
from generation.farm.serving import meaning, rss_bytes


def caught(work) -> Exception:
    try:
        work()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def test_our_own_errors_stay_what_they_are():
    error = FaceRejected("none")
    assert meaning(error, lambda: "id") is error


def test_a_picture_too_large_for_opencv_is_a_lack_of_memory():
    def greedy():
        cv2.resize(np.zeros((2, 2, 3), np.uint8), (1 << 24, 1 << 24))

    error = caught(greedy)
    assert isinstance(error, cv2.error)
    assert isinstance(meaning(error, lambda: "id"), OutOfMemory)


@pytest.mark.parametrize(
    "error", [MemoryError(), RuntimeError("can't start new thread")], ids=["memory", "thread"]
)
def test_what_lacks_memory_says_so(error):
    assert isinstance(meaning(error, lambda: "id"), OutOfMemory)


def test_anything_else_is_a_bug_with_an_id_and_without_its_values(caplog):
    def broken():
        raise KeyError("Ann".upper())

    found = meaning(caught(broken), lambda: "bug-7")
    assert isinstance(found, RenderError)
    assert (found.reason, found.details) == ("bug", {"bug": "bug-7"})
    assert "bug-7" in caplog.text
    assert "broken" in caplog.text
    assert "ANN" not in caplog.text


def test_a_process_knows_what_it_holds():
    held = rss_bytes()
    assert held is not None
    assert 10 << 20 < held < 10 << 30
