"""Which names in a hub are ours."""

from __future__ import annotations

from collections.abc import MutableSequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import Bug
from db.identifiers import new_id
from db.model import AnnotatorId
from db.packages.hub import layout
from db.packages.hub.layout import Direction
from db.packages.hub.store import Entry

NOW = datetime(2026, 5, 4, tzinfo=UTC)


@dataclass
class Listing:
    """A hub that says whatever it likes."""

    entries: MutableSequence[Entry] = field(default_factory=list)
    removed: MutableSequence[str] = field(default_factory=list)
    address: str = "listing"

    def list(self, folder: str) -> tuple[Entry, ...]:
        return tuple(self.entries)

    def remove(self, name: str) -> None:
        self.removed.append(name)


def found(*names: str, suffix: str = "") -> list[str]:
    store = Listing([Entry(name=f"p/inbox/a/{name}{suffix}") for name in names])
    return [each.id for each in layout.items(store, "p", Direction.BACK, AnnotatorId("a"))]


def test_files_come_in_the_order_in_which_they_were_made():
    ids = [new_id() for _ in range(5)]
    assert found(*reversed(ids), suffix=".demarche-back") == ids


@pytest.mark.parametrize(
    "name",
    [
        "{id}.demarche-back.partial",
        "{id} (conflicted copy).demarche-back",
        "{id}.sync-conflict-20260504-101112-ABCDEFG.demarche-back",
        "{id}-DESKTOP.demarche-back",
        "~${id}.demarche-back",
        ".{id}.demarche-back.swp",
        "{id}.demarche-package",
        "{id}.demarche",
        "..",
        "../../{id}.demarche-back/..",
        "..\\..\\{id}.demarche-back",
        "a" * 5_000 + ".demarche-back",
        "\x00.demarche-back",
        "desktop.ini",
    ],
)
def test_other_names_are_passed_over(name):
    assert found(name.format(id=new_id())) == []


@given(name=st.text(max_size=80), suffix=st.sampled_from(["", ".demarche-back"]))
def test_no_name_ever_leads_out_of_its_folder(name, suffix):
    for each in found(name, suffix=suffix):
        assert layout.is_file_id(each)
        assert not set(each) - set("0123456789abcdef-")


def test_only_folders_whose_names_can_be_ids_are_looked_into():
    names = ("a-1", "..", ".", "a b", "a/../b", "x" * 65, "é", "b_2")
    store = Listing([Entry(name=f"p/inbox/{name}", is_folder=True) for name in names])
    store.entries.append(Entry(name="p/inbox/file"))
    assert layout.annotators(store, "p", Direction.BACK) == ("a-1", "b", "b_2")


def test_an_id_that_is_no_name_is_never_made_a_path():
    with pytest.raises(Bug):
        layout.folder("p", Direction.OUT, AnnotatorId("../q"))


def test_leftovers_of_our_own_are_removed_when_they_are_a_day_old_there():
    own = f"{new_id()}.demarche-back"
    old, fresh, undated = (f"{new_id()}.demarche-back.partial" for _ in range(3))
    days = {own: 0.0, old: 1.5, fresh: 0.5, "notes.partial": 9.0, f"{new_id()}.demarche-back": 9.0}
    store = Listing(
        [
            Entry(name=f"p/inbox/a/{name}", modified=NOW - timedelta(days=age))
            for name, age in days.items()
        ]
    )
    store.entries.append(Entry(name=f"p/inbox/a/{undated}"))
    layout.sweep(store, "p/inbox/a", own)
    assert store.removed == [f"p/inbox/a/{old}"]
