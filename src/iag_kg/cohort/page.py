"""The page of a cohort: the Sankey picture, the tables beside it, without script or request."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from iag_kg.cohort.report import Outlook, Report
from iag_kg.cohort.sankey import Ribbon, Sankey, draw_sankey
from iag_kg.cohort.shown import COUNTS, SHOWN, notes, show_table, shown_columns
from iag_kg.cohort.taxonomy_words import words_of

_STAY = ""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
body { margin: 0 auto; max-width: 1200px; padding: 1rem 1.5rem 3rem; color: #1d2733; }
h1, h2 { color: #17324d; line-height: 1.25; }
h1 { font-size: 1.7rem; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; }
p, li { max-width: 75ch; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 3px solid #c2410c; outline-offset: 2px; }
figure { margin: 0; }
svg { display: block; min-width: 860px; width: 100%; height: auto; }
svg text { font-size: 12.5px; fill: #1d2733; }
svg text.head { font-weight: 600; fill: #17324d; }
svg rect { fill: #17324d; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
caption { text-align: left; position: absolute; width: 1px; height: 1px; overflow: hidden; }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; }
tr { border-bottom: 1px solid #d5dbe3; }
thead tr { border-bottom: 2px solid #17324d; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number { white-space: nowrap; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  html { font-size: 11px; }
  body { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  svg { min-width: 0; }
  tr, figure { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""


def render_cohort(report: Report, outlook: Outlook, language: str) -> str:
    """The HTML text of the page, in 'fr' or 'en'."""
    words = words_of(report.taxonomy, language)
    title = escape(words["title"])
    sections = [
        f"<h2>{escape(words['tables'][name])}</h2>\n" + _table(report, name, language)
        for name in SHOWN
        if name != "flows"
    ]
    said = "\n".join(f"<li>{escape(note)}</li>" for note in notes(report, language))
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{escape(words["lead"])}</p>
<h2>{escape(words["flows"])}</h2>
{_figure(report, outlook, language)}
{_table(report, "flows", language)}
{"".join(sections)}
<ul>
{said}
</ul>
</main>
</body>
</html>
"""


def _figure(report: Report, outlook: Outlook, language: str) -> str:
    words, flows = words_of(report.taxonomy, language), report.flows
    if not flows:
        return f"<p>{escape(words['no_flow'])}</p>"
    ribbons = [
        Ribbon(
            flow.origin,
            flow.move.destination if flow.move else _STAY,
            flow.persons,
            flow.move is None,
        )
        for flow in flows
    ]
    labels = {code: work.label for code, work in outlook.works.items()}
    origins = {flow.origin for flow in flows}
    sankey = Sankey(
        ribbons,
        {**labels, _STAY: words["stay"][report.anywhere]},
        {flow.origin: outlook.works[flow.origin].family for flow in flows},
        words["flows"],
        words["description"].format(len(flows), len(origins)),
        words["left"],
        words["right"],
    )
    name = escape(words["flows"], quote=True)
    picture = draw_sankey(sankey)
    opening = f'<figure class="scroll" tabindex="0" role="group" aria-label="{name}">'
    return f"{opening}\n{picture}\n</figure>"


def _table(report: Report, name: str, language: str) -> str:
    """A table whose first column names the row."""
    headings, rows = show_table(report, name, language)
    caption = escape(words_of(report.taxonomy, language)["tables"][name])
    columns = shown_columns(report, name)
    kinds = [' class="number"' if column in COUNTS else "" for column in columns]
    head = "".join(
        f'<th scope="col"{kind}>{escape(heading)}</th>'
        for kind, heading in zip(kinds, headings, strict=True)
    )
    body = "\n".join(f"<tr>{_row(row, kinds)}</tr>" for row in rows)
    label = f'role="region" tabindex="0" aria-label="{escape(caption, quote=True)}"'
    return (
        f'<div class="scroll" {label}>\n<table>\n<caption>{caption}</caption>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>\n"
    )


def _row(cells: Sequence[Any], kinds: Sequence[str]) -> str:
    return f'<th scope="row">{escape(str(cells[0]))}</th>' + "".join(
        f"<td{kind}>{escape(str(cell))}</td>"
        for kind, cell in zip(kinds[1:], cells[1:], strict=True)
    )
