"""The overview: what the project is, who works in it, how far they are, and what happened last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import escape

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from db import backup
from db.model import AnnotatorId
from db.operations import projects as project_operations
from db.project import Project
from db.queries import annotators, figures, projects
from gui.background import Background
from gui.beside import LatestReading
from gui.isolation import in_a_row
from gui.project.annotators_card import AnnotatorsCard
from gui.project.naming_people import add_annotator, rename_annotator
from gui.project.person.dialog import PersonDialog
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.theme import Theme, label_colour
from gui.translation import tr, tr_count, tr_said
from gui.widgets.card import Card
from gui.widgets.elided_label import ElidedLabel
from gui.widgets.moments import ago, moment
from gui.widgets.parts import button, clear, open_folder, titled_card, words
from gui.widgets.wrapping_row import WrappingRow

_LAST_ACTIONS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class _Figures:
    """What takes long to count or look up."""

    counts: figures.Counts
    last_backup: datetime | None


class OverviewSection(Section):
    """Emits `author_wanted(AnnotatorId)` when somebody else is going to work here."""

    tables = (
        "project", "annotator", "article", "layer", "span", "link", "referent", "comment", "scheme",
        "operation",
    )  # fmt: skip
    author_wanted = Signal(object)

    def __init__(self, session: ProjectSession, theme: Theme, background: Background) -> None:
        super().__init__(session, theme, tr("Overview"))
        self._background = background
        self._figures: _Figures | None = None
        self._reading = LatestReading(session, background, _read, self._show_figures)
        self._title = QLineEdit()
        self._title.setAccessibleName(tr("Title of the project"))
        self._title.editingFinished.connect(self._rename)
        self._facts = {name: QLabel() for name in ("scheme", "spans", "links", "backup")}
        self._people = AnnotatorsCard(theme)
        self._people.author_wanted.connect(self.author_wanted)
        self._people.add_wanted.connect(self._add_annotator)
        self._people.rename_wanted.connect(self._rename_annotator)
        self._people.data_wanted.connect(self._show_person)
        self._actions = QGridLayout()
        self._actions.setHorizontalSpacing(16)
        self._actions.setColumnStretch(1, 1)
        self.column.addWidget(self._project_card())
        self.column.addWidget(self._people)
        self.column.addWidget(titled_card(tr("Last steps"), self._actions))
        self.column.addStretch(1)

    def reload(self) -> None:
        """Read again what is quick to read now, and count in the background."""
        project = self.session.project
        if not (self._title.hasFocus() and self._title.isModified()):
            self._title.setText(projects.info(project).title)
        self._people.show_people(annotators.every(project), self.session.author)
        self._show_scheme()
        self._show_actions()
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._people.set_theme(theme)
        if self._figures is not None:
            self._show_figures(self._figures)

    def _project_card(self) -> Card:
        card = Card(has_head=False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(9)
        grid.setColumnStretch(1, 1)
        facts = self._facts
        rows: tuple[tuple[str, QWidget], ...] = (
            (tr("Title"), self._title),
            (tr("File"), self._file_row()),
            (tr("Scheme"), facts["scheme"]),
            (tr("Spans"), facts["spans"]),
            (tr("Links"), facts["links"]),
            (tr("Last backup"), facts["backup"]),
        )
        for row, (name, value) in enumerate(rows):
            label = words(name, "muted")
            label.setBuddy(value)
            grid.addWidget(label, row, 0)
            grid.addWidget(value, row, 1)
        for fact in facts.values():
            fact.setTextFormat(Qt.TextFormat.RichText)
            fact.setWordWrap(True)
        card.body.addLayout(grid)
        return card

    def _file_row(self) -> QWidget:
        folder = str(self.session.path.parent)
        acts = (
            button(tr("Open the folder"), lambda: open_folder(folder)),
            button(tr("Copy the path"), self._copy_path),
        )
        path = ElidedLabel(str(self.session.path), mode=Qt.TextElideMode.ElideMiddle)
        return WrappingRow(path, acts)

    def _show_scheme(self) -> None:
        scheme = self.session.scheme
        version = tr("version {version}", version=scheme.version)
        self._facts["scheme"].setText(escape(in_a_row((scheme.title, version))))

    def _show_figures(self, figures: _Figures) -> None:
        self._figures = figures
        counts = figures.counts
        articles = tr_count(counts.articles, "{count} article", "{count} articles")
        spans = tr_count(counts.spans, "{count} span", "{count} spans")
        self.set_lead(in_a_row((articles, spans)))
        self._facts["spans"].setText(self._by_label(counts))
        referents = tr_count(
            counts.referents,
            "between mentions of {count} referent",
            "between mentions of {count} referents",
        )
        self._facts["links"].setText(f"{QLocale().toString(counts.links)} {referents}")
        made = figures.last_backup
        self._facts["backup"].setText(ago(made) if made else tr("none yet"))
        self._people.show_progress(counts)

    def _by_label(self, counts: figures.Counts) -> str:
        """Numbers by label, those of labels that the scheme no longer has included."""
        known = [each.label for each in self.session.scheme.span_types]
        parts = []
        for label in (*known, *sorted(counts.spans_by_label.keys() - set(known))):
            span_type = self.session.scheme.span_type(label)
            number = QLocale().toString(counts.spans_by_label.get(label, 0))
            colour = label_colour(span_type, self.theme).name() if span_type else ""
            square = f'<span style="color:{colour}">■</span>&nbsp;' if colour else ""
            title = span_type.title if span_type else label
            parts.append(f"{square}{escape(title)}&nbsp;{number}")
        return "&nbsp;&nbsp; ".join(parts)

    def _show_actions(self) -> None:
        clear(self._actions)
        names = {each.id: each.name for each in annotators.every(self.session.project)}
        for row, action in enumerate(figures.last_actions(self.session.project, _LAST_ACTIONS)):
            self._actions.addWidget(words(moment(action.at), "muted"), row, 0)
            what = tr_said(action.name)
            name = what[:1].upper() + what[1:]
            if action.times > 1:
                name = tr("{what} ({count} times)", what=name, count=action.times)
            self._actions.addWidget(ElidedLabel(name), row, 1)
            who = names.get(action.annotator, "") if action.annotator else ""
            self._actions.addWidget(words(who, "muted"), row, 2)

    def _rename(self) -> None:
        title = self._title.text().strip()
        self._title.setModified(False)
        old = projects.info(self.session.project).title
        if not title:
            self._title.setText(old)
        elif title != old:
            self.session.run(project_operations.set_title, title=title)

    def _add_annotator(self) -> None:
        add_annotator(self, self.session)

    def _rename_annotator(self, annotator: AnnotatorId) -> None:
        rename_annotator(self, self.session, annotator)

    def _show_person(self, annotator: AnnotatorId) -> None:
        PersonDialog(self, self.session, self.theme, self._background, annotator).open()

    def _copy_path(self) -> None:
        QGuiApplication.clipboard().setText(str(self.session.path))


def _read(project: Project) -> _Figures:
    made = [each.made for each in backup.every(project.path)]
    return _Figures(counts=figures.counts(project), last_backup=max(made, default=None))
