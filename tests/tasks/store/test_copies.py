"""Exact copies, near copies and excerpts."""

from __future__ import annotations

import duckdb

from tasks.records import Facts
from tasks.store.copies import clusters
from tasks.store.home import Home
from tasks.store.shingles import compare, shingles
from tests.tasks.store.synthetic import dispatch, load, processed

SENTENCES = [
    f"On day {n} of the tour the guests saw plant number {n * 7} and heard its manager speak of the harvest of the {n}th brigade."
    for n in range(1, 16)
]
STORY = " ".join(SENTENCES)
ZH_STORY = "".join(
    f"第{n}天代表团参观了第{n * 7}号工厂，厂长介绍了当年的生产情况和第{n}车间的工人生活。" for n in range(1, 16)
)


def put(number: int, text: str, day: str = "2024-05-12"):
    return processed(dispatch(number, text=text, day=day), Facts(), locator=f"{number}.txt")


def links(snapshot) -> list[tuple]:
    with duckdb.connect(str(snapshot / "partywire.duckdb"), read_only=True) as connection:
        return connection.execute("""
            select first.title, later.title, relation, similarity
            from dispatch_links join dispatches as first using (dispatch_id)
            join dispatches as later on later.dispatch_id = other_dispatch_id order by all
        """).fetchall()


def test_relations():
    changed = STORY.replace("plant number 7 ", "plant number eight ")
    assert compare(shingles(STORY), shingles(changed))[0] == "near"
    assert compare(shingles(STORY), shingles(" ".join(SENTENCES[:4])))[0] == "excerpt"
    assert compare(shingles(STORY), shingles(STORY.replace(" the ", " that "))) is None
    assert compare(shingles("The text follows"), shingles("The text follows")) is None
    assert compare(shingles(ZH_STORY), shingles(ZH_STORY.replace("第7号", "第八号")))[0] == "near"


def test_clusters_are_named_after_their_first_member():
    assert clusters([(4, 5), (2, 4), (7, 8)]) == {4: 2, 5: 2, 2: 2, 7: 7, 8: 7}


def test_links_are_found_in_one_run_and_in_two(tmp_path):
    found = [
        put(1, STORY),
        put(2, STORY, "2024-05-13"),
        put(3, STORY.replace("plant number 7 ", "plant number eight "), "2024-05-14"),
        put(4, "Nothing of the kind happened. " + ZH_STORY, "2024-05-14"),
        put(5, STORY.replace("plant number 14 ", "plant number fifteen "), "2024-09-01"),
    ]
    one = load(Home(tmp_path / "one"), [found])[1]
    home = Home(tmp_path / "two")
    load(home, [found[2:]])
    two = load(home, [found[:2]])[1]
    assert [row[:3] for row in links(one)] == [
        ("Meeting 1", "Meeting 2", "exact"),
        ("Meeting 1", "Meeting 3", "near"),
        ("Meeting 2", "Meeting 3", "near"),
    ]
    assert links(two) == links(one)
    with duckdb.connect(str(two / "partywire.duckdb"), read_only=True) as connection:
        members = connection.execute(
            "select title from dispatches where cluster_id <> dispatch_id order by 1"
        ).fetchall()
    assert members == [("Meeting 2",), ("Meeting 3",)]
