"""Characters of classical verse that have several readings sound as their line wants."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from generation.speech.espeak import WORKER
from generation.speech.readings import VERSE, respell
from generation.speech.worker_link import WorkerLink


@pytest.fixture(scope="module")
def link() -> Iterator[WorkerLink]:
    made = WorkerLink((sys.executable, str(WORKER)), timeout_s=10.0)
    yield made
    made.close()


def _sounds(link: WorkerLink, text: str) -> str:
    """Return espeak's own names, in which an aspirated sound differs from a plain one."""
    asked = {"text": text, "voice": "cmn+m1", "rate": 150, "pitch": 50, "range": 50}
    names = (name for _, name in link.ask(asked).header["phonemes"])
    return "".join(names).replace("ˈ", "").replace(" ", "")


@pytest.mark.parametrize(
    ("phrase", "like"),
    [
        ("夜泊", "夜脖"), ("仙乐", "仙岳"), ("没马蹄", "末马蹄"), ("幽咽", "幽夜"),
        ("声咽", "声夜"),
        ("脉脉", "莫莫"), ("氓之", "盟之"), ("乍暖还寒", "乍暖环寒"),
        ("去不还", "去不环"), ("纶巾", "关巾"), ("朝辞", "昭辞"), ("见牛羊", "线牛羊"),
        ("扁舟", "偏舟"), ("钿头", "店头"), ("龟兹", "丘瓷"), ("山重水", "山崇水"),
        ("朝來寒", "昭来寒"), ("旧时裳", "旧时尝"), ("一日還", "一日环"), ("一行白", "一航白"),
        ("千骑卷", "千记卷"), ("泊船", "脖船"), ("著我旧", "卓我旧"),
    ],
)  # fmt: skip
def test_a_phrase_of_verse_sounds_as_its_readers_say_it(link, phrase, like):
    heard, _ = respell(phrase, "cmn")
    assert _sounds(link, heard) == _sounds(link, like)
    assert _sounds(link, phrase) != _sounds(link, like)


def test_every_reading_is_as_long_as_what_is_written():
    assert all(len(written) == len(heard) for written, heard in VERSE.items())
