"""The only place that says which gesture a command of the text calls."""

from __future__ import annotations

from collections.abc import Callable

from db.model import Absence
from db.scheme.model import Role
from gui.annotate.gestures.answers import Answers
from gui.annotate.gestures.desk import Desk
from gui.annotate.gestures.marking import Marking
from gui.annotate.gestures.repeating import Repeating
from gui.annotate.gestures.slots import Slots
from gui.annotate.gestures.walking import Walking
from gui.scheme_keys import slot_for_key
from gui.text.snapping import Direction, Edge
from gui.translation import tr


class Gestures:
    """Carries out commands by id; those of the scheme have the label or the key in their id."""

    def __init__(
        self, desk: Desk, *, marking: Marking, slots: Slots, answers: Answers, repeating: Repeating
    ) -> None:
        self._desk = desk
        self._marking = marking
        self._slots = slots
        self._answers = answers
        walking = Walking(desk)
        self._table: dict[str, Callable[[], object]] = {
            "selection.clear": self.let_go,
            "fragment.add": marking.add_fragment,
            "fragment.remove": marking.remove_fragment,
            "span.remove": marking.remove,
            "span.repeat": repeating.ask,
            "span.next": walking.go_on,
            "span.previous": walking.go_back,
            "span.overlap": walking.cycle,
            "slot.unnamed": lambda: slots.say_absent(Absence.UNNAMED),
            "slot.implied": lambda: slots.say_absent(Absence.IMPLIED),
            "slot.other_article": lambda: slots.say_absent(Absence.OTHER_ARTICLE),
            "referent.choose": answers.choose_referent,
            "referent.own": answers.give_own_referent,
            **{
                f"{edge}.{side}{'_exact' if is_exact else ''}": _mover(
                    walking, edge, -1 if side == "left" else 1, is_exact=is_exact
                )
                for edge in Edge
                for side in ("left", "right")
                for is_exact in (False, True)
            },
        }

    def run(self, command: str) -> bool:
        """Carry out a command; False for one that is none of the text's."""
        kind, _, rest = command.partition(".")
        if command in self._table:
            self._table[command]()
        elif kind == "label":
            self._marking.mark(rest)
        elif kind == "label_again":
            self._marking.mark_again(rest)
        elif kind in {"slot", "slot_on"}:
            self.press_key(rest, goes_on=kind == "slot_on")
        else:
            return False
        return True

    def press_key(self, key: str, *, goes_on: bool) -> None:
        """Do what a role's or attribute's key means for the selected span."""
        desk = self._desk
        span = desk.span
        meant = slot_for_key(desk.scheme, span.label, key) if span is not None else None
        if meant is None:
            self._say_not_meant(key)
        elif isinstance(meant, Role):
            self._slots.press(meant, goes_on=goes_on)
        else:
            desk.selection.arm(None)
            self._answers.ask(meant)

    def let_go(self) -> None:
        """Let go of one thing at a time: the armed slot, the selected words, the selected span."""
        desk = self._desk
        if desk.selection.armed is not None:
            desk.selection.arm(None)
        elif desk.view.textCursor().hasSelection():
            desk.view.clear_selection()
        else:
            desk.selection.select_span(None)

    def _say_not_meant(self, key: str) -> None:
        titles = [
            each.title.lower()
            for each in self._desk.scheme.span_types
            if slot_for_key(self._desk.scheme, each.label, key) is not None
        ]
        if titles:
            wanted = tr(" or ").join(titles)
            self._desk.said.emit(tr("{key} is for a selected {labels}.", key=key, labels=wanted))


def _mover(
    walking: Walking, edge: Edge, direction: Direction, *, is_exact: bool
) -> Callable[[], object]:
    return lambda: walking.move_edge(edge, direction, is_exact=is_exact)
