"""What goes wrong between annotators and a lead; each sees to it that nothing is harmed by it.

Each takes a file that is on its way, does something to it or to the lead's program, and leaves the
project as it was or with what may come in. The file itself is collected afterwards as usual.
"""

from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from db.merge.plan import Signature, Verdict
from db.model import ArticleId
from db.operations import taking_back
from db.packages import keys
from db.packages.collect_plan import FilePlan
from db.project import Project
from db.queries import annotators, collects
from tests.db.team.members import Returned
from tests.db.team.simulation import Simulation
from tests.db.team.team import make_team

PROGRAM = Path(__file__).with_name("collect_and_die.py")

Mishap = Callable[[Simulation, Returned], None]


def cut_short(simulation: Simulation, returned: Returned) -> None:
    """Only the first part of a file arrives."""
    whole = returned.path.read_bytes()
    for length in (0, 1, simulation.dice.randrange(2, len(whole)), len(whole) - 1):
        _refused(simulation, _file(simulation, whole[:length]))


def damaged(simulation: Simulation, returned: Returned) -> None:
    """One bit of a file is another one."""
    changed = bytearray(returned.path.read_bytes())
    changed[simulation.dice.randrange(len(changed))] ^= 1 << simulation.dice.randrange(8)
    _refused(simulation, _file(simulation, bytes(changed)))


def plain_and_cut_short(simulation: Simulation, returned: Returned) -> None:
    """The file that somebody works in is handed over as it is, and only a part of it arrives."""
    whole = returned.member.file.read_bytes()
    for part in (0.3, 0.8):
        _refused(simulation, _file(simulation, whole[: int(part * len(whole))], ".demarche"))


def handed_over_as_it_is(simulation: Simulation, returned: Returned) -> None:
    """Somebody hands over the file that they work in instead of sending back."""
    member = returned.member
    path = _file(simulation, member.file.read_bytes(), ".demarche")
    if annotators.public_key(simulation.project, member.id) is None:
        simulation.take([Returned(member, path, returned.work)])
    else:
        # Anybody could have written it.
        assert "not signed" in _refused(simulation, path).refusal


def sent_twice(simulation: Simulation, returned: Returned) -> None:
    """A file arrives under two names at once, and then again."""
    twin = _file(simulation, returned.path.read_bytes())
    simulation.take([returned, Returned(returned.member, twin, returned.work)])
    with simulation.untouched():
        simulation.take([returned])


def sent_anew(simulation: Simulation, returned: Returned) -> None:
    """Somebody sends back once more without having done anything."""
    simulation.take([returned])
    again = returned.member.send_back(simulation.new_path(".demarche-back"))
    [plan] = simulation.collect([again.path])
    assert plan.contents.counts[Verdict.NEW] == plan.contents.counts[Verdict.NEWER] == 0
    simulation.look(returned.member)


def old_again(simulation: Simulation, returned: Returned) -> None:
    """A file of an earlier round comes once more."""
    simulation.take([returned])
    if simulation.older:
        with simulation.untouched():
            simulation.take([simulation.dice.choice(simulation.older)])


def of_another_project(simulation: Simulation, returned: Returned) -> None:
    """Somebody works for another project as well, and mixes up the files."""
    folder = simulation.new_path()
    folder.mkdir()
    team = make_team(folder, people=1)
    with team.project:
        # Projects of tests are copies of one.
        team.project.connection.execute("UPDATE project SET id = ?", (team.project.new_id(),))
        path = team.send_back(team.pack(team.people[0]), team.people[0])
    assert "another project" in _refused(simulation, path).refusal


def of_the_lead(simulation: Simulation, returned: Returned) -> None:
    """A copy of the lead's own project is among the files."""
    path = simulation.new_path(".demarche")
    simulation.project.connection.execute("VACUUM INTO ?", (str(path),))
    _refused(simulation, path)


def edited_text(simulation: Simulation, returned: Returned) -> None:
    """The text of an article was changed, in a way that the file itself does not show."""
    article, other = _changed_text(
        simulation, returned, "UPDATE article SET body = body || ' More.' WHERE id = ?"
    )
    _only_refuses(simulation, returned, other, article, "not the one that was handed out")


def exchanged_text(simulation: Simulation, returned: Returned) -> None:
    """The text of an article was changed under what is marked in it."""
    article, other = _changed_text(
        simulation, returned, "UPDATE article SET body = upper(body) WHERE id = ?"
    )
    _only_refuses(simulation, returned, other, article, "")


def forged_signature(simulation: Simulation, returned: Returned) -> None:
    """Somebody who has an annotator's file signs in their name."""
    member = returned.member
    if annotators.public_key(simulation.project, member.id) is None:
        # Whoever comes first is believed; the lead compares the fingerprint then.
        simulation.take([returned])
    copy = _file(simulation, member.file.read_bytes(), ".demarche")
    forged = member.send_back(
        simulation.new_path(".demarche-back"),
        source=copy,
        secrets=keys.FileSecrets(simulation.new_path()),
    )
    assert _refused(simulation, forged.path).signature is Signature.OTHER_KEY


def by_somebody_else(simulation: Simulation, returned: Returned) -> None:
    """A file says of the work of others what they did not say."""
    simulation.take([returned])
    path = simulation.new_path(".demarche")
    simulation.project.connection.execute("VACUUM INTO ?", (str(path),))
    with Project.open(path) as forged, forged.transaction() as connection:
        connection.execute("UPDATE project SET kind = 'work_package'")
        for statement in _LIES:
            connection.execute(statement, {"annotator": returned.member.id})
    # It is not signed; even if somebody trusts it, it speaks for its own annotator only.
    assert _refused(simulation, path).signature is Signature.NO_LONGER_SIGNED
    [plan] = simulation.collect([path], trusted=[returned.member.id])
    assert plan.contents.rest.ignored > 0
    simulation.look(returned.member)


_LIES = (
    "UPDATE setting SET value = :annotator WHERE name = 'author'",
    """UPDATE layer SET lineage = lineage || 'f00df00d', state = 'skipped'
       WHERE annotator <> :annotator""",
    "UPDATE comment SET text = 'nonsense', changed_at = '9' WHERE annotator <> :annotator",
    "UPDATE referent SET name = 'nonsense', changed_at = '9' WHERE owner IS NOT :annotator",
)


def taken_back(simulation: Simulation, returned: Returned) -> None:
    """The lead takes back what came in."""
    before = simulation.rows()
    [plan] = simulation.collect([returned.path])
    if plan.contents.changes_something:
        newest = collects.every(simulation.project)[0].operation
        with simulation.timed("take back"):
            taking_back.take_back(simulation.project, simulation.lead, operation=newest)
        _require_same(simulation.rows(), before)


def killed(simulation: Simulation, returned: Returned) -> None:
    """The lead's program dies in the middle of it."""
    # The first time it is sure to come before the end.
    most = (4 if simulation.extent.looks_closely else 5) if simulation.counted["killed"] else 1
    steps = round(10 ** simulation.dice.uniform(0, most))
    path = simulation.project.path
    before = simulation.rows()
    simulation.project.close()
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(path), str(steps), str(returned.path)],
        capture_output=True,
        text=True,
        check=False,
    )
    simulation.project = Project.open(path)
    if done.returncode == 0:
        simulation.ledger.note(returned.work)
    else:
        assert done.returncode == -signal.SIGKILL, done.stderr
        simulation.counted["killed"] += 1
        _require_same(simulation.rows(), before)
    simulation.look(returned.member)


MISHAPS: tuple[Mishap, ...] = (
    cut_short, damaged, sent_twice, edited_text, forged_signature, old_again, taken_back,
    by_somebody_else, plain_and_cut_short, of_another_project, exchanged_text, sent_anew,
    of_the_lead, handed_over_as_it_is,
)  # fmt: skip
"""All but `killed`, which needs a system that kills at once."""
LARGE = {by_somebody_else, of_the_lead}
"""Those in which somebody sends the whole project."""
CAN_KILL = hasattr(signal, "SIGKILL")


def _file(simulation: Simulation, content: bytes, suffix: str = ".demarche-back") -> Path:
    path = simulation.new_path(suffix)
    path.write_bytes(content)
    return path


def _refused(simulation: Simulation, path: Path) -> FilePlan:
    """See that a file brings nothing, and that it is said why."""
    with simulation.untouched():
        [plan] = simulation.collect([path])
    assert plan.refusal.endswith((".", "?")), plan
    return plan


def _changed_text(
    simulation: Simulation, returned: Returned, statement: str
) -> tuple[ArticleId, Path]:
    """A returned file in which the text of one article is another one, and its checksum fits."""
    copy = _file(simulation, returned.member.file.read_bytes(), ".demarche")
    article = simulation.dice.choice([key[0] for key in returned.work.versions])
    with Project.open(copy) as package, package.transaction() as connection:
        connection.execute(statement, (article,))
        (body,) = connection.execute("SELECT body FROM article WHERE id = ?", (article,)).fetchone()
        connection.execute(
            "UPDATE article SET sha256 = ? WHERE id = ?",
            (hashlib.sha256(body.encode()).hexdigest(), article),
        )
    target = simulation.new_path(".demarche-back")
    return article, returned.member.send_back(target, source=copy).path


def _only_refuses(
    simulation: Simulation, returned: Returned, path: Path, article: ArticleId, reason: str
) -> None:
    """See that all comes in but one article, of which it is said why."""
    [plan] = simulation.collect([path])
    refused = [each for each in plan.contents.layers if each.verdict is Verdict.REFUSED]
    assert [each.article for each in refused] == [article]
    assert reason in refused[0].reason
    simulation.ledger.note(returned.work, but=[article])
    simulation.look(returned.member)


def _require_same(found: dict[str, list[str]], before: dict[str, list[str]]) -> None:
    changed = {
        table: set(rows) ^ set(before[table])
        for table, rows in found.items()
        if rows != before[table]
    }
    assert not changed, changed
