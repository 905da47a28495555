import gzip
import random

import pytest

from tasks.errors import Unusable
from tasks.normalize.defuse import encoded, flattened, harmless, unpacked, without_scripts
from tasks.normalize.page import read_page

TEXT = "The head of the department received a delegation of the party in Beijing, and they exchanged views."


def test_a_hundred_thousand_attributes_or_levels_lose_no_text() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    levels = "<div>" * 100_000
    assert read_page(f"<html><body><div {attributes}><p>{TEXT}</p></div></body></html>", None).text == TEXT
    assert read_page(f"<html><body>{levels}<p>{TEXT}</p></body></html>", None).text == TEXT


def test_pages_made_to_do_harm_are_refused_with_a_reason() -> None:
    attributes = " ".join(f"a{number}=1" for number in range(250_001))
    with pytest.raises(Unusable, match="too_many_attributes"):
        read_page(f"<html><body><div {attributes}><p>{TEXT}</p></div></body></html>", None)
    with pytest.raises(Unusable, match="too_deep"):
        read_page(f"<html><body>{'<div>' * 250_001}<p>{TEXT}</p></body></html>", None)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(Unusable, match="too_large: unpacks to more than 100 times"):
        unpacked(gzip.compress(bytes(6_000_000)))
    noise = random.Random(0).randbytes(700_000)
    with pytest.raises(Unusable, match="too_large: unpacks to more than 50 MB"):
        unpacked(gzip.compress(noise + bytes(50_000_000)))


@pytest.mark.parametrize(
    ("markup", "left"),
    [
        (b"a<script>var x = '<p>no</p>';</script>b", b"ab"),
        (b"a<SCRIPT>x</SCRIPT>b<style>y</STYLE>c<svg/>d<svg><path/></svg>e", b"abcde"),
        (b"a<!-- <script> -->b<script>x</script>c", b"abc"),
        (b"a<!-- left open <p>b</p>", b"a<!-- left open <p>b</p>"),
        (b"<p>a</p><script>left open <p>b", b"<p>a</p><script>left open <p>b"),
        (b'<script type="application/ld+json">{}</script>a', b'<script type="application/ld+json">{}</script>a'),
        (b"a<scripture>b</scripture>c", b"a<scripture>b</scripture>c"),
    ],
)
def test_scripts_and_comments_go_and_text_stays(markup: bytes, left: bytes) -> None:
    assert without_scripts(markup) == left


def test_what_a_parser_cannot_take_goes() -> None:
    assert harmless(encoded("<?xml version='1.0'?><p>a\0b\ud800c</p>")) == b"<p>abc</p>"


def test_flattening_keeps_the_text_and_the_shallow_levels() -> None:
    markup = b"<div>" * 1000 + b"deep" + b"</div>" * 1000
    assert flattened(markup) == b"<div>" * 200 + b"deep" + b"</div>" * 200


def test_gzip_left_on_is_taken_off_and_damage_is_named() -> None:
    assert unpacked(gzip.compress(b"page")) == b"page"
    assert unpacked(b"page") == b"page"
    with pytest.raises(Unusable, match="damaged gzip"):
        unpacked(b"\x1f\x8b" + b"\xff" * 50)
