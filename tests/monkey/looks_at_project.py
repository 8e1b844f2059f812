"""What must hold of the Project page: each section shows what is stored.

A section that is hidden may be stale, so only the one that is up is looked at.
"""

from __future__ import annotations

from db import backup
from db.queries import (
    annotators,
    articles,
    assignment_loads,
    assignments,
    collects,
    export_profiles,
    figures,
    packages,
    projects,
    referents,
    schemes,
)
from db.queries.articles import Show
from gui.main_window.window import MainWindow
from gui.project.articles import batches_card
from gui.project.articles.section import ArticlesSection
from gui.project.assignment.section import AssignmentSection
from gui.project.collect.section import CollectSection
from gui.project.exporting.section import ExportSection
from gui.project.my_work.section import MyWorkSection
from gui.project.overview import OverviewSection
from gui.project.register.section import RegisterSection
from gui.project.safety.section import SafetySection
from gui.project.scheme.page import SchemePage


def scheme_in_force(window: MainWindow) -> str:
    """The session works by the scheme that the file has."""
    session = window.session
    if session.scheme != schemes.current(session.project):
        return "the window works by another scheme than the file has"
    return ""


def section(window: MainWindow) -> str:
    """The section that is up."""
    if window._turner.page != "project":
        return ""
    shown = window.project.section(window.project.shown_section)
    for kind, look in _BY_KIND.items():
        if isinstance(shown, kind):
            return look(window, shown)
    return ""


def _overview(window: MainWindow, shown: OverviewSection) -> str:
    project = window.session.project
    if shown._figures is not None and shown._figures.counts != figures.counts(project):
        return "the Overview counts otherwise than the file"
    title = shown._title
    is_typing = title.hasFocus() and title.isModified()
    if not is_typing and title.text() != projects.info(project).title:
        return "the Overview shows another title than the file"
    return ""


def _articles(window: MainWindow, shown: ArticlesSection) -> str:
    found = shown._batches._shown
    if found is None or found == batches_card.read(window.session.project):
        return ""
    return "Articles lists other imports than the file holds"


def _assignment(window: MainWindow, shown: AssignmentSection) -> str:
    project, model = window.session.project, shown._model
    if model.people != assignments.team(project):
        return "Assignment has columns for other people than there are"
    if not model.is_searching:
        now = assignments.grid(project, model.filter, limit=max(100, model.rowCount())).rows
        if tuple(model._rows) != tuple(now)[: model.rowCount()] or len(now) < model.rowCount():
            return "Assignment lists other rows than the file holds"
    if shown._figures is not None:
        counts = assignments.counts(project, annotator=shown._filter.annotator)
        if (shown._figures.counts, shown._figures.loads) != (
            counts,
            assignment_loads.loads(project),
        ):
            return "Assignment counts otherwise than the file"
    return ""


def _collect(window: MainWindow, shown: CollectSection) -> str:
    project = window.session.project
    if shown._found.collected != collects.every(project):
        return "Collect lists other files than came in"
    if shown._found.people != annotators.every(project):
        return "Collect knows other people than there are"
    return ""


def _scheme(window: MainWindow, shown: SchemePage) -> str:
    known = schemes.every(window.session.project)
    if len(shown.header.version_titles) != len(known):
        return "Scheme offers other versions than the file keeps"
    is_offered = not shown.header._use.isHidden()
    if is_offered != shown.is_changed:
        return "Scheme offers to use a draft that is no other, or does not offer one that is"
    return ""


def _register(window: MainWindow, shown: RegisterSection) -> str:
    listed = {entry.referent.id: entry for entry, _ in shown._model._everything}
    if listed != {each.referent.id: each for each in referents.register(window.session.project)}:
        return "the Register lists other referents than the file"
    return ""


def _export(window: MainWindow, shown: ExportSection) -> str:
    if dict(shown._profiles._texts) != export_profiles.every(window.session.project):
        return "Export offers other profiles than are kept"
    return ""


def _safety(window: MainWindow, shown: SafetySection) -> str:
    if tuple(shown.backups.backups.rows) != backup.every(window.session.path):
        return "Backups lists other ones than lie on the disk"
    return ""


def _work(window: MainWindow, shown: MyWorkSection) -> str:
    project, author = window.session.project, window.session.author
    if shown.feedback._settled != packages.settled(project):
        return "My work tells of other settled articles than the file"
    waiting = articles.page(project, author, limit=1, show=Show.UNFINISHED)
    if shown._next != (waiting[0].id if waiting else None):
        return "My work goes on with another article than comes next"
    progress = articles.progress(project, author)
    done = progress.done + progress.skipped
    if progress.total and shown._bar.value() != 1000 * done // progress.total:
        return "My work shows another share than is done"
    return ""


_BY_KIND = {
    OverviewSection: _overview,
    ArticlesSection: _articles,
    AssignmentSection: _assignment,
    CollectSection: _collect,
    SchemePage: _scheme,
    RegisterSection: _register,
    ExportSection: _export,
    SafetySection: _safety,
    MyWorkSection: _work,
}

QUICK = (scheme_in_force,)
"""Cheap enough for each step."""
THOROUGH = (section,)
"""What takes longer, so that it is looked at now and then."""
