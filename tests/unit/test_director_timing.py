"""Estimates of length, and fitting a film to one."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector
from generation.director.timing import film_seconds, fit, line_seconds, shot_seconds
from generation.model.screenplay import CastMember, Line, Screenplay, Shot


def line(text, **more):
    return Line(id="L1", who="P1", text=text, language="en", **more)


def test_lines_last_as_long_as_their_words():
    assert line_seconds(line("one two three four five six seven")) == pytest.approx(2.1, abs=0.2)
    assert line_seconds(line("我还没准备好", emotion="wistful")) == pytest.approx(2.0, abs=0.2)
    assert line_seconds(line("会当凌绝顶", delivery="read")) == pytest.approx(2.0, abs=0.1)


def test_an_ellipsis_takes_its_pause():
    assert line_seconds(line("not you… sorry")) == pytest.approx(
        line_seconds(line("not you sorry")) + 0.6
    )


@pytest.mark.parametrize("seconds", [6.0, 9.0, 15.0])
def test_a_film_is_fitted_by_its_silent_shots(seconds):
    film = RuleDirector().write("一個女孩在雨中等人", [], locale="en", seed=3)
    fitted = fit(film, seconds)
    assert film_seconds(fitted) == pytest.approx(seconds, abs=0.05)
    assert [s.lines for s in fitted.shots] == [s.lines for s in film.shots]


def test_words_are_never_pressed():
    film = RuleDirector().write("Monday is a monster and it knows my name", [], locale="en", seed=0)
    fitted = fit(film, 1.0)
    for before, after in zip(film.shots, fitted.shots, strict=True):
        if before.lines:
            assert after == before
        else:
            assert shot_seconds(after) <= shot_seconds(before)
    assert shot_seconds(fitted.shots[-1]) >= 0.9


def test_a_film_of_words_alone_holds_its_last_picture():
    shot = Shot(id="S1", set="beach", lines=(line("hello there"),))
    cast = (CastMember(token="P1", kind="cameo", name="Ana"),)
    film = Screenplay(title="t", language="en", mood="neutral", cast=cast, shots=(shot,))
    assert film_seconds(fit(film, 8.0)) == pytest.approx(8.0, abs=0.02)
    assert film_seconds(fit(film, 0.5)) == pytest.approx(film_seconds(film), abs=0.02)
