"""What one says of oneself: a card and a name, each in a sheet, kept, refused, cleared."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, come_in
from tests.browser.test_capture import forms, offer

pytestmark = pytest.mark.browser


def test_a_persona_is_changed_counted_and_cleared(device, theatre):
    page = come_in(device(viewport=PHONE), "Ana")
    offer(theatre, page, "persona")
    field = page.get_by_role("textbox", name="Your character")
    expect(field).to_have_value("Deadpan")
    expect(field).to_be_focused()
    field.press("End")
    field.type(", always with a book")
    expect(page.get_by_text("253 left")).to_be_visible()
    field.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("button", name="Clear it").click()
    expect(page.locator("dialog")).to_have_count(0)
    assert [form.values for form in forms(theatre)] == [
        {"persona": "Deadpan, always with a book"}, {"persona": ""}
    ]  # fmt: skip
    assert {form.form for form in forms(theatre)} == {"persona-1"}


def test_a_name_that_is_taken_stays_in_its_field(device, theatre):
    page = come_in(device(), "Ana")
    offer(theatre, page, "called")
    field = page.get_by_role("textbox", name="Your name in The Green Room")
    field.fill("Otto")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("alert")).to_have_text("“Otto” is taken here.")
    expect(field).to_have_value("Otto")
    expect(field).to_be_focused()
    field.fill("Captain")
    field.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    assert forms(theatre)[-1].values == {"called": "Captain"}


def test_a_picture_over_words_is_seen_whole_and_named(device, theatre):
    from io import BytesIO

    from PIL import Image

    from bot.chat import OutgoingText, Place
    from tests.fakes_room import room_of

    page = come_in(device(viewport=PHONE), "Ana")
    jpeg = BytesIO()
    Image.new("RGB", (720, 360), (90, 60, 40)).save(jpeg, "JPEG")
    text = OutgoingText(text="Which one is you?", picture=jpeg.getvalue())
    place = Place(chat=room_of(theatre.bot))
    theatre.run(theatre.room.chat.send(place, text, key="crowd"))
    shown = page.get_by_alt_text("Your photo, with a number on everybody in it")
    expect(shown).to_be_visible()
    assert shown.evaluate("img => img.decode().then(() => img.naturalWidth)") == 720
    bubble = page.locator(".bubble", has=shown)
    box, around = shown.bounding_box(), bubble.bounding_box()
    assert box is not None
    assert around is not None
    assert box["x"] >= around["x"] - 1
    assert box["x"] + box["width"] <= around["x"] + around["width"] + 1
