"""The page's files: every sentence it says is there, nothing of a stranger's, not too heavy."""

from __future__ import annotations

import gzip
import re

import pytest

from bot.i18n import LOCALES
from bot.web_room.limits import Bucket, Buckets
from bot.web_room.page import FOLDER, LATER, lean
from bot.web_room.words import accepted_locale, language_of, page_words

SCRIPTS = sorted(FOLDER.glob("*.js"))
STYLES = sorted(FOLDER.glob("*.css"))
FIRST_VIEW_MAX = 105_000  # bytes as they are sent, before packing
ALL_MAX = 130_000
PACKED_MAX = 60_000
SAID = re.compile(r'\b(?:t|ofToday)\((?:[^()"`]*\? ?)?"([\w-]+)"(?: : "([\w-]+)")?')
QUOTED = re.compile(r'"([\w-]+)"')
FAMILY = re.compile(r"`([a-z]+-)\$\{")
BY_THE_SERVER = {"first-room"}


def source() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in SCRIPTS)


def test_every_sentence_the_page_says_is_there():
    said = {name for names in SAID.findall(source()) for name in names if name}
    assert said - page_words("en").keys() == set()
    assert len(said) > 100


def test_no_sentence_is_kept_that_the_page_does_not_say():
    text = source()
    quoted = set(QUOTED.findall(text)) | BY_THE_SERVER
    families = tuple(FAMILY.findall(text))
    unsaid = page_words("en").keys() - quoted
    assert [name for name in sorted(unsaid) if not name.startswith(families)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_sentences_keep_the_places_of_their_values(locale):
    for name, sentence in page_words(locale).items():
        assert re.findall(r"\{[^}]*\}", sentence) == re.findall(r"\{[a-z-]+\}", sentence), name
        places = set(re.findall(r"\{[a-z-]+\}", sentence))
        assert places == set(re.findall(r"\{[a-z-]+\}", page_words("en")[name])), name


def test_no_sentence_for_people_stands_in_a_script():
    text = re.sub(r"//.*", "", source())
    strings = re.findall(r'"([A-Z][a-z]+(?: [a-z’\']+){2,}[^"]*)"', text)
    assert strings == []


def test_nothing_comes_from_elsewhere():
    for path in [*SCRIPTS, *STYLES, FOLDER / "index.html"]:
        text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?://|@import|@font-face|innerHTML|eval\(", text), path.name


def test_what_is_sent_has_no_comments_and_all_of_its_strings():
    source = '  // said\n  const at = "a // b"; // why\nurl(`//x`) // "no"\n/* so */\nb { c: 0 }'
    assert lean(source) == '\nconst at = "a // b";\nurl(`//x`) // "no"\n\nb { c: 0 }'


def test_script_and_style_are_light():
    sent = {path.name: lean(path.read_text("utf-8")).encode() for path in [*SCRIPTS, *STYLES]}
    assert sum(len(data) for name, data in sent.items() if name not in LATER) < FIRST_VIEW_MAX
    assert sum(map(len, sent.values())) < ALL_MAX
    assert sum(len(gzip.compress(data)) for data in sent.values()) < PACKED_MAX


def test_what_is_sent_says_the_same_in_the_same_lines():
    for path in [*SCRIPTS, *STYLES]:
        source = path.read_text(encoding="utf-8")
        assert len(lean(source).splitlines()) == len(source.splitlines()), path.name
        assert all(line.count("`") % 2 == 0 for line in source.splitlines()), path.name
        assert not re.search(r"^\s*/\*(?!.*\*/)", source, re.MULTILINE), path.name


def test_what_is_loaded_later_is_there():
    assert {path.name for path in SCRIPTS} >= LATER


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("fr-FR,en;q=0.5", "en"),
        ("fr", "zh-Hant"),
        ("", "zh-Hant"),
    ],
)
def test_the_language_is_the_first_one_we_speak(header, locale):
    assert accepted_locale(header, "zh-Hant") == locale


@pytest.mark.parametrize(
    ("text", "reader", "language"),
    [
        ("hello", "zh-Hans", "en"),
        ("最后一个饺子", "en", "zh-Hans"),
        ("這個還沒開始", "zh-Hans", "zh-Hant"),
        ("山中", "zh-Hant", "zh-Hant"),
        ("最後の餃子", "zh-Hant", "ja"),
        ("山中", "en", "zh-Hans"),
    ],
)
def test_a_text_is_set_in_its_own_characters(text, reader, language):
    assert language_of(text, reader) == language


def test_a_bucket_gives_what_it_holds_and_then_what_time_brings():
    now = [0.0]
    bucket = Bucket(size=2, per_s=1, monotonic=lambda: now[0])
    assert [bucket.wait_s(), bucket.wait_s()] == [0, 0]
    assert bucket.wait_s() == 1.0
    now[0] = 1.5
    assert bucket.wait_s() == 0
    assert bucket.wait_s() == pytest.approx(0.5)


def test_buckets_forget_whom_they_have_not_heard_of_for_longest():
    buckets = Buckets(size=1, per_s=0.001, monotonic=lambda: 0.0, most=2)
    assert [buckets.wait_s(name) for name in "abc"] == [0, 0, 0]
    assert buckets.wait_s("c") > 0
    assert buckets.wait_s("a") == 0
