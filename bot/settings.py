"""Settings from ``WALKON_*`` and ``.env``: the only place that reads the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, Self

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.plugins import plugins
from generation.errors import OptionRejected

SERVICE_URL = r"^(https?://([A-Za-z0-9.-]+|\[[0-9a-fA-F:.]+\])(:\d{1,5})?(/[\w./~-]*)?)?$"
LOOPBACK = re.compile(r"^http://(localhost|127(\.\d{1,3}){3}|\[::1\])(:|/|$)")
TOKEN = re.compile(r"\d{1,20}:[A-Za-z0-9_-]{8,128}")
DISCORD_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,128}(\.[A-Za-z0-9_-]{1,256}){2}")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LIBRARIES = {"PTB_TIMEDELTA": "true"}  # python-telegram-bot: lengths of time as such
KEPT = ("LANG", "LD_LIBRARY_PATH", "HOME", "CUDA_VISIBLE_DEVICES")  # HOME: a user's own fonts


ENGINES = ("auto", "puppet", "ltx", "wan", "remote")
LOCAL = ("ltx", "wan")
"""Engines whose model this machine runs."""
VOICES = ("auto", "espeak", "pocket", "kokoro", "coqui", "vibevoice")
NAME = r"^[a-z][a-z0-9_-]{0,31}$"


def default_data_dir() -> Path:
    """Return the folder of this user's data as the platform has it."""
    return Path(platformdirs.user_data_dir("walkon", appauthor=False))


class Settings(BaseSettings):
    """Everything an operator can set. Field ``x`` is the variable ``WALKON_X``."""

    model_config = SettingsConfigDict(
        env_prefix="WALKON_", env_file=".env", env_file_encoding="utf-8", extra="ignore",
        env_ignore_empty=True,
    )  # fmt: skip

    data_dir: Path = Field(
        default_factory=default_data_dir, description="Where models, keys and blobs are kept."
    )
    models_dir: Path | None = Field(
        default=None, description="A folder with the model files, for machines without a network."
    )
    locale: Literal["en", "zh-Hans", "zh-Hant"] = Field(
        default="en", description="Language of sentences for people: en, zh-Hans or zh-Hant."
    )
    operator: str = Field(
        default="", description="Who runs this bot, as members know them; named in every release."
    )
    command: str = Field(
        default="cameo",
        pattern=r"^[a-z0-9_]{1,32}$",
        description="The word of the command, without the slash.",
    )
    workers: int = Field(default=2, ge=1, le=64, description="Films made at the same time.")
    film_side: int = Field(
        default=720, ge=270, le=1080, multiple_of=90, description="Short side of films, in pixels."
    )
    keys: SecretStr | None = Field(
        default=None,
        description="Keys that wrap all others, newest first: name:base64,name:base64 (32 bytes).",
    )
    keys_file: Path | None = Field(default=None, description="A file with WALKON_KEYS in it.")
    keys_mirror_dir: Path | None = Field(
        default=None, description="Where the one copy of keys.db is kept; on another disk, best."
    )
    admins: str = Field(
        default="", description="Ids of those who run the bot, such as telegram:1,web:2."
    )
    retention_days: int = Field(
        default=365, ge=1, description="Days without use after which a cameo is erased."
    )
    web_host: str = Field(default="127.0.0.1", description="Address the room listens at.")
    web_port: int = Field(default=8765, ge=1, le=65535, description="Port the room listens at.")
    web_public_url: str = Field(
        default="", description="Address that guests use when a proxy stands before the room."
    )
    telegram_token: SecretStr | None = Field(
        default=None, description="The token that Telegram's @BotFather gave your bot."
    )
    telegram_token_file: Path | None = Field(
        default=None, description="A file with WALKON_TELEGRAM_TOKEN in it."
    )
    telegram_mode: Literal["polling", "webhook"] = Field(
        default="polling",
        description="How messages come in: polling (asked for) or webhook (brought by Telegram).",
    )
    telegram_webhook_url: str = Field(
        default="",
        pattern=r"^(https://[A-Za-z0-9.-]+(:\d{1,5})?(/[\w./~-]*)?)?$",
        description="For webhook: the public https address of your proxy, with a path of its own.",
    )
    telegram_webhook_port: int = Field(
        default=8766, ge=1, le=65535,
        description="For webhook: the port your proxy passes that address on to.",
    )  # fmt: skip
    telegram_webhook_secret: SecretStr | None = Field(
        default=None,
        description="For webhook: what Telegram proves itself with; drawn at each start if unset.",
    )
    telegram_webhook_secret_file: Path | None = Field(
        default=None, description="A file with WALKON_TELEGRAM_WEBHOOK_SECRET in it."
    )
    telegram_api_url: str = Field(
        default="",
        pattern=SERVICE_URL,
        description="A Bot API server of your own, in place of Telegram's.",
    )
    discord_token: SecretStr | None = Field(
        default=None,
        description="The token of your bot, from its Bot page at discord.com/developers.",
    )
    discord_token_file: Path | None = Field(
        default=None, description="A file with WALKON_DISCORD_TOKEN in it."
    )
    discord_api_url: str = Field(
        default="",
        pattern=SERVICE_URL,
        description="An address that speaks Discord's API, in place of Discord's own.",
    )
    engine: str = Field(
        default="auto",
        pattern=NAME,
        description="What shoots the film: auto, puppet, ltx, wan or remote.",
    )
    weights: Path | None = Field(
        default=None, description="A folder with a video model, in place of a downloaded one."
    )
    stills: Literal["painted", "retouched"] = Field(
        default="painted",
        description="What ltx and wan begin with: painted, or retouched by an image model.",
    )
    voice: str = Field(
        default="auto",
        pattern=NAME,
        description="What speaks: auto, espeak, pocket, kokoro, coqui or vibevoice.",
    )
    voice_weights: Path | None = Field(
        default=None, description="A folder with a voice model, in place of a downloaded one."
    )
    coqui_licence_accepted: Literal["", "yes"] = Field(
        default="",
        description="yes: you have read the licence of XTTS v2, which is for non-commercial use.",
    )
    hub_url: str = Field(
        default="",
        pattern=SERVICE_URL,
        description="An address to download models from, in place of huggingface.co.",
    )
    hub_token: SecretStr | None = Field(
        default=None, description="Your token there, for models that ask for one."
    )
    hub_token_file: Path | None = Field(
        default=None, description="A file with WALKON_HUB_TOKEN in it."
    )
    remote_url: str = Field(
        default="",
        pattern=SERVICE_URL,
        description="A server that makes films: an address that speaks /v1/videos. Sent faces.",
    )
    remote_model: str = Field(default="", description="What that server calls the model.")
    remote_key: SecretStr | None = Field(default=None, description="The key for that server.")
    remote_key_file: Path | None = Field(
        default=None, description="A file with WALKON_REMOTE_KEY in it."
    )
    remote_dialect: Literal["openai", "vllm-omni", "sglang"] = Field(
        default="openai", description="How that server is spoken to: openai, vllm-omni or sglang."
    )
    remote_price: str = Field(
        default="",
        pattern=r"^(\d{1,4}(\.\d{1,4})? [A-Z]{3})?$",
        description="What a second of its film costs, such as 0.10 USD; told with each film.",
    )
    llm_url: str = Field(
        default="",
        pattern=SERVICE_URL,
        description="A language model that makes films wittier: an OpenAI-compatible address.",
    )
    llm_model: str = Field(default="", description="What that server calls the model.")
    llm_key: SecretStr | None = Field(default=None, description="The key for that server.")
    llm_key_file: Path | None = Field(default=None, description="A file with WALKON_LLM_KEY in it.")
    hear_url: str = Field(
        default="",
        pattern=SERVICE_URL,
        description="What turns spoken ideas into words: an OpenAI-compatible address.",
    )
    hear_model: str = Field(default="", description="What that server calls its recogniser.")
    hear_key: SecretStr | None = Field(default=None, description="The key for that recogniser.")
    hear_key_file: Path | None = Field(
        default=None, description="A file with WALKON_HEAR_KEY in it."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="How much the log says: DEBUG, INFO, WARNING or ERROR."
    )
    c2pa_chain: Path | None = Field(
        default=None, description="Your own certificate chain (PEM, leaf first) for sealing clips."
    )
    c2pa_key: Path | None = Field(
        default=None, description="The private key (PEM) of that chain's leaf."
    )

    @field_validator(
        "data_dir", "models_dir", "c2pa_chain", "c2pa_key", "keys_file", "keys_mirror_dir",
        "llm_key_file", "hear_key_file", "telegram_token_file", "telegram_webhook_secret_file",
        "discord_token_file", "weights", "voice_weights", "remote_key_file", "hub_token_file",
    )  # fmt: skip
    @classmethod
    def _home(cls, path: Path | None) -> Path | None:
        """Read ``~`` as a shell does; ``.env`` has none."""
        return None if path is None else path.expanduser()

    @model_validator(mode="after")
    def _secrets(self) -> Self:
        """Read a secret from the file that holds it."""
        self.keys = _secret(self.keys, self.keys_file)
        self.llm_key = _secret(self.llm_key, self.llm_key_file)
        self.hear_key = _secret(self.hear_key, self.hear_key_file)
        self.hub_token = _secret(self.hub_token, self.hub_token_file)
        self.remote_key = _secret(self.remote_key, self.remote_key_file)
        self.telegram_token = _secret(self.telegram_token, self.telegram_token_file)
        self.telegram_webhook_secret = _secret(
            self.telegram_webhook_secret, self.telegram_webhook_secret_file
        )
        self.discord_token = _secret(self.discord_token, self.discord_token_file)
        return self


def _clear(url: str) -> bool:
    """Tell whether what is sent there could be read on the way."""
    return url.startswith("http:") and not LOOPBACK.match(url)


def _is_other(secret: SecretStr | None, shape: re.Pattern[str]) -> bool:
    """Tell whether a secret is there and cannot be one."""
    return secret is not None and not shape.fullmatch(secret.get_secret_value())


CONTRADICTIONS: Sequence[tuple[str, Callable[[Settings], bool]]] = (
    ("half-chain", lambda s: (s.c2pa_chain is None) != (s.c2pa_key is None)),
    ("half-llm", lambda s: bool(s.llm_url) != bool(s.llm_model)),
    ("half-hear", lambda s: bool(s.hear_url) != bool(s.hear_model)),
    ("engine", lambda s: s.engine not in {*ENGINES, *plugins("cameras")}),
    ("voice", lambda s: s.voice not in {*VOICES, *plugins("voices")}),
    ("no-remote", lambda s: s.engine == "remote" and not s.remote_url),
    ("telegram-token", lambda s: _is_other(s.telegram_token, TOKEN)),
    (
        "telegram-webhook-url",
        lambda s: s.telegram_mode == "webhook" and not s.telegram_webhook_url,
    ),
    ("telegram-webhook-secret", lambda s: _is_other(s.telegram_webhook_secret, WEBHOOK_SECRET)),
    ("discord-token", lambda s: _is_other(s.discord_token, DISCORD_TOKEN)),
    ("clear-telegram", lambda s: _clear(s.telegram_api_url)),
    ("clear-discord", lambda s: _clear(s.discord_api_url)),
    ("clear-hub", lambda s: _clear(s.hub_url)),
    ("clear-remote", lambda s: _clear(s.remote_url)),
    ("clear-llm", lambda s: _clear(s.llm_url)),
    ("clear-hear", lambda s: _clear(s.hear_url)),
)
"""What settings cannot be together: the end of a message id, and when it is said."""


def load_settings() -> Settings:
    """Read the environment.

    Raises:
        OptionRejected: A variable has a value that means nothing, ``.env`` cannot be read, a chain
            has no key, or a service has no model or would be spoken to in the clear.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        raise OptionRejected("setting", name=f"WALKON_{field.upper()}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise OptionRejected("env-file") from error
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    for reason, is_so in CONTRADICTIONS:
        if is_so(settings):
            raise OptionRejected(reason)


def _secret(given: SecretStr | None, file: Path | None) -> SecretStr | None:
    """Return what was given, else what stands in the file."""
    if file is None or given is not None:
        return given
    return SecretStr(file.read_text(encoding="utf-8").strip())


OPTIONS = {"remote_url": "url"}
"""Options that are called otherwise than the setting in whose place they stand."""


def with_options(settings: Settings, given: Mapping[str, object]) -> Settings:
    """Return the settings with what a command line says in their place, checked like them.

    Raises:
        OptionRejected: What was given means nothing, or not together.
    """
    told = {name: value for name, value in given.items() if value}
    try:
        changed = Settings(**{**settings.model_dump(), **told})
    except ValidationError as error:
        field = str(error.errors()[0]["loc"][0])
        option = OPTIONS.get(field, field.replace("_", "-"))
        raise OptionRejected("setting", name=f"--{option}") from error
    _check(changed)
    return changed


def with_puppets(settings: Settings) -> Settings:
    """Return the settings with the engine and voice that need nothing: what has to be alike."""
    return settings.model_copy(update={"engine": "puppet", "voice": "espeak"})


def prepare_libraries() -> None:
    """Set what libraries read of the environment and can be told in no other way."""
    for name, value in LIBRARIES.items():
        os.environ.setdefault(name, value)


def kept_environment() -> dict[str, str]:
    """Return what a process needs of the environment that gets no settings and no secrets."""
    return {name: os.environ[name] for name in KEPT if name in os.environ}
