"""Nothing moves by itself without asking whether it may."""

from __future__ import annotations

import re
from pathlib import Path

import gui

_MOVES = re.compile(
    r"Q(Property|Variant|Sequential|Parallel)Animation|QTimeLine|QMovie|setAnimated\(True"
)


def test_whatever_animates_asks_the_setting():
    folder = Path(gui.__file__).parent
    sources = {each: each.read_text(encoding="utf-8") for each in folder.rglob("*.py")}
    moving = {each for each, source in sources.items() if _MOVES.search(source)}
    assert [str(each) for each in moving if "keeps_still" not in sources[each]] == []
