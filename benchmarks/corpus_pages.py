"""Web pages around made dispatches: five layouts on eight sites, in four character sets, 60 to 250 kB each.

As on real pages the text is a small part of the bytes: style sheets, scripts with settings, menus, lists of links and
comments stand around it, and the links name countries that the dispatch does not.
"""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from html import escape
from typing import Any

from opencc import OpenCC

from benchmarks.corpus import SEED, Made, countries, material

# English sites have even numbers, Chinese ones odd numbers.
CHARSETS = ("utf-8", "gb18030", "iso-8859-1", "utf-8", "utf-8", "big5", "utf-8", "gb18030")
_WORDS = (
    "grid",
    "item",
    "wrap",
    "panel",
    "card",
    "list",
    "head",
    "foot",
    "side",
    "lead",
    "meta",
    "share",
    "slot",
    "tag",
)


def page(made: Made) -> tuple[bytes, str]:
    """(body, character set) of the page of a dispatch."""
    charset = CHARSETS[made.site]
    html = _LAYOUTS[made.site % len(_LAYOUTS)](made, charset)
    if charset == "big5":
        html = html.translate(_traditional())
    return html.encode(charset, "xmlcharrefreplace"), charset


@cache
def _traditional() -> dict[int, str]:
    """Traditional characters of all that the corpus is written with, one by one: whole pages take OpenCC long."""
    known = {character for text in _strings(material()) for character in text if character > "\u2e7f"}
    convert = OpenCC("s2t").convert
    return {ord(character): convert(character) for character in sorted(known)}


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)


class _Site:
    """What all pages of one site share: styles, scripts, menu, footer."""

    def __init__(self, number: int) -> None:
        chance = random.Random(f"{SEED}-site-{number}")
        self.language = "zh" if number % 2 else "en"
        self.name = f"Site {number} Daily" if self.language == "en" else f"第{number}网"
        self.style = "\n".join(_rule(chance) for _ in range(chance.randint(150, 500)))
        self.scripts = [_script(chance) for _ in range(chance.randint(4, 9))]
        self.menu = _links(chance, self.language, chance.randint(30, 120), "/section/")
        self.foot = _links(chance, self.language, chance.randint(10, 40), "/about/")


@cache
def _site(number: int) -> _Site:
    return _Site(number)


def _rule(chance: random.Random) -> str:
    names = " ".join(f".{chance.choice(_WORDS)}-{chance.choice(_WORDS)}" for _ in range(2))
    margins = f"{chance.randrange(40)}px {chance.randrange(40)}px"
    return f"{names} {{ margin: {margins}; color: #{chance.randrange(16**6):06x}; }}"


def _script(chance: random.Random) -> str:
    data = base64.b64encode(chance.randbytes(chance.randint(1_000, 9_000))).decode()
    names = {f"{chance.choice(_WORDS)}{number}": chance.randrange(10_000) for number in range(60)}
    return f"var settings = {json.dumps(names)}; var blob = '{data}'; function start() {{ return settings; }}"


def _links(chance: random.Random, language: str, count: int, folder: str) -> list[tuple[str, str]]:
    """(address, words) of links that name countries at random."""
    templates, known = material()[language]["links"], countries(language)
    found = []
    for number in range(count):
        country = chance.choice(known)
        words = chance.choice(templates).format(
            other=country.name, capital=country.capital, small=chance.randint(2, 40)
        )
        found.append((f"{folder}{chance.randrange(10**6)}-{number}.html", words))
    return found


def _listed(links: list[tuple[str, str]], kind: str) -> str:
    items = "\n".join(
        f'<li class="{kind}-item"><a class="{kind}-link" href="{address}" title="{words}"><span>{words}</span></a></li>'
        for address, words in links
    )
    return f'<ul class="{kind}-list">\n{items}\n</ul>'


def _around(made: Made) -> tuple[_Site, str, str]:
    """The site, and what stands on this page alone: a list of related links, and comments or a strip of pictures."""
    chance = random.Random(f"{SEED}-page-{made.url}")
    site = _site(made.site)
    related = _listed(_links(chance, site.language, chance.randint(10, 60), "/news/"), "related")
    pictures = "\n".join(
        f'<div class="tile"><a href="/photo/{chance.randrange(10**6)}.html"><img src="/i/{chance.randrange(10**8)}.jpg"'
        f' width="{chance.randint(80, 400)}" alt=""></a></div>'
        for _ in range(chance.randint(20, 120))
    )
    return site, related, pictures


def _scripts(site: _Site) -> str:
    return "\n".join(f"<script>{script}</script>" for script in site.scripts)


def _tables(made: Made, charset: str) -> str:
    """A page of the early years: nested tables, fonts, line breaks instead of paragraphs."""
    site, related, pictures = _around(made)
    body = "<br><br>\n".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{escape(line.strip())}" for line in made.paragraphs)
    menu = " | ".join(f'<a href="{address}">{words}</a>' for address, words in site.menu)
    return f"""<html><head><title>{escape(made.title)} - {site.name}</title>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<style>{site.style}</style>{_scripts(site)}</head>
<body bgcolor="#FFFFFF"><table width="760"><tr><td colspan="3"><b>{site.name}</b></td></tr>
<tr><td colspan="3"><font size="2">{menu}</font></td></tr>
<tr><td width="150" valign="top"><font size="2">{related}</font></td><td width="460" valign="top">
<table width="100%"><tr><td align="center"><font size="4"><b>{escape(made.title)}</b></font></td></tr>
<tr><td align="center"><font size="2">{made.day:%Y-%m-%d} 18:42:11</font></td></tr>
<tr><td><font size="3">{body}</font></td></tr></table>
</td><td width="150" valign="top">{pictures}</td></tr>
<tr><td colspan="3"><font size="1">{_listed(site.foot, "foot")}</font></td></tr></table></body></html>"""


def _portal(made: Made, charset: str) -> str:
    """A portal: the text in a div with an id, between long lists of links."""
    site, related, pictures = _around(made)
    body = "\n".join(f"<p>{escape(line)}</p>" for line in made.paragraphs)
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(made.title)}_{site.name}</title>
<meta name="publishdate" content="{made.day:%Y-%m-%d}"><style>{site.style}</style>{_scripts(site)}</head><body>
<div id="nav">{_listed(site.menu, "nav")}</div>
<div class="clearfix"><div class="left"><h1 id="title">{escape(made.title)}</h1>
<div class="info"><span id="pubtime">{made.day:%Y-%m-%d} 20:15:00</span> <span id="source">{site.name}</span></div>
<div id="content" class="article">{body}</div></div>
<div class="right"><div class="hot">{related}</div><div class="pictures">{pictures}</div></div></div>
<div id="footer">{_listed(site.foot, "foot")}</div></body></html>"""


def _article(made: Made, charset: str) -> str:
    """A page of recent years: JSON-LD, article, aside, share buttons."""
    site, related, pictures = _around(made)
    body = "\n".join(f"<p>{escape(line)}</p>" for line in made.paragraphs)
    data = json.dumps(
        {"@context": "https://schema.org", "@type": "NewsArticle", "headline": made.title,
         "datePublished": f"{made.day}T16:20:00+08:00", "publisher": {"@type": "Organization", "name": site.name}},
        ensure_ascii=False,
    )  # fmt: skip
    return f"""<!DOCTYPE html><html lang="{made.language}"><head><meta charset="{charset}">
<title>{escape(made.title)} | {site.name}</title><link rel="canonical" href="{made.url}">
<meta property="og:title" content="{escape(made.title)}"><script type="application/ld+json">{data}</script>
<style>{site.style}</style>{_scripts(site)}</head><body>
<header><nav class="main-menu">{_listed(site.menu, "menu")}</nav></header>
<main><article class="story"><h1>{escape(made.title)}</h1>
<div class="byline"><time datetime="{made.day}T16:20:00+08:00">{made.day:%d.%m.%Y}</time></div>
<div class="share"><a href="#">A</a> <a href="#">B</a></div>
<div class="story-body">{body}</div></article>
<aside class="related">{related}</aside><section class="gallery">{pictures}</section></main>
<footer>{_listed(site.foot, "foot")}</footer></body></html>"""


def _weblog(made: Made, charset: str) -> str:
    """A weblog system's page: entry, widgets, a large menu written twice for small screens."""
    site, related, pictures = _around(made)
    body = "\n".join(f'<p class="wp-block-paragraph">{escape(line)}</p>' for line in made.paragraphs)
    menu = _listed(site.menu, "menu")
    return f"""<!DOCTYPE html><html lang="{made.language}"><head><meta charset="{charset}">
<title>{escape(made.title)} &#8211; {site.name}</title>
<meta property="article:published_time" content="{made.day}T08:00:00+00:00"><style>{site.style}</style></head>
<body class="post-template single"><div id="page" class="site"><div class="menu-desktop">{menu}</div>
<div class="menu-mobile">{menu}</div><div id="content" class="site-content">
<article class="post hentry"><header class="entry-header"><h1 class="entry-title">{escape(made.title)}</h1>
<span class="posted-on"><time class="entry-date" datetime="{made.day}T08:00:00+00:00">{made.day}</time></span></header>
<div class="entry-content">{body}</div></article>
<div id="secondary" class="widget-area"><section class="widget">{related}</section>
<section class="widget">{pictures}</section></div></div>
<footer class="site-footer">{_listed(site.foot, "foot")}</footer></div>{_scripts(site)}</body></html>"""


def _plain_divs(made: Made, charset: str) -> str:
    """Divs for everything, also for paragraphs, with comments of readers below."""
    site, related, pictures = _around(made)
    body = "\n".join(f'<div class="para">{escape(line)}</div>' for line in made.paragraphs)
    return f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{escape(made.title)} - {site.name}</title>
<meta name="date" content="{made.day}"><style>{site.style}</style></head><body>
<div class="top">{_listed(site.menu, "top")}</div><div class="wrap"><div class="col-main">
<div class="headline">{escape(made.title)}</div><div class="when">{made.day:%Y-%m-%d %H:%M}</div>
<div class="body-text">{body}</div><div class="pictures">{pictures}</div></div>
<div class="col-side">{related}</div></div><div class="bottom">{_listed(site.foot, "foot")}</div>
{_scripts(site)}</body></html>"""


_LAYOUTS: tuple[Callable[[Made, str], str], ...] = (_tables, _portal, _article, _weblog, _plain_divs)
