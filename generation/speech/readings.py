"""Respelling for the ear only: classical verse and Japanese words that espeak-ng reads wrongly.

What is drawn stays as typed. Chinese overrides are homophones of the same length; Japanese words
become kana. This is no dictionary: an unlisted kanji is read by its commonest single reading, or
skipped.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

VERSE = {
    "朝辞": "招辞", "朝辭": "招辭",  # zhāo cí, not cháo
    "朝如青": "招如青", "朝霞": "招霞", "朝露": "招露", "今朝": "今招",
    "朝朝": "招招", "朝云": "招云", "朝雲": "招雲", "朝晖": "招晖", "朝暉": "招暉",
    "一日还": "一日环", "一日還": "一日環", "何时还": "何时环",
    "何時還": "何時環", "终不还": "终不环", "終不還": "終不環", "未还": "未环", "未還": "未環",
    "还钱": "环钱", "還錢": "環錢", "归还": "归环", "歸還": "歸環", "还来就菊": "环来就菊",
    "還來就菊": "環來就菊", "一行白": "一航白", "数行": "数航", "數行": "數航",
    "将进酒": "枪进酒", "將進酒": "槍進酒", "少小": "绍小",
    "不教胡": "不交胡", "应怜": "英怜", "應憐": "英憐",
    "重湖": "虫湖", "万重山": "万虫山", "萬重山": "萬蟲山",
    "几重": "几虫", "幾重": "幾蟲", "为谁": "未谁", "為誰": "未誰",
    "见牛羊": "现牛羊", "見牛羊": "現牛羊", "夜泊": "夜勃", "泊船": "勃船",
    "仙乐": "仙月", "仙樂": "仙月", "没马蹄": "莫马蹄", "沒馬蹄": "莫馬蹄",
    "幽咽": "幽业", "声咽": "声业", "聲咽": "聲業", "扁舟": "篇舟", "脉脉": "默默", "脈脈": "默默",
    "钿头": "电头", "鈿頭": "電頭", "氓之": "萌之", "著我旧": "灼我旧",
    "著我舊": "灼我舊", "旧时裳": "旧时常", "舊時裳": "舊時常", "暖还寒": "暖环寒",
    "暖還寒": "暖環寒", "还寝": "环寝", "還寢": "環寢", "还酹": "环酹", "還酹": "環酹",
    "去不还": "去不环", "去不還": "去不環", "龟兹": "秋词", "龜茲": "秋詞",
    "阿房宫": "婀旁宫", "阿房宮": "婀旁宮", "纶巾": "官巾", "綸巾": "官巾",
    "千骑卷": "千计卷", "千騎卷": "千計卷", "朝来寒": "招来寒", "朝來寒": "招來寒",
    "朝飞暮": "招飞暮", "朝飛暮": "招飛暮", "山重水": "山虫水", "一重山": "一虫山",
    "两重": "两虫", "兩重": "兩蟲", "九重": "九虫",
}  # fmt: skip
"""Phrase as written -> characters that sound right, one for one."""

KANJI = {
    "東京": "とうきょう", "京都": "きょうと", "大阪": "おおさか", "日本": "にほん",
    "日本語": "にほんご", "終電": "しゅうでん", "最終": "さいしゅう", "電車": "でんしゃ",
    "今日": "きょう", "明日": "あした", "昨日": "きのう", "今": "いま", "朝": "あさ", "夜": "よる",
    "昼": "ひる", "月曜日": "げつようび", "火曜日": "かようび", "水曜日": "すいようび",
    "木曜日": "もくようび", "金曜日": "きんようび", "土曜日": "どようび", "日曜日": "にちようび",
    "毎日": "まいにち", "時間": "じかん", "私": "わたし", "僕": "ぼく", "俺": "おれ", "君": "きみ",
    "彼": "かれ", "彼女": "かのじょ", "誰": "だれ", "何": "なに", "人": "ひと", "友達": "ともだち",
    "先生": "せんせい", "学生": "がくせい", "学校": "がっこう", "会社": "かいしゃ",
    "仕事": "しごと", "会議": "かいぎ", "休み": "やすみ", "休日": "きゅうじつ", "家": "いえ",
    "部屋": "へや", "街": "まち", "駅": "えき", "店": "みせ", "道": "みち", "雨": "あめ",
    "雪": "ゆき", "風": "かぜ", "空": "そら", "海": "うみ", "山": "やま", "川": "かわ",
    "星": "ほし", "月": "つき", "花": "はな", "桜": "さくら", "春": "はる", "夏": "なつ",
    "秋": "あき", "冬": "ふゆ", "猫": "ねこ", "犬": "いぬ", "鳥": "とり", "魚": "さかな",
    "水": "みず", "火": "ひ", "お茶": "おちゃ", "茶": "ちゃ", "酒": "さけ", "寿司": "すし",
    "御飯": "ごはん", "ご飯": "ごはん", "食事": "しょくじ", "食べ": "たべ", "飲み": "のみ",
    "飲ん": "のん", "見": "み", "聞": "き", "話": "はな", "言": "い", "行き": "いき",
    "行く": "いく",
    "行っ": "いっ", "行こ": "いこ", "来": "き", "来る": "くる", "来ない": "こない", "帰": "かえ",
    "待": "ま", "寝": "ね", "起き": "おき", "走": "はし", "歩": "ある", "泣": "な", "笑": "わら",
    "歌": "うた", "踊": "おど", "遊": "あそ", "忘": "わす", "思": "おも", "知": "し",
    "分か": "わか",
    "好き": "すき", "大好き": "だいすき", "嫌い": "きらい", "楽し": "たのし", "嬉し": "うれし",
    "悲し": "かなし", "寂し": "さびし", "怖": "こわ", "寒": "さむ", "暑": "あつ", "眠": "ねむ",
    "遅": "おそ", "早": "はや", "忙し": "いそがし", "美味し": "おいし", "可愛": "かわい",
    "大丈夫": "だいじょうぶ", "本当": "ほんとう", "全部": "ぜんぶ", "一緒": "いっしょ",
    "一人": "ひとり", "二人": "ふたり", "誕生日": "たんじょうび", "元気": "げんき",
    "電話": "でんわ", "写真": "しゃしん", "映画": "えいが", "音楽": "おんがく", "世界": "せかい",
    "夢": "ゆめ", "心": "こころ", "愛": "あい", "恋": "こい", "声": "こえ", "手": "て", "目": "め",
    "有難": "ありがと", "最後": "さいご", "最初": "さいしょ", "前": "まえ", "後": "あと",
    "上": "うえ", "下": "した", "中": "なか", "外": "そと", "大": "おお", "小さ": "ちいさ",
    "新し": "あたらし", "古": "ふる", "一": "いち", "二": "に", "三": "さん", "四": "よん",
    "五": "ご", "六": "ろく", "七": "なな", "八": "はち", "九": "きゅう", "十": "じゅう",
    "百": "ひゃく", "千": "せん", "円": "えん", "年": "ねん", "日": "ひ", "時": "じ", "分": "ふん",
}  # fmt: skip
"""Japanese words -> kana."""

_LONGEST = max(map(len, [*VERSE, *KANJI]))


def respell(text: str, voice: str) -> tuple[str, list[int]]:
    """Write ``text`` as the voice must hear it.

    Returns:
        The respelt text, and for every place 0..len(text) its place in the respelt text.
    """
    if voice == "cmn":
        return _replace(text, VERSE)
    if voice == "ja":
        return _replace(text, KANJI)
    return text, list(range(len(text) + 1))


def as_dictionaries_read(text: str) -> str:
    """Write Mandarin as dictionaries of readings know it: verse respelt, simplified characters.

    Returns:
        As many characters as ``text`` has.
    """
    spoken, _ = respell(text, "cmn")
    simplified: str = _converter().convert(spoken)
    return simplified


@lru_cache(maxsize=1)
def _converter() -> Any:
    """Return OpenCC by words: 乾坤 stays, and of Taiwan's 著 only what is 着 becomes that."""
    from opencc import OpenCC

    return OpenCC("tw2s")


def _replace(text: str, table: dict[str, str]) -> tuple[str, list[int]]:
    spoken = ""
    places: list[int] = []
    at = 0
    while at < len(text):
        key = _longest_key(text[at : at + _LONGEST], table)
        if key is None:
            places.append(len(spoken))
            spoken += text[at]
            at += 1
        else:
            sound = table[key]
            places += [len(spoken) + index * len(sound) // len(key) for index in range(len(key))]
            spoken += sound
            at += len(key)
    places.append(len(spoken))
    return spoken, places


def _longest_key(ahead: str, table: dict[str, str]) -> str | None:
    for size in range(len(ahead), 0, -1):
        if ahead[:size] in table:
            return ahead[:size]
    return None
