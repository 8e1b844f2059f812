"""The only place that says what libraries raise on files that are damaged or made to do harm.

They document a few errors of their own, and say that broken files may cause others: what follows
from values of the wrong type, place or size in a file, and from one that nests without end.
"""

from __future__ import annotations

import logging
import struct
import warnings
import zipfile
import zlib
from xml.dom import DOMException
from xml.parsers.expat import ExpatError

FAULTS: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,  # RecursionError and NotImplementedError are such
    SyntaxError,  # what parsers of XML raise
    TypeError,
    ValueError,
    DOMException,
    ExpatError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def words(error: Exception) -> str:
    """What went wrong, for somebody who did not make the library."""
    if isinstance(error, RecursionError):
        return "its parts are nested too deep"
    if isinstance(error, MemoryError):
        return "it needs more memory than there is"
    return "it is damaged, or not what its name says"


def hush(library: str) -> None:
    """Keep a library's remarks on a file off the screen; what matters is told as a problem."""
    logger = logging.getLogger(library)
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
    warnings.filterwarnings("ignore", module=rf"{library}\b")
