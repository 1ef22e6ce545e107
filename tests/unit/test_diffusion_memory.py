"""What a camera does where there is little room: it waits outside, films smaller, or says so."""

from __future__ import annotations

import weakref
from threading import Event

import numpy as np
import pytest
import torch

from generation.engines.diffusion.rolling import Progress, in_room
from generation.errors import EngineUnavailable, OutOfMemory, RenderError
from generation.model.setup import Setup
from generation.ports import unheeded
from tests.tiny import cameras
from tests.tiny.cameras import Card

FULL = torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB.")
STILL = np.random.default_rng(2).integers(0, 256, (192, 64, 3), np.uint8)
SETUP = Setup(
    id="S1", shot_id="S1", first=0, frames=5, prompt="A person waves.", actors=("P1",), seed=3
)
CAMERAS = {"ltx": cameras.ltx, "wan": cameras.wan}


class Trouble:
    """Raises errors in place of a module's next forward passes, one after another."""

    def __init__(self, module, *errors):
        self.left = list(errors)
        self._handle = module.register_forward_pre_hook(self._raise)

    def _raise(self, *_):
        if self.left:
            raise self.left.pop(0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._handle.remove()


def roll(camera, rolled=unheeded):
    return camera.roll(SETUP, STILL, stop=Event(), rolled=rolled).frames


@pytest.fixture(params=CAMERAS)
def made(request):
    return CAMERAS[request.param]


@pytest.fixture
def camera(made):
    one = made(device=Card(), steps=2, area_px=32 * 96 if made is cameras.ltx else 64 * 192)
    one.load()
    return one


def test_what_does_not_fit_once_is_filmed_smaller(camera):
    whole = roll(camera)
    shares: list[float] = []
    tidied = camera.device.tidied
    with Trouble(camera._pipeline.transformer, FULL):
        small = roll(camera, shares.append)
    assert small.size < whole.size
    assert len(small) == SETUP.frames
    assert shares == sorted(shares)
    assert shares[-1] == 1
    assert camera.device.tidied == tidied + 1
    assert np.array_equal(roll(camera), whole)


def test_what_does_not_fit_twice_is_one_clear_error(camera):
    with Trouble(camera._pipeline.transformer, FULL, FULL), pytest.raises(OutOfMemory) as error:
        roll(camera)
    assert error.value.message == "error-memory-gpu-small"
    assert error.value.retryable
    assert len(roll(camera)) == SETUP.frames


def test_a_smaller_picture_can_also_be_stopped(camera):
    stop = Event()

    def rolled(share):
        stop.set()

    with Trouble(camera._pipeline.transformer, FULL), pytest.raises(RenderError, match="stopped"):
        camera.roll(SETUP, STILL, stop=stop, rolled=rolled)
    assert len(roll(camera)) == SETUP.frames


def test_nothing_that_was_computed_is_kept_by_the_one_who_stops(camera):
    latents, stop = [], Event()

    def seen(_, args, named):
        latents.append(weakref.ref(named["hidden_states"]))

    hook = camera._pipeline.transformer.register_forward_pre_hook(seen, with_kwargs=True)
    with pytest.raises(RenderError, match="stopped") as error:
        camera.roll(SETUP, STILL, stop=stop, rolled=lambda share: stop.set())
    hook.remove()
    assert error.value.reason == "stopped"
    assert latents
    assert not any(one() is not None for one in latents)


def test_other_faults_are_not_hidden(camera):
    fault = RuntimeError("shapes differ")
    with (
        Trouble(camera._pipeline.transformer, fault),
        pytest.raises(RuntimeError, match="shapes differ"),
    ):
        roll(camera)
    assert len(roll(camera)) == SETUP.frames


def test_a_card_that_fails_is_out_of_order(camera):
    fault = torch.AcceleratorError("CUDA error: an illegal memory access was encountered", 700)
    with Trouble(camera._pipeline.transformer, fault), pytest.raises(EngineUnavailable) as error:
        roll(camera)
    assert error.value.message == "error-engine-device"


def test_an_attention_backend_that_cannot_do_it_is_left(camera):
    whole = roll(camera)
    fault = RuntimeError("No available kernel. Aborting execution.")
    with Trouble(camera._pipeline.transformer, fault):
        assert np.array_equal(roll(camera), whole)


def test_pictures_are_decoded_in_tiles_where_the_whole_does_not_fit(camera):
    whole = roll(camera)
    assert not camera._pipeline.vae.use_tiling
    with Trouble(camera._pipeline.vae.decoder, FULL):
        tiled = roll(camera)
    assert camera._pipeline.vae.use_tiling
    assert tiled.shape == whole.shape


@pytest.mark.parametrize(("free_gb", "waiting"), [(100, 0), (24, 1), (4, 2)])
def test_where_there_is_less_room_more_weights_wait_outside_for_the_same_picture(
    made, free_gb, waiting
):
    """First the text encoder, which is asked once a prompt, then everything."""
    camera = made(device=Card(free_gb), steps=1, offload_below_gb=80.0, vram_min_gb=2.0)
    whole = roll(made(device=Card(), steps=1))
    assert np.abs(roll(camera).astype(int) - whole).max() <= 1
    parts = [camera._pipeline.text_encoder, camera._pipeline.transformer]
    assert [_waits(part) for part in parts] == [place < waiting for place in range(2)]
    assert camera._pipeline.vae.use_tiling == (waiting > 0)


def _waits(part):
    hooks = [getattr(module, "_diffusers_hook", None) for module in part.modules()]
    return any(hook is not None and hook.get_hook("group_offloading") for hook in hooks)


def test_a_card_that_is_too_small_is_refused_before_anything_is_read(made, monkeypatch):
    import diffusers

    monkeypatch.setattr(diffusers.DiffusionPipeline, "from_pretrained", None)
    camera = made(device=Card(8), offload_below_gb=80.0, vram_min_gb=16.0)
    with pytest.raises(OutOfMemory) as error:
        camera.load()
    assert error.value.details == {"needs": 16, "has": 8}


def test_there_may_be_room_later(made):
    card = Card(8)
    camera = made(device=card, steps=1, offload_below_gb=80.0, vram_min_gb=16.0)
    with pytest.raises(OutOfMemory):
        camera.load()
    card.free_gb = 100
    assert len(roll(camera)) == SETUP.frames


def test_weights_may_be_kept_in_eight_bits(made):
    camera = made(device=Card(), steps=1, fp8="cast", dtype="bfloat16")
    assert len(roll(camera)) == SETUP.frames
    kept = {p.dtype for p in camera._pipeline.transformer.parameters()}
    assert torch.float8_e4m3fn in kept
    assert {p.dtype for p in camera._pipeline.text_encoder.parameters()} == {torch.bfloat16}


def test_a_transformers_blocks_are_compiled_where_they_stay_on_the_card():
    def compiled(**how):
        camera = cameras.ltx(device=Card(24), compile=True, **how)
        camera.load()
        modules = camera._pipeline.transformer.modules()
        return [module for module in modules if module._compiled_call_impl is not None]

    assert len(compiled()) == 2
    assert not compiled(offload_below_gb=80.0)


@pytest.mark.parametrize("backend", ["native", "nonsense", "sage"])
def test_an_attention_backend_is_taken_where_it_is_there(backend):
    assert len(roll(cameras.wan(device=Card(), steps=1, attention=backend))) == SETUP.frames


def test_a_second_try_is_smaller_and_the_last():
    card, areas = Card(), []

    def make(area):
        areas.append(area)
        raise MemoryError

    with pytest.raises(OutOfMemory):
        in_room(make, 1000, card)
    assert areas == [1000, 560]
    assert card.tidied == 2


def test_progress_never_goes_back():
    told: list[float] = []
    progress = Progress(2, Event(), told.append)
    for step in (0, 1, 0, 1):
        progress(None, step, None, None)
    progress.tell(1.0)
    assert told == sorted(set(told))
    assert len(told) == 3
