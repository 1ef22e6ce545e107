"""What Telegram refuses with: its codes and its words, in one place."""

from __future__ import annotations

BUTTON_DATA_INVALID = "BUTTON_DATA_INVALID"
CANNOT_INITIATE = "bot can't initiate conversation with a user"
BLOCKED = "bot was blocked by the user"
DEACTIVATED = "user is deactivated"
CAPTION_TOO_LONG = "message caption is too long"
EPHEMERAL_TEXT_TOO_LONG = "MEDIA_CAPTION_TOO_LONG"
CHAT_EMPTY = "chat_id is empty"
CHAT_NOT_FOUND = "chat not found"
COPY_NOT_FOUND = "message to copy not found"
DELETE_FORBIDDEN = "message can't be deleted"
DELETE_FOR_EVERYONE = "message can't be deleted for everyone"
DELETE_NOT_FOUND = "message to delete not found"
EDIT_FORBIDDEN = "message can't be edited"
EDIT_NOT_FOUND = "message to edit not found"
EPHEMERAL_NOT_ALLOWED = "EPHEMERAL_MESSAGE_NOT_ALLOWED"  # Telegram's own words are not known
EPHEMERAL_REPLACED = "EPHEMERAL_MESSAGE_REPLACE_INVALID"  # nor are these
FILE_EMPTY = "file must be non-empty"
FILE_ID_WRONG = "wrong file identifier/HTTP URL specified"
FILE_TOO_BIG = "file is too big"
INLINE_EXPECTED = "inline keyboard expected"
KEYBOARD_NOT_JSON = "can't parse reply keyboard markup JSON object"
MARKUP_NOT_OBJECT = "object expected as reply markup"
MARKUP_TOO_LONG = "reply markup is too long"
MEMBER_UNKNOWN = "member not found"
MEMBERS_HIDDEN = "CHAT_ADMIN_REQUIRED"
MESSAGE_ID_MISSING = "message identifier is not specified"
NO_CAPTION = "there is no caption in the message to edit"
NO_MEDIA = "there is no media in the message to edit"
NO_TEXT = "there is no text in the message to edit"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
PHOTO_DIMENSIONS = "PHOTO_INVALID_DIMENSIONS"
PHOTO_UNREADABLE = "IMAGE_PROCESS_FAILED"
QUERY_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
REACT_NOT_FOUND = "message to react not found"
REACTION_INVALID = "REACTION_INVALID"
REPLY_NOT_FOUND = "message to be replied not found"
SECRET_TOKEN_WRONG = "secret token contains unallowed characters"
TEXT_EMPTY = "message text is empty"
TEXT_TOO_LONG = "message is too long"
THREAD_NOT_FOUND = "message thread not found"
TOPIC_CLOSED = "TOPIC_CLOSED"
URL_FETCH = "failed to get HTTP URL content"
URL_INVALID = "URL_INVALID"
USER_NOT_FOUND = "user not found"
VIDEO_NOTE_LONG = "VIDEO_CONTENT_TYPE_INVALID"
WEBHOOK_HTTPS = "bad webhook: An HTTPS URL must be provided for webhook"

CONFLICT_POLLERS = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is "
    "running"
)
CONFLICT_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete "
    "the webhook first"
)
CONFLICT_SET_WEBHOOK = "Conflict: terminated by setWebhook request"


class Refused(Exception):
    """Telegram's no: an HTTP status, what it says, and what a caller may do about it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(words: str) -> Refused:
    """400, for whatever is wrong with the request."""
    return Refused(400, f"Bad Request: {words}")


def forbidden(words: str) -> Refused:
    """403, for wherever the bot is not wanted."""
    return Refused(403, f"Forbidden: {words}")


def too_many(retry_after_s: int) -> Refused:
    """429, to be tried again after ``retry_after_s`` whole seconds."""
    words = f"Too Many Requests: retry after {retry_after_s}"
    return Refused(429, words, retry_after=retry_after_s)


def migrated(to: int) -> Refused:
    """400, for a group that lives on as the supergroup ``to``."""
    words = "Bad Request: group chat was upgraded to a supergroup chat"
    return Refused(400, words, migrate_to_chat_id=to)


def no_right_to_send(what: str) -> Refused:
    """400, where the bot may not send ``what``, e.g. ``videos``."""
    return bad(f"not enough rights to send {what} to the chat")
