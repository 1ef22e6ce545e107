"""What the repository promises about itself: names, weight, size, layers, words that stay out."""

from __future__ import annotations

import importlib.metadata as metadata
import json
import re
import subprocess
import sys
import tomllib
from functools import lru_cache

import pytest

from generation.errors import WalkonError
from tests.messages import ERRORS, PACKAGES, ROOT, sources

HEAVY = ("cv2", "torch", "av", "scipy", "PIL", "jieba", "c2pa", "cryptography", "fontTools")
CORE = ("generation.errors", "generation.arrays", "generation.files", "generation.boxes",
        "generation.assets", "generation.ports", "generation.model.clip",
        "generation.model.likeness", "generation.model.screenplay", "generation.model.speech",
        "generation.model.timeline")  # fmt: skip
LINES_MAX = 400
DOCSTRING = re.compile(r'(?:\#.*\n)*"""')
TEXT_SUFFIXES = {".py", ".toml", ".md", ".ftl", ".txt", ".in", ".json", ".cfg", ".yaml", ""}
WORKPLACE = re.compile(
    r"/wor[k]\b|\.\./share[d]|\bissue \#\d|\bthis sessio[n]\b|/tm[p]/|\bhelper sessio[n]|CLAUD[E]"
)
UNFINISHED = re.compile(r"\bTOD[O]\b|\bFIXM[E]\b|\bXX[X]\b|coming soo[n]|NotImplementedErro[r]")


@lru_cache(maxsize=1)
def _tracked() -> tuple[str, ...]:
    """Every file that git knows or would take."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, check=True, text=True,
    )  # fmt: skip
    return tuple(name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file())


def _texts() -> list[tuple[str, str]]:
    paths = [(name, ROOT / name) for name in _tracked()]
    return [
        (name, path.read_text(encoding="utf-8"))
        for name, path in paths
        if path.suffix in TEXT_SUFFIXES and not name.startswith("requirements/")
    ]


def _project() -> dict[str, object]:
    table: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return table


@pytest.mark.parametrize("name", PACKAGES)
def test_no_dependency_owns_our_top_level_names(name):
    assert set(metadata.packages_distributions().get(name, [])) <= {"walkon"}


@pytest.mark.parametrize("modules", [("bot.cli",), CORE], ids=["bot.cli", "core"])
def test_what_starts_often_imports_nothing_heavy(modules):
    code = f"import sys, {', '.join(modules)}; print(*sorted(set(sys.modules) & set({HEAVY!r})))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_help_is_there_at_once():
    code = (
        "import sys, contextlib, io\n"
        "from bot.cli import main\n"
        "with contextlib.suppress(SystemExit), contextlib.redirect_stdout(io.StringIO()):\n"
        "    main(['--help'])\n"
        f"print(*sorted(set(sys.modules) & set({(*HEAVY, 'numpy', 'rich', 'ulid')!r})))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []


def test_no_module_is_too_long_to_read_in_one_sitting():
    long = [path for path, text in sources() if len(text.splitlines()) > LINES_MAX]
    assert long == []


def test_every_module_says_in_its_first_line_what_it_is():
    silent = [path for path, text in sources() if text and not DOCSTRING.match(text)]
    assert silent == []


def test_nothing_tracked_speaks_of_the_place_it_was_written_in():
    assert [(name, found[0]) for name, text in _texts() if (found := WORKPLACE.search(text))] == []


def test_nothing_tracked_is_a_promise_for_later():
    assert [(name, found[0]) for name, text in _texts() if (found := UNFINISHED.search(text))] == []


def test_no_model_and_no_film_is_committed():
    heavy = {
        ".tflite",
        ".onnx",
        ".pt",
        ".safetensors",
        ".otf",
        ".ttf",
        ".ttc",
        ".mp4",
        ".wav",
        ".whl",
    }
    assert [n for n in _tracked() if (ROOT / n).suffix in heavy] == []
    assert [n for n in _tracked() if (ROOT / n).stat().st_size > 1 << 20] == []


def test_no_test_is_mocked_or_skipped():
    banned = re.compile(r"unittest\.moc[k]|\bMagicMoc[k]|mark\.ski[p]|pytest\.ski[p]|mark\.xfai[l]")
    tests = [(name, text) for name, text in _texts() if name.startswith("tests/")]
    assert [(name, found[0]) for name, text in tests if (found := banned.search(text))] == []


def test_only_the_settings_read_the_environment():
    readers = re.compile(r"os\.(environ\b(?!\[?,)|getenv)")
    allowed = {"generation/assets.py", "generation/media/intake.py", "bot/settings.py"}
    found = {path for path, text in sources() if readers.search(text)}
    assert found <= allowed | {path for path in found if path.startswith("bot/bench/")}


def test_the_error_tree_is_drawn_as_it_is():
    drawing = (ROOT / "generation/errors.py").read_text("utf-8").split('"""')[1]
    for name, kind in ERRORS.items():
        assert re.search(rf"^ *[*-] {name}\b", drawing, re.MULTILINE), name
        if kind is not WalkonError:
            assert kind.message_id != WalkonError.message_id, name
        assert "(retryable)" not in drawing.partition(name)[2].partition("\n")[0] or kind.retryable


def test_messages_of_errors_are_their_own():
    ids = [kind.message_id for kind in ERRORS.values()]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("kind", "code"), [(kind, kind.exit_code) for kind in ERRORS.values()], ids=list(ERRORS)
)
def test_every_error_has_the_exit_code_of_its_branch(kind, code):
    branch = next(base for base in kind.__mro__ if base.__base__ in {WalkonError, Exception})
    assert code == branch.exit_code
    assert code in {1, 2, 3}


def test_every_dependency_is_explained():
    page = (ROOT / "docs/dependencies.md").read_text("utf-8")
    project = _project()["project"]
    assert isinstance(project, dict)
    names = [re.split(r"[<>=\[ ]", line)[0] for line in project["dependencies"]]
    assert [name for name in names if f"`{name}`" not in page] == []


def test_every_layer_has_its_place():
    tool = _project()["tool"]
    assert isinstance(tool, dict)
    house = next(c for c in tool["importlinter"]["contracts"] if c["id"] == "house")
    placed = {name.strip() for layer in house["layers"] for name in layer.split("|")}
    there = {
        path.stem
        for path in (ROOT / "generation").iterdir()
        if (path.suffix == ".py" and path.stem != "__init__") or (path / "__init__.py").is_file()
    }
    assert placed == there
    assert house["exhaustive"] is True


def test_links_between_pages_lead_somewhere():
    broken = []
    for name, text in _texts():
        if name.endswith(".md"):
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
                if not ((ROOT / name).parent / target).exists():
                    broken.append((name, target))
    assert broken == []


def _locked(name: str) -> set[str]:
    lock = (ROOT / "requirements" / name).read_text("utf-8")
    return set(re.findall(r"^[a-z0-9-]+==[^ ]+", lock, re.MULTILINE))


def test_the_locks_name_every_dependency_and_agree():
    project = _project()["project"]
    assert isinstance(project, dict)
    extra = project["optional-dependencies"]["dev"]
    for lock, wanted in (
        ("run.txt", project["dependencies"]),
        ("dev.txt", [*project["dependencies"], *extra]),
    ):
        names = {re.split(r"[<>=\[ ]", line)[0].lower().replace(".", "-") for line in wanted}
        assert names <= {pin.split("==")[0] for pin in _locked(lock)}
    apart = {pin for pin in _locked("run.txt") - _locked("dev.txt") if not pin.startswith("pip==")}
    assert apart == set()


def test_the_golden_screenplays_are_all_there():
    papers = sorted((ROOT / "tests/golden/screenplays").glob("g*.json"))
    assert len(papers) == 10
    assert all(json.loads(p.read_text("utf-8"))["schema"] == "walkon.screenplay/1" for p in papers)
