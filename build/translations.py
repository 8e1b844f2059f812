"""Compares the catalogues of translations with the texts of the program, and brings them in order.

    python3 build/translations.py                 what each catalogue lacks, and what is too much
    python3 build/translations.py --update        write them anew: new texts empty, old ones dropped
    python3 build/translations.py --new it        begin catalogues for a language

A catalogue is `resources/translations/<code>.json`; what `db` says is in `said/<code>.json`. How
to translate is told in `resources/translations/README.md`.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

import click

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"

sys.path.insert(0, str(Path(__file__).parent))

import db_sentences  # noqa: E402 - found only now
import translatable  # noqa: E402


def wanted() -> dict[Path, Mapping[str, list[str]]]:
    """What each folder of catalogues is to hold: the texts, and the places where they stand."""
    return {FOLDER: translatable.texts(), FOLDER / "said": db_sentences.sentences()}


def languages() -> tuple[str, ...]:
    """The languages that there are catalogues for."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.json")))


def read(path: Path) -> dict[str, str]:
    """A catalogue; a missing one is empty."""
    if not path.is_file():
        return {}
    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def write(path: Path, entries: Mapping[str, str]) -> None:
    """Write a catalogue so that a change of one text is a change of one line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def gaps(text: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def complaints(code: str) -> Iterator[str]:
    """All that is wrong with the catalogues of a language, a sentence each."""
    for folder, texts in wanted().items():
        name = (folder / f"{code}.json").relative_to(ROOT).as_posix()
        entries = read(folder / f"{code}.json")
        for text, places in texts.items():
            if not entries.get(text):
                yield f"{name}: not translated: {text!r} ({places[0]})"
        for text, target in entries.items():
            if text not in texts:
                yield f"{name}: no longer said: {text!r}"
            elif target and not _fits(text, target, is_said=folder != FOLDER):
                yield f"{name}: gaps or spaces at the ends differ: {text!r} -> {target!r}"


def _fits(text: str, target: str, *, is_said: bool) -> bool:
    # In what db says, a gap may stand for an ending of English, such as the s of a plural.
    same = gaps(target) <= gaps(text) if is_said else gaps(target) == gaps(text)
    return same and _ends(text) == _ends(target)


def _ends(text: str) -> tuple[bool, bool]:
    # A text with a comma in front may need none elsewhere, but the air before a word is needed.
    return text[:1].isspace() or text[:1] == ",", text[-1:].isspace()


def update(code: str) -> None:
    """Write the catalogues of a language in the order of the program, with all texts and no more.

    What a text was translated as before is kept.
    """
    for folder, texts in wanted().items():
        known = read(folder / f"{code}.json")
        write(folder / f"{code}.json", {text: known.get(text, "") for text in texts})


@click.command()
@click.option("--update", "is_update", is_flag=True, help="Write the catalogues anew.")
@click.option("--new", "new", metavar="CODE", help="Begin catalogues for a language.")
def main(is_update: bool, new: str | None) -> None:  # noqa: FBT001 - click hands it over
    """Say what the catalogues of translations lack."""
    for code in [new] if new else languages():
        if is_update or new:
            update(code)
        found = list(complaints(code))
        for line in found:
            print(line)
        print(f"{code}: {len(found)} to mend" if found else f"{code}: complete")


if __name__ == "__main__":
    main()
