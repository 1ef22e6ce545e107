"""The terminal: results on stdout, sentences and progress on stderr, exit codes for scripts."""

from __future__ import annotations

import json
import logging
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event
from types import FrameType
from typing import Any, NoReturn

from bot.i18n import say
from generation.errors import WalkonError

log = logging.getLogger("walkon")

EXIT_BUG = 1
EXIT_INTERRUPTED = 130

Report = Callable[[str, float], None]
"""Takes a stage's message id suffix and the share 0..1 of the whole that is done."""


@dataclass(frozen=True, slots=True)
class Console:
    """Where a verb speaks. ``as_json`` keeps stdout to one machine-readable line."""

    locale: str
    as_json: bool

    def say(self, message_id: str, **arguments: str | int | float) -> None:
        """Write one sentence for a person to stderr."""
        sys.stderr.write(say(message_id, self.locale, arguments) + "\n")

    def result(self, sentence_id: str, values: Mapping[str, Any]) -> None:
        """Write the outcome to stdout: a sentence, or one line of JSON."""
        if self.as_json:
            sys.stdout.write(json.dumps(values, ensure_ascii=False) + "\n")
            return
        flat = {key: value for key, value in values.items() if isinstance(value, str | int | float)}
        sys.stdout.write(say(sentence_id, self.locale, flat) + "\n")

    def document(self, text: str) -> None:
        """Write a JSON document to stdout as it is; on one line where one line is asked for."""
        one_line = json.dumps(json.loads(text), ensure_ascii=False) if self.as_json else text
        sys.stdout.write(one_line + "\n")

    def fetching(self, package: str) -> None:
        """Say that something is being downloaded, before it takes its time."""
        self.say("assets-fetching", package=package)

    @contextmanager
    def progress(self) -> Iterator[Report]:
        """Show a bar on stderr while something takes longer than a second."""
        from rich.console import Console as RichConsole
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        rich = RichConsole(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=rich, transient=True, disable=not rich.is_terminal) as bar:
            task = bar.add_task("", total=1.0)

            def report(stage: str, share: float) -> None:
                bar.update(task, description=say(f"stage-{stage}", self.locale), completed=share)

            yield report


@contextmanager
def interruptible() -> Iterator[Event]:
    """Hand out an event that Ctrl-C sets, and leave by ``KeyboardInterrupt`` once it is set.

    Python drops an interrupt that is raised where nobody can catch it, in a finalizer; the event
    stays set.
    """
    stop = Event()

    def interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
        stop.set()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, interrupt)
    try:
        yield stop
    except WalkonError:
        if not stop.is_set():
            raise
    finally:
        signal.signal(signal.SIGINT, before)
    if stop.is_set():
        raise KeyboardInterrupt


def guarded(action: Callable[[], int], locale: Callable[[], str]) -> int:
    """Run a verb; every failure becomes one sentence and an exit code, never a traceback.

    Args:
        action: Returns the exit code of a success.
        locale: Asked when there is something to say: ``action`` may find it out first.
    """
    try:
        return action()
    except WalkonError as error:
        sys.stderr.write(say(error.message, locale(), error.details) + "\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(say("interrupted", locale()) + "\n")
        return EXIT_INTERRUPTED
    except Exception as error:  # the outermost handler: a bug is reported, not shown
        from ulid import ULID

        bug = str(ULID()).lower()
        log.debug("bug %s", bug, exc_info=error)
        sys.stderr.write(say("bug", locale(), {"id": bug, "kind": type(error).__name__}) + "\n")
        return EXIT_BUG
