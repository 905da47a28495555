"""report.html: one snapshot as one self-contained page, from charts down to the sentences.

facts     the snapshot's events, reports, claims and coverage as rows, bounded in number and size
payload   the rows as the JSON that the page's script reads
html      template, style, script and payload as one file with a content security policy
page/     what the page is made of: template, style, scripts, words in two languages, regions, outlines of countries

The charts are drawn by the scripts of page/, as HTML and SVG. Bokeh, the charting library of the ordinary package index
that would fit best, takes 1.3 to 2 MB of the page, evaluates text as code (`new Function`), which the page's policy
forbids, and draws on a canvas that neither the Tab key nor a screen reader goes into.
"""

from __future__ import annotations

from tasks.report.html import write, write_or_warn

__all__ = ["write", "write_or_warn"]
