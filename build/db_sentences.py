"""Finds the sentences that `db` says to people: faults, problems, findings and names of steps.

They are English there, for the command line and the log; the window looks them up by their shape
(`gui.translation.tr_said`). An f-string becomes a sentence with named gaps:
`f"{path.name} is open"` is `{name} is open`.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DB = ROOT / "db"

_SAYING = (
    "agreement/drift.py", "agreement/figure.py", "backup.py", "connection.py", "doctor/",
    "errors.py", "exports/catalogue.py", "exports/choices.py", "exports/files.py",
    "exports/line_check.py", "exports/lines.py", "exports/person.py", "exports/places.py",
    "exports/profiles.py", "exports/read_back.py", "exports/records_writing.py", "exports/run.py",
    "exports/tool_sinks.py", "foreign.py", "formats/", "imports/", "inspection.py", "merge/",
    "operations/", "packages/", "project.py", "project_lock.py", "review/choices.py",
    "scheme/answers.py", "scheme/comparison.py", "scheme/key_faults.py", "scheme/rules.py",
    "scheme/spelling.py", "scheme/validation.py", "splitting/", "text/",
)  # fmt: skip
"""What is heard in the window. The rest speaks on the command line, or in the files of exports."""
_SILENT = (
    "formats/cas_writer.py", "formats/chat.py", "formats/column_names.py",
    "formats/label_studio_writer.py", "formats/refi_qda_writer.py", "formats/webanno_layers.py",
    "formats/webanno_writer.py", "imports/map_file.py", "imports/mapping/words.py",
    "operations/merged_rest.py", "operations/package_rows.py", "operations/record_referents.py",
    "packages/hub/dav_answer.py", "packages/send_back.py", "splitting/ties.py",
)  # fmt: skip
"""Words for machines and in files, and the receipt, which travels to people of any language."""
_SQL = re.compile(
    r"\b(SAVEPOINT|ROLLBACK|RELEASE|VACUUM|IMMEDIATE|SELECT|INSERT|UPDATE|DELETE|PRAGMA|CREATE|"
    r"ATTACH|DETACH|WITH|AND|WHERE|JOIN|DROP|VALUES|FROM|LIMIT|EXISTS|NULL|CASE|"
    r"count\(|json_)\b|\w+\.\w+, \w+\.|= :|coalesce"
)
_KEYS = frozenset({
    "Could not decode", "coming {known}", "hub here", "hub host key: {host}", "hub fetched ",
    "hub password: {text}",
    "expected after", "field larger", "field larger than field limit", "is anybody there",
    "lead {project_id}", "missing from index", "no space|quota",
    "non-unique entry in index", "operation, sequence", "signing key: {owner}",
    "unexpected end", "unexpected end of data", "wrong # of entries in index",
})  # fmt: skip
"""What looks like words, but is told to SQLite, a server or the keyring, or by a library."""
_UNSAID = frozenset({"Bug", "ValueError", "re.compile"})
_GAP = re.compile(r"\{\w+\}")
_WORDS = re.compile(
    r"[A-Za-z’']{2,}[,:;]? [a-zA-Z“„{]|[”}] [a-z]{2,}|[a-z]{2,} [“{]|"
    r'[a-z]{2,} "\{|[A-Z]+-\d+ [a-z]{2,}'
)


def sentences(folder: Path = DB) -> dict[str, list[str]]:
    """Every sentence in the order of files and lines, with its places (`db/errors.py:12`)."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.py")):
        place = path.relative_to(folder).as_posix()
        if not place.startswith(_SAYING) or place in _SILENT:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, text in sorted(_said(tree)):
            found.setdefault(text, []).append(f"{folder.name}/{place}:{line}")
    return found


def _said(tree: ast.Module) -> Iterator[tuple[int, str]]:
    silent = _silent(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or id(node) in silent:
            continue
        text = _shape(node)
        if _WORDS.search(text) and not _SQL.search(text) and text not in _KEYS:
            yield node.lineno, text
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "journal.operation":
            # The name of a step may be a single word.
            yield from ((node.lineno, text) for text in map(_shape, node.args[1:2]) if text)


def _silent(tree: ast.Module) -> set[int]:
    """Docstrings, what a bug says of itself, patterns, and the pieces of f-strings."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            found.add(id(node.value))
        is_unsaid = isinstance(node, ast.Call) and ast.unparse(node.func) in _UNSAID
        if isinstance(node, ast.JoinedStr) or is_unsaid:
            found |= {id(part) for part in ast.walk(node)} - ({id(node)} - {0})
    return found


def _shape(node: ast.AST) -> str:
    match node:
        case ast.Constant(value=str(text)):
            # What is filled in later, by `format`, has its gaps already.
            return text if _GAP.search(text) else text.replace("{", "{{").replace("}", "}}")
        case ast.JoinedStr(values=parts):
            return "".join(_parts(parts))
    return ""


def _parts(parts: list[ast.expr]) -> Iterator[str]:
    taken: dict[str, int] = {}
    for part in parts:
        if isinstance(part, ast.FormattedValue):
            gap = _name(part.value).strip("_").lower() or "value"
            taken[gap] = taken.get(gap, 0) + 1
            yield "{" + gap + (str(taken[gap]) if taken[gap] > 1 else "") + "}"
        else:
            yield _shape(part)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Attribute(value=inner)) | ast.Subscript(value=inner):
            return _name(inner)
        case ast.Call(args=[inner, *_]):
            return _name(inner)
        case ast.BinOp(left=inner):
            return _name(inner)
    return "value"
