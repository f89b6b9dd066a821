"""What somebody looks for, as the address of the page says it."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode

ROWS = 50  # on a page
_LAST_PAGE = 200  # further on, narrowing the search or the CSV help more
_LONGEST = 1_000  # characters of a value

ORDERS = {"file": "as in the files", "best": "highest score first", "worst": "lowest score first"}


class BadQuery(ValueError):
    """An address that no form of ours makes; the text is shown."""


class Query(NamedTuple):
    """Conditions that all hold; one that is empty, or 0, does not count.

    `text` is part of the mention, in any case, or all of it as it is if `whole`. `document` is an id. `concept` is the
    id of a concept, or part of its name.
    """

    text: str = ""
    whole: bool = False
    label: str = ""
    min_score: float = 0.0
    max_score: float = 1.0
    document: str = ""
    section: str = ""
    concept: str = ""
    order: str = "file"
    page: int = 1

    def address(self, path: str = "/", **changes: Any) -> str:
        """The address that means this query, with some changes to it."""
        given = {name: value for name, value in self._replace(**changes)._asdict().items() if value != _DEFAULT[name]}
        return f"{path}?{urlencode({name: '1' if value is True else value for name, value in given.items()})}"


_DEFAULT: Mapping[str, object] = Query()._asdict()


def query_of(address: str) -> Query:
    """The query of an address; raises `BadQuery` for values that make no sense.

    >>> query_of("text=zinc&min_score=0.5").min_score
    0.5
    """
    given = fields_of(address)
    order = given.get("order", "file")
    if order not in ORDERS:
        raise BadQuery(f"the order must be one of {', '.join(ORDERS)}")
    return Query(
        text=given.get("text", ""),
        whole=bool(given.get("whole")),
        label=given.get("label", ""),
        min_score=_number(given, "min_score", 0.0, 0, 1),
        max_score=_number(given, "max_score", 1.0, 0, 1),
        document=given.get("document", ""),
        section=given.get("section", ""),
        concept=given.get("concept", ""),
        order=order,
        page=int(_number(given, "page", 1, 1, _LAST_PAGE)),
    )


def fields_of(address: str) -> dict[str, str]:
    """The first value of each field of an address; raises `BadQuery` for too many, too long or lone surrogates."""
    try:
        fields = parse_qs(address, max_num_fields=20, errors="strict")
    except ValueError as error:
        raise BadQuery(str(error)) from error
    found = {name: values[0] for name, values in fields.items()}
    if any(len(value) > _LONGEST or "\0" in value for value in found.values()):
        raise BadQuery(f"a value is longer than {_LONGEST} characters, or holds a null character")
    return found


def _number(given: Mapping[str, str], name: str, default: float, least: float, most: float) -> float:
    try:
        value = float(given.get(name) or default)
    except ValueError as error:
        raise BadQuery(f"{name} must be a number") from error
    if not least <= value <= most:
        raise BadQuery(f"{name} must lie between {least:g} and {most:g}")
    return value
