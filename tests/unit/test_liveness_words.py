"""Every finding can be said, and nothing is said that cannot be found."""

from __future__ import annotations

import pytest

from bot.i18n import LOCALES
from generation.liveness.verdict import FINDINGS
from tests.messages import messages


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("finding", FINDINGS)
def test_every_finding_has_a_sentence(finding, locale):
    assert messages(locale)[f"finding-{finding}"] == frozenset()


def test_findings_are_named_once():
    assert len(set(FINDINGS)) == len(FINDINGS)
