"""One tap films what somebody wrote; a round film is a circle, a comic has its page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from bot.chat import IncomingCommand, OutgoingClip, Place
from tests.browser.conftest import PHONE, by_the_door, come_in, say
from tests.fakes_room import room_of, sealed

pytestmark = pytest.mark.browser


def test_a_message_is_filmed_by_one_tap_and_its_film_is_a_disc_or_a_comic(device, theatre):
    ben = come_in(device(), "Ben")
    ana = by_the_door(device(viewport=PHONE, has_touch=True), "Ana")
    say(ben, "on my way")
    ana.locator(".bubble", has_text="on my way").tap()
    ana.get_by_role("button", name="Film what Ben wrote").tap()
    expect(ana.locator(".film")).to_be_visible()
    (wish,) = [one for one in theatre.bot.heard if isinstance(one, IncomingCommand)]
    assert (wish.text, wish.sender.name) == ("", "Ana")
    assert wish.reply_to is not None
    assert wish.reply_to.author is not None
    assert (wish.reply_to.text, wish.reply_to.author.name) == ("on my way", "Ben")
    place = Place(chat=room_of(theatre.bot))
    for key in ("disc", "comic"):
        film = OutgoingClip(film=sealed(key), title=key, caption="AI film", is_round=key == "disc")
        theatre.run(theatre.room.chat.send(place, film, key=key))
    disc = ana.locator("article", has=ana.get_by_role("heading", name="disc"))
    expect(disc.locator("video")).to_have_css("clip-path", "circle(50%)")
    expect(disc.locator(".cue")).to_have_css("display", "flex")
    comic = ana.locator("article", has=ana.get_by_role("heading", name="comic"))
    expect(comic.get_by_role("link", name="“comic” as a comic page")).to_have_count(1)
    expect(disc.locator(".comic a")).to_have_count(0)
