import pytest

from tasks.extract.numbers import chinese_quantities, english_quantities


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator"),
    [
        ("more than 400 parties", 400, None, ">"),
        ("no fewer than 30 delegations", 30, None, ">="),
        ("at least two hundred and five people", 205, None, ">="),
        ("fewer than 40 members", None, 40, "<"),
        ("nearly 1,200 delegates", 1200, None, "~"),
        ("some sixty guests", 60, None, "~"),
        ("300-plus cadres", 300, None, ">"),
        ("a dozen parties", 12, None, "="),
        ("dozens of parties", 24, None, ">="),
        ("1.2 million members", 1_200_000, None, "="),
        ("20 to 30 parties", 20, 30, "="),
        ("MORE THAN FORTY-FIVE PARTIES", 45, None, ">"),
    ],
)
def test_english_numbers(text: str, low: float | None, high: float | None, comparator: str) -> None:
    (quantity,) = english_quantities(text)
    assert (quantity.low, quantity.high, quantity.comparator) == (low, high, comparator)


@pytest.mark.parametrize("text", ["$300 million", "45%", "the 18th congress", "a G20 summit"])
def test_sums_of_money_shares_and_ordinals_are_no_quantities(text: str) -> None:
    assert list(english_quantities(text)) == []


@pytest.mark.parametrize(
    ("text", "low", "high", "comparator"),
    [
        ("400多个政党", 400, None, ">"),
        ("四百多个政党", 400, None, ">"),
        ("近两百个政党", 200, None, "~"),
        ("约60名代表", 60, None, "~"),
        ("超过600个政党", 600, None, ">"),
        ("至少30个国家", 30, None, ">="),
        ("不到50个国家", None, 50, "<"),
        ("十几个政党", 10, 20, ">"),
        ("数十个政党", 20, None, ">="),
        ("9000多万党员", 90_000_000, None, ">"),
        ("1.2万人", 12_000, None, "="),
        ("两千三百五十六人", 2356, None, "="),
        ("30至40人", 30, 40, "="),
    ],
)
def test_chinese_numbers(text: str, low: float | None, high: float | None, comparator: str) -> None:
    quantity = next(iter(chinese_quantities(text)))
    assert (quantity.low, quantity.high, quantity.comparator) == (low, high, comparator)
