"""The page in a headless Chromium, as a person would use it: filters, drill-down, keys, languages, widths."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tasks.store.query import open_snapshot
from tests.tasks.report.browser import Page, browser, executable
from tests.tasks.report.conftest import HOSTILE

pytestmark = pytest.mark.skipif(executable() is None, reason="no Chromium here; apt-get install chromium brings one")
CARDS = ["where", "top_countries", "top_parties", "bare", "time", "heat", "network", "claimed", "coverage"]


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with browser() as opened:
        yield opened


@pytest.fixture
def opened(tab: Page, page: Path) -> Iterator[Page]:
    """The report, at the width of a laptop; whatever a test does, nothing is loaded and nothing goes wrong."""
    tab.look(1400)
    tab.trouble.clear()
    tab.requests.clear()
    tab.open(page)
    yield tab
    assert tab.trouble == []
    assert [address for address in tab.requests if not address.startswith(("file:", "about:"))] == []


def figure(tab: Page, name: str) -> int:
    return int(tab.run(f"document.querySelector('#figure-{name} strong').textContent.replaceAll(',', '')"))


def choose(tab: Page, name: str, value: str) -> None:
    tab.run(f"""(() => {{ const select = document.getElementById('filter-{name}'); select.value = '{value}';
        select.dispatchEvent(new Event('change')); }})()""")


def one(tables: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(tables.execute(query).fetchall()[0][0])


@pytest.fixture
def tables(snapshot: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_snapshot(snapshot) as connection:
        yield connection


def test_it_opens_with_all_cards_and_the_numbers_of_the_tables(opened: Page, tables: duckdb.DuckDBPyConnection) -> None:
    shown = opened.run("[...document.querySelectorAll('.card')].map((card) => card.id.slice(5))")
    assert shown == CARDS
    assert figure(opened, "events") == one(tables, "select sum(event_count) from events_by_year")
    others = "select count(distinct {0}) from {1}_by_year where event_count > 0 and {0} not in ('CHN', 'CHN-CPC')"
    assert figure(opened, "countries") == one(tables, others.format("country_code", "countries"))
    assert figure(opened, "parties") == one(tables, others.format("party_id", "parties"))
    first = opened.run("document.querySelector('#card-top_countries .bars button').getAttribute('aria-label')")
    name, count = tables.execute("""select country_name, sum(event_count)::bigint as n from countries_by_year
        where country_code <> 'CHN' group by all order by n desc, country_name limit 1""").fetchall()[0]
    assert first == f"{name}: {count} events"


def test_a_filter_acts_on_every_chart_and_can_be_kept_as_an_address(
    opened: Page, page: Path, tables: duckdb.DuckDBPyConnection
) -> None:
    choose(opened, "place", "CUB")
    cuban = one(tables, "select sum(event_count) from countries_by_year where country_code = 'CUB'")
    assert figure(opened, "events") == cuban
    assert opened.run("document.querySelectorAll('#card-top_countries .bars li').length") == 1
    assert opened.run("document.querySelectorAll('#card-where svg .mark').length") == 1
    assert opened.run("document.querySelectorAll('#card-heat tbody tr').length") == 1
    choose(opened, "from", str(2024 * 12))
    in_2024 = one(
        tables, "select event_count from countries_by_year where country_code = 'CUB' and period = '2024-01-01'"
    )
    assert figure(opened, "events") == in_2024 < cuban
    address = opened.run("location.hash")
    opened.open(page, address)
    assert figure(opened, "events") == in_2024
    opened.run("document.querySelector('.chip.reset').click()")
    assert figure(opened, "events") > cuban


def test_filters_by_region_party_type_and_kind(opened: Page, tables: duckdb.DuckDBPyConnection) -> None:
    choose(opened, "place", "Latin America and the Caribbean")
    assert opened.run("[...document.querySelectorAll('#card-top_countries bdi')].map((name) => name.textContent)") == [
        "Cuba",
        "Panama",
    ]
    choose(opened, "place", "")
    choose(opened, "party", "LAO-LPRP")
    assert figure(opened, "events") == one(
        tables, "select sum(event_count) from parties_by_year where party_id = 'LAO-LPRP'"
    )
    choose(opened, "party", "")
    choose(opened, "type", "agreement")
    assert figure(opened, "events") == 1
    choose(opened, "type", "")
    choose(opened, "kind", "planned")
    assert figure(opened, "events") == one(tables, "select sum(planned_count) from events_by_year")


def test_a_number_leads_to_the_sentences_and_to_trace(opened: Page, tables: duckdb.DuckDBPyConnection) -> None:
    opened.run("document.querySelector('#card-top_countries .bars button').click()")
    name = opened.run("document.getElementById('panel-title').textContent")
    assert opened.run("document.getElementById('panel').open")
    count = one(tables, f"select sum(event_count) from countries_by_year where country_name = '{name}'")
    assert opened.run("document.querySelectorAll('.entry').length") == count
    assert opened.run("document.querySelector('.entry mark').textContent") == name
    trace = opened.run("document.querySelector('.entry code').textContent")
    assert one(tables, f"select count(*) from events where event_id = '{trace.removeprefix('partywire trace ')}'") == 1
    link = opened.run("(({href, rel}) => [href, rel])(document.querySelector('.entry a'))")
    assert link[0].startswith("https://news.example/")
    assert link[1] == "noopener noreferrer"
    opened.run("document.querySelector('.only').click()")
    assert figure(opened, "events") == count


def test_who_of_a_region_was_met_before_relations_and_where_that_is_told(opened: Page) -> None:
    choose(opened, "place", "Latin America and the Caribbean")
    line = "[...document.querySelectorAll('#card-bare tbody tr:first-child > *')].map((cell) => cell.textContent)"
    assert opened.run(line) == ["Democratic Revolutionary Party", "Panama", "2012-05-09", "2017-06-13", "1"]
    opened.run("document.querySelector('#card-bare .link').click()")
    assert opened.run("document.querySelector('.entry .bare').textContent") == "Panama: relations since 2017-06-13"
    assert "met a party of Panama" in opened.run("document.querySelector('.entry blockquote p').textContent")
    opened.run("document.querySelector('.only').click()")
    assert figure(opened, "events") == 1


def test_from_opening_to_that_answer_are_three_steps(opened: Page) -> None:
    """The charts are named at the top, the filters stay in sight, the party opens its sentences."""
    opened.run("document.getElementById('to-card-bare').click()")
    opened.wait("document.getElementById('card-bare').getBoundingClientRect().bottom <= innerHeight")
    assert opened.run("document.getElementById('filter-place').getBoundingClientRect().top") >= 0
    choose(opened, "place", "Latin America and the Caribbean")
    opened.run("document.querySelector('#card-bare .link').click()")
    assert "met a party of Panama" in opened.run("document.querySelector('.entry blockquote p').textContent")


def test_keys_lead_to_that_answer_too(opened: Page) -> None:
    pressed = 0
    while opened.run("document.activeElement.id") != "to-card-bare":
        opened.press("Tab")
        pressed += 1
        assert pressed < 10
    opened.press("Enter")
    opened.wait("document.activeElement.closest('#card-bare')")
    opened.press("Enter")
    assert "met a party of Panama" in opened.run("document.querySelector('.entry blockquote p').textContent")


@pytest.mark.parametrize(
    "mark",
    [
        "#card-where svg .mark", "#card-time svg .mark rect:not(.hit)", "#card-heat button.mark", "#card-network .link",
        "#card-network .dot", "#card-claimed .claim", "#card-coverage svg .mark", "#figure-events",
    ],
)  # fmt: skip
def test_every_kind_of_mark_opens_its_sentences(opened: Page, mark: str) -> None:
    opened.run(f"document.querySelector('{mark}').dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
    assert opened.run("document.querySelectorAll('#panel[open] .entry blockquote p').length") > 0


def test_each_chart_has_the_same_numbers_as_a_table(opened: Page) -> None:
    for card in ("where", "top_countries", "top_parties", "time", "network", "claimed", "coverage"):
        opened.run(f"document.querySelector('#card-{card} .flip').click()")
        assert opened.run(f"document.querySelectorAll('#card-{card} tbody tr').length") > 0, card
    shown = opened.run(
        "[...document.querySelectorAll('#card-time tbody .count')].map((count) => Number(count.textContent))"
    )
    dated = figure(opened, "events") - 1  # one has no date
    assert sum(shown) == 2 * dated  # by type, and in all
    opened.run("document.querySelector('#card-time tbody .count').click()")
    assert opened.run("document.querySelectorAll('#panel[open] .entry').length") == shown[0]


def test_keys_alone_do(opened: Page) -> None:
    opened.run("document.querySelector('#card-time svg .mark[tabindex=\"0\"]').focus()")
    first = opened.run("document.activeElement.getAttribute('aria-label')")
    opened.press("ArrowRight")
    assert opened.run("document.activeElement.getAttribute('aria-label')") != first
    opened.press("Enter")
    assert opened.run("document.getElementById('panel').open")
    assert opened.run("document.activeElement.id") == "panel-title"
    opened.press("Escape")
    opened.wait("!document.getElementById('panel').open")
    assert opened.run("document.activeElement.classList.contains('mark')")
    assert opened.run(
        "[...document.querySelectorAll('svg')].every((svg) => svg.querySelectorAll('[tabindex=\"0\"]').length <= 1)"
    )
    unnamed = "[...document.querySelectorAll('button, select, svg, .mark')].filter((e) => !(e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent.trim()))"
    assert opened.run(f"{unnamed}.length") == 0


def test_hostile_text_stays_text(opened: Page) -> None:
    choose(opened, "place", "CUB")
    choose(opened, "to", str(2023 * 12 + 11))
    opened.run("document.getElementById('figure-events').click()")
    shown = opened.run("document.querySelector('.entry blockquote').textContent")
    assert HOSTILE in shown
    assert opened.run("document.querySelector('.entry mark').textContent") == "Cuba"  # beyond a character of two units
    assert opened.run("document.querySelectorAll('#panel img, #panel b, #panel script, #panel a').length") == 0
    assert opened.run("document.title") == "Partywire: Who met whom"


def test_chinese_names_and_words(opened: Page) -> None:
    opened.run("document.getElementById('language').click()")
    assert opened.run("document.documentElement.lang") == "zh-Hans"
    assert "古巴" in opened.run("document.getElementById('card-top_countries').textContent")
    assert "越南共产党" in opened.run("document.getElementById('card-top_parties').textContent")
    left = opened.run("document.body.innerText").replace("Partywire", "")
    assert "undefined" not in left
    assert "Countries" not in left


@pytest.mark.parametrize("width", [360, 800, 1400])
@pytest.mark.parametrize("dark", [False, True])
def test_no_width_makes_the_page_scroll_sideways(opened: Page, page: Path, width: int, dark: bool) -> None:
    opened.look(width, dark=dark)
    opened.open(page)
    assert opened.run("document.documentElement.scrollWidth") == width
    background = opened.run("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(18, 22, 27)") is dark
    opened.run("document.querySelector('.bars button').click()")
    assert opened.run("document.getElementById('panel').getBoundingClientRect().right") <= width
    opened.run("document.getElementById('panel').close(); document.getElementById('theme').click()")
    assert opened.run("getComputedStyle(document.body).backgroundColor") != background


def test_it_prints_in_light_without_controls(opened: Page) -> None:
    opened.look(1400, dark=True)
    assert opened.paper().startswith(b"%PDF")
    opened.send("Emulation.setEmulatedMedia", media="print")
    assert opened.run("getComputedStyle(document.getElementById('filters')).display") == "none"
    assert opened.run("getComputedStyle(document.body).color") == "rgb(27, 36, 48)"
    opened.send("Emulation.setEmulatedMedia", media="")
