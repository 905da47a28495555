"""Dispatches for the site of faults: worded here, each different, each with a date and places."""

from __future__ import annotations

from html import escape

_CITIES = ("Hanoi", "Havana", "Vientiane", "Belgrade", "Dakar", "Lima", "Colombo", "Nairobi")
_TOPICS = (
    "irrigation",
    "school meals",
    "railway tickets",
    "coastal fishing",
    "harvest loans",
    "museum exchanges",
    "flood gauges",
)


def text(number: int) -> list[str]:
    city, topic = _CITIES[number % len(_CITIES)], _TOPICS[number % len(_TOPICS)]
    return [
        f"{city.upper()}, March {number % 28 + 1}, 2021 -- Delegates met in {city} to compare their work on {topic}, file {number}.",
        f"The host side said that {number + 3} districts had taken part in the programme on {topic} since the spring.",
        f"Both sides agreed to publish the results of group {number} and to meet again before the end of the year.",
    ]


def title(number: int) -> str:
    return f"Talks on {_TOPICS[number % len(_TOPICS)]} held in {_CITIES[number % len(_CITIES)]}, part {number}"


def page(
    number: int, *, extra_head: str = "", extra_body: str = "", heading: str | None = None, charset: str = "utf-8"
) -> str:
    """An article page. `extra_head` and `extra_body` are markup."""
    shown = escape(heading if heading is not None else title(number))
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in text(number))
    return (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>{shown}</title>'
        f'<meta property="article:published_time" content="2021-03-{number % 28 + 1:02}T08:00:00+00:00">{extra_head}</head>'
        f"<body><article><h1>{shown}</h1>{paragraphs}</article>{extra_body}</body></html>"
    )


CHINESE_TITLE = "两党代表在河内举行座谈"
CHINESE = "新华社河内3月4日电 两党代表4日在河内举行座谈，就农村水利和学校供餐交换意见。双方同意今年内再次会晤，并公布第七小组的工作结果。"


def chinese_page(charset: str | None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>{CHINESE_TITLE}</title></head><body><h1>{CHINESE_TITLE}</h1><p>{CHINESE}</p><p>{CHINESE[10:]}</p></body></html>"
