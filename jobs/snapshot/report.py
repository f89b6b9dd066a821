"""The report on a snapshot: `reports/SNAPSHOT_ID.html`, one page without scripts, fonts or pictures from elsewhere."""

from typing import Any

from jobs.snapshot.report_page import Html, bar, escape, page, section, sentence, table
from transforms.storage import remove_file, remove_unwritten, write_json, write_text

_RUNS_SHOWN = 10


def write_report(output: str, record: dict[str, Any], past: list[dict[str, Any]]) -> str:
    """Writes the page, and the record that later reports compare with; returns the path of the page."""
    path = f"{output}/reports/{record['snapshot_id']}"
    write_json(f"{path}.json", record)
    write_text(f"{path}.html", report(record, past))
    return f"{path}.html"


def remove_report(output: str, snapshot_id: str) -> None:
    """For a snapshot that never was: its report says that it was published."""
    remove_unwritten(f"{output}/reports")
    for suffix in ("html", "json"):
        remove_file(f"{output}/reports/{snapshot_id}.{suffix}")


def report(record: dict[str, Any], past: list[dict[str, Any]]) -> str:
    """The page; `past` are the records of earlier snapshots, the last of which was the newest."""
    published = [each for each in past if each["published"]]
    before = published[-1] if published else None
    sections = [
        section("verdict", _heading(record), _verdict(record)),
        section("counts", "Counts", _counts([*past[-_RUNS_SHOWN:], record])),
        section("labels", "Labels", _labels(record, before)),
        section("scores", "Scores", _scores(record["score_tenths"])),
        section("mentions", "Mentions", _mentions(record)),
        section("sentences", "Sentences", Html("".join(map(sentence, record["examples"])) or "<p>None.</p>")),
        section("dead-letters", "Dead letters", _dead_letters(record)),
        section("speed", "Speed", _speed(record["tokens_per_second"])),
    ]
    return page(f"Snapshot {record['snapshot_id']}", sections)


def _heading(record: dict[str, Any]) -> str:
    if not record["published"]:
        return "Held: readers still see the last snapshot"
    return "Published by force" if record["forced"] else "Published"


def _verdict(record: dict[str, Any]) -> Html:
    if not record["breaches"]:
        return Html("<p class='good'>Every check has passed.</p>")
    items = []
    for breach in record["breaches"]:
        examples = ", ".join(map(escape, breach["examples"]))
        shown = f"<br>For example: {examples}" if examples else ""
        items.append(f"<li><strong>{escape(breach['check'])}</strong>: {escape(breach['text'])}{shown}</li>")
    advice = "" if record["published"] else "<p>If this is as it should be: run again with <code>--force</code>.</p>"
    return Html(f"<ul class='bad'>{''.join(items)}</ul>{advice}")


def _counts(records: list[dict[str, Any]]) -> Html:
    columns = {
        "documents": "documents",
        "added": "new",
        "changed": "changed",
        "deleted": "deleted",
        "older": "older versions",
        "entities": "entities",
        "empty_texts": "without text",
    }
    rows = [
        [
            _moment(each["snapshot_id"]),
            *(f"{each[name]:,}" for name in columns),
            f"{each['entities'] / max(each['documents'], 1):.2f}",
            f"{sum(each['dead_letters_by_reason'].values()):,}",
            "published" if each["published"] else "held",
        ]
        for each in reversed(records)
    ]
    heads = ["snapshot", *columns.values(), "entities per document", "dead letters", ""]
    return table("This snapshot and the ten before it", heads, rows)


def _moment(run_id: str) -> str:
    """
    >>> _moment("2026-11-22T182859.267180Z-e48f0b")
    '2026-11-22 18:28'
    """
    return f"{run_id[:10]} {run_id[11:13]}:{run_id[13:15]}"


def _labels(record: dict[str, Any], before: dict[str, Any] | None) -> Html:
    most = max((label["count"] for label in record["labels"].values()), default=1)
    rows = []
    for name, label in record["labels"].items():
        old = before["labels"].get(name, {"count": 0, "score": 0}) if before else None
        change = f"{label['count'] - old['count']:+,}" if old else "–"
        moved = f"{label['score'] - old['score']:+.3f}" if old else "–"
        counts = [f"{label['count']:,}", bar(label["count"], most), change]
        rows.append([name, *counts, f"{label['score']:.3f}", moved])
    heads = ["label", "entities", "", "change", "mean score", "change"]
    return table("Entities by label, and the change since the last published snapshot", heads, rows)


def _scores(tenths: list[int]) -> Html:
    most = max([*tenths, 1])
    rows = [[f"{n / 10:.1f}–{(n + 1) / 10:.1f}", f"{count:,}", bar(count, most)] for n, count in enumerate(tenths)]
    return table("Entities by score", ["score", "entities", ""], rows)


def _mentions(record: dict[str, Any]) -> Html:
    kinds = {"mentions": "Most frequent", "gained": "Gained most", "lost": "Lost most"}
    tables = []
    for name, caption in kinds.items():
        rows = [[text, label, f"{count:,}"] for label, text, count in record[name]]
        tables.append(table(f"{caption} mentions", ["mention", "label", "entities"], rows))
    return Html("".join(tables))


def _dead_letters(record: dict[str, Any]) -> Html:
    rows = [[reason, f"{count:,}"] for reason, count in record["dead_letters_by_reason"].items()]
    return table("Records that could not be tagged, by step and reason", ["reason", "records"], rows)


def _speed(speeds: dict[str, int]) -> Html:
    last = list(speeds.items())[-_RUNS_SHOWN:]
    most = max([1, *(speed for _, speed in last)])
    rows = [[_moment(run_id), f"{speed:,}", bar(speed, most)] for run_id, speed in reversed(last)]
    return table("Tokens per second of the last runs", ["run", "tokens/s", ""], rows)
