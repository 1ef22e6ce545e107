"""Text and its entities, which Telegram counts in UTF-16 units: found, parsed and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from tests.telegram import rendering
from tests.telegram.refusals import Refused, bad
from tests.telegram.things import Json

if TYPE_CHECKING:
    from tests.telegram.people import Person

FOUND = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?"),
    "mention": re.compile(r"(?<![\w@/])@[A-Za-z0-9_]{3,32}"),
    "url": re.compile(r"https?://\S+"),
}
BARE = re.compile(r"<(?!/?[A-Za-z])([^\s>]*)|<[^>]*$")
"""What is no tag and not escaped."""
TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-spoiler": "spoiler",
    "a": "text_link",
}  # fmt: skip


def units(text: str) -> int:
    """The length of ``text`` in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def cut(text: str, entity: Json) -> str:
    """What an entity stands on."""
    start, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return text.encode("utf-16-le")[start:end].decode("utf-16-le")


def found_entities(text: str, named: Mapping[str, Person]) -> list[Json]:
    """What Telegram finds in a text by itself, and the people picked from its list (``named``)."""
    spans: list[tuple[int, int, Json]] = []
    for words, person in named.items():
        start = text.index(words)
        more = {"type": "text_mention", "user": rendering.user_json(person)}
        spans.append((start, start + len(words), more))
    for kind, pattern in FOUND.items():
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in spans):
                spans.append((match.start(), match.end(), {"type": kind}))
    return [
        {**more, "offset": units(text[:start]), "length": units(text[start:end])}
        for start, end, more in sorted(spans, key=lambda span: span[:2])
    ]


class _Tags(HTMLParser):
    """Reads Telegram's dialect of HTML."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.source = source
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[tuple[str, int, dict[str, str | None]]] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS and tag != "span":
            raise _unparsed(f'Unsupported start tag "{tag}"', self._at())
        self._open.append((tag, units(self.text), dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise _unparsed(f'Unmatched end tag "{tag}"', self._at())
        _, offset, attributes = self._open.pop()
        entity: Json = {"type": TAGS.get(tag, "spoiler"), "offset": offset}
        entity["length"] = units(self.text) - offset
        if tag == "a":
            entity |= _link(attributes.get("href") or "")
        if entity["length"]:
            self.entities.append(entity)

    def finish(self) -> None:
        self.close()
        if self._open:
            tag = self._open[-1][0]
            raise bad(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{tag}\""
            )

    def _at(self) -> int:
        line, column = self.getpos()
        before = self.source.split("\n")[: line - 1]
        start = sum(len(one) + 1 for one in before) + column
        return len(self.source[:start].encode())


def _unparsed(what: str, byte: int) -> Refused:
    return bad(f"can't parse entities: {what} at byte offset {byte}")


def _link(href: str) -> Json:
    person = re.fullmatch(r"tg://user\?id=(\d+)", href)
    if person is None:
        return {"url": href}
    user = {"id": int(person[1]), "is_bot": False, "first_name": ""}
    return {"type": "text_mention", "user": user}


def parsed(text: str, mode: str) -> tuple[str, list[Json]]:
    """The plain text of ``text`` and its entities; only HTML is spoken here."""
    if mode.lower() != "html":
        raise bad("unsupported parse_mode")
    bare = BARE.search(text)
    if bare is not None:
        at = len(text[: bare.start()].encode())
        raise _unparsed(
            f'Unsupported start tag "{bare[1]}"' if bare[1] else "Unclosed start tag", at
        )
    reader = _Tags(text)
    reader.feed(text)
    reader.finish()
    return reader.text, sorted(reader.entities, key=lambda entity: entity["offset"])


def checked(text: str, entities: list[Json]) -> list[Json]:
    """``entities`` if each of them stands inside of ``text``.

    Raises:
        Refused: One begins or ends where there is no text, or inside of a character.
    """
    total, edges = units(text), _edges(text)
    for entity in entities:
        try:
            start, length = int(entity["offset"]), int(entity["length"])
        except (KeyError, TypeError, ValueError):
            raise bad('can\'t parse MessageEntity: Field "offset" must be of type Number') from None
        if start < 0 or length < 0 or start > total:
            raise bad(f"entity begins after the end of the text at UTF-16 offset {start}")
        if start + length > total:
            words = f"ends after the end of the text at UTF-16 offset {start + length}"
            raise bad(f"entity beginning at UTF-16 offset {start} {words}")
        for verb, edge in (("begins", start), ("ends", start + length)):
            if edge not in edges:
                at = len(text.encode("utf-16-le")[: 2 * edge + 2].decode("utf-16-le").encode())
                raise bad(f"entity {verb} in a middle of a UTF-16 symbol at byte offset {at}")
    return entities


def _edges(text: str) -> set[int]:
    edges, at = {0}, 0
    for letter in text:
        at += units(letter)
        edges.add(at)
    return edges


def trimmed(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """``text`` without space around it, as Telegram keeps it, and its entities moved along."""
    lead = units(text) - units(text.lstrip())
    kept = text.strip()
    total = units(kept)
    moved = []
    for entity in entities:
        start = max(0, entity["offset"] - lead)
        end = min(total, entity["offset"] + entity["length"] - lead)
        if end > start:
            moved.append({**entity, "offset": start, "length": end - start})
    return kept, moved
