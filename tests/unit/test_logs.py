"""The log: kinds and places of what went wrong, ids, and nothing that anybody said."""

from __future__ import annotations

import io
import logging

import pytest

from bot.logs import IdsOnly, open_log

SECRET = "123:abc-token"


@pytest.fixture
def written():
    """A log of its own; what stands in it so far."""
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    level, stream = root.level, io.StringIO()
    root.handlers.clear()
    open_log("DEBUG", stream)
    yield stream.getvalue
    root.handlers[:], root.level = before, level


def refuse():
    raise ValueError(f"no {SECRET}")


def fail():
    try:
        refuse()
    except ValueError as error:
        raise ConnectionError(f"https://api/bot{SECRET}/getMe") from error


def test_an_exception_tells_its_kind_and_place_and_not_what_it_says(written):
    try:
        fail()
    except ConnectionError:
        logging.getLogger("walkon.telegram").exception("not done", extra={"update": 7})
    text = written()
    assert "ERROR walkon.telegram: not done update=7\n  ConnectionError at " in text
    assert "ValueError at " in text
    assert "test_logs.py" in text
    assert SECRET not in text


def test_libraries_say_no_more_than_a_bare_warning(written):
    for level in (logging.DEBUG, logging.INFO, logging.WARNING):
        logging.getLogger("httpx").log(level, "HTTP Request: %s %s", "POST", f"/bot{SECRET}/x")
    assert written() == "WARNING httpx: HTTP Request: %s %s\n"


def test_our_own_lines_are_written_at_every_level(written):
    logging.getLogger("walkon.farm").debug("took %s", "job-1", extra={"attempt": 2})
    assert written() == "DEBUG walkon.farm: took job-1 attempt=2\n"


def test_a_circle_of_causes_comes_to_an_end():
    first, second = ValueError("a"), ValueError("b")
    first.__cause__, second.__cause__ = second, first
    text = IdsOnly().formatException((ValueError, first, None))
    assert 0 < text.count("ValueError") < 20
