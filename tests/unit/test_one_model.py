"""A card holds one model: a camera of this machine leaves when another one is wanted."""

from __future__ import annotations

import gc
import weakref

import pytest

from bot.bootstrap import Workshop
from bot.settings import Settings
from tests.tiny.cameras import checkpoint


@pytest.fixture
def shop(tmp_path, models_dir):
    own = tmp_path / "models"
    (own / "checkpoints").mkdir(parents=True)
    for file in models_dir.iterdir():
        (own / file.name).symlink_to(file)
    for name, where in (("ltx", "ltx25"), ("wan", "wan22_ti2v_5b")):
        (own / "checkpoints" / where).symlink_to(checkpoint(name))
    shop = Workshop(Settings(data_dir=tmp_path / "data", models_dir=own), lambda _package: None)
    with shop.opened:
        yield shop


def test_another_camera_takes_the_place_of_the_first(shop):
    engine = shop.engine_named("ltx")
    engine.load()
    assert shop.engine_named("ltx") is engine
    first = weakref.ref(engine)
    del engine
    second = shop.engine_named("wan")
    gc.collect()
    assert first() is None
    assert list(shop.engines) == ["puppet", "wan"]
    assert shop.engine_named("wan") is second
