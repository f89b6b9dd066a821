"""Reads a file of a corpus by one of the formats."""

from training.corpora.draft import CorpusFile


def read(format_, path, content):
    """The drafts of a file of that content."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(format_.read(CorpusFile(path, path.name)))


def claims(drafts):
    """What a file says of its mentions."""
    return [(*claim.pieces, claim.label, claim.text, claim.at) for draft in drafts for claim in draft.claims]
