"""Libraries that only some formats need, imported when such a file is first read or written."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from db.errors import UserFault


class MissingLibrary(UserFault):
    """A format needs a library that is not installed; the text has the line that does it."""

    def __init__(self, title: str, extra: str) -> None:
        super().__init__(
            f"{title} needs a part of Demarche that is not installed. Nothing was written. "
            f'Install it with: pip install "demarche[{extra}]"'
        )


def library(module: str, *, title: str, extra: str) -> ModuleType:
    """What a format needs; raises MissingLibrary. `title` is what people call the format."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingLibrary(title, extra) from error
