"""Ids sort by the moment they were made."""

from __future__ import annotations

import threading

from db.identifiers import new_id


def test_ids_ascend_and_never_repeat_also_across_threads() -> None:
    made: list[list[str]] = [[] for _ in range(4)]

    def make(into: list[str]) -> None:
        into.extend(new_id() for _ in range(2000))

    threads = [threading.Thread(target=make, args=(each,)) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(each == sorted(each) for each in made)
    assert len({each for some in made for each in some}) == 8000
    assert all(len(each) == 36 and each[14] == "7" and each[19] in "89ab" for each in made[0])
