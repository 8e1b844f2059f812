"""Finds every text of the window that is to be translated, and the places where it stands.

A text is a literal handed to `tr` or `tr_count`, with its meaning where one is told. It may also
stand in a table that the same file or the same loop reads from; what comes from farther away is
named in `ELSEWHERE`, so that no call is passed over in silence.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from db.agreement.figure import Reason  # noqa: E402 - found only now
from db.exports import catalogue, loss_table  # noqa: E402
from db.scheme import toml  # noqa: E402
from db.shipped import DEFAULT_SCHEME  # noqa: E402
from gui.actions import (  # noqa: E402
    AGREEMENT_COMMANDS,
    COMMANDS,
    EXPLORE_COMMANDS,
    GROUPS,
    REVIEW_COMMANDS,
    REVIEW_KEYS,
)
from gui.main_window.pages import PAGES, PAGES_OF_WORK_PACKAGE  # noqa: E402
from gui.translation import with_meaning  # noqa: E402

GUI = ROOT / "gui"
Texts = Iterable[str]


def _titles() -> Texts:
    tables = (COMMANDS, REVIEW_COMMANDS, REVIEW_KEYS, EXPLORE_COMMANDS, AGREEMENT_COMMANDS)
    yield from (command.title for table in tables for command in table)
    yield from _pages()


def _pages() -> Texts:
    return (title for _, title in (*PAGES, *PAGES_OF_WORK_PACKAGE))


def _kept() -> Texts:
    scheme = toml.parse(DEFAULT_SCHEME.read_text(encoding="utf-8"))
    return loss_table.rows(scheme, catalogue.FORMATS[:1])[0].keeps


def _nothing() -> Texts:
    return ()


ELSEWHERE: dict[str, Callable[[], Texts]] = {
    "figure.reason": lambda: [str(reason) for reason in Reason],
    "gui/command.py: self.title": _titles,
    "group": lambda: GROUPS,
    "gui/main_window/top_bar.py: title": _pages,
    "gui/palette/command_items.py: _GROUPS.get(id_, 'Pages')": lambda: GROUPS,
    "gui/project/exporting/keeping.py: title": _kept,
    "gui/annotate/article_fields/form.py: field.title": lambda: ["Title"],
    # The two functions that hand on what they were called with.
    "gui/translation.py: one if is_one else other": _nothing,
}
"""Where a text comes from that is neither a literal nor in a table of its file, by the expression.

A key with a file in front is for that file only.
"""


class Unclear(Exception):  # noqa: N818 - what it says is not an error of the program
    """A call of `tr` whose texts can't be found."""


def texts(folder: Path = GUI) -> dict[str, list[str]]:
    """Every text in the order of files and lines, with the places (`gui/app.py:12`)."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        place = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        for line, text in _of_file(path, place):
            found.setdefault(text, []).append(f"{place}:{line}")
    return found


def _of_file(path: Path, place: str) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    scope = _Scope(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (name := _called(node)) in _ARGUMENTS:
            for argument in _ARGUMENTS[name](node):
                for text in _texts_of(argument, scope, place):
                    yield node.lineno, with_meaning(text, _meaning(node))


_ARGUMENTS: dict[str, Callable[[ast.Call], list[ast.expr]]] = {
    "tr": lambda call: call.args[:1],
    "tr_count": lambda call: call.args[1:3],
}


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    match call.func:
        case ast.Attribute(value=ast.Name(id="translation"), attr=name):  # only the module imported
            return name
    return ""


def _meaning(call: ast.Call) -> str:
    for keyword in call.keywords:
        match keyword:
            case ast.keyword(arg="meaning", value=ast.Constant(value=str(meaning))):
                return meaning
    return ""


class _Scope:
    """The tables of a module, and what its loops go over."""

    def __init__(self, tree: ast.Module) -> None:
        self.tables: dict[str, ast.expr] = {}
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                self.tables[node.targets[0].id] = node.value
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                self.tables.setdefault(node.target.id, node.value or node.target)
        self.named: dict[str, list[ast.expr]] = {}
        for each in ast.walk(tree):
            match each:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=value)
                    | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
                ):
                    self.named.setdefault(name, []).append(value)
        self.loops: list[tuple[ast.expr, ast.expr, ast.AST]] = []
        for each in ast.walk(tree):
            if isinstance(each, ast.For):
                self.loops.append((each.target, each.iter, each))
            elif isinstance(each, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
                self.loops += [(part.target, part.iter, each) for part in each.generators]

    def tables_in(self, node: ast.expr) -> Iterator[ast.expr]:
        """The tables of the module that an expression reads from, also by way of a name."""
        for name in {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}:
            if name in self.tables:
                yield self.tables[name]
            elif isinstance(node, ast.Name):
                for value in self.named.get(name, ()):
                    yield from self.tables_in(value)

    def bound(self, name: ast.Name) -> Iterator[str]:
        """The texts that a loop around this use of a name gives it."""
        for target, iterated, around in self.loops:
            if any(inner is name for inner in ast.walk(around)):
                for element in self._elements(iterated):
                    yield from _matched(target, element, name.id)

    def _elements(self, iterated: ast.expr) -> Iterator[ast.expr]:
        match iterated:
            case ast.Name(id=name) if name in self.named:
                for value in self.named[name]:
                    yield from self._elements(value)
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                yield from elements
            case ast.Call(func=ast.Attribute(value=table, attr="items" | "values" as what)):
                table = self.tables.get(table.id, table) if isinstance(table, ast.Name) else table
                if isinstance(table, ast.Dict):
                    for key, value in zip(table.keys, table.values, strict=True):
                        pair = ast.Tuple(elts=[key or value, value], ctx=ast.Load())
                        yield pair if what == "items" else value


def _matched(target: ast.expr, element: ast.expr, name: str) -> Iterator[str]:
    match target, element:
        case ast.Name(id=found), _ if found == name:
            yield from _constants(element)
        case ast.Tuple(elts=targets), ast.Tuple(elts=elements):
            for one, other in zip(targets, elements, strict=False):
                yield from _matched(one, other, name)


def _texts_of(node: ast.expr, scope: _Scope, place: str) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=yes, orelse=no) if isinstance(yes, ast.Constant):
            return [*_texts_of(yes, scope, place), *_texts_of(no, scope, place)]
        case ast.Call(func=ast.Name(id="str"), args=[inner]):
            return _texts_of(inner, scope, place)
    said = ast.unparse(node)
    known = ELSEWHERE.get(f"{place}: {said}") or ELSEWHERE.get(said)
    if known is not None:
        return list(known())
    found = list(scope.bound(node)) if isinstance(node, ast.Name) else []
    for table in scope.tables_in(node):
        found += _constants(table)
    if not found:
        message = f"{place}:{node.lineno}: no text is found for tr({said})"
        raise Unclear(message)
    return found


def _constants(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.Dict(values=values):
            for value in values:
                yield from _constants(value)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            for element in elements:
                yield from _constants(element)
