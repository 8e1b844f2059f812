"""Libraries that only some formats need, imported when such a file is first read or written."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from db.errors import UserFault


class MissingLibrary(UserFault):
    """A format needs a library that is not installed; the text has the line that does it."""

    def __init__(self, title: str, extra: str) -> None:
        # Nothing can be added to a bundle, which brings its own Python.
        is_bundle = getattr(sys, "frozen", False)
        super().__init__(
            f"{title} needs a part of Demarche that this bundle does not bring. Nothing was "
            "written. With Python 3.11 or newer, a Demarche that brings it is installed with: "
            f'pipx install "demarche[{extra}]"'
            if is_bundle
            else f"{title} needs a part of Demarche that is not installed. Nothing was written. "
            f'Install it with: pip install "demarche[{extra}]"'
        )


def library(module: str, *, title: str, extra: str) -> ModuleType:
    """What a format needs; raises MissingLibrary. `title` is what people call the format."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingLibrary(title, extra) from error
