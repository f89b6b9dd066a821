"""What makes a list of concepts a terminology; the first thing that does not is refused."""

import graphlib
from collections.abc import Iterable, Mapping

from ner_model.errors import Refused
from ner_model.linking.concept import Concept


def check_concepts(concepts: Iterable[Concept], source: str) -> dict[str, Concept]:
    """The concepts by id; refused where there are none, where two share an id, and where one is a kind of itself."""
    known: dict[str, Concept] = {}
    for concept in concepts:
        if not concept.id or not concept.name.strip():
            raise Refused("a concept needs an id and a name", source, concept[:2])
        if concept.id in known:
            first, second = known[concept.id].name, concept.name
            raise Refused("two concepts share an id", source, f"{concept.id}: {first!r:.60}, {second!r:.60}")
        known[concept.id] = concept
    if not known:
        raise Refused("no concepts in it", source, remedy="check that --from says what the file is")
    _check_cycles({concept.id: concept.parents for concept in known.values()}, source)
    return known


def _check_cycles(parents: Mapping[str, tuple[str, ...]], source: str) -> None:
    try:
        graphlib.TopologicalSorter(parents).prepare()
    except graphlib.CycleError as error:
        raise Refused("a concept is a kind of itself", source, " < ".join(reversed(error.args[1]))) from error
