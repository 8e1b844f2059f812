"""One field for everything: commands by name, and articles by their words."""

from gui.palette.palette import Palette

__all__ = ["Palette"]
