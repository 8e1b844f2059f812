"""What must hold of the pages: they show what the file holds. Each look gives what is wrong."""

from __future__ import annotations

from db.queries import articles, comments, explore, layers, review_queue
from db.queries import review as reviewing
from gui.agreement.book import Book
from gui.agreement.sheets import first_sheet
from gui.annotate.article_list.model import SUMMARY_ROLE
from gui.explore.case_reader import CaseReader
from gui.explore.kinds import Order, ordered
from gui.help.window import HelpWindow
from gui.main_window.window import MainWindow

_MOST_CASES = 100_000


def annotate(window: MainWindow) -> str:
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


def text(window: MainWindow) -> str:
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


def review(window: MainWindow) -> str:
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


def explore_(window: MainWindow) -> str:
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
    if page._list.model_of_cases.rows != ordered(page._question.listed(), order):
        return "the Explore page lists other places than it has read"
    return ""


def agreement(window: MainWindow) -> str:
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


def article_list(window: MainWindow) -> str:
    """The list of articles names them as they are, with the states that the layers have."""
    pane = window.annotate.articles
    if not pane.isVisible() or pane._model.is_searching:
        return ""
    project, author = window.session.project, window.session.author
    for row in range(pane._model.rowCount()):
        listed = pane._model.index(row).data(SUMMARY_ROLE)
        if articles.summary(project, author, listed.id) != listed:
            return f"row {row} of the list of articles is not as the file has it"
    return ""


def board(window: MainWindow) -> str:
    """The comments of the article are those that were made."""
    current = window.annotate.current
    if current.article is None:
        return ""
    stored = comments.of_article(window.session.project, current.article.id)
    if tuple(current.comments) != tuple(stored):
        return "the Annotate page has other comments than the file"
    board = window.annotate.comments.board
    if board.isVisible() and (board.article, tuple(board._comments)) != (
        current.article.id,
        stored,
    ):
        return "the board shows other comments than the file holds"
    return ""


def review_board(window: MainWindow) -> str:
    """So are those of the Review page."""
    if window._turner.page != "review" or not window.review.comments.isVisible():
        return ""
    board, article = window.review.comments.board, window.review.current.article
    if article is None or board.article != article:
        return (
            "" if board.article == article else "the Review page shows comments of another article"
        )
    if tuple(board._comments) != tuple(comments.of_article(window.session.project, article)):
        return "the Review page shows other comments than the file holds"
    return ""


def queue(window: MainWindow) -> str:
    """The queue of the review has the articles and figures that the layers make now."""
    if window._turner.page != "review" or window.review.queue.is_reading:
        return ""
    now = review_queue.queue(window.session.project, review_queue.QueueCache())
    shown = {each.article: each for each in window.review.queue.model.entries}
    stored = {each.article: each for each in now}
    if shown.keys() != stored.keys():
        return "the queue lists other articles than there are to review"
    for article, entry in stored.items():
        if shown[article] != entry:
            return f"the queue shows {shown[article]} instead of {entry}"
    return ""


def handbook(window: MainWindow) -> str:
    """The handbook shows the page that it is at."""
    for each in window.findChildren(HelpWindow):
        if not each.isVisible() or each.place is None:
            continue
        page = each._book.page(each.place.page)
        if page is None or not each._text.toPlainText().strip():
            return f"the handbook shows nothing at {each.place}"
        first = page.sections[0].title
        if first not in each._text.toPlainText():
            return f"the handbook shows another page than {each.place}"
    return ""


QUICK = (annotate, text, review, explore_, board, review_board)
"""Cheap enough for each step."""
THOROUGH = (agreement, article_list, queue, handbook)
"""What takes longer, so that it is looked at now and then."""
