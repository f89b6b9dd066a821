"""What a run prints at its end."""

from collections.abc import Mapping, Sequence

from jobs.run.first_letters import Letter
from transforms.runs.run_record import MentionCount, RunRecord


def summary(record: RunRecord, output: str, letters: Sequence[Letter] = ()) -> str:
    """A few lines for people, with the first dead letters; `runs/RUN_ID.json` has the same for programs."""
    counts = record.counts
    lines = [
        f"documents      {counts.documents:,} from {counts.files:,} files",
        f"entities       {counts.entities:,}{_in_brackets(record.entities_by_label)}",
        f"most frequent  {_mentions(record.most_frequent_mentions)}",
        f"dead letters   {counts.dead_letters:,}{_in_brackets(record.dead_letters_by_reason)}",
        *_letters(letters, counts.dead_letters, f"{output}/dead_letters/run={record.run_id}"),
        f"speed          {record.tokens_per_second:,} tokens/s ({counts.tokens:,} in {record.seconds:.1f} s)",
        *_reused(record.counters),
        f"tables         {output}/entities, documents, dead_letters",
        f"record         {output}/runs/{record.run_id}.json",
    ]
    return "\n".join(lines)


def _letters(letters: Sequence[Letter], number: int, folder: str) -> list[str]:
    """The letters that are shown, and where the others lie."""
    lines = [f"  {line}" for letter in letters for line in letter.lines]
    more = number - len(letters)
    return [*lines, f"  {more:,} more in {folder}" if more else f"  whole in {folder}"] if letters else []


def _reused(counters: Mapping[str, int]) -> list[str]:
    reused = counters.get("ReuseAnnotations/documents_reused", 0)
    return [f"unchanged      {reused:,} documents were not tagged again"] if reused else []


def _in_brackets(totals: Mapping[str, int]) -> str:
    text = ", ".join(f"{name} {count:,}" for name, count in totals.items())
    return f" ({text})" if text else ""


def _mentions(mentions: tuple[MentionCount, ...]) -> str:
    return ", ".join(f"{' '.join(mention.text.split())} {mention.count:,}" for mention in mentions) or "none"
