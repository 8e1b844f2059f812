"""The only place that knows in which line of a TOML text a value stands; `tomllib` won't say."""

from __future__ import annotations

import re

from db.scheme.faults import Place

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_INDENT = re.compile(r"[ \t]*")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}', re.DOTALL),
    re.compile(r"'''(?:[^']|'(?!''))*'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\\n]|\\.)*"'),
    re.compile(r"'[^'\n]*'"),
)
_PLAIN = re.compile(r"[^,\]}#\n]+")


class Lines:
    """The lines of the keys, tables and array elements of a text that `tomllib` has accepted."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._lines: dict[Place, int] = {}
        self._counts: dict[Place, int] = {}
        self._position = 0
        self._line = 1
        self._counted_to = 0
        self._scan()

    def of(self, place: Place) -> int | None:
        """The line of a place, counted from 1, or that of the nearest thing around it.

        None where the place is the whole file.
        """
        while place:
            if place in self._lines:
                return self._lines[place]
            place = place[:-1]
        return None

    def _scan(self) -> None:
        table: Place = ()
        self._skip(_BLANK)
        while self._position < len(self._text):
            if self._text[self._position] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._skip(_BLANK)

    def _header(self) -> Place:
        is_array = self._text.startswith("[[", self._position)
        line = self._current_line()
        self._position += 2 if is_array else 1
        *parents, last = self._dotted_key()
        place: Place = ()
        for name in parents:
            place = self._entered((*place, name))
        place = (*place, last)
        if is_array:
            self._counts[place] = self._counts.get(place, -1) + 1
        place = self._entered(place)
        self._note(place, line)
        self._position += 2 if is_array else 1
        return place

    def _entered(self, place: Place) -> Place:
        return (*place, self._counts[place]) if place in self._counts else place

    def _pair(self, table: Place) -> None:
        line = self._current_line()
        place = (*table, *self._dotted_key())
        self._note(place, line)
        self._position += 1
        self._skip(_INDENT)
        self._value(place)

    def _note(self, place: Place, line: int) -> None:
        self._lines[place] = line
        # [a.b] and a.b = 1 make a as well.
        for length in range(1, len(place)):
            self._lines.setdefault(place[:length], line)

    def _value(self, place: Place) -> None:
        character = self._text[self._position]
        if character == "[":
            self._array(place)
        elif character == "{":
            self._inline_table(place)
        elif character in "\"'":
            self._string()
        else:
            self._skip(_PLAIN)

    def _array(self, place: Place) -> None:
        self._position += 1
        index = 0
        while self._next_of_several("]"):
            self._lines[*place, index] = self._current_line()
            self._value((*place, index))
            index += 1

    def _inline_table(self, place: Place) -> None:
        self._position += 1
        while self._next_of_several("}"):
            self._pair(place)

    def _next_of_several(self, end: str) -> bool:
        self._skip(_BLANK)
        if self._text[self._position] == ",":
            self._position += 1
            self._skip(_BLANK)
        if self._text[self._position] == end:
            self._position += 1
            return False
        return True

    def _dotted_key(self) -> list[str]:
        names = []
        while True:
            self._skip(_INDENT)
            start = self._position
            if self._text[start] in "\"'":
                self._string()
                # The keys of a scheme are plain words: escapes in one make it unknown in any case.
                names.append(self._text[start + 1 : self._position - 1])
            else:
                self._skip(_BARE_KEY)
                names.append(self._text[start : self._position])
            self._skip(_INDENT)
            if self._text[self._position] != ".":
                return names
            self._position += 1

    def _string(self) -> None:
        for pattern in _STRINGS:
            if found := pattern.match(self._text, self._position):
                self._position = found.end()
                return

    def _skip(self, pattern: re.Pattern[str]) -> None:
        if found := pattern.match(self._text, self._position):
            self._position = found.end()

    def _current_line(self) -> int:
        self._line += self._text.count("\n", self._counted_to, self._position)
        self._counted_to = self._position
        return self._line
