"""What the code says to people, read out of its source: raised errors and spoken message ids."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.i18n import pages
from generation import errors

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("bot", "generation", "storage")
ERRORS = {
    name: kind
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, errors.WalkonError)
}


@dataclass(frozen=True, slots=True)
class Raised:
    """One place where an error is made; ``details`` is None where they are passed through."""

    place: str
    message: str
    details: frozenset[str] | None


@lru_cache(maxsize=1)
def sources() -> tuple[tuple[str, str], ...]:
    """Every module of ours: path from the root, and its text."""
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return tuple((path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


def _trees(naming: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield the modules in which ``naming`` is found: to parse one takes a while."""
    for path, text in sources():
        if re.search(naming, text):
            yield path, ast.parse(text)


@lru_cache(maxsize=1)
def raised() -> tuple[Raised, ...]:
    """Every error that the code makes, with each reason it can have."""
    found: list[Raised] = []
    for path, module in _trees("|".join(ERRORS)):
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ERRORS:
                base = ERRORS[call.func.id].message_id
                for reason in sorted(_reasons(call, module)):
                    message = f"{base}-{reason}" if reason else base
                    found.append(Raised(f"{path}:{call.lineno}", message, _details(call)))
    return tuple(found)


def _details(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    if None in names:
        return None
    return frozenset(name.replace("_", "-") for name in names if name)


def _reasons(call: ast.Call, module: ast.Module) -> set[str]:
    if not call.args:
        return {""}
    texts = _texts(call.args[0], module, frozenset())
    return {text for text in texts if not text.endswith("*")}  # the place in (reason, place)


def _texts(node: ast.expr, module: ast.Module, seen: frozenset[str]) -> set[str]:
    """Every text an expression can be, followed through names and functions of its module."""
    match node:
        case ast.Constant(value=str(text)):
            return {text}
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return {f"{start}*"}
        case ast.IfExp(body=body, orelse=orelse):
            return _texts(body, module, seen) | _texts(orelse, module, seen)
        case ast.Tuple(elts=[ast.Tuple(), *_] as rows):
            return {text for row in rows for text in _texts(row, module, seen)}
        case ast.Tuple(elts=[first, *_]):
            return _texts(first, module, seen)
        case _:
            return set(_followed(node, module, seen))


def _followed(node: ast.expr, module: ast.Module, seen: frozenset[str]) -> Iterator[str]:
    """Yield the texts that the names in an expression, or a call's defaults, stand for."""
    for name in {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - seen:
        for value in _meanings(name, module):
            yield from _texts(value, module, seen | {name})
    for default in node.args[1:] if isinstance(node, ast.Call) else ():
        yield from _texts(default, module, seen)


def _meanings(name: str, module: ast.Module) -> Sequence[ast.expr]:
    """What a name can stand for: a function's results, an assigned value, what a loop goes over."""
    return _named(module).get(name, ())


@lru_cache(maxsize=1024)
def _named(module: ast.Module) -> dict[str, list[ast.expr]]:
    """What every name of a module can stand for."""
    found: dict[str, list[ast.expr]] = defaultdict(list)
    for node in ast.walk(module):
        match node:
            case ast.FunctionDef():
                found[node.name] += _results(node)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.Tuple() as value):
                found[target].append(value)
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                found[target] += _values(value)
            case ast.For(target=ast.Tuple(elts=[ast.Name(id=target), *_]), iter=source):
                found[target].append(source)
            case ast.For(target=ast.Name(id=target), iter=ast.Tuple(elts=kinds)):
                found[target] += kinds
            case _:
                pass
    return found


def _results(function: ast.FunctionDef) -> Iterator[ast.expr]:
    for node in ast.walk(function):
        if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and node.value is not None:
            yield node.value


def _values(value: ast.expr) -> Iterator[ast.expr]:
    match value:
        case ast.Dict(values=values):
            yield from values
        case ast.Call(func=ast.Name(id="frozenset"), args=[ast.Set(elts=elements)]):
            yield from elements
        case _:
            yield value


@dataclass(frozen=True, slots=True)
class Said:
    """One place where a sentence is asked for.

    Attributes:
        place: File and line.
        message: Its id; one that is put together there ends with ``*``.
        values: Names of what it is told, None where the code does not show them.
    """

    place: str
    message: str
    values: frozenset[str] | None


@lru_cache(maxsize=1)
def said() -> tuple[Said, ...]:
    """Every sentence that ``bot`` asks for by an id that stands in the code."""
    found: list[Said] = []
    for path, module in _trees(r"\b(?:say|result|add_argument)\("):
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
            if path.startswith("bot/"):
                place = f"{path}:{call.lineno}"
                found += [Said(place, text, _values_of(call)) for text in _asked(call, module)]
    return tuple(found)


def _asked(call: ast.Call, module: ast.Module) -> set[str]:
    match call.func:
        case ast.Name(id="say") | ast.Attribute(attr="say" | "result") if call.args:
            return _texts(call.args[0], module, frozenset())
        case ast.Attribute(attr="add_argument"):
            helps = (keyword.value for keyword in call.keywords if keyword.arg == "help")
            return {text for value in helps for text in _texts(value, module, frozenset())}
        case _:
            return set()


def _values_of(call: ast.Call) -> frozenset[str] | None:
    match call:
        case ast.Call(func=ast.Attribute(attr="say"), args=[_], keywords=keywords):
            return frozenset(keyword.arg or "" for keyword in keywords)
        case ast.Call(args=[_, _, ast.Dict(keys=keys)] | [_, ast.Dict(keys=keys)]):
            return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))
        case ast.Call(func=ast.Name(id="say"), args=[_] | [_, _]):
            return frozenset()
        case _:
            return None


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@lru_cache(maxsize=4)
def messages(locale: str) -> dict[str, frozenset[str]]:
    """Message id → names of its variables, as the files of one locale have them."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages(locale))
    found: dict[str, frozenset[str]] = {}
    for entry in FluentParser().parse(text).body:
        assert not isinstance(entry, ftl.Junk), f"{locale}: cannot be read: {entry.content}"
        if isinstance(entry, ftl.Message):
            assert entry.id.name not in found, f"{locale}: {entry.id.name} stands there twice"
            variables = _Variables()
            variables.visit(entry)
            found[entry.id.name] = frozenset(variables.names)
    return found
