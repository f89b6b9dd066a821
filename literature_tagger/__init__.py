"""Taggers and what they found, for Python and notebooks: `import literature_tagger as lt`. Imports all other packages.

>>> import literature_tagger as lt
>>> [entity.text for entity in lt.load("bc5cdr").annotate(["Lithium causes tremor."])[0]]
['Lithium', 'tremor']
"""

from literature_tagger.annotations import Annotations, read
from literature_tagger.tagging import tag
from ner_model.tagger import Tagger, load

__all__ = ["Annotations", "Tagger", "load", "read", "tag"]
