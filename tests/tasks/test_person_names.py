"""Names of one person, and of two, as outlets write them."""

from __future__ import annotations

import pytest

from tasks.person_names import Likeness, compare


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Xi", "Xi Jinping", "CHN"),
        ("Ouyang Lin", "欧阳林", "CHN"),
        ("Wang Jiarui", "王家瑞", "CHN"),
        ("Lin Ouyang", "歐陽林", "CHN"),
        ("莊書恆", "庄书恒", "CHN"),
        ("Mr. Tao", "陶湘鸿", "CHN"),
        ("Robert Gabriel Mugabe", "Robert Mugabe", "ZWE"),
        ("Raul Castro Ruz", "Raúl Castro", "CUB"),
        ("Giorgos Papaioannidis", "Yiorgos Papaioannides", "GRC"),
        ("帕帕约安尼迪斯", "帕帕约安尼季斯", "GRC"),
        ("Giorgos Papaioannidis", "帕帕约安尼迪斯", "GRC"),
        ("Nelson Mandela", "纳尔逊·曼德拉", "ZAF"),
        ("Vladimir Putin", "普京", "RUS"),
        ("Boubou Traore", "特拉奥雷", "MLI"),
    ],
)
def test_one_person(one: str, other: str, country: str) -> None:
    assert compare(one, other, country) is not Likeness.DIFFERENT
    assert compare(other, one, country) is compare(one, other, country)


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Kim Jong Un", "Kim Jong Il", "PRK"),
        ("Nguyen Phu Trong", "Nguyen Xuan Phuc", "VNM"),
        ("Wang Yi", "Wang Qishan", "CHN"),
        ("Wang Shuyi", "欧阳林", "CHN"),
        ("宋涛", "刘建超", "CHN"),
        ("Raul Castro", "Fidel Castro Ruz", "CUB"),
    ],
)
def test_two_people(one: str, other: str, country: str) -> None:
    assert compare(one, other, country) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Okamura Makoto", "冈村诚", "JPN"),
        ("Vu Dinh Khoa", "武廷科", "VNM"),
        ("Sarita Rawal", "普拉卡什·博哈拉", "NPL"),
    ],
)
def test_what_cannot_be_compared_says_nothing(one: str, other: str, country: str) -> None:
    assert compare(one, other, country) is Likeness.UNKNOWN


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("Ouyang Lin", "欧阳林", "CHN"),
        ("Giorgos Papaioannidis", "帕帕约安尼迪斯", "GRC"),
        ("曼德拉", "纳尔逊·曼德拉", "ZAF"),
    ],
)
def test_scripts_are_bridged(one: str, other: str, country: str) -> None:
    assert compare(one, other, country) is Likeness.SAME
