"""The benchmark of video models: shrunk, on a CPU, every way through it once."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import pairwise
from types import SimpleNamespace
from typing import get_args

import pytest
import torch

from bot.bench.gpu import SCHEMA, _goals, measure_gpu
from bot.bench.gpu_clock import Watch
from bot.bench.gpu_film import PARTS, grid_of, step_inputs
from bot.bench.gpu_flops import decoding_tflop, step_tflop
from bot.bench.gpu_fp8 import EightBitLinear, swap_linears
from bot.bench.gpu_models import CONNECTORS, TRANSFORMER, VIDEO_VAE, Models
from bot.bench.gpu_models import PARTS as MODELS
from bot.bench.gpu_run import Line, Run
from bot.bench.gpu_sizes import SIZES_DEFAULT, VARIANTS, parse_sizes, parse_variants
from bot.bench.gpu_variants import Switches, Why, why_not
from bot.cli import main
from bot.i18n import LOCALES, say
from generation.engines.diffusion.device import TorchDevice
from generation.errors import OptionRejected
from tests.messages import ROOT
from tests.tiny.cameras import checkpoint


@pytest.fixture(scope="module", autouse=True)
def one_core():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def measured(sizes, variants, *, minutes=5.0, weights=None):
    lines: list[Line] = []
    doing: list[str] = []
    verdicts = measure_gpu(
        parse_sizes(sizes), parse_variants(variants), minutes=minutes, shrink=True,
        weights=weights, tell=lambda line: lines.append(json.loads(json.dumps(line))),
        announce=doing.append,
    )  # fmt: skip
    assert verdicts == []
    assert {f"bench-doing-{what}": say(f"bench-doing-{what}") for what in doing}
    return lines


@pytest.fixture(scope="module")
def plain(once):
    """One larger size, without the compiler."""
    return once("bench-plain", lambda: measured("704x1280", "eager,cudnn,fp8"))


@pytest.fixture(scope="module")
def compiled(once):
    return once("bench-compiled", lambda: measured("512x768", "compile"))


def of(lines, what, **known):
    return [line for line in lines if line["what"] == what and known.items() <= line.items()]


# -- lines ------------------------------------------------------------------------------------


def test_every_line_says_what_it_is_and_whether_it_was_measured(plain, compiled):
    for line in (*plain, *compiled):
        assert {"what", "shrunk", "ran"} <= line.keys()
        assert line["shrunk"] is True
        assert ("why" in line) is not line["ran"]
        assert line.get("why", "time") in get_args(Why)


def test_the_first_line_tells_on_what_the_others_were_measured(plain):
    first = plain[0]
    assert (first["what"], first["schema"]) == ("machine", SCHEMA)
    assert first["device"] == "cpu"
    assert first["torch"] == torch.__version__
    assert {"cpus", "python", "diffusers", "load"} <= first.keys()
    assert [line["what"] for line in plain[1:4]] == ["models", "product", "product"]
    assert [line["dtype"] for line in of(plain, "product", ran=True)] == ["bfloat16", "float8"]
    assert plain[-1]["what"] == "done"


def test_a_step_is_held_against_what_the_device_multiplies(plain):
    [product] = of(plain, "product", dtype="bfloat16")
    steps = of(plain, "step", ran=True)
    assert [step["variant"] for step in steps] == ["eager", "fp8"]
    for step in steps:
        assert step["tflops"] == pytest.approx(step["tflop"] / step["s"], rel=0.01)
        assert step["of_product"] == pytest.approx(step["tflops"] / product["tflops"], rel=0.01)
        assert step["first_s"] > 0
        assert step["peak_gib"] > 0


@pytest.mark.parametrize("passes", [1, 2])
def test_a_film_is_the_sum_of_its_parts(plain, passes):
    films = of(plain, "film", ran=True, passes=passes, together=1)
    assert [film["variant"] for film in films] == ["eager", "fp8"]
    for film in films:
        assert tuple(film["parts_s"]) == PARTS
        assert film["s"] == pytest.approx(sum(film["parts_s"].values()), rel=0.01)
        assert film["to_length"] == pytest.approx(film["s"] / film["plays_s"], rel=0.01)
        assert film["decoding_of_product"] > 0


def test_two_films_at_once_are_compared_with_one_after_the_other(plain, compiled):
    pairs = of(plain, "film", ran=True, together=2) + of(compiled, "film", ran=True, together=2)
    assert [pair["variant"] for pair in pairs] == ["eager", "fp8", "compile"]
    for pair in pairs:
        [alone] = [
            film
            for film in of(plain + compiled, "film", together=1, passes=1)
            if (film["variant"], film["ran"]) == (pair["variant"], True)
        ]
        assert pair["a_film_s"] == pytest.approx(pair["s"] / 2, rel=0.01)
        assert pair["to_one_by_one"] == pytest.approx(pair["a_film_s"] / alone["s"], rel=0.01)


def test_what_a_cpu_cannot_do_says_why_and_what_follows_goes_on_without_it(plain):
    [refused] = of(plain, "step", variant="cudnn")
    assert refused["why"] == "no-kernel"
    assert "RuntimeError" in refused["said"]
    [eight] = of(plain, "step", variant="fp8")
    assert (eight["ran"], eight["with"]) == (True, ["fp8"])


def test_compiled_blocks_are_ready_after_the_first_step(compiled):
    [step] = of(compiled, "step")
    assert (step["ran"], step["with"]) == (True, ["compile"])
    assert step["first_s"] > 5 * step["s"]


def test_a_shrunk_run_judges_nothing(plain):
    goals = of(plain, "goal")
    assert [(goal["passes"], goal["why"]) for goal in goals] == [(1, "shrunk"), (2, "shrunk")]
    assert all("met" not in goal for goal in goals)


def test_when_the_time_is_up_every_size_says_so():
    lines = measured(SIZES_DEFAULT, "eager,cudnn", minutes=0.0)
    steps = of(lines, "step")
    assert [(step["variant"], step["size"]) for step in steps] == [
        (variant, size) for variant in ("eager", "cudnn") for size in ("512x768", "704x1280")
    ]
    assert {step["why"] for step in steps} == {"time"}
    assert of(lines, "film") == []
    assert lines[-1]["what"] == "done"


def test_given_weights_take_the_place_of_random_ones():
    folder = checkpoint("ltx")
    lines = measured("64x64", "eager,fp8", weights=folder)
    [models] = of(lines, "models")
    assert models["weights"] == folder.name
    assert "upsampler" not in models["billions"]
    assert [line["said"] for line in of(lines, "step", ran=False)] == []
    assert [line["ran"] for line in of(lines, "film")] == [True] * 4


# -- limits -----------------------------------------------------------------------------------


def run_of(fastest, *, shrunk=False):
    lines: list[Line] = []
    nothing = Models(**dict.fromkeys((*MODELS, "upsampler")), weights="none")
    run = Run(
        models=nothing,
        device=TorchDevice("cpu"),
        shrunk=shrunk,
        until=0.0,
        tell=lines.append,
        fastest=fastest,
    )
    return run, lines


def test_goals_are_met_or_missed_by_the_fastest_film():
    fastest = {("512x768", 1): (4.2, "cudnn"), ("704x1280", 1): (11.0, "fp8")}
    run, lines = run_of(fastest | {("704x1280", 2): (7.0, "fp8")})
    verdicts = list(_goals(run, parse_sizes(f"{SIZES_DEFAULT},640x640")))
    assert [(v.id, v.subject, v.value, v.met) for v in verdicts] == [
        ("gpu-film", "512x768", 4.2, True), ("gpu-film", "704x1280", 11.0, False),
        ("gpu-film-twice", "704x1280", 7.0, True),
    ]  # fmt: skip
    assert [(line["variant"], line["met"]) for line in lines] == [
        ("cudnn", True), ("fp8", False), ("fp8", True)
    ]  # fmt: skip
    assert (verdicts[0].limit, verdicts[0].goal) == (5.0, 3.0)
    for locale in LOCALES:
        assert {say(f"bench-gate-{v.id}", locale, {"order": v.subject}) for v in verdicts}


def test_a_goal_that_nothing_was_filmed_for_is_neither():
    run, lines = run_of({})
    assert list(_goals(run, parse_sizes("512x768"))) == []
    assert [line["why"] for line in lines] == ["not-filmed"]


# -- what is counted ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def full():
    """Models of full size that have shapes and no numbers."""
    from diffusers import (
        AutoencoderKLLTX2Audio,
        AutoencoderKLLTX2Video,
        LTX2VideoTransformer3DModel,
    )
    from diffusers.pipelines.ltx2 import LTX2TextConnectors

    from generation.engines.diffusion.loading import hush

    hush()
    with torch.device("meta"):
        return SimpleNamespace(
            transformer=LTX2VideoTransformer3DModel(**TRANSFORMER),
            connectors=LTX2TextConnectors(**CONNECTORS),
            vae=AutoencoderKLLTX2Video(**VIDEO_VAE), audio_vae=AutoencoderKLLTX2Audio(),
        )  # fmt: skip


def test_the_models_are_as_large_as_the_published_ones(full):
    def billions(model):
        return sum(weights.numel() for weights in model.parameters()) / 1e9

    assert billions(full.transformer) == pytest.approx(18.99, abs=0.01)
    assert billions(full.connectors) == pytest.approx(3.17, abs=0.01)


@pytest.mark.parametrize(
    ("size", "tokens", "tflop"), [("512x768", 6144, 201.0), ("704x1280", 14080, 542.0)]
)
def test_a_step_is_counted_as_it_is(full, size, tokens, tflop):
    [film] = parse_sizes(size)
    grid = grid_of(full, film)
    assert (grid.tokens, grid.frames, grid.sound) == (tokens, 16, 126)
    counted = step_tflop(full.transformer, lambda config: step_inputs(config, grid, "meta"))
    assert counted == pytest.approx(tflop, rel=0.005)
    # The video's dense layers and its attention to itself alone, by hand.
    block = full.transformer.transformer_blocks[0]
    dense = sum(
        weights.numel()
        for name, weights in block.named_parameters()
        if "audio" not in name and ("attn1" in name or "ff." in name)
    )
    assert counted > 48 * (2 * dense * tokens + 4 * tokens**2 * 4096) / 1e12


def test_decoding_is_counted_too(full):
    assert decoding_tflop(full.vae, 16, 24, 16) == pytest.approx(117.5, rel=0.01)


# -- eight bits -----------------------------------------------------------------------------------


def test_a_layer_in_eight_bits_is_nearly_the_layer():
    torch.manual_seed(1)
    linear = torch.nn.Linear(256, 128, dtype=torch.bfloat16)
    given = torch.randn(2, 24, 256, dtype=torch.bfloat16)
    with torch.no_grad():
        wanted, got = linear(given), EightBitLinear(linear)(given)
    assert got.shape == wanted.shape
    assert (got - wanted).norm() / wanted.norm() < 0.05


def test_only_large_layers_go_into_eight_bits():
    layers = torch.nn.Sequential(
        torch.nn.Linear(64, 64, dtype=torch.bfloat16),
        torch.nn.Linear(64, 8, dtype=torch.bfloat16),
        torch.nn.Linear(40, 64, dtype=torch.bfloat16),
    )
    with torch.no_grad():
        assert swap_linears(layers, 16) == 1
    assert [type(layer) for layer in layers] == [EightBitLinear, torch.nn.Linear, torch.nn.Linear]


def test_switches_go_off_again():
    backends: list[str] = []
    transformer = SimpleNamespace(
        transformer_blocks=[SimpleNamespace(_compiled_call_impl=None)],
        set_attention_backend=backends.append,
        compile_repeated_blocks=lambda backend: None,
    )
    switches = Switches(transformer, small=True)
    for variant in ("eager", "cudnn", "compile"):
        switches.turn_on(variant)
    assert switches.on == ["cudnn", "compile"]
    switches.turn_off("cudnn")
    assert (switches.on, backends) == (["compile"], ["_native_cudnn", "native"])
    switches.all_off()
    assert switches.on == []


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (RuntimeError("No available kernel. Aborting execution."), "no-kernel"),
        (RuntimeError("CUDA out of memory. Tried to allocate"), "no-room"),
        (MemoryError(), "no-room"),
        (ModuleNotFoundError("No module named 'triton'"), "no-library"),
        (torch._dynamo.exc.Unsupported("a generator", "generators", None), "not-compiled"),
        (ValueError("shapes"), "fails"),
    ],
)  # fmt: skip
def test_an_error_of_a_library_has_one_reason(error, why):
    assert why_not(error)[0] == why
    assert why_not(error)[1].startswith(type(error).__name__)


def test_a_watch_waits_and_weighs():
    watch = Watch("cpu", "cpu")
    result, seconds = watch.timed(lambda: sum(range(1000)))
    assert (result, seconds > 0) == (499500, True)
    assert watch.peak_gib() > 0


# -- the command ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", "big", "512", "512x", "512x768x9", "500x768", "32x64", "2048x64", "512x768,",
             "0x0", "-512x768", "64x64,64x96,96x64,96x96,128x128"]
)  # fmt: skip
def test_nonsense_is_no_size(text):
    with pytest.raises(OptionRejected) as caught:
        parse_sizes(text)
    assert caught.value.message == "error-option-gpu-sizes"
    assert text[:40] in say(caught.value.message, "en", caught.value.details)


def test_a_shrunk_size_keeps_its_name_and_is_small():
    sizes = parse_sizes("512x768, 704x1280,64x64,512x768")
    assert [(s.asked, s.twice) for s in sizes] == [
        ("512x768", False), ("704x1280", True), ("64x64", False)
    ]  # fmt: skip
    for size in sizes:
        small = size.shrunk()
        assert small.asked == size.asked
        assert small.width % 64 == small.height % 64 == small.frames % 8 - 1 == 0
        assert small.width * small.height <= 64 * 128
    assert sizes[0].seconds == pytest.approx(5, abs=0.1)


def test_variants_come_in_their_order_and_unknown_ones_are_named():
    assert parse_variants("fp8, eager") == ("eager", "fp8")
    assert all(
        VARIANTS.index(a) < VARIANTS.index(b)
        for a, b in pairwise(parse_variants(",".join(VARIANTS)))
    )
    with pytest.raises(OptionRejected) as caught:
        parse_variants("eager,turbo")
    assert caught.value.details["given"] == "turbo"


@pytest.fixture
def own_machine(monkeypatch, tmp_path):
    monkeypatch.delenv("WALKON_LOCALE", raising=False)
    monkeypatch.setenv("WALKON_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)


@pytest.mark.usefixtures("own_machine")
@pytest.mark.parametrize(
    ("words", "code", "mentions"),
    [
        (["--sizes", "huge"], 2, "huge"),
        (["--variants", "turbo"], 2, "turbo"),
        (["--minutes", "0"], 2, "--minutes"),
        (["--minutes", "nan"], 2, "--minutes"),
        (["--weights", "nowhere"], 3, "nowhere"),
    ],
)
def test_what_cannot_be_measured_is_one_sentence(capsys, words, code, mentions):
    assert main(["bench", "--gpu", *words]) == code
    spoken = capsys.readouterr()
    assert spoken.out == ""
    assert mentions in spoken.err.splitlines()[-1]
    assert "Traceback" not in spoken.err


@pytest.mark.usefixtures("own_machine")
def test_the_command_writes_a_line_a_measurement_or_one_of_all(capsys):
    asked = ["bench", "--gpu", "--shrink", "--sizes", "64x64", "--variants", "eager"]
    assert main(asked) == 0
    spoken = capsys.readouterr()
    lines = [json.loads(line) for line in spoken.out.splitlines()]
    assert [line["said"] for line in lines if not line["ran"]] == []
    assert [line["what"] for line in lines] == [
        "machine", "models", "product", "product", "variant", "step", "film", "film", "done"
    ]  # fmt: skip
    assert spoken.err.splitlines()[-1] == say("bench-gpu-shrunk")
    assert main([*asked, "--json", "--minutes", "0.0001"]) == 0
    [whole] = capsys.readouterr().out.splitlines()
    assert json.loads(whole)["schema"] == SCHEMA
    assert [line["what"] for line in json.loads(whole)["lines"]] == [
        "machine", "models", "product", "product", "variant", "step", "done"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs/benchmarks").glob("gpu-*.jsonl")), ids=lambda p: p.stem
)
def test_a_recorded_run_says_what_it_is(page):
    lines = [json.loads(line) for line in page.read_text(encoding="utf-8").splitlines()]
    assert (lines[0]["schema"], lines[-1]["what"]) == (SCHEMA, "done")
    assert {line["shrunk"] for line in lines} == {"shrunk" in page.name}
    assert (lines[0]["device"] == "cpu") is ("cpu" in page.name)


def test_no_model_library_is_loaded_before_it_is_needed():
    code = "import sys, bot.verbs.bench; print('torch' in sys.modules, 'diffusers' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
