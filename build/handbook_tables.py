"""Makes those parts of the handbook that the program itself knows best: keys, commands, formats.

Such a part stands between `<!-- made: NAME -->` and `<!-- end -->` in a page.
`handbook.py --tables` writes them anew, and the tests say when that is due.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "resources" / "handbook"

sys.path.insert(0, str(ROOT))

from db import schema, shipped  # noqa: E402 - found only now
from db.cli import demarche  # noqa: E402
from db.exports.catalogue import FORMATS  # noqa: E402
from db.exports.export_format import ExportFormat  # noqa: E402
from db.formats.losses import LossKind  # noqa: E402
from db.imports.kinds import Kind  # noqa: E402
from db.scheme import toml  # noqa: E402
from db.scheme.model import Scheme  # noqa: E402
from gui.actions import (  # noqa: E402
    AGREEMENT_COMMANDS,
    COMMANDS,
    EXPLORE_COMMANDS,
    GROUPS,
    REVIEW_COMMANDS,
    Command,
)
from gui.scheme_keys import scheme_commands  # noqa: E402

_PART = re.compile(r"(<!-- made: (?P<name>[\w-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_KEY_NAMES = {
    "Return": "Enter", "PgDown": "Page down", "PgUp": "Page up", "Del": "Delete", "Esc": "Escape",
}  # fmt: skip

LOSSES = {
    LossKind.NESTED: "spans inside or across others",
    LossKind.DISCONTINUOUS: "gaps in a span",
    LossKind.CROSS_SENTENCE: "spans and links across sentences",
    LossKind.UNALIGNED: "spans that begin or end inside a token",
    LossKind.LINKS: "links, at least those without a target (unnamed, implied, other article)",
    LossKind.REFERENTS: "referents, at least those that nothing mentions",
    LossKind.ATTRIBUTES: "answers about spans or referents",
    LossKind.FIELDS: "article fields",
    LossKind.TEXT: "some white space or characters",
    LossKind.LIMIT: "spans that its readers pass over as too long",
    LossKind.PLACE: "where in the text the words stand",
}
"""Why something may be lost, as the table's columns and sentences say it."""

TABLES = {
    "project": "One row: the title, and whether this is a lead's project or a work package.",
    "setting": "What the project remembers of itself by name, such as where the team's hub is.",
    "scheme": "Every version of the scheme that was ever in force, as TOML; one is current.",
    "annotator": "Whose work is in here: people, gold, and programs. `repeats` is set on the "
    "second reading of somebody, and names that person.",
    "article": "The body as it was imported, its title, and its fields as JSON in `metadata`.",
    "layer": "All that one annotator said about one article: state, flag, answers about the "
    "article, which parts were on the screen, and the active seconds.",
    "referent": "The register: what mentions refer to. `owner` is the annotator who made it, empty "
    "for those that all share.",
    "merged_referent": "Which referents were merged away, and into which.",
    "span": "A marked stretch. `start` and `end` count code points, the end is not in it. `quote` "
    "is what the body says there. `fragments` is JSON where a span has gaps.",
    "link": "A role from a statement's span to another span, or the reason why there is none.",
    "comment": "What was said about an article or a span, with replies.",
    "work_package": "What went out to annotators and came back, with fingerprints.",
    "assignment": "Who gets which article in which round, and why.",
    "forked_layer": "The other copy of a layer that was edited in two places.",
    "decision": "What the review settled about each unit, by whom, with reason, rule and note.",
    "operation": "The journal: one row for each thing that somebody did.",
    "change": "The rows that an operation changed, as they were before and after, in JSON.",
}
"""What each table of the project file holds."""


def written_anew(text: str) -> str:
    """Return a page with all its made parts as the program says them now."""
    return _PART.sub(lambda found: f"{found[1]}{PARTS[found['name']]()}\n{found[3]}", text)


def key_parts() -> str:
    """Return all keys of the window by group, those of the usual scheme among them."""
    commands = (*scheme_commands(_usual_scheme()), *COMMANDS)
    pieces = []
    for group in GROUPS:
        inside = [each for each in commands if each.group == group]
        if inside:
            pieces.append(f"## {group}\n\n{_key_table(inside)}")
    return "\n\n".join(pieces)


def review_keys() -> str:
    """Return the keys that mean other things in the text of the Review page."""
    numbers = [each for each in REVIEW_COMMANDS if each.id.startswith("review.version_")]
    rest = [each for each in REVIEW_COMMANDS if each not in numbers]
    return _key_table(rest, first=(f"1 to {len(numbers)}", "Take the version of this number"))


def explore_keys() -> str:
    """Return the keys of the list on the Explore page."""
    return _key_table(EXPLORE_COMMANDS)


def agreement_keys() -> str:
    """Return the keys of the window that mean something else on the Agreement page."""
    return _key_table(AGREEMENT_COMMANDS)


def commands() -> str:
    """Return what the command line takes, one section a command."""
    root = click.Context(demarche, info_name="demarche")
    return "\n\n".join(_command(name, root) for name in demarche.list_commands(root))


def export_formats() -> str:
    """Return what each export format is and what it can't express."""
    rows = [
        (
            f"`{each.name}`",
            each.title,
            f"`{each.suffix}`, {each.shape.value}",
            _help(each),
        )
        for each in FORMATS
    ]
    return _table(("name", "format", "files", "what it holds"), rows)


def losses() -> str:
    """Return what may be lost in each export format."""
    rows = []
    for each in FORMATS:
        lost = [LOSSES[kind] for kind in LossKind if kind in each.loses]
        rows.append((each.title, "; ".join(lost) or "nothing"))
    return _table(("format", "what it may lose"), rows)


def import_kinds() -> str:
    """Return what can be imported."""
    rows = [
        (
            f"`{kind.value}`",
            kind.in_words,
            "annotation of another tool" if kind.is_foreign else _brings(kind),
        )
        for kind in Kind
    ]
    return _table(("word for `--as`", "kind of file", "what it brings"), rows)


def tables() -> str:
    """Return the tables of the project file with their columns."""
    columns = _columns()
    return "\n\n".join(
        f"### {table}\n\n{TABLES[table]}\n\nColumns: "
        + ", ".join(f"`{each}`" for each in columns[table])
        + "."
        for table in schema.TABLES
    )


PARTS: Mapping[str, Callable[[], str]] = {
    "keys": key_parts,
    "review-keys": review_keys,
    "explore-keys": explore_keys,
    "agreement-keys": agreement_keys,
    "commands": commands,
    "export-formats": export_formats,
    "losses": losses,
    "import-kinds": import_kinds,
    "tables": tables,
}
"""The made parts by name."""


def key_words(keys: Iterable[str]) -> str:
    """Return portable key sequences as people read them, "Ctrl+Shift+Z or Ctrl+Y"."""
    return " or ".join(dict.fromkeys(f"`{_one_key(key)}`" for key in keys))


def _one_key(key: str) -> str:
    *before, last = key[:-1].split("+")
    parts = [*before, last + key[-1:]]
    return "+".join(_KEY_NAMES.get(part, part) for part in parts)


def _key_table(commands: Iterable[Command], first: tuple[str, str] | None = None) -> str:
    rows = [(f"`{first[0]}`", first[1])] if first else []
    for each in commands:
        is_series = len(each.keys) > 3
        keys = f"`{each.keys[0]}` to `{each.keys[-1]}`" if is_series else key_words(each.all_keys)
        keys = keys or "in the menu"
        where = {"work_package": " (in a work package)", "project": ""}.get(each.place.value, "")
        rows.append((keys, f"{each.title}{where}"))
    return _table(("key", "what it does"), rows)


def _command(name: str, root: click.Context) -> str:
    found = demarche.get_command(root, name)
    if found is None:
        raise KeyError(name)
    context = click.Context(found, info_name=name, parent=root)
    usage = " ".join(found.collect_usage_pieces(context))
    pieces = [
        f"### demarche {name}",
        _said(inspect.cleandoc(found.help or "").partition("\f")[0]),
        f"```\ndemarche {name} {usage}\n```",
        _options(found, context),
    ]
    if found.epilog:
        pieces.append(f"```\n{inspect.cleandoc(found.epilog).replace(chr(8), '').strip()}\n```")
    if isinstance(found, click.Group):
        pieces += [_sub(found, each, context) for each in found.list_commands(context)]
    return "\n\n".join(piece for piece in pieces if piece)


def _sub(group: click.Group, name: str, context: click.Context) -> str:
    found = group.get_command(context, name)
    if found is None:
        raise KeyError(name)
    inner = click.Context(found, info_name=name, parent=context)
    usage = " ".join(found.collect_usage_pieces(inner))
    head = f"`demarche {context.info_name} {name} {usage}`: {_said(found.help or '')}"
    return "\n\n".join(piece for piece in (head, _options(found, inner)) if piece)


def _options(command: click.Command, context: click.Context) -> str:
    rows = []
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None or "--help" in parameter.opts:
            continue
        # An argument says by its name, and in the text above, what it is.
        if record[1] or isinstance(parameter, click.Option):
            rows.append((f"`{record[0]}`", _escaped(" ".join(record[1].split()))))
    return _table(("option", "what it does"), rows) if rows else ""


def _said(text: str) -> str:
    # Click's mark for "leave these lines alone" is no word.
    return _escaped(inspect.cleandoc(text.replace("\b", "")).strip())


def _escaped(text: str) -> str:
    # What stands around words in Markdown stands for itself on the command line.
    return re.sub(r"([_*<>\[\]])", r"\\\1", text)


def _help(each: ExportFormat) -> str:
    needs = f" Needs `pip install 'demarche[{each.extra}]'`." if each.extra else ""
    return f"{each.help}{needs}"


def _brings(kind: Kind) -> str:
    if kind.is_ours:
        return "articles with all that was said about them"
    if kind is Kind.ZIP:
        return "whatever is inside"
    return "one article" if kind.is_one_article else "articles"


def _columns() -> dict[str, list[str]]:
    found = {}
    for name, (kind, sql) in schema.known_objects(schema.newest_format()).items():
        if kind == "table" and name in schema.TABLES:
            found[name] = list(_names(sql))
    return found


def _names(sql: str) -> Iterator[str]:
    inside = sql[sql.index("(") + 1 : sql.rindex(")")]
    depth, piece = 0, ""
    for letter in f"{inside},":
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter != "," or depth:
            piece += letter
            continue
        name = piece.split()[0].strip('"')
        if name not in {"UNIQUE", "CHECK", "PRIMARY", "FOREIGN"}:
            yield name.partition("(")[0]
        piece = ""


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(each) for each in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", " ")


def _usual_scheme() -> Scheme:
    return toml.parse(shipped.DEFAULT_SCHEME.read_text(encoding="utf-8"))
