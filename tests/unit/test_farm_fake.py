"""The fake farm's canned answers are real enough to be sealed, and it fails when it is told to."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.house.sealing import Sealer
from generation.errors import VoiceFailed, WorkerLost
from generation.farm import wire
from generation.ports import Packed, Task, TaskKind
from generation.provenance.chain import open_chain
from storage.folder import DataFolder
from tests.fakes_farm import FakeFarm, canned

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
CLIP_ID = "01j00000000000000000000abc"


def film_task(clip_id=CLIP_ID) -> Task:
    body = {"clip_id": clip_id, "screenplay": "{}", "parts": {}}
    return Task(id="a", attempt=1, kind="film", body=body, deadline_s=20)


class _Shelf:
    def put(self, owner, kind, data):
        return kind


async def test_a_canned_film_can_be_sealed_under_its_own_id(models_dir, tmp_path):
    farm = FakeFarm(canned(models_dir))
    result = await (await farm.submit(film_task())).result()
    shelf: Any = _Shelf()
    sealer = Sealer(DataFolder(tmp_path), shelf, lambda: open_chain(tmp_path / "seal", at=NOON))
    row = sealer.put_away(
        CLIP_ID, result, film="f", cut=frozenset(), grants=[], at=NOON
    )  # fmt: skip
    assert row.id == CLIP_ID
    assert CLIP_ID.encode() in wire.read(wire.FilmResult, result).film


async def test_papers_and_faces_are_there_too(models_dir):
    farm = FakeFarm(canned(models_dir))
    body = wire.PaperBody(sentence="I am late", cast=[("Ann", "cameo")], locale="en", seed=1)
    asked: tuple[tuple[TaskKind, type, Packed], ...] = (
        ("paper", wire.PaperResult, wire.body(body)),
        ("likeness", wire.LikenessResult, {}),
        ("capture", wire.CaptureResult, {}),
        ("faces", wire.FacesResult, {}),
    )
    for kind, form, given in asked:
        task = Task(id="b", attempt=1, kind=kind, body=given, deadline_s=20)
        result = await (await farm.submit(task)).result()
        assert wire.read(form, result)


async def test_it_fails_when_told_to(models_dir):
    farm = FakeFarm(canned(models_dir))
    farm.failures.append(VoiceFailed("died"))
    with pytest.raises(VoiceFailed):
        await (await farm.submit(film_task())).result()
    await (await farm.submit(film_task())).result()
    assert len(farm.taken) == 2


async def test_nothing_ends_while_the_gate_is_closed(models_dir):
    farm = FakeFarm(canned(models_dir), slots=1)
    farm.gate.clear()
    running = await farm.submit(film_task())
    await asyncio.sleep(0.05)
    assert (running.ended, farm.free()) == (False, 0)
    farm.gate.set()
    await running.result()
    farm.gate.clear()
    held = await farm.submit(film_task())
    await held.cancel()
    with pytest.raises(WorkerLost):
        await held.result()
