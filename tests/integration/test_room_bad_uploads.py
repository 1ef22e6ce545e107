"""Everything bad that can be sent through the page: a sentence for each, and the room talks on."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import skimage.data
from PIL import Image

from bot.chat import CloseForm, FormSubmit, MediaRef
from bot.i18n import FOLDER, say
from generation.errors import MediaRejected
from generation.studio.enrolling import TRIES_MAX
from tests.badmedia import EITHER, REFUSED, TAKEN, film, noise, picture, saved
from tests.badrequests import END, MULTIPART, UPLOAD_MAX, broken_requests, endless, heads, part
from tests.fakes_house import GROUP, Stage, at_stage
from tests.house_room import Guest, HouseRoom, Talk, guests, open_house_room

ALIKE = {f"spoilt-{seed}.mp4" for seed in range(2, 8)}  # two of a kind will do here
DETAIL = "\ue000"
DETAILS = ("kind", "codec", "limit_px", "limit_s", "limit_mp", "size_mb", "limit_mb", "count")
FACES = tuple(
    re.findall(r"^finding-(face-[\w-]+)", (FOLDER / "en/chat.ftl").read_text(), re.MULTILINE)
)
SPOILT = tuple(f"media-{reason}" for reason in ("broken", "truncated", "too-long", "codec"))


class Sent(NamedTuple):
    """A file, and the reasons of which one has to be said."""

    name: str
    data: bytes
    reasons: tuple[str, ...]


class Told(NamedTuple):
    """What somebody was told of it, and where."""

    name: str
    where: str
    words: str


@cache
def good_photo() -> bytes:
    """The one photographed face at hand."""
    return saved(Image.fromarray(skimage.data.astronaut()), "JPEG", quality=95)


def everything() -> list[Sent]:
    """Return every file there is that holds no face."""
    odd = (FACES, (*FACES, *SPOILT, "media-video-size"))
    return [
        *(Sent(bad.name, bad.make(), (f"media-{bad.reason}",)) for bad in REFUSED),
        *(Sent(name, make(), odd[0]) for name, make in TAKEN.items()),
        *(Sent(name, make(), odd[1]) for name, make in EITHER.items() if name not in ALIKE),
    ]


def tapes() -> list[Sent]:
    """Return what is no video of anybody."""
    nobody = ("no-face", "too-short", "face-none", "too-dark", "no-speech", "still", "no-turn")
    codec = film(codec="mjpeg", sound=None)
    return [
        Sent("photo.jpg", saved(picture(), "JPEG"), ("media-no-video",)),
        Sent("photo.png", saved(picture(), "PNG"), ("media-no-video",)),
        Sent("song.mp3", b"ID3\4\0\0\0\0\0\0" + b"\0" * 200, ("media-audio-only",)),
        Sent("noise.webm", b"\x1aE\xdf\xa3" + noise(), ("media-broken",)),
        Sent("half.mp4", film()[:2500], ("media-broken",)),
        Sent("motion.mp4", codec, ("media-codec",)),
        Sent("silent.mp4", film(sound=None), nobody),
        Sent("short.webm", film(container="webm", codec="libvpx", sound="libopus"), nobody),
        Sent("long.mp4", film(size=(16, 16), frames=50, fps=2, sound=None), ("media-too-long",)),
    ]


# ---------------------------------------------------------------- what people are told


def patterns(reason: str, locale: str) -> list[str]:
    """Return how a reason reads, whatever its details."""
    about = reason.removeprefix("media-")
    known = f"finding-{reason}" if f"finding-{reason}" in findings() else f"error-media-{about}"
    said = [
        say(known, locale, dict.fromkeys(DETAILS, DETAIL) | {"kind": kind})
        for kind in (DETAIL, "unknown")
    ]
    return [re.escape(one).replace(DETAIL, r"[\w .,/()+-]{1,40}") for one in said]


@cache
def findings() -> frozenset[str]:
    """Return the ids of what a look at a picture can find."""
    return frozenset(re.findall(r"^(finding-[\w-]+)", (FOLDER / "en/chat.ftl").read_text(), re.M))


def assert_clear(words: str) -> None:
    """Whatever is said is said in words."""
    assert words
    assert words.isprintable()
    for clumsy in ("error-", "finding-", "Traceback", "Error", "/tmp", "file=", "gpj", "passwd"):
        assert clumsy not in words


def assert_told(guest: Guest, sent: Sent, words: str, tries: int) -> None:
    """Hold what the screen test says against the reasons: why, and what to do now."""
    *why, then = words.split("\n")
    again = guest.say("screen-test-again", take=tries + 1)
    assert then == (guest.say("screen-test-other") if tries >= TRIES_MAX else again)
    assert 1 <= len(why) <= (2 if sent.reasons[0] == "no-face" else 1), (sent.name, why)
    known = [one for reason in sent.reasons for one in patterns(reason, guest.locale)]
    for one in why:
        assert any(re.fullmatch(pattern, one) for pattern in known), (sent.name, one)
    assert_clear(words.replace("\n", " "))


async def screen_test(room: HouseRoom, guest: Guest) -> str:
    """Return what the screen test says of the last picture, as its owner's page shows it."""
    said = await room.screen_test(guest.id)
    await guest.until(lambda: said in (m.get("text") for m in guest.now))
    return said


# ---------------------------------------------------------------- what people do


async def to_the_camera(guest: Guest, way: str) -> None:
    """Open the form of the capture, past the release where there has been none."""
    form = await guest.press("button-retake", way)
    if form["form"] == "release":
        answer = await guest.fill("release", face="1", voice="0", adult="1")
        form = answer["reply"]
    assert (form["kind"], form["form"]) == ("open", "capture")


async def give(room: HouseRoom, guest: Guest, sent: Sent, way: str, tries: int) -> tuple[Told, int]:
    """Send one file as the page does; returns what was told, and the tries there have been."""
    await to_the_camera(guest, way)
    status, upload = await guest.upload(sent.data)
    if status != 200:
        return Told(sent.name, "page", turned_away(guest, sent, status)), tries
    return await look_at(room, guest, sent, (upload,), tries)


async def look_at(
    room: HouseRoom, guest: Guest, sent: Sent, uploads: tuple[str, ...], tries: int
) -> tuple[Told, int]:
    """Hand in a form, and read what comes of it."""
    answer = (await guest.fill("capture", uploads))["reply"]
    assert (answer["kind"], answer["text"]) == ("close", guest.say("capture-thanks"))
    said = await screen_test(room, guest)
    assert_told(guest, sent, said, tries + 1)
    return Told(sent.name, "screen test", said), tries + 1


def turned_away(guest: Guest, sent: Sent, status: int) -> str:
    """Return what the page says for an upload that the room does not take."""
    assert status == (413 if len(sent.data) > UPLOAD_MAX else 400), sent.name
    assert not sent.data or len(sent.data) > UPLOAD_MAX
    return guest.say("web-too-large" if status == 413 else "web-not-uploaded")


async def send_all(room: HouseRoom, guest: Guest, files: Sequence[Sent], way: str) -> list[Told]:
    """Send one after the other, and at the end a good picture: nobody is locked out."""
    told, tries = [], 0
    for sent in files:
        one, tries = await give(room, guest, sent, way, tries)
        told.append(one)
    await be_filmed(guest)
    return told


async def be_filmed(guest: Guest) -> None:
    """Give a good picture, look at oneself, and use it."""
    form = await guest.press("button-one-photo")
    assert form["asks"] == "photo"
    _, upload = await guest.upload(good_photo())
    await guest.fill("capture", (upload,))
    await guest.press("button-use-it")
    kept = guest.say("note-enrolled-unchecked")
    await guest.until(lambda: any(m.get("text") == kept for m in guest.now))


async def try_tricks(room: HouseRoom, guest: Guest, other: Guest) -> list[Told]:
    """Send names, requests and forms that try something."""
    told, tries = [], 0
    await to_the_camera(guest, "button-one-photo")
    for name, head in heads():
        status, upload = await guest.post(part(head, noise()) + END, MULTIPART)
        assert status in {200, 400}, name
        if status == 400:
            told.append(Told(name, "page", guest.say("web-not-uploaded")))
            continue
        one, tries = await look_at(room, guest, nothing(name), (upload,), tries)
        told.append(one)
    for name, body, kind in broken_requests():
        assert (await guest.post(body, kind))[0] == 400, name
        told.append(Told(name, "page", guest.say("web-not-uploaded")))
    assert (await guest.post(endless(), MULTIPART))[0] == 413
    told.append(Told("endless", "page", guest.say("web-too-large")))
    await hang_up(guest)
    told += await odd_forms(room, guest, other, tries)
    return told


def nothing(name: str) -> Sent:
    """Return bytes that mean nothing."""
    return Sent(name, noise(), ("media-not-a-picture",))


async def odd_forms(room: HouseRoom, guest: Guest, other: Guest, tries: int) -> list[Told]:
    """Hand in forms without files, with two, with used ones and with other people's."""
    (_, mine), (_, more), (_, theirs) = [await who.upload(noise()) for who in (guest, guest, other)]
    stuck = await guest.fill("capture", (theirs,))
    assert (stuck["t"], stuck["why"]) == ("no", "uploads")
    two, _ = await look_at(room, guest, nothing("two files"), (mine, more), tries)
    told = [two, Told("somebody else's", "page", guest.say("web-form-stuck"))]
    for name, uploads in (("none", ()), ("used", (mine, more)), ("unknown", ("0" * 26, "../x"))):
        kept = (await guest.fill("capture", uploads))["reply"]
        assert (kept["kind"], kept["text"]) == ("keep", guest.say("toast-no-file"))
        told.append(Told(name, "form", kept["text"]))
    assert (await other.fill("capture", (theirs,)))["reply"]["kind"] == "close"
    return told


async def hang_up(guest: Guest) -> None:
    """Leave in the middle of an upload."""
    cookie = "; ".join(f"{c.key}={c.value}" for c in guest.session.cookie_jar)
    lines = {
        "Host": urlsplit(guest.url).netloc, "Cookie": cookie, "Content-Type": MULTIPART,
        "Content-Length": "1000000", **guest.headers,
    }  # fmt: skip
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(guest.url).port)
    writer.write(f"POST /upload HTTP/1.1\r\n{head}\r\n".encode())
    writer.write(part(b'filename="a.jpg"', b"\0" * 300_000))
    await writer.drain()
    writer.close()
    await writer.wait_closed()


# ---------------------------------------------------------------- all of it at once


@pytest.fixture
async def room(tmp_path, models_dir):
    async with open_house_room(tmp_path / "data", models_dir) as room:
        yield room


SENDERS = {
    "Ana": "en",
    "Ben": "zh-Hans",
    "Cho": "zh-Hant",
    "Dee": "en",
    "Eli": "en",
    "Fay": "en",
    "Guo": "zh-Hans",
}
WRITERS = dict.fromkeys(("Hal", "Ida", "Jon", "Kim", "Lev"), "en")


@pytest.mark.timeout(300)
async def test_every_bad_upload_is_answered_while_the_room_talks_on(room: HouseRoom, caplog):
    files, videos = everything(), tapes()
    caplog.set_level(logging.WARNING)
    async with guests(room, **SENDERS) as senders, guests(room, **WRITERS) as writers:
        *photographed, filmed, tricky = senders
        talk = Talk(writers)
        async with asyncio.TaskGroup() as talking:
            talking.create_task(talk.go_on())
            sent = await asyncio.gather(
                *(
                    send_all(room, guest, files[n :: len(photographed)], "button-one-photo")
                    for n, guest in enumerate(photographed)
                ),
                send_all(room, filmed, videos, "button-film-me"),
                try_tricks(room, tricky, writers[0]),
            )
            talk.over.set()
        told = [one for some in sent for one in some]
        assert len(told) == len(files) + len(videos) + len(heads()) + len(broken_requests()) + 6
        for one in told:
            assert_clear(one.words.replace("\n", " "))
        assert_unseen(senders, writers)
        await room.empty()
        assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
        talk.assert_answered()


def assert_unseen(senders: Sequence[Guest], writers: Sequence[Guest]) -> None:
    """What somebody was told is on their own page alone, in two messages: hello and screen test."""
    theirs = [set(guest.private) for guest in (*senders, *writers)]
    assert len(set.union(*theirs)) == sum(map(len, theirs))
    assert max(map(len, theirs[: len(senders)])) <= 2
    wrote = {guest.id for guest in writers}
    for guest in (*senders, *writers):
        said = [message for versions in guest.group.values() for message in versions]
        assert {message["author"] for message in said} == wrote


# ---------------------------------------------------------------- one at a time


@pytest.fixture
async def stage(tmp_path, models_dir):
    async with at_stage(tmp_path / "data", models_dir) as stage:
        await stage.join("Ana")
        await stage.say("Ana", "/start")
        await stage.until(lambda: stage.button("Ana", "One photo"))
        yield stage


def form(stage: Stage, event_id: str) -> FormSubmit:
    stage.chat.files["file"] = b"picture"
    return FormSubmit(
        event_id=event_id, sender=stage.sender("Ana"), place=GROUP, form="capture", values={},
        media=(MediaRef(kind="photo", handle="file"),),
    )  # fmt: skip


async def test_a_form_that_comes_twice_is_looked_at_once(stage):
    await stage.press("Ana", "One photo")
    await stage.submit("Ana", "release", face="1", voice="0", adult="1")
    stage.desk.gate.clear()
    first, again, another = [
        await stage.handle(form(stage, event_id)) for event_id in ("fake:a", "fake:a", "fake:b")
    ]
    assert first == CloseForm(text=say("capture-thanks", "en"))
    erased = await stage.handle(replace(form(stage, "fake:a"), media=()))
    assert again == another == erased == CloseForm(text=say("toast-taken", "en"))
    stage.desk.gate.set()
    await stage.until(lambda: stage.button("Ana", "Use it"))
    assert len(stage.desk.taken) == 1


async def test_what_was_seen_after_beginning_anew_is_not_kept(stage):
    await stage.press("Ana", "One photo")
    await stage.submit("Ana", "release", face="1", voice="0", adult="1")
    stage.desk.gate.clear()
    await stage.submit("Ana", "capture", media=b"picture")
    await stage.until(lambda: stage.desk.taken)
    await stage.press("Ana", "draw me")
    stage.desk.gate.set()
    await stage.until(lambda: stage.desk.free() == 2)
    await stage.until(lambda: not list(stage.folder.blobs.glob("??/*.bin")))
    assert not stage.button("Ana", "Use it")


async def test_after_the_third_take_there_is_another_way(stage):
    await stage.press("Ana", "Film me")
    await stage.submit("Ana", "release", face="1", voice="0", adult="1")
    stage.desk.failures.extend([MediaRejected("no-video"), MediaRejected("broken")])
    for take in (2, 3):
        await stage.submit("Ana", "capture", media=b"tape")
        await stage.until(lambda: stage.sees("Ana", f"Take {take} of 3?"))  # noqa: B023
        assert (await stage.press("Ana", "Retake")).kind == "video"
    stage.desk.failures.append(MediaRejected("broken"))
    await stage.submit("Ana", "capture", media=b"tape")
    await stage.until(lambda: stage.sees("Ana", "One photo will do, or be drawn."))
    assert (await stage.press("Ana", "One photo")).kind == "photo"
    await stage.submit("Ana", "capture", media=b"picture")
    await stage.until(lambda: stage.button("Ana", "Use it"))
