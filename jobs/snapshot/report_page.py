"""HTML of reports: a page, its sections, tables and bars."""

import html
from typing import Any

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --good: #0a7a3d; --bad: #b3261e; --bar: #3569b0; }
@media (prefers-color-scheme: dark) { :root { --good: #6fd39a; --bad: #ff9d94; --bar: #8ab4f0; } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
nav a { display: inline-block; padding: .5rem .6rem .5rem 0; }
a:focus-visible, div:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
.skip { position: absolute; left: -99rem; } .skip:focus { position: static; }
.good { color: var(--good); } .bad { color: var(--bad); } .bad li { margin-bottom: .5rem; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: .3rem 0; width: min(100%, 100vw - 2rem); }
th, td { padding: .3rem .8rem .3rem 0; border-bottom: 1px solid var(--line); text-align: right; }
th { vertical-align: bottom; overflow-wrap: normal; } td { white-space: nowrap; } tbody th { white-space: nowrap; }
th:first-child, td:first-child { text-align: left; } tbody th { font-weight: 400; }
th:first-child { position: sticky; left: 0; background: Canvas; }
.mention tbody th { white-space: normal; min-width: 8rem; overflow-wrap: anywhere; }
.mention th:nth-child(2), .mention td:nth-child(2) { text-align: left; }
.bar { display: block; width: 8rem; height: .8rem; } .bar span { display: block; height: 100%; background: var(--bar); }
.sentence { border-left: 3px solid var(--line); padding-left: .8rem; }
mark { background: #ffe08a; color: #222; padding: 0 .2rem; border-radius: .2rem; } cite { opacity: .75; }
""".strip()


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def escape(text: str) -> str:
    return html.escape(str(text))


def page(title: str, sections: list[Html]) -> str:
    """A whole page; its links lead to the sections."""
    links = "".join(
        f'<a href="#{name}">{escape(name.replace("-", " "))}</a>'
        for name in (part.split('id="', 1)[1].split('"', 1)[0] for part in sections)
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body>"
        f'<a class="skip" href="#verdict">Skip to the verdict</a><h1>{escape(title)}</h1>'
        f'<nav aria-label="Sections">{links}</nav><main>{"".join(sections)}</main></body></html>\n'
    )


def section(name: str, heading: str, content: Html) -> Html:
    return Html(
        f'<section id="{name}" aria-labelledby="{name}-h"><h2 id="{name}-h">{escape(heading)}</h2>{content}</section>'
    )


def table(caption: str, heads: list[str], rows: list[list[str]]) -> Html:
    """A table with a head for each row, which scrolls by itself where the screen is narrow."""
    if not rows:
        return Html(f"<p>{escape(caption)}: none.</p>")
    head = "".join(f'<th scope="col">{_cell(name)}</th>' if name else "<td></td>" for name in heads)
    body = "".join(
        f'<tr><th scope="row">{_cell(row[0])}</th>{"".join(f"<td>{_cell(cell)}</td>" for cell in row[1:])}</tr>'
        for row in rows
    )
    kind = ' class="mention"' if heads[0] == "mention" else ""
    return Html(
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table{kind}>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def bar(value: float, most: float) -> Html:
    """A bar beside its number, so that it need not be read out."""
    return Html(f'<span class="bar" aria-hidden="true"><span style="width:{value / max(most, 1):.0%}"></span></span>')


def sentence(example: dict[str, Any]) -> str:
    """A sentence with its entities marked."""
    text, parts, end = example["sentence"], [], 0
    for start, stop, label in example["entities"]:
        name = f"<small>{escape(label)}</small>"
        parts += [escape(text[end:start]), f"<mark>{escape(text[start:stop])} {name}</mark>"]
        end = stop
    return f"<p class='sentence'>{''.join(parts)}{escape(text[end:])} <cite>{escape(example['doc_id'])}</cite></p>"


def _cell(content: str) -> str:
    return content if isinstance(content, Html) else escape(content)
