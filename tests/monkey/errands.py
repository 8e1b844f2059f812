"""The only place that leads the monkey to what random hands would seldom find: what lies deep.

An errand begins something with a purpose; what comes of it is left to the hands.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from db import backup
from db.packages.bundle import BACK_SUFFIX
from db.queries import annotators, schemes
from gui import translation
from gui.keys.in_force import in_force
from gui.preferences.dialog import Preferences
from gui.preferences.entries import entries
from gui.project.articles.section import ArticlesSection
from gui.project.assignment.section import AssignmentSection
from gui.project.collect.section import CollectSection
from gui.project.hub.dialog import HubDialog
from gui.project.hub.pane import HubPane
from gui.project.importing.files_step import FilesStep, _has_encoding
from gui.project.importing.steps import Step
from gui.project.overview import OverviewSection
from gui.project.safety.section import SafetySection
from gui.project.scheme.page import SchemePage
from gui.settings import WIDTH_STEPS, ZOOM_STEPS
from gui.theme import SIGHTS, THEME_CHOICES
from tests.monkey.somebody import Somebody, can_be_used

_TABS = ("look", "keys", "backups")


def errand(who: Somebody) -> None:
    """One of all errands that there are in this project; rather one that seldom was."""
    there = expected(is_work_package=who.window.session.is_work_package)
    begin(who, who.reached.choose(who.chance, "errand", there))


def begin(who: Somebody, name: str) -> None:
    """The errand of this name."""
    who.note(f"errand: {name}")
    who.reached.note("errand", name)
    (_ANYWHERE | _OF_THE_LEAD)[name](who)


def expected(*, is_work_package: bool) -> tuple[str, ...]:
    """The names of the errands that there are."""
    return tuple(_ANYWHERE if is_work_package else _ANYWHERE | _OF_THE_LEAD)


def _section(who: Somebody, name: str) -> QWidget:
    who.window.show_page("project", name)
    who.settle()
    return who.window.project.section(name)


def _preferences(who: Somebody) -> None:
    session = who.window.session
    known = entries(session.scheme, is_work_package=session.is_work_package)
    tab = who.chance.choice(_TABS)
    Preferences.show_over(who.window, who.program.settings, known, tab)


def _rebind(who: Somebody) -> None:
    """Another key for some command; which one, the hands find."""
    session = who.window.session
    known = entries(session.scheme, is_work_package=session.is_work_package)
    dialog = Preferences.show_over(who.window, who.program.settings, known, "keys")
    free = [each for each in known if not each.command.is_fixed]
    dialog.keys.change(who.chance.choice(free))


def _usual_keys(who: Somebody) -> None:
    """Back to the usual keys, lest all of them are gone in the end."""
    in_force().use(type(in_force().choices)())


def _look(who: Somebody) -> None:
    """Colours, sizes and movement, as the settings offer them."""
    settings, chance = who.program.settings, who.chance
    settings.theme = chance.choice(THEME_CHOICES)
    settings.sight = chance.choice(SIGHTS)
    settings.zoom = chance.choice(ZOOM_STEPS)
    settings.reading_zoom = chance.choice(ZOOM_STEPS)
    settings.reading_width = chance.choice(WIDTH_STEPS)
    settings.keeps_still = chance.random() < 0.5


def _usual_look(who: Somebody) -> None:
    settings = who.program.settings
    settings.theme, settings.sight = "light", "usual"
    settings.zoom = settings.reading_zoom = settings.reading_width = 100


def _language(who: Somebody) -> None:
    """Another language, and the next start, which it takes."""
    settings = who.program.settings
    settings.language = who.chance.choice(("", *translation.languages()))
    _restart(who)


def _restart(who: Somebody) -> None:
    path = who.window.session.path
    who.program.show_start()
    translation.speak(who.program._app, who.program.settings.language)
    who.program.open(path)


def _size(who: Somebody) -> None:
    """A smaller or larger window."""
    who.window.resize(who.chance.choice((1024, 1280, 1600)), who.chance.choice((700, 800, 1000)))


def _back_up(who: Somebody) -> None:
    section = _section(who, "safety")
    assert isinstance(section, SafetySection)
    section._make()


def _restore(who: Somebody) -> None:
    section = _section(who, "safety")
    made = backup.every(who.window.session.path)
    assert isinstance(section, SafetySection)
    if made:
        section._restore(who.chance.choice(made))


def _check(who: Somebody) -> None:
    section = _section(who, "safety")
    assert isinstance(section, SafetySection)
    section._check()
    who.settle()
    section._repair()


def _recover(who: Somebody) -> None:
    section = _section(who, "safety")
    assert isinstance(section, SafetySection)
    section._recover()


def _open_damaged(who: Somebody) -> None:
    who.program.open(who.room.stock / "damaged.demarche")


def _person(who: Somebody) -> None:
    """All that is kept of somebody, to be exported or forgotten."""
    overview = _section(who, "overview")
    assert isinstance(overview, OverviewSection)
    overview._show_person(who.chance.choice(annotators.every(who.window.session.project)).id)


def _import(who: Somebody) -> None:
    _section(who, "articles")
    files = sorted(
        each for each in who.room.stock.iterdir() if each.suffix in (".jsonl", ".csv", ".txt")
    )
    who.window.project.import_articles(who.chance.sample(files, k=who.chance.randint(1, 3)))


def _collect(who: Somebody) -> None:
    who.window.show_page("project", "collect")
    who.window.project.collect([who.room.stock / f"returned{BACK_SUFFIX}"])


def _merge(who: Somebody) -> None:
    section = _section(who, "collect")
    assert isinstance(section, CollectSection)
    section.plan_merge(who.room.stock / "another.demarche")


def _read_scheme(who: Somebody) -> None:
    who.window.show_page("project", "scheme")
    name = who.chance.choice(("stances.toml", "not a scheme.toml"))
    who.window.project.read_scheme(who.room.stock / name)


def _edit_scheme(who: Somebody) -> None:
    """Another word in any field of the part that is shown, after choosing any part."""
    page = _section(who, "scheme")
    assert isinstance(page, SchemePage)
    model = page.outline.model()
    parent = model.index(who.chance.randrange(model.rowCount()), 0) if model else None
    if parent is not None:
        count = model.rowCount(parent)
        index = model.index(who.chance.randrange(count), 0, parent) if count else parent
        page.outline.setCurrentIndex(index)
        who.settle()
    fields = [
        each
        for kind in (QLineEdit, QPlainTextEdit)
        for each in page.editor.findChildren(kind)
        if can_be_used(each)
    ]
    if fields:
        field = who.chance.choice(fields)
        field.setFocus()
        QTest.keyClicks(field, who.chance.choice(("x", "new", "1.2")))


def _use_scheme(who: Somebody) -> None:
    page = _section(who, "scheme")
    assert isinstance(page, SchemePage)
    if can_be_used(page.header._use):
        QTest.mouseClick(page.header._use, Qt.MouseButton.LeftButton)


def _first_scheme(who: Somebody) -> None:
    """Back to the scheme that the project began with, so that there are labels to mark with."""
    page = _section(who, "scheme")
    assert isinstance(page, SchemePage)
    page._show_version(schemes.every(who.window.session.project)[0].id)


def _plan(who: Somebody) -> None:
    section = _section(who, "assignment")
    assert isinstance(section, AssignmentSection)
    section.plan()


def _packages(who: Somebody) -> None:
    section = _section(who, "assignment")
    assert isinstance(section, AssignmentSection)
    section.make_packages()


def _strategies(who: Somebody) -> None:
    who.window.show_page("review")
    who.settle()
    who.window.run_command("review.strategies")


def _letters_of_old_files(who: Somebody) -> None:
    """A file that does not say which letters it is in, and the question for it."""
    section = _section(who, "articles")
    assert isinstance(section, ArticlesSection)
    who.window.project.import_articles([who.room.stock / "old.txt"])
    who.settle()
    for step in section.findChildren(FilesStep):
        if section._assistant is not None:
            section._assistant._steps.show_at(Step.FILES)
        step.table.selectAll()
        if step.isVisible() and any(map(_has_encoding, step.table.chosen)):
            step._ask_encodings()


def _hub(who: Somebody) -> None:
    """A folder that lead and annotators share."""
    is_work_package = who.window.session.is_work_package
    pane = _section(who, "work" if is_work_package else "collect").findChild(HubPane)
    assert pane is not None
    pane.set_up()
    dialog = pane.findChild(HubDialog)
    if dialog is not None:
        (who.room.out / "hub").mkdir(exist_ok=True)
        dialog._address.setText(str(who.room.out / "hub"))


def _search(who: Somebody) -> None:
    who.window.open_palette()
    popup = who.window._palette.popup
    if popup is not None:
        QTest.keyClicks(popup.focusWidget() or popup, who.chance.choice(("truce", ">zo", "pdf")))


_ANYWHERE: dict[str, Callable[[Somebody], None]] = {
    "preferences": _preferences,
    "another key": _rebind,
    "the usual keys": _usual_keys,
    "another look": _look,
    "the usual look": _usual_look,
    "another language": _language,
    "a restart": _restart,
    "another size": _size,
    "a backup": _back_up,
    "restoring a backup": _restore,
    "check and repair": _check,
    "recovery": _recover,
    "a damaged project": _open_damaged,
    "search": _search,
    "a hub": _hub,
}
_OF_THE_LEAD: dict[str, Callable[[Somebody], None]] = {
    "the data of a person": _person,
    "an import": _import,
    "a collect": _collect,
    "the letters of old files": _letters_of_old_files,
    "a merge": _merge,
    "a scheme from a file": _read_scheme,
    "another word in the scheme": _edit_scheme,
    "putting the scheme in force": _use_scheme,
    "the first scheme again": _first_scheme,
    "a plan": _plan,
    "packages": _packages,
    "strategies": _strategies,
}
