"""A message as a request wants it, read and held to Discord's rules, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.discord import components
from tests.discord.calls import Upload
from tests.discord.fields import Fields
from tests.discord.places import Channel, Guild
from tests.discord.refusals import EMPTY_MESSAGE, TOO_LARGE, Refused
from tests.discord.things import (
    COMPONENTS_V2,
    EPHEMERAL,
    LOADING,
    SUPPRESS_EMBEDS,
    Attachment,
    Json,
    Message,
    User,
)
from tests.discord.wording import content_type_of, mentioned
from tests.discord.world import World

CONTENT_MAX = 2000
NONCE_MAX = 25
FILES_MAX = 10
BOOSTED_MAX_BYTES = {2: 50 << 20, 3: 100 << 20}
SETTABLE = SUPPRESS_EMBEDS | 1 << 12 | 1 << 13 | COMPONENTS_V2  # silent, and a voice message's
UNSAFE = re.compile(r"[^\w.\-]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """An upload with what was said of it."""

    upload: Upload
    about: Json

    def attached(self, world: World, channel: Channel, *, ephemeral: bool) -> Attachment:
        """Keep it as a file of a message there."""
        name = UNSAFE.sub("", (self.about.get("filename") or self.upload.name).replace(" ", "_"))
        return world.attach(
            self.upload.data, name or "unknown", channel=channel, ephemeral=ephemeral,
            description=self.about.get("description"), content_type=content_type_of(name),
            waveform=self.about.get("waveform"), duration_s=self.about.get("duration_secs"),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a message is to be; what is None was not named.

    Attributes:
        named: The fields that the request has, null or not.
        files: New files, in order.
        kept: Ids of attachments that stay, where the request lists any; None for all.
    """

    content: str | None = None
    components: list[Json] | None = None
    embeds: list[Json] | None = None
    flags: int = 0
    tts: bool = False
    nonce: str | int | None = None
    enforce_nonce: bool = False
    allowed_mentions: Json | None = None
    named: frozenset[str] = frozenset()
    files: list[NewFile] = field(default_factory=list)
    kept: list[int] | None = None

    @property
    def empty(self) -> bool:
        """Whether nobody could see anything of a message of this alone."""
        laid_out = bool(self.flags & COMPONENTS_V2) and bool(self.components)
        return not (self.content or self.files or self.embeds or laid_out)

    def pinged(self, world: World) -> list[User]:
        """Whom its words call."""
        every = mentioned(self.content or "", world.users)
        allowed = self.allowed_mentions
        if allowed is None or "users" in (allowed.get("parse") or ()):
            return every
        return [user for user in every if str(user.id) in map(str, allowed.get("users") or ())]


def upload_max(world: World, guild: Guild | None) -> int:
    """How many bytes a file may have there."""
    boosted = BOOSTED_MAX_BYTES.get(guild.premium_tier, 0) if guild else 0
    return max(boosted, world.upload_max_bytes)


def check_sizes(files: Mapping[int, Upload], limit_bytes: int) -> None:
    """Refuse files that are too large.

    Raises:
        Refused: 413 and 40005.
    """
    if any(len(file.data) > limit_bytes for file in files.values()):
        raise Refused(TOO_LARGE)


def read_draft(
    fields: Fields, files: Mapping[int, Upload], *, new: bool, settable_flags: int = SETTABLE
) -> Draft:
    """Read a message from a request's body, noting what is wrong with it in ``fields.problems``.

    Args:
        fields: The body, or the part of it that is the message.
        files: The uploads.
        new: Whether it is for a message that is not there yet.
        settable_flags: The flags that may be set; others are left out.
    """
    flags = (fields.number("flags") or 0) & settable_flags
    content = fields.text("content", most=CONTENT_MAX)
    if flags & COMPONENTS_V2 and content:
        message = "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
        code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
        fields.wrong("content", code, message)
    components.check_message(fields, laid_out=bool(flags & COMPONENTS_V2))
    listed = [*fields.each("attachments", most=FILES_MAX)]
    if len(files) > FILES_MAX:
        fields.wrong("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    return Draft(
        content=None if content is None else content.strip(),
        components=_listed(fields, "components"), embeds=_listed(fields, "embeds"), flags=flags,
        tts=fields.flag("tts"), nonce=_nonce(fields), enforce_nonce=fields.flag("enforce_nonce"),
        allowed_mentions=_allowed_mentions(fields), named=frozenset(fields.body),
        files=_new_files(fields, listed, files, new=new),
        kept=_kept(listed, files) if fields.has("attachments") and not new else None,
    )  # fmt: skip


def new_message(
    world: World, channel: Channel, author: User, draft: Draft, *, viewer: User | None = None,
    **more: Any,
) -> Message:  # fmt: skip
    """Let a message appear as the draft has it.

    Raises:
        Refused: 50006, it would be empty.
    """
    if draft.empty:
        raise Refused(EMPTY_MESSAGE)
    ephemeral = viewer is not None
    attachments = [file.attached(world, channel, ephemeral=ephemeral) for file in draft.files]
    return world.post_message(
        channel, author, draft.content or "", attachments=attachments,
        components=draft.components or (), embeds=draft.embeds or [], viewer=viewer,
        flags=draft.flags & ~EPHEMERAL, tts=draft.tts, nonce=draft.nonce,
        mentions=draft.pinged(world), **more,
    )  # fmt: skip


def change_message(world: World, message: Message, draft: Draft) -> None:
    """Let a message be what the draft names of it, the rest as it was.

    Raises:
        Refused: 50006, it would be empty.
    """
    changes: Json = {}
    if "content" in draft.named:
        changes |= {"content": draft.content or "", "mentions": draft.pinged(world)}
    for name, value in (("components", draft.components), ("embeds", draft.embeds)):
        if name in draft.named:
            changes[name] = value or []
    stays = [a for a in message.attachments if draft.kept is None or a.id in draft.kept]
    flags = (message.flags & ~LOADING) | (draft.flags & COMPONENTS_V2)
    if "flags" in draft.named:
        flags = (flags & ~SUPPRESS_EMBEDS) | (draft.flags & SUPPRESS_EMBEDS)
    rest = (changes.get("content", message.content), changes.get("embeds", message.embeds))
    laid_out = flags & COMPONENTS_V2 and changes.get("components", message.components)
    if not any((*rest, stays, draft.files, laid_out)):
        raise Refused(EMPTY_MESSAGE)
    new = [f.attached(world, message.channel, ephemeral=message.ephemeral) for f in draft.files]
    world.edit_message(message, **changes, attachments=[*stays, *new], flags=flags)


def _listed(fields: Fields, name: str) -> list[Json] | None:
    value = fields.body.get(name)
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else None


def _nonce(fields: Fields) -> str | int | None:
    value = fields.body.get("nonce")
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return fields.text("nonce", most=NONCE_MAX)


def _allowed_mentions(fields: Fields) -> Json | None:
    inner = fields.inside("allowed_mentions")
    if inner is None:
        return None
    parse = inner.items("parse")
    for name in ("users", "roles"):
        if name in parse and inner.items(name, most=100):
            message = f'parse:["{name}"] and {name}: [ids...] are mutually exclusive.'
            inner.wrong(name, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message)
    return inner.body


def _new_files(
    fields: Fields, listed: Collection[Fields], files: Mapping[int, Upload], *, new: bool
) -> list[NewFile]:
    """The uploads that become files: all, or those that the request lists."""
    if not fields.has("attachments"):
        return [NewFile(upload=files[number], about={}) for number in sorted(files)]
    found = []
    for about in listed:
        number = about.snowflake("id", required=True)
        about.text("filename", least=1, most=1024)
        about.text("description", most=1024)
        if number is not None and number in files:
            found.append(NewFile(upload=files[number], about=about.body))
        elif new and number is not None:
            message = "Attachment data not found"
            about.wrong("id", "ATTACHMENT_NOT_FOUND", message)
    return found


def _kept(listed: Collection[Fields], files: Mapping[int, Upload]) -> list[int]:
    ids = (str(about.body.get("id")) for about in listed)
    return [int(number) for number in ids if number.isdigit() and int(number) not in files]
