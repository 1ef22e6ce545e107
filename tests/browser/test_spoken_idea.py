"""The word for a film keeps the microphone: what is held under it goes to the bot."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.chat import IncomingCommand
from tests.browser.conftest import PHONE, come_in, until

pytestmark = pytest.mark.browser


def test_a_voice_under_the_word_for_a_film_is_told_to_the_bot(device, theatre):
    ana = come_in(device(viewport=PHONE, permissions=["microphone"]), "Ana")
    if ana.locator(".toggle").get_attribute("aria-pressed") == "true":
        ana.locator(".toggle").click()
    field, talk = ana.locator(".field textarea"), ana.get_by_role("button", name="Hold to talk")
    field.fill("films")
    expect(talk).to_be_hidden()
    field.fill("Film ")
    expect(ana.get_by_role("button", name="Send")).to_be_visible()
    expect(ana.locator(".fate")).to_have_text("Hold the microphone and say what happens.")
    talk.hover()
    ana.mouse.down()
    expect(ana.locator(".talk.live")).to_be_visible()
    ana.wait_for_timeout(700)
    ana.mouse.up()
    expect(ana.get_by_role("button", name="Play the voice message")).to_be_visible()
    until(field, "field => !field.value")
    (wish,) = [one for one in theatre.bot.heard if isinstance(one, IncomingCommand)]
    assert (wish.text, [media.kind for media in wish.media]) == ("Film", ["voice"])
