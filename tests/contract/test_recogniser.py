"""Every recogniser keeps the port's promises, the fake one included."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import numpy as np
import pytest

from generation.errors import HearingFailed
from generation.ports import Recogniser
from generation.speech.transcription import RemoteRecogniser
from tests.fakes_recogniser import WORDS, FakeRecogniser, FakeService, at_work

RATE_HZ = 16_000
SOUND = np.sin(np.arange(RATE_HZ, dtype=np.float32) / 9) * np.float32(0.3)
Made = tuple[Recogniser, Callable[[str], None]]
"""A recogniser, and a way to let it hear something else."""


@pytest.fixture(params=["fake", "remote"])
async def made(request: pytest.FixtureRequest) -> AsyncIterator[Made]:
    if request.param == "fake":
        fake = FakeRecogniser()
        yield fake, lambda text: setattr(fake, "text", text)
        return
    async with at_work(FakeService()) as service:
        remote = RemoteRecogniser(url=service.url, model="ears", budget_s=5.0)
        yield remote, lambda text: setattr(service, "text", text)


async def test_words_are_heard(made):
    recogniser, _ = made
    assert (await recogniser.hear(SOUND, RATE_HZ)).text == WORDS


async def test_what_was_hinted_is_the_language_where_nobody_knows_better(made):
    recogniser, let_hear = made
    let_hear("我在雨里等车")
    assert await recogniser.hear(SOUND, RATE_HZ, language="zh-Hans") == ("我在雨里等车", "zh-Hans")
    assert (await recogniser.hear(SOUND, RATE_HZ)).language == ""


@pytest.mark.parametrize("silence", ["", "  \n"])
async def test_where_nothing_is_said_nothing_is_heard(made, silence):
    recogniser, let_hear = made
    let_hear(silence)
    with pytest.raises(HearingFailed) as failed:
        await recogniser.hear(SOUND, RATE_HZ)
    assert failed.value.message == "error-hearing-nothing"


async def test_it_says_who_hears(made):
    recogniser, _ = made
    assert recogniser.name
    assert recogniser.host
    assert "/" not in recogniser.host
