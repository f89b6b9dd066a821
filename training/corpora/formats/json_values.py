"""JSON read into what was expected of it, or refused."""

import json
from typing import Any

from ner_model.errors import Refused


def parse(text: str, at: str) -> Any:
    """The value of a text; raises Refused with the line of the file where it is no JSON."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        number = getattr(error, "lineno", 1)
        where = f"{at}:{number}" if ":" not in at.rpartition("/")[2] else at
        raise Refused(f"no JSON ({getattr(error, 'msg', error)})", where, text[:80]) from error


def objects(value: Any, at: str, what: str) -> list[dict[str, Any]]:
    """A list of objects; an absent one is empty."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Refused(f"{what} must be a list of objects", at, value)
    return value


def string(value: Any, at: str, what: str) -> str:
    if not isinstance(value, str):
        raise Refused(f"{what} must be a string", at, value)
    return value


def whole_number(value: Any, at: str, what: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused(f"{what} must be a whole number", at, value)
    return value
