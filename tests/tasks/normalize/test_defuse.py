import gzip

import pytest

from tasks.errors import Unusable
from tasks.normalize.defuse import flattened, harmless, unpacked
from tasks.normalize.page import read_page

TEXT = "The head of the department received a delegation of the party in Beijing, and they exchanged views."


def test_a_hundred_thousand_attributes_or_levels_lose_no_text() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    levels = "<div>" * 100_000
    assert read_page(f"<html><body><div {attributes}><p>{TEXT}</p></div></body></html>", None).text == TEXT
    assert read_page(f"<html><body>{levels}<p>{TEXT}</p></body></html>", None).text == TEXT


def test_what_a_parser_cannot_take_goes() -> None:
    assert harmless("<?xml version='1.0'?><p>a\0b\ud800c</p>") == b"<p>abc</p>"


def test_flattening_keeps_the_text_and_the_shallow_levels() -> None:
    markup = b"<div>" * 1000 + b"deep" + b"</div>" * 1000
    assert flattened(markup) == b"<div>" * 200 + b"deep" + b"</div>" * 200


def test_gzip_left_on_is_taken_off_and_damage_is_named() -> None:
    assert unpacked(gzip.compress(b"page")) == b"page"
    assert unpacked(b"page") == b"page"
    with pytest.raises(Unusable, match="damaged gzip"):
        unpacked(b"\x1f\x8b" + b"\xff" * 50)
