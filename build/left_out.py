"""The only place that says what a frozen program leaves out, each part with the reason.

`bundles/demarche.spec` reads it. What is not named here goes in as PyInstaller finds it. A part is
a piece of a path in the bundle, whose folders are divided by "/" and which begins with one.
"""

import sys
from pathlib import PurePosixPath
from typing import NamedTuple


class Left(NamedTuple):
    """Parts that stay out, and why nobody misses them."""

    reason: str
    parts: tuple[str, ...]


MODULES = (
    Left(
        "modules of Qt that no window uses",
        (
            "PySide6.QtDBus",
            "PySide6.QtDesigner",
            "PySide6.QtHelp",
            "PySide6.QtOpenGL",
            "PySide6.QtOpenGLWidgets",
            "PySide6.QtQml",
            "PySide6.QtQuick",
            "PySide6.QtQuickWidgets",
            "PySide6.QtSql",
            "PySide6.QtTest",
            "PySide6.QtUiTools",
            "PySide6.QtXml",
        ),
    ),
    Left(
        "for developers: debuggers, tests, and the texts that help() shows",
        ("IPython", "_pytest", "doctest", "pdb", "pydoc", "pydoc_data", "pytest", "unittest"),
    ),
    Left("another toolkit for windows", ("tkinter",)),
    Left("used by a dependency only where somebody has it", ("h2", "numpy", "pandas", "trio")),
    Left("under the GPL, which binds whoever passes it on; nothing asks for it", ("readline",)),
    Left("lets `Match exec` in a file for ssh start commands, which ours never does", ("invoke",)),
    Left(
        "parts of lxml for comparing, validating and writing, where we only read",
        (
            "lxml.ElementInclude",
            "lxml.cssselect",
            "lxml.doctestcompare",
            "lxml.html._diffcommand",
            "lxml.html._difflib",
            "lxml.html.diff",
            "lxml.html.soupparser",
            "lxml.html.usedoctest",
            "lxml.isoschematron",
            "lxml.objectify",
            "lxml.pyclasslookup",
            "lxml.usedoctest",
        ),
    ),
    Left(
        "transports of botocore and urllib3 for what is not installed, and for browsers",
        ("awscrt", "urllib3.contrib.emscripten"),
    ),
)

FILES = (
    Left(
        "modules of Qt that come along with others: QML, OpenGL, PDF viewing, a touch keyboard",
        (
            "Qt6OpenGL",
            "Qt6Pdf",
            "Qt6Qml",
            "Qt6Quick",
            "Qt6VirtualKeyboard",
            "libqpdf",
            "libqtvirtualkeyboardplugin",
            "opengl32sw",
            "/qml/",
        ),
    ),
    Left(
        "platforms of Qt without a desktop",
        (
            "Qt6EglFs",
            "Qt6EglFS",
            "Qt6WaylandEglCompositor",
            "libqeglfs",
            "libqlinuxfb",
            "libqminimal",
            "libqvkkhrdisplay",
            "libqvnc",
            "/egldeviceintegrations/",
            "/plugins/generic/",
        ),
    ),
    Left(
        "ways for Qt to draw by the graphics card, where our windows draw into memory",
        ("/wayland-graphics-integration-client/", "/xcbglintegrations/", "libxcb-glx"),
    ),
    Left(
        "shells of Wayland for cars, kiosks and before 2015; desktops speak xdg-shell",
        ("Qt6WlShell", "libfullscreen-shell", "libivi-shell", "libqt-shell", "libwl-shell"),
    ),
    Left(
        "the looks of GTK and the libraries that it needs, where the program brings its own",
        (
            "libqgtk3",
            "libgtk-3",
            "libgdk-3",
            "libgdk_pixbuf",
            "libatk",
            "libatspi",
            "libcairo",
            "libepoxy",
            "libpango",
            "libpixman",
            "libthai",
            "libdatrie",
            "libharfbuzz",
            "libgraphite2",
            "libfribidi",
            "libXcomposite",
            "libXcursor",
            "libXdamage",
            "libXfixes",
            "libXi.",
            "libXinerama",
            "libXrandr",
            "libXrender",
            "libXext",
        ),
    ),
    Left(
        "Qt's own network: of it the program uses local sockets alone, to find its other window",
        ("/plugins/tls/", "/plugins/networkinformation/", "/plugins/networkaccess/"),
    ),
    Left(
        "kinds of pictures that the program never reads: its own are SVG and PNG, and Qt writes"
        " JPEG into PDF",
        ("qgif.", "qicns.", "qtga.", "qtiff.", "qwbmp.", "qwebp.", "libjpeg."),
    ),
    Left(
        "printing by CUPS is the system's: without its library Qt offers PDF alone",
        (
            "libcups.",
            "libgnutls.",
            "libgmp.",
            "libhogweed.",
            "libidn2.",
            "libnettle.",
            "libp11-kit.",
            "libtasn1.",
            "libunistring.",
            "libavahi-",
        ),
    ),
    Left("the list of authorities once more, which certifi has", ("/botocore/cacert.pem",)),
    Left("how to call services, for people", ("/botocore/data/s3/2006-03-01/examples-1.json",)),
    Left(
        "what boto3 says of services besides what botocore does",
        ("/boto3/data/", "/boto3/examples/"),
    ),
    Left("time zones once more: the system has them, and pytz", ("/dateutil/zoneinfo/",)),
    Left("one of two lists of domains, which nothing asks for", ("_public_only.dat.txt",)),
    Left("rules for validating XML, which we don't do", ("/lxml/isoschematron/",)),
    Left("types for those who write programs", (".pyi", "/py.typed")),
)

# The bundle's folder is searched before the system's: an older copy there would be given to the
# system's own newer libraries, and to no gain, since no desktop is without them.
SYSTEM = (
    Left(
        "what every Linux is built on",
        ("libgcc_s.", "libselinux.", "libstdc++.", "libuuid.", "libz.", "libtinfo."),
    ),
    Left(
        "GLib, and what it needs",
        (
            "libblkid.",
            "libgio-",
            "libglib-",
            "libgmodule-",
            "libgobject-",
            "libgthread-",
            "libmount.",
            "libpcre2-",
        ),
    ),
    Left(
        "D-Bus, and what it needs",
        ("libcap.", "libdbus-1.", "libgcrypt.", "libgpg-error.", "liblz4.", "libsystemd."),
    ),
    Left("X11 itself", ("libX11-xcb.", "libX11.", "libXau.", "libXdmcp.", "libbsd.", "libmd.")),
    Left(
        "fonts, which must be found as by everything else",
        ("libexpat.", "libfontconfig.", "libfreetype.", "libpng16."),
    ),
)

LANGUAGES = ("de", "en", "fr")
"""What the window speaks."""

STORAGE = (
    "s3",
    "endpoints.json",
    "partitions.json",
    "_retry.json",
    "sdk-default-configuration.json",
)
"""Of all of Amazon's services only the storage is used."""


def modules() -> list[str]:
    """The modules of Python that stay out."""
    return [part for left in MODULES for part in left.parts]


def is_wanted(place: str, *, platform: str = sys.platform) -> bool:
    """Whether the file at `place` in the bundle is of use there."""
    path = "/" + place.replace("\\", "/")
    if any(part in path for left in FILES for part in left.parts):
        return False
    name = PurePosixPath(path).name
    if platform == "linux" and any(name.startswith(part) for left in SYSTEM for part in left.parts):
        return False
    if "/botocore/data/" in path:
        return path.split("/botocore/data/")[1].split("/")[0] in STORAGE
    if "/babel/locale-data/" in path:
        return PurePosixPath(path).stem in {"root", *LANGUAGES}
    # Qt's own words in the languages that the window speaks; of its tools it has none.
    if "/translations/" in path and path.endswith(".qm"):
        ours = any(path.endswith(f"_{language}.qm") for language in LANGUAGES)
        return ours and not name.startswith("qt_help_")
    return True
