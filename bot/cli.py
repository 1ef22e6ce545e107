"""The command ``walkon``: words on a command line become one verb's call."""

from __future__ import annotations

import argparse
import importlib
import io
import signal
import sys
from collections.abc import Sequence
from typing import Any, NoReturn, Protocol, cast

from bot.console import Console, guarded
from bot.i18n import say
from bot.logs import open_log
from bot.settings import Settings, load_settings
from generation.errors import OptionRejected

VERBS = (
    "run", "render", "enroll", "verify", "doctor", "assets", "cast", "gallery", "bench", "backup",
    "restore", "audit",
)  # fmt: skip
"""Modules of ``bot.verbs``, each imported when it is asked for: a command costs what it uses."""


class Verb(Protocol):
    """What such a module offers."""

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare what may stand after the verb."""
        ...

    def run(self, given: argparse.Namespace, settings: Settings, console: Console) -> int:
        """Do it and return the exit code."""
        ...


def verb_of(name: str) -> Verb:
    """Import one verb."""
    return cast("Verb", importlib.import_module(f"bot.verbs.{name}"))


GIVEN_SHOWN = 40  # characters of a wrong word that the sentence repeats


class _Parser(argparse.ArgumentParser):
    """Takes message ids as help texts; bad usage becomes one sentence, like every error."""

    def __init__(self, *, locale: str, **settings: Any) -> None:
        self._locale = locale
        super().__init__(add_help=False, allow_abbrev=False, exit_on_error=False, **settings)
        self.add_argument("-h", "--help", action="help", help="help-help")

    def add_argument(self, *names: Any, **keywords: Any) -> argparse.Action:
        """Declare one argument; ``help`` is a message id."""
        if "help" in keywords:
            keywords["help"] = say(keywords["help"], self._locale)
        return super().add_argument(*names, **keywords)

    def error(self, message: str) -> NoReturn:
        """Raise instead of exiting; argparse comes here when something required is not given."""
        del message
        raise OptionRejected("missing", command=self.prog)


def parser(locale: str = "en", *, wanted: str | None = None) -> argparse.ArgumentParser:
    """Build the parser; only the verb that is ``wanted`` gets what may stand after it."""
    top = _Parser(locale=locale, prog="walkon", description=say("help-walkon", locale))
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    for name in VERBS:
        sentence = say(f"help-{name}", locale)
        verb = verbs.add_parser(name, locale=locale, help=sentence, description=sentence)
        verb.add_argument("--json", action="store_true", help="help-json")
        if name == wanted:
            verb_of(name).arguments(verb)
    return top


def parse(words: Sequence[str], locale: str) -> argparse.Namespace:
    """Read a command line.

    Raises:
        OptionRejected: ``missing``, ``verb``, ``unknown`` or ``value``.
    """
    if words and not words[0].startswith("-") and words[0] not in VERBS:
        raise OptionRejected("verb", given=words[0][:GIVEN_SHOWN], known=" ".join(VERBS))
    try:
        wanted = words[0] if words else None
        given, left = parser(locale, wanted=wanted).parse_known_args(words)
    except argparse.ArgumentError as error:
        raise OptionRejected("value", option=str(error.argument_name)) from error
    if left:
        raise OptionRejected("unknown", given=left[0][:GIVEN_SHOWN])
    return given


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that cannot write a letter shows "?"
    locale = "en"

    def action() -> int:
        nonlocal locale
        settings = load_settings()
        locale = settings.locale
        open_log(settings.log_level)
        given = parse(sys.argv[1:] if argv is None else argv, locale)
        console = Console(locale=locale, as_json=given.json)
        return verb_of(given.verb).run(given, settings, console)

    return guarded(action, lambda: locale)


if __name__ == "__main__":
    sys.exit(main())
