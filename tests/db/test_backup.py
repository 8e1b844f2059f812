"""Copies of a project: made while it is in use, listed, thinned and put back."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import backup
from db.backup import AUTOMATIC, Backup
from db.errors import NotAProject, ProjectLocked, Stopped, StorageFault
from db.project import Project
from tests.builders import Desk, make_desk

NOON = datetime(2024, 11, 24, 12, tzinfo=UTC)


def copy_of(desk: Desk, reason: str = "by-hand", now: datetime = NOON) -> Path:
    return backup.make(desk.project.connection, desk.project.path, reason=reason, now=now)


def marks_in(path: Path) -> list[str]:
    with Project.open(path, is_read_only=True) as project:
        rows = project.connection.execute("SELECT quote FROM span ORDER BY id").fetchall()
    return [row[0] for row in rows]


def test_a_backup_is_a_whole_project_of_its_own(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    made = copy_of(desk)
    desk.mark("ACTOR", "Poland")
    assert made.parent == backup.folder_of(desk.project.path)
    assert [each.name for each in made.parent.iterdir()] == ["20241124T120000Z-by-hand.demarche"]
    assert marks_in(made) == ["France"]
    with Project.open(made) as opened:
        assert opened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_backups_are_listed_with_time_reason_and_size_the_newest_first(desk: Desk) -> None:
    assert backup.every(desk.project.path) == ()
    one = copy_of(desk, "by-hand", NOON)
    two = copy_of(desk, "before-scheme-change", NOON + timedelta(hours=1))
    (one.parent / "notes.txt").write_text("mine")
    (one.parent / "x.demarche").write_text("mine")
    listed = backup.every(desk.project.path)
    assert [(each.path, each.made, each.reason) for each in listed] == [
        (two, NOON + timedelta(hours=1), "before-scheme-change"),
        (one, NOON, "by-hand"),
    ]
    assert listed[0].size_bytes == two.stat().st_size


def test_two_backups_of_the_same_second_are_both_kept(desk: Desk) -> None:
    assert copy_of(desk) != copy_of(desk)
    assert len(backup.every(desk.project.path)) == 2


def test_a_backup_tells_how_far_it_is_and_leaves_nothing_when_it_is_stopped(desk: Desk) -> None:
    told: list[tuple[int, int | None]] = []
    backup.make(
        desk.project.connection,
        desk.project.path,
        reason="by-hand",
        progress=lambda done, total: told.append((done, total)),
    )
    assert told
    assert told[-1][0] == told[-1][1]
    before = list(backup.folder_of(desk.project.path).iterdir())
    with pytest.raises(Stopped):
        backup.make(
            desk.project.connection,
            desk.project.path,
            reason="by-hand",
            is_cancelled=lambda: True,
        )
    assert list(backup.folder_of(desk.project.path).iterdir()) == before
    desk.mark("ACTOR", "France")


def test_work_goes_on_while_a_backup_is_made_beside_it(desk: Desk) -> None:
    with desk.project.beside() as other:
        made = backup.make(
            other.connection,
            desk.project.path,
            reason="by-hand",
            progress=lambda _done, _total: (
                None if desk.project.connection.in_transaction else mark_next(desk)
            ),
        )
    assert desk.annotation.spans
    with Project.open(made) as opened:
        assert opened.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def mark_next(desk: Desk) -> None:
    desk.open()
    marked = {span.quote for span in desk.annotation.spans}
    left = [each for each in ("France", "Germany", "Poland", "threat") if each not in marked]
    if left:
        desk.mark("ACTOR", left[0])


def test_a_folder_that_cannot_be_written_is_said_clearly(desk: Desk) -> None:
    backup.folder_of(desk.project.path).write_text("a file is in the way")
    with pytest.raises(StorageFault, match="can't be written"):
        copy_of(desk)


def test_a_disk_without_room_is_said_before_anything_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(desk.project.path)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(StorageFault, match="no room for a backup"):
        copy_of(desk)
    assert backup.every(desk.project.path) == ()


# Rolling


def roll(desk: Desk, now: datetime) -> Path | None:
    return backup.roll(desk.project.connection, desk.project.path, now=now)


def test_an_automatic_backup_is_made_only_when_something_was_done_since(desk: Desk) -> None:
    desk.project.clock = lambda: NOON
    desk.mark("ACTOR", "France")
    assert roll(desk, NOON + timedelta(minutes=1)) is not None
    assert roll(desk, NOON + timedelta(minutes=2)) is None
    desk.project.clock = lambda: NOON + timedelta(minutes=3)
    desk.mark("ACTOR", "Poland")
    assert roll(desk, NOON + timedelta(minutes=4)) is not None
    assert [each.reason for each in backup.every(desk.project.path)] == [AUTOMATIC, AUTOMATIC]


def test_a_backup_made_for_another_reason_counts_too(desk: Desk) -> None:
    desk.project.clock = lambda: NOON
    desk.mark("ACTOR", "France")
    copy_of(desk, now=NOON + timedelta(minutes=1))
    assert roll(desk, NOON + timedelta(minutes=2)) is None


def made(age: timedelta, reason: str = AUTOMATIC, size: int = 1) -> Backup:
    return Backup(path=Path(f"{reason}{age}"), made=NOON - age, reason=reason, size_bytes=size)


def test_automatic_backups_are_thinned_by_age() -> None:
    every_20_minutes = [made(timedelta(minutes=20 * each)) for each in range(3 * 24 * 30)]
    gone = backup.superfluous(every_20_minutes, NOON)
    kept = [each for each in every_20_minutes if each not in gone]
    ages = [NOON - each.made for each in kept]
    assert sum(age <= timedelta(hours=1) for age in ages) == 4
    assert 20 <= sum(age <= timedelta(days=1) for age in ages) <= 28
    assert 12 <= sum(age > timedelta(days=1) for age in ages) <= 14
    assert max(ages) <= timedelta(days=14)


def test_the_newest_automatic_backup_stays_however_old_and_large() -> None:
    old = [made(timedelta(days=each), size=2**40) for each in (300, 301)]
    assert backup.superfluous(old, NOON) == (old[1],)


def test_automatic_backups_take_no_more_than_their_room() -> None:
    large = [made(timedelta(minutes=10 * each), size=2**30) for each in range(6)]
    assert len(backup.superfluous(large, NOON)) == 2


def test_backups_before_large_steps_stay_a_month_and_the_last_five_for_ever() -> None:
    steps = [made(timedelta(days=20 * each), "before-scheme-change") for each in range(8)]
    assert backup.superfluous(steps, NOON) == tuple(steps[5:])


def test_backups_made_by_hand_stay() -> None:
    assert backup.superfluous([made(timedelta(days=900), "by-hand")], NOON) == ()


@given(st.lists(st.integers(0, 40 * 24 * 60), max_size=60, unique=True))
def test_thinning_twice_thins_no_further(minutes: list[int]) -> None:
    backups = [made(timedelta(minutes=each)) for each in minutes]
    gone = backup.superfluous(backups, NOON)
    kept = [each for each in backups if each not in gone]
    assert backup.superfluous(kept, NOON) == ()
    assert bool(kept) == bool(backups)


def test_rolling_removes_what_is_superfluous(desk: Desk) -> None:
    old = copy_of(desk, AUTOMATIC, NOON - timedelta(days=100))
    desk.project.clock = lambda: NOON
    desk.mark("ACTOR", "France")
    roll(desk, NOON)
    assert not old.exists()
    assert len(backup.every(desk.project.path)) == 1


# Restoring


def test_restoring_brings_back_the_backup_and_keeps_what_was_there(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    chosen = copy_of(desk)
    desk.mark("ACTOR", "Poland")
    desk.project.close()
    former = backup.restore(desk.project.path, chosen, now=NOON)
    assert former is not None
    assert marks_in(desk.project.path) == ["France"]
    assert marks_in(former) == ["France", "Poland"]
    assert marks_in(chosen) == ["France"]
    backup.restore(desk.project.path, former)
    assert marks_in(desk.project.path) == ["France", "Poland"]


def test_the_log_of_a_crashed_project_is_kept_and_not_mixed_into_the_restored_one(
    tmp_path: Path,
) -> None:
    desk = make_desk(tmp_path)
    chosen = copy_of(desk)
    desk.mark("ACTOR", "France")
    crashed = tmp_path / "crashed.demarche"
    for ending in ("", "-wal"):
        source = desk.project.path.with_name(f"{desk.project.path.name}{ending}")
        shutil.copyfile(source, crashed.with_name(f"{crashed.name}{ending}"))
    desk.project.close()
    former = backup.restore(crashed, chosen)
    assert former is not None
    assert marks_in(former) == ["France"]
    assert marks_in(crashed) == []


def test_a_damaged_project_is_kept_as_it_stands_and_replaced(desk: Desk) -> None:
    chosen = copy_of(desk)
    desk.project.close()
    damaged = b"damaged" * 1000
    desk.project.path.write_bytes(damaged)
    former = backup.restore(desk.project.path, chosen)
    assert former is not None
    assert former.read_bytes() == damaged
    assert "damaged" in former.name
    assert marks_in(desk.project.path) == []


def test_a_project_that_is_gone_is_brought_back(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    chosen = copy_of(desk)
    desk.project.close()
    desk.project.path.unlink()
    assert backup.restore(desk.project.path, chosen) is None
    assert marks_in(desk.project.path) == ["France"]


def test_a_damaged_backup_is_not_restored(desk: Desk) -> None:
    desk.mark("ACTOR", "France")
    chosen = copy_of(desk)
    content = bytearray(chosen.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 20_000] = b"\xff" * 20_000
    chosen.write_bytes(content)
    desk.project.close()
    with pytest.raises(NotAProject):
        backup.restore(desk.project.path, chosen)
    assert marks_in(desk.project.path) == ["France"]


def test_a_foreign_file_is_not_restored(desk: Desk, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.demarche"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE a (b)")
    connection.close()
    desk.project.close()
    with pytest.raises(NotAProject, match="another program"):
        backup.restore(desk.project.path, foreign)


def test_an_open_project_is_not_replaced(desk: Desk) -> None:
    chosen = copy_of(desk)
    with pytest.raises(ProjectLocked):
        backup.restore(desk.project.path, chosen)


def test_restoring_that_fails_leaves_the_project_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.mark("ACTOR", "France")
    chosen = copy_of(desk)
    desk.project.close()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfile", fail)
    with pytest.raises(StorageFault, match="No space left"):
        backup.restore(desk.project.path, chosen)
    assert marks_in(desk.project.path) == ["France"]
    assert [each.suffix for each in desk.project.path.parent.iterdir() if each.is_file()] == [
        ".demarche"
    ]
