import pytest

from tasks.normalize.datelines import find_dateline

LONG = (
    " text that goes on for quite some time, as the first line of a dispatch does, and says who met whom where and why"
)
CONVENTIONS = [
    ("BEIJING, Oct. 28 (Xinhua) -- The", "BEIJING", "--10-28", "Xinhua"),
    ("Pyongyang, January 1 (KCNA) --An", "Pyongyang", "--01-01", "KCNA"),
    ("HANOI (VNA) - Party leaders", "HANOI", None, "VNA"),
    ("Hanoi, March 3 (VNA) – Party", "Hanoi", "--03-03", "VNA"),
    ("HAVANA, Cuba, Jan 5 (Prensa Latina) The", "HAVANA", "--01-05", "Prensa Latina"),
    ("Havana, May 4 (ACN) A Cuban", "Havana", "--05-04", "ACN"),
    ("Havana, Cuba.- The newspaper", "Havana", None, None),
    ("MOSCOW, March 3. /TASS/. The", "MOSCOW", "--03-03", "TASS"),
    ("MOSCOW, May 26 (Itar-Tass) — Delegates", "MOSCOW", "--05-26", "TASS"),
    ("SIRIUS /Federal Territory/, November 14. /TASS/. Agreements", "SIRIUS", "--11-14", "TASS"),
    ("WASHINGTON (AP) _ The", "WASHINGTON", None, "AP"),
    ("WASHINGTON, D.C., Jan. 3 (UPI) -- The", "WASHINGTON", "--01-03", "UPI"),
    ("RIO DE JANEIRO, Aug 17 (Reuters) - The", "RIO DE JANEIRO", "--08-17", "Reuters"),
    ("BUENOS AIRES (ARGENTINA), 12 JAN 90 (TELAM) -- [TEXT] THE", "BUENOS AIRES", "1990-01-12", "Telam"),
    ("BERLIN (FRG), 6 NOV 88 (ADN/ND) -- [TEXT] AT", "BERLIN", "1988-11-06", "ADN/ND"),
    ("SAN SALVADOR, NO DATE (RADIO EXAMPLE) -- [TEXT] THE", "SAN SALVADOR", None, "RADIO EXAMPLE"),
    ("MOSCOW (USSR), NO DATE (RADIO MAGALLANES) -- [TEXT] THE", "MOSCOW", None, "RADIO MAGALLANES"),
    ("(ANSA) - ROME, OCT 1 - The", "ROME", "--10-01", "ANSA"),
    ("(ECNS) -- China", None, None, "China News Service"),
    ("ISLAMABAD, Mar 3 (APP): The", "ISLAMABAD", "--03-03", "APP"),
    ("ULAN BATOR, /MONTSAME/ The", "ULAN BATOR", None, "Montsame"),
    ("VIENTIANE (Lao News Agency) - The", "VIENTIANE", None, "KPL"),
    ("AKP Phnom Penh, March 3, 2020 -- The", "Phnom Penh", "2020-03-03", "AKP"),
    ("Damascus, SANA – The", "Damascus", None, "SANA"),
    ("TEHRAN, Mar. 03 (IRNA) – The", "TEHRAN", "--03-03", "IRNA"),
    ("Seoul, Jan. 5 (Yonhap) -- The", "Seoul", "--01-05", "Yonhap"),
    ("TOKYO, Jan. 5, Kyodo", "TOKYO", "--01-05", "Kyodo"),
    ("PARIS (AFP) – The", "PARIS", None, "AFP"),
    ("Madrid, 3 mar (EFE).- El", "Madrid", "--03-03", "EFE"),
    ("KUALA LUMPUR, March 3 (Bernama) -- The", "KUALA LUMPUR", "--03-03", "Bernama"),
    ("New Delhi, Apr 4 (PTI) The", "New Delhi", "--04-04", "PTI"),
    ("TOKYO, Nov. 17 KYODO Party leaders", "TOKYO", "--11-17", "Kyodo"),
    ("NEW DELHI, MARCH 27. The party", "NEW DELHI", "--03-27", None),
    ("【本報記者江楓倫敦18日電】訪問團", "倫敦", "---18", None),
    ("（本报记者李小明莫斯科3月4日电）代表团", "莫斯科", "--03-04", None),
    ("新华社驻莫斯科记者李明3月4日电 代表团", "莫斯科", "--03-04", "Xinhua"),
    ("【平壤6月19日发朝中社电】代表团", "平壤", "--06-19", "KCNA"),
    ("PTI | New Delhi | Updated: 04-04-2020 20:40 IST", "New Delhi", None, "PTI"),
    ("Beijing, January 22rd----Song Tao met", "Beijing", "--01-22", None),
    ("On September 27th—A vice-minister met", None, "--09-27", None),
    ("JOHANNESBURG 30 July 2018 - The party says", "JOHANNESBURG", "2018-07-30", None),
    ("VIETNAM, January 23 - HÀ NỘI — The secretary" + LONG, "HÀ NỘI", "--01-23", None),
    ("BEIJING -- Guests" + LONG, "BEIJING", None, None),
    ("New Delhi: Ministers" + LONG, "New Delhi", None, None),
    ("Dispatch of the China News Service, Beijing, October 28, 2002 (Reporter: Qi Bin)", "Beijing", "2002-10-28", "China News Service"),
    ("Dispatch of the Vietnam News Agency, Hanoi, 2011-01-09 (Correspondent: A B)", "Hanoi", "2011-01-09", "VNA"),
    ("Dispatch of the People's Daily, Beijing, Oct. 9, 2007 (Reporters: A B and C D)", "Beijing", "2007-10-09", "People's Daily"),
    ("MOSCOW (ITAR-TASS), OCTOBER 3, 1997 -- A SECRETARY", "MOSCOW", "1997-10-03", "TASS"),
    ("NDO – The party handed over rice", None, None, "Nhan Dan"),
    ("中新社北京10月28日电 (记者 齐彬) 中国", "北京", "--10-28", "China News Service"),
    ("新华社河内3月3日电 中共", "河内", "--03-03", "Xinhua"),
    ("据新华社北京9月25日电 有关", "北京", "--09-25", "Xinhua"),
    ("【新華社東京2002年11月26日】日本", "東京", "2002-11-26", "Xinhua"),
    ("人民网北京10月28日电 中国", "北京", "--10-28", "People's Daily"),
    ("本报约翰内斯堡12月18日电 (记者李某)", "约翰内斯堡", "--12-18", None),
    ("越通社河内 ——应邀请", "河内", None, "VNA"),
    ("Damascus-SANA/ The minister", "Damascus", None, "SANA"),
    ("Vientiane October 29, 2022, PL. The minister", "Vientiane", "2022-10-29", "Prensa Latina"),
    ("中新网10月28日电 据", None, "--10-28", "China News Service"),
    ("中評社台北3月25日電(記者 王某銘)", "台北", "--03-25", "China Review News Agency"),
    ("（中央社記者王某明台北28日電）總統", "台北", "---28", "CNA"),
    ("央视网消息（新闻联播）：17日", None, None, "CCTV"),
    ("南方日報訊(記者/趙某)經批准", None, None, None),
    ("Kathmandu / Sept 23: A delegation", "Kathmandu", "--09-23", None),
    ("Durban - The delegation" + LONG, "Durban", None, None),
    ("Stellenbosch - The delegation" + LONG, "Stellenbosch", None, None),
    ("ASTANA. KAZINFORM - The", "ASTANA", None, "Kazinform"),
    ("Astana. October 5. Kazinform - The", "Astana", "--10-05", "Kazinform"),
    ("Lisbon, 4 May 2019", "Lisbon", "2019-05-04", None),
    ("Addis Ababa, January 23/2024 (ENA) The", "Addis Ababa", "2024-01-23", "ENA"),
    ("DUSHANBE, 12.05.2024 /NIAT Khovar/. The", "DUSHANBE", "2024-05-12", "Khovar"),
    ("[Text] Beijing, 28 Oct (XINHUA) -- The", "Beijing", "--10-28", "Xinhua"),
    ("Beijing XINHUA in English 0704 GMT 23 Sep 88", "Beijing", "1988-09-23", "Xinhua"),
    ("LUANDA DOMESTIC SERVICE IN PORTUGUESE 1900 GMT 3 FEB 89", "LUANDA", "1989-02-03", "DOMESTIC SERVICE"),
    ("Moscow TASS International Service in Russian 2 Oct 85", "Moscow", "1985-10-02", "TASS International Service"),
    ("MEXICO CITY/KINGSTON, Nov. 21 (Xinhua) -- The", "MEXICO CITY", "--11-21", "Xinhua"),
    ("ISLAMABAD, Dec 7 (NNN-APP) – The", "ISLAMABAD", "--12-07", "APP"),
    ("San Salvador.- The guests" + LONG, "San Salvador", None, None),
    ("MOSCOW (Example Point / Sputnik - 17th June, 2021) The", "MOSCOW", "2021-06-17", "Sputnik"),
    ("Tashkent, Uzbekistan (Example.uz) -- The", "Tashkent", None, "Example.uz"),
    ("BAGHDAD / INA / The", "BAGHDAD", None, "INA"),
    ("TEHRAN- The" + LONG, "TEHRAN", None, None),
    ("GEORGETOWN, Guyana, CMC – The", "GEORGETOWN", None, "CMC"),
    ("VOV.VN - A member" + LONG, None, None, "VOV"),
    ("（新加坡讯）两党", "新加坡", None, None),
    ("（吉隆坡8日讯）该党", "吉隆坡", "---08", None),
    ("（合众国际社华盛顿电）代表团", "华盛顿", None, "UPI"),
    ("河内（VNA）—— 党中央", "河内", None, "VNA"),
    ("乌兰巴托/MONTSAME/. 该党", "乌兰巴托", None, "Montsame"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "place", "date", "agency"), CONVENTIONS)
def test_conventions(line: str, place: str | None, date: str | None, agency: str | None) -> None:
    found = find_dateline(line)
    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    "line",
    [
        "Kim Jong Un, general secretary of the Workers' Party of Korea, sent a message",
        "President Joseph R. Biden, Jr. met December 14 with the presidents",
        "Workers' Party of Korea (WPK) -- founded in 1945 -- held a congress" + LONG,
        "BREAKING - The minister has resigned" + LONG,
        "China: A country of contrasts" + LONG,
        "DPRK: Progress Made in Construction of Factories",
        "Kyodo News International August 11, 2009",
        "Here on Monday the two sides met",
        "5月25日，中共中央对外联络部举行仪式",
        "国家主席习近平10月28日在人民大会堂会见客人",
        "新华社记者 江某 郑某",
        "Tuesday, October 12, 2021 - 20:14:30",
        "12.02.2024 - Update : 12.02.2024",
        "（早报讯）两党",
        "【综合讯】两党",
        "河内（越南）是首都",
        "Paris - a city of many meetings" + LONG,
        "New Delhi-based companies" + LONG,
        "VNA  Friday, March 22, 2024 15:48",
        "",
    ],
)
def test_the_place_of_an_event_is_no_dateline(line: str) -> None:
    assert find_dateline(line) is None


def test_a_chinese_dateline_may_follow_the_headline_on_its_line() -> None:
    line = "十七大不邀请外国政党代表参会 据新华社北京9月25日电 有关负责人25日表示"
    found = find_dateline(line)
    assert found is not None
    assert line[: found.start].strip() == "十七大不邀请外国政党代表参会"
    assert line[found.end :].startswith("有关")


def test_the_country_beside_the_place_is_a_hint() -> None:
    found = find_dateline("JERUSALEM (ISRAEL), 8 MAY 90 (DOMESTIC SERVICE) -- [TEXT]")
    assert found is not None
    assert (found.place, found.country_hint) == ("JERUSALEM", "ISRAEL")
