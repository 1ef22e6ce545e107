"""The body and the result of every kind of task: their field names are the keys that travel."""

from generation.farm.wire.faces import (
    CaptureBody,
    CaptureResult,
    Colours,
    FacesBody,
    FacesResult,
    LikenessBody,
    LikenessResult,
    NoteBody,
    Rgb,
)
from generation.farm.wire.films import (
    Board,
    BoardsResult,
    EarlierFilm,
    FilmBody,
    FilmResult,
    JoinBody,
    JoinedScene,
    Part,
    Recording,
    ShrinkBody,
)
from generation.farm.wire.papers import PaperBody, PaperResult, Quote, SceneBefore
from generation.farm.wire.reading import body, read

__all__ = [
    "Board",
    "BoardsResult",
    "CaptureBody",
    "CaptureResult",
    "Colours",
    "EarlierFilm",
    "FacesBody",
    "FacesResult",
    "FilmBody",
    "FilmResult",
    "JoinBody",
    "JoinedScene",
    "LikenessBody",
    "LikenessResult",
    "NoteBody",
    "PaperBody",
    "PaperResult",
    "Part",
    "Quote",
    "Recording",
    "Rgb",
    "SceneBefore",
    "ShrinkBody",
    "body",
    "read",
]
