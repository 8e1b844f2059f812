"""The only place that says what must hold of the window whatever was done: it shows what is stored.

Each look gives what is wrong, "" for nothing.
"""

from __future__ import annotations

from db import doctor
from db.queries import explore, figures, layers, projects, referents
from db.queries import review as reviewing
from gui.agreement.book import Book
from gui.agreement.sheets import first_sheet
from gui.explore.case_reader import CaseReader
from gui.explore.kinds import Order, ordered
from gui.main_window.window import MainWindow
from gui.project.overview import OverviewSection
from gui.project.register.section import RegisterSection

_MOST_CASES = 100_000


def quick(window: MainWindow) -> str:
    """What is looked at after each step."""
    return _annotate(window) or _text(window) or _review(window) or _explore(window)


def thorough(window: MainWindow) -> str:
    """What takes longer, so that it is looked at now and then."""
    found = doctor.examine(window.session.project)
    if found:
        return f"the doctor finds: {found}"
    return _agreement(window) or _project(window)


def _annotate(window: MainWindow) -> str:
    """The text shows the spans that the file holds, of the right article."""
    article, shown = window.selection.article, window.annotate.current.annotation
    if article is None or shown is None:
        return ""
    project = window.session.project
    layer = layers.of(project, article, window.session.author)
    stored = None if layer is None else layers.annotation(project, layer)
    spans = () if stored is None else stored.spans
    if {each.id for each in shown.spans} != {each.id for each in spans}:
        return "the Annotate page shows other spans than the file holds"
    if shown.spans != spans or (stored is not None and shown.links != stored.links):
        return "the Annotate page shows spans or links otherwise than the file does"
    drawn = {each.id for each in window.annotate.view.spans}
    if window.annotate.isVisible() and drawn != {each.id for each in spans}:
        return "the text shows other spans than the page"
    return ""


def _text(window: MainWindow) -> str:
    """Whatever lies in the text lies within the body, in code points."""
    current, view = window.annotate.current, window.annotate.view
    if current.article is None or not window.annotate.isVisible():
        return ""
    body = current.article.body
    if not 0 <= view.caret <= len(body):
        return f"the caret stands at {view.caret} of {len(body)}"
    chosen = view.selected_extent()
    if chosen is not None and not 0 <= chosen.start < chosen.end <= len(body):
        return f"{chosen} is selected in a body of {len(body)}"
    return ""


def _review(window: MainWindow) -> str:
    """The Review page shows the units that the layers make now."""
    if window._turner.page != "review":
        return ""
    shown = window.review.current.reviewed
    if shown is None:
        return ""
    now = reviewing.article(window.session.project, shown.article.id)
    if now is not None and [each.id for each in now.units] != [each.id for each in shown.units]:
        return "the Review page shows other units than the layers make"
    return ""


def _explore(window: MainWindow) -> str:
    """The Explore page lists the places that are there now."""
    if window._turner.page != "explore":
        return ""
    page = window.explore
    reader: CaseReader = page._reader
    if reader.is_reading or not reader.is_complete:
        return ""
    now = explore.read(window.session.project, reader.asked, limit=_MOST_CASES)
    if reader.cases != now.cases:
        return f"the Explore page has read other places than there are for {reader.asked}"
    order = Order(page._order.currentData())
    if page._list.model_of_cases.cases != ordered(page._question.listed(), order):
        return "the Explore page lists other places than it has read"
    return ""


def _agreement(window: MainWindow) -> str:
    """The Agreement page shows the figure that the layers make now."""
    if window._turner.page != "agreement":
        return ""
    view = window.agreement.figures
    if view._first is None or not view.isVisible():
        return ""
    wish = view.choices.wish
    with Book().opened(wish.basis, window.session.project, lambda *_: None, lambda: False) as desk:
        now = first_sheet(desk, wish)
    shown = view._first
    if (shown.material, shown.headline, shown.by_label) != (
        now.material,
        now.headline,
        now.by_label,
    ):
        return f"the Agreement page shows another figure than {now.headline}"
    return ""


def _project(window: MainWindow) -> str:
    """The Project page counts what is there."""
    if window._turner.page != "project":
        return ""
    project = window.session.project
    section = window.project.section(window.project.shown_section)
    if isinstance(section, OverviewSection) and section._figures is not None:
        if section._figures.counts != figures.counts(project):
            return "the Overview counts otherwise than the file"
        title = section._title
        is_typing = title.hasFocus() and title.isModified()
        if not is_typing and title.text() != projects.info(project).title:
            return "the Overview shows another title than the file"
    if isinstance(section, RegisterSection):
        listed = {entry.referent.id: entry for entry, _ in section._model._everything}
        if listed != {each.referent.id: each for each in referents.register(project)}:
            return "the Register lists other referents than the file"
    return ""
