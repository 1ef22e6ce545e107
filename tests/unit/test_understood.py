"""What is understood of forty sentences, in the numbers that the director promises."""

from __future__ import annotations

import pytest

from bot.i18n import LOCALES
from tests.quality.understood import SHARE, Fields, expectations, understood


@pytest.fixture(scope="module")
def read():
    return [(expected, understood(expected.film)) for expected in expectations()]


@pytest.mark.parametrize("locale", LOCALES)
def test_nine_fields_of_ten_are_as_a_reader_expects(read, locale):
    here = [(e, fields) for e, fields in read if e.film.locale == locale]
    wrong = [f"{e.film.id}: {w}" for e, fields in here for w in e.wrong(fields)]
    assert len(wrong) <= (1 - SHARE) * len(Fields._fields) * len(here), wrong


def test_three_languages_that_say_one_thing_make_one_film(read):
    rows = {e.row for e, _ in read} - {None}
    differing = [row for row in rows if len({f for e, f in read if e.row == row}) > 1]
    assert not differing
