"""What a day in the window leaves behind, told by counting all objects now and then."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from tests.builders import article_ids
from tests.journeys.long_day import LongDay, lead_of_a_day, make_project_of_a_day

_WARM_ARTICLES, _ARTICLES = 8, 8
_MOST_MORE = 60
"""Of one class; what every operation left behind would come three times as often."""
_KEPT_ON_PURPOSE = frozenset({"gui.widgets.popup_items.PopupItem"})
"""What a list has offered last stays in it until it offers something else."""


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path) -> Iterator[LongDay]:
    path = make_project_of_a_day(tmp_path, articles=_WARM_ARTICLES + _ARTICLES + 4, reviewed=0)
    with lead_of_a_day(path, qapp) as made:
        yield made


def test_nothing_is_left_behind_by_what_was_done_in_former_articles(day: LongDay):
    # So many articles are remembered, and popups and panes are made when they are first wanted.
    for _ in range(_WARM_ARTICLES):
        _work(day, acts=12)
    before = _objects(day)
    operations = sum(_work(day, acts=24) for _ in range(_ARTICLES))
    more = _objects(day)
    more.subtract(before)
    assert operations >= 3 * _MOST_MORE
    assert not {name: count for name, count in more.items() if count > _MOST_MORE}


def _work(day: LongDay, *, acts: int) -> int:
    """Work through an article; how many operations it took."""
    return sum(1 for _ in day.article(acts))


def _objects(day: LongDay) -> Counter[str]:
    """How many there are of each class of ours and of Qt, in front of an untouched article."""
    window = day.window
    usual = window.selection.article
    window.open_article(article_ids(window.session.project)[-1])
    day.settle()
    gc.collect()
    found = Counter(
        f"{type(each).__module__}.{type(each).__qualname__}"
        for each in gc.get_objects()
        if str(type(each).__module__).startswith(("gui.", "db."))
    )
    for top in QApplication.topLevelWidgets():
        found.update(each.metaObject().className() for each in top.findChildren(QObject))
    if usual is not None:
        window.open_article(usual)
    return Counter({name: found[name] for name in found.keys() - _KEPT_ON_PURPOSE})
