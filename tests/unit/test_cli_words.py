"""The command line: bad words get exit code 2 and one sentence; good words reach their verb."""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys

import pytest

from bot.casting import parse_cast, parse_points
from bot.cli import VERBS, main, parser
from bot.console import Console
from bot.i18n import LOCALES, say
from bot.verbs import cast
from bot.verbs.render import parse_size
from generation.errors import CastRejected, DiskFull, OptionRejected
from tests.messages import ROOT

SENTENCE = "me in the rain"
RUNS = {"low": 1, "high": 50}


@pytest.fixture(autouse=True)
def own_machine(monkeypatch, tmp_path):
    for name in ("LOCALE", "LOG_LEVEL", "ENGINE", "VOICE", "C2PA_CHAIN", "C2PA_KEY"):
        monkeypatch.delenv(f"WALKON_{name}", raising=False)
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def refused(capsys, tmp_path):
    """Run a command that must be refused; return the sentence."""

    def run(*words: str) -> str:
        assert main(words) == 2
        spoken = capsys.readouterr()
        assert spoken.out == ""
        assert "Traceback" not in spoken.err
        assert spoken.err.count("\n") == 1
        assert not list(tmp_path.rglob("*.mp4*"))
        return str(spoken.err)

    return run


@pytest.mark.parametrize(
    ("words", "mentions"),
    [
        ([], "walkon"),
        (["dance"], "dance"),
        (["render", SENTENCE, "--sise", "720x1280"], "--sise"),
        (["render", SENTENCE, "--dry"], "--dry"),
        (["render", SENTENCE, "another sentence"], "another sentence"),
        (["render", SENTENCE, "--seed", "seven"], "--seed"),
        (["render", SENTENCE, "--seed"], "--seed"),
        (["render", SENTENCE, "--duration", "long"], "--duration"),
        (["render", SENTENCE, "--out"], "--out"),
        (["enroll"], "walkon enroll"),
        (["verify"], "walkon verify"),
        (["--loud"], "walkon"),
    ],
)
def test_words_that_mean_nothing_are_named(refused, words, mentions):
    assert mentions in refused(*words)


@pytest.mark.parametrize(
    ("options", "message", "values"),
    [
        (["--size", "7x7"], "error-option-size", {"given": "7x7"}),
        (["--size", "721x1280"], "error-option-size", {"given": "721x1280"}),
        (["--size", "720x1922"], "error-option-size", {"given": "720x1922"}),
        (["--size", "-720x1280"], "error-option-value", {"option": "--size"}),
        (["--size", "portrait"], "error-option-size", {"given": "portrait"}),
        (["--size", ""], "error-option-size", {"given": ""}),
        (["--duration", "1.9"], "error-option-duration", {}),
        (["--duration", "61"], "error-option-duration", {}),
        (["--duration", "nan"], "error-option-duration", {}),
        (["--duration", "-5"], "error-option-duration", {}),
        (["--seed", "-1"], "error-option-seed", {}),
        (["--points", "1,2,3"], "error-option-points", {}),
        (["--points", "1,2,3,4,5,nan"], "error-option-points", {}),
        (["--points", "a,b,c,d,e,f"], "error-option-points", {}),
        (["--points", ""], "error-option-points", {}),
        (["--cast", "ana"], "error-cast-form", {"entry": "ana"}),
        (["--cast", "=ana.jpg"], "error-cast-form", {"entry": "=ana.jpg"}),
        (["--cast", "ana="], "error-cast-form", {"entry": "ana="}),
        (["--cast", "a=drawn:mina", "--cast", "A=drawn:otto"], "error-cast-twice", {"name": "A"}),
        (["--cast", f"{'x' * 25}=drawn:mina"], "error-cast-name-too-long", {"limit": 24}),
        (["--from-screenplay", "a.json"], "error-option-two-sources", {}),
        (["--out", ""], "error-option-out-folder", {"file": "."}),
        (["--out", "."], "error-option-out-folder", {"file": "."}),
        (["--cast", "me=me.jpg", "--out", "me.jpg"], "error-option-overwrites", {"file": "me.jpg"}),
        (
            ["--cast", "me=f.poster.jpg", "--out", "f.mp4"],
            "error-option-overwrites",
            {"file": "f.poster.jpg"},
        ),
        (
            ["--cast", "me=./me.jpg", "--screenplay", "me.jpg"],
            "error-option-overwrites",
            {"file": "me.jpg"},
        ),
    ],
)
def test_a_bad_option_is_refused_by_its_own_sentence(refused, options, message, values):
    low, high = (128, 1920) if message == "error-option-size" else (2, 60)
    sentence = say(message, "en", {"low": low, "high": high} | values)
    assert refused("render", SENTENCE, *options) == f"{sentence}\n"


@pytest.mark.parametrize("runs", ["0", "51", "-3"])
def test_a_bench_runs_a_sensible_number_of_times(refused, runs):
    assert refused("bench", "--runs", runs) == say("error-option-runs", "en", RUNS) + "\n"


def test_an_empty_sentence_is_nothing_to_film(refused):
    assert refused("render") == say("error-sentence-empty") + "\n"
    assert refused("render", "   ") == say("error-sentence-empty") + "\n"


def test_a_drawn_name_that_nobody_has_is_refused(refused):
    spoken = refused("render", SENTENCE, "--cast", "me=drawn:hamlet")
    assert "hamlet" in spoken
    assert "mina" in spoken


@pytest.mark.parametrize("file", ["nobody.jpg", "a\nb.jpg", "x" * 300 + ".jpg"])
def test_a_picture_that_is_not_there_is_one_line(refused, file):
    assert refused("enroll", file).endswith("is not there; check the name.\n")


def test_a_folder_for_a_film_is_refused_before_any_work(refused, tmp_path):
    (tmp_path / "films").mkdir()
    assert "films" in refused("render", SENTENCE, "--out", "films")


def test_a_screenplay_that_is_not_there_is_refused(refused):
    assert "paper.json" in refused("render", "--from-screenplay", "paper.json")


def test_a_screenplay_that_is_no_json_is_refused(refused, tmp_path):
    (tmp_path / "paper.json").write_bytes(b"\xff\xfe scene one")
    assert "no JSON" in refused("render", "--from-screenplay", "paper.json")


def test_a_setting_that_means_nothing_is_refused(refused, monkeypatch):
    monkeypatch.setenv("WALKON_LOG_LEVEL", "LOUD")
    assert refused("cast").startswith("WALKON_LOG_LEVEL")


@pytest.mark.parametrize("locale", LOCALES)
def test_a_refusal_speaks_the_language_that_is_set(refused, monkeypatch, locale):
    monkeypatch.setenv("WALKON_LOCALE", locale)
    assert refused("render", SENTENCE, "--seed", "-1") == say("error-option-seed", locale) + "\n"


def test_a_dry_run_prints_the_screenplay_and_makes_nothing(capsys, tmp_path):
    assert main(["render", SENTENCE, "--dry-run", "--screenplay", "paper.json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads((tmp_path / "paper.json").read_text(encoding="utf-8"))
    assert printed["schema"] == "walkon.screenplay/1"
    assert not (tmp_path / "films").exists()


def test_a_written_screenplay_can_be_read_back(capsys):
    main(["render", SENTENCE, "--dry-run", "--screenplay", "one.json"])
    first = capsys.readouterr().out
    assert main(["render", "--from-screenplay", "one.json", "--dry-run"]) == 0
    assert capsys.readouterr().out == first


def test_a_dry_run_as_json_is_the_screenplay_on_one_line(capsys):
    assert main(["render", SENTENCE, "--dry-run", "--json"]) == 0
    spoken = capsys.readouterr().out
    assert spoken.count("\n") == 1
    assert json.loads(spoken)["schema"] == "walkon.screenplay/1"


def test_json_is_one_line(capsys):
    assert main(["cast", "--json"]) == 0
    spoken = capsys.readouterr()
    assert spoken.out.count("\n") == 1
    assert list(json.loads(spoken.out)["cast"]) == ["mina", "otto", "zuri", "kenji", "rosa", "tao"]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_cast_is_listed_in_ones_own_language(capsys, monkeypatch, locale):
    monkeypatch.setenv("WALKON_LOCALE", locale)
    assert main(["cast"]) == 0
    assert ("米娜" in capsys.readouterr().out) == (locale != "en")


def test_a_sentence_with_broken_characters_is_still_a_sentence(capsys):
    assert main(["render", "me in the \udcff rain", "--dry-run"]) == 0
    assert capsys.readouterr().out


def test_a_terminal_that_knows_no_chinese_still_gets_its_answer(tmp_path):
    terminal = {"PYTHONIOENCODING": "ascii", "WALKON_LOCALE": "zh-Hans", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "cast"],
        cwd=tmp_path, env=os.environ | terminal, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"mina (??)" in done.stdout


def test_a_bug_is_one_sentence_with_an_id(capsys, monkeypatch):
    def broken(*_: object) -> int:
        raise ZeroDivisionError("inner workings")

    monkeypatch.setattr(cast, "run", broken)
    assert main(["cast"]) == 1
    spoken = capsys.readouterr().err
    assert re.search(r"\(ZeroDivisionError, [0-9a-z]{26}\)", spoken)
    assert "inner workings" not in spoken
    assert spoken.count("\n") == 1


@pytest.mark.parametrize(
    ("failure", "code"), [(KeyboardInterrupt(), 130), (DiskFull(file="film.mp4"), 3)]
)
def test_each_kind_of_end_has_its_exit_code(capsys, monkeypatch, failure, code):
    def ended(*_: object) -> int:
        raise failure

    monkeypatch.setattr(cast, "run", ended)
    assert main(["cast"]) == code
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("verb", [None, *VERBS])
@pytest.mark.parametrize("locale", LOCALES)
def test_help_is_there_in_every_language(capsys, monkeypatch, verb, locale):
    monkeypatch.setenv("WALKON_LOCALE", locale)
    with pytest.raises(SystemExit) as ended:
        main([*([verb] if verb else []), "--help"])
    assert ended.value.code == 0
    assert say("help-help", locale) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "size"),
    [("720x1280", (720, 1280)), (" 128X1920 ", (128, 1920)), ("1080×1080", (1080, 1080))],
)
def test_a_size_is_read_as_people_write_it(text, size):
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "720", "720x", "0x0", "126x720", "720x1280x3", "7e2x720"])
def test_other_sizes_are_refused(text):
    with pytest.raises(OptionRejected):
        parse_size(text)


def test_points_are_six_numbers():
    assert parse_points("1, 2.5,3,4,5,6") == (1.0, 2.5, 3.0, 4.0, 5.0, 6.0)
    assert parse_points(None) is None


def test_the_cast_keeps_its_order_and_its_equals_signs():
    cast = parse_cast(["me=a=b.jpg", " Ana = drawn:mina"])
    assert [(entry.name, entry.source, entry.drawn) for entry in cast] == [
        ("me", "a=b.jpg", None),
        ("Ana", "drawn:mina", "mina"),
    ]


def test_a_name_is_one_name_in_any_case():
    with pytest.raises(CastRejected):
        parse_cast(["Straße=a.jpg", "STRASSE=b.jpg"])


def test_numbers_of_a_result_reach_its_sentence(capsys):
    Console(locale="en", as_json=False).result("gallery", {"folder": "pictures", "rows": [1]})
    assert capsys.readouterr().out == "Every film and every set, in pictures: pictures\n"


def _subparsers() -> dict[str, argparse.ArgumentParser]:
    def choices(verb: str) -> dict[str, argparse.ArgumentParser]:
        actions = parser(wanted=verb)._actions
        return dict(next(a for a in actions if isinstance(a, argparse._SubParsersAction)).choices)

    return {verb: choices(verb)[verb] for verb in VERBS}


def test_every_command_is_a_verb_with_its_own_module():
    folder = ROOT / "bot/verbs"
    assert sorted(VERBS) == sorted(p.stem for p in folder.glob("*.py") if p.stem != "__init__")


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_and_option_is_on_the_page(verb):
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## `walkon {verb}")[2].partition("\n## ")[0]
    assert section, f"docs/commands.md has no section for {verb}"
    options = [o for action in _subparsers()[verb]._actions for o in action.option_strings]
    missing = [o for o in options if o.startswith("--") and o not in f"{section}--help --json"]
    assert missing == []


def test_the_page_invents_no_command_and_no_option():
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    assert re.findall(r"^## `walkon (\w+)", page, re.MULTILINE) == list(VERBS)
    known = {o for p in _subparsers().values() for a in p._actions for o in a.option_strings}
    assert set(re.findall(r"`(--[a-z-]+)", page)) <= known


@pytest.mark.parametrize("verb", VERBS)
def test_every_argument_has_help(verb):
    assert [a.dest for a in _subparsers()[verb]._actions if not a.help] == []
