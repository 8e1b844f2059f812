"""Gestures that fill the slots of statements.

With words selected, a role's key marks them and links them at once. Without, it arms the slot: then
the letter over a span, or words that are selected next, fill it.
"""

from __future__ import annotations

from db.model import Absence, Fragment, ReferentId, Span, SpanId
from db.operations import links
from db.scheme.model import Role
from db.scheme.rules import RuleKind
from gui.annotate.decorations import candidates
from gui.annotate.gestures.desk import Desk
from gui.selection import ArmedSlot
from gui.translation import tr


class Slots:
    """Role keys, letters over spans, words for an armed slot, and reasons for an empty one."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def armed_role(self) -> Role | None:
        """The role of the armed slot."""
        armed = self._desk.selection.armed
        statement = self._desk.current.span(armed.statement) if armed else None
        return self._desk.scheme.role(armed.role, statement.label) if armed and statement else None

    def press(self, role: Role, *, goes_on: bool) -> None:
        """Fill the slot with the selected words, else arm it.

        `goes_on` keeps it armed after it is filled; with words selected it goes on to the span that
        fills it.
        """
        desk = self._desk
        statement = desk.span
        if statement is None:
            return
        if desk.view.selected_extent() is not None:
            self._fill_with_words(statement.id, role, goes_on=goes_on)
            return
        slot = ArmedSlot(statement.id, role.name, goes_on)
        desk.selection.arm(None if desk.selection.armed == slot else slot)

    def can_take(self, target: SpanId) -> bool:
        """Whether the armed slot can be filled with a span."""
        armed, annotation = self._desk.selection.armed, self._desk.current.annotation
        if armed is None or annotation is None:
            return False
        return any(span.id == target for span in candidates(annotation, self._desk.scheme, armed))

    def takes_words(self, label: str) -> bool:
        """Whether words that are marked with a label now would fill the armed slot."""
        role, desk = self.armed_role, self._desk
        if role is None or label not in role.targets:
            return False
        return desk.view.selected_extent() is not None or (
            not desk.is_caret_on_span and desk.view.word_at_caret() is not None
        )

    def fill_with_span(self, target: SpanId) -> None:
        """Fill the armed slot with a span."""
        desk = self._desk
        armed, role, article = desk.selection.armed, self.armed_role, desk.article
        if armed is None or role is None or article is None:
            return
        changes = desk.run(
            links.add_link,
            article=article,
            statement=armed.statement,
            role=role.name,
            target=target,
        )
        self._settle(is_filled=changes is not None)

    def fill_with_words(
        self, *, label: str | None = None, referent: ReferentId | None = None
    ) -> None:
        """Fill the armed slot with the selected words, or with the word under the caret.

        Marks them first.
        """
        armed, role = self._desk.selection.armed, self.armed_role
        if armed is not None and role is not None:
            self._fill_with_words(armed.statement, role, label=label, referent=referent)

    def say_absent(self, absence: Absence) -> None:
        """Say why the armed slot, or else the first open one, has nothing to point at."""
        desk = self._desk
        armed, article = desk.selection.armed, desk.article
        span = desk.span
        role = armed.role if armed else self._open_role(span)
        if article is None or span is None or role is None:
            desk.said.emit(tr("Choose a slot first: press its key on a selected statement."))
            return
        statement = armed.statement if armed else span.id
        changes = desk.run(
            links.add_absence, article=article, statement=statement, role=role, absence=absence
        )
        if changes is not None:
            desk.selection.arm(None)

    def _fill_with_words(
        self,
        statement: SpanId,
        role: Role,
        *,
        label: str | None = None,
        referent: ReferentId | None = None,
        goes_on: bool = False,
    ) -> None:
        desk = self._desk
        words, article = desk.words(), desk.article
        if words is None or article is None:
            return
        label = label or self._label_for(role, words)
        changes = desk.run(
            links.mark_and_link,
            article=article,
            statement=statement,
            role=role.name,
            label=label,
            fragments=(words,),
            referent=referent,
        )
        self._settle(is_filled=changes is not None)
        filler = desk.current.span_of(label, (words,))
        if changes is not None:
            desk.view.clear_selection()
            if goes_on and filler is not None:
                desk.selection.select_span(filler.id)

    def _label_for(self, role: Role, words: Fragment) -> str:
        """The label that these words carry already if the role takes it, else its first."""
        annotation = self._desk.current.annotation
        for span in annotation.spans if annotation else ():
            if span.fragments == (words,) and span.label in role.targets:
                return span.label
        return role.targets[0]

    def _settle(self, *, is_filled: bool) -> None:
        armed = self._desk.selection.armed
        if armed is not None and is_filled and not armed.is_sticky:
            self._desk.selection.arm(None)

    def _open_role(self, span: Span | None) -> str | None:
        """The first required slot of a statement that nothing fills."""
        if span is None:
            return None
        mentions = {each.id for each in self._desk.current.mentions(span)}
        return next(
            (
                problem.role
                for problem in self._desk.current.problems
                if problem.kind is RuleKind.OPEN_SLOT and problem.span in mentions
            ),
            None,
        )
