"""The only place that turns the program's English into the language of the person.

English in the code is the source and the key. A catalogue is a JSON object from source to
translation, so that a translator needs no more than a text editor; Qt brings catalogues for its
own words (Cancel, Open ...).
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gui.resource_paths import resource

_catalogue: dict[str, str] = {}


def tr(text: str, /, **values: object) -> str:
    """The text in the chosen language, with `{name}` filled in from the values."""
    translated = _catalogue.get(text, text)
    return translated.format(**values) if values else translated


def tr_count(count: int, one: str, other: str, /, **values: object) -> str:
    """Like `tr`, with `one` for exactly one thing and `other` else; `{count}` is the number."""
    return tr(one if count == 1 else other, count=QLocale().toString(count), **values)


def languages() -> tuple[str, ...]:
    """The codes of the languages that there are catalogues for, English first."""
    return ("en", *sorted(path.stem for path in resource("translations").glob("*.json")))


def use_language(code: str, folder: Path | None = None) -> None:
    """Translate from now on; widgets that exist keep their words. An unknown code means English.

    `folder` holds the catalogues, unless told the shipped ones.
    """
    path = (folder or resource("translations")) / f"{code}.json"
    _catalogue.clear()
    if path.is_file():
        _catalogue.update(_read(path))


def translate_qt(app: QCoreApplication, code: str) -> QTranslator | None:
    """Give Qt's own dialogs the language as far as Qt knows it; None where it does not."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{code}", folder) and app.installTranslator(translator):
        return translator
    return None


def _read(path: Path) -> dict[str, str]:
    entries: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    # An entry that is still empty is not translated yet; English is better than nothing.
    return {source: target for source, target in entries.items() if target}
