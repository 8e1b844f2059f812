from __future__ import annotations

from db.grouping.names import Member, is_found, name_of, renamed
from db.grouping.near_duplicates import Found, NearPair


def found(*clusters, pairs=()):
    return Found(
        articles=9,
        pairs=tuple(NearPair(first=a, second=b, similarity=s) for a, b, s in pairs),
        clusters=tuple(clusters),
    )


def members(**groups):
    return {name: Member(title=f"About {name}", group=group) for name, group in groups.items()}


def after(now, found_now):
    changed = renamed(found_now, now)
    return {
        name: Member(title=each.title, group=changed.get(name, each.group))
        for name, each in now.items()
    }


def test_a_group_is_called_by_the_title_of_its_first_article():
    named = renamed(found(("a", "b")), members(a=None, b=None, c=None))
    assert named == {"a": name_of("About a", "a"), "b": name_of("About a", "a")}
    assert named["a"].startswith("copies: About a #")


def test_a_long_title_is_cut_and_two_of_one_title_have_two_names():
    name = name_of("A very long title " * 20, "a")
    assert len(name) < 90
    assert is_found(name)
    assert name != name_of("A very long title " * 20, "b")


def test_a_second_search_changes_nothing():
    once = after(members(a=None, b=None, c="By hand", d=None), found(("a", "b"), ("c", "d")))
    assert renamed(found(("a", "b"), ("c", "d")), once) == {}


def test_a_group_keeps_its_name_when_articles_join():
    once = after(members(b=None, c=None, d=None), found(("b", "c")))
    grown = after(once, found(("b", "c", "d")))
    assert {each.group for each in grown.values()} == {name_of("About b", "b")}


def test_groups_that_grow_together_take_the_name_of_the_first():
    once = after(members(a=None, b=None, c=None, d=None), found(("a", "b"), ("c", "d")))
    joined = after(once, found(("a", "b", "c", "d")))
    assert {each.group for each in joined.values()} == {name_of("About a", "a")}


def test_of_a_group_that_falls_apart_the_first_part_keeps_the_name():
    names = ("a", "b", "c", "d")
    once = after(members(**dict.fromkeys(names)), found(names))
    parted = after(once, found(("a", "b"), ("c", "d")))
    assert [parted[each].group for each in names] == [name_of("About a", "a")] * 2 + [
        name_of("About c", "c")
    ] * 2


def test_what_is_no_longer_alike_is_in_no_group():
    once = after(members(a=None, b=None), found(("a", "b")))
    assert renamed(found(), once) == {"a": None, "b": None}


def test_a_group_that_a_person_made_stays_and_takes_in_copies():
    now = members(a="Talks", b=None, c="Summit", d=None)
    pairs = (("a", "b", 0.9), ("b", "c", 0.95), ("c", "d", 0.8))
    assert renamed(found(("a", "b", "c", "d"), pairs=pairs), now) == {"b": "Summit", "d": "Summit"}


def test_a_name_like_ours_is_told_from_one_that_a_person_gave():
    assert not is_found("copies: mine")
    assert not is_found(None)
