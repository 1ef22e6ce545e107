"""Ctrl-C ends what is being made, wherever Python happens to be when it comes."""

from __future__ import annotations

import os
import signal

import pytest

from bot.console import interruptible
from generation.errors import RenderError


class Deaf:
    """Swallows whatever is raised while it is finalized, as Python does."""

    def __del__(self):
        press()


def press():
    """Press Ctrl-C and wait until Python has taken note of it."""
    os.kill(os.getpid(), signal.SIGINT)
    for _ in range(1000):
        pass


def finalize():
    heard = Deaf()
    del heard


def fail(stop, error):
    stop.set()
    raise error


def test_ctrl_c_ends_the_block_and_the_old_handler_is_back():
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), interruptible() as stop:
        press()
    assert stop.is_set()
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_interrupt_that_python_drops_still_ends_it():
    with pytest.raises(KeyboardInterrupt), interruptible() as stop:
        finalize()
    assert stop.is_set()


def test_a_failure_because_of_it_is_the_interrupt_and_any_other_is_itself():
    with pytest.raises(KeyboardInterrupt), interruptible() as stop:
        fail(stop, RenderError("stopped"))
    with pytest.raises(RenderError), interruptible():
        raise RenderError("no-frames")
