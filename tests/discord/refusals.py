"""What Discord refuses with: its codes, its words and the shape of its bodies, in one place."""

from __future__ import annotations

from collections.abc import Mapping

from tests.discord.things import Json

Path = tuple[str | int, ...]
"""Where in a body something is, e.g. ``("components", 0, "components", 1, "label")``."""

UNAUTHORIZED = (401, 0, "401: Unauthorized")
NOT_FOUND = (404, 0, "404: Not Found")
METHOD_NOT_ALLOWED = (405, 0, "405: Method Not Allowed")
UNKNOWN_CHANNEL = (404, 10003, "Unknown Channel")
UNKNOWN_GUILD = (404, 10004, "Unknown Guild")
UNKNOWN_MEMBER = (404, 10007, "Unknown Member")
UNKNOWN_MESSAGE = (404, 10008, "Unknown Message")
UNKNOWN_USER = (404, 10013, "Unknown User")
UNKNOWN_WEBHOOK = (404, 10015, "Unknown Webhook")
UNKNOWN_INTERACTION = (404, 10062, "Unknown interaction")
UNKNOWN_COMMAND = (404, 10063, "Unknown application command")
ONLY_FOR_ITS_OWN = (403, 20012, "You are not authorized to perform this action on this application")
TOO_MANY_COMMANDS = (400, 30032, "Maximum number of application commands reached (100)")
TOO_MANY_MENUS = (400, 30032, "Maximum number of application commands reached (15)")
TOO_MANY_COMMANDS_TODAY = (
    429,
    30034,
    "Maximum number of daily application command creates has been reached (200)",
)
TOO_MANY_OLD_EDITS = (
    429,
    30046,
    "Maximum number of edits to messages older than 1 hour reached. Try again later.",
)
RATE_LIMITED = (429, 0, "You are being rate limited.")
TOO_MANY_FOLLOWUPS = (400, 40094, "Maximum number of follow-up messages has been reached")
TOO_LARGE = (413, 40005, "Request entity too large")
ALREADY_ACKNOWLEDGED = (400, 40060, "Interaction has already been acknowledged.")
MISSING_ACCESS = (403, 50001, "Missing Access")
NOT_IN_DM = (403, 50003, "Cannot execute action on a DM channel")
NOT_YOURS = (403, 50005, "Cannot edit a message authored by another user")
EMPTY_MESSAGE = (400, 50006, "Cannot send an empty message")
CANNOT_DM = (403, 50007, "Cannot send messages to this user")
NO_TEXT_CHANNEL = (400, 50008, "Cannot send messages in a non-text channel")
MISSING_PERMISSIONS = (403, 50013, "Missing Permissions")
INVALID_TOKEN = (401, 50027, "Invalid Webhook Token")
INVALID_RECIPIENTS = (400, 50033, "Invalid Recipient(s)")
INVALID_FORM = (400, 50035, "Invalid Form Body")
INVALID_VERSION = (400, 50041, "Invalid API version provided")
THREAD_ARCHIVED = (400, 50083, "Thread is archived")
INVALID_JSON = (400, 50109, "The request body contains invalid JSON.")
NO_MUTUAL_GUILD = (403, 50278, "Cannot send messages to this user due to having no mutual guilds")
NO_REPLY_WITHOUT_HISTORY = (400, 160002, "Cannot reply without permission to read message history")
THREAD_LOCKED = (400, 160005, "Thread is locked")


class Refused(Exception):
    """Discord's no: an HTTP status, a code, what it says, and where the body is wrong."""

    def __init__(
        self,
        why: tuple[int, int, str],
        *,
        more: Json | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(why[2])
        self.status, self.code, self.message = why
        self.more, self.headers = more or {}, dict(headers or {})

    @property
    def body(self) -> Json:
        return {"message": self.message, "code": self.code, **self.more}


class Problems:
    """What is wrong with a body, gathered until all of it was looked at."""

    def __init__(self) -> None:
        self._errors: Json = {}

    def add(self, path: Path, code: str, message: str) -> None:
        """Note what is wrong with the field at ``path``."""
        here = self._errors
        for part in path:
            here = here.setdefault(str(part), {})
        here.setdefault("_errors", []).append({"code": code, "message": message})

    def refuse(self) -> None:
        """Do nothing if nothing was wrong.

        Raises:
            Refused: 50035, with everything that was.
        """
        if self._errors:
            raise Refused(INVALID_FORM, more={"errors": self._errors})


def wrong(path: Path, code: str, message: str) -> Refused:
    """50035 for one field."""
    problems = Problems()
    problems.add(path, code, message)
    try:
        problems.refuse()
    except Refused as refused:
        return refused
    raise AssertionError("a problem was added")


def slow_down(
    retry_after_s: float, *, everywhere: bool = False, why: tuple[int, int, str] = RATE_LIMITED
) -> Refused:
    """429, to be tried again after ``retry_after_s``; ``everywhere``: whatever the request."""
    scope = "global" if everywhere else "user"
    headers = {"Retry-After": str(max(1, round(retry_after_s))), "X-RateLimit-Scope": scope}
    if everywhere:
        headers["X-RateLimit-Global"] = "true"
    more: Json = {"retry_after": round(retry_after_s, 3), "global": everywhere}
    return Refused(why, more=more, headers=headers)
