"""Every error this project raises on purpose, drawn as a tree.

* WalkonError                 something is wrong; carries a message id and its arguments
  * InputError                what was given cannot be used (exit code 2)
    - MediaRejected           a photo or video is unreadable, too large, or of a refused kind
    - FaceRejected            the picture holds no face that can be filmed
    - SentenceRejected        the sentence is empty, too long, or has nothing to say
    - CastRejected            a cast entry names nobody
    - OptionRejected          an option has a value out of range
    - JoinRejected            films cannot become one
    - ScreenplayRejected      a screenplay file breaks its schema
    - RuleRefused             a house rule forbids these words for a real person
  * MachineError              this machine cannot do it (exit code 3)
    - ModelMissing            a model file is absent, and cannot be fetched
    - ModelCorrupt            a model file has the wrong sha256
    - DiskFull                no room is left
    - NotPermitted            a file or folder may not be read or written
    - ToolMissing             a library or program is absent
    - LicenceRefused          a licence stands in the way of these weights
    - DataLocked              another bot works with this data directory
    - DataBroken              the data or its keys cannot be read, or do not belong together
    - PortTaken               the address to listen at is not free
  * RenderError               the film could not be made (exit code 3)
    - VoiceFailed             a voice did not speak (retryable)
    - HearingFailed           speech did not become words (retryable)
    - EngineUnavailable       the engine is busy or gone (retryable)
    - FarmFull                no worker is free (retryable)
    - WorkerLost              the worker died or was ended (retryable)
    - RenderTimeout           the deadline passed (retryable)
    - OutOfMemory             the work did not fit into memory (retryable)
    - TakeRejected            a finished take is black, frozen or silent (retryable)

A message id is looked up in ``bot/locales``: no sentence for people lives here.
"""

from __future__ import annotations

from typing import ClassVar


class WalkonError(Exception):
    """Something went wrong on our side."""

    message_id: ClassVar[str] = "error-internal"
    retryable: ClassVar[bool] = False
    exit_code: ClassVar[int] = 1

    def __init__(self, reason: str = "", **details: str | int | float) -> None:
        """Keep ``reason`` (a message-id suffix, or empty) and the values the message names."""
        super().__init__(reason or type(self).__name__, details)
        self.reason = reason
        self.details = details

    @property
    def message(self) -> str:
        """The Fluent id of the sentence that a person reads."""
        return f"{self.message_id}-{self.reason}" if self.reason else self.message_id


class InputError(WalkonError):
    """What was given cannot be used."""

    message_id = "error-input"
    exit_code = 2


class MediaRejected(InputError):
    """A photo or video is unreadable, too large, or of a refused kind."""

    message_id = "error-media"


class FaceRejected(InputError):
    """The picture holds no face that can be filmed."""

    message_id = "error-face"


class SentenceRejected(InputError):
    """The sentence is empty, too long, or has nothing to say."""

    message_id = "error-sentence"


class CastRejected(InputError):
    """A cast entry names nobody."""

    message_id = "error-cast"


class OptionRejected(InputError):
    """An option has a value out of range."""

    message_id = "error-option"


class JoinRejected(InputError):
    """These films cannot become one."""

    message_id = "error-join"


class ScreenplayRejected(InputError):
    """A screenplay file breaks its schema."""

    message_id = "error-screenplay"


class RuleRefused(InputError):
    """A house rule forbids these words for a real person; ``reason`` is the rule's id."""

    message_id = "error-rule"


class MachineError(WalkonError):
    """This machine cannot do it."""

    message_id = "error-machine"
    exit_code = 3


class ModelMissing(MachineError):
    """A model file is absent, and cannot be fetched."""

    message_id = "error-model-missing"


class ModelCorrupt(MachineError):
    """A model file has the wrong sha256."""

    message_id = "error-model-corrupt"


class DiskFull(MachineError):
    """No room is left."""

    message_id = "error-disk-full"


class NotPermitted(MachineError):
    """A file or folder may not be read or written."""

    message_id = "error-not-permitted"


class ToolMissing(MachineError):
    """A library or program is absent."""

    message_id = "error-tool-missing"


class LicenceRefused(MachineError):
    """A licence stands in the way of these weights."""

    message_id = "error-licence"


class DataLocked(MachineError):
    """Another bot works with this data directory."""

    message_id = "error-data-locked"


class DataBroken(MachineError):
    """The data or its keys cannot be read, or do not belong together."""

    message_id = "error-data"


class PortTaken(MachineError):
    """The address to listen at is not free."""

    message_id = "error-port-taken"


class RenderError(WalkonError):
    """The film could not be made."""

    message_id = "error-render"
    exit_code = 3


class VoiceFailed(RenderError):
    """A voice did not speak."""

    message_id = "error-voice"
    retryable = True


class HearingFailed(RenderError):
    """Speech did not become words."""

    message_id = "error-hearing"
    retryable = True


class EngineUnavailable(RenderError):
    """The engine is busy or gone."""

    message_id = "error-engine"
    retryable = True


class TakeRejected(RenderError):
    """A finished take is black, frozen or silent."""

    message_id = "error-take"
    retryable = True


class FarmFull(RenderError):
    """No worker is free."""

    message_id = "error-farm-full"
    retryable = True


class WorkerLost(RenderError):
    """The worker died or was ended."""

    message_id = "error-worker-lost"
    retryable = True


class RenderTimeout(RenderError):
    """The deadline passed."""

    message_id = "error-timeout"
    retryable = True


class OutOfMemory(RenderError):
    """The work did not fit into memory."""

    message_id = "error-memory"
    retryable = True
