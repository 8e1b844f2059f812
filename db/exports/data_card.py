"""The data card, `README.md`: what a dataset is, for the people who are to use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from db.exports import licence_ids
from db.exports.card_metadata import metadata
from db.exports.facts import Column, DatasetFacts, Kind, SplitFacts
from db.exports.markdown import deeper, inline, paragraph, table
from db.exports.wording import annotators, counted, summary
from db.formats.losses import LossKind

NAME = "README.md"

_LOST: Mapping[LossKind, str] = {
    LossKind.NESTED: "spans inside or across others, left out",
    LossKind.DISCONTINUOUS: "spans of several pieces, written as one piece with the gaps",
    LossKind.CROSS_SENTENCE: "spans or links across sentences, left out",
    LossKind.UNALIGNED: "spans that begin or end inside a word, left out",
    LossKind.LINKS: "links, left out",
    LossKind.REFERENTS: "referents, left out",
    LossKind.ATTRIBUTES: "answers about spans and referents, left out",
    LossKind.FIELDS: "answers about articles, left out",
    LossKind.TEXT: "characters that the format can't hold",
    LossKind.LIMIT: "there, but readers pass over them with their usual settings",
    LossKind.PLACE: "there by their words, without where in the text these stand",
}
_MOST_PLACES = 5


def data_card(facts: DatasetFacts) -> bytes:
    """The card in Markdown, UTF-8; the same facts give the same bytes."""
    sections = (
        ("Summary", _summary(facts)),
        ("Structure", _structure(facts)),
        ("What is in it", _counts(facts)),
        ("Scheme and guidelines", _scheme(facts)),
        ("Annotation", _annotation(facts)),
        ("Splits", _splits(facts.split)),
        ("What the format could not express", _losses(facts)),
        ("Licences", _licences(facts)),
        ("Personal and sensitive information", _personal(facts)),
        ("How it was made", _made(facts)),
    )
    parts = [metadata(facts), f"\n# {inline(facts.title)}\n"]
    for title, paragraphs in sections:
        parts.append(f"\n## {title}\n")
        parts.extend(f"\n{each}\n" for each in paragraphs)
    return "".join(parts).encode()


def _summary(facts: DatasetFacts) -> Iterator[str]:
    yield paragraph(summary(facts))
    known = []
    if facts.first_date and facts.last_date:
        known.append(f"dates from {facts.first_date} to {facts.last_date}")
    if facts.publishers:
        known.append(counted(facts.publishers, "publisher", "publishers"))
    if facts.languages:
        known.append(f"languages: {', '.join(facts.languages)}")
    if known:
        yield paragraph(f"Known of the articles: {'; '.join(known)}.")


def _structure(facts: DatasetFacts) -> Iterator[str]:
    yield paragraph(f"Format: {facts.format_title}. {facts.format_help}".strip())
    yield table(
        ("File", "Holds", "Split", "Bytes", "SHA-256"),
        [
            (
                f"`{each.name}`",
                f"{each.records:,} {each.table}",
                each.split or "",
                f"{each.size:,}",
                f"`{each.sha256}`",
            )
            for each in facts.files
        ],
    )
    described: dict[tuple[Column, ...], str] = {}
    for each in facts.files:
        if each.columns:
            described.setdefault(each.columns, each.table)
    for columns, name in described.items():
        yield f"### {inline(name).capitalize()}"
        yield table(("Key", "Value", "Meaning"), list(_column_rows(columns)))


def _counts(facts: DatasetFacts) -> Iterator[str]:
    yield table(
        ("", "Number"),
        [
            ("Articles", f"{facts.articles:,}"),
            ("Records", f"{facts.records:,}"),
            ("Spans", f"{sum(facts.labels.values()):,}"),
            *((f"– {label}", f"{number:,}") for label, number in facts.labels.items()),
            ("Links", f"{sum(facts.roles.values()):,}"),
            *((f"– {role}", f"{number:,}") for role, number in facts.roles.items()),
            ("Referents", f"{facts.referents:,}"),
        ],
    )
    left = [(reason, f"{number:,}") for reason, number in facts.left_out.items() if number]
    if left:
        yield "Not in the dataset:"
        yield table(("Why", "Number"), left)


def _scheme(facts: DatasetFacts) -> Iterator[str]:
    scheme = facts.scheme
    yield paragraph(
        f"{scheme.title} ({scheme.id}), version {scheme.version}, SHA-256 `{scheme.sha256}`."
    )
    meanings = [("label", *each) for each in scheme.labels.items()]
    meanings += [("role", *each) for each in scheme.roles.items()]
    if meanings:
        yield table(("", "Name", "Meaning"), meanings)
    if scheme.guidelines.strip():
        yield "The annotators worked by these guidelines:"
        yield deeper(scheme.guidelines.strip())


def _annotation(facts: DatasetFacts) -> Iterator[str]:
    about = facts.annotation
    yield paragraph(
        f"{annotators(about) or 'Nobody'} annotated the articles. "
        f"The dataset holds {about.layers}. "
        + (
            "Annotators are named."
            if about.are_named
            else "Annotators have numbers instead of names."
        )
    )
    if not about.agreement:
        yield "How far annotators agree is not told with this export."
        return
    yield table(
        ("Agreement", "Value", "95 % interval", "Rests on"),
        [
            (
                each.measure,
                f"{each.value:.2f}",
                f"{each.low:.2f} to {each.high:.2f}"
                if each.low is not None and each.high is not None
                else "",
                each.rests_on,
            )
            for each in about.agreement
        ],
    )
    if about.methods.strip():
        yield paragraph(about.methods)


def _splits(split: SplitFacts | None) -> Iterator[str]:
    if split is None:
        yield "The dataset is not divided."
        return
    seed = "" if split.seed is None else f" Seed: {split.seed}."
    yield paragraph(f"{split.rule.rstrip('.')}.{seed}")
    yield table(
        ("Split", "Records"), [(name, f"{number:,}") for name, number in split.records.items()]
    )
    if split.leaks:
        yield (
            f"**{counted(split.leaks, 'pair', 'pairs')} of near-duplicates "
            f"{'is' if split.leaks == 1 else 'are'} torn apart by the splits**, so figures on the "
            "later splits will look better than they are."
        )
    else:
        yield "No near-duplicates are in different splits (leakage: 0)."
    if split.kept_together:
        yield paragraph(
            f"{counted(split.kept_together, 'article is', 'articles are')} in another split than "
            "date or publisher says, to stay with copies of the same text."
        )
    if split.strata:
        names = list(split.records)
        yield "Articles in which a label is marked, by split:"
        yield table(
            ("Label", *names),
            [
                (each.label, *(f"{each.articles.get(name, 0):,}" for name in names))
                for each in split.strata
            ],
        )


def _losses(facts: DatasetFacts) -> Iterator[str]:
    lost = [each for each in facts.losses if each.number]
    if not lost:
        yield "Nothing is missing: the format holds all that the scheme knows."
        return
    yield "The files were read back and compared with the project; but for this they are the same."
    yield table(
        ("Why", "What", "Number", "Articles", "Where, for example"),
        [
            (
                f"{each.kind}: {_LOST[each.kind]}",
                each.what,
                f"{each.number:,}",
                f"{each.articles:,}",
                "; ".join(each.where[:_MOST_PLACES]),
            )
            for each in lost
        ],
    )


def _licences(facts: DatasetFacts) -> Iterator[str]:
    yield "The texts and what was annotated in them are two works, with licences of their own."
    yield "### The texts"
    if facts.without_text:
        which = (
            f"The texts of {counted(facts.without_text, 'article', 'articles')} are"
            if facts.has_text
            else "The texts are"
        )
        yield (
            f"{which} not part of this dataset. Who has them finds them by the digest of each "
            "article."
        )
    yield table(
        ("Licence as stated", "Page", "Articles", "Of these with text"),
        [
            (
                each.name or licence_ids.UNKNOWN,
                licence_ids.page(each.name) or "",
                f"{each.articles:,}",
                f"{each.with_text:,}",
            )
            for each in facts.text_licences
        ],
    )
    if any(each.name is None and each.with_text for each in facts.text_licences):
        yield (
            "**Texts without a licence must not be passed on.** A stand-off export holds the same "
            "annotation without them."
        )
    yield "### The annotations"
    stated = facts.annotation_licence
    if stated is None:
        yield f"{licence_ids.UNKNOWN.capitalize()}: nobody has chosen a licence yet."
    else:
        link = licence_ids.page(stated)
        yield paragraph(f"{stated} ({link})." if link and link != stated else f"{stated}.")


def _personal(facts: DatasetFacts) -> Iterator[str]:
    yield (
        "The articles are published news. They name persons in public life and at times private "
        "ones, with what they said and what was said of them, which includes political opinions."
    )
    if facts.annotation.are_named:
        yield "Annotators are named; ask them before passing the dataset on."
    else:
        yield "Annotators have numbers instead of names."


def _made(facts: DatasetFacts) -> Iterator[str]:
    yield paragraph(
        f"Exported on {facts.made_at[:10]} by {facts.made_by} in the format {facts.format_name}"
        + (f" by {facts.creator}" if facts.creator else "")
        + f". Version {facts.version}."
    )
    yield (
        "Every file was read again after it was written, and compared with the project. Spans have "
        "offsets in code points of the text, the first included and the last not, unless the "
        "format has its own; each span's words were compared with the text at its place. "
        "`manifest.json` has the same counts and digests for programs, `croissant.json` the "
        "description of the files."
    )


def _column_rows(columns: Sequence[Column], parent: str = "") -> Iterator[tuple[str, str, str]]:
    for each in columns:
        name = f"{parent}{each.name}"
        kind = "object" if each.kind is Kind.NESTED else str(each.kind)
        yield f"`{name}`", f"list of {kind}" if each.is_list else kind, each.description
        yield from _column_rows(each.columns, f"{name}[]." if each.is_list else f"{name}.")
