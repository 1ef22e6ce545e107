"""Builders of files that people send by mistake or on purpose, made by code, never stored.

``REFUSED`` holds what must be turned away and why; ``TAKEN`` what looks odd and is fine;
``EITHER`` what may go both ways, as long as nothing breaks.
"""

from __future__ import annotations

import ctypes
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import av
import numpy as np
from av.stream import Disposition
from PIL import Image

Make = Callable[[], bytes]


class Bad(NamedTuple):
    """A file that must be refused for ``reason``."""

    name: str
    make: Make
    reason: str


def picture(width: int = 80, height: int = 60, seed: int = 0) -> Image.Image:
    """A picture with structure at every scale; left is brighter than right, top than bottom."""
    rng = np.random.default_rng([seed, zlib.crc32(b"picture")])
    ramp = np.linspace(1, 0.3, width)[None, :, None] * np.linspace(1, 0.5, height)[:, None, None]
    pixels = rng.integers(150, 256, (height, width, 3)) * ramp
    return Image.fromarray(pixels.astype(np.uint8))


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The picture as a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk with its right checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, body: bytes, *before: bytes) -> bytes:
    """A grey PNG whose header says what the caller likes."""
    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    chunks = [
        png_chunk(b"IHDR", header),
        *before,
        png_chunk(b"IDAT", body),
        png_chunk(b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def black_png(width: int, height: int) -> bytes:
    """A real one-bit PNG of any size that packs into a few kilobytes."""
    packer = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    return png(width, height, 1, body)


def film(
    *,
    codec: str = "libx264",
    container: str = "mp4",
    size: tuple[int, int] = (64, 48),
    frames: int = 12,
    fps: int = 12,
    sound: str | None = "aac",
    movflags: str = "",
    rate_hz: int = 48_000,
    channels: str = "mono",
    options: dict[str, str] | None = None,
) -> bytes:
    """A short film with a moving bright square and a tone."""
    buffer = io.BytesIO()
    flags = {"movflags": movflags} if movflags else {}
    with av.open(buffer, "w", format=container, options=flags) as out:
        video: Any = out.add_stream(codec, rate=fps, options=options or {}) if frames else None
        audio: Any = out.add_stream(sound, rate=rate_hz, layout=channels) if sound else None
        if video is not None:
            video.width, video.height = size
            video.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
            for index in range(frames):
                out.mux(video.encode(_frame(size, index)))
            out.mux(video.encode(None))
        if audio is not None:
            _tone(out, audio, rate_hz, channels, max(frames, 6) / fps)
    return buffer.getvalue()


def _frame(size: tuple[int, int], index: int) -> av.VideoFrame:
    width, height = size
    pixels = np.full((height, width, 3), 90, np.uint8)
    at = 2 + index * 2 % max(width // 2, 1)
    pixels[4 : height // 2, at : at + width // 4] = (250, 240, 60)
    frame = av.VideoFrame.from_ndarray(pixels, format="rgb24")
    frame.pts = index
    return frame


def _tone(out: Any, stream: Any, rate_hz: int, channels: str, length_s: float) -> None:
    time_s = np.arange(int(rate_hz * length_s)) / rate_hz
    tone = (np.sin(2 * np.pi * 220 * time_s) * 0.4).astype(np.float32)
    frame_kind = stream.codec_context.format.name
    for start in range(0, len(tone), 960):
        block = tone[None, start : start + 960]
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "mono")
        frame.sample_rate, frame.pts = rate_hz, start
        frame.time_base = Fraction(1, rate_hz)
        for part in av.AudioResampler(format=frame_kind, layout=channels).resample(frame):
            out.mux(stream.encode(part))
    out.mux(stream.encode(None))


def cover_only() -> bytes:
    """A song with a cover in an mp4: the only picture is an attached one."""
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="mp4") as out:
        cover = out.add_stream("mjpeg", rate=1)
        cover.width, cover.height, cover.pix_fmt = 64, 48, "yuvj420p"
        cover.disposition = Disposition.attached_pic
        audio = out.add_stream("aac", rate=48_000, layout="mono")
        out.mux(cover.encode(_frame((64, 48), 0)))
        out.mux(cover.encode(None))
        _tone(out, audio, 48_000, "mono", 0.5)
    return buffer.getvalue()


def nan_sound() -> bytes:
    """A film in Matroska whose float samples are not numbers."""
    data = bytearray(film(container="matroska", sound="pcm_f32le"))
    one = struct.pack("<f", float(np.float32(np.sin(2 * np.pi * 220 * 5 / 48_000) * 0.4)))
    at = data.find(one)
    data[at : at + 4] = struct.pack("<f", float("nan"))
    data[at + 4 : at + 8] = struct.pack("<f", float("inf"))
    return bytes(data)


def patched(data: bytes, box: bytes, offset: int, new: bytes) -> bytes:
    """The file with ``new`` written ``offset`` bytes after the first ``box`` name."""
    at = data.index(box) + offset
    return data[:at] + new + data[at + len(new) :]


def turned(data: bytes) -> bytes:
    """The film with a display matrix that turns it by 90 degrees clockwise, as phones write it."""
    one = 0x10000
    matrix = struct.pack(">9i", 0, one, 0, -one, 0, 0, 48 * one, 0, 0x40000000)
    return patched(data, b"tkhd", 44, matrix)


def flipped(data: bytes, seed: int, flips: int = 60) -> bytes:
    """The file with random bytes overwritten."""
    rng = np.random.default_rng([seed, zlib.crc32(b"flips")])
    spoilt = bytearray(data)
    for at, value in zip(
        rng.integers(0, len(data), flips), rng.integers(0, 256, flips), strict=True
    ):
        spoilt[at] = value
    spoilt[:12] = data[:12]
    return bytes(spoilt)


def spoilt_film(seed: int) -> bytes:
    """An mp4 with sixty wrong bytes."""
    return flipped(film(), seed)


def spoilt_photo(seed: int) -> bytes:
    """A JPEG with twenty wrong bytes."""
    return flipped(saved(picture(), "JPEG"), seed, 20)


def deep_boxes(depth: int = 20_000) -> bytes:
    """Boxes within boxes within boxes."""
    kinds = [b"moov"] + [b"trak"] * (depth - 1)
    nest = (struct.pack(">I4s", 8 * (depth - level), kind) for level, kind in enumerate(kinds))
    return struct.pack(">I4s4sI", 16, b"ftyp", b"isom", 0) + b"".join(nest)


def wav(seconds: int) -> bytes:
    """A WAV header that promises much, and a little sound."""
    length = seconds * 16_000 * 2
    form = struct.pack("<IHHIIHH", 16, 1, 1, 16_000, 32_000, 2, 16)
    riff = b"RIFF" + struct.pack("<I", 36 + length) + b"WAVEfmt " + form
    return riff + b"data" + struct.pack("<I", length) + b"\0" * 4000


def zipped() -> bytes:
    """A small archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "hello")
    return buffer.getvalue()


def tape() -> bytes:
    """A film as discs and recorders once kept it."""
    return film(container="mpeg", codec="mpeg1video", fps=25, sound=None)


def brand(name: bytes) -> bytes:
    """An ISO media file of another kind, by its brand."""
    return struct.pack(">I4s4sI", 24, b"ftyp", name, 0) + name + b"mif1" + b"\0" * 200


def gps_jpeg(orientation: int = 1) -> bytes:
    """A photo that says where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = orientation, "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    return saved(picture(), "JPEG", exif=exif, quality=95)


def noise(length: int = 5000) -> bytes:
    """Bytes that mean nothing."""
    rng = np.random.default_rng([1, zlib.crc32(b"noise")])
    return b"\x9c\xe0" + rng.integers(0, 256, length, np.uint8).tobytes()


def layers_here() -> list[str]:
    """The layers of hardening that this machine's kernel offers."""
    libc = ctypes.CDLL(None)
    landlock = libc.syscall(444, None, 0, 1) >= 1
    seccomp = "\nSeccomp:" in Path("/proc/self/status").read_text()
    offered = {"rlimits": True, "no_new_privs": True, "landlock": landlock, "seccomp": seccomp}
    return [layer for layer, there in offered.items() if there]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><text>hi</text></svg>'
XXE = b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SVG
SDP = b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 9 RTP/AVP 0\n"
HLS = b"#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/leak\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile '/etc/passwd'\n"
TEXT_BOMB = png_chunk(b"zTXt", b"k\0\0" + zlib.compress(b"A" * 80_000_000, 9))
JPEG_ONLY_HEAD = b"\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"

REFUSED: tuple[Bad, ...] = (
    Bad("zero.jpg", lambda: b"", "empty"),
    Bad("over.jpg", lambda: saved(picture(), "JPEG") + b"\0" * (20 << 20), "too-large"),
    Bad("moving.gif", lambda: saved(picture().convert("P"), "GIF"), "picture-kind"),
    Bad("gif.jpg", lambda: b"GIF89a/*\1\0\0\0\0*/=1;alert(1)//;", "picture-kind"),
    Bad("scan.tiff", lambda: saved(picture(), "TIFF"), "picture-kind"),
    Bad("big-endian.tif", lambda: b"MM\0*" + b"\0" * 60, "picture-kind"),
    Bad("paint.bmp", lambda: saved(picture(), "BMP"), "picture-kind"),
    Bad("icon.ico", lambda: saved(picture(), "ICO"), "picture-kind"),
    Bad("layers.psd", lambda: b"8BPS\0\1" + b"\0" * 60, "picture-kind"),
    Bad("drawing.svg", lambda: SVG, "picture-kind"),
    Bad("entity.png", lambda: XXE, "picture-kind"),
    Bad("script.jpg", lambda: b"%!PS-Adobe-3.0 EPSF-3.0\nshowpage\n", "picture-kind"),
    Bad("phone.heic", lambda: brand(b"heic"), "picture-kind"),
    Bad("phone.jpg", lambda: brand(b"mif1"), "picture-kind"),
    Bad("web.avif", lambda: brand(b"avif"), "picture-kind"),
    Bad("next.jxl", lambda: b"\0\0\0\x0cJXL \r\n\x87\n" + b"\0" * 60, "picture-kind"),
    Bad("old.jp2", lambda: b"\0\0\0\x0cjP  \r\n\x87\n" + b"\0" * 60, "picture-kind"),
    Bad("letter.jpg", lambda: b"%PDF-1.7\n1 0 obj\n", "not-a-picture"),
    Bad("archive.png", zipped, "not-a-picture"),
    Bad("program.png", lambda: b"\x7fELF\2\1\1" + b"\0" * 200, "not-a-picture"),
    Bad("setup.jpg", lambda: b"MZ" + b"\x90" * 200, "not-a-picture"),
    Bad("run.jpg", lambda: b"#!/bin/sh\necho hi\n", "not-a-picture"),
    Bad("page.jpg", lambda: b"\n <!DOCTYPE html><html><body>", "not-a-picture"),
    Bad("note.jpg", lambda: "你好, this is me".encode(), "not-a-picture"),
    Bad("noise.jpg", noise, "not-a-picture"),
    Bad("session.mp4", lambda: SDP, "not-a-picture"),
    Bad("playlist.mp4", lambda: HLS, "not-a-picture"),
    Bad("list.mp4", lambda: CONCAT, "not-a-picture"),
    Bad("dash.mp4", lambda: b'<MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>', "not-a-picture"),
    Bad("ten-hours.wav", lambda: wav(36_000), "audio-only"),
    Bad("song.mp3", lambda: b"ID3\4\0\0\0\0\0\0" + b"\0" * 200, "audio-only"),
    Bad("voice.ogg", lambda: film(frames=0, container="ogg", sound="libopus"), "audio-only"),
    Bad("voice.m4a", lambda: brand(b"M4A "), "audio-only"),
    Bad("sound.mp4", lambda: film(frames=0), "audio-only"),
    Bad("cover.mp4", cover_only, "audio-only"),
    Bad("camera.avi", lambda: film(container="avi", codec="mpeg4", sound=None), "video-kind"),
    Bad("flash.flv", lambda: film(container="flv", sound=None), "video-kind"),
    Bad("tv.ts", lambda: film(container="mpegts", sound=None), "video-kind"),
    Bad(
        "tape.mpg",
        lambda: film(container="mpeg", codec="mpeg1video", fps=25, sound=None),
        "video-kind",
    ),
    Bad("half.jpg", lambda: saved(picture(), "JPEG")[:1500], "truncated"),
    Bad("half.png", lambda: saved(picture(), "PNG")[:3000], "truncated"),
    Bad("half.webp", lambda: saved(picture(), "WEBP")[:900], "broken"),
    Bad("head.jpg", lambda: JPEG_ONLY_HEAD, "broken"),
    Bad("crc.png", lambda: patched(saved(picture(), "PNG"), b"IHDR", 4, b"\0\0\0\x51"), "broken"),
    Bad("nothing.png", lambda: png(0, 0, 8, b""), "broken"),
    Bad("lies.png", lambda: png(2**31 - 1, 2**31 - 1, 8, b""), "too-many-pixels"),
    Bad("144-megapixels.png", lambda: black_png(12_000, 12_000), "too-many-pixels"),
    Bad("ribbon.png", lambda: black_png(60_000, 1), "too-many-pixels"),
    Bad("text-bomb.png", lambda: png(1, 1, 8, zlib.compress(b"\0\0"), TEXT_BOMB), "broken"),
    Bad("jpeg2000.mkv", lambda: film(container="matroska", codec="ffv1", sound=None), "codec"),
    Bad("motion.mp4", lambda: film(codec="mjpeg", sound=None), "codec"),
    Bad("cinema.mp4", lambda: film(size=(2048, 16), frames=2, sound=None), "video-size"),
    Bad("two-minutes.mp4", lambda: film(size=(16, 16), frames=120, fps=1, sound=None), "too-long"),
    Bad("half.mp4", lambda: film()[:2500], "broken"),
    Bad("no-index.mp4", lambda: film().replace(b"moov", b"abcd"), "broken"),
    Bad("deep.mp4", deep_boxes, "broken"),
    Bad("noise.webm", lambda: b"\x1aE\xdf\xa3" + noise(), "broken"),
)

TAKEN: dict[str, Make] = {
    "photo.jpg": lambda: saved(picture(), "JPEG"),
    "progressive.jpg": lambda: saved(picture(), "JPEG", progressive=True),
    "print.jpg": lambda: saved(picture().convert("CMYK"), "JPEG"),
    "grey.jpg": lambda: saved(picture().convert("L"), "JPEG"),
    "deep-grey.png": lambda: saved(
        Image.fromarray(np.asarray(picture().convert("L"), np.uint16) * 257), "PNG"
    ),
    "palette.png": lambda: saved(picture().convert("P"), "PNG", transparency=3),
    "sticker.webp": lambda: saved(picture().convert("RGBA"), "WEBP"),
    "moving.webp": lambda: saved(picture(), "WEBP", save_all=True, append_images=[picture(seed=1)]),
    "moving.png": lambda: saved(picture(), "PNG", save_all=True, append_images=[picture(seed=1)]),
    "archive-behind.jpg": lambda: saved(picture(), "JPEG") + zipped(),
    "spoilt-exif.jpg": lambda: gps_jpeg().replace(b"SecretPhone", b"\xff\xfecretPhone"),
    "no-extension": lambda: saved(picture(), "PNG"),
    "moov-behind.mp4": film,
    "fragments.mp4": lambda: film(movflags="frag_keyframe+empty_moov"),
    "camera.mov": lambda: film(container="mov"),
    "silent.mp4": lambda: film(sound=None),
    "browser.webm": lambda: film(container="webm", codec="libvpx-vp9", sound="libopus"),
    "older.webm": lambda: film(
        container="webm", codec="libvpx", sound="libopus", channels="stereo"
    ),
    "nan.mkv": nan_sound,
    "endless-header.mp4": lambda: patched(film(), b"mvhd", 20, b"\x7f\xff\xff\xff"),
    "turned.mp4": lambda: turned(film()),
}

EITHER: dict[str, Make] = {
    "no-rate.mp4": lambda: patched(film(), b"mdhd", 16, b"\0\0\0\0"),
    "wide-header.mp4": lambda: patched(film(), b"avc1", 28, b"\xff\xff\xff\xff"),
    "many-samples.mp4": lambda: patched(film(), b"stsz", 12, b"\xff\xff\xff\xf0"),
    "other-file.mp4": lambda: patched(film(), b"url ", 4, b"\0\0\0\0"),
    "many-channels.mp4": lambda: patched(film(), b"mp4a", 20, b"\0\x40"),
    **{f"spoilt-{seed}.mp4": partial(spoilt_film, seed) for seed in range(8)},
    **{f"spoilt-{seed}.jpg": partial(spoilt_photo, seed) for seed in range(4)},
}
