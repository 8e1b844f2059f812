"""The only place that makes the teams and the shared-out projects of the benchmarks."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from db.project import Project
from db.schema import known_objects, newest_format
from tests.benchmarks import corpus
from tests.benchmarks.project_files import Size, project_file
from tests.db.team import fast_work, members, simulation
from tests.db.team.fast_work import Amount
from tests.db.team.rounds import live_through
from tests.db.team.simulation import Extent, begin

_PEOPLE = 50
_AT = "2026-01-02T00:00:00.000Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTeam:
    """A lead's project in which everything is handed out, and what came back: all of it done."""

    project: Path
    returned: tuple[Path, ...]


def made_team(folder: Path, extent: Extent) -> MadeTeam:
    """A team of that size, made once a machine and again when the tables or this code change."""
    name = f"team-{extent.people}-{extent.articles}-{extent.amount.spans}"
    made = folder / f"{name}-{_fingerprint()}"
    if not made.exists():
        for outdated in folder.glob(f"{name}-*"):
            shutil.rmtree(outdated)
        partial = made.with_suffix(".partial")
        partial.mkdir()
        _work_once(partial, extent)
        partial.rename(made)
    return MadeTeam(
        project=made / "lead.demarche", returned=tuple(sorted(made.glob("*.demarche-back")))
    )


def shared_out_project(folder: Path, size: Size) -> Path:
    """The large project with three finished layers of two spans for a third of its articles.

    With a million articles that makes a million layers, by fifty people.
    """
    name = f"shared-out-{size.articles}"
    path = folder / f"{name}-{_fingerprint()}.demarche"
    if not path.exists():
        for outdated in folder.glob(f"{name}-*"):
            outdated.unlink()
        partial = path.with_suffix(".partial")
        shutil.copy(project_file(folder, size), partial)
        _share_out(partial)
        partial.rename(path)
    return path


def simulate(people: int, articles: int) -> None:
    """Run the whole simulation, and print how long what took and how much memory, as JSON."""
    extent = Extent(
        people=people, articles=articles, rounds=4, characters=1_500, looks_closely=False
    )
    with tempfile.TemporaryDirectory() as folder:
        start = perf_counter()
        made = begin(Path(folder), extent)
        live_through(made, mishaps=12)
        made.examine()
        print(
            json.dumps(
                {
                    "total": perf_counter() - start,
                    "seconds": made.seconds,
                    "counted": made.counted,
                    "peak": _peak_bytes(),
                }
            )
        )
        made.project.close()


def _peak_bytes() -> int:
    """The most memory that this process has had; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0
    import resource  # noqa: PLC0415 - not there everywhere

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _fingerprint() -> str:
    code = (
        Path(each.__file__).read_text(encoding="utf-8")
        for each in (corpus, fast_work, members, simulation, sys.modules[__name__])
        if each.__file__
    )
    made_of = repr(known_objects(newest_format())) + "".join(code)
    return hashlib.sha256(made_of.encode()).hexdigest()[:12]


def _work_once(folder: Path, extent: Extent) -> None:
    team = begin(folder, extent)
    team.assign(1)
    team.hand_out(1)
    for nth, member in enumerate(team.members):
        member.work(dice=team.dice, amount=extent.amount, by_hand=0)
        member.send_back(folder / f"{nth:03}.demarche-back")
        member.file.unlink()
    team.project.close()


def _share_out(path: Path) -> None:
    with Project.open(path) as project:
        connection = project.connection
        connection.execute("PRAGMA journal_mode = DELETE")
        # A file that is only half made is thrown away, so nothing need be safe meanwhile.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        for statement in _SHARING_OUT:
            connection.execute(statement)
        connection.execute("COMMIT")


def _id(kind: int, nth: str) -> str:
    """SQL for a row's id, ascending with the article."""
    return f"printf('%08x-{kind:04x}-7000-8000-%012x', number, {nth})"


_PERSON = "printf('00000000-0011-7000-8000-%012x', {nth})"
_HANDED = f"""
    (SELECT number, article.id AS article, nth, (number / 3 + nth * 7) % {_PEOPLE} AS person, body
     FROM article CROSS JOIN (SELECT 0 AS nth UNION SELECT 1 UNION SELECT 2)
     WHERE number % 3 = 0) AS handed"""
_SHARING_OUT = (
    f"""WITH RECURSIVE people(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM people
            WHERE n < {_PEOPLE} - 1)
        INSERT INTO annotator (id, name, created_at)
        SELECT {_PERSON.format(nth="n")}, 'annotator ' || (n + 1), '{_AT}' FROM people""",
    f"""INSERT INTO work_package (id, annotator, round, direction, fingerprint, created_at)
        SELECT 'package of ' || id, id, 1, 'out', '', '{_AT}' FROM annotator
        WHERE name GLOB 'annotator [0-9]*'""",
    f"""INSERT INTO assignment (id, article, annotator, position, package, created_at)
        SELECT {_id(12, "nth")}, article, {_PERSON.format(nth="person")}, number,
               'package of ' || {_PERSON.format(nth="person")}, '{_AT}' FROM {_HANDED}""",
    f"""INSERT INTO layer (id, article, annotator, state, active_seconds, updated_at, lineage)
        SELECT {_id(13, "nth")}, article, {_PERSON.format(nth="person")}, 'done', 240, '{_AT}',
               printf('%016x', number) FROM {_HANDED}""",
    # The first word and the first sentence.
    f"""INSERT INTO span (id, layer, label, "start", "end", quote)
        SELECT {_id(14, "nth")}, {_id(13, "nth")}, 'ACTOR', 0, instr(body, ' ') - 1,
               substr(body, 1, instr(body, ' ') - 1) FROM {_HANDED}""",
    f"""INSERT INTO span (id, layer, label, "start", "end", quote)
        SELECT {_id(15, "nth")}, {_id(13, "nth")}, 'PROPOSAL', 0, instr(body, '.') - 1,
               substr(body, 1, instr(body, '.') - 1) FROM {_HANDED}""",
)

FINISHED = Amount(actors=11, proposals=6, rejections=3)
"""20 spans and 12 links."""
