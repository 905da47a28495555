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
    ],
)
def test_finds_the_character_set(raw: bytes, given: str | None, text: str) -> None:
    assert decode(raw, given) == text


def test_one_broken_byte_does_not_spoil_the_rest() -> None:
    broken = CHINESE.encode().replace("会见".encode(), "会".encode() + b"\xff" + "见".encode())
    assert decode(broken, "utf-8").replace("\ufffd", "") == CHINESE


def test_an_unknown_declared_character_set_is_no_error() -> None:
    assert decode(CHINESE.encode("gb18030"), "x-unheard-of") == CHINESE
