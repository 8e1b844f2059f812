"""The section where the dataset leaves the project: which layers, which names, which file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from db.errors import UserFault
from db.exports import jsonl
from db.exports.jsonl import Exported
from db.project import Project
from db.queries import exports
from db.queries.exports import LeftOut, Which
from gui import ask
from gui.background import Background
from gui.beside import LatestReading, beside
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.card import Card
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.parts import button, clear, open_folder, size_words, titled_card, words
from gui.widgets.task_line import TaskLine


@dataclass(frozen=True, slots=True, kw_only=True)
class _Offer:
    """How many layers each choice would write."""

    counts: dict[Which, int]


class ExportSection(Section):
    """Writes JSONL in the background and says what it wrote and what it left out."""

    tables = ("article", "layer", "span", "link", "annotator", "scheme")

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Export"))
        self._background = background
        self._folder = session.path.parent
        self._reading = LatestReading(session, background, _read, self._show_offer)
        self._layers: dict[Which, QRadioButton] = {}
        self._counts: dict[Which, int] = {}
        self._with_names = QRadioButton(tr("Real names, as they stand on the Overview"))
        self._line = TaskLine(theme.accent)
        self._export = button(tr("Export…"), self._choose_file, role="primary")
        self._nothing = words(tr("There is nothing to export yet in this choice."), "muted")
        self._nothing.hide()
        self._outcome = QVBoxLayout()
        self._outcome.setSpacing(8)
        self._outcome_card = titled_card(tr("Exported"), self._outcome)
        self._outcome_card.hide()
        self.set_lead(tr("JSONL: one article and one annotation a line, with a manifest beside it"))
        self.column.addWidget(self._layers_card())
        self.column.addWidget(self._names_card())
        self.column.addLayout(self._buttons())
        self.column.addWidget(self._line)
        self.column.addWidget(self._outcome_card)
        self.column.addStretch(1)

    def reload(self) -> None:
        """Count again what each choice would write."""
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._line.set_colour(theme.accent)

    @property
    def which(self) -> Which:
        """The layers that are chosen."""
        return next(
            (each for each, choice in self._layers.items() if choice.isChecked()), Which.ALL
        )

    def export_to(self, target: Path) -> None:
        """Write the chosen layers to a file."""
        self._outcome_card.hide()
        self._export.setEnabled(False)
        which, with_names = self.which, self._with_names.isChecked()
        task = self._background.start(
            beside(
                self.session,
                lambda project, tell, is_cancelled: jsonl.export(
                    project,
                    target,
                    layers=which,
                    with_names=with_names,
                    progress=tell,
                    is_cancelled=is_cancelled,
                ),
            ),
            done=self._show_outcome,
            failed=self._explain,
            title=tr("Exporting to {file}", file=target.name),
        )
        task.finished.connect(lambda _state: self._offer_export())
        self._line.show_task(task)

    def _layers_card(self) -> Card:
        column = QVBoxLayout()
        column.setSpacing(4)
        group = QButtonGroup(self)
        for which, explanation in _EXPLANATIONS.items():
            choice = QRadioButton(tr(_TITLES[which]))
            choice.toggled.connect(self._offer_export)
            group.addButton(choice)
            self._layers[which] = choice
            column.addWidget(choice)
            column.addWidget(_indented(tr(explanation)))
        self._layers[Which.FINISHED].setChecked(True)
        return titled_card(tr("What goes out"), column)

    def _names_card(self) -> Card:
        column = QVBoxLayout()
        column.setSpacing(4)
        pseudonyms = QRadioButton(tr("Pseudonyms: annotator 1, annotator 2 …"))
        pseudonyms.setChecked(True)
        group = QButtonGroup(self)
        for choice in (pseudonyms, self._with_names):
            group.addButton(choice)
            column.addWidget(choice)
        return titled_card(tr("What annotators are called"), column)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._export)
        row.addWidget(self._nothing)
        row.addStretch(1)
        return row

    def _show_offer(self, offer: _Offer) -> None:
        self._counts = offer.counts
        for which, choice in self._layers.items():
            choice.setText(f"{tr(_TITLES[which])} ({QLocale().toString(offer.counts[which])})")
        self._offer_export()

    def _offer_export(self) -> None:
        is_empty = bool(self._counts) and not self._counts.get(self.which)
        is_busy = any(task.is_running and task.title for task in self._background.running)
        self._nothing.setVisible(is_empty)
        self._export.setEnabled(not is_empty and not (is_busy and self._line.isVisible()))

    def _choose_file(self) -> None:
        suggestion = self._folder / f"{self.session.path.stem}-{self.which}.jsonl"
        target = ask.save_file(self, tr("Export to"), suggestion, "JSONL (*.jsonl)")
        if target is not None:
            self._folder = target.parent
            self.export_to(target)

    def _show_outcome(self, exported: Exported) -> None:
        clear(self._outcome)
        records = tr_count(exported.records, "{count} record", "{count} records")
        size = size_words(exported.path.stat().st_size)
        told = tr(
            "{records} in {file} ({size})", records=records, file=exported.path.name, size=size
        )
        self._outcome.addWidget(words(told, "strong", wraps=True))
        self._outcome.addWidget(ElidedLabel(str(exported.path)))
        self._outcome.addWidget(
            words(tr("Beside it: {file}", file=exported.manifest.name), "muted", wraps=True)
        )
        for line in _left_out(exported.left_out):
            self._outcome.addWidget(words(line, "muted", wraps=True))
        row = QHBoxLayout()
        folder = QWidget()
        folder.setLayout(row)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(button(tr("Open the folder"), lambda: open_folder(str(exported.path.parent))))
        row.addStretch(1)
        self._outcome.addWidget(folder)
        self._outcome_card.show()

    def _explain(self, fault: UserFault) -> None:
        ask.message(self, fault)


_TITLES = {
    Which.FINISHED: "Finished layers",
    Which.GOLD: "Gold layers",
    Which.ALL: "All layers that say anything",
}
_EXPLANATIONS = {
    Which.FINISHED: "What annotators marked as done.",
    Which.GOLD: "What the lead settled on.",
    Which.ALL: "Unfinished ones, too; each says how far it is.",
}


def _read(project: Project) -> _Offer:
    return _Offer(counts={which: exports.count(project, which) for which in Which})


def _indented(text: str) -> QWidget:
    line = words(text, "muted", "secondary", wraps=True)
    line.setContentsMargins(24, 0, 0, 6)
    return line


def _left_out(left_out: LeftOut) -> list[str]:
    lines = (
        (
            left_out.articles_without_layer,
            tr_count(
                left_out.articles_without_layer,
                "{count} article is left out: no layer of it was chosen.",
                "{count} articles are left out: no layer of them was chosen.",
            ),
        ),
        (
            left_out.blank_layers,
            tr_count(
                left_out.blank_layers,
                "{count} layer is left out: it says nothing yet.",
                "{count} layers are left out: they say nothing yet.",
            ),
        ),
        (
            left_out.unfinished_layers,
            tr_count(
                left_out.unfinished_layers,
                "{count} layer is left out: it is not done.",
                "{count} layers are left out: they are not done.",
            ),
        ),
        (
            left_out.layers_of_others,
            tr_count(
                left_out.layers_of_others,
                "{count} layer is left out: it is not gold.",
                "{count} layers are left out: they are not gold.",
            ),
        ),
    )
    return [line for count, line in lines if count] or [tr("Nothing was left out.")]
