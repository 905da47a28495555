"""HTML pages: the text of the article and what the page says of itself."""

from __future__ import annotations

from bs4 import BeautifulSoup

from tasks.normalize.characters import clean, clean_line
from tasks.normalize.content import Content


def read_page(html: str, url: str | None) -> Content:
    soup = BeautifulSoup(html, "lxml")
    for tag in soup(["script", "style", "noscript"]):
        tag.decompose()
    paragraphs = [clean_line(p.get_text(" ")) for p in soup.find_all("p")] or soup.get_text("\n").split("\n")
    text = "\n".join(p for p in map(clean, paragraphs) if p.strip())
    return Content(text, is_page=True, title=soup.h1.get_text(" ") if soup.h1 else None)
