"""The only place that decides how far to scroll to show something; pure, in pixels."""

from __future__ import annotations


def scroll_to_show(top: float, bottom: float, scrolled: int, height: int) -> int:
    """The least scrolling that shows `[top, bottom)`; from a page away, its middle to a third.

    What is higher than the view shows its beginning.
    """
    if bottom - top > height:
        return round(top)
    if bottom < scrolled or top > scrolled + height:
        return round((top + bottom) / 2 - height / 3)
    return round(min(top, max(float(scrolled), bottom - height)))
