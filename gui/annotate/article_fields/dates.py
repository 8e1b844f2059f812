"""The only place that reads dates as people type them."""

from __future__ import annotations

import re

from PySide6.QtCore import QDate, QLocale, Qt

_YEAR_OR_MONTH = re.compile(r"[0-9]{4}(-[0-9]{2})?")
_NAMED = ("d MMM yyyy", "d MMMM yyyy", "MMM d yyyy", "MMMM d yyyy")
_DAY_FIRST = ("d.M.yyyy", "d/M/yyyy", "d-M-yyyy")
_MONTH_FIRST = ("M/d/yyyy",)


def iso_date(text: str) -> str:
    """A typed date as it is stored, 2024-03-05 or 2024-03; what is none comes back as it is.

    The order in 3/5/2024 is that of the person's own language.
    """
    clean = " ".join(text.replace(",", " ").split())
    if _YEAR_OR_MONTH.fullmatch(clean):
        return clean
    date = QDate.fromString(clean, Qt.DateFormat.ISODate)
    if not date.isValid():
        date = _read(clean)
    return date.toString(Qt.DateFormat.ISODate) if date.isValid() else text.strip()


def _read(clean: str) -> QDate:
    own = QLocale()
    is_month_first = own.dateFormat(QLocale.FormatType.ShortFormat).lstrip().startswith("M")
    numbers = (*_MONTH_FIRST, *_DAY_FIRST) if is_month_first else (*_DAY_FIRST, *_MONTH_FIRST)
    english = QLocale(QLocale.Language.English)
    plain = re.sub(r"(?<=[A-Za-z])\.|(?<=\d)(st|nd|rd|th)\b", "", clean)
    for locale in (own, english):
        for form in (*_NAMED, *numbers):
            date = locale.toDate(plain, form)
            if date.isValid():
                return date
    return english.toDate(re.sub(r"(?<=\d)\.", "", clean), "d MMMM yyyy")
