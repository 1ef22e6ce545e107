"""The recogniser at an address: what it is sent, and that no answer of it does harm."""

from __future__ import annotations

import io
import logging
import wave

import numpy as np
import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from generation.errors import HearingFailed
from generation.speech.transcription import OPENINGS, RemoteRecogniser, words_in
from tests.fakes_recogniser import WORDS, FakeService, at_work

SOUND = np.linspace(-1.2, 1.2, 8_000, dtype=np.float32)
KEY = "k-secret"


def _remote(service, **given):
    return RemoteRecogniser(url=service.url, model="ears", key=KEY, **given)


async def test_it_is_sent_sound_a_model_and_a_key_and_nothing_else():
    async with at_work(FakeService()) as service:
        await _remote(service).hear(SOUND, 16_000)
        await RemoteRecogniser(url=f"{service.url}/", model="ears").hear(SOUND, 16_000)
    assert service.forms[0] == {"model": "ears", "response_format": "json"}
    assert service.keys == [f"Bearer {KEY}", ""]
    with wave.open(io.BytesIO(service.files[0])) as sent:
        assert (sent.getframerate(), sent.getnchannels(), sent.getsampwidth()) == (16_000, 1, 2)
        pcm = np.frombuffer(sent.readframes(sent.getnframes()), "<i2")
    assert len(pcm) == len(SOUND)
    assert (pcm[0], pcm[-1]) == (-32767, 32767)


@pytest.mark.parametrize("locale", OPENINGS)
async def test_a_hint_names_the_language_and_its_characters(locale):
    async with at_work(FakeService(text=OPENINGS[locale], language="zh")) as service:
        with pytest.raises(HearingFailed, match="nothing"):  # models that hear nothing repeat it
            await _remote(service).hear(SOUND, 16_000, language=locale)
        service.text = "我在雨中等車"
        heard = await _remote(service).hear(SOUND, 16_000, language=locale)
    assert service.forms[0]["language"] == "zh"
    assert service.forms[0]["prompt"] == OPENINGS[locale]
    assert heard == ("我在雨中等車", "zh")


ANSWERS = {
    "no json": (lambda: web.Response(text="<html>"), "no-answer"),
    "deep": (lambda: web.Response(text="[" * 30_000), "no-answer"),
    "a list": (lambda: web.Response(text="[]"), "no-answer"),
    "no text": (lambda: web.json_response({"words": WORDS}), "no-answer"),
    "a number": (lambda: web.json_response({"text": 7}), "no-answer"),
    "endless": (lambda: web.json_response({"text": "x" * 2001}), "no-answer"),
    "huge": (lambda: web.Response(text="x" * 400_000), "AnswerTooLong"),
    "moved": (lambda: web.Response(status=302, headers={"Location": "/v1"}), "status-302"),
    "no key": (lambda: web.Response(status=401), "status-401"),
    "fault": (lambda: web.Response(status=500), "status-500"),
    "busy": (lambda: web.Response(status=429), "status-429"),
}


@pytest.mark.parametrize("answer", ANSWERS)
async def test_whatever_is_answered_is_words_or_one_reason(caplog, answer):
    reply, reason = ANSWERS[answer]
    async with at_work(FakeService(answer=reply)) as service:
        with (
            caplog.at_level(logging.DEBUG, "walkon.hearing"),
            pytest.raises(HearingFailed) as failed,
        ):
            await _remote(service).hear(SOUND, 16_000)
    assert (failed.value.reason, len(service.files)) == ("down", 1)
    assert caplog.records[-1].reason == reason
    assert KEY not in caplog.text + repr(failed.value) + repr(_remote(service))


async def test_who_is_slow_is_not_waited_for():
    async with at_work(FakeService(delay_s=1.0)) as service:
        with pytest.raises(HearingFailed, match="slow"):
            await _remote(service, budget_s=0.05).hear(SOUND, 16_000)


async def test_who_is_out_of_reach_is_left_alone_for_a_minute():
    now = [0.0]
    async with at_work(FakeService(answer=ANSWERS["fault"][0])) as service:
        remote = _remote(service, clock=lambda: now[0])
        for _ in range(2):
            with pytest.raises(HearingFailed, match="down"):
                await remote.hear(SOUND, 16_000)
        assert len(service.files) == 1
        now[0], service.answer = 61.0, None
        assert (await remote.hear(SOUND, 16_000)).text == WORDS
    now[0] = 0.0
    with pytest.raises(HearingFailed, match="down"):  # nobody listens there any more
        await _remote(service).hear(SOUND, 16_000)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (" Me in the rain.\n", "Me in the rain."),
        (" me in\n the rain\n", "me in the rain"),
        ("[BLANK_AUDIO]", ""),
        ("(wind blowing) me in the rain [door]", "me in the rain"),
        ("（音乐）我在雨里", "我在雨里"),
        ("♪ ...", ""),
        ("a\u202eb\x00c", "abc"),
    ],
)
def test_what_is_no_word_is_left_out(answer, words):
    assert words_in(answer) == words


@given(st.text(max_size=200))
def test_words_are_one_clean_line_whatever_is_answered(answer):
    words = words_in(answer)
    assert words == " ".join(words.split())
    assert words.isprintable()
