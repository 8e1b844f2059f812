"""The projects that the monkey is let into: a lead's with differences, and a work package."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from db.model import LayerState
from db.operations import assignments, layers
from db.packages import pack
from db.packages.keys import FileSecrets
from tests.builders import Desk
from tests.explored import Corpus, make_corpus

_SENTENCES = (
    "France proposed a truce on Monday, and Germany rejected the plan.",
    "“We will not accept it”, said the minister of Norway.",
    "The union asked for talks; the company refused them at once.",
    "Poland backed the proposal to send observers \U0001f54a to the border.",
    "Nobody in Spain wanted to comment on the offer.",
)
_OTHER_SCRIPTS = (
    "اقترحت فرنسا هدنة يوم الاثنين، ورفضت ألمانيا الخطة. France agreed.",
    "צרפת הציעה הפסקת אש, וגרמניה דחתה את התוכנית 2024.",
    "Delegates \U0001f469\u200d\U0001f469\u200d\U0001f467 cheered \U0001f1eb\U0001f1f7.",
    "The owners of a cafe\u0301 applauded \U0001f44d\U0001f3fd at noon.",
    "法国星期一提出停火建议，德国拒绝了该计划。",
)
_LABELS = ("ACTOR", "PROPOSAL", "REJECTION")
_PEOPLE = 3


def project_in(folder: Path) -> Path:
    """A closed project of a lead, with three annotators who finished every article."""
    corpus = _corpus(folder)
    path = corpus.project.path
    corpus.project.close()
    return path


def package_in(folder: Path) -> Path:
    """The work package of one of the annotators of such a project."""
    corpus = _corpus(folder)
    with corpus.project as project:
        person = corpus.people[0]
        assignments.assign_to(project, corpus.lead, articles=corpus.articles, annotators=[person])
        packed = pack.pack(
            project,
            corpus.lead,
            folder=folder / "out",
            secrets=FileSecrets(folder / "keys"),
            annotators=[person],
        )
    return packed[0].path


ROOMS: dict[str, Callable[[Path], Path]] = {"project": project_in, "package": package_in}
"""By the word for each, what makes it in a folder."""


def _corpus(folder: Path) -> Corpus:
    dice = random.Random(7)
    bodies = [" ".join(dice.choices(_SENTENCES, k=3)) + f"\n\nNumber {n}." for n in range(6)]
    bodies += ["\n\n".join(dice.sample(_OTHER_SCRIPTS, k=3)) for _ in range(3)]
    corpus = make_corpus(folder, bodies, people=_PEOPLE)
    for article in range(len(bodies)):
        for person in range(_PEOPLE):
            _annotate(corpus.desk(person, article), dice)
            layers.set_state(
                corpus.project,
                corpus.people[person],
                article=corpus.articles[article],
                state=LayerState.DONE,
            )
    return corpus


def _annotate(desk: Desk, dice: random.Random) -> None:
    words = sorted({word.strip(".,;“”") for word in desk.body.split() if len(word) > 4})
    for word in dice.sample(words, k=min(6, len(words))):
        desk.mark(dice.choice(_LABELS), word)
