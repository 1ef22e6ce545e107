"""Requests that send a file wrongly, by mistake or on purpose, and names that try something."""

from __future__ import annotations

from collections.abc import AsyncIterator

from tests.badmedia import picture, saved

UPLOAD_MAX = 20_000_000
MULTIPART = "multipart/form-data; boundary=line"


def heads() -> list[tuple[str, bytes]]:
    """Return file names that try something, as they stand in a request."""
    return [
        ("turned", 'filename="\u202egpj.exe"'.encode()),
        ("nul", b'filename="a\0.jpg"'),
        ("up", b'filename="../../../../etc/passwd"'),
        ("long", b'filename="' + b"x" * 300 + b'.jpg"'),
        ("nameless", b'filename=""'),
        ("markup", b'filename="<img src=x onerror=alert(1)>.jpg"'),
        ("breaks", b'filename="a%0d%0aSet-Cookie: x=1.jpg"'),
        ("no name at all", b"size=1"),
    ]


def part(head: bytes, data: bytes, *, field: str = "photo") -> bytes:
    """Return one part of a form as it stands in a request."""
    disposition = f'Content-Disposition: form-data; name="{field}"; '.encode() + head
    return b"\r\n".join([b"--line", disposition, b"Content-Type: image/jpeg", b"", data, b""])


END = b"--line--\r\n"


def broken_requests() -> list[tuple[str, bytes, str]]:
    """Return requests that hold no file that can be read."""
    whole = part(b'filename="a.jpg"', b"bytes") + END
    return [
        ("JSON", b'{"photo": 1}', "application/json"),
        ("a picture by itself", saved(picture(), "JPEG"), "image/jpeg"),
        ("fields of a form", b"photo=1", "application/x-www-form-urlencoded"),
        ("no boundary", whole, "multipart/form-data"),
        ("another boundary", whole, "multipart/form-data; boundary=other"),
        ("an endless boundary", whole, f"multipart/form-data; boundary={'x' * 100}"),
        ("no parts", END, MULTIPART),
        ("nothing", b"", MULTIPART),
        ("another field", whole.replace(b'"photo"', b'"program"'), MULTIPART),
        ("no disposition", b"--line\r\n\r\nbytes\r\n" + END, MULTIPART),
        ("a head without end", b"--line\r\nContent-Disposition: form-data", MULTIPART),
        ("a huge head", b"--line\r\nX: " + b"x" * 70_000 + b"\r\n\r\nbytes\r\n" + END, MULTIPART),
        ("a form in a form", whole.replace(b"image/jpeg", b"multipart/mixed; boundary=x"),
         MULTIPART),
        ("a false length", whole.replace(b"image/jpeg", b"image/jpeg\r\nContent-Length: -1")
         .replace(b"form-data;", b"attachment;"), "multipart/mixed; boundary=line"),
    ]  # fmt: skip


async def endless() -> AsyncIterator[bytes]:
    """Yield a file that goes on and on, and says no length."""
    yield part(b'filename="a.jpg"', b"")[:-2]
    for _ in range(UPLOAD_MAX // 65_536 + 20):
        yield b"\0" * 65_536
