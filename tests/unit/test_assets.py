"""Model files: fetched once, always checked, never half there; a given folder is only read."""

from __future__ import annotations

import errno
import hashlib
import re
import zipfile
from pathlib import Path

import pytest

from generation.assets import MANIFEST, AssetStore, fetch_wheel, manifest
from generation.errors import DiskFull, ModelCorrupt, ModelMissing, NotPermitted, ToolMissing

CONTENTS = {"one": b"first model", "two": b"second model", "font": b"letters"}
PACKAGES = {"one": "models==1.0", "two": "models==1.0", "font": "letters==2.0"}


class FakeIndex:
    """Packs wheels that hold ``CONTENTS``; remembers what was asked of it."""

    def __init__(self, contents: dict[str, bytes] | None = None) -> None:
        self.contents = CONTENTS if contents is None else contents
        self.asked: list[str] = []
        self.fails: Exception | None = None

    def __call__(self, package: str, folder: Path) -> Path:
        self.asked.append(package)
        if self.fails is not None:
            (folder / "half.whl").write_bytes(b"PK")
            raise self.fails
        wheel = folder / "package.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            for name, data in self.contents.items():
                archive.writestr(f"package/{name}.bin", data)
        return wheel


@pytest.fixture
def index():
    return FakeIndex()


@pytest.fixture
def open_store(tmp_path, index):
    lines = []
    for name, data in CONTENTS.items():
        lines += [
            f"[{name}]",
            f'file = "{name}.bin"',
            f'package = "{PACKAGES[name]}"',
            f'member = "package/{name}.bin"',
            f'sha256 = "{hashlib.sha256(data).hexdigest()}"',
            f"bytes = {len(data)}",
            'licence = "MIT"',
            'licence_url = "https://example.org/licence"',
            'commercial = "yes"',
            'territory = "worldwide"',
            'what = "a model"',
        ]
    path = tmp_path / "models.toml"
    path.write_text("\n".join(lines), encoding="utf-8")

    def opened(given: Path | None = None, fetch: FakeIndex = index) -> AssetStore:
        return AssetStore(tmp_path / "cache", given=given, fetch=fetch, manifest_path=path)

    return opened


def _left(folder: Path) -> list[str]:
    return sorted(path.suffix for path in folder.rglob("*")) if folder.exists() else []


def test_what_is_missing_is_fetched_and_kept_under_its_hash(open_store, index):
    store = open_store()
    store.ensure(["one"])
    path = store.path("one")
    assert path.read_bytes() == CONTENTS["one"]
    assert path.name == hashlib.sha256(CONTENTS["one"]).hexdigest() + ".bin"
    assert index.asked == ["models==1.0"]
    assert _left(store.cache) == [".bin"]


def test_a_package_is_downloaded_once_for_all_its_members(open_store, index):
    open_store().ensure(["one", "font", "two"])
    assert index.asked == ["models==1.0", "letters==2.0"]


def test_what_is_there_is_not_fetched_again(open_store, index):
    open_store().ensure(["one"])
    open_store().ensure(["one"])
    assert index.asked == ["models==1.0"]


def test_each_download_is_announced_before_it_starts(open_store, index):
    announced: list[tuple[str, int]] = []
    open_store().ensure(
        ["one", "two"], lambda asset: announced.append((asset.id, len(index.asked)))
    )
    assert announced == [("one", 0)]


def test_a_file_that_is_missing_is_not_fetched_behind_ones_back(open_store, index):
    with pytest.raises(ModelMissing) as missing:
        open_store().path("one")
    assert (missing.value.reason, index.asked) == ("absent", [])


def test_a_changed_file_is_found_and_fetched_anew(open_store):
    store = open_store()
    store.ensure(["one"])
    store.path("one").write_bytes(b"first model?")
    assert store.state(store.assets["one"]) == "corrupt"
    with pytest.raises(ModelCorrupt):
        store.path("one")
    store.ensure(["one"])
    assert store.path("one").read_bytes() == CONTENTS["one"]


def test_a_download_with_the_wrong_hash_is_not_kept(open_store, tmp_path):
    wrong = FakeIndex({**CONTENTS, "one": b"something else"})
    with pytest.raises(ModelCorrupt) as corrupt:
        open_store(fetch=wrong).ensure(["one"])
    assert corrupt.value.details["file"] == "one.bin"
    assert _left(tmp_path / "cache") == []


def test_a_package_without_the_file_is_not_kept(open_store, tmp_path):
    with pytest.raises(ModelCorrupt):
        open_store(fetch=FakeIndex({"two": CONTENTS["two"]})).ensure(["one"])
    assert _left(tmp_path / "cache") == []


def test_a_download_that_is_no_wheel_is_not_kept(open_store, tmp_path):
    def fetch(package: str, folder: Path) -> Path:
        (folder / "page.whl").write_text("<html>log in to this network</html>")
        return folder / "page.whl"

    with pytest.raises(ModelCorrupt):
        open_store(fetch=fetch).ensure(["one"])
    assert _left(tmp_path / "cache") == []


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (ModelMissing("no-network", package="models==1.0"), ModelMissing),
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), DiskFull),
        (PermissionError(errno.EACCES, "Permission denied"), NotPermitted),
    ],
)
def test_a_failed_download_says_why_and_leaves_nothing(
    open_store, index, tmp_path, failure, expected
):
    index.fails = failure
    with pytest.raises(expected):
        open_store().ensure(["one"])
    assert _left(tmp_path / "cache") == []


def test_a_cache_that_cannot_be_made_says_so(open_store, tmp_path):
    (tmp_path / "cache").write_text("a file stands where the folder should be")
    with pytest.raises(NotPermitted):
        open_store().ensure(["one"])


@pytest.mark.parametrize("by_hash", [False, True])
def test_an_operators_folder_is_used_as_it_is(open_store, index, tmp_path, by_hash):
    given = tmp_path / "given"
    given.mkdir()
    for name in ("one", "two"):
        digest = hashlib.sha256(CONTENTS[name]).hexdigest()
        (given / (f"{digest}.bin" if by_hash else f"{name}.bin")).write_bytes(CONTENTS[name])
    before = sorted(given.iterdir())
    store = open_store(given=given)
    store.ensure(["one", "two"])
    assert store.path("one").parent == given
    assert (index.asked, sorted(given.iterdir())) == ([], before)


def test_an_incomplete_folder_names_what_is_missing_and_is_not_filled(open_store, index, tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    (given / "one.bin").write_bytes(CONTENTS["one"])
    with pytest.raises(ModelMissing) as missing:
        open_store(given=given).ensure(["one", "two"])
    assert missing.value.reason == "not-given"
    assert missing.value.details == {"file": "two.bin", "folder": str(given)}
    assert (index.asked, [path.name for path in given.iterdir()]) == ([], ["one.bin"])


def test_a_wrong_file_in_an_operators_folder_is_not_mended(open_store, index, tmp_path):
    given = tmp_path / "given"
    given.mkdir()
    (given / "one.bin").write_bytes(b"an older model")
    with pytest.raises(ModelCorrupt):
        open_store(given=given).ensure(["one"])
    assert (index.asked, (given / "one.bin").read_bytes()) == ([], b"an older model")


@pytest.mark.parametrize(
    ("stderr", "expected"),
    [
        ("No module named pip", ToolMissing),
        ("OSError: [Errno 28] No space left on device", DiskFull),
        ("ERROR: No matching distribution found", ModelMissing),
    ],
)
def test_what_pip_says_becomes_our_own_error(monkeypatch, tmp_path, stderr, expected):
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\necho '{stderr}' >&2\nexit 1\n")
    python.chmod(0o700)
    monkeypatch.setattr("sys.executable", str(python))
    with pytest.raises(expected):
        fetch_wheel("models==1.0", tmp_path)


@pytest.mark.parametrize("asset", manifest(), ids=lambda asset: asset.id)
def test_every_downloaded_file_is_pinned_licensed_and_explained(asset):
    assert re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.]*", asset.package)
    assert re.fullmatch(r"[0-9a-f]{64}", asset.sha256)
    assert Path(asset.member).name == asset.file
    assert asset.size > 0
    assert asset.licence in {"Apache-2.0", "MIT", "OFL-1.1"}
    assert asset.licence_url.startswith("https://")
    assert (asset.commercial, asset.territory) == ("yes", "worldwide")
    assert len(asset.what) > 10


def test_the_manifest_travels_with_the_package():
    assert MANIFEST.is_file()
    assert {asset.id for asset in manifest()} == {
        "face_landmark", "face_detection", "selfie_segmentation", "cjk_font",
    }  # fmt: skip
