"""The passes of one order: prepare, encode alone, the whole pipeline, drawing alone, stages.

Every pass goes the road of ``generation.production.film``; nothing in that road is instrumented,
stages are measured by running them apart.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from threading import Event

import cv2
import numpy as np

from bot.bench.clock import Cost, measured, middle
from bot.bench.orders import BenchOrder
from bot.bootstrap import Workshop
from generation.arrays import StereoSamples, Yuv420Frame
from generation.media.colour import to_yuv420
from generation.model.clip import RenderOrder
from generation.model.timeline import Timeline
from generation.ports import Take
from generation.production.film import Developed, Titles, master
from generation.production.layout import lay_out
from generation.production.looks import LOOKS, Look, Negative, look_for, look_of
from generation.production.score import score
from generation.production.table_read import table_read
from generation.sound.mix import mix


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsed:
    """An order with everything that is known before the first frame is drawn."""

    order: RenderOrder
    timeline: Timeline
    sound: StereoSamples
    casting: Cost
    reading: Cost
    mixing: Cost


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCosts:
    """Medians over the runs of one order.

    Attributes:
        id: Name of the order.
        frames: Length in frames.
        runs: How often each pass was run.
        encode: The finished frames and the sound through the encoder alone.
        prepare: Blocking, painting the first shot, rigs, titles.
        pipeline: Drawing, titles and encoding from a prepared take; later shots are painted in it.
        stages: Cost of each stage run apart, over the whole film.
    """

    id: str
    frames: int
    runs: int
    encode: Cost
    prepare: Cost
    pipeline: Cost
    stages: dict[str, Cost]


def rehearse(bench: BenchOrder, shop: Workshop) -> Rehearsed:
    """Cast, read and mix an order."""
    order, casting = measured(lambda: bench.render_order(shop))
    speeches, reading = measured(
        lambda: table_read(order.screenplay, order.likenesses, shop.voice, seed=order.seed)
    )
    timeline = lay_out(order.screenplay, speeches, fps=order.spec.fps)
    sound, mixing = measured(lambda: mix(score(order, timeline, speeches)))
    return Rehearsed(
        order=order, timeline=timeline, sound=sound,
        casting=casting, reading=reading, mixing=mixing,
    )  # fmt: skip


def run_order(bench: BenchOrder, shop: Workshop, *, runs: int, folder: Path) -> OrderCosts:
    """Run encode-only and pipeline passes in turn, then the stages."""
    shop.engine.load()
    piece = rehearse(bench, shop)
    finished = _finished(piece, shop)
    out = folder / f"{bench.id}.mp4"
    encodes: list[Cost] = []
    prepares: list[Cost] = []
    pipelines: list[Cost] = []
    for _ in range(runs):
        encodes.append(encode_alone(piece, finished, out))
        prepare, pipeline = whole_pipeline(piece, shop, out)
        prepares.append(prepare)
        pipelines.append(pipeline)
    encode = middle(encodes)
    stages = {
        "cast": piece.casting,
        "read": piece.reading,
        "mix": piece.mixing,
        "prepare": middle(prepares),
        "draw": drawing(piece, shop),
        "yuv": _converting(finished),
        "titles": _titling(piece, shop, finished),
        "encode": encode,
    }
    return OrderCosts(
        id=bench.id, frames=piece.timeline.frames, runs=runs, encode=encode,
        prepare=middle(prepares), pipeline=middle(pipelines), stages=stages,
    )  # fmt: skip


def encode_alone(piece: Rehearsed, finished: list[Yuv420Frame], out: Path) -> Cost:
    """Cost of encoding frames that lie finished in memory."""
    _, cost = measured(
        lambda: master(finished, piece.sound, out, order=piece.order, timeline=piece.timeline)
    )
    return cost


def whole_pipeline(piece: Rehearsed, shop: Workshop, out: Path) -> tuple[Cost, Cost]:
    """Cost of preparing a take, and of drawing, titling and encoding it."""
    (take, titles), prepare = measured(lambda: _prepared(piece, shop))
    frames = _developed(piece, take, titles)
    _, pipeline = measured(
        lambda: master(frames, piece.sound, out, order=piece.order, timeline=piece.timeline)
    )
    return prepare, pipeline


def drawing(piece: Rehearsed, shop: Workshop) -> Cost:
    """Cost of drawing every frame from a prepared take, conversion to I420 included."""
    take = shop.engine.shoot(piece.order, piece.timeline)
    take.prepare()
    _, cost = measured(lambda: deque(take.frames(Event()), maxlen=0))
    return cost


LOOK_FRAMES = 60


def look_costs_ms(piece: Rehearsed, shop: Workshop, *, runs: int) -> dict[str, float]:
    """Return CPU milliseconds a frame that each look costs beyond natural, on the first shot.

    Looks are developed in turn, so that a slow moment is slow for all of them.
    """
    stop = Event()
    frames = shop.engine.shoot(piece.order, piece.timeline).frames(stop)
    shot = [frame.copy() for frame in islice(frames, LOOK_FRAMES)]
    stop.set()
    deque(frames, maxlen=0)
    spec = piece.order.spec
    negative = Negative(
        width_px=spec.width_px, height_px=spec.height_px, frames=piece.timeline.frames,
        fps=float(spec.fps), seed=piece.order.seed,
    )  # fmt: skip
    looks = {name: look_of(name, negative) for name in LOOKS}
    spent: dict[str, list[float]] = {name: [] for name in looks}
    for _ in range(runs):
        for name, look in looks.items():
            spent[name].append(_developing(shot, look).cpu_s)
    natural = median(spent.pop("natural"))
    return {name: 1000 * (median(cpu) - natural) / len(shot) for name, cpu in spent.items()}


def _developing(shot: list[Yuv420Frame], look: Look) -> Cost:
    """Cost of developing a copy of every frame, and of copying it."""
    sheet = shot[0].copy()

    def all_of_them() -> None:
        for index, frame in enumerate(shot):
            np.copyto(sheet, frame)
            look.develop(index, sheet)

    _, cost = measured(all_of_them)
    return cost


SECOND_ACTOR_FRAMES = 400
TURN_FRAMES = 25  # of one take, then of the other
SETTLED_S = 0.2  # by then the frames that a take draws ahead are done


def second_actor_ms(
    piece: Rehearsed, shop: Workshop, *, runs: int, frames: int = SECOND_ACTOR_FRAMES
) -> float:
    """Return CPU milliseconds a frame that the second actor of the first shot costs.

    Both takes are drawn in turn, some frames each: when the machine slows down, it does so for
    both; and never at the same time, since two cores may be two halves of one.
    """
    shots = [_first_shot(piece, actors, frames) for actors in (2, 1)]
    extra = []
    for _ in range(runs):
        takes = [shop.engine.shoot(shot.order, shot.timeline) for shot in shots]
        for take in takes:
            take.prepare()
        both, alone = _in_turn(takes, frames)
        extra.append(1000 * (both - alone) / frames)
    return median(extra)


def _in_turn(takes: Sequence[Take], frames: int) -> list[float]:
    """CPU seconds of each take: of its own threads, and of this one while it was asked."""
    spent = [0.0] * len(takes)
    threads: list[set[threading.Thread]] = []
    with ExitStack() as ends:
        drawn = []
        for take in takes:
            stop = Event()
            before = set(threading.enumerate())
            drawn.append(iter(take.frames(stop)))
            ends.callback(deque, drawn[-1], 0)
            ends.callback(stop.set)
            next(drawn[-1])
            threads.append(set(threading.enumerate()) - before)
        for first in range(1, frames, TURN_FRAMES):
            for index, one in enumerate(drawn):
                time.sleep(SETTLED_S)
                begun = time.thread_time()
                deque(islice(one, min(TURN_FRAMES, frames - first)), maxlen=0)
                spent[index] += time.thread_time() - begun
        return [
            own + sum(_thread_s(thread) for thread in theirs)
            for own, theirs in zip(spent, threads, strict=True)
        ]


def _thread_s(thread: threading.Thread) -> float:
    """Return CPU seconds of a thread that has not ended."""
    return time.clock_gettime(time.pthread_getcpuclockid(thread.ident or 0))


def _first_shot(piece: Rehearsed, actors: int, frames: int) -> Rehearsed:
    """Cut a film down to its first shot, made long, with so many actors in it.

    A long shot shows what a frame costs: rigs and hands are painted once, whatever its length.
    """
    paper, timeline = piece.order.screenplay, piece.timeline
    span = timeline.spans[0]
    span = replace(span, end=span.first + frames)
    shot = replace(paper.shots[0], cast=paper.shots[0].cast[:actors])
    order = replace(piece.order, screenplay=replace(paper, shots=(shot,)))
    return replace(
        piece,
        order=order,
        timeline=replace(timeline, spans=(span,), cues=timeline.cues_of(span.shot_id)),
    )


def _prepared(piece: Rehearsed, shop: Workshop) -> tuple[Take, Titles]:
    take = shop.engine.shoot(piece.order, piece.timeline)
    take.prepare()
    return take, Titles(piece.order, piece.timeline, shop.lettering)


def _finished(piece: Rehearsed, shop: Workshop) -> list[Yuv420Frame]:
    """Keep every finished frame: 1.4 MB each at 720x1280. Warms every cache on the way."""
    take, titles = _prepared(piece, shop)
    return [frame.copy() for frame in _developed(piece, take, titles)]


def _developed(piece: Rehearsed, take: Take, titles: Titles) -> Developed:
    records = take.records()
    look = look_for(piece.order, piece.timeline, records)
    return Developed(take, records, titles, piece.timeline, Event(), look=look)


def _converting(finished: list[Yuv420Frame]) -> Cost:
    picture = np.asarray(cv2.cvtColor(finished[0], cv2.COLOR_YUV2BGR_I420), np.uint8)
    return _each(finished, lambda _index, frame: to_yuv420(picture, frame))


def _titling(piece: Rehearsed, shop: Workshop, finished: list[Yuv420Frame]) -> Cost:
    titles = Titles(piece.order, piece.timeline, shop.lettering)
    return _each(finished, titles.lay)


def _each(frames: list[Yuv420Frame], work: Callable[[int, Yuv420Frame], None]) -> Cost:
    """Cost of ``work`` for every index on one copied frame."""
    sheet = frames[0].copy()

    def all_of_them() -> None:
        for index in range(len(frames)):
            work(index, sheet)

    _, cost = measured(all_of_them)
    return cost
