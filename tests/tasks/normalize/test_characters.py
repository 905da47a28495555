from tasks.normalize.characters import clean, clean_line


def test_invisible_characters_and_lone_surrogates_go() -> None:
    assert clean("Com\u200bmunist Par\u00adty\ufeff of\0 China\ud800") == "Communist Party of China"


def test_digits_become_ascii_and_chinese_punctuation_stays() -> None:
    assert clean("１０月２８日，会谈（北京）。") == "10月28日，会谈（北京）。"


def test_spaces_and_line_breaks_become_uniform() -> None:
    assert clean("a\u00a0b\r\nc\rd\u2028e") == "a b\nc\nd\ne"


def test_composes_accents() -> None:
    assert clean("Cafe\u0301") == "Café"


def test_one_line() -> None:
    assert clean_line("  Party \n meets\t guests ") == "Party meets guests"


def test_readings_of_chinese_characters_that_a_mirror_prints_go() -> None:
    assert clean("中共中央對(duì)外聯(lián)絡(luò)部會(huì )見外長(zhǎng)們(men)。") == "中共中央對外聯絡部會見外長們。"
    assert clean("英國(UK)首相(pm)") == "英國(UK)首相(pm)"
