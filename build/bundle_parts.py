"""The names and places that all scripts of the bundles share."""

import runpy

import environment

PROGRAM = "demarche"
BUNDLES = environment.ROOT / "build" / "bundles"
DIST = environment.ROOT / "dist"
FOLDER = DIST / PROGRAM
"""The frozen program, which all bundles hold."""

WORK = DIST / "work"
"""What is only needed on the way."""


def version() -> str:
    """The version of the program, from the one place that says it."""
    return str(runpy.run_path(str(environment.ROOT / "db" / "version.py"))["VERSION"])
