"""Every id a screenplay may use; the sets, props and sounds live in the engine and the mix."""

from __future__ import annotations

from typing import Final

SETS: Final = (
    "space_cabin", "snow_mountain", "rainy_street", "beach", "stage", "courtroom", "birthday_room",
    "classroom", "office", "forest", "neon_city", "tea_house", "museum", "plain_room", "bedroom",
    "lift", "video_call",
    "platform", "ink_mountain", "hotpot_room", "throne_hall",
    "fridge", "interrogation", "arena", "rooftops", "apartment_block", "tall_grass", "karaoke_room",
    "postcard", "split_call", "harbour", "temple", "news_desk", "weather_map",
    "pitch", "commentary_box",
    "show_kitchen", "kitchen",
)  # fmt: skip
PROPS: Final = (
    "gavel", "crate", "cake", "sign", "trophy", "file", "box", "poster", "plate", "teacup",
    "umbrella", "phone", "clock", "calendar_page", "candle", "megaphone", "microphone", "balloon",
    "dumpling_steamer", "lantern", "frame", "confetti_cannon", "book", "chair", "can", "ticket",
    "note", "scroll", "mug", "badge", "stamp", "bowl", "tablet", "lamp", "glass", "postmark",
    "evidence_bag", "crumbs", "life_bar", "sword", "packet", "bottle", "stick_cup", "fortune_stick",
    "cloud", "sun", "town", "noodles",
    "casserole", "soot",
    "chef_hat",
    "bus_seat", "cat",
)  # fmt: skip
FACED: Final = (
    "calendar_page", "phone", "lamp", "dumpling_steamer", "file", "note", "box", "crate", "book",
    "mug", "clock", "balloon", "trophy",
)  # fmt: skip
"""Props that can have a part: they get a drawn face that looks, blinks and speaks."""
PROP_STATES: Final = (
    "absent", "whole", "lit", "out", "bitten", "stamped", "fallen", "broken", "open", "on", "off",
    "empty",
)  # fmt: skip
ANCHORS: Final = (
    "table", "ground", "wall", "air", "hand_left", "hand_right", "front",
    "window1", "window2", "window3", "window4", "window5", "window6",
)  # fmt: skip
"""Places of a set where a prop may be; a cast token's hand (``P1.hand``) is the other kind. A lamp
at a window of an apartment block is the light of that window."""
HELD_AT: Final = ("hand", "cheek", "face")
"""Where a cast token has a prop: in a hand (``P1.hand``), on a cheek, or all over the face."""
ACTIONS: Final = (
    "wave", "nod", "shake_head", "shrug", "laugh", "cry", "jump", "dance", "point", "facepalm",
    "clap", "open_hands", "fist", "hold", "look_left", "look_right", "look_up", "look_down",
    "look_at", "look_lens", "blink_long", "freeze", "walk_in", "walk_out", "turn_away", "lean_in",
    "lean_back", "raise_hand", "bow", "float", "tumble", "shiver", "breathe_out",
    "kneel", "rise", "chew", "doze", "peek", "duck", "hover",
    "grin", "dive", "hug", "chase", "flee",
)  # fmt: skip
HAND_ACTIONS: Final = frozenset(
    ("wave", "shrug", "point", "facepalm", "clap", "open_hands", "fist", "hold", "raise_hand",
     "hover", "dive", "hug", "chase", "flee")
)  # fmt: skip
"""Actions that bring a hand into the picture."""
AMBIENCE: Final = (
    "wind", "rain", "rain_heavy", "snow_hush", "waves", "crowd", "street", "neon_hum", "forest",
    "crickets", "tea_house", "office", "classroom", "hall", "stage", "space_hum", "platform",
    "fire", "temple", "room",
)  # fmt: skip
SOUND_EFFECTS: Final = (
    "whoosh", "boom", "ding", "pop", "scratch", "crickets", "gavel", "gong", "drum_roll",
    "ba_dum_tss", "sad_trombone", "fanfare", "heartbeat", "typewriter", "shutter", "phone_buzz",
    "door_creak", "kettle", "slurp", "gulp", "squeak", "thunder", "train_by", "car_by",
    "crowd_gasp", "crowd_laugh", "applause", "glass", "sparkle", "zither", "bowed_cry",
    "switch", "feedback", "sting", "sting_dark", "pen", "thump",
    "rustle", "growl", "rattle", "stick_falls", "foghorn", "plop", "ring",
    "news", "jingle", "tick", "drip",
    "sizzle",
    "roar", "yowl",
)  # fmt: skip
DRAWN: Final = ("mina", "otto", "zuri", "kenji", "rosa", "tao")
"""The drawn cast."""
LIGHTS: Final = ("key", "away", "off", "stars", "phone", "hot", "burnt")
"""``key`` is the set's own light; ``away`` a platform whose train has gone, or a harbour whose beam
finds somebody; ``off`` a dark set; ``stars`` a lift whose doors open on space; ``phone`` a window
lit by nothing but a screen; ``hot`` a stove that is about to go off, ``burnt`` one that has."""
LOOKS: Final = ("natural", "ink", "noir", "silent", "pixel", "comic")
BUTTONS: Final = range(1, 10)
"""The nine ways a film ends after its last word."""
LOCALES: Final = ("en", "zh-Hans", "zh-Hant")
