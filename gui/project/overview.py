"""The overview: what the project is, who works in it, how far they are, and what happened last."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db.model import Annotator, AnnotatorKind
from db.operations import projects as project_operations
from db.queries import annotators, overview, projects
from gui import ask
from gui.background import Background
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.card import Card
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.progress_line import ProgressLine

_LAST_ACTIONS = 8


class OverviewSection(Section):
    """Emits `author_wanted(AnnotatorId)` when somebody else is going to work here."""

    tables = ("project", "annotator", "article", "layer", "span", "scheme", "operation")
    author_wanted = Signal(object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Overview"))
        self._background = background
        self._title = QLineEdit()
        self._title.setAccessibleName(tr("Title of the project"))
        self._title.editingFinished.connect(self._rename)
        self._facts = QGridLayout()
        self._people = QVBoxLayout()
        self._people.setSpacing(10)
        self._actions = QGridLayout()
        self.column.addWidget(self._project_card())
        self.column.addWidget(self._people_card())
        self.column.addWidget(_titled_card(tr("Last steps"), self._actions))
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read everything again."""
        project = self.session.project
        info = projects.info(project)
        counts = overview.counts(project)
        if not self._title.hasFocus():
            self._title.setText(info.title)
        self.set_lead(
            tr_count(counts.articles, "{count} article", "{count} articles")
            + " · "
            + tr_count(counts.spans, "{count} span", "{count} spans")
        )
        self._show_facts(counts)
        self._show_people(counts)
        self._show_actions()

    def _project_card(self) -> Card:
        card = Card(has_head=False)
        row = QHBoxLayout()
        label = QLabel(tr("Title"))
        label.setBuddy(self._title)
        row.addWidget(label)
        row.addWidget(self._title, 1)
        place = QHBoxLayout()
        path = ElidedLabel(str(self.session.path))
        path.setProperty("muted", True)  # noqa: FBT003 - Qt's way
        place.addWidget(path, 1)
        place.addWidget(_button(tr("Open the folder"), self._open_folder))
        place.addWidget(_button(tr("Copy the path"), self._copy_path))
        card.body.addLayout(row)
        card.body.addLayout(place)
        card.body.addLayout(self._facts)
        return card

    def _people_card(self) -> Card:
        card = _titled_card(tr("Annotators"), self._people)
        add = _button(tr("Add an annotator…"), self._add_annotator)
        card.head.addWidget(add)
        return card

    def _show_facts(self, counts: overview.Counts) -> None:
        _empty(self._facts)
        scheme = self.session.scheme
        by_label = " · ".join(
            f"{counts.spans_by_label.get(each.label, 0):,} {each.title.lower()}"
            for each in scheme.span_types
        )
        facts = (
            (tr("Scheme"), f"{scheme.title}, {scheme.version}"),
            (tr("Spans"), by_label),
            (tr("Links"), f"{counts.links:,}"),
            (tr("Referents"), f"{counts.referents:,}"),
        )
        for row, (name, value) in enumerate(facts):
            self._facts.addWidget(_muted(name), row, 0)
            self._facts.addWidget(QLabel(value), row, 1)
        self._facts.setColumnStretch(1, 1)

    def _show_people(self, counts: overview.Counts) -> None:
        _empty(self._people)
        for person in annotators.every(self.session.project):
            if person.kind is not AnnotatorKind.GOLD or counts.of(person.id).started:
                self._people.addWidget(self._person(person, counts))

    def _person(self, person: Annotator, counts: overview.Counts) -> QWidget:
        widget = QWidget()
        layout = QGridLayout(widget)
        layout.setContentsMargins(0, 0, 0, 0)
        own = counts.of(person.id)
        name = QLabel(person.name)
        name.setProperty("strong", True)  # noqa: FBT003
        bar = ProgressLine(tr("Done by {name}", name=person.name), self.theme.done)
        bar.show_share(own.done, counts.articles or 1)
        layout.addWidget(name, 0, 0)
        layout.addWidget(
            _muted(tr("{done} of {total} done", done=own.done, total=counts.articles)), 0, 1
        )
        layout.setColumnStretch(1, 1)
        is_here = person.id == self.session.author
        if is_here:
            layout.addWidget(_muted(tr("works here now")), 0, 2)
        elif person.kind is AnnotatorKind.HUMAN:
            here = _button(
                tr("Work as {name}", name=person.name), lambda: self.author_wanted.emit(person.id)
            )
            layout.addWidget(here, 0, 2)
        layout.addWidget(_button(tr("Rename…"), lambda: self._rename_annotator(person)), 0, 3)
        layout.addWidget(bar, 1, 0, 1, 4)
        return widget

    def _show_actions(self) -> None:
        _empty(self._actions)
        names = {each.id: each.name for each in annotators.every(self.session.project)}
        for row, action in enumerate(overview.last_actions(self.session.project, _LAST_ACTIONS)):
            self._actions.addWidget(_muted(action.at[:16].replace("T", " ")), row, 0)
            self._actions.addWidget(QLabel(action.name), row, 1)
            self._actions.addWidget(_muted(names.get(action.annotator, "")), row, 2)
        self._actions.setColumnStretch(1, 1)

    def _rename(self) -> None:
        title = self._title.text().strip()
        if title and title != projects.info(self.session.project).title:
            self.session.run(project_operations.set_title, title=title)

    def _add_annotator(self) -> None:
        name = ask.text(
            self,
            tr("Add an annotator"),
            tr("A name or pseudonym. Exports call people “annotator 1”, “annotator 2”."),
        )
        if name is not None:
            self.session.run(project_operations.add_annotator, name=name)

    def _rename_annotator(self, person: Annotator) -> None:
        name = ask.text(self, tr("Rename the annotator"), tr("The name from now on"), person.name)
        if name is not None:
            self.session.run(project_operations.rename_annotator, annotator=person.id, name=name)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.session.path.parent)))

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self.session.path))


def _titled_card(title: str, content: QVBoxLayout | QGridLayout) -> Card:
    card = Card()
    label = QLabel(title)
    label.setProperty("strong", True)  # noqa: FBT003 - Qt's way
    card.head.addWidget(label, 1)
    card.body.addLayout(content)
    return card


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("muted", True)  # noqa: FBT003 - Qt's way
    return label


def _button(text: str, run: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("compact", True)  # noqa: FBT003 - Qt's way
    button.clicked.connect(lambda: run())
    return button


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.deleteLater()
