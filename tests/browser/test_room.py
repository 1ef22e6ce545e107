"""The room as its guests use it: coming in, talking, films, buttons, private messages, breaks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bot.chat import Button, ButtonPress, IncomingCommand, OutgoingText
from tests.browser.conftest import PHONE, by_the_door, come_in, say, until
from tests.fakes_room import STAGES

pytestmark = pytest.mark.browser


def test_a_name_is_all_it_takes_and_two_devices_see_each_other(device, theatre):
    ana = by_the_door(device(), "Ana")
    expect(ana.get_by_text("The stage is swept.")).to_be_visible()
    ana.locator(".head").get_by_role("button", name="More").click()
    ana.get_by_role("menuitem", name="Invite someone").click()
    link = ana.get_by_role("textbox", name="Link into this room").input_value()
    assert re.fullmatch(r"http://localhost:\d+/join/[\w-]{32}", link)
    ana.keyboard.press("Escape")
    ben = come_in(device(), "Ben")
    say(ben, "Is anybody here?")
    expect(ana.locator(".bubble")).to_have_text("Is anybody here?")
    expect(ana.locator(".callsheet")).to_contain_text("Ben")
    say(ana, "Me.")
    expect(ben.locator(".bubble").last).to_have_text("Me.")
    assert not [e for e in theatre.bot.heard if isinstance(e, IncomingCommand)]


def test_an_invitation_is_a_way_in(device, theatre):
    link = theatre.run(theatre.room.chat.invitation())
    guest = device().new_page()
    guest.goto(link.replace("localhost", "127.0.0.1"))
    guest.get_by_role("textbox").fill("Gus")
    guest.keyboard.press("Enter")
    expect(guest.locator(".callsheet")).to_contain_text("Gus")


def test_a_sentence_becomes_a_film_that_plays_and_whose_buttons_work(device, theatre):
    theatre.bot.hold_at = STAGES[-1]
    page = come_in(device(), "Ana")
    say(page, "me and the last dumpling", film=True)
    film = page.locator("article.film")
    expect(film.locator(".slate")).to_contain_text("The Last Dumpling")
    theatre.bot.hold_at = None
    screen = film.get_by_role("button", name="Play “The Last Dumpling” with sound")
    expect(screen).to_be_visible()
    video = page.locator(".screen video")
    until(video, "v => v.muted && v.currentTime > 0.1")
    until(video, "v => v.paused && v.currentTime === 0")
    screen.click()
    until(video, "v => !v.muted && v.currentTime > 0.1")
    film.get_by_role("button", name="👍, The Last Dumpling").click()
    expect(page.locator(".toast")).to_contain_text("Asked, or asked already.")
    press = theatre.bot.heard[-1]
    assert isinstance(press, ButtonPress)
    assert press.data == "like"


def test_a_mention_is_picked_from_the_cast_and_says_what_will_happen(device, theatre):
    context = device()
    come_in(context, "Ana")
    ben = come_in(device(), "Ben")
    field = ben.locator(".field textarea")
    field.type("@An")
    option = ben.get_by_role("option", name="Ana")
    expect(option).to_contain_text("asked first")
    field.press("Enter")
    expect(field).to_have_value("@Ana ")
    field.type("wins an award")
    expect(ben.locator("#fate")).to_have_text("Ana (asked first)")
    field.press("Enter")
    ben.locator(".film .screen").wait_for()
    (heard,) = [e for e in theatre.bot.heard if isinstance(e, IncomingCommand)]
    assert [m.member.name for m in heard.mentions] == ["Ana"]
    assert heard.text == "@Ana wins an award"


def test_a_preview_is_a_ticket_only_its_owner_sees(device, theatre):
    ana, ben = come_in(device(), "Ana"), come_in(device(), "Ben")
    who = next(e.sender.id for e in theatre.bot.heard if e.sender.name == "Ben")
    theatre.run(theatre.bot.preview(who, "Ana", key="nod"))
    ben.locator(".room", has_text="just the two of us").click()
    ticket = ben.locator("article.ticket")
    expect(ticket).to_contain_text("Only you can see this")
    yes, no = ticket.get_by_role("button", name=re.compile("Post|Not this")).all()
    widths = [answer.evaluate("e => e.offsetWidth") for answer in (yes, no)]
    assert widths[0] == widths[1]
    ana.locator(".room", has_text="just the two of us").click()
    expect(ana.get_by_text("Just the two of us.")).to_be_visible()
    expect(ana.locator("article.film")).to_have_count(0)


def test_ones_own_things_are_a_press_away_and_an_empty_list_offers_a_way_on(device, theatre):
    page = come_in(device(), "Ana")
    page.locator(".room", has_text="just the two of us").click()
    page.get_by_role("complementary", name="Dressing room").get_by_role(
        "button", name="Films with me"
    ).click()
    page.locator("article.film").wait_for()
    (heard,) = [e for e in theatre.bot.heard if isinstance(e, IncomingCommand)]
    assert heard.text == "with-me"
    assert page.locator(".msg.mine").count() == 0
    make_one = Button(label="Make one", data="x", tone="main")
    nothing = OutgoingText(text="Nothing yet.", rows=((make_one,),), style="empty")
    theatre.run(theatre.room.chat.send(heard.place, nothing, key="none"))
    card = page.locator(".bubble", has_text="Nothing yet.")
    expect(card.locator(".chair")).to_be_visible()
    expect(card.get_by_role("button", name="Make one")).to_be_visible()


def test_what_is_behind_the_dots_is_for_the_presser_alone(device, theatre):
    ana, ben = come_in(device(), "Ana"), come_in(device(), "Ben")
    say(ana, "me at sea", film=True)
    ben.get_by_role("button", name="⋯, The Last Dumpling").wait_for()
    say(ana, "and on\n" * 60)
    expect(ben.get_by_text("and on")).to_be_visible()
    ben.get_by_role("button", name="⋯, The Last Dumpling").click()
    expect(ben.get_by_text("I read: argue")).to_be_in_viewport()
    say(ben, "aha")
    expect(ana.get_by_text("aha")).to_be_visible()
    expect(ana.get_by_text("I read: argue")).to_have_count(0)


def test_a_restart_loses_nothing_and_what_was_typed_goes_out_by_itself(device, theatre):
    ana, ben = come_in(device(), "Ana"), come_in(device(), "Ben")
    say(ana, "before")
    expect(ben.get_by_text("before")).to_be_visible()
    theatre.dark()
    expect(ana.get_by_text("The room is dark;")).to_be_visible()
    say(ana, "while it was dark")
    expect(ana.get_by_text("waits for the line")).to_be_visible()
    theatre.open()
    expect(ben.get_by_text("while it was dark")).to_be_visible(timeout=20_000)
    expect(ana.get_by_text("waits for the line")).to_have_count(0)
    expect(ana.get_by_text("The room is dark;")).to_be_hidden()
    texts = [b.text_content() for b in ben.locator(".bubble").all()]
    assert texts == ["before", "while it was dark"]


def test_a_film_taken_back_is_gone_for_all(device, theatre):
    ana, ben = come_in(device(), "Ana"), come_in(device(), "Ben")
    say(ana, "me at sea", film=True)
    ben.locator(".film .screen").wait_for()
    place = next(e.place for e in theatre.bot.heard if isinstance(e, IncomingCommand))
    theatre.run(theatre.room.chat.remove(place, theatre.bot.last_film))
    for page in (ana, ben):
        expect(page.locator("article.film")).to_have_count(0)


def test_names_and_words_are_only_ever_text(device, theatre):
    nasty = "<img src=x onerror=alert(1)>"[:24]
    page = come_in(device(), nasty)
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    say(page, "<script>alert(1)</script> <b>bold</b>")
    other = come_in(device(), "Ben")
    expect(other.locator(".bubble").first).to_have_text("<script>alert(1)</script> <b>bold</b>")
    expect(other.locator(".callsheet li").first).to_contain_text("<img src=x")
    assert other.locator(".bubble b, .callsheet img").count() == 0


def test_several_people_share_one_browser_on_this_machine(device, theatre):
    context = device()
    ana = come_in(context, "Ana")
    ana.locator(".me").click()
    ana.get_by_role("menuitem", name="Somebody else on this computer").click()
    ana.get_by_role("textbox", name="Your name here").fill("Ben")
    ana.keyboard.press("Enter")
    expect(ana.locator(".me")).to_contain_text("Ben")
    say(ana, "I am Ben")
    second = context.new_page()
    second.goto("/")
    expect(second.locator(".me")).to_contain_text("Ana")
    expect(second.locator(".msg")).to_contain_text("Ben")
    assert "mine" not in second.locator(".msg").get_attribute("class")


def test_a_photo_is_sent_without_what_the_camera_wrote_into_it(device, theatre, tmp_path):
    from PIL import Image

    photo = tmp_path / "holiday.jpg"
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (2400, 1200), (200, 120, 40)).save(photo, exif=exif)
    ana, ben = come_in(device(), "Ana"), come_in(device(), "Ben")
    ana.locator(".composer input[type=file]").set_input_files(photo)
    expect(ana.locator(".tray .there")).to_be_visible()
    say(ana, "look")
    picture = ben.locator("img.picture")
    expect(picture).to_be_visible()
    body = ben.request.get(picture.get_attribute("src") or "").body()
    assert b"SecretCamera" not in body
    assert ben.evaluate("document.querySelector('img.picture').naturalWidth") == 1920


def test_a_held_voice_is_sent_and_can_be_heard(device, theatre):
    context = device(permissions=["microphone"])
    ana = come_in(context, "Ana")
    if ana.locator(".toggle").get_attribute("aria-pressed") == "true":
        ana.locator(".toggle").click()
    talk = ana.get_by_role("button", name="Hold to talk")
    talk.hover()
    ana.mouse.down()
    expect(ana.locator(".talk.live")).to_be_visible()
    ana.wait_for_timeout(1200)
    ana.mouse.up()
    expect(ana.get_by_role("button", name="Play the voice message")).to_be_visible()


def test_talk_on_a_phone(device, theatre):
    page = come_in(device(viewport=PHONE, has_touch=True), "Ana")
    say(page, "hello")
    expect(page.locator(".msg.waiting")).to_have_count(0)
    page.locator(".bubble").tap()
    page.get_by_role("button", name="Reply to Ana").tap()
    expect(page.locator(".replying")).to_contain_text("hello")
    say(page, "hello yourself")
    expect(page.locator(".bubble").last).to_contain_text("hello yourself")
    expect(page.locator(".bubble .quote")).to_contain_text("hello")
    page.get_by_role("button", name="Rooms").tap()
    expect(page.locator(".rail .brand")).to_be_in_viewport()
    page.locator(".room", has_text="just the two of us").tap()
    expect(page.get_by_text("Just the two of us.")).to_be_visible()


def test_a_press_counts_though_somebody_speaks_meanwhile(device, theatre):
    ana, ben = come_in(device(), "Ana"), come_in(device(), "Ben")
    door = ana.get_by_role("navigation").get_by_role("button", name="just the two of us")
    door.hover()
    ana.mouse.down()
    say(ben, "Is anybody here?")
    expect(ben.locator(".bubble").last).to_have_text("Is anybody here?")
    expect(ana.locator(".bubble").last).to_have_text("Is anybody here?")
    ana.mouse.up()
    expect(ana.get_by_role("heading", level=1)).to_have_text("Walkon")
    ana.get_by_role("navigation").get_by_role("button", name="The Green Room").click()
    expect(ana.locator(".bubble").last).to_have_text("Is anybody here?")
    door.focus()
    say(ben, "Hello?")
    expect(ana.locator(".bubble").last).to_have_text("Hello?")
    expect(door).to_be_focused()
