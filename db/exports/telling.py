"""What an export tells of itself: the facts for its cards, and its entry in the manifest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from db.exports import manifest
from db.exports.choices import ExportChoices, StandOff
from db.exports.export_format import ExportFormat
from db.exports.facts import (
    Agreement,
    Annotation,
    DatasetFacts,
    File,
    LossFacts,
    SchemeFacts,
)
from db.exports.gathering import Gathering
from db.exports.places import Places
from db.exports.wording import split_facts
from db.exports.writing import Writing
from db.formats import jsonl
from db.formats.record import RecordScheme
from db.model import AnnotatorKind
from db.queries.exports import LeftOut, Which
from db.queries.projects import ProjectInfo
from db.scheme.model import Scheme
from db.splitting.model import SplitResult
from db.splitting.shares import words_of

FILES_ON_CARD = 200
"""Of a dataset with more files, the card names none of those with single articles."""

LAYERS = {
    Which.GOLD: "the settled layers",
    Which.FINISHED: "the layers that annotators marked as done",
    Which.ALL: "all layers that say anything",
}
_TEXTS = {
    StandOff.NONE: "included",
    StandOff.CLOSED: "included where their licence is known to allow it",
    StandOff.ALL: "left out",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that is known when the data is written; `files` are the names of its files."""

    kind: ExportFormat
    choices: ExportChoices
    places: Places
    writing: Writing
    gathering: Gathering
    division: SplitResult | None
    scheme: Scheme
    record_scheme: RecordScheme
    info: ProjectInfo
    made_at: str
    left_out: LeftOut
    agreement: tuple[Agreement, ...]
    files: tuple[str, ...]

    @property
    def records_by_split(self) -> Mapping[str, int]:
        """How many records are in each split; empty where nothing is divided."""
        if self.choices.split is None:
            return {}
        return {
            share.name: self.gathering.splits[share.name] for share in self.choices.split.shares
        }


def dataset_facts(account: Account, files: Sequence[File]) -> DatasetFacts:
    """What the cards tell."""
    choices, gathering, writing = account.choices, account.gathering, account.writing
    split = None
    if choices.split is not None and account.division is not None:
        split = split_facts(choices.split, account.division, account.records_by_split)
    return DatasetFacts(
        name=Path(account.places.dataset).stem
        if account.places.is_one_file
        else account.places.home.name,
        title=account.info.title,
        made_at=account.made_at,
        made_by=manifest.MADE_BY,
        format_name=account.kind.name,
        format_title=account.kind.title,
        format_help=account.kind.help,
        files=tuple(files) if len(files) <= FILES_ON_CARD else tuple(_shared(files)),
        articles=gathering.articles,
        records=gathering.records,
        labels=_in_order(writing.labels, [each.label for each in account.scheme.span_types]),
        roles=_in_order(writing.roles, [each.name for each in account.scheme.roles]),
        referents=writing.referents,
        scheme=_scheme_facts(account),
        annotation=Annotation(
            layers=LAYERS[choices.layers],
            people=gathering.number_of(AnnotatorKind.HUMAN),
            models=gathering.number_of(AnnotatorKind.MODEL),
            has_gold=bool(gathering.number_of(AnnotatorKind.GOLD)),
            are_named=choices.with_names,
            agreement=account.agreement,
        ),
        text_licences=gathering.licences,
        description=choices.description,
        annotation_licence=choices.licence,
        creator=choices.creator,
        languages=tuple(sorted(gathering.languages)),
        publishers=gathering.publishers,
        first_date=gathering.first_date,
        last_date=gathering.last_date,
        split=split,
        losses=tuple(
            LossFacts(
                kind=each.kind,
                what=each.what,
                number=each.number,
                articles=each.articles,
                where=each.where,
            )
            for each in writing.tally.counts
        ),
        left_out=left_out_words(account.left_out),
    )


def left_out_words(left_out: LeftOut) -> dict[str, int]:
    """What is not in an export and why, for those reasons that there are."""
    reasons = (
        (left_out.articles_without_layer, "articles of which no layer was chosen"),
        (left_out.blank_layers, "layers that say nothing yet"),
        (left_out.unfinished_layers, "layers that are not done"),
        (left_out.layers_of_others, "layers that are not gold"),
        (left_out.other_annotators, "layers of annotators who were not chosen"),
        (left_out.other_states, "layers in states that were not chosen"),
    )
    return {reason: number for number, reason in reasons if number}


def entry_of(
    account: Account, facts: DatasetFacts, files: Sequence[File], beside: Sequence[str]
) -> dict[str, object]:
    """What the manifest says of a dataset with its files, and others that tell of it."""
    return {
        **_what(account, facts),
        **_how_much(account, facts),
        "licences": {
            "annotation": facts.annotation_licence,
            "texts": [
                {
                    "licence": each.name,
                    "articles": each.articles,
                    "without_text": each.without_text,
                }
                for each in facts.text_licences
            ],
        },
        "agreement": [
            {"measure": each.measure, "value": each.value} for each in facts.annotation.agreement
        ],
        "sha256": digest_of(files),
        "files": {
            each.name: {"sha256": each.sha256, "bytes": each.size, "records": each.records}
            for each in files
        },
        "beside": list(beside),
    }


def digest_of(files: Sequence[File]) -> str:
    """That of the only file, or of the names and digests of all."""
    if len(files) == 1:
        return files[0].sha256
    listed = "".join(f"{each.sha256}  {each.name}\n" for each in files)
    return sha256(listed.encode()).hexdigest()


def _what(account: Account, facts: DatasetFacts) -> dict[str, object]:
    choices = account.choices
    split = {}
    if facts.split is not None and choices.split is not None:
        split = {
            "by": choices.split.by,
            "shares": words_of(choices.split.shares),
            "seed": facts.split.seed,
            "records": dict(facts.split.records),
            "leaks": facts.split.leaks,
        }
    return {
        "project": account.info.id,
        "title": account.info.title,
        "exported_at": account.made_at,
        "format": account.kind.name,
        "layers": choices.layers,
        "annotators": "names" if choices.with_names else "pseudonyms",
        "states": list(choices.states) or "all",
        "fields": "all" if choices.fields is None else list(choices.fields),
        "texts": _TEXTS[choices.stand_off],
        "scheme": jsonl.scheme_object(account.record_scheme),
        **({"split": split} if split else {}),
    }


def _how_much(account: Account, facts: DatasetFacts) -> dict[str, object]:
    return {
        "articles": facts.articles,
        "records": facts.records,
        "spans": account.writing.spans,
        "links": account.writing.links,
        "labels": dict(facts.labels),
        "roles": dict(facts.roles),
        "referents": facts.referents,
        "losses": [
            {
                "kind": each.kind,
                "what": each.what,
                "number": each.number,
                "articles": each.articles,
                "where": list(each.where),
            }
            for each in facts.losses
        ],
        "left_out": [
            {"number": number, "reason": reason} for reason, number in facts.left_out.items()
        ],
    }


def _shared(files: Sequence[File]) -> Iterator[File]:
    """Those files that do not hold single articles."""
    for each in files:
        if each.table == "settings":
            yield each


def _scheme_facts(account: Account) -> SchemeFacts:
    scheme = account.scheme
    return SchemeFacts(
        id=scheme.id,
        version=scheme.version,
        title=scheme.title,
        sha256=account.record_scheme.sha256 or "",
        labels={each.label: each.title for each in scheme.span_types},
        roles={each.name: each.title for each in scheme.roles},
        guidelines=scheme.guidelines,
    )


def _in_order(numbers: Mapping[str, int], names: Sequence[str]) -> dict[str, int]:
    """The numbers in the order of the scheme, then those that it does not know."""
    known = [*dict.fromkeys(names), *sorted(set(numbers) - set(names))]
    return {name: numbers[name] for name in known if numbers.get(name)}
