"""A recogniser at an address: any server that speaks OpenAI's audio transcriptions."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import unicodedata
import wave
from dataclasses import dataclass
from typing import Final

import numpy as np

from generation.arrays import Samples
from generation.errors import HearingFailed
from generation.ports import Heard
from generation.posting import File, Service

log = logging.getLogger("walkon.hearing")

BUDGET_S = 20.0
ANSWER_MAX_BYTES = 64 << 10
TEXT_MAX = 2000  # characters: nobody says more in a minute
OPENINGS: Final = {"zh-Hans": "以下是普通话的句子。", "zh-Hant": "以下是國語的句子。"}
"""What is said to come before a recording: it tells a model which characters to write."""
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")
_NOISES = re.compile(r"\[[^\]]*\]|\([^)]*\)|（[^）]*）|【[^】]*】|\*[^*]*\*|[♪♫]")
"""How models write down what is no word: ``[BLANK_AUDIO]``, ``(laughs)``, ``*door*``."""


@dataclass(slots=True, kw_only=True)
class RemoteRecogniser(Service):
    """Satisfies ``generation.ports.Recogniser`` by asking once; nothing it is told is in a log.

    Attributes:
        budget_s: Seconds for everything.
    """

    budget_s: float = BUDGET_S

    @property
    def name(self) -> str:
        """What the server calls the model."""
        return self.model

    async def hear(self, sound: Samples, rate_hz: int, *, language: str = "") -> Heard:
        """Send a recording as 16-bit WAV, and return the words that come back.

        Raises:
            HearingFailed: ``nothing``, ``slow`` or ``down``.
        """
        if self.rests:
            raise HearingFailed("down")
        form: dict[str, str | File] = {"model": self.model, "response_format": "json"}
        if language:
            form["language"] = language.partition("-")[0]
        if language in OPENINGS:
            form["prompt"] = OPENINGS[language]
        form["file"] = File("speech.wav", "audio/wav", wav(sound, rate_hz))
        text, spoken = _answer(await self._posted(form))
        words = words_in(text)
        if not words or words == OPENINGS.get(language):
            raise HearingFailed("nothing")
        return Heard(words, spoken or language)

    async def _posted(self, form: dict[str, str | File]) -> bytes:
        try:
            async with asyncio.timeout(self.budget_s):
                status, body = await self.ask(
                    "/audio/transcriptions", form=form, limit_bytes=ANSWER_MAX_BYTES
                )
        except TimeoutError:
            raise HearingFailed("slow") from None
        except Exception as error:  # whatever a stranger's server did
            self.rest()
            raise _unheard(type(error).__name__) from None
        if status != 200:
            raise _unheard(f"status-{status}")
        return body


def wav(sound: Samples, rate_hz: int) -> bytes:
    """Return mono sound as a WAV file of 16 bits."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate_hz)
        out.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def words_in(text: str) -> str:
    """Return what is spoken of an answer, in one line; empty where nothing is."""
    spoken = _NOISES.sub(" ", text)
    kept = (c for c in spoken if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join("".join(kept).split())
    return line if any(c.isalnum() for c in line) else ""


def _answer(body: bytes) -> tuple[str, str]:
    """Return text and language of an answer, the latter empty where it is no tag."""
    try:
        answer = json.loads(body)
        text, language = answer["text"], answer.get("language")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise _unheard("no-answer") from None
    if not isinstance(text, str) or len(text) > TEXT_MAX:
        raise _unheard("no-answer")
    known = isinstance(language, str) and _TAG.fullmatch(language)
    return text, language if known else ""


def _unheard(reason: str) -> HearingFailed:
    """Note what a server did, and return what people are told of it."""
    log.warning("not heard: %s", reason, extra={"reason": reason})
    return HearingFailed("down")
