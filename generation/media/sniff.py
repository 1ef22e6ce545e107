"""What a file is, by its first bytes alone. It opens nothing and believes no file name."""

from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

HEAD_BYTES = 4096  # enough for every signature below and for the first tag of a text file

Kind = Literal[
    "picture", "video", "sound", "other_picture", "other_video", "other_sound", "not_media"
]  # fmt: skip


class Sniffed(NamedTuple):
    """``name`` is the format; ``demuxer`` its exact reader (Pillow format or FFmpeg demuxer)."""

    kind: Kind
    name: str
    demuxer: str = ""


_FTYP_PICTURES: Final = {
    b"heic": "heic", b"heix": "heic", b"heim": "heic", b"heis": "heic", b"hevc": "heic",
    b"hevx": "heic", b"mif1": "heic", b"msf1": "heic", b"avif": "avif", b"avis": "avif",
}  # fmt: skip
_RIFF: Final = {
    b"WEBP": Sniffed("picture", "webp", "WEBP"),
    b"WAVE": Sniffed("sound", "wav", "wav"),
    b"AVI ": Sniffed("other_video", "avi"),
    b"ACON": Sniffed("other_picture", "ani"),
}
_PREFIXES: Final[tuple[tuple[bytes, Sniffed], ...]] = (
    (b"\xff\xd8\xff", Sniffed("picture", "jpeg", "JPEG")),
    (b"\x89PNG\r\n\x1a\n", Sniffed("picture", "png", "PNG")),
    (b"\x1aE\xdf\xa3", Sniffed("video", "webm", "matroska")),
    (b"GIF8", Sniffed("other_picture", "gif")),
    (b"II*\0", Sniffed("other_picture", "tiff")),
    (b"MM\0*", Sniffed("other_picture", "tiff")),
    (b"II+\0", Sniffed("other_picture", "tiff")),
    (b"MM\0+", Sniffed("other_picture", "tiff")),
    (b"BM", Sniffed("other_picture", "bmp")),
    (b"\0\0\1\0", Sniffed("other_picture", "ico")),
    (b"\0\0\2\0", Sniffed("other_picture", "ico")),
    (b"8BPS", Sniffed("other_picture", "psd")),
    (b"\0\0\0\x0cJXL ", Sniffed("other_picture", "jxl")),
    (b"\xff\x0a", Sniffed("other_picture", "jxl")),
    (b"\0\0\0\x0cjP  ", Sniffed("other_picture", "jp2")),
    (b"\xff\x4f\xff\x51", Sniffed("other_picture", "jp2")),
    (b"%!PS", Sniffed("other_picture", "eps")),
    (b"\xc5\xd0\xd3\xc6", Sniffed("other_picture", "eps")),
    (b"OggS", Sniffed("sound", "ogg", "ogg")),
    (b"ID3", Sniffed("sound", "mp3", "mp3")),
    (b"fLaC", Sniffed("other_sound", "flac")),
    (b"#!AMR", Sniffed("other_sound", "amr")),
    (b"\xff\xf1", Sniffed("other_sound", "aac")),
    (b"\xff\xf9", Sniffed("other_sound", "aac")),
    (b"\xff\xfb", Sniffed("sound", "mp3", "mp3")),
    (b"\xff\xf3", Sniffed("sound", "mp3", "mp3")),
    (b"\xff\xf2", Sniffed("sound", "mp3", "mp3")),
    (b"FLV\1", Sniffed("other_video", "flv")),
    (b"\0\0\1\xba", Sniffed("other_video", "mpeg")),
    (b"\0\0\1\xb3", Sniffed("other_video", "mpeg")),
    (b"0&\xb2u\x8ef\xcf\x11", Sniffed("other_video", "wmv")),
    (b"%PDF", Sniffed("not_media", "pdf")),
    (b"PK\3\4", Sniffed("not_media", "zip")),
    (b"PK\5\6", Sniffed("not_media", "zip")),
    (b"\x1f\x8b", Sniffed("not_media", "archive")),
    (b"7z\xbc\xaf\x27\x1c", Sniffed("not_media", "archive")),
    (b"Rar!", Sniffed("not_media", "archive")),
    (b"\x7fELF", Sniffed("not_media", "program")),
    (b"MZ", Sniffed("not_media", "program")),
    (b"#!", Sniffed("not_media", "program")),
    (b"\xcf\xfa\xed\xfe", Sniffed("not_media", "program")),
    (b"#EXTM3U", Sniffed("not_media", "playlist")),
    (b"ffconcat", Sniffed("not_media", "playlist")),
    (b"v=0", Sniffed("not_media", "playlist")),
)
_MARKUP = re.compile(rb"<(svg|html|!doctype html|MPD|\?xml)", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"


def sniff(head: bytes) -> Sniffed:
    """Name the format of a file that starts with ``head`` (the first 4096 bytes or fewer)."""
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    for prefix, found in _PREFIXES:
        if head.startswith(prefix):
            return found
    if head[4:8] in {b"moov", b"mdat", b"free", b"wide", b"skip"}:
        return Sniffed("video", "mp4", "mov")  # QuickTime files of before 2001 have no ftyp
    if head[:1] == b"G" and head[188:189] == b"G":
        return Sniffed("other_video", "ts")
    return _text(head)


def _iso_media(head: bytes) -> Sniffed:
    """Tell films from the still pictures that share the container (ISO/IEC 14496-12, 23008-12)."""
    brand = head[8:12]
    if brand in _FTYP_PICTURES:
        return Sniffed("other_picture", _FTYP_PICTURES[brand])
    if brand in {b"M4A ", b"M4B ", b"M4P "}:
        return Sniffed("sound", "m4a", "mov")
    return Sniffed("video", "mp4", "mov")


def _text(head: bytes) -> Sniffed:
    """Tell drawings and pages in markup, plain text, and bytes that mean nothing."""
    text = head.removeprefix(_BOM).lstrip()
    if (markup := _MARKUP.match(text)) is not None:
        if b"<svg" in text.lower():
            return Sniffed("other_picture", "svg")
        return Sniffed("not_media", "page" if b"html" in markup.group(0).lower() else "text")
    try:
        text[:-4].decode("utf-8")  # the last character may be cut
    except UnicodeDecodeError:
        return Sniffed("not_media", "unknown")
    return Sniffed("not_media", "unknown" if b"\0" in text or not text else "text")
