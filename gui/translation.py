"""The only place that turns the program's English into the language of the person.

English in the code is the source and the key. A catalogue is a JSON object from source to
translation, so that a translator needs no more than a text editor; Qt brings catalogues for its
own words (Cancel, Open ...). `db` speaks English only: what it says to people has catalogues of
its own (`translations/said`), in which a sentence is found by its shape.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QGuiApplication

from gui.isolation import isolated
from gui.resource_paths import resource

_ENGLISH = "en"
_ZERO_IS_ONE = frozenset({"fr"})
"""Languages in which nothing is counted like one thing: "0 article"."""
_DEPTH = 4
"""How deep one sentence may stand in another: a reason in a refusal in a report."""

_catalogue: dict[str, str] = {}
_said: dict[str, str] = {}
_spoken = [_ENGLISH]


def tr(text: str, /, *, meaning: str = "", **values: object) -> str:
    """The text in the chosen language, with `{name}` filled in from the values.

    A name that is read from the other side than the text keeps to itself by marks around it. What
    is stored, copied or the name of a file wants none: `tr("{who} agrees").format(who=name)`.
    `meaning` tells apart what English says with one word and other languages with two, such as
    "Open" on what is not done yet and on a button. It is never shown.
    """
    translated = _catalogue.get(with_meaning(text, meaning), text)
    return _filled(translated, values) if values else translated


def with_meaning(text: str, meaning: str) -> str:
    """A text as it stands in a catalogue where it means one thing of several."""
    return f"{text} @ {meaning}" if meaning else text


def tr_count(count: int, one: str, other: str, /, **values: object) -> str:
    """Like `tr`, with `one` for what the language counts as one thing, and `other` else.

    `{count}` is the number.
    """
    is_one = count == 1 or (count == 0 and _spoken[0] in _ZERO_IS_ONE)
    translated = tr(one if is_one else other)
    return _filled(translated, {"count": QLocale().toString(count)} | values)


def tr_said(text: str) -> str:
    """A sentence that `db` made, such as a fault, in the chosen language.

    What stood in its gaps is translated as well where it is known. A sentence that is not in the
    catalogue stays English.
    """
    return _translated(text, _DEPTH) if _said and text else text


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are catalogues for, English first."""
    return (_ENGLISH, *sorted(path.stem for path in resource("translations").glob("*.json")))


def language_for(chosen: str) -> str:
    """The language to speak: the chosen one, or for "" the first of the system's that there is."""
    if chosen:
        return chosen
    wanted = (each.partition("-")[0] for each in QLocale.system().uiLanguages())
    known = languages()
    return next((each for each in wanted if each in known), _ENGLISH)


def use_language(code: str, folder: Path | None = None) -> None:
    """Translate from now on; widgets that exist keep their words. An unknown code means English.

    `folder` holds the catalogues, unless told the shipped ones.
    """
    folder = folder or resource("translations")
    for catalogue, path in (
        (_catalogue, folder / f"{code}.json"),
        (_said, folder / "said" / f"{code}.json"),
    ):
        catalogue.clear()
        if path.is_file():
            catalogue.update(_read(path))
    _spoken[0] = code if _catalogue else _ENGLISH
    _shapes.cache_clear()


def speak(app: QGuiApplication, chosen: str) -> None:
    """Use a language for everything: words, those of Qt, numbers and dates, reading direction."""
    code = language_for(chosen)
    use_language(code)
    system, own = QLocale.system(), QLocale(code)
    # Whoever reads English in Switzerland wants the dates of Switzerland where they are English.
    QLocale.setDefault(system if system.language() == own.language() else own)
    if app.layoutDirection() != Qt.LayoutDirection.RightToLeft:  # asked for by -reverse
        app.setLayoutDirection(own.textDirection())
    translate_qt(app, code)


def translate_qt(app: QCoreApplication, code: str) -> QTranslator | None:
    """Give Qt's own dialogs the language as far as Qt knows it; None where it does not.

    It speaks in place of the one before: Qt asks all that are installed, the newest first.
    """
    for former in app.findChildren(QTranslator):
        app.removeTranslator(former)
        former.deleteLater()
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder) and app.installTranslator(translator):
        return translator
    return None


def _filled(text: str, values: Mapping[str, object]) -> str:
    shown = {
        name: isolated(value) if isinstance(value, str) else value for name, value in values.items()
    }
    return text.format(**shown)


def _read(path: Path) -> dict[str, str]:
    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    # An entry that is still empty is not translated yet; English is better than nothing.
    return {source: target for source, target in entries.items() if target}


def _translated(text: str, depth: int) -> str:
    # Braces that are said stand twice in a catalogue, as those of gaps stand once.
    if (known := _said.get(text.replace("{", "{{").replace("}", "}}"))) is not None:
        return known.format()
    if not depth:
        return text
    for shape in _shapes():
        if found := shape.pattern.fullmatch(text):
            values = {
                gap: each if gap in shape.quoted else _translated(each, depth - 1)
                for gap, each in found.groupdict().items()
            }
            return shape.target.format(**values)
    # Several sentences behind one another, or one behind the name of what it is about.
    for border in (r"(?<=[.!?]) ", r": "):
        parts = re.split(f"({border})", text)
        if len(parts) > 1:
            return "".join(_translated(part, depth - 1) for part in parts)
    return text


@dataclass(frozen=True, slots=True)
class _Shape:
    """A sentence with gaps; those in quotation marks hold words of a person, and stay."""

    pattern: re.Pattern[str]
    target: str
    quoted: frozenset[str]


@cache
def _shapes() -> tuple[_Shape, ...]:
    """The sentences with gaps, those that say most themselves first."""
    said_themselves: list[tuple[int, _Shape]] = []
    for source, target in _said.items():
        pieces = [(literal, gap) for literal, gap, _, _ in Formatter().parse(source)]
        if any(gap for _, gap in pieces):
            size = sum(len(literal) for literal, _ in pieces)
            said_themselves.append((size, _shape(pieces, target)))
    said_themselves.sort(key=lambda pair: -pair[0])
    return tuple(shape for _, shape in said_themselves)


def _shape(pieces: Sequence[tuple[str, str | None]], target: str) -> _Shape:
    pattern, known = "", set[str]()
    for literal, gap in pieces:
        pattern += re.escape(literal)
        if gap:
            pattern += f"(?P={gap})" if gap in known else f"(?P<{gap}>.*?)"
            known.add(gap)
    quoted = frozenset(gap for literal, gap in pieces if gap and literal.endswith(("“", '"')))
    return _Shape(re.compile(pattern, re.DOTALL), target, quoted)
