import textwrap

import pytest

from tasks.normalize.plain_text import tidy

ENGLISH = (
    "The two sides exchanged views on relations between the parties, and agreed to keep up contacts at a high level. "
    "They also spoke of trade, of the well-known projects in the south, and of what remains to be done this year. "
)
CHINESE = "双方就两党关系交换了意见，并同意保持高层往来，不断推进两国各领域务实合作。" * 3


def test_joins_hard_wrapped_paragraphs() -> None:
    wrapped = "\n\n".join("\n".join(textwrap.wrap(ENGLISH, 60)) for _ in range(3))
    assert tidy(wrapped) == "\n\n".join([ENGLISH.strip()] * 3)


def test_a_hyphen_at_the_end_of_a_line_stays_a_hyphen() -> None:
    wrapped = "\n".join(textwrap.wrap(ENGLISH * 2, 46))
    assert "well-\nknown" in wrapped or "well-known" in wrapped
    assert tidy(wrapped).count("well-known") == 2


def test_indented_paragraphs_without_blank_lines_stay_apart() -> None:
    paragraph = textwrap.wrap(ENGLISH, 60, initial_indent="    ")
    assert tidy("\n".join(paragraph * 3)).split("\n") == [ENGLISH.strip()] * 3


def test_joins_chinese_without_spaces() -> None:
    indented = "\u3000\u3000" + CHINESE
    lines = [indented[i : i + 30] for i in range(0, len(indented), 30)]
    assert tidy("\n".join(lines * 2)).split("\n") == [CHINESE] * 2


def test_headings_and_list_items_keep_their_lines() -> None:
    items = "- the first point of the agenda\n- the second point of the agenda"
    wrapped = "Party Meets Guests\n\n" + "\n".join(textwrap.wrap(ENGLISH, 60)) + "\n\n" + items
    assert tidy(wrapped).split("\n") == ["Party Meets Guests", "", ENGLISH.strip(), "", *items.split("\n")]


def test_text_that_is_not_wrapped_keeps_its_lines() -> None:
    text = f"Impressive Achievements in Contacts\nof the Party\n\n{ENGLISH.strip()}\n{ENGLISH.strip()}"
    assert tidy(text) == text


def test_blank_lines_shrink_to_one() -> None:
    assert tidy("\n\na\n\n\n\nb  \n") == "a\n\nb"


@pytest.mark.parametrize("columns", [72, 96, 120])
def test_two_or_three_lines_of_one_sentence_are_joined(columns: int) -> None:
    text = (
        "HANOI, June 9 (VNA) -- The head of the Communist Party of Vietnam's commission on Wednesday received here a"
        " delegation of the Lao People's Revolutionary Party led by its secretary."
    )
    lines = textwrap.wrap(text, columns)
    assert 2 <= len(lines) <= 3
    assert tidy("\n".join(lines)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Party leaders of both countries agree to meet more often\nHANOI, June 9 (VNA) -- They met.",
        "Party Leaders of Both Countries Agree to Meet More Often\nThe two sides met in Hanoi on Wednesday for talks",
        "第一条新闻的标题比正文还要长一些，一共有三十多个字那么长的标题\n两党领导人举行会谈",
        "A first item of the digest, which is about a visit to Hanoi.\nA second item of it.",
    ],
)
def test_a_headline_and_an_item_stand_apart_from_what_follows(text: str) -> None:
    assert tidy(text) == text
