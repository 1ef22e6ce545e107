"""Everyday situations: sentences in three languages that call for them, and some that do not."""

from __future__ import annotations

import pytest

from generation.director import recipes
from generation.director.film import films
from generation.director.reading import read
from generation.director.rules import RuleDirector

SITUATIONS = {
    "brag": (
        (
            "I'm the best at darts, undefeated since 2019",
            "Ben is bragging about his parking again",
            "nobody beats me at chess",
        ),
        ("我最厉害，打游戏没人比我快", "他又在炫耀新车", "小王吹牛说能吃二十个包子"),
        ("我最厲害，桌遊沒人比我強", "他又在炫耀新相機", "阿明吹牛說自己跑贏公車"),
    ),
    "hide": (
        (
            "I'm hiding from my mum in the office",
            "Ben hid in the wardrobe",
            "playing hide and seek with my nephew",
        ),
        ("我躲在被窝里不想上学", "孩子们在公园捉迷藏", "老板来了，我躲起来了"),
        ("我躲在會議室吃便當", "跟外甥玩捉迷藏", "老闆來了，我躲起來了"),
    ),
    "cold": (
        ("it's so cold in here", "I'm freezing at the bus stop", "the heating is off again"),
        ("冷死我了，手都冻僵了", "办公室好冷", "今天零下十度"),
        ("冷死我了，手都凍僵了", "辦公室好冷", "寒流來了，我冷到發抖"),
    ),
    "lose": (
        ("we lost again, three to nothing", "I failed my driving test", "second place, as always"),
        ("我们又输了", "这次考砸了", "演唱会门票没抢到"),
        ("我們又輸了", "這次考砸了", "演唱會門票沒搶到"),
    ),
    "surprise": (
        ("surprise! look who is here", "guess what I bought", "a mystery box arrived for me"),
        ("给你一个惊喜", "你猜我买了什么", "今天拆盲盒，太紧张了"),
        ("給你一個驚喜", "你猜我買了什麼", "收到一份神祕禮物"),
    ),
    "secret": (
        (
            "I have a secret, don't tell anyone",
            "this stays between us: I like pineapple pizza",
            "some gossip from the third floor",
        ),
        ("告诉你一个秘密，别说出去", "今天听到一个八卦", "这件事要保密：我养了一只鸭子"),
        ("跟你說一個秘密，別告訴別人", "今天聽到一個八卦", "這件事要保密：我養了一隻鴨子"),
    ),
    "dare": (
        (
            "I dare you to eat the chilli",
            "truth or dare at midnight",
            "bet you can't be quiet for an hour",
        ),
        ("你敢不敢吃这个辣椒", "今晚玩真心话大冒险", "我赌你不敢跳下去"),
        ("你敢不敢吃這個辣椒", "今晚玩真心話大冒險", "接受挑戰，一口氣爬完樓梯"),
    ),
    "share_food": (
        (
            "I'll share my sandwich with you",
            "half each, the last cookie",
            "I saved you a slice of cake",
        ),
        ("这块蛋糕分你一半", "最后一根薯条，一人一半", "给你留了一碗面"),
        ("這塊蛋糕分你一半", "最後一塊雞排，一人一半", "幫你留了一碗麵，分你一口"),
    ),
    "forget": (
        ("I forgot my umbrella again", "where did I put my glasses", "I left my keys at home"),
        ("我又忘带钥匙了", "想不起来手机放哪了", "下雨了，阿明没带伞"),
        ("我又忘帶鑰匙了", "想不起來手機放哪了", "出門忘了帶傘"),
    ),
    "meet": (
        (
            "our first date was at the station",
            "I finally met my pen pal",
            "we bumped into each other after ten years",
        ),
        ("第一次见面，我好紧张", "明天要去相亲", "在书店偶遇老同学"),
        ("第一次見面，我好緊張", "明天要去相親", "在書店偶遇老同學"),
    ),
    "cook": (
        ("Ana cooks dinner in the kitchen", "Ben and Ana bake a cake", "I am making pancakes"),
        ("小美在厨房做饭", "爸爸在厨房煮面", "今晚我下厨"),
        ("阿傑在廚房煮牛肉麵", "我們一起包餃子", "今晚我下廚"),
    ),
    "dishes": (
        (
            "me washing dishes at home",
            "Ana and Ben do the dishes",
            "the sink is full of dirty dishes",
        ),
        ("我在家洗碗", "今天轮到小王洗碗", "小美在收拾厨房"),
        ("阿傑在廚房洗碗", "今天又是我洗碗", "小美在收拾廚房"),
    ),
    "climb": (
        (
            "we climbed the mountain in the dark",
            "twelve floors and no elevator",
            "hiked up for the view and there was none",
        ),
        ("周末爬山爬到腿软", "电梯坏了，爬楼爬到十二层", "终于爬上泰山"),
        ("週末爬山爬到腿軟", "一路爬樓梯爬到十二樓", "終於爬上玉山"),
    ),
    "pay_day": (
        ("payday at last", "I got paid today and it is gone", "my salary arrived"),
        ("今天发工资了", "工资到账了，花光了", "我就是月光族"),
        ("今天發薪水了", "年終獎金終於到帳了", "我就是月光族"),
    ),
    "scold": (
        (
            "my boss told me off again",
            "mum scolds me for the dishes",
            "I got yelled at by the librarian",
        ),
        ("我又被老师骂了", "今天挨骂了", "妈妈又在数落我"),
        ("我又被老師罵了", "今天挨罵了", "媽媽又在唸叨我不吃早餐"),
    ),
    "welcome": (
        ("welcome to the group, Ana", "we have a new member", "Tom just joined the group"),
        ("欢迎新同学", "新成员进群啦", "小李刚进群，大家热情一点"),
        ("歡迎新同學", "新成員報到", "歡迎加入我們"),
    ),
    "bored": (
        ("I'm so bored", "nothing to do on a Sunday", "the afternoon is boring"),
        ("好无聊啊", "周日没事干", "上班发呆中"),
        ("好無聊喔", "週日沒事做", "下午閒得發慌，一直發呆"),
    ),
    "stuck": (
        ("stuck in a queue for two hours", "traffic jam on the ring road", "the line won't move"),
        ("堵在三环上一小时了", "排队排了两个小时", "地铁口出不去"),
        ("堵在高架上一小時了", "排隊排了兩個小時", "人太多，卡在門口動不了"),
    ),
    "miss": (
        ("I miss you", "we miss grandma's kitchen", "feeling homesick tonight"),
        ("好想你", "想家了", "我很想念外婆做的饭"),
        ("好想你", "想家了", "我很想念外婆做的飯"),
    ),
    "exam": (
        (
            "the exam is tomorrow and I read one page",
            "pop quiz on a Friday",
            "my driving test is today",
        ),
        ("明天考试，我什么都不会", "期末考来了", "高考倒计时三天"),
        ("明天考試，我什麼都不會", "期末考來了", "下週月考，書還沒看"),
    ),
}
"""Three sentences for each film in English, simplified and traditional Chinese."""
NEIGHBOURS = {
    "Ben is late again and the pizza is getting cold": "run_late",
    "sorry I forgot our anniversary": "sorry",
    "who forgot the cake": "court",
    "Ana and Ben argue about the last dumpling, then laugh": "argue",
    "I missed the last bus": "last_train",
    "你走了。我還沒準備好。國慶，我還想再見你一面": "leave",
    "we passed the exam!!!": "win",
    "我的考试是一个怪物": "monster",
    "stuck in the lift": "lift",
    "that song is stuck in my head": "perform",
    "地铁上遇到前任怎么办": "place",
    "长白山白雪皑皑": "look_out",
    "Good morning everyone!": "greet",
    "赢了！": "win",
    "surprise birthday party for Chen, wish her a happy birthday": "birthday",
    "I lost my keys": "hall_of_things",
    "how dare you": "hall_of_things",
    "share your screen": "hall_of_things",
    "don't forget your coat": "hall_of_things",
    "grandma's secret recipe": "hall_of_things",
    "a cold brew please": "hall_of_things",
    "I am not surprised": "hall_of_things",
    "pay attention": "hall_of_things",
    "冷静一点": "hall_of_things",
    "不敢相信": "hall_of_things",
    "where is my hidden file": "hall_of_things",
}


def film_of(sentence, locale="en"):
    return recipes.best(read(sentence, ["me"], locale)).film.id


@pytest.mark.parametrize("name", SITUATIONS)
def test_sentences_of_three_languages_call_for_the_situation(name):
    for locale, sentences in zip(("en", "zh-Hans", "zh-Hant"), SITUATIONS[name], strict=True):
        assert {s: film_of(s, locale) for s in sentences} == dict.fromkeys(sentences, name)


@pytest.mark.parametrize("sentence", NEIGHBOURS)
def test_neighbours_keep_their_film(sentence):
    assert film_of(sentence) == NEIGHBOURS[sentence]


@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_is_told_in_full(name):
    told = films()[name]
    assert len(told.shots) >= 4
    silent_end = RuleDirector().write(SITUATIONS[name][0][0], [], locale="en", seed=1).shots[-1]
    assert silent_end.lines == () or silent_end.duration_s is not None
