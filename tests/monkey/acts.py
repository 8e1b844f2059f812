"""The only place that knows what the monkey can do, and how often it does which."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from db.queries import annotators
from gui.actions import EXPLORE_COMMANDS, REVIEW_COMMANDS, Command, commands_in, page_commands
from gui.keys.in_force import in_force
from gui.main_window.pages import pages_in
from gui.scheme_keys import scheme_commands
from tests.monkey import errands, hands
from tests.monkey.reached import NEVER
from tests.monkey.somebody import Somebody, in_the_way

Act = Callable[[Somebody], None]

_WORDS_ASKED = ("France", "truce", "talks", "plan*", "observers", "ألمانيا", "nobody")
_MOST_REPLAYED = 12


def choose(who: Somebody) -> Act:
    """One of all acts; where something is in the way of the window, one of those of hands."""
    is_free = who.program.window is not None and in_the_way() is None
    weights = _OF_HANDS | _OF_THE_WINDOW if is_free else _OF_HANDS | _OF_DIALOGS
    return who.chance.choices(tuple(weights), weights=tuple(weights.values()))[0]


def _command(who: Somebody) -> None:
    """A command, mostly on a page where it means something."""
    package = who.window.session.is_work_package
    known = {each.id: each for each in _commands(who)}
    name = who.reached.choose(who.chance, "command", known.keys() - NEVER)
    page = _page_of(known[name])
    is_kept = page != "explore" and who.chance.random() < 0.2
    if page and not package and page != who.window._turner.page and not is_kept:
        who.window.show_page(page)
        who.settle()
    if page == "annotate" and who.chance.random() < 0.5:
        _select_something(who)
    who.note(f"command {name}")
    if name.startswith("explore.") and name != "explore.words":
        _press_in_places(who, known[name])
    else:
        who.window.run_command(name)


def _commands(who: Somebody) -> list[Command]:
    session = who.window.session
    is_work_package = session.is_work_package
    found = [
        *commands_in(is_work_package=is_work_package),
        *page_commands(pages_in(is_work_package=is_work_package)),
        *scheme_commands(session.scheme),
    ]
    return found if is_work_package else [*found, *REVIEW_COMMANDS, *EXPLORE_COMMANDS]


def _page_of(command: Command) -> str:
    """The page on which a command means something; empty for any."""
    page = command.id.partition(".")[0]
    if page in ("review", "explore") and command.id not in ("review.return", "explore.words"):
        return page
    return "annotate" if command.in_text or page in ("span", "statement", "referent") else ""


def _press_in_places(who: Somebody, command: Command) -> None:
    """The list of the Explore page takes its keys itself."""
    places = who.window.explore.places
    if not places.model().rowCount():
        who.window.show_page("explore", who.chance.choice(_WORDS_ASKED))
        who.settle()
    places.focus_first()
    keys = in_force().bound(command).all_keys
    if keys:
        combination = QKeySequence(who.chance.choice(keys))[0]
        QTest.keyClick(places, combination.key(), combination.keyboardModifiers())


def _select_something(who: Somebody) -> None:
    annotation = who.window.annotate.current.annotation
    if annotation is not None and annotation.spans:
        who.window.selection.select_span(who.chance.choice(annotation.spans).id)


def _page(who: Somebody) -> None:
    """Any page, at any of its sections."""
    window = who.window
    pages = [page for page, _ in pages_in(is_work_package=window.session.is_work_package)]
    places = [f"project/{each}" for each in window.project._sections]
    places += [each for each in pages if each != "project"]
    place = who.reached.choose(who.chance, "place", places)
    page, _, section = place.partition("/")
    if page == "explore":
        section = who.chance.choice(_WORDS_ASKED)
    who.note(f"page {page} {section}")
    window.show_page(page, section)


def _replay(who: Somebody) -> None:
    """A storm of undo and redo."""
    session = who.window.session
    steps = [who.chance.random() < 0.6 for _ in range(who.chance.randint(1, _MOST_REPLAYED))]
    who.note("replay " + "".join("u" if each else "r" for each in steps))
    for is_undo in steps:
        if is_undo:
            session.undo()
        else:
            session.redo()


def _other_person(who: Somebody) -> None:
    """Somebody else sits down, or gold: the window is made anew."""
    session = who.window.session
    if session.is_work_package:
        return
    person = who.chance.choice(annotators.every(session.project))
    who.note(f"from now on works {person.name}")
    who.window.author_wanted.emit(person.id)


_OF_HANDS: dict[Act, int] = {
    hands.key: 24,
    hands.letters: 9,
    hands.click: 14,
    hands.button: 14,
    hands.row: 4,
    hands.pick: 3,
    hands.drag: 6,
    hands.wheel: 3,
    hands.context_menu: 3,
}
_OF_DIALOGS: dict[Act, int] = {hands.button: 40, hands.escape: 8}
_OF_THE_WINDOW: dict[Act, int] = {
    _replay: 2,
    _command: 14,
    _page: 6,
    _other_person: 1,
    errands.errand: 4,
}
