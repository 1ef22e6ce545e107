"""The LLM director: asks a language model for a wittier film than the rules' own, or has none."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from generation.director.llm.checks import kept
from generation.director.llm.masking import mask_of, named_in, speaks_in_tokens
from generation.director.llm.paper import Order, Unusable, said_in, screenplay_of
from generation.director.llm.request import FORMS, payload, user_message
from generation.director.persona import lived, read_persona
from generation.director.reading import read
from generation.director.request import clean
from generation.director.script import check
from generation.model.screenplay import Screenplay
from generation.posting import AnswerTooLong, Service

log = logging.getLogger("walkon.director")

BUDGET_S = 10.0
ANSWER_MAX_BYTES = 256 << 10
OTHER_FORM: Final = frozenset((400, 415, 422))
"""What servers say to an answer format they do not know."""
NOBODY: Final[Mapping[str, str]] = MappingProxyType({})
STAY: Final = frozenset(("verse", "prose"))
"""Texts that are filmed word for word as they are."""


@dataclass(slots=True, kw_only=True)
class LlmDirector(Service):
    """Any server that speaks OpenAI's chat completions.

    Attributes:
        budget_s: Seconds for everything, after which the rules' film is made.
    """

    budget_s: float = BUDGET_S
    _form: int = field(default=0, init=False)

    async def wittier(
        self,
        plain: Screenplay,
        sentence: str,
        *,
        names: Sequence[str],
        locale: str,
        seed: int,
        film: str,
        personas: Mapping[str, str] = NOBODY,
    ) -> Screenplay | None:
        """Return a wittier film of the same sentence with the same cast; None: keep the rules'.

        Args:
            plain: The film as the rules wrote it.
            sentence: What it was written of.
            names: What anybody is called who may be named in it; none of them is sent.
            locale: The asker's.
            seed: Of the film.
            film: Its id, for the log.
            personas: Name → persona card. Cards are not sent; the film goes by them.
        """
        if self.rests:
            return None
        try:
            async with asyncio.timeout(self.budget_s):
                order = await asyncio.to_thread(
                    order_of, plain, clean(sentence), tuple(names), locale
                )
                if order is None:
                    return None
                answer = await self._asked(order, seed)
                return await asyncio.to_thread(_filmed, answer, order, personas)
        except Unusable as error:
            reason = str(error)
        except AnswerTooLong:
            reason = "huge"
        except OSError as error:  # a TimeoutError is one too
            self.rest()
            reason = "slow" if isinstance(error, TimeoutError) else "down"
        except Exception as error:  # whatever a stranger's server did, the film is made
            reason = type(error).__name__
        log.warning("rules' film kept: %s", reason, extra={"film": film, "reason": reason})
        return None

    async def _asked(self, order: Order, seed: int) -> str:
        """Ask in the strictest form that the server knows, and remember which that is."""
        user = user_message(order)
        for number in range(self._form, len(FORMS)):
            status, body = await self.ask(
                "/chat/completions", limit_bytes=ANSWER_MAX_BYTES,
                json=payload(self.model, user, seed=seed, form=FORMS[number]),
            )  # fmt: skip
            if status == 200:
                self._form = number
                return _content(body)
            if status not in OTHER_FORM:
                raise Unusable(f"status-{status}")
        raise Unusable("status-400")


def order_of(plain: Screenplay, sentence: str, names: tuple[str, ...], locale: str) -> Order | None:
    """Return what to ask for; None where a sentence is filmed as it stands.

    Raises:
        Unusable: The sentence speaks in tokens itself.
    """
    there = named_in(sentence, names)
    reading = read(sentence, [*dict.fromkeys([one.name for one in plain.cast] + there)], locale)
    if reading.form in STAY or plain.recipe == "verse":
        return None
    if speaks_in_tokens(reading.content):
        raise Unusable("tokens-in-sentence")
    mask = mask_of(plain, reading, there)
    return Order(plain=plain, reading=reading, said=said_in(plain, reading), mask=mask, names=names)


def _content(body: bytes) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise Unusable("no-answer") from error
    if not isinstance(content, str):
        raise Unusable("no-answer")
    return content


def _filmed(answer: str, order: Order, personas: Mapping[str, str]) -> Screenplay:
    manners = {name: read_persona(text) for name, text in personas.items()}
    return check(lived(kept(screenplay_of(answer, order), order), manners))
