"""The command ``walkon``: words on a command line become one verb's call."""

from __future__ import annotations

import argparse
import io
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from bot.console import Console, guarded
from bot.i18n import say
from bot.settings import Settings, load_settings
from bot.verbs import (
    assets,
    audit,
    backup,
    bench,
    cast,
    doctor,
    enroll,
    gallery,
    render,
    restore,
    run,
    verify,
)
from generation.errors import OptionRejected

Verb = Callable[[argparse.Namespace, Settings, Console], int]

VERBS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Verb]] = {
    "render": (render.arguments, render.run),
    "enroll": (enroll.arguments, enroll.run),
    "verify": (verify.arguments, verify.run),
    "doctor": (doctor.arguments, doctor.run),
    "assets": (assets.arguments, assets.run),
    "cast": (cast.arguments, cast.run),
    "gallery": (gallery.arguments, gallery.run),
    "bench": (bench.arguments, bench.run),
    "backup": (backup.arguments, backup.run),
    "restore": (restore.arguments, restore.run),
    "audit": (audit.arguments, audit.run),
    "run": (run.arguments, run.run),
}
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


def parser(locale: str = "en") -> argparse.ArgumentParser:
    """Build the parser of every verb; help texts come from the locale files."""
    top = _Parser(locale=locale, prog="walkon", description=say("help-walkon", locale))
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    for name, (arguments, _) in VERBS.items():
        sentence = say(f"help-{name}", locale)
        verb = verbs.add_parser(name, locale=locale, help=sentence, description=sentence)
        verb.add_argument("--json", action="store_true", help="help-json")
        arguments(verb)
    return top


def parse(words: Sequence[str], locale: str) -> argparse.Namespace:
    """Read a command line.

    Raises:
        OptionRejected: ``missing``, ``verb``, ``unknown`` or ``value``.
    """
    if words and not words[0].startswith("-") and words[0] not in VERBS:
        raise OptionRejected("verb", given=words[0][:GIVEN_SHOWN], known=" ".join(VERBS))
    try:
        given, left = parser(locale).parse_known_args(words)
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
        logging.basicConfig(level=settings.log_level, stream=sys.stderr)
        given = parse(sys.argv[1:] if argv is None else argv, locale)
        _, run = VERBS[given.verb]
        return run(given, settings, Console(locale=locale, as_json=given.json))

    return guarded(action, lambda: locale)


if __name__ == "__main__":
    sys.exit(main())
