"""The log: what happened, and to which ids. Never words, names, or secrets, at any level.

What an exception says may hold any of them, so only its kind is written, and where it came from.
Libraries say what they like: of theirs the bare sentence is written, and nothing below a warning.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType
from typing import Final, TextIO

OURS: Final = ("walkon", "bot", "generation", "storage", "__main__")
USUAL: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
DEPTH_MAX: Final = 8  # exceptions that caused one another

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def open_log(level: str, stream: TextIO | None = None) -> None:
    """Write the log of this process to ``stream``, else to stderr."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(IdsOnly())
    handler.addFilter(_worth)
    logging.basicConfig(level=level, handlers=[handler])


def _ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _worth(record: logging.LogRecord) -> bool:
    return _ours(record) or record.levelno >= logging.WARNING


class IdsOnly(logging.Formatter):
    """One line for a record, and one for each frame of an exception."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; ids stand behind it as ``name=value``."""
        bare = next(iter(str(record.msg).splitlines()), "")
        text = record.getMessage() if _ours(record) else bare
        ids = "".join(
            f" {name}={value}" for name, value in vars(record).items() if name not in USUAL
        )
        line = f"{record.levelname} {record.name}: {text}{ids}"
        exception = record.exc_info
        return line if not exception else f"{line}\n{self.formatException(exception)}"

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  the library's name for it
        """Return kinds of exceptions and where they came from, without what they say."""
        lines, error = list[str](), ei[1]
        while error is not None and len(lines) < DEPTH_MAX:
            frames = traceback.extract_tb(error.__traceback__)
            where = " < ".join(f"{f.filename}:{f.lineno} {f.name}" for f in reversed(frames))
            lines.append(f"  {type(error).__qualname__} at {where}")
            error = error.__cause__ or error.__context__
        return "\n".join(lines)
