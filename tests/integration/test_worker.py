"""The real worker behind the real farm: a paper, a face, a film; what goes wrong has its name."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
import pytest_asyncio
import skimage.data
from PIL import Image
from scipy.io import wavfile

from bot.house.sealing import Sealer
from bot.settings import Settings
from bot.worker import MEMORY_BYTES, worker_argv, worker_env
from generation.director.script import from_json, to_json
from generation.errors import (
    CastRejected,
    DataBroken,
    FaceRejected,
    MediaRejected,
    OptionRejected,
    ScreenplayRejected,
    SentenceRejected,
)
from generation.farm import wire
from generation.farm.local import LocalFarm
from generation.media.encode import encode
from generation.media.probe import decode_frames, probe
from generation.media.sniff import sniff
from generation.model.clip import RenderSpec
from generation.model.likeness_codec import read_likeness
from generation.model.speech import Utterance, VoiceProfile
from generation.ports import Task
from generation.provenance.chain import open_chain
from generation.provenance.verify import Verdict, verify
from generation.speech.espeak import EspeakVoice
from storage.folder import DataFolder
from tests.papers import paper, two_shots

CLIP_ID = "01hzy0000000000000000000te"
SMALLER_ID = "01hzy0000000000000000000sm"
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
_numbers = count(1)
pytestmark = pytest.mark.asyncio(loop_scope="module")


def png(picture) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(picture).save(buffer, "PNG")
    return buffer.getvalue()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def farm(tmp_path_factory, models_dir):
    home = tmp_path_factory.mktemp("data")
    settings = Settings(data_dir=home, models_dir=models_dir)
    made = LocalFarm(worker_argv(settings), slots=1, env=worker_env(), memory_bytes=MEMORY_BYTES)
    yield made
    assert list((home / "tmp").iterdir()) == []
    await made.aclose()


def task(kind, body) -> Task:
    name = f"job-{next(_numbers)}"
    return Task(id=name, attempt=1, kind=kind, body=wire.body(body), deadline_s=90)


async def done(farm, kind, body):
    return await (await farm.submit(task(kind, body))).result()


def film_body(screenplay, **parts) -> wire.FilmBody:
    return wire.FilmBody(
        clip_id=CLIP_ID, screenplay=to_json(screenplay), seed=7,
        width=256, height=256, label=("AI 生成 · Walkon", "AI · Walkon"), parts=parts,
    )  # fmt: skip


async def test_a_paper_a_face_and_a_film_by_one_warm_worker(farm, tmp_path):
    written = wire.read(
        wire.PaperResult,
        await done(
            farm,
            "paper",
            wire.PaperBody(sentence="I'm hungry", cast=[("Ann", "cameo")], locale="en", seed=1),
        ),
    )
    assert from_json(written.screenplay).title == written.title
    assert written.reading
    assert 2 < written.estimate_s < 60

    face = wire.read(
        wire.LikenessResult,
        await done(farm, "likeness", wire.LikenessBody(media=png(skimage.data.astronaut()))),
    )
    assert read_likeness(face.likeness).kind == "photo"
    assert (face.framing, face.faces) == ("bust", 1)
    assert 90 < face.face_px < 130
    assert Image.open(io.BytesIO(face.portrait)).format == "JPEG"
    red, _, blue = face.colours.clothes
    assert red > blue

    running = await farm.submit(
        task("film", film_body(two_shots(), P1=wire.Part(likeness=face.likeness)))
    )
    told = [news async for news in running.progress()]
    assert list(dict.fromkeys(news.stage for news in told)) == ["reading", "painting", "rolling"]
    film = wire.read(wire.FilmResult, await running.result())
    assert film.source_type == "compositeSynthetic"
    assert (film.width, film.height, film.engine, film.voice) == (256, 256, "puppet", "espeak")
    assert film.film[4:8] == b"ftyp"
    assert film.poster[:2] == b"\xff\xd8"
    assert "-->" in film.subtitles
    assert json.loads(film.timeline)["schema"] == "walkon.timeline/1"
    assert film.frames == pytest.approx(film.duration_s * 30, abs=2)
    assert film.loudness_lufs == pytest.approx(-16, abs=1.5)
    assert film.unwritten == []
    assert {"table_read", "shoot_and_master"} <= film.seconds.keys()
    assert len(farm.pids()) == 1
    bench = _Bench(tmp_path)
    larger = bench.seals(film)
    smaller = await _made_smaller(farm, film, bench.kept["film"])
    assert len(farm.pids()) == 1
    bench.seals(smaller, larger=larger)


ROOM_BYTES = 130_000  # for three seconds, 48 kB of them sound


async def _made_smaller(farm, film, sealed):
    """Have a sealed film encoded into less room, and look whether it is still that film."""
    assert len(sealed) > ROOM_BYTES
    body = wire.ShrinkBody(
        clip_id=SMALLER_ID, made=wire.EarlierFilm(film=sealed, timeline=film.timeline),
        room_bytes=ROOM_BYTES, poster=film.poster, subtitles=film.subtitles, panels=None,
        engine=film.engine, voice=film.voice, source_type=film.source_type,
    )  # fmt: skip
    smaller = wire.read(wire.FilmResult, await done(farm, "shrink", body))
    assert len(smaller.film) < ROOM_BYTES
    assert (smaller.width, smaller.height) == (256, 256)  # its label is small already
    for kept in ("frames", "duration_s", "poster", "subtitles", "engine", "source_type"):
        assert getattr(smaller, kept) == getattr(film, kept)
    assert smaller.loudness_lufs == pytest.approx(film.loudness_lufs, abs=0.3)
    return smaller


class _Shelf:
    """Keeps what the sealer puts away, in the clear."""

    def __init__(self):
        self.kept = {}

    def put(self, owner, kind, data):
        self.kept[kind] = data
        return kind

    def get(self, kind):
        return self.kept[kind]


class _Bench:
    """Signs what came through the pipe, and judges it."""

    def __init__(self, folder):
        self._file, self._chain = folder / "sealed.mp4", open_chain(folder / "seal", at=NOON)
        shelf: Any = _Shelf()
        self._sealer = Sealer(DataFolder(folder / "sealing"), shelf, lambda: self._chain)
        self.kept = shelf.kept

    def seals(self, film, larger=None):
        row = self._sealer.put_away(
            CLIP_ID, wire.body(film), film="f", cut=frozenset(), grants=[], at=NOON, larger=larger
        )
        assert len(row.fingerprint) == 64
        self._file.write_bytes(self.kept["film"])
        assert verify(self._file, self._chain.root) == Verdict(
            state="valid", origin="ours", aigc=True,
            clip_id=CLIP_ID if larger is None else SMALLER_ID, source_type=film.source_type,
        )  # fmt: skip
        facts = probe(self._file)
        assert (facts.frames, facts.faststart) == (film.frames, True)
        if larger is not None:
            assert len(self.kept["film"]) < ROOM_BYTES
            _is_labelled(self._file, film)
        return row


def _is_labelled(file, film):
    """The strip at the top of the first frame is dark, and light letters stand in it."""
    frame = next(decode_frames(file))[: film.height]
    strip = frame[: film.height // 12]
    assert np.median(strip) < 90
    assert np.percentile(strip, 99.5) > 180


async def test_drawn_people_play_without_a_picture(farm):
    quick = replace(paper(two_shots().shots[0], cast=("P1", "P2")), look="comic")
    film = wire.read(
        wire.FilmResult,
        await done(
            farm,
            "film",
            film_body(quick, P1=wire.Part(drawn="mina"), P2=wire.Part(drawn="otto")),
        ),
    )
    assert film.source_type == "algorithmicMedia"
    assert film.panels is not None
    assert Image.open(io.BytesIO(film.panels)).format == "PNG"


async def test_what_cannot_be_used_is_called_by_its_name(farm):
    two = np.hstack([skimage.data.astronaut()] * 2)
    with pytest.raises(FaceRejected) as several:
        await done(farm, "likeness", wire.LikenessBody(media=png(two)))
    assert several.value.details == {"count": 2}
    with pytest.raises(MediaRejected):
        await done(farm, "likeness", wire.LikenessBody(media=b"%PDF-1.7 no picture"))
    with pytest.raises(FaceRejected):
        await done(farm, "likeness", wire.LikenessBody(media=png(skimage.data.coffee())))
    with pytest.raises(SentenceRejected):
        await done(farm, "paper", wire.PaperBody(sentence=" ", cast=[], locale="en", seed=1))
    with pytest.raises(CastRejected):
        await done(farm, "film", film_body(two_shots(), P1=wire.Part(drawn="nobody")))
    with pytest.raises(DataBroken):
        await done(farm, "film", film_body(two_shots(), P1=wire.Part(likeness=b"junk")))
    broken = wire.FilmBody(
        clip_id="a", screenplay="{}", seed=1, width=256, height=256, label=("a", "a"), parts={}
    )
    with pytest.raises(ScreenplayRejected):
        await done(farm, "film", broken)


async def test_one_of_several_faces_is_chosen_by_number(farm):
    two = np.hstack([skimage.data.astronaut()] * 2)
    face = wire.read(
        wire.LikenessResult, await done(farm, "likeness", wire.LikenessBody(media=png(two), face=2))
    )
    assert face.faces == 2
    crowd = wire.read(wire.FacesResult, await done(farm, "faces", wire.FacesBody(media=png(two))))
    assert crowd.numbers == [1, 2]
    assert sniff(crowd.picture[:4096]).name == "jpeg"


async def test_somebody_is_drawn_by_four_choices_or_after_a_photo(farm):
    choices = {"style": "bun", "hair": "red", "skin": "tan", "clothes": "green", "glasses": "1"}
    chosen = wire.read(
        wire.LikenessResult, await done(farm, "likeness", wire.LikenessBody(drawn=choices))
    )
    drawn = read_likeness(chosen.likeness)
    assert drawn.kind == "drawn"
    red, green, blue = chosen.colours.hair
    assert red > green > blue

    photo = png(skimage.data.astronaut())
    after = wire.read(
        wire.LikenessResult,
        await done(farm, "likeness", wire.LikenessBody(media=photo, draw=True)),
    )
    assert read_likeness(after.likeness).kind == "drawn"
    with pytest.raises(OptionRejected):
        await done(farm, "likeness", wire.LikenessBody(drawn={"hair": "tartan"}))


def still_video(folder) -> bytes:
    """Three seconds of one photo: nobody is there."""
    side = 480
    picture = cv2.resize(skimage.data.astronaut()[:420, 40:460], (side, side))
    frame = np.empty((side * 3 // 2, side), np.uint8)
    frame[:] = cv2.cvtColor(picture, cv2.COLOR_RGB2YUV_I420)
    spec = RenderSpec(width_px=side, height_px=side)
    file: Path = folder / "v.mp4"
    silence = np.zeros((3 * 48_000, 2), np.float32)
    encode(iter([frame] * 90), silence, file, spec=spec, metadata={})
    return file.read_bytes()


async def test_a_video_is_checked_and_a_face_is_made_of_it(farm, tmp_path):
    body = wire.CaptureBody(media=still_video(tmp_path), digits="374", language="en")
    found = wire.read(wire.CaptureResult, await done(farm, "capture", body))
    assert not found.verified
    assert {"still", "no-speech"} & set(found.findings)
    assert found.likeness is not None
    assert read_likeness(found.likeness).voice_sample is None
    assert found.portrait is not None
    assert found.voice is None
    photo = wire.CaptureBody(media=png(skimage.data.astronaut()), digits="374", language="en")
    with pytest.raises(MediaRejected):
        await done(farm, "capture", photo)


@pytest.fixture(scope="module")
def note():
    """A voice note of some seconds, and how long it is."""
    voice = EspeakVoice()
    said = voice.speak(
        Utterance(
            text="I have something long to say about this pie, and I will say all of it now.",
            language="en", emotion="neutral", delivery="say", profile=VoiceProfile(),
        )
    )  # fmt: skip
    voice.close()
    file = io.BytesIO()
    wavfile.write(file, said.sample_rate_hz, (said.samples * 32_000).astype(np.int16))
    return file.getvalue(), said.duration_s


async def test_a_voice_note_becomes_a_film_in_which_it_is_heard(farm, note):
    media, seconds = note
    body = wire.PaperBody(
        sentence="", cast=[("Ann", "self")], locale="en", seed=1, voice_note=media
    )
    written = wire.read(wire.PaperResult, await done(farm, "paper", body))
    film = wire.read(
        wire.FilmResult,
        await done(
            farm,
            "film",
            replace(
                film_body(from_json(written.screenplay), P1=wire.Part(drawn="mina")),
                voice_note=media,
            ),
        ),
    )
    lines = json.loads(film.timeline)["lines"]
    assert sum(one["end_s"] - one["start_s"] for one in lines) == pytest.approx(seconds, abs=0.4)


async def test_what_is_no_voice_note_is_called_by_its_name(farm):
    body = wire.PaperBody(
        sentence="", cast=[("Ann", "self")], locale="en", seed=1,
        voice_note=png(skimage.data.astronaut()),
    )  # fmt: skip
    with pytest.raises(MediaRejected):
        await done(farm, "paper", body)
