"""Writing a screenplay."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Whose message a paper is written of.

    Attributes:
        author: As it is lettered, or empty.
        part: What ``cast`` calls the author, or None where they do not play.
        own: The author has asked for the film.
        recipe: The one that is wanted, or empty.
    """

    author: str
    part: str | None
    own: bool
    recipe: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneBefore:
    """The film that a paper goes on from.

    Attributes:
        screenplay: JSON of ``walkon.screenplay/1``.
        film: The film file that the next scene is, or empty where its sentence decides.
    """

    screenplay: str
    film: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperBody:
    """Task ``paper``: write a screenplay.

    Attributes:
        cast: (name, kind) in order, the lead first; whoever asks has the kind ``self``.
        voice_note: A voice note as it was sent, that the lead is to speak; ``sentence`` is then
            what is said in it, or empty where nobody has written it down.
        personas: Name in ``cast`` to what that person's persona card says.
        quoted: Whose message ``sentence`` is, where one was answered.
        recent: Recipe, button and set of the chat's last films, newest first: what the new one is
            not to resemble.
        after: The scene before, where a next one is written.
    """

    sentence: str
    cast: list[tuple[str, str]]
    locale: str
    seed: int
    voice_note: bytes | None = None
    personas: dict[str, str] = field(default_factory=dict)
    quoted: Quote | None = None
    recent: list[tuple[str | None, int | None, str]] = field(default_factory=list)
    after: SceneBefore | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperResult:
    """A screenplay as JSON, its title, what was understood, and how long one cut will take."""

    screenplay: str
    title: str
    reading: str
    recipe: str
    estimate_s: float
