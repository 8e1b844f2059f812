"""The project that the monkey is let into: a few articles, three annotators, and differences."""

from __future__ import annotations

import random
from pathlib import Path

from db.model import LayerState
from db.operations import layers
from tests.builders import Desk
from tests.explored import make_corpus

_SENTENCES = (
    "France proposed a truce on Monday, and Germany rejected the plan.",
    "“We will not accept it”, said the minister of Norway.",
    "The union asked for talks; the company refused them at once.",
    "Poland backed the proposal to send observers \U0001f54a to the border.",
    "Nobody in Spain wanted to comment on the offer.",
)
_LABELS = ("ACTOR", "PROPOSAL", "REJECTION")


def project_in(folder: Path) -> Path:
    """A closed project file."""
    dice = random.Random(7)
    bodies = [" ".join(dice.choices(_SENTENCES, k=3)) + f"\n\nNumber {n}." for n in range(8)]
    corpus = make_corpus(folder, bodies, people=3)
    for article in range(len(bodies)):
        for person in range(3):
            _annotate(corpus.desk(person, article), dice)
            layers.set_state(
                corpus.project,
                corpus.people[person],
                article=corpus.articles[article],
                state=LayerState.DONE,
            )
    path = corpus.project.path
    corpus.project.close()
    return path


def _annotate(desk: Desk, dice: random.Random) -> None:
    words = sorted({word.strip(".,;“”") for word in desk.body.split() if len(word) > 4})
    for word in dice.sample(words, k=min(6, len(words))):
        desk.mark(dice.choice(_LABELS), word)
