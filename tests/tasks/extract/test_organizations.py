"""Organisations: own sentences with the bodies that they name."""

from __future__ import annotations

import pytest

from tasks.extract import countries, organizations, parties
from tasks.records import Dispatch


def found(text: str) -> list[tuple[str, str | None]]:
    dispatch = Dispatch(text=text)
    mentions = countries.find(dispatch)
    mentions += parties.find(dispatch, mentions)
    return [(m.surface, m.country) for m in organizations.find(dispatch, mentions)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The UN and the European Parliament replied.", [("UN", None), ("European Parliament", None)]),
        ("The National Assembly of Vietnam met.", [("National Assembly of Vietnam", "VNM")]),
        ("The Russian Foreign Ministry spoke.", [("Russian Foreign Ministry", "RUS")]),
        ("The Foreign Ministry of Angola spoke.", [("Foreign Ministry of Angola", "AGO")]),
        ("A parliament needs a government.", []),
        ("Bulgaria: he is president of the State Council.", []),
        ("The State Council of Cuba replied.", [("State Council of Cuba", "CUB")]),
        ("The State Council met in Beijing.", [("State Council", "CHN")]),
        ("China's State Council replied.", [("State Council", "CHN")]),
        ("Members of the Korea-Laos Friendship Association came.", [("Korea-Laos Friendship Association", None)]),
        ("上合组织秘书长同中国外交部官员会见。", [("上合组织", None), ("中国外交部", "CHN")]),
        ("老挝国会议员访问全国政协。", [("老挝国会", "LAO"), ("全国政协", "CHN")]),
    ],
)
def test_bodies(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert found(text) == expected


def test_organs_of_parties_are_kept() -> None:
    text = "The External Relations Department of the Central Committee of the Communist Party of Bolivia wrote."
    assert found(text) == [
        ("External Relations Department of the Central Committee of the Communist Party of Bolivia", "BOL")
    ]
    assert found("中联部举行宣介会。") == [("中联部", "CHN")]
