"""The page itself: one document, its styles and scripts, and the headers that keep it to itself."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Middleware

from bot.commands import film_words
from bot.i18n import LOCALES
from bot.web_room.backstage import Backstage
from bot.web_room.doors import Doors
from bot.web_room.words import accepted_locale, page_words

FOLDER: Final = Path(__file__).parents[1] / "web"
TYPES: Final = {
    ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".html": "text/html",
}  # fmt: skip
LATER: Final = frozenset(
    {"forms.js", "capture.js", "camera.js", "photo.js", "drawn.js", "tick.js"}
)  # fetched once somebody opens a form
FOREVER: Final = "max-age=31536000, immutable"
_COMMENT: Final = re.compile(r"""^//.*|^/\*.*\*/$|\s+// [^"'`]*$""")
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
    " media-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=()",
}
Next = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    packed: bytes
    mime: str


class Page:
    """Serves ``/``, ``/join/<token>``, ``/web/<edition>/<file>``, ``/words/<locale>.json``."""

    def __init__(self, backstage: Backstage, doors: Doors) -> None:
        """Read the page's files once."""
        self._stage = backstage
        self._doors = doors
        self._files = {
            path.name: _read(path) for path in sorted(FOLDER.iterdir()) if path.suffix in TYPES
        }
        self._edition = _tag(b"".join(file.body for file in self._files.values()))

    async def document(self, request: web.Request) -> web.Response:
        """Return the page in the reader's language, with all it needs to begin."""
        people = await self._doors.people(request)
        locale = (
            people[0].locale
            if people
            else accepted_locale(request.headers.get("Accept-Language", ""), self._stage.locale)
        )
        start = {
            "words": page_words(locale),
            "locale": locale,
            "locales": LOCALES,
            "local": self._stage.address.local(request),
            "people": [person.id for person in people],
            "command": self._stage.command,
            "captions": sorted(film_words()) if self._stage.hears else [],
            "most": self._stage.upload_max_bytes,
        }
        text = self._files["index.html"].body.decode()
        values = {
            "{{lang}}": locale,
            "{{scripts}}": self._preloads(),
            "{{edition}}": self._edition,
            "{{start}}": json.dumps(start, ensure_ascii=False).replace("<", "\\u003c"),
        }
        for name, value in values.items():
            text = text.replace(name, value)
        return web.Response(
            text=text, content_type="text/html", headers={"Cache-Control": "no-store"}
        )

    def _preloads(self) -> str:
        scripts = [n for n in self._files if n.endswith(".js") and n not in LATER | {"light.js"}]
        link = '<link rel="modulepreload" href="/web/{{{{edition}}}}/{}">'
        return "\n".join(link.format(name) for name in scripts)

    async def asset(self, request: web.Request) -> web.Response:
        """Return a style, a script or the icon; a browser keeps what is of this edition."""
        file = self._files.get(request.match_info["file"])
        if file is None or file.mime == "text/html":
            raise web.HTTPNotFound
        current = request.match_info["edition"] == self._edition
        headers = {"Cache-Control": FOREVER if current else "no-store"}
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        if packed:
            headers["Content-Encoding"] = "gzip"
        headers["Vary"] = "Accept-Encoding"
        body = file.packed if packed else file.body
        return web.Response(body=body, content_type=file.mime, charset="utf-8", headers=headers)

    async def words(self, request: web.Request) -> web.Response:
        """Return the page's sentences in one language."""
        locale = request.match_info["locale"]
        if locale not in LOCALES:
            raise web.HTTPNotFound
        return web.json_response(page_words(locale), headers={"Cache-Control": "no-store"})


def lean(source: str) -> str:
    """Return a script or a style without indents and comments; one before a quote is left.

    Every line stays where it was, so that an error names the line of the file.
    """
    return "\n".join(_COMMENT.sub("", line.strip()) for line in source.splitlines())


def _read(path: Path) -> _File:
    body = lean(path.read_text(encoding="utf-8")).encode()
    return _File(body, gzip.compress(body), TYPES[path.suffix])


def _tag(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]


def guard(backstage: Backstage) -> Middleware:
    """Return the middleware that turns away strangers' pages and sets every answer's headers."""

    @web.middleware
    async def stand(request: web.Request, handler: Next) -> web.StreamResponse:
        try:
            if not backstage.address.knows(request):
                raise web.HTTPMisdirectedRequest
            asking = request.method not in {"GET", "HEAD"} or request.path == "/live"
            if asking and not backstage.address.own_page(request):
                raise web.HTTPForbidden
            response = await handler(request)
        except web.HTTPException as refusal:
            refusal.headers.update(HEADERS)
            raise
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return stand
