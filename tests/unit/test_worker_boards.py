"""A worker draws boards for a camera elsewhere, and cuts the film from what that has filmed."""

from __future__ import annotations

import io
import json
import wave
from dataclasses import asdict
from fractions import Fraction
from threading import Event

import numpy as np
import pytest
from PIL import Image

from bot.bootstrap import Workshop
from bot.settings import Settings
from bot.worker_tasks import Tasks
from generation.director.script import to_json
from generation.errors import RenderError
from generation.farm import wire
from generation.media.colour import to_yuv420
from generation.media.encode import encode
from generation.media.probe import probe
from generation.model.clip import RenderSpec
from tests.papers import two_shots

PART = {"P1": wire.Part(drawn="mina")}


@pytest.fixture(scope="module")
def tasks(tmp_path_factory, models_dir):
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("data"), models_dir=models_dir,
        remote_dialect="vllm-omni",
    )  # fmt: skip
    shop = Workshop(settings, lambda _package: None)
    with shop.opened:
        yield Tasks(shop)


def body(**more):
    return asdict(
        wire.FilmBody(
            clip_id="01jabcdefghjkmnpqrstvwxyz0", screenplay=to_json(two_shots()), seed=3,
            width=144, height=256, label=("AI", "AI"), parts=PART, **more,
        )
    )  # fmt: skip


def done(tasks, kind, given, stop=None):
    return tasks(kind, given, stop or Event(), lambda _stage, _share: None)


@pytest.fixture(scope="module")
def boards(tasks):
    return wire.read(wire.BoardsResult, done(tasks, "boards", body())).boards


def picture_of(board):
    return np.asarray(Image.open(io.BytesIO(board.still)).convert("RGB"))[..., ::-1]


def filmed(board, tmp_path):
    """Film a board as a server would: the still, growing brighter."""
    still = picture_of(board)

    def frames():
        for number in range(board.frames):
            out = np.empty((256 * 3 // 2, 144), np.uint8)
            to_yuv420(np.minimum(still, 247) + np.uint8(number % 8), out)
            yield out

    file = tmp_path / f"{board.id}.mp4"
    silence = np.zeros((48_000, 2), np.float32)
    spec = RenderSpec(width_px=144, height_px=256, fps=Fraction(24))
    encode(frames(), silence, file, spec=spec, metadata={})
    return file.read_bytes()


def test_every_setup_has_a_board_with_all_that_is_to_be_filmed(boards):
    assert [board.id for board in boards] == ["S1", "S2"]
    for board in boards:
        assert picture_of(board).shape == (256, 144, 3)
        assert (board.width, board.height, board.fps) == (144, 256, 24.0)
        assert "The person in the picture" in board.prompt
    assert boards[0].dialogue is None
    with wave.open(io.BytesIO(boards[1].dialogue)) as said:
        assert said.getframerate() == 48_000
        assert said.getnframes() == boards[1].frames * 2000


def test_the_film_is_cut_from_the_rushes(tasks, boards, tmp_path):
    rushes = {board.id: filmed(board, tmp_path) for board in boards}
    result = wire.read(wire.FilmResult, done(tasks, "film", body(engine="remote", rushes=rushes)))
    assert result.engine == "remote"
    assert result.source_type == "trainedAlgorithmicMedia"
    assert result.frames == sum(board.frames for board in boards)
    (tmp_path / "film.mp4").write_bytes(result.film)
    assert probe(tmp_path / "film.mp4").aigc is not None
    assert json.loads(result.timeline)["fps"] == "24/1"


def test_what_was_not_filmed_is_missed(tasks, boards, tmp_path):
    rushes = {"S1": filmed(boards[0], tmp_path)}
    with pytest.raises(RenderError):
        done(tasks, "film", body(engine="remote", rushes=rushes))


def test_rushes_that_are_no_film_are_refused(tasks, boards):
    rushes = {board.id: b"\0" * 4096 for board in boards}
    with pytest.raises(RenderError):
        done(tasks, "film", body(engine="remote", rushes=rushes))


def test_drawing_boards_can_be_called_off(tasks):
    stop = Event()
    stop.set()
    with pytest.raises(RenderError, match="stopped"):
        done(tasks, "boards", body(), stop)


def test_a_voice_that_is_lent_comes_with_the_face(tasks, mina):
    from generation.model.likeness_codec import likeness_bytes

    sample = np.linspace(-1, 1, 4800, dtype=np.float32)
    film = tasks._films
    part = wire.Part(likeness=likeness_bytes(mina), voice=sample.tobytes())
    lent = film._likeness_of(part)
    kept = film._likeness_of(wire.Part(likeness=likeness_bytes(mina)))
    assert np.array_equal(lent.voice_sample, sample)
    assert kept.voice_sample is None
