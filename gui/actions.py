"""The only place that says which commands there are and which keys call them.

The key overlay, the palette, the menus and the shortcuts are all made from this table, and from
the keys that a person chose instead (`gui.keys`), so they can't disagree. Single letters act in
the article's text only; what the letters of a scheme do is said by `scheme_keys`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gui.built_actions import Actions, build_actions
from gui.command import Command, Place, key_parts, key_words
from gui.keys.in_force import in_force

__all__ = [
    "AGREEMENT_COMMANDS",
    "COMMANDS",
    "EXPLORE_COMMANDS",
    "GROUPS",
    "REVIEW_COMMANDS",
    "Actions",
    "Command",
    "Place",
    "build_actions",
    "commands_in",
    "commands_on",
    "key_parts",
    "page_commands",
    "taught_key",
    "with_key",
]

PAGES = "Pages"
ARTICLES = "Articles"
MARKING = "Marking"
SPANS = "Spans"
STATEMENTS = "Statements"
REFERENTS = "Referents"
REVIEWING = "Reviewing"
EXPLORING = "Exploring"
FINDING = "Finding"
VIEW = "View"
PROJECT = "Project"
GROUPS = (
    MARKING, SPANS, STATEMENTS, REFERENTS, REVIEWING, EXPLORING, ARTICLES, FINDING, VIEW, PAGES,
    PROJECT,
)  # fmt: skip


def _in_text(id_: str, title: str, group: str, *keys: str, repeats: bool = False) -> Command:
    return Command(id=id_, title=title, group=group, keys=keys, in_text=True, repeats=repeats)


def _fixed(id_: str, title: str, group: str, *keys: str) -> Command:
    return replace(_in_text(id_, title, group, *keys), is_fixed=True)


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
    _anywhere("statement.copy", "Copy the statement as a sentence", STATEMENTS, "Ctrl+Shift+C"),
    _anywhere("statement.copy_reference", "Copy the words with their place", STATEMENTS),
    _anywhere("statement.copy_all", "Copy all statements of the article", STATEMENTS),
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
    _anywhere("article.print", "Print the article", ARTICLES, "Ctrl+P"),
    _anywhere("article.pdf", "Save the article as PDF", ARTICLES, "Ctrl+Shift+P"),
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
    _lead("review.return", "Back to the review", REVIEWING, "Ctrl+R"),
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
    _anywhere("settings.open", "Keys and settings", VIEW, "Ctrl+,"),
    _anywhere("tray.open", "What is under way, and what happened", VIEW, "Ctrl+J"),
    _anywhere("theme.next", "Light, dark or as the system", VIEW, "Ctrl+Shift+L"),
    _anywhere("help.keys", "All keys", VIEW, "Ctrl+/", text=("?",)),
    _anywhere("help.guidelines", "Guidelines", VIEW, "F1"),
    _anywhere("help.handbook", "Handbook", VIEW, "Shift+F1"),
    _anywhere("help.tour", "Guided tour", VIEW),
    _anywhere("project.new", "New project", PROJECT, "Ctrl+N"),
    _anywhere("project.open", "Open a project", PROJECT, "Ctrl+O"),
    _lead("project.import", "Import articles", PROJECT, "Ctrl+I"),
    _lead("project.copies", "Find wire copies", PROJECT),
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
        _fixed(f"review.version_{number}", f"Take version {number}", REVIEWING, str(number))
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
    _in_text("review.rule", "Name the rule that decides it", REVIEWING, "Shift+R"),
    _in_text("review.note", "Note to an annotator", REVIEWING, "C"),
    _in_text("review.gap", "The guidelines need an update", REVIEWING, "G"),
    _in_text("review.comments", "Comments on the article", REVIEWING, "M"),
    _in_text("review.names", "Hide or show names", REVIEWING, "H"),
    _in_text("review.back", "Let go", REVIEWING, "Escape"),
    _in_text("help.keys", "All keys", VIEW, "?"),
)
"""What the keys do in the text of the Review page, where they mean other things."""


EXPLORE_COMMANDS: tuple[Command, ...] = (
    _fixed("explore.answer", "Settle as the answer of this number", EXPLORING, *"123456789"),
    _fixed("explore.nothing", "Settle as nothing", EXPLORING, "0", "N"),
    _fixed("explore.union", "Settle as all words of all versions", EXPLORING, "U"),
    _fixed("explore.intersection", "Settle as the words that all share", EXPLORING, "I"),
    _fixed("explore.all", "Choose all places", EXPLORING, "Ctrl+A"),
    _fixed("explore.open", "Open the article at the place", EXPLORING, "Return", "Enter"),
    _fixed("explore.review", "Review the place", EXPLORING, "Shift+Return", "Shift+Enter"),
    _in_text("help.keys", "All keys", VIEW, "?"),
)
"""What the keys do in the list of the Explore page, which itself takes all but the last."""

AGREEMENT_COMMANDS: tuple[Command, ...] = (
    _anywhere("help.guidelines", "What the measures say", VIEW, "F1"),
)
"""What a key of the window does on the Agreement page, which has no text to read rules for."""

_ANNOTATE_ONLY = frozenset({
    "span.repeat", "referent.rename", "article.skip", "review.return", "article.print",
    "article.pdf", "statement.copy", "statement.copy_reference", "statement.copy_all",
})  # fmt: skip
_TEXT_ONLY = frozenset({
    "article.done", "article.next", "article.previous", "find.open", "find.next", "find.previous",
    "tab.next", "tab.previous", "view.left", "view.right", "help.guidelines",
})  # fmt: skip
_LEFT_OUT = {
    "review": _ANNOTATE_ONLY,
    "explore": _ANNOTATE_ONLY | _TEXT_ONLY,
    "agreement": _ANNOTATE_ONLY | _TEXT_ONLY | {"list.filter"},
}
_WITHOUT_GUIDELINES = frozenset({"project", "explore"})


REVIEW_KEYS = (
    _fixed("review.version", "Take the version of this number", REVIEWING, *"123456789"),
    *(each for each in REVIEW_COMMANDS if not each.id.startswith("review.version_")),
)
"""The commands of the Review page as they are told to people: the numbers are one."""

_OWN = {"review": REVIEW_KEYS, "explore": EXPLORE_COMMANDS, "agreement": AGREEMENT_COMMANDS}


def commands_on(page: str, commands: Iterable[Command]) -> tuple[Command, ...]:
    """Those of some commands whose keys mean something on a page, and the page's own.

    They come with the keys that they have now.
    """
    commands = tuple(map(in_force().bound, commands))
    if page in _WITHOUT_GUIDELINES:
        commands = tuple(_with_handbook_first(commands))
    table = _OWN.get(page)
    if table is None:
        return commands
    own = tuple(map(in_force().bound, table))
    kept = tuple(
        command if command.id == "help.keys" else replace(command, text_keys=())
        for command in commands
        if not command.in_text and command.id not in _LEFT_OUT[page]
    )
    ids = {command.id for command in kept}
    return (*(command for command in own if command.id not in ids), *kept)


def _with_handbook_first(commands: Sequence[Command]) -> Iterator[Command]:
    # Where there are no guidelines to open, their key opens the handbook.
    guidelines = next((each for each in commands if each.id == "help.guidelines"), None)
    for each in commands:
        if each.id == "help.handbook" and guidelines is not None:
            yield replace(each, keys=(*guidelines.keys, *each.keys))
        elif each is not guidelines:
            yield each


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


def command(id_: str) -> Command:
    """The command of the table with this id, with the keys that it has now; KeyError for none."""
    return in_force().bound(_BY_ID[id_])


def taught_key(id_: str) -> str:
    """The first key of a command as words for a button, such as "Ctrl+K"; empty where it has none.

    Who shows it shows it again when `gui.keys.in_force` says that keys changed.
    """
    keys = command(id_).all_keys
    return key_words(keys[0]) if keys else ""


def with_key(text: str, id_: str) -> str:
    """Words of a button, with the key behind them that does the same."""
    key = taught_key(id_)
    return f"{text}  {key}" if key else text


_BY_ID = {each.id: each for each in COMMANDS}
