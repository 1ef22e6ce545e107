"""The benchmark: fixed orders, honest clocks, limits that can be missed."""

from __future__ import annotations

import ast
import json
import sys
import time
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from bot.bench.clock import Cost, measured, middle
from bot.bench.gates import LOOK_MAX_MS, Figures, Verdict, cpu_ratio, judge, wall_ratio
from bot.bench.orders import ORDERS_FILE, read_orders
from bot.bench.passes import OrderCosts, look_costs_ms, rehearse, run_order, second_actor_ms
from bot.bench.peer import PEER_SCRIPT, PeerCost, run_peer
from bot.bench.redo import redo_share
from bot.bench.report import as_values, machine, show
from bot.bench.whole import WholeRender, command_of, last_line, watched
from bot.bootstrap import Workshop
from bot.cli import main, parse
from bot.settings import Settings
from generation.engines.puppet.cast import CAST
from generation.errors import MediaRejected, RenderError, ScreenplayRejected, ToolMissing
from generation.model.likeness import Likeness
from generation.model.timeline import ShotRecord
from generation.production.layout import lay_out
from generation.production.looks import LOOKS
from generation.production.table_read import table_read
from generation.speech.espeak import EspeakVoice
from tests.fakes import FakeEngine, FakeVoice

ORDERS = {order.id: order for order in read_orders()}


@pytest.fixture
def shop(tmp_path, models_dir):
    """A workshop whose films cost nothing to draw and to speak."""
    made = Workshop(Settings(data_dir=tmp_path, models_dir=models_dir), lambda _package: None)
    made.engines["puppet"], made.voice = FakeEngine(), FakeVoice()
    return made


def spent(**more):
    costs = OrderCosts(
        id="tea_house", frames=300, runs=5,
        encode=Cost(wall_s=1.0, cpu_s=2.0),
        prepare=Cost(wall_s=0.2, cpu_s=0.4),
        pipeline=Cost(wall_s=2.0, cpu_s=4.4),
        stages={"draw": Cost(wall_s=1.0, cpu_s=2.0)},
    )  # fmt: skip
    return replace(costs, **more)


def figures(**more):
    values = Figures(
        orders=[spent()] * 3,
        long=spent(id="half_minute"),
        redo_share=0.31,
        second_actor_ms=3.5,
        looks_ms={"ink": 2.5},
        whole=WholeRender(wall_s=4.0, peak_rss_mb=600),
        peer=PeerCost(name="moviepy", cpu_ms_a_frame=90.0, wall_ms_a_frame=90.0),
    )
    return replace(values, **more)


# -- orders -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def voice():
    made = EspeakVoice()
    yield made
    made.close()


def voiced(character):
    """Return a likeness that only speaks."""
    blank = np.zeros((2, 2, 4), np.uint8)
    return Likeness(
        kind="drawn", picture=blank[..., :3], alpha=blank[..., 0], shoulders=True,
        landmarks=np.zeros((468, 3), np.float32), clothes_bgr=(0, 0, 0), skin_bgr=(0, 0, 0),
        source_face_px=1.0, voice=CAST[character].voice,
    )  # fmt: skip


@pytest.mark.parametrize("order", ORDERS.values(), ids=lambda order: order.id)
def test_every_order_is_as_long_as_its_limits_say(order, voice):
    paper = order.screenplay
    parts = {member.token: voiced(order.cast[member.name]) for member in paper.cast}
    speeches = table_read(paper, parts, voice, seed=order.seed)
    frames = lay_out(paper, speeches, fps=Fraction(30)).frames
    assert frames == (900 if order.id == "half_minute" else 300)
    assert order.size == (720, 1280)


@pytest.mark.parametrize(
    ("name", "place", "motion", "weather", "actors"),
    [
        ("tea_house", "tea_house", "static", "clear", 1),
        ("snow_mountain", "snow_mountain", "push_in", "snow", 1),
        ("rainy_street", "rainy_street", "handheld", "rain", 2),
    ],
)
def test_the_orders_are_what_the_limits_were_set_for(name, place, motion, weather, actors):
    shots = ORDERS[name].screenplay.shots
    assert 1 <= len(shots) <= 3
    assert {(s.set, s.camera.motion, s.weather.kind) for s in shots} == {(place, motion, weather)}
    assert all(len(shot.cast) == actors and shot.lines for shot in shots)
    assert len({line.who for shot in shots for line in shot.lines}) == actors


def test_the_long_order_is_half_a_minute_of_five_shots_with_three_people():
    paper = list(read_orders())[-1].screenplay
    assert sum(shot.duration_s or 0 for shot in paper.shots) == 30
    assert len(paper.shots) == 5
    assert {line.who for shot in paper.shots for line in shot.lines} == {"P1", "P2", "P3"}


def test_a_broken_orders_file_is_refused(tmp_path):
    path = tmp_path / "orders.json"
    with pytest.raises(MediaRejected):
        read_orders(path)
    paper = json.loads(ORDERS_FILE.read_text(encoding="utf-8"))
    paper["orders"][1]["screenplay"]["mood"] = "hungry"
    path.write_text(json.dumps(paper), encoding="utf-8")
    with pytest.raises(ScreenplayRejected) as caught:
        read_orders(path)
    assert "orders.1.screenplay.mood" in str(caught.value.details["where"])


# -- clocks -----------------------------------------------------------------------------------


def test_sleeping_costs_time_and_no_processor():
    _, cost = measured(lambda: time.sleep(0.2))
    assert cost.wall_s >= 0.2
    assert cost.cpu_s < 0.1


def test_work_costs_processor_time():
    def work() -> int:
        end = time.process_time() + 0.1
        rounds = 0
        while time.process_time() < end:
            rounds += 1
        return rounds

    rounds, cost = measured(work)
    assert rounds > 0
    assert cost.cpu_s >= 0.08


def test_the_middle_is_taken_of_each_figure():
    costs = [Cost(wall_s=w, cpu_s=c) for w, c in ((1, 9), (5, 2), (2, 3))]
    assert middle(costs) == Cost(wall_s=2, cpu_s=3)


# -- limits -----------------------------------------------------------------------------------


def test_good_figures_keep_every_limit():
    verdicts = list(judge(figures()))
    assert len(verdicts) == 16
    assert [verdict.id for verdict in verdicts if not verdict.met] == []


@pytest.mark.parametrize(
    ("missed", "more"),
    [
        ("cpu", {"orders": [spent(), spent(), spent(pipeline=Cost(wall_s=2, cpu_s=6.1))]}),
        ("wall", {"orders": [spent(), spent(), spent(pipeline=Cost(wall_s=2.9, cpu_s=4))]}),
        ("cpu", {"long": spent(pipeline=Cost(wall_s=2, cpu_s=5.7))}),
        ("wall", {"long": spent(pipeline=Cost(wall_s=2.6, cpu_s=4))}),
        ("cpu-median", {"orders": [spent(pipeline=Cost(wall_s=2, cpu_s=5.7))] * 3, "peer": None}),
        ("wall-median", {"orders": [spent(pipeline=Cost(wall_s=2.6, cpu_s=4))] * 3}),
        ("redo", {"redo_share": 0.34}),
        ("second-actor", {"second_actor_ms": 4.1}),
        ("look", {"looks_ms": {"ink": 2.9, "comic": 3.1}}),
        ("whole-wall", {"whole": WholeRender(wall_s=4.6, peak_rss_mb=600)}),
        ("whole-memory", {"whole": WholeRender(wall_s=4.0, peak_rss_mb=901)}),
        ("peer", {"peer": PeerCost(name="moviepy", cpu_ms_a_frame=58, wall_ms_a_frame=58)}),
    ],
)
def test_each_limit_can_be_missed_alone(missed, more):
    assert [verdict.id for verdict in judge(figures(**more)) if not verdict.met] == [missed]


def test_preparation_counts_where_it_is_asked_for():
    assert cpu_ratio(spent()) == pytest.approx(2.2)
    assert cpu_ratio(spent(), prepared=False) == pytest.approx(2.4)
    assert wall_ratio(spent(), prepared=False) == pytest.approx(2.2)


def test_more_is_better_only_where_it_says_so():
    assert Verdict(id="peer", value=5, limit=4, at_least=True).met
    assert not Verdict(id="cpu", value=5, limit=4).met


# -- passes -----------------------------------------------------------------------------------


class TwoActorTake:
    """Costs 4 ms of processor a frame for each actor."""

    def __init__(self, order, timeline):
        self.order, self.timeline = order, timeline

    def prepare(self):
        pass

    def frames(self, stop):
        actors = len(self.order.screenplay.shots[0].cast)
        for _ in range(self.timeline.frames):
            end = time.process_time() + 0.004 * actors
            while time.process_time() < end and not stop.is_set():
                pass
            yield np.zeros((192, 72), np.uint8)

    def records(self) -> list[ShotRecord]:
        return []


def test_an_order_is_run_the_road_a_film_goes(shop, tmp_path):
    order = replace(ORDERS["tea_house"], size=(72, 128))
    costs = run_order(order, shop, runs=1, folder=tmp_path)
    assert costs.frames == 300
    assert set(costs.stages) == {
        "cast", "read", "mix", "prepare", "draw", "yuv", "titles", "encode",
    }  # fmt: skip
    assert all(cost.cpu_s >= 0 and cost.wall_s > 0 for cost in costs.stages.values())
    assert costs.pipeline.cpu_s > costs.stages["titles"].cpu_s
    assert [path.name for path in tmp_path.glob("*.mp4")] == ["tea_house.mp4"]


def test_the_second_actor_is_the_difference_between_two_and_one(shop):
    order = replace(ORDERS["rainy_street"], size=(72, 128))
    piece = rehearse(order, shop)
    shop.engine.shoot = TwoActorTake
    extra = second_actor_ms(piece, shop, runs=1, frames=60)
    assert extra == pytest.approx(4.0, abs=1.0)


def test_a_retake_is_weighed_beside_the_whole_film(shop, tmp_path):
    paper = ORDERS["tea_house"].screenplay
    shots = tuple(replace(shot, lines=(), duration_s=0.5) for shot in paper.shots)
    short = replace(ORDERS["tea_house"], size=(128, 128), screenplay=replace(paper, shots=shots))
    share = redo_share(short, shop, runs=1, folder=tmp_path)
    assert 0 < share < 3
    films = {path.name for path in tmp_path.glob("*.mp4")}
    assert {f"tea_house-{n}.mp4" for n in range(len(shots) + 1)} <= films


def test_every_look_but_natural_is_weighed(shop):
    order = replace(ORDERS["tea_house"], size=(128, 128))
    costs = look_costs_ms(rehearse(order, shop), shop, runs=1)
    assert set(costs) == set(LOOKS) - {"natural"}
    assert all(cost < LOOK_MAX_MS for cost in costs.values())


# -- the whole command ------------------------------------------------------------------------


def test_the_command_is_one_that_render_understands(tmp_path):
    words = list(command_of(ORDERS["rainy_street"], tmp_path / "a.json", tmp_path / "a.mp4"))
    assert words[:3] == [sys.executable, "-m", "bot.cli"]
    given = parse(words[3:], "en")
    assert given.cast == ["Zuri=drawn:zuri", "Otto=drawn:otto"]
    assert (given.verb, given.size, given.seed) == ("render", "720x1280", 13)


HUNGRY = "import time; held = bytearray(64 << 20); held[::4096] = b'x' * 16384; time.sleep(0.4)"


def test_memory_of_children_counts(tmp_path):
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HUNGRY!r}])"
    wall_s, peak_mb = watched([sys.executable, "-c", child], tmp_path / "said.txt")
    assert wall_s >= 0.4
    assert 64 < peak_mb < 200


def test_a_failing_command_is_told_with_its_own_last_words(tmp_path):
    command = [sys.executable, "-c", "import sys; sys.exit('no room left')"]
    with pytest.raises(RenderError) as caught:
        watched(command, tmp_path / "said.txt")
    assert caught.value.details == {"code": 1, "said": "no room left"}
    assert last_line("one\n\n") == "one"


# -- the peer ---------------------------------------------------------------------------------


def test_the_peers_script_imports_nothing_of_ours():
    tree = ast.parse(PEER_SCRIPT.read_text(encoding="utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names] if isinstance(node, ast.Import)
            else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        )
    }  # fmt: skip
    assert names - set(sys.stdlib_module_names) == {"moviepy"}


def test_an_interpreter_without_moviepy_is_one_sentence(shop, tmp_path):
    piece = rehearse(replace(ORDERS["tea_house"], size=(72, 128)), shop)
    with pytest.raises(ToolMissing) as caught:
        run_peer(piece, shop, python=Path(sys.executable), folder=tmp_path)
    assert caught.value.message == "error-tool-missing-peer"
    with pytest.raises(MediaRejected):
        run_peer(piece, shop, python=tmp_path / "python", folder=tmp_path)


# -- what is said -----------------------------------------------------------------------------


@pytest.mark.parametrize("locale", ["en", "zh-Hans", "zh-Hant"])
def test_tables_name_every_order_and_every_limit(locale, capsys):
    seen = figures()
    verdicts = list(judge(seen))
    show(seen, verdicts, locale)
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("2.20") >= 2
    assert len([line for line in said.err.splitlines() if "≤" in line or "≥" in line]) == 16


def test_figures_are_plain_json():
    seen = figures()
    values = json.loads(json.dumps(as_values(seen, list(judge(seen)), machine(), 1.5)))
    assert values["met"] == values["gate_count"] == 16
    assert values["orders"][0]["cpu_ratio"] == 2.2
    assert values["machine"]["load_after"] == 1.5
    assert "peer" not in as_values(figures(peer=None), [], machine(), 0.0)


def test_runs_out_of_range_are_refused(capsys):
    assert main(["bench", "--runs", "0"]) == 2
    assert "--runs" in capsys.readouterr().err
