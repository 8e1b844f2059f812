"""Words the question whether a scheme is to be put in force, with what that touches."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.scheme_impact import Effect, Impact
from db.scheme.comparison import ChangeKind, describe
from gui.translation import tr, tr_count, tr_said

_SHOWN = 8


def question_about(impact: Impact, version: str) -> str:
    """What the person agrees to."""
    harmless = [
        tr_said(describe(change))
        for change in impact.changes
        if change.kind is not ChangeKind.REMOVED
    ]
    parts = [
        tr("Version {version} will be in force from now on.", version=version),
        _listed(tr("This will be deleted:"), _sentences(impact.losses)),
        _listed(
            tr("This will be carried over to its new name:"),
            _sentences([effect for effect in impact.effects if not effect.is_loss]),
        ),
    ]
    if not impact.effects:
        parts.append(_listed(tr("Nothing that is marked changes. The differences:"), harmless))
    parts.append(tr("A copy of the project is kept first; undo does not go back over this step."))
    return "\n\n".join(part for part in parts if part)


def _sentences(effects: Sequence[Effect]) -> list[str]:
    return [tr_said(effect.sentence) for effect in effects]


def _listed(title: str, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = [f"•  {line}" for line in lines[:_SHOWN]]
    left = len(lines) - _SHOWN
    if left > 0:
        shown.append(tr_count(left, "•  and {count} more", "•  and {count} more"))
    return "\n".join((title, *shown))
