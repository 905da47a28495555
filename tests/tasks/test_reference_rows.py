"""Reading reference files: a row that does not fit its header is one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks import reference
from tasks.errors import UsageError


@pytest.mark.parametrize(
    ("row", "fields"),
    [("PRK,Korea, North,en,name,,", 7), ("PRK,Korea", 2)],
)
def test_a_row_with_another_number_of_fields_is_named(tmp_path: Path, row: str, fields: int) -> None:
    path = tmp_path / "country_aliases.csv"
    path.write_text(f"code,alias,language,form,valid_from,valid_to\n# a comment\nPRK,DPRK,en,name,,\n{row}\n", "utf-8")
    with pytest.raises(
        UsageError, match=rf"country_aliases.csv, line 4: {fields} fields, but the header has 6"
    ) as error:
        reference.own_rows("country_aliases", path)
    assert "\n" not in str(error.value)


def test_values_are_stripped_and_commas_may_be_quoted(tmp_path: Path) -> None:
    path = tmp_path / "country_aliases.csv"
    path.write_text(
        'code,alias,language,form,valid_from,valid_to\n\nPRK, "x" ,en,name,,\nPRK,"Korea, North",en,name,,\n'
    )
    assert [row["alias"] for row in reference.own_rows("country_aliases", path)] == ['"x"', "Korea, North"]
