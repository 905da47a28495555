"""report.html: one snapshot as one self-contained page, from charts down to the sentences.

facts     the snapshot's events, reports, claims and coverage as rows, bounded in number and size
payload   the rows as the JSON that the page's script reads
html      template, style, script and payload as one file with a content security policy
page/     what the page is made of: template, style, scripts, words in two languages, regions, outlines of countries
"""

from __future__ import annotations

from tasks.report.html import write, write_or_warn

__all__ = ["write", "write_or_warn"]
