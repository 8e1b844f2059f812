"""The only place that says what each command of the Review page does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtWidgets import QWidget

from db.operations.review import problems_of
from db.review.model import Unit
from gui import ask
from gui.guidelines import GuidelinesPanel
from gui.review.comments import CommentsPane
from gui.review.current import CurrentReview
from gui.review.decide.pane import DecidePane
from gui.review.deciding import Deciding
from gui.review.queue.pane import QueuePane
from gui.review.wording import places_words, problem_words
from gui.text.reading_commands import ReadingCommands, ReadingPage
from gui.translation import tr


class CommandedPage(ReadingPage, Protocol):
    """What commands need of the page; the page itself need not be known for that."""

    current: CurrentReview
    deciding: Deciding
    queue: QueuePane
    decide: DecidePane
    comments: CommentsPane
    guidelines: GuidelinesPanel

    def say(self, sentence: str) -> None:
        """Say something in passing."""
        ...

    def edit(self) -> None:
        """Let the chosen unit be edited freely."""
        ...

    def open_strategies(self) -> None:
        """Propose what a strategy would settle."""
        ...


class PageCommands:
    """A table from a command's id to what it does. `window` is over what questions open."""

    def __init__(self, page: CommandedPage, window: QWidget) -> None:
        self._page = page
        self._window = window
        self._has_asked = False
        self._reading = ReadingCommands(page, page.queue, page.queue.focus_filter)
        self._table = self._make_table()

    def run(self, command: str) -> bool:
        """Carry out a command; False for one that the page does not know."""
        kind, _, number = command.partition(".version_")
        action = self._table.get(command)
        if action is None and not (kind == "review" and number.isdecimal()):
            return False
        # What was typed about the unit belongs to it before anything is decided or left.
        self._page.decide.remark.commit()
        if action is not None:
            action()
        else:
            self.press_digit(int(number))
        return True

    def press_digit(self, shown: int) -> None:
        """Take a version, or answer which of two is meant."""
        two = self._page.decide.two
        if not two.is_asking:
            self._then_on(self._page.deciding.take(shown))
            return
        both = two.answer(shown)
        if both is not None:
            self._then_on(self._page.deciding.combine(*both))

    def accept(self) -> bool:
        """Settle all that nobody differs on, after asking once; whether nothing of it is left."""
        current = self._page.current
        count = len(current.open_unanimous)
        if not count:
            self._page.say(tr("There is nothing left that all agree on."))
            return True
        if not self._has_asked and not ask.confirm(
            self._window,
            tr("Accept what all agree on"),
            tr(
                "{places} of this article, where two or more say the same, become gold in one "
                "step. Undo takes it back. You are asked this once only.",
                places=places_words(count),
            ),
            yes=tr("Accept {count}", count=count),
        ):
            return False
        self._has_asked = True
        is_written = self._page.deciding.accept_unanimous()
        if is_written:
            self._page.say(tr("{places} accepted.", places=places_words(count)))
            self._go(1, self._page.current.to_decide)
        return is_written

    def finish(self) -> None:
        """Say that the article is settled and go on; differences stand in the way."""
        page, current = self._page, self._page.current
        if current.reviewed is None:
            return
        left = current.to_decide
        if left:
            page.say(tr("{places} still to decide.", places=places_words(len(left))))
            if current.unit not in left:
                current.choose_unit(left[0].id)
            return
        if current.open_unanimous and not self.accept():
            return
        if (current.reviewed.is_done or page.deciding.set_done()) and (
            page.queue.choose_next() is None
        ):
            page.say(tr("That was the last article that is not done."))

    def toggle_guidelines(self) -> None:
        """Open the guidelines at the rule or the label of the chosen unit, or close them."""
        if not self._reading.cover_side():
            return
        page, current = self._page, self._page.current
        unit = current.unit
        if current.remark.rule:
            page.guidelines.show_rule(current.remark.rule)
        else:
            page.guidelines.show_guidelines(unit.marked[0].label if unit and unit.marked else None)

    def _make_table(self) -> dict[str, Callable[[], object]]:
        page, deciding = self._page, self._page.deciding
        current, remark = page.current, page.decide.remark
        return {
            **self._reading.table,
            "review.take": self._take_candidate,
            "review.union": lambda: self._then_on(deciding.take_union()),
            "review.intersection": lambda: self._then_on(deciding.take_intersection()),
            "review.nothing": lambda: self._then_on(deciding.take_nothing()),
            "review.two": self._ask_for_two,
            "review.edit": page.edit,
            "review.reopen": self._reopen,
            "review.accept": self.accept,
            "review.strategies": page.open_strategies,
            "review.next": lambda: self._go(1, current.differences or current.units),
            "review.previous": lambda: self._go(-1, current.differences or current.units),
            "review.next_unit": lambda: self._go(1, current.units),
            "review.previous_unit": lambda: self._go(-1, current.units),
            "review.reason": lambda: self._in_decide(page.decide.say_why),
            "review.rule": lambda: self._in_decide(page.decide.name_rule),
            "review.note": lambda: self._in_decide(page.decide.write_note),
            "review.comments": self._read_comments,
            "review.gap": remark.toggle_gap,
            "review.names": page.queue.hides_names.click,
            "review.problems": self._tell_problems,
            "review.back": self._let_go,
            "help.guidelines": self.toggle_guidelines,
            "article.done": self.finish,
            "article.next": lambda: page.queue.choose_neighbour(1),
            "article.previous": lambda: page.queue.choose_neighbour(-1),
        }

    def _take_candidate(self) -> None:
        """Take the version with the outline; where it is taken already, only go on."""
        current = self._page.current
        if current.unit is not None:
            self._then_on(current.is_taken or self._page.deciding.take(current.candidate))

    def _reopen(self) -> None:
        unit = self._page.current.unit
        if unit is not None and unit.is_only_gold:
            self._then_on(self._page.deciding.take_nothing())
        else:
            self._page.deciding.reopen()

    def _ask_for_two(self) -> None:
        unit = self._page.current.unit
        if unit is None or len(unit.marked) < 2:
            self._page.say(tr("This takes two versions that mark something."))
            return
        self._in_decide(self._page.decide.ask_for_two)

    def _then_on(self, is_settled: bool) -> None:  # noqa: FBT001 - what the step before gave
        """Look at the next difference that is not settled, after something was settled."""
        self._page.decide.two.put_away()
        if is_settled:
            self._go(1, self._page.current.to_decide)

    def _go(self, step: int, among: tuple[Unit, ...]) -> None:
        found = self._page.current.neighbour(step, among)
        if found is not None:
            self._page.current.choose_unit(found.id)

    def _in_decide(self, action: Callable[[], None]) -> None:
        page = self._page
        page.side.show_pane(page.decide)
        if page.decide.remark.isHidden():
            page.say(tr("There is nothing to settle here."))
        else:
            action()

    def _read_comments(self) -> None:
        self._page.side.show_pane(self._page.comments)
        self._page.comments.take_focus()

    def _let_go(self) -> None:
        self._page.decide.two.put_away()
        self._page.view.clear_selection()

    def _tell_problems(self) -> None:
        reviewed = self._page.current.reviewed
        found = problems_of(reviewed) if reviewed else ()
        if reviewed is None or not found:
            return
        ask.report(
            self._window,
            tr("What gold could not take"),
            tr("Some of what was settled could not be written as it stands:"),
            "\n".join(problem_words(each, reviewed) for each in found),
        )
        unit = reviewed.unit(found[0].unit)
        if unit is not None:
            self._page.current.choose_unit(unit.id)
