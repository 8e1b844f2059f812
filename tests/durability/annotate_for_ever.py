"""Works on a project until it is killed, and says each step once it counts as saved.

Run as a program: PROJECT, SEED, and what to do: "annotate", "import" or "index".
"""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from db.errors import SchemeViolation
from db.model import Absence, LayerState, NewArticle, Span
from db.operations import history, imports, layers, referents, search_index, spans
from db.project import Project
from tests.builders import Desk, article_ids, author_of

CONTENT = (
    "SELECT id, label, name, attributes FROM referent ORDER BY id",
    """SELECT id, layer, label, "start", "end", fragments, referent, attributes, quote
       FROM span ORDER BY id""",
    "SELECT id, role, source, target, absence FROM link ORDER BY id",
    "SELECT article, annotator, state, flag, nothing_here FROM layer ORDER BY id",
)


def content(project: Project) -> str:
    """A fingerprint of all that undo can take back."""
    digest = hashlib.sha256()
    for query in CONTENT:
        for row in project.connection.execute(query):
            digest.update(repr(row).encode())
    return digest.hexdigest()


def last_operation(project: Project) -> int:
    """The number of the newest step, silent ones included."""
    row = project.connection.execute("SELECT max(number) FROM operation").fetchone()
    return int(row[0])


def annotate(desk: Desk, chance: random.Random) -> None:
    """One random thing that an annotator does; it may be refused."""
    present = desk.annotation.spans
    if not present or chance.random() < 0.4:
        words = chance.choice(desk.body.split())
        desk.mark(chance.choice(["ACTOR", "PROPOSAL", "REJECTION"]), words)
    else:
        chance.choice(ACTS)(desk, chance.choice(present), chance)


def delete(desk: Desk, span: Span, _: random.Random) -> None:
    spans.delete_span(desk.project, desk.author, article=desk.article, span=span.id)


def relabel(desk: Desk, span: Span, _: random.Random) -> None:
    spans.relabel_span(
        desk.project, desk.author, article=desk.article, span=span.id, label="PROPOSAL"
    )


def link(desk: Desk, span: Span, chance: random.Random) -> None:
    desk.link(span.id, "proposed_by", chance.choice(desk.annotation.spans).id)


def leave_open(desk: Desk, span: Span, _: random.Random) -> None:
    desk.leave_open(span.id, "proposed_by", Absence.UNNAMED)


def set_state(desk: Desk, _: Span, chance: random.Random) -> None:
    state = chance.choice(list(LayerState))
    layers.set_state(desk.project, desk.author, article=desk.article, state=state)


def read(desk: Desk, _: Span, __: random.Random) -> None:
    layers.note_reading(desk.project, desk.author, article=desk.article, coverage=[], seconds=1)


def rename(desk: Desk, span: Span, chance: random.Random) -> None:
    if span.referent is not None:
        name = f"Name {chance.random()}"
        referents.rename_referent(desk.project, desk.author, referent=span.referent, name=name)


def undo(desk: Desk, _: Span, __: random.Random) -> None:
    history.undo(desk.project, desk.author)


def redo(desk: Desk, _: Span, __: random.Random) -> None:
    history.redo(desk.project, desk.author)


ACTS = (delete, relabel, link, leave_open, set_state, read, rename, undo, undo, redo)


def articles_for_ever() -> Iterator[NewArticle]:
    """Articles without end; each is told when it is asked for."""
    for number in count():
        say(number)
        yield NewArticle(title=f"Article {number}", body=f"France said no, {number}. " * 40)


def say(*words: object) -> None:
    """Tell whoever watches, at once."""
    print(*words, flush=True)  # noqa: T201 - this is how it speaks


def main(path: Path, seed: int, what: str) -> None:
    """Work until killed."""
    project = Project.open(path)
    author = author_of(project)
    if what == "import":
        imports.add_articles(project, author, articles=articles_for_ever())
    if what == "index":
        for step in count():
            say(step, search_index.index_some(project, 20).done)
            search_index.start_again(project) if step % 7 == 6 else None
    desk = Desk(project, author, article_ids(project)[0])
    desk.open()
    chance = random.Random(seed)
    say(last_operation(project), content(project))
    while True:
        try:
            annotate(desk, chance)
        except (SchemeViolation, ValueError):
            continue
        say(last_operation(project), content(project))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
