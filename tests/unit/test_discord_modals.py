"""Forms as modals: within Discord's limits in every language, and read back as the core asks."""

from __future__ import annotations

from typing import Any, get_args, get_type_hints

import pytest

from bot.chat import OpenForm
from bot.discord_room.modals import FILE, KINDS, filled, modal, title_of
from bot.i18n import LOCALES, say
from generation.model.drawn_me import OPTIONS, DrawnSpec, read_spec
from tests.discord.components import check_form
from tests.discord.fields import Fields
from tests.discord.refusals import Problems

ASKED = get_args(get_type_hints(OpenForm)["kind"])
LONG = "长" * 60
VALUES = {
    "release": {
        "kind": "video", "operator": "Ana *of* the Dumpling Club", "engines": "Walkon, " + LONG,
        "days": "365",
    },
    "video": {"digits": "417", "voice": "1"},
    "photo": {"digits": "417", "voice": "0"},
    "drawn": {},
    "sentence": {"sentence": "x" * 900, "title": "The Last Dumpling of a Long, Long Winter Night"},
    "persona": {"persona": "deadpan"},
    "called": {"called": "Benny", "name": "Benjamin", "chat": f"#general · {LONG}"},
    "limit_words": {"limit_words": "my exam, spiders"},
}  # fmt: skip
PICTURE = {
    "id": "77", "filename": "me.jpg", "size": 9, "url": "https://cdn.discordapp.com/77/me.jpg",
    "content_type": "image/jpeg",
}  # fmt: skip


def parts(kind: str, locale: str = "en", **values: str) -> list[dict[str, Any]]:
    shown: list[dict[str, Any]] = modal(kind, VALUES[kind] | values, "m:key", locale)["components"]
    return shown


def fields(kind: str, **values: str) -> dict[str, dict[str, Any]]:
    found = (one["component"] for one in parts(kind, **values) if "component" in one)
    return {one["custom_id"]: one for one in found}


def submitted(kind: str, given: dict[str, Any], files: tuple[dict[str, Any], ...] = ()) -> Any:
    """Return what Discord brings of a form that was filled in so; the rest is left as shown."""
    components: list[dict[str, Any]] = []
    for number, part in enumerate(modal(kind, VALUES[kind], "m:key", "en")["components"]):
        if "component" not in part:
            components.append({"type": part["type"], "id": number})
            continue
        field = part["component"]
        inner = {"type": field["type"], "id": 50 + number, "custom_id": field["custom_id"]}
        components.append({"type": 18, "id": number, "component": inner | _value(field, given)})
    resolved = {"attachments": {file["id"]: file for file in files}}
    return {"custom_id": "m:key", "components": components, "resolved": resolved}


def _value(field: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    name = field["custom_id"]
    if field["type"] == 3:
        shown = [one["value"] for one in field["options"] if one["default"]]
        return {"values": given.get(name, shown)}
    if field["type"] == 19:
        return {"values": given.get(name, [])}
    if field["type"] == 23:
        return {"value": given.get(name, field["default"])}
    return {"value": given.get(name, field.get("value", ""))}


def test_every_kind_of_form_can_be_shown():
    assert set(ASKED) == set(KINDS) == set(VALUES)


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ASKED)
def test_a_form_is_one_that_discord_takes(kind, locale):
    for values in (VALUES[kind], VALUES[kind] | {"chat": "", "title": "", "called": ""}):
        problems = Problems()
        check_form(Fields(modal(kind, values, "m:key", locale), problems))
        problems.refuse()


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("kind", ASKED)
def test_only_what_people_named_is_ever_cut(kind, locale):
    labels = [part["label"] for part in parts(kind, locale) if "label" in part]
    hints = [part["description"] for part in parts(kind, locale) if "description" in part]
    assert [hint for hint in hints if hint.endswith("…")] == []
    if kind != "called":
        assert [label for label in labels if label.endswith("…")] == []
    if kind not in {"sentence", "called"}:
        assert not title_of(kind, VALUES[kind], locale).endswith("…")


def test_the_release_is_whole_and_nothing_is_ticked():
    words, *boxes = parts("release")
    assert say("web-release-before") in words["content"]
    assert "18 or older and that the face and the voice are yours." in words["content"]
    assert "Ana \\*of\\* the Dumpling Club" in words["content"]
    assert [box["component"]["custom_id"] for box in boxes] == ["face", "voice", "adult"]
    assert not any(box["component"]["default"] for box in boxes)


def test_a_release_says_each_yes_for_itself():
    values, media = filled("release", submitted("release", {"face": True, "adult": True}))
    assert (values, media) == ({"face": "1", "voice": "0", "adult": "1"}, ())


def test_a_video_is_asked_for_with_its_digits_to_read():
    words, upload = parts("video")
    assert words["content"].endswith("\n# 4 1 7")
    assert upload["component"] == {
        "type": 19, "custom_id": FILE, "required": True, "min_values": 1, "max_values": 1,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["video", "photo"])
def test_a_file_comes_back_as_what_it_is(kind):
    values, (media,) = filled(kind, submitted(kind, {FILE: ["77"]}, (PICTURE,)))
    assert values == {}
    assert (media.kind, media.handle, media.size) == ("photo", PICTURE["url"], 9)


def test_a_file_that_did_not_arrive_is_none():
    assert filled("photo", submitted("photo", {FILE: ["78"]}, (PICTURE,))) == ({}, ())


def test_a_drawn_self_has_every_colour_and_cut_to_choose():
    shown = fields("drawn")
    for part, swatches in OPTIONS.items():
        assert [one["value"] for one in shown[part]["options"]] == [one.id for one in swatches]
        assert [one["label"][0].isupper() for one in shown[part]["options"]]
    assert shown["style"]["max_values"] == 3
    assert not shown[FILE]["required"]


def test_a_drawn_self_as_it_is_shown_is_the_usual_one():
    values, media = filled("drawn", submitted("drawn", {}))
    assert media == ()
    assert read_spec(values) == DrawnSpec()


def test_a_drawn_self_is_what_was_chosen():
    given = {
        "hair": ["grey"], "skin": ["deep"], "clothes": ["pink"],
        "style": ["beard", "bun", "glasses"],
    }  # fmt: skip
    values, _ = filled("drawn", submitted("drawn", given))
    assert read_spec(values) == DrawnSpec(
        hair="grey", skin="deep", clothes="pink", cut="bun", glasses=True, beard=True
    )


def test_a_picture_takes_the_place_of_what_was_chosen():
    given = {"hair": ["grey"], FILE: ["77"]}
    values, media = filled("drawn", submitted("drawn", given, (PICTURE,)))
    assert values == {}
    assert len(media) == 1


def test_a_drawn_self_that_comes_again_is_as_it_was_left():
    again = fields("drawn", hair="grey", style="bob", glasses="1", beard="0")
    chosen = {
        name: [one["value"] for one in field["options"] if one["default"]]
        for name, field in again.items()
        if "options" in field
    }
    assert chosen == {
        "hair": ["grey"], "skin": ["honey"], "clothes": ["blue"], "style": ["bob", "glasses"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name", "most"),
    [("sentence", "sentence", 900), ("persona", "persona", 280), ("called", "called", 24)],
)
def test_a_text_is_there_to_be_changed(kind, name, most):
    field = fields(kind)[name]
    assert field["value"] == VALUES[kind][name]
    assert field["max_length"] == most
    assert field["required"] is (kind == "sentence")


@pytest.mark.parametrize("kind", ["persona", "called", "limit_words"])
def test_an_empty_text_clears(kind):
    assert "value" not in fields(kind, **{kind: ""})[kind]
    values, _ = filled(kind, submitted(kind, {kind: ""}))
    assert values == {kind: ""}


def test_a_sentence_comes_back_as_it_was_typed():
    typed = "<@123> argues *loudly*"
    assert filled("sentence", submitted("sentence", {"sentence": typed}))[0] == {"sentence": typed}


def test_a_film_gives_its_form_the_title():
    title = title_of("sentence", {"title": "Rain"}, "en")
    assert (title, title_of("sentence", {}, "en")) == ("Rain", say("web-form-sentence"))


def test_a_long_name_of_a_chat_is_cut_and_the_sentence_around_it_is_not():
    shown = modal("called", VALUES["called"], "m:key", "zh-Hans")["title"]
    assert shown.startswith("你在「#general")
    assert shown.endswith("…」里的名字")
