"""Casting: who was named plays, everyone else is drawn, and nobody plays two parts."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.bootstrap import Workshop, workshop
from bot.casting import CastEntry, PictureChoice, cast_film, source_of
from bot.settings import Settings
from generation.errors import CastRejected
from generation.model.likeness import Likeness
from generation.model.screenplay import CastMember, Screenplay, Shot


@pytest.fixture
def shop(tmp_path, models_dir):
    with workshop(Settings(data_dir=tmp_path, models_dir=models_dir)) as opened:
        yield opened


def _paper(*cast: tuple[str, str, str]) -> Screenplay:
    members = tuple(
        CastMember(token=token, kind=kind, name=name)  # type: ignore[arg-type]
        for token, kind, name in cast
    )
    shots = (Shot(id="S1", set="plain_room"),)
    return Screenplay(title="T", language="en", mood="neutral", cast=members, shots=shots)


def _parts(shop: Workshop, paper: Screenplay, *entries: CastEntry, seed: int = 0) -> dict[str, str]:
    parts = cast_film(paper, entries, shop, PictureChoice(), seed=seed)
    return {token: part.character or "" for token, part in parts.items()}


def test_nobody_plays_two_parts_and_the_same_seed_casts_the_same(shop):
    paper = _paper(("P1", "cameo", "me"), ("P2", "stand_in", "Ben"), ("P3", "stand_in", "Ana"))
    lead = CastEntry(name="ME", source="drawn:otto")
    parts = _parts(shop, paper, lead, seed=4)
    assert parts["P1"] == "otto"
    assert len(set(parts.values())) == 3
    assert _parts(shop, paper, lead, seed=4) == parts


def test_a_drawn_character_called_by_name_plays_itself(shop):
    assert _parts(shop, _paper(("P1", "stand_in", "Zuri"))) == {"P1": "zuri"}


def test_things_and_extras_have_no_face(shop):
    assert _parts(shop, _paper(("P1", "thing", "Monday"), ("X1", "extra", "X1"))) == {}


def test_an_unknown_drawn_name_is_refused_with_those_there_are(shop):
    entry = CastEntry(name="me", source="drawn:" + "hamlet" * 20)
    with pytest.raises(CastRejected) as refused:
        _parts(shop, _paper(("P1", "cameo", "me")), entry)
    assert len(str(refused.value.details["name"])) == 24
    assert str(refused.value.details["known"]).split()[0] == "mina"


def test_the_source_type_tells_the_truth_about_the_pictures(mina):
    photo: Likeness = replace(mina, kind="photo")
    assert source_of({}, trained=False) == "algorithmicMedia"
    assert source_of({"P1": mina}, trained=False) == "algorithmicMedia"
    assert source_of({"P1": mina, "P2": photo}, trained=False) == "compositeSynthetic"
    assert source_of({"P1": mina}, trained=True) == "trainedAlgorithmicMedia"
    with_a_face = source_of({"P1": mina, "P2": photo}, trained=True)
    assert with_a_face == "compositeWithTrainedAlgorithmicMedia"
