from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from db.unions import Unions

numbers = st.integers(0, 12)


@given(st.lists(st.tuples(numbers, numbers), max_size=20))
def test_things_are_joined_where_a_chain_of_pairs_leads_from_one_to_the_other(pairs):
    unions = Unions()
    for one, other in pairs:
        unions.join(one, other)
    reached = {each: {each} for each in range(13)}
    for _ in range(13):
        for one, other in pairs:
            reached[one] = reached[other] = reached[one] | reached[other]
    for one in range(13):
        for other in range(13):
            assert (unions.head(one) == unions.head(other)) == (other in reached[one])
    groups = unions.groups(range(13))
    assert sorted(each for group in groups for each in group) == list(range(13))
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)


def test_a_long_chain_is_walked_without_deep_recursion():
    unions = Unions()
    for number in range(50_000, 0, -1):
        unions.join(number, number - 1)
    assert unions.head(0) == unions.head(50_000)
