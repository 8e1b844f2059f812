"""The only place that says which commands there are and which keys call them.

The key overlay, the palette, the menus and the shortcuts are all made from this table, so they
can't disagree. Single letters act in the article's text only; what the letters of a scheme do is
said by `scheme_keys`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from gui.translation import tr


class Place(StrEnum):
    """Whose files a command belongs to."""

    EVERYWHERE = "everywhere"
    PROJECT = "project"
    """The lead's."""
    WORK_PACKAGE = "work_package"
    """An annotator's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can ask for. `title` is English; it is translated where it is shown.

    `keys` are portable key sequences, the first is the one that is taught. With `in_text` they act
    only while an article's text has the focus; `text_keys` are further ones that always do so.
    A command without `repeats` runs once however long its key is held. `place` is where there is
    such a thing to do.
    """

    id: str
    title: str
    group: str
    keys: tuple[str, ...] = ()
    text_keys: tuple[str, ...] = ()
    in_text: bool = False
    repeats: bool = False
    place: Place = Place.EVERYWHERE

    @property
    def all_keys(self) -> tuple[str, ...]:
        """Every key, in the order in which they are shown."""
        return self.keys + self.text_keys

    @property
    def keys_in_text(self) -> tuple[str, ...]:
        """The keys that act in an article's text and nowhere else."""
        return self.all_keys if self.in_text else self.text_keys


PAGES = "Pages"
ARTICLES = "Articles"
MARKING = "Marking"
SPANS = "Spans"
STATEMENTS = "Statements"
REFERENTS = "Referents"
REVIEWING = "Reviewing"
FINDING = "Finding"
VIEW = "View"
PROJECT = "Project"
GROUPS = (MARKING, SPANS, STATEMENTS, REFERENTS, REVIEWING, ARTICLES, FINDING, VIEW, PAGES, PROJECT)


def _in_text(id_: str, title: str, group: str, *keys: str, repeats: bool = False) -> Command:
    return Command(id=id_, title=title, group=group, keys=keys, in_text=True, repeats=repeats)


def _anywhere(
    id_: str, title: str, group: str, *keys: str, text: tuple[str, ...] = (), repeats: bool = False
) -> Command:
    return Command(id=id_, title=title, group=group, keys=keys, text_keys=text, repeats=repeats)


def _lead(id_: str, title: str, group: str, *keys: str) -> Command:
    return replace(_anywhere(id_, title, group, *keys), place=Place.PROJECT)


def _annotator(id_: str, title: str, group: str, *keys: str) -> Command:
    return replace(_anywhere(id_, title, group, *keys), place=Place.WORK_PACKAGE)


COMMANDS: tuple[Command, ...] = (
    _in_text("selection.clear", "Let go of the selection", MARKING, "Escape"),
    _in_text("fragment.add", "Add the selection to the span", MARKING, "+"),
    _in_text("fragment.remove", "Take the selection out of the span", MARKING, "-"),
    _anywhere("span.repeat", "Mark all the same mentions", MARKING, "Ctrl+Shift+A"),
    _anywhere("edit.undo", "Undo", MARKING, "Ctrl+Z", repeats=True),
    _anywhere("edit.redo", "Redo", MARKING, "Ctrl+Shift+Z", "Ctrl+Y", repeats=True),
    _in_text("span.next", "Next span", SPANS, "Tab", repeats=True),
    _in_text("span.previous", "Previous span", SPANS, "Shift+Tab", repeats=True),
    _in_text("span.overlap", "Next of the overlapping spans", SPANS, "O"),
    _in_text("span.remove", "Remove the span", SPANS, "Delete", "Backspace"),
    _in_text("end.left", "End a word earlier", SPANS, "Alt+Left", repeats=True),
    _in_text("end.right", "End a word later", SPANS, "Alt+Right", repeats=True),
    _in_text("start.left", "Start a word earlier", SPANS, "Alt+Shift+Left", repeats=True),
    _in_text("start.right", "Start a word later", SPANS, "Alt+Shift+Right", repeats=True),
    _in_text("end.left_exact", "End a character earlier", SPANS, "Ctrl+Alt+Left", repeats=True),
    _in_text("end.right_exact", "End a character later", SPANS, "Ctrl+Alt+Right", repeats=True),
    _in_text(
        "start.left_exact", "Start a character earlier", SPANS, "Ctrl+Alt+Shift+Left", repeats=True
    ),
    _in_text(
        "start.right_exact", "Start a character later", SPANS, "Ctrl+Alt+Shift+Right", repeats=True
    ),
    _in_text("card.open", "Go to the card", STATEMENTS, "Return", "Enter"),
    _in_text("slot.unnamed", "The one meant is not named", STATEMENTS, "Alt+1"),
    _in_text("slot.implied", "The one meant is implied", STATEMENTS, "Alt+2"),
    _in_text("slot.other_article", "The one meant is in another article", STATEMENTS, "Alt+3"),
    _in_text("referent.choose", "Choose the referent", REFERENTS, "M"),
    _in_text("referent.own", "Give the span a new referent", REFERENTS, "Shift+M"),
    _anywhere("referent.rename", "Rename the referent", REFERENTS, "F2"),
    _anywhere("article.done", "Mark done and open the next", ARTICLES, "Ctrl+Return", "Ctrl+Enter"),
    _anywhere(
        "article.skip",
        "Skip the article for now",
        ARTICLES,
        "Ctrl+Shift+Return",
        "Ctrl+Shift+Enter",
    ),
    _anywhere("article.next", "Next article", ARTICLES, "Alt+PgDown", text=("J",), repeats=True),
    _anywhere(
        "article.previous", "Previous article", ARTICLES, "Alt+PgUp", text=("K",), repeats=True
    ),
    _in_text("article.nothing", "Nothing here", ARTICLES, "N"),
    _in_text("article.flag", "Flag for the lead", ARTICLES, "F"),
    _in_text("article.header", "Take date and publisher from the text", ARTICLES, "H"),
    _in_text("comment.add", "Comment on the span or the article", ARTICLES, "C"),
    _anywhere("palette.open", "Search articles and commands", FINDING, "Ctrl+K"),
    _anywhere("find.open", "Find in the article", FINDING, "Ctrl+F"),
    _anywhere("find.next", "Next place found", FINDING, "F3", "Ctrl+G", repeats=True),
    _anywhere(
        "find.previous", "Previous place found", FINDING, "Shift+F3", "Ctrl+Shift+G", repeats=True
    ),
    _anywhere("list.filter", "Filter the articles", FINDING, "Ctrl+L"),
    _lead("explore.words", "Find these words in all articles", FINDING, "Ctrl+Shift+F"),
    _anywhere("pane.next", "Next pane", VIEW, "F6", repeats=True),
    _anywhere("pane.previous", "Previous pane", VIEW, "Shift+F6", repeats=True),
    _anywhere("tab.next", "Next tab on the right", VIEW, "Ctrl+PgDown", repeats=True),
    _anywhere("tab.previous", "Previous tab on the right", VIEW, "Ctrl+PgUp", repeats=True),
    _anywhere("view.left", "Show or hide the articles", VIEW, "Ctrl+B"),
    _anywhere("view.right", "Show or hide the cards", VIEW, "Ctrl+Shift+B"),
    _anywhere("zoom.in", "Larger", VIEW, "Ctrl++", "Ctrl+=", repeats=True),
    _anywhere("zoom.out", "Smaller", VIEW, "Ctrl+-", repeats=True),
    _anywhere("zoom.reset", "Usual size", VIEW, "Ctrl+0"),
    _anywhere("theme.next", "Light, dark or as the system", VIEW, "Ctrl+Shift+L"),
    _anywhere("help.keys", "All keys", VIEW, "Ctrl+/", text=("?",)),
    _anywhere("help.guidelines", "Guidelines", VIEW, "F1"),
    _anywhere("project.new", "New project", PROJECT, "Ctrl+N"),
    _anywhere("project.open", "Open a project", PROJECT, "Ctrl+O"),
    _lead("project.import", "Import articles", PROJECT, "Ctrl+I"),
    _lead("project.assign", "Hand out articles", PROJECT, "Ctrl+Shift+H"),
    _lead("project.collect", "Collect returned work", PROJECT, "Ctrl+Shift+R"),
    _lead("project.export", "Export a dataset", PROJECT, "Ctrl+E"),
    _annotator("work.send_back", "Send back my work", PROJECT, "Ctrl+Shift+S"),
    _annotator("work.take_in", "Take in a newer package", PROJECT, "Ctrl+Shift+O"),
    _anywhere("project.close", "Close the project", PROJECT, "Ctrl+W"),
    _anywhere("program.quit", "Quit", PROJECT, "Ctrl+Q"),
)


REVIEW_COMMANDS: tuple[Command, ...] = (
    *(
        _in_text(f"review.version_{number}", f"Take version {number}", REVIEWING, str(number))
        for number in range(1, 10)
    ),
    _in_text("review.take", "Take the version with the outline", REVIEWING, "Return", "Enter"),
    _in_text("review.union", "Take all words of all versions", REVIEWING, "U"),
    _in_text("review.intersection", "Take the words that all versions share", REVIEWING, "I"),
    _in_text("review.nothing", "Nothing here", REVIEWING, "0", "N"),
    _in_text("review.two", "Take from two versions", REVIEWING, "T"),
    _in_text("review.edit", "Edit freely, as gold", REVIEWING, "E"),
    _in_text("review.reopen", "Open the place again", REVIEWING, "Delete", "Backspace"),
    _in_text("review.accept", "Accept what all agree on", REVIEWING, "A"),
    _in_text("review.strategies", "Settle by a strategy", REVIEWING, "S"),
    _in_text("review.next", "Next difference", REVIEWING, "Tab", "J", repeats=True),
    _in_text("review.previous", "Previous difference", REVIEWING, "Shift+Tab", "K", repeats=True),
    _in_text("review.next_unit", "Next unit", REVIEWING, "Right", repeats=True),
    _in_text("review.previous_unit", "Previous unit", REVIEWING, "Left", repeats=True),
    _in_text("review.reason", "Say why", REVIEWING, "R"),
    _in_text("review.note", "Note to an annotator", REVIEWING, "C"),
    _in_text("review.gap", "The guidelines need an update", REVIEWING, "G"),
    _in_text("review.names", "Hide or show names", REVIEWING, "H"),
    _in_text("review.back", "Let go", REVIEWING, "Escape"),
    _in_text("help.keys", "All keys", VIEW, "?"),
)
"""What the keys do in the text of the Review page, where they mean other things."""


def commands_on(page: str, commands: Iterable[Command]) -> tuple[Command, ...]:
    """Those of some commands whose keys mean something on a page, and the page's own."""
    known = tuple(commands)
    if page != "review":
        return known
    kept = tuple(
        command if command.id == "help.keys" else replace(command, text_keys=())
        for command in known
        if not command.in_text
    )
    ids = {command.id for command in kept}
    return (*(command for command in REVIEW_COMMANDS if command.id not in ids), *kept)


def commands_in(*, is_work_package: bool) -> tuple[Command, ...]:
    """The commands that there are in an annotator's work package, or in the lead's project."""
    elsewhere = Place.PROJECT if is_work_package else Place.WORK_PACKAGE
    return tuple(command for command in COMMANDS if command.place is not elsewhere)


def page_commands(pages: Sequence[tuple[str, str]]) -> tuple[Command, ...]:
    """The commands `page.<id>` for the pages (id, title) that there are, Ctrl+1 for the first."""
    return tuple(
        _anywhere(f"page.{id_}", title, PAGES, f"Ctrl+{number}")
        for number, (id_, title) in enumerate(pages, start=1)
    )


class Actions(QObject):
    """The QActions of some commands; `put_away` takes them and their shortcuts away again."""

    def __init__(self, window: QWidget, run: Callable[[str], None]) -> None:
        super().__init__(window)
        self._run = run
        self._group = QActionGroup(self)
        self._group.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        self._group.triggered.connect(self._run_action)
        self._by_id: dict[str, QAction] = {}

    def __getitem__(self, command: str) -> QAction:
        return self._by_id[command]

    def __contains__(self, command: str) -> bool:
        return command in self._by_id

    def add(self, command: Command) -> QAction:
        """Make the action of one command; its object name is the command's id."""
        action = QAction(tr(command.title), self._group)
        action.setObjectName(command.id)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setAutoRepeat(command.repeats)
        self._by_id[command.id] = action
        return action

    def put_away(self) -> None:
        """Take the actions and their keys away: at once for the keys, the rest when Qt can."""
        self._group.setEnabled(False)
        self.deleteLater()

    @Slot(QAction)
    def _run_action(self, action: QAction) -> None:
        self._run(action.objectName())


def build_actions(
    window: QWidget,
    commands: Iterable[Command],
    run: Callable[[str], None],
    *,
    texts: Sequence[QWidget] = (),
) -> Actions:
    """Give a window its commands and each article text the keys that act only there.

    `run` is called with a command's id. The same letter in a field or a list stays a letter.
    """
    actions = Actions(window, run)
    for command in commands:
        action = actions.add(command)
        if command.in_text:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        else:
            window.addAction(action)
        for text in texts:
            if command.in_text:
                text.addAction(action)
            for key in command.text_keys:
                _add_text_key(text, key, command, action)
    return actions


def _add_text_key(text: QWidget, key: str, command: Command, action: QAction) -> None:
    shortcut = QShortcut(QKeySequence(key), text)
    shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
    shortcut.setAutoRepeat(command.repeats)
    shortcut.activated.connect(action.trigger)
    # The shortcut goes when its action goes, though its parent is the text.
    action.destroyed.connect(shortcut.deleteLater)


def key_parts(key: str) -> tuple[str, ...]:
    """The caps to draw for a portable key sequence: "Ctrl++" gives ("Ctrl", "+")."""
    native = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    names = {"Return": "Enter", "Del": "Delete", "PgDown": "Page down", "PgUp": "Page up"}
    *modifiers, last = native[:-1].split("+")
    parts = (*modifiers, last + native[-1:]) if native else ()
    return tuple(names.get(part, part) for part in parts)
