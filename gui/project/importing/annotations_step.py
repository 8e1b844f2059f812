"""The step in which the labels, links and answers of other tools get their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from db.imports.choices import ImportChoices
from db.imports.mapping.model import Mapping
from db.imports.plan import ImportPlan
from db.queries import annotators
from gui import ask
from gui.isolation import in_a_row
from gui.project.importing.mapping_row import MappingRow, Sort
from gui.project.importing.mapping_rows import mapping_rows
from gui.project.importing.mapping_table import MappingTable
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.flow_layout import FlowLayout
from gui.widgets.parts import button, titled_card, words
from gui.widgets.pill_bar import Pill, PillBar

_ALL, _HOMELESS = "all", "homeless"
_KEPT_WITH_OWN_SCHEME = (Sort.ANNOTATOR,)


class AnnotationsStep(QWidget):
    """`changed` carries the choices of a person who moved something; the plan follows."""

    changed = Signal(object)

    def __init__(self, session: ProjectSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._plan: ImportPlan | None = None
        self.choices = ImportChoices()
        self._mapping = Mapping()
        self._rows: tuple[MappingRow, ...] = ()
        self._mapped = QRadioButton(tr("Into the scheme of this project"))
        self._own = QRadioButton(tr("Make a scheme from what the files say"))
        self._own_words = words("", "muted", "secondary", wraps=True)
        self._pills = PillBar(tr("Which lines are shown"))
        self.table = MappingTable(theme)
        self._about = words("", "muted", "secondary", wraps=True)
        self._change = button(tr("Change…"), self.table.open_places)
        self._leave_out = button(tr("Leave out"), self.table.leave_out_current)
        self._again = button(tr("As proposed"), self._propose_again)
        self._lay_out()
        self._connect()

    def show_plan(self, plan: ImportPlan, choices: ImportChoices) -> None:
        """Show what the files of a plan say, and what becomes of it."""
        self._plan = plan
        self.choices = choices
        self._mapping = plan.choices.mapping or Mapping()
        self._show()

    def take_focus(self) -> None:
        """Begin in the table."""
        self.table.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        self.table.lines.set_theme(theme)

    def let_go(self) -> None:
        """Nothing is shown any more."""
        self.table.let_go()

    @property
    def homeless(self) -> int:
        """How many of the lines have no place."""
        return sum(_is_homeless(each) for each in self._rows)

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        ways = FlowLayout(gap=16, line_gap=4)
        for each in (self._mapped, self._own):
            group.addButton(each)
            ways.addWidget(each)
        buttons = FlowLayout(gap=8, line_gap=6)
        for part in (self._change, self._leave_out, self._again):
            buttons.addWidget(part)
        card = titled_card(tr("Annotations of other tools"))
        card.body.setSpacing(8)
        card.body.addLayout(ways)
        for line in (self._own_words, self._pills, self.table, self._about):
            card.body.addWidget(line)
        card.body.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)

    def _connect(self) -> None:
        # Not `toggled`, which comes when the program shows what is chosen, too.
        self._mapped.clicked.connect(lambda: self._choose_scheme(makes_scheme=False))
        self._own.clicked.connect(lambda: self._choose_scheme(makes_scheme=True))
        self._pills.chosen.connect(lambda _key: self._show_rows())
        self.table.placed.connect(self._place)
        self.table.name_wanted.connect(self._ask_name)
        self.table.current_changed.connect(self._describe)

    def _show(self) -> None:
        plan = self._plan
        if plan is None or plan.seen is None:
            return
        is_own = self.choices.makes_scheme
        (self._own if is_own else self._mapped).setChecked(True)
        self._own_words.setVisible(is_own and plan.new_scheme is not None)
        if plan.new_scheme is not None:
            self._own_words.setText(
                tr(
                    "“{title}”, with {labels} and {roles}, takes the place of the scheme of this "
                    "project. A backup is made first.",
                    title=plan.new_scheme.title,
                    labels=tr_count(
                        len(plan.new_scheme.span_types), "{count} label", "{count} labels"
                    ),
                    roles=tr_count(len(plan.new_scheme.roles), "{count} role", "{count} roles"),
                )
            )
        scheme = plan.new_scheme or self._session.scheme
        names = [each.name for each in annotators.every(self._session.project)]
        self._rows = mapping_rows(self._mapping, plan.seen, scheme, names)
        if is_own:
            self._rows = tuple(
                each if each.sort in _KEPT_WITH_OWN_SCHEME else replace(each, places=())
                for each in self._rows
            )
        self._pills.set_pills(self._made_pills())
        self._again.setEnabled(not is_own and self.choices.mapping is not None)
        self._show_rows()

    def _made_pills(self) -> Sequence[Pill]:
        titles = {
            Sort.ANNOTATOR: tr("Annotators"),
            Sort.LABEL: tr("Labels"),
            Sort.LINK: tr("Links"),
            Sort.ANSWER: tr("Answers"),
            Sort.OTHER: tr("Other"),
        }
        pills = [Pill(key=_ALL, title=tr("All"), count=len(self._rows))]
        for sort, title in titles.items():
            count = sum(each.sort is sort for each in self._rows)
            if count:
                pills.append(Pill(key=sort, title=title, count=count))
        if self.homeless:
            pills.append(Pill(key=_HOMELESS, title=tr("Left out"), count=self.homeless))
        return pills

    def _show_rows(self) -> None:
        wanted = self._pills.current
        self.table.show_rows(
            [
                each
                for each in self._rows
                if wanted in {_ALL, each.sort} or (wanted == _HOMELESS and _is_homeless(each))
            ]
        )

    def _describe(self, row: MappingRow | None) -> None:
        can_change = row is not None and bool(row.places)
        self._change.setEnabled(can_change)
        self._leave_out.setEnabled(
            row is not None and row.is_placed and any(not each.key for each in row.places)
        )
        said = []
        if row is not None:
            example = tr("“{words}”", words=row.example) if row.example else ""
            said = [row.what, example, row.becomes, row.reason]
        self._about.setText(in_a_row(said))

    def _place(self, row: MappingRow, key: str) -> None:
        if row.changed is None or key == row.now:
            return
        self._mapping = row.changed(key)
        self.choices = replace(self.choices, mapping=self._mapping)
        self._show()
        self.changed.emit(self.choices)

    def _ask_name(self, row: MappingRow) -> None:
        present = row.now if not row.now.startswith("\x1e") else ""
        name = ask.text(self, tr("Annotator"), tr("Whose annotation is it?"), present)
        if name is not None:
            self._place(row, name)

    def _choose_scheme(self, *, makes_scheme: bool) -> None:
        if makes_scheme == self.choices.makes_scheme:
            return
        # What was said of labels is about one scheme only.
        kept = Mapping(annotators=self._mapping.annotators) if makes_scheme else None
        self.choices = replace(self.choices, makes_scheme=makes_scheme, mapping=kept)
        self.changed.emit(self.choices)

    def _propose_again(self) -> None:
        self.choices = replace(self.choices, mapping=None)
        self.changed.emit(self.choices)


def _is_homeless(row: MappingRow) -> bool:
    return not row.is_placed and not row.is_part
