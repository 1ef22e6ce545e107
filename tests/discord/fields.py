"""The fields of a request's body, read with the rules that Discord holds them to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from tests.discord.refusals import Path, Problems
from tests.discord.things import Json


@dataclass(frozen=True, slots=True)
class Fields:
    """An object in a body; what is wrong with it goes to ``problems``, and reading goes on.

    A field that is null counts as missing.
    """

    body: Json
    problems: Problems
    path: Path = ()

    def wrong(self, name: str | int, code: str, message: str) -> None:
        """Note what is wrong with a field."""
        self.problems.add((*self.path, name), code, message)

    def has(self, name: str) -> bool:
        """Whether the field is there, null or not."""
        return name in self.body

    def given(self, name: str, *, required: bool = False) -> Any:
        value = self.body.get(name)
        if value is None and required:
            self.wrong(name, "BASE_TYPE_REQUIRED", "This field is required")
        return value

    def text(
        self, name: str, *, least: int = 0, most: int | None = None, required: bool = False
    ) -> str | None:
        """Words of a length from ``least`` to ``most``."""
        value = self.given(name, required=required)
        if value is None:
            return None
        if isinstance(value, dict | list | bool):
            self.wrong(name, "STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.')
            return None
        self._measure(name, len(str(value)), least, most)
        return str(value)

    def number(
        self, name: str, *, least: int | None = None, most: int | None = None,
        required: bool = False,
    ) -> int | None:  # fmt: skip
        """A whole number, given as one or spelled."""
        value = self.given(name, required=required)
        if value is None:
            return None
        try:
            number = int(value)
        except (TypeError, ValueError):
            self.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
            return None
        if most is not None and number > most:
            message = f"int value should be less than or equal to {most}."
            self.wrong(name, "NUMBER_TYPE_MAX", message)
        if least is not None and number < least:
            message = f"int value should be greater than or equal to {least}."
            self.wrong(name, "NUMBER_TYPE_MIN", message)
        return number

    def choice(self, name: str, of: Collection[int], *, required: bool = True) -> int | None:
        """One of some numbers."""
        number = self.number(name, required=required)
        if number is not None and number not in of:
            known = ", ".join(str(one) for one in sorted(of))
            self.wrong(name, "BASE_TYPE_CHOICES", f"Value must be one of {{{known}}}.")
            return None
        return number

    def flag(self, name: str) -> bool:
        value = self.given(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(name, "BOOLEAN_TYPE_CONVERT", "Must be either true or false.")
        return value is True

    def snowflake(self, name: str, *, required: bool = False) -> int | None:
        """An id, spelled or as a number."""
        value = self.given(name, required=required)
        if value is None:
            return None
        if isinstance(value, bool) or not str(value).isdigit():
            self.wrong(name, "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
            return None
        return int(value)

    def items(
        self, name: str, *, least: int = 0, most: int | None = None, required: bool = False
    ) -> list[Any]:
        """A list of a length from ``least`` to ``most``; empty if it is missing."""
        value = self.given(name, required=required)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(name, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
            return []
        self._measure(name, len(value), least, most)
        return value

    def each(
        self, name: str, *, least: int = 0, most: int | None = None, required: bool = False
    ) -> Iterator[Fields]:
        """The objects of a list, each read on its own."""
        for number, item in enumerate(self.items(name, least=least, most=most, required=required)):
            path = (*self.path, name, number)
            if isinstance(item, dict):
                yield Fields(item, self.problems, path)
            else:
                self.problems.add(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used here")

    def inside(self, name: str, *, required: bool = False) -> Fields | None:
        """An object in this one."""
        value = self.given(name, required=required)
        if value is None:
            return None
        if not isinstance(value, dict):
            message = "Only dictionaries may be used in a DictType"
            self.wrong(name, "DICT_TYPE_CONVERT", message)
            return None
        return Fields(value, self.problems, (*self.path, name))

    def _measure(self, name: str, length: int, least: int, most: int | None) -> None:
        if most is not None and not least <= length <= most and least > 0:
            message = f"Must be between {least} and {most} in length."
            self.wrong(name, "BASE_TYPE_BAD_LENGTH", message)
        elif most is not None and length > most:
            message = f"Must be {most} or fewer in length."
            self.wrong(name, "BASE_TYPE_MAX_LENGTH", message)
        elif length < least:
            message = f"Must be {least} or more in length."
            self.wrong(name, "BASE_TYPE_MIN_LENGTH", message)
