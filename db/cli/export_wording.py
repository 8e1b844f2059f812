"""What `demarche export` says: the formats, what would be written, and what was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from db.cli.wording import counted
from db.exports import catalogue
from db.exports.choices import ExportChoices
from db.exports.preview import Preview
from db.exports.run import Exported
from db.exports.tally import LossCount
from db.exports.telling import left_out_words
from db.formats.losses import LossKind
from db.queries.exports import Which

LOST = {
    LossKind.NESTED: "inside or across other spans, left out",
    LossKind.DISCONTINUOUS: "in several pieces, written as one",
    LossKind.CROSS_SENTENCE: "across sentences, left out",
    LossKind.UNALIGNED: "beginning or ending inside a word",
    LossKind.LINKS: "links, left out",
    LossKind.REFERENTS: "referents, left out",
    LossKind.ATTRIBUTES: "answers, left out",
    LossKind.FIELDS: "article fields, left out",
    LossKind.TEXT: "characters or spaces that are not as they were",
    LossKind.LIMIT: "written, but passed over by readers with their usual settings",
    LossKind.PLACE: "without the place where they stand",
}
_SHOWN = 4


def format_lines() -> Iterator[str]:
    """Each format with what it is, and what it needs."""
    width = max(map(len, catalogue.BY_NAME))
    for each in catalogue.FORMATS:
        missing = "" if each.is_installed else f'  (needs: pip install "demarche[{each.extra}]")'
        yield f"{each.name:<{width}}  {each.title}: {each.help}{missing}"


def preview_lines(seen: Preview) -> Iterator[str]:
    """What would be written and lost."""
    yield (
        f"Nothing was written. {counted(seen.layers, 'layer')} would go out as {seen.format.title}."
    )
    if seen.installs:
        yield seen.installs
    if seen.splits is not None:
        yield f"{_splits(seen.splits.items())} articles; {_leaks(seen.leaks)}"
    yield from _losses(seen.losses, seen.format.title)
    yield from _left_out(seen)
    if seen.closed_texts:
        yield _closed(seen.closed_texts, is_done=False)


def told(done: Exported) -> tuple[Sequence[str], Sequence[str]]:
    """What was written, and what to think about."""
    first = f"Wrote {counted(done.records, 'record')} to {done.path}, and {done.manifest}."
    lines = [f"{first} All of it was read back and compared."]
    if done.splits:
        lines.append(f"{_splits(done.splits.items())} records; {_leaks(done.leaks)}")
    title = catalogue.one(done.format).title
    lines += _losses(done.losses, title)
    lines.append(f"The data card is {done.card}.")
    warnings = [_closed(done.closed_texts, is_done=True)] if done.closed_texts else []
    return lines, warnings


def nothing_fits(choices: ExportChoices) -> str:
    """Why a dataset came out empty, and what to try."""
    if choices.layers is not Which.ALL:
        return f"No layer fits --layer {choices.layers}, so it is empty. Try --layer all."
    if choices.annotators or choices.states:
        return "No layer fits --annotator and --state, so it is empty."
    return "Nobody has marked anything yet, so it is empty."


def _losses(losses: Sequence[LossCount], title: str) -> Iterator[str]:
    if not losses:
        yield f"Nothing was lost: {title} holds everything."
        return
    yield f"{title} can't hold everything:"
    for kind in LossKind:
        some = [each for each in losses if each.kind is kind]
        if not some:
            continue
        shown = [f"{each.what} {each.number:,}" for each in some[:_SHOWN] if each.what]
        more = ["…"] if len(some) > _SHOWN else []
        names = f" ({', '.join([*shown, *more])})" if shown else ""
        yield f"  {sum(each.number for each in some):,} {LOST[kind]}{names}"


def _left_out(seen: Preview) -> Iterator[str]:
    words = left_out_words(seen.left_out)
    if words:
        listed = ", ".join(f"{number:,} {reason}" for reason, number in words.items())
        yield f"Not in it: {listed}."


def _splits(splits: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in splits)


def _leaks(leaks: int) -> str:
    if not leaks:
        return "no copies of a text are in different parts."
    return f"{counted(leaks, 'pair')} of copies of a text are in different parts."


def _closed(texts: int, *, is_done: bool) -> str:
    verb = "went out" if is_done else "would go out"
    return (
        f"{counted(texts, 'text')} {verb} whose licence is unknown or does not let you pass "
        f"{'it' if texts == 1 else 'them'} on. To leave such texts out, use --stand-off closed."
    )
