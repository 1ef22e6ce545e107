"""The score: what sounds when, as a plan for the mix. Nothing is synthesised here."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from itertools import groupby

from generation.model.clip import RenderOrder
from generation.model.screenplay import Mood, Music, Screenplay, Shot
from generation.model.speech import Speech
from generation.model.timeline import Cue, ShotRecord, ShotSpan, Timeline
from generation.production.accents import stings, transitions
from generation.production.panning import Pans
from generation.sound.ambience import Place
from generation.sound.mix import AmbienceSpan, EffectHit, MixPlan, MusicSpan, PlacedSpeech
from generation.speech.breath import laugh

ACOUSTICS: Mapping[str, tuple[str, bool]] = {
    "space_cabin": ("closet", True),
    "snow_mountain": ("none", False),
    "rainy_street": ("street", False),
    "beach": ("none", False),
    "stage": ("hall", True),
    "lift": ("closet", True),
    "video_call": ("room", True),
    "courtroom": ("hall", True),
    "birthday_room": ("room", True),
    "classroom": ("room", True),
    "office": ("room", True),
    "forest": ("none", False),
    "neon_city": ("street", False),
    "tea_house": ("room", True),
    "hotpot_room": ("room", True),
    "throne_hall": ("hall", True),
    "fridge": ("closet", True),
    "arena": ("none", True),
    "rooftops": ("none", False),
    "interrogation": ("hall", True),
    "show_kitchen": ("room", True),
    "kitchen": ("room", True),
    "apartment_block": ("room", False),
    "karaoke_room": ("room", True),
    "postcard": ("none", False),
    "museum": ("hall", True),
    "plain_room": ("room", True),
    "bedroom": ("closet", True),
    "platform": ("street", False),
    "tall_grass": ("none", False),
    "split_call": ("room", True),
    "harbour": ("street", False),
    "temple": ("temple", True),
    "news_desk": ("room", True),
    "weather_map": ("room", True),
    "pitch": ("street", False),
    "commentary_box": ("room", True),
    "ink_mountain": ("temple", False),
}
"""Set → room a voice sounds in, and whether a wall stands between the weather and us."""

EAST_ASIAN_SETS = frozenset({"temple", "ink_mountain", "tea_house", "hotpot_room", "throne_hall"})
COMIC_MOODS: frozenset[Mood] = frozenset({"joyful", "playful", "deadpan", "surprised", "proud"})
PROJECTION = Place(ids=("projector",), indoors=True)
REST_BEFORE_S = 0.3  # music leaves the punchline alone and returns in the button
LEAD_FRAMES = 1  # an effect hits a frame before the picture does
LAUGH_GAIN_DB = -5.0


def score(
    order: RenderOrder,
    timeline: Timeline,
    speeches: Mapping[str, Speech],
    records: Sequence[ShotRecord] = (),
) -> MixPlan:
    """Plan every sound of a film; ``records`` say where the faces are."""
    paper = order.screenplay
    shots = {shot.id: shot for shot in paper.shots}
    fps = float(timeline.fps)
    pans = Pans(records, order.spec.width_px)
    speech = [_line(cue, shots[cue.shot_id], speeches[cue.line_id], pans) for cue in timeline.cues]
    speech += [
        item
        for span in timeline.spans
        for item in _laughs(order, shots[span.shot_id], span, fps, pans)
    ]
    return MixPlan(
        duration_s=timeline.duration_s,
        seed=zlib.crc32(f"{order.seed} {paper.title}".encode()),
        speech=tuple(speech),
        ambience=tuple(_places(timeline, shots, fps, silent=paper.look == "silent")),
        music=tuple(_music(paper, timeline, shots, fps)),
        effects=(
            *(hit for span in timeline.spans for hit in _effects(shots[span.shot_id], span, fps)),
            *transitions(timeline, shots),
            *stings(paper.mood, timeline, shots),
        ),
    )


def _line(cue: Cue, shot: Shot, speech: Speech, pans: Pans) -> PlacedSpeech:
    line = next(line for line in shot.lines if line.id == cue.line_id)
    return PlacedSpeech(
        start_s=cue.start_s,
        speech=speech,
        pan=pans.of(shot, cue.who, line.heard),
        heard=line.heard,
        room=ACOUSTICS[shot.set][0],
    )


def _laughs(
    order: RenderOrder, shot: Shot, span: ShotSpan, fps: float, pans: Pans
) -> list[PlacedSpeech]:
    return [
        PlacedSpeech(
            start_s=(span.first + action.at * span.frames) / fps,
            speech=laugh(order.likenesses[action.who].voice, seed=order.seed + index),
            pan=pans.of(shot, action.who),
            room=ACOUSTICS[shot.set][0],
            gain_db=LAUGH_GAIN_DB,
        )
        for index, action in enumerate(shot.actions)
        if action.action == "laugh"
        and action.who in order.likenesses
        and not any(line.heard == "mute" and line.who == action.who for line in shot.lines)
    ]


def _places(
    timeline: Timeline, shots: Mapping[str, Shot], fps: float, *, silent: bool
) -> list[AmbienceSpan]:
    """Return what is heard where; neighbouring shots of one place are one span.

    Of a ``silent`` film nothing is heard but the projector that shows it.
    """

    def place(span: ShotSpan) -> Place:
        if silent:
            return PROJECTION
        shot = shots[span.shot_id]
        return Place(
            ids=shot.ambience or ("room",), weather=shot.weather, indoors=ACOUSTICS[shot.set][1]
        )

    spans = []
    for heard, group in groupby(timeline.spans, key=place):
        members = list(group)
        spans.append(
            AmbienceSpan(start_s=members[0].first / fps, end_s=members[-1].end / fps, place=heard)
        )
    return spans


def _music(
    paper: Screenplay, timeline: Timeline, shots: Mapping[str, Shot], fps: float
) -> list[MusicSpan]:
    rests = _rests(paper, timeline)

    def bed(span: ShotSpan) -> tuple[Music | None, bool]:
        shot = shots[span.shot_id]
        return shot.music, shot.set in EAST_ASIAN_SETS

    spans = []
    for (music, east_asian), group in groupby(timeline.spans, key=bed):
        members = list(group)
        if music is None:
            continue
        start, end = members[0].first / fps, members[-1].end / fps
        spans.append(
            MusicSpan(
                start_s=start,
                end_s=end,
                mood=music.mood,
                tempo_bpm=music.tempo_bpm,
                palette="east_asian" if east_asian else "plain",
                rests=tuple(
                    (max(a, start), min(b, end)) for a, b in rests if a < end and b > start
                ),
            )
        )
    return spans


def _rests(paper: Screenplay, timeline: Timeline) -> tuple[tuple[float, float], ...]:
    """Return when music is silent: from just before a comic film's last line until it is said.

    A line that is sung keeps its band.
    """
    if not timeline.cues or paper.mood not in COMIC_MOODS:
        return ()
    last = timeline.cues[-1]
    lines = {line.id: line for shot in paper.shots for line in shot.lines}
    if lines[last.line_id].delivery == "sing_song":
        return ()
    return ((last.start_s - REST_BEFORE_S, last.end_s),)


def _effects(shot: Shot, span: ShotSpan, fps: float) -> list[EffectHit]:
    room = ACOUSTICS[shot.set][0]
    return [
        EffectHit(
            at_s=max(0.0, (span.first + sound.at * span.frames - LEAD_FRAMES) / fps),
            id=sound.id,
            room=room,
        )
        for sound in shot.sfx
    ]
