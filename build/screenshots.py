"""Draws all pictures of the handbook and the README: `.venv/bin/python build/screenshots.py`.

They come from the real program, on projects that are made for them out of the sample articles, in
light and in dark. Names of pictures may follow, to draw those only.
"""

import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "resources" / "handbook" / "pictures"
SAMPLES = ROOT / "resources" / "samples" / "articles.jsonl"
SIZE = "1200x750"
THEMES = ("light", "dark")
MOST_COLOURS = 256

sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtGui import QImage  # noqa: E402 - found only now

from db.model import LayerState  # noqa: E402
from db.operations import layers  # noqa: E402
from db.project import Project  # noqa: E402
from db.queries import annotators, articles  # noqa: E402

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn: which of the projects, and what the window shows of it."""

    name: str
    project: str
    page: str
    article: int = 1
    span: int | None = None

    @property
    def arguments(self) -> list[str]:
        """What the window is told."""
        span = [] if self.span is None else ["--span", str(self.span)]
        return ["--page", self.page, "--article", str(self.article), *span]


PICTURES = (
    Picture(name="annotate", project="sample", page="annotate", article=1, span=14),
    Picture(name="work", project="package", page="project/work"),
    Picture(name="assignment", project="team", page="project/assignment"),
    Picture(name="collect", project="team", page="project/collect"),
    Picture(name="scheme", project="team", page="project/scheme"),
    Picture(name="review", project="team", page="review", article=2, span=1),
    Picture(name="agreement", project="team", page="agreement"),
    Picture(name="export", project="team", page="project/export"),
    Picture(name="explore", project="team", page="explore/minister"),
)


def main(names: list[str]) -> None:
    """Draw the pictures of these names, or all."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        home = Path(folder)
        projects = make_projects(home)
        for picture in PICTURES:
            if names and picture.name not in names:
                continue
            for theme in THEMES:
                drawn = draw(picture, projects[picture.project], theme, home)
                target = TARGET / f"{picture.name}-{theme}.png"
                if not with_few_colours(QImage(str(drawn))).save(str(target), quality=0):
                    raise OSError(f"{target} could not be written")
                print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1000} kB")


def draw(picture: Picture, project: Path, theme: str, home: Path) -> Path:
    """Let the program draw its own window."""
    out = home / f"{picture.name}-{theme}.png"
    arguments = ["--screenshot", str(out), "--size", SIZE, "--theme", theme, "--zoom", "100"]
    command = [sys.executable, "-P", "-m", "gui", str(project), *arguments, *picture.arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=surroundings(home))
    return out


def surroundings(home: Path) -> dict[str, str]:
    """Return variables with which nobody's own settings, names or keys get into a picture."""
    places = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    own = {name: str(home / "person" / name.lower()) for name in places}
    return {
        **os.environ,
        **own,
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "QT_QPA_PLATFORM": "offscreen",
    }


def make_projects(home: Path) -> dict[str, Path]:
    """Make a sample project, one of a team in the middle of its work, and a work package."""
    sample, team = home / "Sample.demarche", home / "Conflict news.demarche"
    run(home, "sample", sample)
    run(home, "new", team, "--annotator", "lead")
    records = home / "records.jsonl"
    records.write_text("".join(f"{json.dumps(each)}\n" for each in team_records()), "utf-8")
    run(home, "import", team, records)
    run(home, "annotators", team, "--add", "annotator 4")
    people = [f"annotator {number}" for number in range(1, 5)]
    chosen = [word for person in people for word in ("--annotator", person)]
    run(home, "assign", team, "--per-article", "3", "--common", "2", *chosen)
    run(home, "pack", team, home / "out")
    package = (
        next((home / "out").glob("*annotator 4*.demarche"), None)
        or sorted((home / "out").glob("*.demarche"))[-1]
    )
    work_on(package)
    run(home, "send-back", package, home / "back.demarche-back")
    run(home, "collect", team, home / "back.demarche-back")
    run(home, "review", team, "--strategy", "unanimous")
    return {"sample": sample, "team": team, "package": package}


def work_on(package: Path) -> None:
    """Read two articles of a package, so that there is something to send back."""
    project = Project.open(package)
    try:
        author = annotators.default_author(project)
        for place in articles.page(project, author)[:2]:
            layers.set_nothing_here(project, author, article=place.id, value=True)
            layers.set_state(project, author, article=place.id, state=LayerState.DONE)
    finally:
        project.close()


def run(home: Path, *arguments: str | Path) -> None:
    """Run the command line."""
    command = [sys.executable, "-P", "-m", "db.cli", *map(str, arguments)]
    done = subprocess.run(
        command, cwd=ROOT, env=surroundings(home), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")


def team_records() -> Iterator[Entry]:
    """Return the samples as three people could have annotated them."""
    lot = random.Random(5)
    for line in SAMPLES.read_text(encoding="utf-8").splitlines():
        record: Entry = json.loads(line)
        if record["layer"]["kind"] != "human":
            continue
        for number in range(1, 4):
            if number > 1 and record["layer"]["state"] != "done":
                break
            yield another_reading(record, f"annotator {number}", lot if number > 1 else None)


def another_reading(record: Entry, person: str, lot: random.Random | None) -> Entry:
    """Return a record as somebody else's work, who missed some things and cut others short."""
    layer = {**record["layer"], "annotator": person}
    spans, links = record["spans"], record["links"]
    if lot is not None:
        spans = [shortened(span, lot) for span in spans if lot.random() > 0.1]
        known = {span["id"] for span in spans}
        links = [
            link
            for link in links
            if {link["source"], link.get("target") or link["source"]} <= known
            and lot.random() > 0.05
        ]
    return {**record, "layer": layer, "spans": spans, "links": links}


def shortened(span: Entry, lot: random.Random) -> Entry:
    """Return a span as it is, or now and then without its last word."""
    if span.get("fragments") or lot.random() > 0.12:
        return span
    shorter = re.sub(r"\W+\w+$", "", span["text"])
    return {**span, "text": shorter, "end": span["start"] + len(shorter)} if shorter else span


def with_few_colours(picture: QImage) -> QImage:
    """Return a picture with at most 256 colours: the most frequent ones, and what is nearest."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    wide, high = plain.width(), plain.height()
    pixels = memoryview(plain.constBits()).cast("I")[: wide * high]
    counts = Counter(pixels)
    kept = spread(counts)
    places = {value: nearest(value, kept) for value in counts}
    few = QImage(wide, high, QImage.Format.Format_Indexed8)
    few.setColorTable(kept)
    line, step = bytes(places[value] for value in pixels), few.bytesPerLine()
    bits = memoryview(few.bits())
    for row in range(high):
        bits[row * step : row * step + wide] = line[row * wide : (row + 1) * wide]
    return few


def spread(counts: Mapping[int, int]) -> list[int]:
    """Return the colours to keep: the grounds and inks as they are, and some of those between."""
    ordered = sorted(counts, key=lambda value: (-counts[value], value))
    if len(ordered) <= MOST_COLOURS:
        return ordered
    for shift in (2, 3, 4, 5):
        kept = dict.fromkeys(ordered[: MOST_COLOURS // 2])
        taken = {bucket(value, shift) for value in kept}
        for value in ordered:
            if bucket(value, shift) not in taken:
                taken.add(bucket(value, shift))
                kept[value] = None
        if len(kept) <= MOST_COLOURS:
            return list(kept)
    return list(kept)[:MOST_COLOURS]


def bucket(value: int, shift: int) -> tuple[int, ...]:
    """Return what colours that are almost alike have in common."""
    return tuple(part >> shift for part in parts(value))


def nearest(value: int, kept: list[int]) -> int:
    """Return the place of the kept colour that differs least."""
    own = parts(value)
    return min(
        range(len(kept)),
        key=lambda at: sum((a - b) ** 2 for a, b in zip(own, parts(kept[at]), strict=True)),
    )


def parts(value: int) -> tuple[int, int, int]:
    """Return red, green and blue."""
    return value >> 16 & 255, value >> 8 & 255, value & 255


if __name__ == "__main__":
    main(sys.argv[1:])
