"""Forms that were opened for somebody: kept until they come back, and read then.

A modal cannot follow a modal, and may be closed by mistake: what was asked, and where, is kept for
a day, so that a button can open it again, after a restart as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from bot.chat import FormSubmit, OpenForm, Place, Sender
from bot.discord_room.books import AdapterBooks
from bot.discord_room.modals import filled, modal, title_of
from bot.discord_room.people import PLATFORM
from bot.discord_room.writing import BUTTON, LABEL_MAX, PRIMARY, ROW, cut
from generation.model.member import ChatId, MemberId
from storage.discord_tables import Shown

MODAL: Final = "m:"
DOOR: Final = "f:"
LIVES: Final = timedelta(days=1)
WHERE: Final = "@"
"""Begins what is kept beside a form's own values: where what comes of it is to happen."""


class Filled(Protocol):
    """What is used of an interaction that brings a form back, or asks for one again."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def data(self) -> Any:
        """What came with it."""
        ...


@dataclass(slots=True, kw_only=True)
class Forms:
    """Every form that somebody may still fill in. ``new_key`` makes names not to be guessed."""

    books: AdapterBooks
    clock: Callable[[], datetime]
    new_key: Callable[[], str]

    async def show(self, form: OpenForm, sender: Sender, place: Place) -> dict[str, Any]:
        """Keep a form for whoever is to fill it in, and return it as a modal's JSON."""
        shown = await self._keep(form.id, form.kind, {**form.values, **_noted(place)}, sender.id)
        return _modal(shown, sender.locale)

    async def door(self, form: OpenForm, sender: Sender, place: Place) -> dict[str, Any]:
        """Keep a form and return a row with one button that opens it."""
        shown = await self._keep(form.id, form.kind, {**form.values, **_noted(place)}, sender.id)
        return _door(shown, sender.locale)

    async def again(self, form: FormSubmit, key: str) -> dict[str, Any] | None:
        """Return a row with a button that opens a form again, with what was filled in.

        None where it is not known any more.
        """
        shown = await self._of(key, form.sender.id)
        if shown is None:
            return None
        kept = await self._keep(
            shown.form, shown.kind, {**shown.values, **form.values}, shown.member
        )
        return _door(kept, form.sender.locale)

    async def reopen(self, interaction: Filled, sender: Sender) -> dict[str, Any] | None:
        """Return the modal that a button of ``door`` opens; None where it is not known any more."""
        shown = await self._of(key_of(interaction), sender.id)
        return None if shown is None else _modal(shown, sender.locale)

    async def read(self, interaction: Filled, sender: Sender) -> FormSubmit | None:
        """Read a modal that comes back; None where it is not known any more, or not theirs.

        Words stand in ``values`` as they were typed; mentions in them are not looked up.
        """
        shown = await self._of(key_of(interaction), sender.id)
        if shown is None:
            return None
        values, media = filled(shown.kind, interaction.data)
        return FormSubmit(
            event_id=f"{PLATFORM}:{interaction.id}", sender=sender, place=_place(shown.values),
            form=shown.form, values=values, media=media,
        )  # fmt: skip

    async def _of(self, key: str, member: MemberId) -> Shown | None:
        shown = await self.books.read(lambda books: books.form(key))
        if shown is None or shown.member != member or shown.at < self.clock() - LIVES:
            return None
        return shown

    async def _keep(
        self, form: str, kind: str, values: Mapping[str, str], member: MemberId
    ) -> Shown:
        shown = Shown(
            key=self.new_key(), member=member, form=form, kind=kind, values=values,
            at=self.clock(),
        )  # fmt: skip
        await self.books.write(lambda books: books.put_form(shown))
        return shown


def key_of(interaction: Filled) -> str:
    """Return the key of the form that an interaction is about."""
    return str(interaction.data.get("custom_id", "")).partition(":")[2]


def _modal(shown: Shown, locale: str) -> dict[str, Any]:
    return modal(shown.kind, shown.values, f"{MODAL}{shown.key}", locale)


def _door(shown: Shown, locale: str) -> dict[str, Any]:
    button = {
        "type": BUTTON, "style": PRIMARY, "custom_id": f"{DOOR}{shown.key}",
        "label": cut(title_of(shown.kind, shown.values, locale), LABEL_MAX),
    }  # fmt: skip
    return {"type": ROW, "components": [button]}


def _noted(place: Place) -> dict[str, str]:
    return {
        f"{WHERE}chat": place.chat,
        f"{WHERE}thread": place.thread or "",
        f"{WHERE}private": "1" if place.private else "",
        f"{WHERE}elsewhere": "1" if place.spoken_for else "",
    }


def _place(values: Mapping[str, str]) -> Place:
    return Place(
        chat=ChatId(values[f"{WHERE}chat"]), thread=values[f"{WHERE}thread"] or None,
        private=bool(values[f"{WHERE}private"]), spoken_for=bool(values[f"{WHERE}elsewhere"]),
    )  # fmt: skip
