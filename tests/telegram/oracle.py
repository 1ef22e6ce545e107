"""aiogram's models of the Bot API as judge of what is sent either way."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from aiogram.methods.base import TelegramMethod
    from pydantic import TypeAdapter

    from tests.telegram.things import Json


@cache
def methods() -> dict[str, type[TelegramMethod[Any]]]:
    """aiogram's methods by name."""
    from aiogram import methods as module
    from aiogram.methods.base import TelegramMethod as Base

    found = (getattr(module, name) for name in module.__all__)
    return {
        one.__api_method__: one
        for one in found
        if isinstance(one, type) and issubclass(one, Base) and one is not Base
    }


def request(method: str, params: Json, uploads: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What is wrong with a request: unknown or missing fields, wrong types.

    Args:
        method: Its name.
        params: What was sent, read from JSON where it is that.
        uploads: The fields and ``attach://`` names that came as files.
    """
    from pydantic import ValidationError

    model = methods().get(method)
    if model is None:
        return (f"unknown method {method}",)
    try:
        read = model.model_validate(_with_files(params, uploads))
    except ValidationError as error:
        return tuple(f"{_where(one['loc'])}: {one['msg']}" for one in error.errors())
    return tuple(f"unknown field {name}" for name in _extras(read))


def answer(method: str, result: object) -> tuple[str, ...]:
    """What is wrong with a result of ``method``."""
    model = methods().get(method)
    if model is None:
        return (f"unknown method {method}",)
    return _problems(_adapter(model.__returning__), result)


def update(body: Json) -> tuple[str, ...]:
    """What is wrong with an update."""
    from aiogram.types import Update

    return _problems(_adapter(Update), body)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)


def _problems(adapter: TypeAdapter[Any], value: object) -> tuple[str, ...]:
    from pydantic import ValidationError

    try:
        read = adapter.validate_python(value)
    except ValidationError as error:
        return tuple(f"{_where(one['loc'])}: {one['msg']}" for one in error.errors())
    return tuple(f"unknown field {name}" for name in _extras(read))


def _where(place: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in place)


def _with_files(params: Json, uploads: frozenset[str]) -> Json:
    """``params`` with aiogram's files where files came."""
    from aiogram.types import BufferedInputFile

    def put(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: put(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [put(inner) for inner in value]
        if isinstance(value, str) and value.removeprefix("attach://") in uploads:
            return BufferedInputFile(b"", value) if value.startswith("attach://") else value
        return value

    direct = {name: BufferedInputFile(b"", name) for name in uploads if not _attached(params, name)}
    return {**direct, **put(params)}


def _attached(value: Any, name: str) -> bool:
    if isinstance(value, dict):
        return any(_attached(inner, name) for inner in value.values())
    if isinstance(value, list):
        return any(_attached(inner, name) for inner in value)
    return bool(value == f"attach://{name}")


def _extras(value: Any, at: str = "") -> list[str]:
    """The fields anywhere inside of ``value`` that its models do not know."""
    from pydantic import BaseModel

    if isinstance(value, list):
        return [name for inner in value for name in _extras(inner, at)]
    if not isinstance(value, BaseModel):
        return []
    found = [f"{at}{name}" for name in value.model_extra or {}]
    for name in type(value).model_fields:
        found += _extras(getattr(value, name), f"{at}{name}.")
    return found
