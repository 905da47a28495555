"""From bytes to text, whatever the character set."""

import pytest

from tasks.charset import decode

CHINESE = "中国共产党同外国政党的交往日益活跃，总理朱镕基会见了客人，代表𠮷野先生说。"
TRADITIONAL = "中國共產黨與外國政黨的交往日益活躍，目前已與一百四十多個國家和地區的政黨建立了聯繫。"


@pytest.mark.parametrize(
    ("raw", "given", "text"),
    [
        (CHINESE.encode(), None, CHINESE),
        (CHINESE.encode("utf-8-sig"), None, CHINESE),
        (CHINESE.encode("utf-16"), None, CHINESE),
        ("Party meets guests in Beijing".encode("utf-16-le"), None, "Party meets guests in Beijing"),
        (CHINESE.encode("gb18030"), None, CHINESE),
        (CHINESE.encode("gb18030"), "gb2312", CHINESE),
        (CHINESE.encode(), "gb2312", CHINESE),
        (b"<meta charset=gb2312>" + CHINESE.encode("gb18030"), None, "<meta charset=gb2312>" + CHINESE),
        (b"<meta charset=utf-8>" + CHINESE.encode("gb18030"), None, "<meta charset=utf-8>" + CHINESE),
        (TRADITIONAL.encode("big5hkscs"), None, TRADITIONAL),
        ("“caf\u00e9”".encode("cp1252"), "iso-8859-1", "“café”"),
        ("香港嘅政黨，佢哋話㗎".encode("big5hkscs"), "big5", "香港嘅政黨，佢哋話㗎"),  # characters of Hong Kong
        ("①会談は髙橋氏が行った".encode("cp932"), "shift_jis", "①会談は髙橋氏が行った"),  # of Windows
        ("중국 공산당 대표단이 똠방각하를 만났다".encode("cp949"), "euc-kr", "중국 공산당 대표단이 똠방각하를 만났다"),
        (CHINESE.encode("gb18030"), "gbk", CHINESE),
    ],
)
def test_finds_the_character_set(raw: bytes, given: str | None, text: str) -> None:
    assert decode(raw, given) == text


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    broken = CHINESE.encode().replace("会见".encode(), "会".encode() + b"\xff" + "见".encode())
    assert decode(broken, "utf-8").replace("\ufffd", "") == CHINESE


def test_a_fragment_in_another_character_set_does_not_spoil_the_page() -> None:
    page = CHINESE.encode() * 3 + "广告".encode("gbk") * 20
    assert decode(page, "utf-8").startswith(CHINESE * 3)
    assert decode(page).startswith(CHINESE * 3)


def test_text_that_was_encoded_twice_is_read_to_the_end() -> None:
    text = "The party’s guests “don’t” stay — " + CHINESE
    assert decode(text.encode().decode("latin-1").encode()) == text
    assert decode("É» «À» Café".encode()) == "É» «À» Café"


def test_utf_16_without_a_mark_in_both_byte_orders() -> None:
    page = "<html><body><p>Party 代表团 meets guests in Beijing</p></body></html>"
    assert decode(page.encode("utf-16-le")) == page
    assert decode(page.encode("utf-16-be")) == page


def test_an_unknown_declared_character_set_is_no_error() -> None:
    assert decode(CHINESE.encode("gb18030"), "x-unheard-of") == CHINESE
