"""One document of an output, with its entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from literature_tagger.highlights import Highlights


class DocumentFound(NamedTuple):
    """The row of a document, and those of its entities in the order of the text; a notebook shows both as one text."""

    row: dict[str, Any]
    entity_rows: list[dict[str, Any]]

    @property
    def doc_id(self) -> str:
        return str(self.row["doc_id"])

    @property
    def text(self) -> str:
        return str(self.row["text"])

    @property
    def entities(self) -> pd.DataFrame:
        """A row for each entity."""
        import pandas as pd

        return pd.DataFrame(self.entity_rows)

    def show(self) -> Highlights:
        """The text with its entities highlighted."""
        from literature_tagger.highlights import Highlights

        return Highlights.of_rows(self.entity_rows, [self.row])

    def __repr__(self) -> str:
        return repr(self.show())

    def _repr_html_(self) -> str:
        return self.show()._repr_html_()
