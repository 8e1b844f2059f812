"""How the articles are spread over people, as one says it in a heading: 2 each, 12 common."""

from __future__ import annotations

from dataclasses import dataclass

from db.project import Project
from db.queries.second_readings import SECOND_READERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """`each` is how many people most of the shared-out articles went to, 0 before the first.

    `common` and `calibration` are how many articles everybody got, in any round.
    """

    each: int
    common: int
    calibration: int


def spread(project: Project) -> Spread:
    """Count; takes a second for every million that were handed out."""
    common, calibration = project.connection.execute(_FOR_ALL).fetchone()
    usual = project.connection.execute(_USUAL).fetchone()
    return Spread(each=usual[0] if usual else 0, common=common, calibration=calibration)


# What was for calibration in one round and for everybody in another is counted as calibration.
_FOR_ALL = """
    SELECT coalesce(sum(NOT is_calibration), 0), coalesce(sum(is_calibration), 0)
    FROM (SELECT max(purpose = 'calibration') AS is_calibration FROM assignment
          WHERE purpose IN ('common', 'calibration') GROUP BY article)"""
# The inner count is answered by the index of articles and annotators alone.
_USUAL = f"""
    SELECT people FROM (
        SELECT count(DISTINCT annotator) AS people FROM assignment
        WHERE article NOT IN
            (SELECT article FROM assignment WHERE purpose IN ('common', 'calibration'))
          AND annotator NOT IN {SECOND_READERS}
        GROUP BY article
    ) GROUP BY people ORDER BY count(*) DESC, people DESC LIMIT 1"""
