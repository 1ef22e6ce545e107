"""Settings: what may be set, how it is read, and that the example and the page say the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, default_data_dir, load_settings, with_options
from generation.errors import OptionRejected
from tests.messages import ROOT

FIELDS = Settings.model_fields


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch, tmp_path):
    for name in FIELDS:
        monkeypatch.delenv(f"WALKON_{name.upper()}", raising=False)
    monkeypatch.chdir(tmp_path)


def _example() -> dict[str, tuple[str, str]]:
    """Variable → (description, default) as ``.env.example`` has them."""
    found: dict[str, tuple[str, str]] = {}
    comment = ""
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines():
        if line.startswith("#WALKON_"):
            name, _, value = line.removeprefix("#").partition("=")
            found[name] = comment, value
        comment = line.removeprefix("#").strip()
    return found


def test_the_example_names_every_setting_with_its_default_and_meaning():
    wanted = {
        f"WALKON_{name.upper()}": (field.description, str(field.default or ""))
        for name, field in FIELDS.items()
        if field.default_factory is None
    }
    wanted["WALKON_DATA_DIR"] = (FIELDS["data_dir"].description, "")
    assert _example() == wanted


def test_the_example_changes_nothing_when_it_is_copied(tmp_path):
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    (tmp_path / ".env").write_text(text.replace("#WALKON_", "WALKON_"), encoding="utf-8")
    assert load_settings() == Settings(_env_file=None)  # type: ignore[call-arg]


def test_every_setting_is_on_the_settings_page():
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    missing = [name for name in FIELDS if f"`WALKON_{name.upper()}`" not in page]
    assert missing == []


def test_the_settings_page_invents_no_setting():
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    named = {word.strip("`|=,.:;()") for word in page.split() if word.startswith("`WALKON_")}
    assert {name.partition("=")[0] for name in named} <= {f"WALKON_{n.upper()}" for n in FIELDS}


def test_without_an_environment_the_data_is_where_the_platform_keeps_it():
    assert load_settings().data_dir == default_data_dir()


def test_the_environment_wins_over_the_file(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("WALKON_LOCALE=zh-Hans\nWALKON_LOG_LEVEL=ERROR\n")
    monkeypatch.setenv("WALKON_LOCALE", "zh-Hant")
    settings = load_settings()
    assert (settings.locale, settings.log_level) == ("zh-Hant", "ERROR")


def test_a_tilde_is_the_home_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("WALKON_MODELS_DIR", "~/models")
    assert load_settings().models_dir == tmp_path / "models"


def test_an_empty_value_is_no_value(monkeypatch):
    monkeypatch.setenv("WALKON_LOCALE", "")
    assert load_settings().locale == "en"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("WALKON_LOCALE", "klingon"),
        ("WALKON_LOG_LEVEL", "LOUD"),
        ("WALKON_ENGINE", "Steam & co"),
        ("WALKON_REMOTE_DIALECT", "martian"),
    ],
)
def test_a_value_that_means_nothing_is_refused_by_its_name(monkeypatch, variable, value):
    monkeypatch.setenv(variable, value)
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert (refused.value.reason, refused.value.details) == ("setting", {"name": variable})


@pytest.mark.parametrize(("variable", "reason"), [("ENGINE", "engine"), ("VOICE", "voice")])
def test_an_engine_or_voice_that_nobody_has_written_is_refused(monkeypatch, variable, reason):
    monkeypatch.setenv(f"WALKON_{variable}", "steam")
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == reason


def test_what_a_command_line_says_is_checked_like_a_setting():
    settings = load_settings()
    told = with_options(settings, {"engine": "wan", "weights": Path("~/wan"), "voice": None})
    assert (told.engine, told.voice) == ("wan", "auto")
    assert told.weights == Path("~/wan").expanduser()
    for given, reason in (
        ({"engine": "remote"}, "no-remote"),
        ({"remote_url": "http://films.example/v1"}, "clear-remote"),
        ({"remote_url": "gopher://films"}, "setting"),
    ):
        with pytest.raises(OptionRejected) as refused:
            with_options(settings, given)
        assert refused.value.reason == reason


def test_a_certificate_without_its_key_is_refused(monkeypatch):
    monkeypatch.setenv("WALKON_C2PA_CHAIN", "chain.pem")
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == "half-chain"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://api.example/v1", "clear-llm"),
        ("http://127.0.0.1.evil.example/v1", "clear-llm"),
        ("https://user:key@api.example/v1", "setting"),
        ("https://api.example/v1?key=1", "setting"),
        ("api.example/v1", "setting"),
        ("file:///etc/passwd", "setting"),
    ],
)
def test_a_language_model_is_spoken_to_in_secret_or_on_this_machine(monkeypatch, url, reason):
    monkeypatch.setenv("WALKON_LLM_MODEL", "wit")
    monkeypatch.setenv("WALKON_LLM_URL", url)
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    "url",
    [
        "https://api.example/v1",
        "http://127.0.0.1:11434/v1",
        "http://[::1]:8080",
        "http://localhost/v1/",
    ],
)
def test_a_language_model_has_an_address_a_name_and_a_key_out_of_sight(monkeypatch, tmp_path, url):
    (tmp_path / "key").write_text("k-secret\n", encoding="utf-8")
    monkeypatch.setenv("WALKON_LLM_URL", url)
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == "half-llm"
    monkeypatch.setenv("WALKON_LLM_MODEL", "wit")
    monkeypatch.setenv("WALKON_LLM_KEY_FILE", str(tmp_path / "key"))
    given = load_settings()
    assert given.llm_key is not None
    assert given.llm_key.get_secret_value() == "k-secret"
    assert "k-secret" not in repr(given)


def test_an_unreadable_file_is_refused(tmp_path):
    (tmp_path / ".env").write_bytes(b"WALKON_LOCALE=\xff\xfe\n")
    with pytest.raises(OptionRejected) as refused:
        load_settings()
    assert refused.value.reason == "env-file"


def test_the_data_folder_is_not_made_by_reading_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    assert load_settings().data_dir == Path(tmp_path / "data")
    assert not (tmp_path / "data").exists()
