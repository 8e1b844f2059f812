"""The projects that the monkey is let into, and the files beside them that it may choose."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import shipped
from db.model import LayerState
from db.operations import assignments, layers
from db.packages import pack, send_back
from db.packages.bundle import BACK_SUFFIX
from db.packages.keys import FileSecrets
from db.project import Project
from db.queries import annotators
from tests.builders import Desk, article_ids, make_project
from tests.explored import Corpus, make_corpus

_SENTENCES = (
    "France proposed a truce on Monday, and Germany rejected the plan.",
    "“We will not accept it”, said the minister of Norway.",
    "The union asked for talks; the company refused them at once.",
    "Poland backed the proposal to send observers \U0001f54a to the border.",
    "Nobody in Spain wanted to comment on the offer.",
)
_OTHER_SCRIPTS = (
    "اقترحت فرنسا هدنة يوم الاثنين، ورفضت ألمانيا الخطة. France agreed.",
    "צרפת הציעה הפסקת אש, וגרמניה דחתה את התוכנית 2024.",
    "Delegates \U0001f469\u200d\U0001f469\u200d\U0001f467 cheered \U0001f1eb\U0001f1f7.",
    "The owners of a cafe\u0301 applauded \U0001f44d\U0001f3fd at noon.",
    "法国星期一提出停火建议，德国拒绝了该计划。",
)
_LABELS = ("ACTOR", "PROPOSAL", "REJECTION")
_PEOPLE = 3
_OTHER_SCHEME = """
id = "stances"
version = "1"
title = "Stances"

[[span_types]]
label = "STANCE"
title = "Stance"
key = "s"
colour = "#8a3ffc"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The project to walk in, the files to choose from, and where files may be written."""

    path: Path
    stock: Path
    out: Path


def project_in(folder: Path) -> Room:
    """A lead's project, with three annotators who finished every article."""
    corpus = _corpus(folder)
    with corpus.project:
        packages = _packed(corpus, folder)
        stock = _stock(corpus, folder, packages[1])
    return _room(corpus.project.path, stock)


def package_in(folder: Path) -> Room:
    """The work package of one of the annotators of such a project, and a newer one to take in."""
    corpus = _corpus(folder)
    with corpus.project as project:
        packages = _packed(corpus, folder)
        stock = _stock(corpus, folder, packages[1])
        assignments.assign_to(
            project, corpus.lead, articles=corpus.articles[-1:], annotators=corpus.people[:1]
        )
        newer = _packed(corpus, folder / "newer")
    shutil.copy(newer[0], stock / "newer.demarche")
    return _room(packages[0], stock)


ROOMS: dict[str, Callable[[Path], Room]] = {"project": project_in, "package": package_in}
"""By the word for each, what makes it in a folder."""


def _room(path: Path, stock: Path) -> Room:
    out = stock.with_name("written")
    out.mkdir()
    return Room(path=path, stock=stock, out=out)


def _corpus(folder: Path) -> Corpus:
    dice = random.Random(7)
    bodies = [" ".join(dice.choices(_SENTENCES, k=3)) + f"\n\nNumber {n}." for n in range(6)]
    bodies += ["\n\n".join(dice.sample(_OTHER_SCRIPTS, k=3)) for _ in range(3)]
    corpus = make_corpus(folder, bodies, people=_PEOPLE)
    for article in range(len(bodies)):
        for person in range(_PEOPLE):
            _annotate(corpus.desk(person, article), dice)
            layers.set_state(
                corpus.project,
                corpus.people[person],
                article=corpus.articles[article],
                state=LayerState.DONE,
            )
    assignments.assign_to(
        corpus.project, corpus.lead, articles=corpus.articles[:-1], annotators=corpus.people
    )
    return corpus


def _annotate(desk: Desk, dice: random.Random) -> None:
    words = sorted({word.strip(".,;“”") for word in desk.body.split() if len(word) > 4})
    for word in dice.sample(words, k=min(6, len(words))):
        desk.mark(dice.choice(_LABELS), word)


def _packed(corpus: Corpus, folder: Path) -> list[Path]:
    """The packages of all three, as they were handed out."""
    packed = pack.pack(
        corpus.project,
        corpus.lead,
        folder=folder / "out",
        secrets=FileSecrets(folder / "keys"),
        annotators=corpus.people,
    )
    return [each.path for each in packed]


def _stock(corpus: Corpus, folder: Path, package: Path) -> Path:
    stock = folder / "stock"
    stock.mkdir()
    for sample in sorted(shipped.SAMPLES.glob("*.jsonl")):
        shutil.copy(sample, stock)
    (stock / "note.txt").write_text(_SENTENCES[0] + "\n\n" + _OTHER_SCRIPTS[0], encoding="utf-8")
    (stock / "old.txt").write_bytes("Über die Grenze: Österreich lehnte ab.".encode("cp1252"))
    (stock / "list.csv").write_text(
        "title;text;date\n" + "".join(f"Row {n};{text};2024-05-0{n}\n" for n, text in _numbered()),
        encoding="utf-8",
    )
    (stock / "stances.toml").write_text(_OTHER_SCHEME, encoding="utf-8")
    (stock / "not a scheme.toml").write_text("[[span_types]]\nlabel = 3\n", encoding="utf-8")
    _return(package, stock / f"returned{BACK_SUFFIX}", folder)
    with make_project(stock, articles=_SENTENCES[:2], name="another") as another:
        author = annotators.default_author(another)
        Desk(another, author, article_ids(another)[0]).mark("ACTOR", "France")
    _damage(corpus.project.path, stock / "damaged.demarche")
    return stock


def _numbered() -> list[tuple[int, str]]:
    return [(number, text.replace(";", ",")) for number, text in enumerate(_SENTENCES, start=1)]


def _return(package: Path, target: Path, folder: Path) -> None:
    """Let its annotator mark something in a package, and send it back."""
    with Project.open(package) as project:
        author = annotators.default_author(project)
        desk = Desk(project, author, article_ids(project)[1])
        desk.open()
        desk.mark("ACTOR", next(word for word in desk.body.split() if word.isalpha()))
        send_back.send_back(project, author, target=target, secrets=FileSecrets(folder / "theirs"))


def _damage(path: Path, target: Path) -> None:
    """A copy of a project in which some pages are noise."""
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 3 * 4096] = random.Random(3).randbytes(3 * 4096)
    target.write_bytes(bytes(content))
