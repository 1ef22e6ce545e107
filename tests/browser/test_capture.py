"""Before and at the camera: release first, then a tape; a photo; a drawn me; a sentence."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from bot.chat import Button, FormSubmit, OutgoingText
from generation.media.sniff import sniff
from tests.browser.conftest import PHONE, come_in
from tests.fakes_room import room_of

pytestmark = pytest.mark.browser

NOTE_CUES = """card => {
  window.cues = [];
  new MutationObserver(() => card.textContent && window.cues.push(card.textContent))
    .observe(card, { childList: true });
}"""
COUNT_MS = 3 * 800
TO_THE_LAST_TURN_MS = COUNT_MS + 3 * 1100 + 1700
COUNT_TICKS = """window.ticks = 0;
window.OscillatorNode = class extends OscillatorNode {
  start(...when) { window.ticks += 1; super.start(...when); }
};"""
CUES = [
    "3", "2", "1", "4", "7", "2", "Turn your head slowly", "And the other way",
    "Now: nothing at all", "Now: somebody just told your favourite joke",
    "Now: you dropped your phone in the soup", "That’s you. Keep it?",
]  # fmt: skip


def forms(theatre) -> list[FormSubmit]:
    return [event for event in theatre.bot.heard if isinstance(event, FormSubmit)]


def offer(theatre, page: Page, data: str) -> None:
    """Show a button that opens a form, and press it."""
    from bot.chat import Place

    text = OutgoingText(text="Castable?", rows=((Button(label="Begin", data=data),),))
    place = Place(chat=room_of(theatre.bot))
    theatre.run(theatre.room.chat.send(place, text, key=f"offer:{data}"))
    page.get_by_role("button", name="Begin").click()


def test_two_unticked_switches_come_before_the_camera_and_one_tape_after(device, theatre):
    context = device(viewport=PHONE, permissions=["camera", "microphone"])
    context.add_init_script(COUNT_TICKS)
    page = come_in(context, "Ana")
    offer(theatre, page, "add_me")
    switches = page.get_by_role("switch")
    expect(switches).to_have_count(2)
    assert [s.get_attribute("aria-checked") for s in switches.all()] == ["false", "false"]
    assert page.locator("video").count() == 0
    page.get_by_role("button", name="I’m 18+, go on").click()
    expect(page.get_by_role("alert")).to_have_text("No face, no film. A drawn you?")
    page.get_by_role("switch", name="My face").click()
    page.get_by_role("button", name="I’m 18+, go on").click()
    page.get_by_role("button", name="Turn the camera on").click()
    expect(page.locator(".cue-card")).to_contain_text("Good.")
    page.locator(".cue-card").evaluate(NOTE_CUES)
    page.clock.install()
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.clock.run_for(TO_THE_LAST_TURN_MS)
    expect(page.get_by_role("button", name="Use it")).to_be_visible(timeout=30_000)
    assert page.evaluate("window.cues") == CUES
    assert page.evaluate("window.ticks") == 3
    page.get_by_role("button", name="Use it").click()
    expect(page.locator(".toast")).to_contain_text("The screen test comes in your own chat.")
    first, second, tape = forms(theatre)
    assert first.values == {"face": "0", "voice": "0", "adult": "1"}
    assert second.values == {"face": "1", "voice": "0", "adult": "1"}
    assert tape.form == "video-1"
    assert 3 < float(tape.values["turn_s"]) < 5
    assert tape.media[0].kind == "video"
    assert sniff(theatre.bot.files[0][:4096]).name in {"webm", "mp4"}
    assert len(theatre.bot.files[0]) > 20_000


def test_stop_and_closing_throw_the_tape_away_and_say_so(device, theatre):
    context = device(permissions=["camera", "microphone"])
    context.add_init_script("delete window.AudioContext;")  # sound is never allowed
    page = come_in(context, "Ana")
    offer(theatre, page, "add_me")
    page.get_by_role("switch", name="My face").click()
    page.get_by_role("button", name="I’m 18+, go on").click()
    page.get_by_role("button", name="Turn the camera on").click()
    page.clock.install()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(COUNT_MS)
    expect(page.locator(".digit")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("alert")).to_have_text("The tape is thrown away.")
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(COUNT_MS)
    expect(page.locator(".digit")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".toast")).to_have_text("The tape is thrown away.")
    assert [f.form for f in forms(theatre)] == ["release-1"]
    assert theatre.bot.files == []


def test_the_arrow_follows_the_head_where_the_browser_sees_it(device, theatre):
    page = device().new_page()
    page.goto("/")
    turned = page.evaluate(
        """async () => {
          const { turned } = await import("/web/now/camera.js");
          const mark = (type, x) => ({ type, locations: [{ x, y: 0 }] });
          const at = (nose) => turned([mark("eye", 40), mark("eye", 60), mark("nose", nose)]);
          return [at(50), at(56), at(38), turned([mark("eye", 40)]), turned(undefined)];
        }"""
    )
    assert turned == pytest.approx([0, -0.5, 1, None, None])


def test_the_three_faces_can_be_skipped(device, theatre):
    page = come_in(device(permissions=["camera", "microphone"]), "Ana")
    offer(theatre, page, "add_me")
    page.get_by_role("switch", name="My face").click()
    page.get_by_role("button", name="I’m 18+, go on").click()
    page.get_by_role("button", name="Turn the camera on").click()
    page.clock.install()
    page.get_by_role("button", name="Start").click()
    page.clock.run_for(TO_THE_LAST_TURN_MS)
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("dialog")).to_have_count(0)
    assert forms(theatre)[-1].values["faces_s"] == ""


def test_where_there_is_no_camera_a_file_will_do(device, theatre, tmp_path):
    from tests.fakes_room import tiny_film

    context = device()
    context.add_init_script(
        "Object.defineProperty(navigator, 'mediaDevices', { value: undefined })"
    )
    page = come_in(context, "Ana")
    offer(theatre, page, "add_me")
    page.get_by_role("switch", name="My face").click()
    page.get_by_role("button", name="I’m 18+, go on").click()
    expect(page.locator(".row-of-digits")).to_have_text("472")
    film = tmp_path / "me.mp4"
    film.write_bytes(tiny_film()[0])
    page.locator(".capture input[type=file]").set_input_files(film)
    expect(page.locator("dialog")).to_have_count(0)
    assert theatre.bot.files == [tiny_film()[0]]


def test_one_photo_is_taken_and_looked_at_before_it_goes(device, theatre):
    page = come_in(device(permissions=["camera"]), "Ana")
    offer(theatre, page, "photo")
    page.get_by_role("button", name="Turn the camera on").click()
    page.clock.install()
    page.get_by_role("button", name="Take it").click()
    page.clock.run_for(COUNT_MS)
    expect(page.get_by_alt_text("Your photo")).to_be_visible()
    assert forms(theatre) == []
    page.get_by_role("button", name="Use it").click()
    expect(page.locator("dialog")).to_have_count(0)
    (form,) = forms(theatre)
    assert form.media[0].kind == "photo"
    assert sniff(theatre.bot.files[0][:4096]).name == "jpeg"


def test_a_drawn_me_takes_four_taps(device, theatre):
    page = come_in(device(viewport=PHONE), "Ana")
    offer(theatre, page, "drawn")
    page.get_by_role("radio", name="Hair 5").click()
    page.get_by_role("radio", name="long").click()
    page.get_by_role("radio", name="Skin 1").click()
    page.get_by_role("radio", name="Clothes 2").click()
    page.get_by_role("button", name="Glasses").click()
    page.get_by_role("button", name="That’s me").click()
    expect(page.locator("dialog")).to_have_count(0)
    (form,) = forms(theatre)
    assert form.values == {
        "hair": "#dcb670", "style": "long", "skin": "#fadac6", "clothes": "#e2a638",
        "glasses": "1", "beard": "0",
    }  # fmt: skip


def test_a_sentence_comes_filled_in_and_goes_back_changed(device, theatre):
    page = come_in(device(), "Ana")
    offer(theatre, page, "prompt")
    field = page.get_by_role("textbox", name="Your sentence")
    expect(field).to_have_value("argue about the last dumpling in the rain")
    field.press("End")
    field.type(", at night")
    field.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    (form,) = forms(theatre)
    assert form.values == {"sentence": "argue about the last dumpling in the rain, at night"}


def test_the_drawn_colours_are_those_that_are_drawn():
    from bot.web_room.page import FOLDER
    from generation.model.drawn_me import CUTS, OPTIONS

    script = (FOLDER / "drawn.js").read_text(encoding="utf-8")
    for part, swatches in OPTIONS.items():
        colours = ", ".join(f'"#{bytes(swatch.rgb).hex()}"' for swatch in swatches)
        assert f"{part}: [{colours}]" in script
    assert all(f"\n  {cut}: [" in script for cut in CUTS)
