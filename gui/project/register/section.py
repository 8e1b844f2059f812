"""The register of the whole project: who and what is meant, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from db.model import AnnotatorId, Changes, ReferentId
from db.operations import referents as operations
from db.project import Project
from db.queries import annotators, referents
from db.queries.referents import Mention
from db.scheme.model import Attribute
from db.text.keys import match_key
from gui import ask
from gui.background import Background
from gui.beside import LatestReading
from gui.isolation import in_a_row
from gui.project.register.detail import ReferentDetail
from gui.project.register.model import Keyed, RegisterModel
from gui.project.register.referent_list import ReferentList
from gui.project.register.table import RegisterTable
from gui.project.section import Section
from gui.project_session import ProjectSession
from gui.settings import Settings
from gui.theme import Theme
from gui.translation import tr, tr_count
from gui.widgets.painting import scaled
from gui.widgets.pill_bar import Pill, PillBar
from gui.widgets.search_field import SearchField

_SPLITTER = "register"
_MENTIONS_SHOWN = 500
_ALL = ""


class _Register(NamedTuple):
    entries: tuple[Keyed, ...]
    names: dict[AnnotatorId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mentions:
    referent: ReferentId | None
    mentions: tuple[Mention, ...]


class RegisterSection(Section):
    """Emits `article_wanted(ArticleId, SpanId)` for a mention that a person wants to see.

    `explore_wanted` carries a ReferentId to be found in all articles.
    """

    tables = ("referent", "span", "layer", "annotator", "scheme")
    article_wanted = Signal(object, object)
    explore_wanted = Signal(object)

    def __init__(
        self, session: ProjectSession, theme: Theme, settings: Settings, background: Background
    ) -> None:
        super().__init__(session, theme, tr("Register"), is_wide=True)
        self._settings = settings
        self._names: dict[AnnotatorId, str] = {}
        self._reading = LatestReading(session, background, _read, self._show_register)
        self._mention_reading = LatestReading(
            session, background, self._read_mentions, self._show_mentions
        )
        self._model = RegisterModel(session.scheme, theme, self)
        self._pills = PillBar(tr("Which referents are listed"))
        self._search = SearchField(tr("Filter names"))
        self._table = RegisterTable(self._model)
        self._detail = ReferentDetail(self._name_of, can_explore=not session.is_work_package)
        self._wanted: ReferentId | None = None
        self._lay_out_parts()
        self._connect()

    def reload(self) -> None:
        """Read the whole register again; what is chosen stays chosen."""
        self._model.set_look(self.session.scheme, self.theme)
        self._reading.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Take other colours."""
        super().set_theme(theme)
        self._model.set_look(self.session.scheme, theme)
        self._table.viewport().update()

    def _lay_out_parts(self) -> None:
        self._search.setMaximumWidth(round(scaled(self, 260)))
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._pills, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._search)
        left = QWidget()
        inside = QVBoxLayout(left)
        inside.setContentsMargins(0, 0, 12, 0)
        inside.addWidget(self._table)
        splitter = QSplitter()
        splitter.addWidget(left)
        splitter.addWidget(self._detail)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes(self._settings.splitter_sizes(_SPLITTER) or [640, 400])
        splitter.splitterMoved.connect(
            lambda: self._settings.keep_splitter_sizes(_SPLITTER, splitter.sizes())
        )
        self.column.addLayout(row)
        self.column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self._pills.chosen.connect(self._filter)
        self._search.searched.connect(self._filter)
        self._search.left_downwards.connect(self._table.setFocus)
        self._table.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self._table.taken.connect(lambda _row: self._detail.focus_name())
        detail = self._detail
        detail.rename_wanted.connect(self._rename)
        detail.merge_wanted.connect(self._merge_chosen)
        detail.merge_with_wanted.connect(self._choose_merged)
        detail.split_wanted.connect(self._split)
        detail.delete_wanted.connect(self._delete)
        detail.mention_wanted.connect(
            lambda each: self.article_wanted.emit(each.article, each.span)
        )
        detail.explore_wanted.connect(self.explore_wanted)
        detail.answers.answered.connect(self._answer)
        detail.answers.referent_wanted.connect(self._choose_answer)

    def _show_register(self, register: _Register) -> None:
        chosen = [each.referent.id for each in self._table.chosen]
        scroll = self._table.verticalScrollBar().value()
        self._names = register.names
        self._model.show_entries(register.entries, register.names)
        self._show_pills(len(register.entries))
        self._table.say_when_empty(
            tr("No referent fits.")
            if register.entries
            else tr("There are no referents yet. They come with what is marked.")
        )
        self._choose(chosen)
        self._table.verticalScrollBar().setValue(scroll)
        self._table.fit_columns()

    def _show_pills(self, total: int) -> None:
        counts = self._model.count_by_label()
        scheme = self.session.scheme
        labels = [each.label for each in scheme.span_types if each.label in counts]
        others = sorted(counts.keys() - set(labels))
        pills = [Pill(key=_ALL, title=tr("All"), count=total)]
        for label in (*labels, *others):
            span_type = scheme.span_type(label)
            title = span_type.title if span_type else label
            pills.append(Pill(key=label, title=title, count=counts[label]))
        self._pills.set_pills(pills)
        mentions = self._model.count_mentions()
        self.set_lead(
            in_a_row(
                (
                    tr_count(total, "{count} referent", "{count} referents"),
                    tr_count(mentions, "{count} mention", "{count} mentions"),
                )
            )
        )

    def _filter(self, _told: str) -> None:
        chosen = [each.referent.id for each in self._table.chosen]
        self._model.show_only(self._pills.current or None, self._search.text())
        self._choose(chosen)

    def _choose(self, wanted: list[ReferentId]) -> None:
        self._table.choose(wanted)
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._table.chosen
        if len(chosen) != 1:
            if chosen:
                self._detail.show_several(chosen)
            else:
                self._detail.show_nothing()
            return
        owner = chosen[0].referent.owner
        whose = tr("shared") if owner is None else self._names.get(owner, "")
        self._detail.show_one(chosen[0], self.session.scheme, whose)
        self._wanted = chosen[0].referent.id
        self._mention_reading.refresh()

    def _read_mentions(self, project: Project) -> _Mentions:
        # In the job's thread; which referent that is may have changed since it was asked for.
        wanted = self._wanted
        found = () if wanted is None else referents.mentions(project, wanted, _MENTIONS_SHOWN)
        return _Mentions(referent=wanted, mentions=found)

    def _show_mentions(self, found: _Mentions) -> None:
        if found.referent is not None and found.referent == self._detail.shown:
            self._detail.show_mentions(found.mentions, self._names)

    def _rename(self, name: str) -> None:
        shown = self._detail.shown
        if shown is not None:
            self._written(self.session.run(operations.rename_referent, referent=shown, name=name))

    def _answer(self, name: str, value: object) -> None:
        shown = self._detail.shown
        if shown is not None and (value is None or isinstance(value, str | bool | int | float)):
            self._written(
                self.session.run(
                    operations.set_referent_attribute, referent=shown, name=name, value=value
                )
            )

    def _written(self, changes: Changes | None) -> None:
        """Show what holds again where something else was refused."""
        if changes is None:
            self._show_chosen()

    def _merge_chosen(self) -> None:
        entries = sorted(self._table.chosen, key=lambda each: -each.mentions)
        options = [
            in_a_row(
                (
                    each.referent.name,
                    tr_count(each.mentions, "{count} mention", "{count} mentions"),
                )
            )
            for each in entries
        ]
        kept = ask.choice(
            self,
            tr("Merge referents"),
            tr("All mentions go to one of them, which keeps its name and answers. Which one?"),
            options,
        )
        if kept is not None:
            others = [each.referent.id for each in entries]
            self._merge(entries[kept].referent.id, others)

    def _merge(self, kept: ReferentId, others: list[ReferentId]) -> None:
        merged = [each for each in others if each != kept]
        if self.session.run(operations.merge_referents, kept=kept, merged=merged) is not None:
            self._choose([kept])

    def _choose_merged(self, anchor: QWidget) -> None:
        chosen = self._table.chosen
        if len(chosen) != 1:
            return
        one = chosen[0].referent
        title = tr("Merge {name} into …", name=one.name)
        ReferentList(anchor, title, self._model, one.label).ask(
            lambda other: self._merge(other, [one.id]) if other is not None else None,
            left_out=one.id,
        )

    def _choose_answer(self, question: Attribute, anchor: QWidget) -> None:
        chosen = self._table.chosen
        if len(chosen) != 1:
            return
        one = chosen[0].referent
        ReferentList(anchor, question.title, self._model, one.label).ask(
            lambda other: self._answer(question.name, other),
            left_out=one.id,
            nothing=tr("No answer"),
        )

    def _split(self) -> None:
        shown = self._detail.shown
        mentions = tuple(each.span for each in self._detail.mentions.chosen)
        if shown is None or not mentions:
            return
        name = ask.text(
            self,
            tr("Split off"),
            tr_count(
                len(mentions),
                "{count} mention gets a referent of its own. Its name",
                "{count} mentions get a referent of their own. Its name",
            ),
            " ".join(self._detail.first_quote.split()),
        )
        if name is not None:
            self.session.run(
                operations.split_referent, referent=shown, mentions=mentions, name=name
            )

    def _delete(self) -> None:
        shown = self._detail.shown
        if shown is not None:
            self.session.run(operations.delete_referent, referent=shown)

    def _name_of(self, referent: ReferentId) -> str:
        found = self._model.named(referent)
        return found.name if found is not None else ""


def _read(project: Project) -> _Register:
    entries = tuple((each, match_key(each.referent.name)) for each in referents.register(project))
    return _Register(entries, {each.id: each.name for each in annotators.every(project)})
