"""How the commands that take work in say what a plan holds: in lines, and as data."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from db.cli.wording import counted
from db.merge.plan import DOUBTFUL, Amount, LayerPlan, Signature, Verdict
from db.model import AnnotatorId
from db.packages.collect_plan import CollectPlan, FilePlan, Wishes
from db.queries.collects import Collected

_LINES_SHOWN = 50
_SHOWN = (Verdict.FORKED, Verdict.REFUSED, Verdict.NEWER)
_SIGNATURES = {
    Signature.SIGNED: "signed as before",
    Signature.UNSIGNED: "not signed",
    Signature.NEW_KEY: "signed with a key that is new here",
    Signature.NO_LONGER_SIGNED: "not signed, though work was so far",
    Signature.OTHER_KEY: "signed with another key than before",
}


def file_lines(file: FilePlan, wishes: Wishes) -> list[str]:
    """What one file would bring, or why it brings nothing."""
    lines = [_heading(file)]
    if file.refusal:
        lines.append(f"  Refused: {file.refusal}{_advice(file)}")
        return lines
    contents = file.contents
    found = ", ".join(
        f"{number:,} {verdict}" for verdict, number in contents.counts.items() if number
    )
    lines.append(f"  {counted(len(contents.layers), 'layer')}{': ' if found else ''}{found}")
    shown = [each for verdict in _SHOWN for each in contents.layers if each.verdict is verdict]
    lines += [f"  {_layer_line(each)}" for each in shown[:_LINES_SHOWN]]
    if len(shown) > _LINES_SHOWN:
        lines.append(f"  and {len(shown) - _LINES_SHOWN:,} more like these")
    lines += [f"  {each}" for each in _rest(file)]
    if file.unplaced:
        lines.append(f"  {_unplaced(file, wishes)}")
    return lines


def newcomer_lines(file: FilePlan, known: Collection[AnnotatorId]) -> list[str]:
    """Whose work would come in who is not among those that are `known`."""
    people = {each.annotator for each in file.contents.layers} - set(file.second_readers)
    return [f"  New annotator: {file.names[each]}" for each in sorted(people - set(known))]


def outcome(plan: CollectPlan, operations: Sequence[int], path: Path, *, is_dry: bool) -> str:
    """What has been written, and how to take it back."""
    if is_dry:
        return "Nothing was written; leave out --dry-run to take this in."
    if not plan.changes_something:
        return "There is nothing new to take in."
    numbers = " and ".join(str(each) for each in operations)
    taking_back = "; ".join(f"demarche take-back {path} {each}" for each in reversed(operations))
    return f"Taken in as number {numbers}. To take it back: {taking_back}"


def refusals(files: Sequence[FilePlan]) -> str:
    """A sentence about what stays out; "" where all comes in."""
    refused = sum(bool(each.refusal) for each in files)
    layers = sum(each.contents.counts[Verdict.REFUSED] for each in files)
    parts = [
        counted(number, one) for number, one in ((refused, "file"), (layers, "layer")) if number
    ]
    return f"Left out: {' and '.join(parts)}; see above why." if parts else ""


def brought(collected: Collected) -> str:
    """How much a file has brought."""
    amount = ", ".join(
        (
            counted(collected.layers, "layer"),
            counted(collected.spans, "span"),
            counted(collected.links, "link"),
        )
    )
    return f"{amount}; {collected.refused:,} refused" if collected.refused else amount


def collected_line(collected: Collected, names: Mapping[AnnotatorId, str]) -> str:
    """One line of the list of what has come in."""
    who = names.get(collected.annotator, "") if collected.annotator else ""
    by = f" by {who}" if who else ""
    return (
        f"{collected.operation}  {_moment(collected.at)}  {collected.name}: {collected.file}{by} "
        f"({brought(collected)})"
    )


def collected_data(collected: Collected, names: Mapping[AnnotatorId, str]) -> dict[str, object]:
    """One file that has come in, for other programs."""
    return {
        "number": collected.operation,
        "name": collected.name,
        "annotator": collected.annotator,
        "annotator_name": names.get(collected.annotator, "") if collected.annotator else "",
        "file": collected.file,
        "at": collected.at,
        "fingerprint": collected.fingerprint,
        "layers": collected.layers,
        "spans": collected.spans,
        "links": collected.links,
        "refused": collected.refused,
    }


def plan_data(files: Sequence[FilePlan], operations: Sequence[int]) -> dict[str, object]:
    """A plan, and the numbers under which it was written, for other programs."""
    return {"operations": list(operations), "files": [_file_data(each) for each in files]}


def _heading(file: FilePlan) -> str:
    parts = [f"“{file.title}”"] if file.title else []
    if file.annotator_name:
        parts.append(f"work of {file.annotator_name}")
    if file.made_at:
        parts.append(_moment(file.made_at))
    if file.title:
        parts.append(_SIGNATURES[file.signature])
    if file.fingerprint:
        parts.append(f"fingerprint {file.fingerprint}")
    return f"{file.path}: {', '.join(parts)}" if parts else f"{file.path}:"


def _advice(file: FilePlan) -> str:
    if file.is_unknown and file.annotator is not None:
        return f" To say who it is: --map {file.annotator}=NAME"
    if file.signature in DOUBTFUL and file.annotator is not None:
        return f" To trust it: --accept-new-key {file.annotator}"
    return ""


def _layer_line(layer: LayerPlan) -> str:
    said = f"{layer.verdict.capitalize()}: “{layer.title}”"
    if layer.reason:
        return f"{said}: {layer.reason}"
    change = _change(layer.before, layer.after)
    if layer.verdict is Verdict.FORKED:
        return f"{said}: edited in two copies, both are kept; here and there: {change}"
    return f"{said}: {change}"


def _change(before: Amount | None, after: Amount) -> str:
    if before is None:
        return _amount(after)
    return f"{_amount(before)} → {_amount(after)}"


def _amount(amount: Amount) -> str:
    return f"{amount.state}, {counted(amount.spans, 'span')} and {counted(amount.links, 'link')}"


def _rest(file: FilePlan) -> Iterator[str]:
    rest = file.contents.rest
    for number, one in (
        (rest.articles, "new article"),
        (rest.comments_new, "new comment"),
        (rest.comments_changed, "changed comment"),
        (rest.referents_new, "new referent"),
    ):
        if number:
            yield counted(number, one)
    if rest.referents_matched:
        matched = counted(rest.referents_matched, "referent")
        yield f"{matched} found again in the register by name and type"
    if rest.ignored:
        yield f"{counted(rest.ignored, 'layer')} of other annotators, which nobody takes from here"


def _unplaced(file: FilePlan, wishes: Wishes) -> str:
    layers = counted(file.unplaced, "layer")
    if wishes.drops_unplaced:
        return f"{layers} without what the scheme has no place for any more"
    return f"To take {layers} in without what the scheme has no place for: --drop-unplaced"


def _moment(at: str) -> str:
    return f"{at[:10]} {at[11:16]} UTC"


def _file_data(file: FilePlan) -> dict[str, object]:
    rest = file.contents.rest
    return {
        "path": str(file.path),
        "title": file.title,
        "annotator": file.annotator,
        "annotator_name": file.annotator_name,
        "is_unknown": file.is_unknown,
        "made_at": file.made_at,
        "fingerprint": file.fingerprint,
        "signature": file.signature,
        "refusal": file.refusal,
        "unplaced": file.unplaced,
        "counts": {str(verdict): number for verdict, number in file.contents.counts.items()},
        "articles_new": rest.articles,
        "comments_new": rest.comments_new,
        "comments_changed": rest.comments_changed,
        "referents_new": rest.referents_new,
        "referents_matched": rest.referents_matched,
        "ignored": rest.ignored,
        "layers": [_layer_data(each, file.second_readers) for each in file.contents.layers],
    }


def _layer_data(
    layer: LayerPlan, second_readers: Mapping[AnnotatorId, AnnotatorId]
) -> dict[str, object]:
    return {
        "article": layer.article,
        "title": layer.title,
        "annotator": second_readers.get(layer.annotator, layer.annotator),
        "is_second_reading": layer.annotator in second_readers,
        "verdict": layer.verdict,
        "reason": layer.reason,
        "before": None if layer.before is None else _amount_data(layer.before),
        "after": _amount_data(layer.after),
    }


def _amount_data(amount: Amount) -> dict[str, object]:
    return {"state": amount.state, "spans": amount.spans, "links": amount.links}
