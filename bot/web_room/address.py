"""Where a request comes from: whether this machine's own browser sent it, and our own page."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """The addresses this room answers to.

    Attributes:
        host: What it listens at.
        port: The same.
        public_url: How guests reach it through a proxy, or empty.
    """

    host: str
    port: int
    public_url: str = ""

    @property
    def url(self) -> str:
        """The address to open on this machine, or to hand to guests where there is one."""
        if self.public_url:
            return self.public_url.rstrip("/")
        return f"http://{'localhost' if self.host in LOCAL_NAMES else self.host}:{self.port}"

    @property
    def secure(self) -> bool:
        """True when guests come over HTTPS, so that cookies must too."""
        return self.public_url.startswith("https:")

    def local(self, request: web.BaseRequest) -> bool:
        """Tell whether the browser runs on this machine; behind a proxy nothing counts as that."""
        if self.public_url or any(name in request.headers for name in FORWARDED):
            return False
        return _loopback(request.remote or "") and _name(request.host) in LOCAL_NAMES

    def knows(self, request: web.BaseRequest) -> bool:
        """Tell whether the name asked for is ours: a foreign one is DNS rebinding."""
        name = _name(request.host)
        known = LOCAL_NAMES | {self.host, urlsplit(self.public_url).hostname or "localhost"}
        return name in known or _is_address(name)

    def own_page(self, request: web.BaseRequest) -> bool:
        """Tell whether a page of ours sent the request, by the origin every browser names."""
        origin = request.headers.get("Origin", "")
        if self.public_url and origin == _origin(self.public_url):
            return True
        return bool(origin) and urlsplit(origin).netloc == request.host


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _name(host: str) -> str:
    return (urlsplit(f"//{host}").hostname or "").lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _loopback(address: str) -> bool:
    return _is_address(address) and ipaddress.ip_address(address).is_loopback
