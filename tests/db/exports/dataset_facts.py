"""Facts about a dataset, as an export would gather them."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from db.exports.facts import (
    Agreement,
    Annotation,
    DatasetFacts,
    File,
    Licence,
    LossFacts,
    MediaType,
    SchemeFacts,
    SplitFacts,
)
from db.exports.record_columns import record_columns
from db.formats.losses import LossKind
from db.scheme import toml
from db.shipped import DEFAULT_SCHEME
from db.splitting.model import Stratum

SCHEME = toml.parse(DEFAULT_SCHEME.read_text(encoding="utf-8"))


def make_facts(**other: object) -> DatasetFacts:
    """A dataset in our own format, divided into train and test."""
    facts = DatasetFacts(
        name="rejected-proposals",
        title="Rejected proposals",
        made_at="2026-11-24T12:00:00.000Z",
        made_by="Demarche 0.1.0",
        format_name="jsonl",
        format_title="JSONL records",
        format_help="One article with one layer a line.",
        files=(make_file("train.jsonl", split="train"), make_file("test.jsonl", split="test")),
        articles=12,
        records=24,
        labels={"ACTOR": 1_200, "PROPOSAL": 60},
        roles={"proposed_by": 40},
        referents=300,
        scheme=SchemeFacts(
            id="proposals-and-rejections",
            version="1.0",
            title="Proposals and rejections",
            sha256="ab" * 32,
            labels={"ACTOR": "Actor", "PROPOSAL": "Proposal"},
            roles={"proposed_by": "Proposed by"},
            guidelines="# How\n\nMark | what stands there.",
        ),
        annotation=Annotation(
            layers="the layers marked done",
            people=2,
            has_gold=True,
            agreement=(Agreement(measure="Spans, exact F1", value=0.756, low=0.7, high=0.8),),
        ),
        text_licences=(Licence(name="CC BY 4.0", articles=10), Licence(name=None, articles=2)),
        annotation_licence="CC BY 4.0",
        languages=("en", "de"),
        split=SplitFacts(
            rule="By group: copies, events and addresses stay together",
            seed=7,
            records={"train": 18, "test": 6},
            leaks=0,
            strata=(Stratum(label="ACTOR", articles={"train": 9, "test": 3}),),
        ),
        losses=(
            LossFacts(
                kind=LossKind.NESTED, number=3, articles=1, what="ACTOR", where=("A: “b <c>”",)
            ),
        ),
    )
    return replace(facts, **other)


def make_file(name: str, *, path: Path | None = None, **other: object) -> File:
    """A file of it; with its digest where it is there."""
    data = b"" if path is None else path.read_bytes()
    known = {
        "media_type": MediaType.JSONL,
        "records": 12,
        "columns": record_columns(SCHEME, has_text=True, has_splits=True),
        **other,
    }
    return File(name=name, sha256=hashlib.sha256(data).hexdigest(), size=len(data), **known)
