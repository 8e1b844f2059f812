"""The arguments of the window's own command: which project to open, or to draw into a picture."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gui.theme import THEME_CHOICES, ThemeChoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Arguments:
    """What the person asked for at the start; `size` is width and height in pixels."""

    project: Path | None
    screenshot: Path | None
    size: tuple[int, int]
    theme: ThemeChoice | None
    zoom: int | None
    page: str
    article: int
    span: int | None


def read_arguments(arguments: Sequence[str]) -> Arguments:
    """The arguments, or an exit with code 2 and a word on what is wrong."""
    parser = argparse.ArgumentParser(
        prog="demarche-window",
        description="Annotate news articles: who proposed what, and who rejected it.",
        epilog="Importing, exporting and checking without a window: demarche --help",
    )
    parser.add_argument("project", nargs="?", type=Path, help="the .demarche file to open")
    parser.add_argument("--theme", choices=THEME_CHOICES, help="colours, for this start only")
    parser.add_argument(
        "--zoom", type=int, help="size of everything in percent, for this start only"
    )
    picture = parser.add_argument_group("draw the window into a picture instead of showing it")
    picture.add_argument(
        "--screenshot", metavar="FILE", type=Path, help="the picture to write (.png)"
    )
    picture.add_argument("--size", type=_size, default=(1440, 900), metavar="WIDTHxHEIGHT")
    picture.add_argument("--page", default="annotate", help="annotate, project, or project/SECTION")
    picture.add_argument("--article", type=int, default=1, help="which article of the list, from 1")
    picture.add_argument("--span", type=int, help="which of its spans is selected, from 1")
    found = parser.parse_args(arguments)
    return Arguments(**vars(found))


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) > 0 and int(height) > 0):
        raise argparse.ArgumentTypeError(f"{text} is no size; write it like 1440x900")
    return int(width), int(height)
