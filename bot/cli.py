"""The command ``walkon``: words on a command line become one verb's call."""

from __future__ import annotations

import argparse
import logging
import signal
import sys
from collections.abc import Callable, Sequence

from bot.console import Console, guarded
from bot.i18n import say
from bot.settings import Settings, load_settings
from bot.verbs import assets, bench, cast, doctor, enroll, gallery, render, verify
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
}


class _Parser(argparse.ArgumentParser):
    """Reports bad usage as one sentence, like every other error."""

    def error(self, message: str) -> None:  # type: ignore[override]
        """Raise instead of exiting: the outermost handler writes the sentence."""
        raise OptionRejected("usage", message=message, command=self.prog)


def parser(locale: str = "en") -> argparse.ArgumentParser:
    """Build the parser of every verb; help texts come from the locale files."""
    top = _Parser(prog="walkon", description=say("help-walkon", locale))
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB", parser_class=_Parser)
    for name, (arguments, _) in VERBS.items():
        sentence = say(f"help-{name}", locale)
        verb = verbs.add_parser(name, help=sentence, description=sentence)
        verb.add_argument("--json", action="store_true", help=say("help-json", locale))
        arguments(verb)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    locale = "en"

    def action() -> int:
        nonlocal locale
        settings = load_settings()
        locale = settings.locale
        logging.basicConfig(level=settings.log_level, stream=sys.stderr)
        given = parser(locale).parse_args(argv)
        _, run = VERBS[given.verb]
        return run(given, settings, Console(locale=locale, as_json=given.json))

    return guarded(action, locale)


if __name__ == "__main__":
    sys.exit(main())
