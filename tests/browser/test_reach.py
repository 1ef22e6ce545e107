"""The room for everybody: keys, screen readers, small and enlarged pages, night, languages."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, by_the_door, come_in, say
from tests.fakes_room import STAGES

pytestmark = pytest.mark.browser

REQUESTS_MAX = 30
PACKED_MAX = 52_000  # bytes on the line before the first paint


def serious(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{rule['id']}: {rule['nodes'][0]['html'][:160]}"
        for rule in found
        if rule["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_stands_in_anybodys_way(device, theatre, scheme):
    context = device(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto("/")
    page.locator(".door").wait_for()
    assert serious(page) == []
    page.get_by_role("textbox").fill("Ana")
    page.keyboard.press("Enter")
    page.get_by_text("The stage is swept.").wait_for()
    page.locator(".callsheet .attempt").wait_for()
    assert serious(page) == []
    say(page, "me at sea", film=True)
    page.locator(".film .screen").wait_for()
    say(page, "well")
    page.get_by_text("well", exact=True).wait_for()
    assert serious(page) == []
    page.get_by_role("button", name="🙋 Add me, The Last Dumpling").click()
    page.get_by_role("switch").first.wait_for()
    page.wait_for_timeout(300)
    assert serious(page) == []


def test_everything_is_done_by_keys(device, theatre):
    page = device().new_page()
    page.goto("/")
    page.keyboard.type("Ana")
    page.keyboard.press("Enter")
    page.locator(".composer").wait_for()
    expect(page.locator(".field textarea")).to_be_focused()
    page.keyboard.type("/cameo me at sea")
    page.keyboard.press("Enter")
    page.locator(".film .screen").wait_for()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".field textarea")).to_have_value("me at sea")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.screen')"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(outline.removesuffix("px")) >= 2
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("switch").first.wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == "🙋 Add me"
    page.locator(".head .bare").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.title") == "More"


def test_nothing_is_wider_than_the_screen(device, theatre):
    page = come_in(device(), "Maximiliane-Charlotte P")
    say(page, "unbreakable" * 12)
    say(page, "me at sea", film=True)
    page.locator(".film .screen").wait_for()
    for width in (320, 390, 720, 1024):
        page.set_viewport_size({"width": width, "height": 640})
        wide = page.evaluate(
            """[...document.querySelectorAll('body *')].filter(e => {
              const box = e.getBoundingClientRect();
              return box.width && box.right > innerWidth + 1
                && !e.closest('.ears, .clapper, .frame, .rail, .callsheet')
                && getComputedStyle(e).visibility !== 'hidden';
            }).map(e => e.className.baseVal ?? e.className)"""
        )
        assert wide == [], width
        assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_a_film_arrives_whole_with_all_its_buttons(device, theatre, size):
    page = come_in(device(viewport=size), "Ana")
    say(page, "me at sea", film=True)
    page.locator(".film .screen").wait_for()
    expect(page.locator(".film .frame")).to_be_in_viewport(ratio=1)
    expect(page.locator(".film .row").last).to_be_in_viewport(ratio=1)
    rows = page.locator(".film .row").all()
    assert {row.evaluate("row => row.offsetHeight") for row in rows} == {40}


def test_twice_as_large_still_works(device, theatre):
    page = come_in(device(viewport={"width": 640, "height": 400}, device_scale_factor=2), "Ana")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    say(page, "large")
    expect(page.get_by_text("large")).to_be_in_viewport()
    expect(page.locator(".field textarea")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") == 640


def test_little_comes_before_the_first_paint_and_nothing_waits_in_a_row(device, theatre):
    page = device().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    page.goto("/")
    page.locator(".door").wait_for()
    html = page.request.get("/").text()
    named = set(re.findall(r'(?:href|src)="/web/\w+/([^"]+)"', html))
    assert set(asked[1:]) <= named  # the page itself names all it needs: nothing is found late
    assert len(asked) <= REQUESTS_MAX
    (script,) = re.findall(r"<script (?!type=)[^>]*>", html)
    assert "light.js" in script
    blocking = page.evaluate(
        """performance.getEntriesByType('resource')
             .filter(e => e.renderBlockingStatus === 'blocking')
             .map(e => e.name.split('/').pop())"""
    )
    assert {name for name in blocking if not name.endswith(".css")} == {"light.js"}
    sent = page.evaluate(
        """performance.getEntries().reduce((sum, e) => sum + (e.encodedBodySize ?? 0), 0)"""
    )
    assert sent < PACKED_MAX
    page.reload()
    page.locator(".door").wait_for()
    kept = page.evaluate(
        """performance.getEntriesByType('resource')
             .filter(e => e.name.includes('/web/')).every(e => e.transferSize === 0)"""
    )
    assert kept


def test_who_wants_no_motion_gets_none(device, theatre):
    page = come_in(device(reduced_motion="reduce"), "Ana")
    say(page, "me at sea", film=True)
    page.locator(".film .screen").wait_for()
    page.wait_for_timeout(800)
    assert page.evaluate("document.querySelector('.screen video').paused")
    assert page.locator(".lids").count() == 0


@pytest.mark.parametrize(
    ("locale", "words", "lang"),
    [
        ("zh-TW", "台子掃乾淨了，誰來說句話？", "zh-Hant"),
        ("zh-CN", "台子扫干净了，谁来说句话？", "zh-Hans"),
        ("fr-FR", "The stage is swept. Somebody say a sentence.", "en"),
    ],
)
def test_the_page_speaks_the_readers_language(device, theatre, locale, words, lang):
    page = by_the_door(device(locale=locale), "阿娜")
    expect(page.get_by_text(words)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == lang
    say(page, "最后一个饺子")
    first = page.locator(".bubble").first
    expect(first).to_have_attribute("lang", "zh-Hans")


def test_what_is_on_its_way_is_set_in_its_own_characters(device, theatre):
    page = by_the_door(device(locale="zh-TW"), "阿娜")
    theatre.dark()
    for text, lang in (("hello", "en"), ("山中", "zh-Hant"), ("ありがとう", "ja")):
        say(page, text)
        bubble = page.locator(".waiting .bubble", has_text=text)
        expect(bubble).to_have_attribute("lang", lang)
    theatre.open()
    expect(page.locator(".waiting")).to_have_count(0)


def test_the_language_and_the_light_can_be_changed(device, theatre):
    page = come_in(device(viewport=PHONE), "Ana")
    page.get_by_role("button", name="Rooms").click()
    page.locator(".me").click()
    page.get_by_role("button", name="简体中文").click()
    expect(page.get_by_text("台子扫干净了")).to_be_visible()
    page.get_by_role("button", name="房间").click()
    page.locator(".me").click()
    page.get_by_role("menuitem", name="关灯").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 18, 15)"
    page.reload()
    page.locator(".composer").wait_for()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 18, 15)"


def test_a_screen_reader_hears_stages_once_and_films_by_name(device, theatre):
    theatre.bot.hold_at = STAGES[0]
    page = come_in(device(), "Ana")
    say(page, "me at sea", film=True)
    told = page.locator(".film .ears")
    expect(told).to_contain_text("learning the lines")
    assert told.get_attribute("aria-live") == "polite"
    theatre.bot.hold_at = None
    assert page.locator(".log").get_attribute("role") == "log"
    page.locator(".film .screen").wait_for()
    labels = [b.get_attribute("aria-label") for b in page.locator(".film .row button").all()]
    assert all(label and label.endswith(", The Last Dumpling") for label in labels)
