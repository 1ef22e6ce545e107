"""What every test may use: the model files by name, two drawn people."""

from __future__ import annotations

import fcntl
import gc
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from generation.assets import AssetStore
from generation.lettering import Lettering

MODELS = "WALKON_MODELS_DIR"
IN_MEMORY, ROOM_BYTES = Path("/dev/shm"), 2 << 30

# Tests run beside one another: each keeps to one core, in all of its threads and processes.
for threads in ("OPENCV_FOR_THREADS_NUM", "OMP_NUM_THREADS"):
    os.environ.setdefault(threads, "1")

# How long an example takes is no property: the machine may be busy with other tests. Everybody
# tries the same examples, so that what passed passes again; `make explore` tries others.
settings.register_profile(
    "same", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True,
    database=None,
)  # fmt: skip
settings.register_profile(
    "explore", settings.get_profile("same"), derandomize=False, max_examples=1000, print_blob=True
)
settings.load_profile("same")


def pytest_addoption(parser):
    parser.addoption(
        "--every-point", action="store_true", help="die at every point, not at every third"
    )


def pytest_configure(config):
    """Choose where tests write, and name the cached model files, once, before workers start."""
    if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))
    if os.environ.get(MODELS):
        return
    from bot.settings import default_data_dir

    store = AssetStore(default_data_dir() / "models")
    folder = Path(tempfile.mkdtemp(prefix="walkon-models-"))
    for asset in store.assets.values():
        store.ensure([asset.id])
        (folder / asset.file).symlink_to(store.path(asset.id))
    os.environ[MODELS] = str(folder)
    config.add_cleanup(lambda: shutil.rmtree(folder))


@pytest.hookimpl(tryfirst=True)
def pytest_collection():
    """Look for garbage only among what tests make: thousands of tests themselves stay anyway."""
    gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Make what takes long once for all processes that test; JSON has to be able to hold it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own

    def made(name, make):
        file = shared / f"{name}.json"
        with file.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not file.exists():
                file.write_text(json.dumps(make()))
        return json.loads(file.read_text())

    return made


@pytest.fixture(scope="session")
def models_dir():
    return Path(os.environ[MODELS])


@pytest.fixture(scope="session")
def lettering(models_dir):
    return Lettering([models_dir / "NotoSansCJKsc-Regular.otf"])


@pytest.fixture(scope="session")
def landmarks(models_dir):
    from generation.engines.puppet.likeness.landmarks import FaceMeshModel

    names = (
        "face_detection_short_range.tflite",
        "face_landmark.tflite",
        "selfie_segmentation.tflite",
    )
    return FaceMeshModel(*(models_dir / name for name in names))


@pytest.fixture(scope="session")
def mina(landmarks):
    from generation.engines.puppet.cast import drawn_likeness

    return drawn_likeness("mina", landmarks)


@pytest.fixture(scope="session")
def otto(landmarks):
    from generation.engines.puppet.cast import drawn_likeness

    return drawn_likeness("otto", landmarks)
