"""The data dictionary is the one that the contracts give."""

from tasks.dictionary import PAGE, dictionary


def test_the_data_dictionary_is_that_of_the_contracts() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "run: make dictionary"
