"""The hub itself: answers over HTTP on the loopback, and does wrong what it is told to do wrong."""

from __future__ import annotations

import hashlib
import json
import re
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self, cast
from urllib.parse import unquote, urlsplit

from tests.afar.faults import Broken, Chosen
from tests.afar.hub.repository import LARGE, Repository, git_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

API = re.compile(r"^/api/models/([^/]+/[^/]+)(?:/revision/([^/]+))?$")
RESOLVE = re.compile(r"^/([^/]+/[^/]+)/resolve/([^/]+)/(.+)$")
STORE = re.compile(r"^/store/([0-9a-f]{64})$")
BLOCK_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Refused:
    """Answered with an error of the hub's own, such as 404 and ``EntryNotFound``."""

    code: int
    error: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """The connection is cut after so many bytes of the body."""

    after: int


@dataclass(frozen=True, slots=True)
class Held:
    """The body stops after so many bytes, until ``go`` is set; ``there`` is set meanwhile."""

    after: int
    there: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class WrongBytes:
    """As long as it should be, with other bytes in it."""


@dataclass(frozen=True, slots=True)
class RangeIgnored:
    """The whole file comes, from whichever byte on it was asked for."""


Fault = Broken | Refused | Cut | Held | WrongBytes | RangeIgnored


class Seen(NamedTuple):
    """A request: what for, from which byte on, and with which token."""

    method: str
    path: str
    first: int
    token: str


class FakeHub:
    """A model hub. Calls by name: ``api`` and ``file``.

    Attributes:
        repos: What lies there.
        faults: What goes wrong.
        seen: Every request so far.
    """

    def __init__(self) -> None:
        self.repos: dict[str, Repository] = {}
        self.faults: Chosen[Fault] = Chosen()
        self.seen: list[Seen] = []
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def files_asked(self) -> list[tuple[str, int]]:
        """Return the files whose bytes were asked for, and from which byte on."""
        return [(one.path, one.first) for one in self.seen if not one.path.startswith("/api/")]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def unanswered() -> str:
    """Return an address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def hub(self) -> FakeHub:
        return cast("_Server", self.server).hub

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        span = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        first = int(span[1]) if span else 0
        self.hub.seen.append(Seen(self.command, path, first, token))
        if asked := API.match(path):
            self._api(asked[1], asked[2] or "main")
        elif asked := RESOLVE.match(path):
            self._resolve(asked[1], asked[2], asked[3], first, token)
        elif asked := STORE.match(path):
            self._large(asked[1], first)
        else:
            self._refuse(404)

    def _api(self, repo: str, revision: str) -> None:
        fault = self.hub.faults.next("api")
        if isinstance(fault, Broken | Refused):
            self._refuse(fault.code, getattr(fault, "error", ""))
            return
        held = self.hub.repos.get(repo)
        if held is None:
            self._refuse(401, "RepoNotFound")
            return
        commit = held.at(revision)
        if commit is None:
            self._refuse(404, "RevisionNotFound")
            return
        told = {
            "id": repo, "sha": commit, "gated": "auto" if held.gated else False,
            "private": False, "tags": [], "siblings": held.siblings(commit),
        }  # fmt: skip
        self._send(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

    def _resolve(self, repo: str, revision: str, name: str, first: int, token: str) -> None:
        held = self.hub.repos.get(repo)
        commit = held.at(revision) if held is not None else None
        if held is None or commit is None:
            self._refuse(404, "RevisionNotFound" if held is not None else "RepoNotFound")
            return
        if held.gated and token != held.opens:
            self._refuse(403 if token else 401, "GatedRepo")
            return
        data = held.files[commit].get(name)
        if data is None:
            self._refuse(404, "EntryNotFound")
            return
        headers = {"X-Repo-Commit": commit, "ETag": f'"{git_hash(data)}"'}
        if name.endswith(LARGE):
            sha256 = hashlib.sha256(data).hexdigest()
            headers |= {"X-Linked-Etag": f'"{sha256}"', "X-Linked-Size": str(len(data))}
            self._send(302, b"", {**headers, "Location": f"{self.hub.url}/store/{sha256}"})
            return
        self._body(data, first, headers)

    def _large(self, sha256: str, first: int) -> None:
        for held in self.hub.repos.values():
            for files in held.files.values():
                for data in files.values():
                    if hashlib.sha256(data).hexdigest() == sha256:
                        self._body(data, first, {"ETag": f'"{sha256}"'})
                        return
        self._refuse(404)

    def _body(self, data: bytes, first: int, headers: Mapping[str, str]) -> None:
        fault = self.hub.faults.next("file")
        if isinstance(fault, Broken | Refused):
            self._refuse(fault.code, getattr(fault, "error", ""))
            return
        if isinstance(fault, WrongBytes):
            data = data[:-1] + bytes([data[-1] ^ 1])
        if isinstance(fault, RangeIgnored):
            first = 0
        rest = data[first:]
        if first:
            span = f"bytes {first}-{len(data) - 1}/{len(data)}"
            headers = {**headers, "Content-Range": span}
        self._begin(206 if first else 200, len(rest), {**headers, "Accept-Ranges": "bytes"})
        if self.command == "HEAD":
            return
        after = fault.after if isinstance(fault, Cut | Held) else len(rest)
        self._write(rest[:after])
        if isinstance(fault, Held):
            fault.there.set()
            fault.go.wait()
            self._write(rest[after:])
        elif isinstance(fault, Cut):
            self.close_connection = True

    def _write(self, data: bytes) -> None:
        try:
            for at in range(0, len(data), BLOCK_BYTES):
                self.wfile.write(data[at : at + BLOCK_BYTES])
            self.wfile.flush()
        except OSError:  # who asked has gone
            self.close_connection = True

    def _begin(self, code: int, length: int, headers: Mapping[str, str]) -> None:
        self.send_response(code)
        for name, value in {**headers, "Content-Length": str(length)}.items():
            self.send_header(name, value)
        self.end_headers()

    def _send(self, code: int, data: bytes, headers: Mapping[str, str]) -> None:
        self._begin(code, len(data), headers)
        if self.command != "HEAD":
            self._write(data)

    def _refuse(self, code: int, error: str = "") -> None:
        self._send(code, b"{}", {"X-Error-Code": error} if error else {})


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, hub: FakeHub) -> None:
        self.hub = hub
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: who asked has gone."""
