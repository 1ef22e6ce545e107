"""The terms of a model are said where it is used first; where that cannot be kept, said again."""

from __future__ import annotations

import pytest

from bot.bootstrap import Workshop
from bot.console import Console
from bot.first_use import TOLD, tell_terms
from bot.settings import Settings
from generation.checkpoints import serving
from tests.afar.hub import checkpoint_files
from tests.shut import UNREADABLE

(WAN,) = serving("wan")


@pytest.fixture
def shop(tmp_path) -> Workshop:
    """A workshop with the weights of one engine."""
    settings = Settings(data_dir=tmp_path / "data", models_dir=tmp_path / "models")
    made = Workshop(settings, lambda _package: None)
    for name, data in checkpoint_files().items():
        path = made.checkpoints.folder(WAN) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return made


@pytest.fixture
def said(shop, capsys):
    """Use the engine, and return what is said of it."""

    def use() -> str:
        tell_terms(shop, Console(locale="en", as_json=False), "wan")
        return str(capsys.readouterr().err)

    return use


def test_terms_are_said_once(said):
    assert WAN.licence in said()
    assert said() == ""


def test_where_it_cannot_be_kept_terms_are_said_each_time(shop, said):
    (shop.folder.models / TOLD).mkdir()
    assert WAN.licence in said()
    assert WAN.licence in said()
    assert [path.name for path in shop.folder.models.iterdir()] == [TOLD]


def test_what_was_said_and_cannot_be_read_is_said_again(shop, said):
    page = shop.folder.models / TOLD
    page.symlink_to(UNREADABLE)
    assert WAN.licence in said()
    assert said() == ""
