"""Setting right what is safe, after a backup, and saying what was done and what was left."""

from __future__ import annotations

from db import backup
from db.doctor.examination import examine
from db.doctor.findings import Finding, FindingKind, Repaired
from db.operations import repairs
from db.progress import IsCancelled, Progress
from db.project import Project

_MOST_ROUNDS = 200
"""Setting one thing right can bring another to light, and one examination names only so many."""


def repair(
    project: Project,
    progress: Progress | None = None,
    is_cancelled: IsCancelled | None = None,
) -> tuple[Repaired, ...]:
    """Examine a project, set right what is safe, and say what became of each finding.

    A backup is made first where there is anything to do; undo does not cross the repair. Raises
    StorageFault, and Stopped with nothing changed.
    """
    findings = examine(project, progress, is_cancelled)
    if any(each.kind is FindingKind.FILE and not each.can_repair for each in findings):
        # Writing into a file with damaged pages would make it worse.
        return tuple(_left(each) for each in findings)
    repaired: list[Finding] = []
    for round_ in range(_MOST_ROUNDS):
        repairable = [finding for finding in findings if finding.can_repair]
        if not repairable or (round_ and repairable == repaired[-len(repairable) :]):
            break
        if round_ == 0:
            backup.make(
                project.connection,
                project.path,
                reason="before-repair",
                now=project.clock(),
                is_cancelled=is_cancelled,
            )
        repairs.set_right(project, (fix for finding in repairable for fix in finding.fixes))
        repaired.extend(repairable)
        findings = examine(project)
    done = (
        Repaired(finding=each, was_repaired=True, text=f"Repaired: {each.text}")
        for each in repaired
        if each not in findings
    )
    return (*done, *(_left(each) for each in findings))


def _left(finding: Finding) -> Repaired:
    return Repaired(finding=finding, was_repaired=False, text=f"Left as it is: {finding.text}")
