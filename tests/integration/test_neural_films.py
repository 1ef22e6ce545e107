"""Whole films by video models with tiny random weights: labelled, signed, with sound."""

from __future__ import annotations

import json
import shutil
from fractions import Fraction

import numpy as np
import pytest

from bot.cli import main
from generation.director.script import to_json
from generation.media.probe import decode_frames, decode_sound, probe
from tests.afar.videos.camera import running
from tests.afar.videos.house import FilmHouse
from tests.papers import two_shots
from tests.tiny.cameras import checkpoint
from tests.tiny.voices import NAMES, folder_of

SIZE = ("--size", "128x224")


@pytest.fixture
def here(tmp_path, monkeypatch, models_dir):
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("WALKON_MODELS_DIR", str(models_dir))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.json").write_text(to_json(two_shots()))
    return tmp_path


@pytest.fixture
def walkon(here, capsys):
    def run(*argv, code=0):
        assert main(list(argv)) == code, capsys.readouterr().err
        return capsys.readouterr()

    return run


@pytest.fixture
def render(walkon):
    def run(*options, code=0):
        argv = ("render", "--from-screenplay", "paper.json", *SIZE, "--out", "film.mp4", "--json")
        return walkon(*argv, *options, code=code)

    return run


def is_whole(here, walkon, told, engine):
    """Look at a film with our own eyes: size, sound, label, signature, papers."""
    facts = probe(here / "film.mp4")
    assert (facts.width_px, facts.height_px, facts.fps) == (128, 224, Fraction(24))
    assert facts.aigc is not None
    assert np.abs(decode_sound(here / "film.mp4")).max() > 0.05
    assert walkon("verify", "film.mp4").out.split()[:2] == ["valid", "ours"]
    assert told["engine"] == engine
    assert told["source_type"] == "trainedAlgorithmicMedia"
    assert json.loads((here / "film.timeline.json").read_text())["engine"] == engine
    assert told["seconds"] > 0
    assert told["rss_mb"] > 100


@pytest.mark.parametrize("engine", ["ltx", "wan"])
def test_a_video_model_makes_a_whole_film(here, walkon, render, engine):
    said = render("--engine", engine, "--weights", str(checkpoint(engine)))
    is_whole(here, walkon, json.loads(said.out), engine)


@pytest.mark.parametrize("voice", NAMES)
def test_a_voice_with_a_model_speaks_in_a_whole_film(
    here, walkon, render, monkeypatch, tmp_path_factory, voice
):
    monkeypatch.setenv("WALKON_COQUI_LICENCE_ACCEPTED", "yes")
    folder = folder_of(voice, tmp_path_factory)
    told = json.loads(render("--voice", voice, "--voice-weights", str(folder)).out)
    assert np.abs(decode_sound(here / "film.mp4")).max() > 0.05
    assert walkon("verify", "film.mp4").out.split()[:2] == ["valid", "ours"]
    assert json.loads((here / "film.timeline.json").read_text())["voice"] == voice
    assert told["engine"] == "puppet"


def test_mouths_follow_a_voice_with_a_model(here, walkon, render, tmp_path_factory):
    """LTX listens to it, in place of speaking itself."""
    folder = folder_of("pocket", tmp_path_factory)
    said = render(
        "--engine", "ltx", "--weights", str(checkpoint("ltx")), "--voice", "pocket",
        "--voice-weights", str(folder),
    )  # fmt: skip
    is_whole(here, walkon, json.loads(said.out), "ltx")


def test_a_licence_that_nobody_has_accepted_is_one_sentence(render, tmp_path_factory):
    folder = folder_of("coqui", tmp_path_factory)
    said = render("--voice", "coqui", "--voice-weights", str(folder), code=3)
    assert "WALKON_COQUI_LICENCE_ACCEPTED" in said.err


def test_whose_model_it_is_is_said_once(render):
    options = ("--engine", "wan", "--weights", str(checkpoint("wan")))
    assert "Apache-2.0" in render(*options).err
    assert "Apache-2.0" not in render(*options).err


def test_stills_can_be_retouched_first(here, walkon, render, models_dir, monkeypatch):
    monkeypatch.setenv("WALKON_STILLS", "retouched")
    said = render("--engine", "wan", "--weights", str(checkpoint("wan")), code=3)
    assert len(said.err.strip().splitlines()) == 1
    own = here / "models"
    (own / "checkpoints").mkdir(parents=True)
    for file in models_dir.iterdir():
        (own / file.name).symlink_to(file)
    (own / "checkpoints/flux2_klein_4b").symlink_to(checkpoint("flux2"))
    monkeypatch.setenv("WALKON_MODELS_DIR", str(own))
    said = render("--engine", "wan", "--weights", str(checkpoint("wan")))
    is_whole(here, walkon, json.loads(said.out), "wan")


def test_what_is_drawn_by_hand_stays_sharp_between_filmed_shots(here, render):
    """Noise fills what a model with random weights films; the lettering on top is ours."""
    render("--engine", "wan", "--weights", str(checkpoint("wan")))
    frame = next(decode_frames(here / "film.mp4"))
    label = frame[:14, :100]
    assert label.max() > 200
    assert (label > 200).mean() < 0.5


def emptied(folder):
    shutil.rmtree(folder)
    folder.mkdir()


BROKEN = {
    "empty": emptied,
    "no index": lambda folder: (folder / "model_index.json").unlink(),
    "half an index": lambda folder: (folder / "model_index.json").write_text('{"_class_name"'),
    "no transformer": lambda folder: shutil.rmtree(folder / "transformer"),
    "cut off": lambda folder: cut(next((folder / "vae").glob("*.safetensors"))),
    "of another kind": lambda folder: renamed(folder / "model_index.json"),
    "a preset that means nothing": lambda folder: (folder / "preset.toml").write_text("steps = 0"),
    "no tokenizer": lambda folder: shutil.rmtree(folder / "tokenizer"),
}


def cut(file):
    file.write_bytes(file.read_bytes()[:-100])


def renamed(file):
    index = json.loads(file.read_text()) | {"_class_name": "StableDiffusionPipeline"}
    file.write_text(json.dumps(index))


@pytest.mark.parametrize("way", BROKEN)
def test_weights_that_cannot_be_used_are_one_sentence(here, render, way):
    shutil.copytree(checkpoint("wan"), here / "mine")
    BROKEN[way](here / "mine")
    said = render("--engine", "wan", "--weights", "mine", code=3)
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 1
    assert not (here / "film.mp4").exists()


def test_a_folder_that_nothing_can_use_is_not_passed_over(here, render):
    (here / "nothing").mkdir()
    for options in (("--weights", "nothing"), ("--voice-weights", "nothing")):
        said = render(*options, code=3)
        assert len(said.err.strip().splitlines()) == 1


def test_an_engine_that_is_not_here_says_how_it_comes(render):
    said = render("--engine", "ltx", code=3)
    assert "walkon assets --engine ltx" in said.err


@pytest.mark.parametrize("dialect", ["openai", "vllm-omni", "sglang"])
def test_a_server_films_and_keeps_nothing(here, walkon, render, monkeypatch, dialect):
    monkeypatch.setenv("WALKON_REMOTE_DIALECT", dialect)
    monkeypatch.setenv("WALKON_REMOTE_PRICE", "0.50 USD")
    with running(FilmHouse(dialect)) as house:
        said = render("--engine", "remote", "--url", house.url)
    is_whole(here, walkon, json.loads(said.out), "remote")
    assert len(house.orders) == 2
    cost = json.loads(said.out)["cost"]
    assert float(cost.removesuffix(" USD")) >= 0.5 * 3.4
    assert cost in said.err
    assert not house.jobs
    assert (house.orders[1].voice is not None) == (dialect == "vllm-omni")


def test_a_server_that_does_not_finish_is_one_sentence(here, render):
    with running(FilmHouse("openai", says=lambda _asked: {"status": "failed"})) as house:
        said = render("--engine", "remote", "--url", house.url, code=3)
        assert not house.jobs
    assert len(said.err.strip().splitlines()) == 1
    assert not (here / "film.mp4").exists()


def test_the_doctor_asks_whether_the_server_is_there(walkon, monkeypatch):
    with running(FilmHouse("openai")) as house:
        monkeypatch.setenv("WALKON_REMOTE_URL", house.url)
        said = [walkon("doctor", "--json")]
    said.append(walkon("doctor", "--json", code=3))
    findings = [
        next(one for one in json.loads(page.out)["findings"] if one["id"] == "server")
        for page in said
    ]
    assert [finding["fine"] for finding in findings] == [True, False]
    host = house.url.removeprefix("http://").split("/")[0]
    assert all(host in finding["detail"] for finding in findings)


def test_where_a_camera_cannot_the_puppets_shoot(here, render, monkeypatch):
    monkeypatch.setenv("WALKON_REMOTE_URL", "http://127.0.0.1:9")
    said = render()
    assert json.loads(said.out)["engine"] == "puppet"
    assert "127.0.0.1:9" in said.err
