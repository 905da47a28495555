import pytest

from tasks.normalize.language import find_language
from tasks.normalize.urls import canonical_url, clean_url


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The two sides exchanged views on the relations of the parties and of the states.", "en"),
        ("中国共产党代表团（CPC delegation）访问了越南，会见了Nguyen Van A。", "zh"),
        ("中国共産党の代表団は日本を訪れ、会議に参加しました。", "ja"),
        ("조선로동당 중앙위원회 총비서", "ko"),
        ("El presidente de la república se reunió con los dirigentes del partido para una visita.", "es"),
        ("Le président de la république a reçu les dirigeants du parti pour une visite dans le pays.", "fr"),
        ("O presidente recebeu uma delegação do partido e não falou mais sobre a visita ao país.", "pt"),
        ("Председатель партии и делегация прибыли на съезд в Москву, как сообщили от партии.", "ru"),
        ("12345", None),
    ],
)
def test_language_of_a_text(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_a_declared_language_counts_only_where_the_text_says_nothing() -> None:
    assert find_language("###", "en-US") == "en"
    assert find_language("中国共产党代表团访问了越南。", "en") == "zh"


def test_tracking_and_fragments_go_and_meaning_stays() -> None:
    assert clean_url("HTTP://News.Example.org:80/a?id=5&utm_source=x#top") == "http://news.example.org/a?id=5"
    assert clean_url("https://example.org/a?q=b%20c&d") == "https://example.org/a?q=b%20c&d"


def test_the_declared_address_counts_on_the_same_site() -> None:
    given = "https://www.example.org/a.html?from=rss"
    assert canonical_url(given, ["https://example.org/2024/a.html"]) == "https://example.org/2024/a.html"
    assert canonical_url(given, ["https://other.example.com/a.html"]) == "https://www.example.org/a.html"
    assert canonical_url(given, ["/"]) == "https://www.example.org/a.html"
    assert canonical_url(None, ["https://example.org/a.html"]) == "https://example.org/a.html"
    assert canonical_url("http://[broken", ["x"]) == "http://[broken"
    assert canonical_url(None, []) is None
