"""The pages that there are, in the order of the bar: a page appears when it works, not before."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

PAGES = (
    ("annotate", "Annotate"),
    ("review", "Review"),
    ("agreement", "Agreement"),
    ("explore", "Explore"),
    ("project", "Project"),
)
PAGES_OF_WORK_PACKAGE = (("annotate", "Annotate"), ("project", "My work"))


def pages_in(*, is_work_package: bool) -> tuple[tuple[str, str], ...]:
    """Id and English title of each page, in a work package or in the lead's project."""
    return PAGES_OF_WORK_PACKAGE if is_work_package else PAGES


@runtime_checkable
class Commanded(Protocol):
    """A page that has commands of its own."""

    def run_command(self, command: str) -> bool:
        """Carry out a command; False for one that the page does not know."""
        ...


@runtime_checkable
class TellsFacts(Protocol):
    """A page that says what the line at the bottom is to show."""

    def tell_facts(self) -> None:
        """Say it again."""
        ...
