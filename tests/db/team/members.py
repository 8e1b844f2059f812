"""Annotators at their own machines: what they do in the files that they were handed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from db.model import AnnotatorId, ArticleId, LayerState
from db.operations import comments, layers
from db.packages import keys, send_back
from db.project import Project
from tests.builders import Desk
from tests.db.team.fast_work import Amount, edit_again, waiting, work_through
from tests.db.team.ledger import Work, work_of


@dataclass(slots=True)
class Member:
    """An annotator; `path` is the file that they work in, once they have one."""

    id: AnnotatorId
    name: str
    secrets: keys.FileSecrets
    path: Path | None = None
    copy: Path | None = None
    """A second copy of it, which they forgot to be working in, too."""

    @property
    def file(self) -> Path:
        """The file that they work in."""
        assert self.path is not None
        return self.path

    def work(self, *, dice: Random, amount: Amount, by_hand: int) -> None:
        """Finish what is in the queue, and change some of what was done before.

        The first articles are marked step by step, through the operations.
        """
        with Project.open(self.file) as own:
            begun = self._begun(own)
            queue = waiting(own, self.id)
            for article in queue[:by_hand]:
                _mark_by_hand(Desk(own, self.id, article))
            work_through(own, self.id, queue[by_hand:], dice=dice, amount=amount)
            again = dice.sample(begun, min(len(begun), 3 + len(begun) // 20))
            edit_again(own, self.id, again, dice=dice)
        if self.copy is not None:
            self._work_in_both(self.copy, dice)

    def begin_copy(self, path: Path) -> None:
        """Copy the file to another machine."""
        shutil.copy(self.file, path)
        self.copy = path

    def send_back(
        self,
        target: Path,
        *,
        source: Path | None = None,
        secrets: keys.FileSecrets | None = None,
    ) -> Returned:
        """Send back what was done, from another file or with another key if they are given."""
        with Project.open(source or self.file) as own:
            send_back.send_back(own, self.id, target=target, secrets=secrets or self.secrets)
            return Returned(member=self, path=target, work=work_of(own, self.id))

    def _work_in_both(self, copy: Path, dice: Random) -> None:
        with Project.open(copy) as other:
            begun = self._begun(other)
            chosen = dice.sample(begun, min(4, len(begun)))
            edit_again(other, self.id, chosen, dice=dice)
        with Project.open(self.file) as own:
            edit_again(own, self.id, chosen[:3], dice=dice)

    def _begun(self, own: Project) -> Sequence[ArticleId]:
        rows = own.connection.execute(
            """SELECT article FROM layer JOIN article ON article.id = layer.article
               WHERE annotator = ? ORDER BY position""",
            (self.id,),
        )
        return [row[0] for row in rows]


@dataclass(slots=True)
class Returned:
    """A file on its way to the lead, and what it holds."""

    member: Member
    path: Path
    work: Work


def _mark_by_hand(desk: Desk) -> None:
    words = [each.rstrip(".") for each in desk.body.split()[:2]]
    proposal = desk.mark("PROPOSAL", " ".join(words))
    actor = desk.mark("ACTOR", words[0])
    desk.link(proposal, "proposed_by", actor)
    desk.undo()
    desk.link(proposal, "proposed_by", actor)
    place = {"article": desk.article}
    comments.add_comment(desk.project, desk.author, text="Is this one?", span=proposal, **place)
    layers.set_flag(desk.project, desk.author, flag="Please look.", **place)
    layers.note_reading(desk.project, desk.author, coverage=(), seconds=40, **place)
    layers.set_state(desk.project, desk.author, state=LayerState.DONE, **place)
