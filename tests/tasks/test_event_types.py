"""What the event types have in common, as reference/event_types.csv says it."""

import pytest

from tasks.closed_lists import EVENT_TYPES
from tasks.event_types import types_where


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("is_contact", ("true", "false")),
        ("stands_alone", ("true", "false")),
        ("first_side", ("actor", "organizer", "equal")),
    ],
)
def test_every_type_has_one_of_the_values(column: str, values: tuple[str, ...]) -> None:
    assert sorted(kind for value in values for kind in types_where(column, value)) == sorted(EVENT_TYPES)


def test_what_is_no_contact_stands_alone() -> None:
    assert types_where("is_contact", "false") < types_where("stands_alone", "true")
