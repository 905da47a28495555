from tasks.normalize.opening import read_opening, series_in_title

BODY = "The two sides exchanged views on party relations. They agreed to keep up contacts."


def test_series_line_two_line_headline_and_dateline() -> None:
    text = (
        'The following is one of a series of articles published by the Example News Service on "Towards the Congress."\n\n'
        "Many Achievements in the Foreign Contacts of\nthe Party of the Example (PE)\n\n"
        "BEIJING, October 28, 2002 (Xinhua) -- " + BODY
    )
    opening = read_opening(text)
    assert opening.title == "Many Achievements in the Foreign Contacts of the Party of the Example (PE)"
    assert opening.series is not None and opening.series.endswith('Congress."')
    assert opening.dateline is not None and opening.dateline.date == "2002-10-28"
    assert opening.body == BODY


def test_a_bare_date_line_under_the_headline() -> None:
    opening = read_opening(f"Readout of a Meeting with a Party Leader\n2024-01-01\n\n{BODY}")
    assert opening.title == "Readout of a Meeting with a Party Leader"
    assert opening.date is not None and opening.date.value == "2024-01-01"


def test_a_labelled_date_before_the_headline() -> None:
    opening = read_opening(f" date 2024-05-14 A delegation visits Vietnam\n\n{BODY}")
    assert opening.title == "A delegation visits Vietnam"
    assert opening.date is not None and opening.date.value == "2024-05-14"


def test_sections_of_the_site_are_not_the_headline() -> None:
    text = f"Home\nWorld News\n\nThursday, December 02, 1999, updated at 09:56(GMT+8)\nLeader Meets Guests From Abroad\n\n{BODY}"
    opening = read_opening(text)
    assert opening.title == "Leader Meets Guests From Abroad"
    assert opening.date is not None and opening.date.day == "1999-12-02"


def test_the_headline_that_stands_twice_wins() -> None:
    text = f"One Two Three Four Five\n\nLeader to attend the summit\n\nNews\n\nLeader to attend the summit\n\n{BODY}"
    assert read_opening(text).title == "Leader to attend the summit"


def test_text_that_begins_with_its_dateline_has_no_headline() -> None:
    assert read_opening(f"HAVANA, Jan 5 (Prensa Latina) {BODY}").title is None


def test_running_text_alone_has_no_headline() -> None:
    assert read_opening(BODY).title is None


def test_chinese_headline_and_source_line() -> None:
    text = "某党代表团访问邻国\n\n发布时间：2022年09月29日 17:20     来源：中国新闻网\n\n9月29日，代表团抵达。双方举行会谈。"
    opening = read_opening(text)
    assert opening.title == "某党代表团访问邻国"
    assert opening.date is not None and opening.date.value == "2022-09-29T17:20"


def test_series_in_the_headline() -> None:
    assert series_in_title("【新思想引领新征程】夯实粮食安全根基") == "新思想引领新征程"
    assert series_in_title("某党代表团访问邻国") is None


def test_a_dateline_behind_a_caption_is_found() -> None:
    text = f"A leader meets guests in Colombo, on Jan. 14, 2023. They talked.(Xinhua/A Photographer)\nCOLOMBO, Jan. 18 (Xinhua) -- {BODY}"
    opening = read_opening(text)
    assert opening.dateline is not None
    assert (opening.dateline.place, opening.dateline.agency) == ("COLOMBO", "Xinhua")


def test_a_dateline_in_brackets_after_the_last_sentence_is_found() -> None:
    opening = read_opening("某党举行招待会\n新闻中心16日晚举行酒会，记者参加。(中新社北京10月16日电 记者 曾某)")
    assert opening.dateline is not None
    assert (opening.dateline.place, opening.dateline.date) == ("北京", "--10-16")


def test_a_headline_may_break_after_a_colon() -> None:
    assert read_opening(f"Broad Vision, Firm Steps:\nFive Years of Foreign Contacts\n\n{BODY}").title == (
        "Broad Vision, Firm Steps: Five Years of Foreign Contacts"
    )


def test_place_and_date_on_a_line_of_their_own() -> None:
    opening = read_opening(f"Leader Meets Guests From Abroad\n\nLisbon, 4 May 2019\n\n{BODY}")
    assert opening.title == "Leader Meets Guests From Abroad"
    assert opening.dateline is not None
    assert (opening.dateline.place, opening.dateline.date) == ("Lisbon", "2019-05-04")
    assert opening.date is not None and opening.date.value == "2019-05-04"


def test_a_city_in_capitals_on_a_line_of_its_own() -> None:
    opening = read_opening(f"Leader Meets Guests From Abroad\n\nANKARA\n\n{BODY}")
    assert opening.dateline is not None and opening.dateline.place == "ANKARA"
    assert opening.body == BODY


def test_a_city_in_capitals_among_headings_is_no_dateline() -> None:
    assert read_opening(f"NEWS FROM THE PROVINCES\n\nANKARA\n\nANOTHER HEADING\n\n{BODY}").dateline is None


def test_the_header_of_a_script_for_broadcasting() -> None:
    opening = read_opening(
        "DATE=3/9/95\nTYPE=REPORT\nTITLE=PARTY TALKS\nBYLINE=ANN EXAMPLE\nDATELINE=LUSAKA\n\nTEXT: They met on Friday."
    )
    assert opening.dateline and opening.dateline.place == "LUSAKA"


def test_the_city_behind_a_line_of_date() -> None:
    opening = read_opening(
        "Party guests received\nApril 28, 2023 12:31 am IST - NEW DELHI\n\nA delegation came. It left."
    )
    assert opening.dateline and opening.dateline.place == "NEW DELHI"


def test_what_archive_or_site_prints_above_is_no_dateline() -> None:
    text = "{}\n\nParty Guests Met\n\nMaputo (VNA) – They met on Monday. They talked."
    for line in ("Xinhua News Agency, MAY 22, 1996, WEDNESDAY", "VNA - Thursday, October 11, 2018 - 15:06"):
        opening = read_opening(text.format(line))
        assert opening.dateline and (opening.dateline.place, opening.dateline.agency) == ("Maputo", "VNA")


def test_the_day_at_the_end() -> None:
    for end, day in (("2018-04-21", "2018-04-21"), ("（編輯：王某）1130522", "2024-05-22"), ("1139922", None)):
        found = read_opening(f"Leader Meets Guests From Abroad\n\n{BODY}\n\n{end}").closing_date
        assert (found.value if found else None) == day


def test_a_date_that_closes_the_text() -> None:
    for closing in (
        "(PNA) January 30, 2025",
        "Date 30.01.2025",
        "- Akahata, January 30, 2025",
        "2025-01-30",
        "(Xinhua News Agency January 30, 2025)\n|",
        "(Xinhua 01/30/2025)\n\nE-mail to the editor | Contact",
    ):
        opening = read_opening(f"Parties sign a paper\n\n{BODY}\n\n{closing}")
        assert opening.closing_date is not None, closing
        assert opening.closing_date.value == "2025-01-30", closing
    for sentence in ("They signed it on January 30, 2025.", "they met first in Hue on January 30, 2025"):
        assert read_opening(f"Parties sign a paper\n\n{BODY}\n\n{sentence}").closing_date is None
