"""Why a backup was made, as people say it."""

from __future__ import annotations

from db import backup
from gui.translation import tr

_REASONS = {
    backup.AUTOMATIC: "by itself",
    backup.BY_HAND: "by hand",
    backup.BEFORE_RESTORING: "before a backup was restored",
    "before-repair": "before a repair",
    "before-forgetting-a-person": "before a person was forgotten",
    "before-format-change": "before an update of the format",
    "before-scheme-change": "before the scheme was changed",
    "before-removing-an-import": "before an import was removed",
}


def reason_words(reason: str) -> str:
    """The words for a backup's reason, without the number that tells two of one second apart."""
    stem, _, number = reason.rpartition("-")
    if number.isdecimal() and stem:
        reason = stem
    known = _REASONS.get(reason)
    return tr(known) if known else reason.replace("-", " ")
