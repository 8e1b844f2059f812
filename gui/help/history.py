"""The way back and forward through what was read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gui.help.book import Place

_MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """Where somebody was; `scroll` in pixels, None for the place's own beginning."""

    place: Place
    scroll: int | None = None


class History:
    """Places in the order in which they were gone to."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def present(self) -> Place | None:
        """Where somebody is."""
        return self._stops[self._at].place if self._stops else None

    @property
    def can_go_back(self) -> bool:
        """Whether something was read before."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether somebody went back."""
        return self._at < len(self._stops) - 1

    def visit(self, place: Place, *, replaces: bool = False) -> None:
        """Go on to a place; with `replaces` it takes that of the present one on the way."""
        if place == self.present:
            return
        kept = self._at if replaces and self._stops else self._at + 1
        self._stops = [*self._stops[:kept], Stop(place=place)][-_MOST:]
        self._at = len(self._stops) - 1

    def note_scroll(self, scroll: int) -> None:
        """Remember how far the present place was scrolled, before leaving it."""
        if self._stops:
            self._stops[self._at] = replace(self._stops[self._at], scroll=scroll)

    def go(self, by: int) -> Stop:
        """Go a step back (-1) or forward (1); only where there is one."""
        self._at += by
        return self._stops[self._at]
