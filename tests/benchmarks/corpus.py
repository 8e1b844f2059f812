"""The only place for the invented articles of the benchmarks, the same ones on every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache

from db.formats.record import Record, RecordLayer, RecordLink, RecordReferent, RecordSpan
from db.model import AnnotatorKind, Fragment, NewArticle

SHAPES = 64
"""So many texts there are; every article is one of them with a line of its own at the end."""

LABELS = ("ACTOR",) * 12 + ("PROPOSAL",) * 5 + ("REJECTION",) * 3
"""Of 20 spans, in turn."""

PUBLISHERS = ("The Daily Courier", "Evening Post", "Morgenblatt", "Le Messager", "North Star")
_SYLLABLES = ("ba", "de", "ki", "lo", "mu", "ra", "se", "ti", "vo", "per", "ton", "gru", "el", "ix")


@cache
def vocabulary(size: int = 4_000) -> tuple[str, ...]:
    """Words that look like words, the same ones every time."""
    dice = random.Random(size)
    return tuple("".join(dice.choices(_SYLLABLES, k=dice.randint(1, 4))) for _ in range(size))


def prose(characters: int, *, seed: int) -> str:
    """Paragraphs of sentences, at least so many characters; the same for the same seed."""
    dice = random.Random(seed)
    known = vocabulary()
    paragraphs: list[str] = []
    length = 0
    while length < characters:
        sentences = []
        for _ in range(dice.randint(2, 5)):
            # Few words are frequent and many are rare, as in a language.
            chosen = [
                known[int(len(known) * dice.random() ** 3)] for _ in range(dice.randint(7, 24))
            ]
            sentences.append(" ".join(chosen).capitalize() + ".")
        paragraphs.append(" ".join(sentences))
        length += len(paragraphs[-1]) + 2
    return "\n\n".join(paragraphs)


def plain_articles(number: int, *, characters: int) -> Iterator[NewArticle]:
    """Articles to import, each with a text of its own."""
    bodies = [prose(characters, seed=seed) for seed in range(SHAPES)]
    for index in range(number):
        yield NewArticle(
            title=title_of(index),
            body=f"{bodies[index % SHAPES]}\n\nReport {index}.",
            metadata=_metadata(index),
            external_id=f"article-{index}",
            source="articles.jsonl",
        )


def marked_record(seed: int, *, characters: int, spans: int, annotator: str) -> Record:
    """An article with that many spans by one person, two thirds of them actors, and links."""
    body = prose(characters, seed=seed)
    dice = random.Random(seed)
    places = word_places(body)
    chosen = sorted(dice.sample(range(len(places) - 12), spans))
    labels = [LABELS[index * 7 % len(LABELS)] for index in range(spans)]
    referents = {
        f"{label}-{index}": RecordReferent(
            id=f"{label}-{index}", label=label, name=f"{label.lower()} {seed}-{index}"
        )
        for label, number in (
            ("ACTOR", spans // 6),
            ("PROPOSAL", spans // 20),
            ("REJECTION", spans // 30),
        )
        for index in range(max(1, number))
    }
    of_label = {
        label: [each for each in referents if each.startswith(label)] for label in set(LABELS)
    }
    marked = tuple(
        RecordSpan(
            id=f"s{index}",
            label=label,
            # Actors are a word or two, statements half a sentence: so spans nest and overlap.
            fragments=(
                Fragment(
                    places[first][0],
                    places[first + (dice.randint(0, 1) if label == "ACTOR" else 9)][1],
                ),
            ),
            referent=dice.choice(of_label[label]),
        )
        for index, (first, label) in enumerate(zip(chosen, labels, strict=True))
    )
    return Record(
        article=NewArticle(title=title_of(seed), body=body, metadata=_metadata(seed)),
        layer=RecordLayer(kind=AnnotatorKind.HUMAN, annotator=annotator),
        spans=tuple(sorted(marked, key=lambda span: (span.start, -span.end, span.id))),
        links=_links(marked, dice),
        referents=tuple(referents.values()),
    )


def _links(spans: tuple[RecordSpan, ...], dice: random.Random) -> tuple[RecordLink, ...]:
    actors = [span.id for span in spans if span.label == "ACTOR"]
    proposals = [span.id for span in spans if span.label == "PROPOSAL"]
    links = []
    for span in spans:
        roles = {
            "PROPOSAL": (("proposed_by", actors), ("addressed_to", actors)),
            "REJECTION": (("rejects", proposals), ("rejected_by", actors)),
        }.get(span.label, ())
        for role, targets in roles:
            links.append(
                RecordLink(
                    id=f"l{len(links)}", role=role, source=span.id, target=dice.choice(targets)
                )
            )
    return tuple(links)


def word_places(body: str) -> list[tuple[int, int]]:
    """Where the words stand, without the marks behind them; code points."""
    places = []
    start = 0
    for word in body.split():
        start = body.index(word, start)
        places.append((start, start + len(word.rstrip("."))))
        start += len(word)
    return places


def title_of(index: int) -> str:
    """A few words."""
    return prose(20, seed=index).split(".")[0][:70]


def _metadata(index: int) -> dict[str, str]:
    return {
        "date": f"20{20 + index % 5}-{1 + index % 12:02d}-{1 + index % 28:02d}",
        "publisher": PUBLISHERS[index % len(PUBLISHERS)],
    }
