"""The only place that knows which system packages Qt and the tests need on Debian and Ubuntu.

The wheels of Qt bring Qt, and leave to the system what talks to screens, fonts and the desktop.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable

import environment

OFFSCREEN = (
    "libegl1",
    "libgl1",
    "libdbus-1-3",
    "libfontconfig1",
    "libglib2.0-0",
    "libxkbcommon0",
    "fonts-dejavu-core",
    "fonts-noto-core",
)
WINDOW = (
    *OFFSCREEN,
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxcb-shape0",
    "libxkbcommon-x11-0",
)
# Also the packages that stand in for others, as libglib2.0-0t64 does for libglib2.0-0.
LISTING = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}|${Package}|${Provides}\n"]


def ensure(wanted: tuple[str, ...]) -> None:
    """Install those of `wanted` that are missing, or say how to, and go on.

    Does nothing on other systems, and never stops the program: it may find the libraries elsewhere.
    """
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        return
    listing = subprocess.run(LISTING, capture_output=True, text=True, check=False).stdout
    absent = missing(wanted, listing)
    if not absent:
        return
    if os.geteuid() != 0:
        environment.say(f"System packages are missing; install them with: {install_line(absent)}")
    elif not _install(absent):
        environment.say(f"System packages could not be installed; try: {install_line(absent)}")


def missing(wanted: Iterable[str], listing: str) -> tuple[str, ...]:
    """Return those of `wanted` that dpkg's `listing` neither has installed nor provided."""
    present: set[str] = set()
    for line in listing.splitlines():
        status, package, provided = line.split("|", 2)
        if status[1:2] == "i":  # what is wanted of it stands first, what it is second
            present.add(package)
            present.update(name.split()[0] for name in provided.split(",") if name.strip())
    return tuple(name for name in wanted if name not in present)


def install_line(absent: Iterable[str]) -> str:
    """Return the one line that a person pastes into a terminal to install `absent`."""
    return shlex.join(["sudo", "apt-get", "install", "--yes", *absent])


def _install(absent: tuple[str, ...]) -> bool:
    environment.say(f"Installing system packages: {', '.join(absent)}.")
    install = ["install", "--yes", "--no-install-recommends", *absent]
    # A bare machine has no package lists yet, and an old one lists what is no longer offered.
    if _apt(*install, tells=False):
        return True
    return _apt("update", tells=True) and _apt(*install, tells=True)


def _apt(*arguments: str, tells: bool) -> bool:
    """Run apt-get and return whether it went well; where it `tells`, it may say why it did not."""
    return (
        subprocess.call(
            ["apt-get", "--quiet", "-o", "DPkg::Lock::Timeout=120", *arguments],
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=None if tells else subprocess.DEVNULL,
        )
        == 0
    )
