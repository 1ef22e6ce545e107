"""The data folder: its owner's alone, made when needed, and nothing of a film stays in it."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from bot.bootstrap import workshop
from bot.settings import Settings
from generation.errors import NotPermitted
from storage.folder import DataFolder


def test_only_its_owner_can_look_inside(tmp_path):
    folder = DataFolder(tmp_path / "data")
    with folder.scratch() as scratch:
        paths = [tmp_path / "data", folder.models, scratch.parent, scratch]
        assert [path.stat().st_mode & 0o777 for path in paths] == [0o700] * 4


def test_folders_appear_when_they_are_asked_for(tmp_path):
    folder = DataFolder(tmp_path / "data")
    assert not folder.root.exists()
    assert folder.models.is_dir()
    assert not folder.seal.exists()


@pytest.mark.parametrize("end", [None, RuntimeError, KeyboardInterrupt])
def test_nothing_of_a_film_in_the_making_stays(tmp_path, end):
    folder = DataFolder(tmp_path)

    def work() -> None:
        with folder.scratch() as scratch:
            (scratch / "deep").mkdir()
            (scratch / "deep" / "film.mp4").write_bytes(b"plain")
            if end is not None:
                raise end

    if end is None:
        work()
    else:
        with pytest.raises(end):
            work()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_two_films_do_not_share_a_folder(tmp_path):
    folder = DataFolder(tmp_path)
    with folder.scratch() as one, folder.scratch() as other:
        assert one != other


@pytest.mark.parametrize("place", ["data", "data/tmp"])
def test_a_file_in_its_place_is_said_by_name(tmp_path, place):
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("not a folder")
    with pytest.raises(NotPermitted) as refused, DataFolder(tmp_path / "data").scratch():
        pass
    assert str(tmp_path / "data") in str(refused.value.details["path"])


def test_the_first_film_makes_the_key_and_the_next_one_keeps_it(tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    with workshop(settings) as first, workshop(settings) as second:
        assert first.chain.root == second.chain.root
        assert first.chain.key == second.chain.key
    assert (tmp_path / "data/seal/key.pem").stat().st_mode & 0o777 == 0o600


def test_an_operators_own_chain_is_used(tmp_path):
    with workshop(Settings(data_dir=tmp_path / "made")) as shop:
        assert shop.chain.root
    seal = tmp_path / "made/seal"
    own = Settings(
        data_dir=tmp_path / "data", c2pa_chain=seal / "chain.pem", c2pa_key=seal / "key.pem"
    )
    with workshop(own) as shop:
        assert shop.chain.root == (seal / "root.pem").read_bytes()
    assert not (tmp_path / "data/seal").exists()


def test_a_workshop_makes_only_what_is_asked_of_it(tmp_path):
    with workshop(Settings(data_dir=tmp_path / "data")) as shop:
        assert shop.director.name == "rules"
        assert "voice" not in vars(shop)
    assert not (tmp_path / "data").exists()


def test_a_download_is_announced_by_name(tmp_path, monkeypatch):
    announced: list[str] = []
    fetched = tmp_path / "package.whl"
    monkeypatch.setattr("bot.bootstrap.fetch_wheel", lambda package, folder: fetched)
    bare = Settings(data_dir=tmp_path, models_dir=None)
    with workshop(bare, announced.append) as shop, pytest.raises(NotPermitted):
        shop.assets.ensure(["face_landmark"])  # finds no wheel where it was told to look
    assert announced == ["mediapipe==0.10.21"]


def test_what_a_killed_process_left_is_removed_and_what_is_in_use_stays(tmp_path):
    folder = DataFolder(tmp_path)
    long_ago = time.time() - 60
    with folder.scratch() as busy:
        orphan = tmp_path / "tmp" / "film-orphan"
        orphan.mkdir()
        (orphan / "face.png").write_bytes(b"x")
        for path in (orphan, busy):
            os.utime(path, (long_ago, long_ago))
        with folder.scratch():
            assert not orphan.exists()
            assert busy.exists()


def test_a_real_kill_leaves_no_plaintext_for_the_next_one(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from storage.folder import DataFolder\n"
        "with DataFolder(Path(sys.argv[1])).scratch() as path:\n"
        "    (path / 'face.png').write_bytes(b'x'); print('ready', flush=True); time.sleep(60)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    child.kill()
    child.communicate()
    left = list((tmp_path / "tmp").iterdir())
    assert len(left) == 1
    os.utime(left[0], (0, 0))
    with DataFolder(tmp_path).scratch():
        assert not left[0].exists()
