"""People who are named beside a sentence and not in it: it reads as if they had been written there.

In some chats people are picked from a list, and nothing stands for them in the words. A film shows
whoever its sentence names, so the sentence is told to name them, in its own language.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from bot import commands
from bot.chat import IncomingCommand, Mention, Sender
from bot.house.entry import NAME_MAX
from bot.house.rewriting import listed
from bot.i18n import say
from generation.director.language import han_count, latin_words
from generation.director.people import find_people
from generation.director.request import MAX_CHARACTERS
from generation.house_rules.scenes import names_in, speaks_of_self

_STOPS: Final = re.compile(r"[\s.!?。！？…]*$")

Mentions = tuple[Mention, ...]


def written_in(event: IncomingCommand, command: str) -> IncomingCommand:
    """Return a command whose words name everybody who is mentioned.

    A voice note says its own words, and an answered message those of its author: nothing is added.
    """
    bare = isinstance(commands.parse(event.text, command), commands.Panel)
    spoken = any(media.kind == "voice" for media in event.media)
    if spoken or (bare and event.reply_to is not None):
        return event
    text, mentions = named_in(event.text, event.mentions, event.sender, bare=bare)
    return replace(event, text=text, mentions=mentions)


def named_in(
    text: str, mentions: Mentions, asker: Sender, *, bare: bool = False
) -> tuple[str, Mentions]:
    """Return words that name everybody who is mentioned, each mention with what stands for it.

    Whoever is in the words by their name or handle already is not named twice. One's own name is
    ``me``, unless the words speak of oneself. A text of several lines, or one as long as a sentence
    may be, stays as it is. ``bare`` words ask for nothing but the people.
    """
    standing = list[Mention]()
    absent = dict[str, Mention]()
    for mention in mentions:
        text, found = _found(text, mention)
        if found is None:
            absent.setdefault(mention.member.id, mention)
        else:
            standing.append(found)
    for mention in standing:
        absent.pop(mention.member.id, None)
    oneself = absent.pop(asker.id, None)
    added = [replace(one, text=f"@{_name(one)}" if _name(one) else "") for one in absent.values()]
    tongue = _tongue(text, asker.locale)
    names = [*dict.fromkeys(one.text for one in added if one.text)]
    if oneself is not None and not bare and not speaks_of_self(text):
        names.append(say("rewrite-self", tongue))
    if names:
        text = _with(text, _listed(names, tongue), tongue, bare=bare)
    return text, (*standing, *added)


def _found(text: str, mention: Mention) -> tuple[str, Mention | None]:
    """Return the words, and a mention with what stands for it there; None where nothing does.

    A first name that would be read as somebody else's becomes the whole name.
    """
    if mention.text and mention.text in text:
        return text, mention
    handle, name = mention.member.handle, _name(mention)
    at = re.search(rf"(?<!\w)@{re.escape(handle)}(?!\w)", text, re.IGNORECASE) if handle else None
    if at is not None:
        return text, replace(mention, text=at[0])
    if name and names_in(text, [name]):
        return text, replace(mention, text="")
    first = name.partition(" ")[0]
    if first != name and first in find_people(text, ()).strangers:
        alone = re.compile(rf"(?<![\w@]){re.escape(first)}(?!\w)")
        return alone.sub(lambda _: f"@{name}", text), replace(mention, text=f"@{name}")
    return text, None


def _with(text: str, names: str, tongue: str, *, bare: bool) -> str:
    """Add people to a sentence, before its last full stop."""
    if bare:
        return f"{text} {names}".strip()
    stops = _STOPS.search(text)
    end = stops.start() if stops is not None else len(text)
    longer = say("sentence-with", tongue, {"sentence": text[:end], "names": names})
    whole = longer + text[end:].strip()
    return whole if "\n" not in text.strip() and len(whole) <= MAX_CHARACTERS else text


def _name(mention: Mention) -> str:
    return mention.member.name[:NAME_MAX].strip()


def _listed(names: list[str], tongue: str) -> str:
    return listed(names, tongue) if tongue == "en" else "、".join(names)


def _tongue(text: str, locale: str) -> str:
    """Return the language of a sentence; of one without words, its writer's."""
    han, latin = han_count(text), len(latin_words(text))
    chinese = han >= latin if han or latin else locale.startswith("zh")
    return (locale if locale.startswith("zh") else "zh-Hans") if chinese else "en"
