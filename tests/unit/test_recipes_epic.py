"""Great films of small things: which sentences call for them, and which words stand on what."""

from __future__ import annotations

import pytest

from generation.director.rules import RuleDirector

TRAILERS = {
    "In a world where nobody answers, one man sends a voice message": (
        "In a world where nobody answers", "one man sends a voice message",
    ),
    "trailer: Ben loses his keys at the end of the world": (
        "Ben loses his keys", "at the end of the world",
    ),
    "trailer: Ben loses his keys": ("Ben loses", "his keys"),
    "预告片：一个男人，为了最后一块披萨，走进了厨房": ("一个男人", "为了最后一块披萨，走进了厨房"),
    "預告片：阿本，今天要早起": ("阿本", "今天要早起"),
    "即将上映：星期一": ("即将上映", "星期一"),
}  # fmt: skip
AWARDS = {
    "And the award goes to Ben, for doing the dishes once": "doing the dishes once",
    "the award for best excuse goes to me": "best excuse goes to me",
    "and the winner is Ana": "Ana",
    "颁奖典礼：最佳迟到奖颁给阿本": "最佳迟到奖",
    "奧斯卡最佳起床獎頒給我": "最佳起床獎",
    "年度大奖给阿娜，因为她洗了碗": "她洗了碗",
}
OTHERS = {
    "we passed the exam!!!": "win",
    "our caravan is in the trailer park": "hall_of_things",
    "I was rewarded with tea": "hall_of_things",
    "恭喜你升职": "win",
}


def write(sentence):
    return RuleDirector().write(sentence, [("me", "cameo")], locale="en", seed=3)


@pytest.mark.parametrize("sentence", TRAILERS)
def test_a_trailer_tells_its_sentence_on_black_cards(sentence):
    film = write(sentence)
    cards = [card.text for shot in film.shots for card in shot.cards if card.style == "black"]
    assert film.recipe == "R5"
    assert tuple(cards[:2]) == TRAILERS[sentence]
    assert sum(bool(shot.lines) for shot in film.shots) == 1


@pytest.mark.parametrize("sentence", AWARDS)
def test_an_award_is_for_the_deed(sentence):
    film = write(sentence)
    labels = {prop.label for shot in film.shots for prop in shot.props if prop.label}
    assert film.recipe == "R6"
    assert labels == {AWARDS[sentence]}
    assert film.shots[-1].props[0].end == "broken"


@pytest.mark.parametrize(
    ("sentence", "cards"),
    [
        ("as a silent film: Ben forgets his umbrella, then it rains",
         ["Ben forgets his umbrella", "then it rains"]),
        ("默片：我找不到钥匙，钥匙在手上", ["我找不到钥匙", "钥匙在手上"]),
        ("拍成默片 我又遲到了", ["我又遲到了", "我又遲到了"]),
    ],
)  # fmt: skip
def test_a_silent_film_speaks_by_its_cards_alone(sentence, cards):
    film = write(sentence)
    assert (film.recipe, film.look) == ("R9", "silent")
    assert [card.text for shot in film.shots for card in shot.cards] == cards
    assert not any(shot.lines for shot in film.shots)


@pytest.mark.parametrize("sentence", OTHERS)
def test_other_films_keep_their_sentences(sentence):
    assert write(sentence).recipe == OTHERS[sentence]
