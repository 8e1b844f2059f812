"""What a frozen program leaves out, and that the program itself asks for none of it."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LIBRARIES = "_internal/PySide6/Qt"


@pytest.fixture
def left_out(script):
    return script("left_out")


def test_each_part_says_why(left_out):
    for left in (*left_out.MODULES, *left_out.FILES, *left_out.SYSTEM):
        assert left.reason
        assert left.parts


def test_no_part_stands_twice(left_out):
    parts = [part for left in (*left_out.FILES, *left_out.SYSTEM) for part in left.parts]
    assert len(parts) == len(set(parts))
    assert len(left_out.modules()) == len(set(left_out.modules()))


def test_the_program_imports_no_module_that_stays_out(left_out):
    out = left_out.modules()
    for folder in ("db", "gui"):
        for file in (ROOT / folder).rglob("*.py"):
            for name in imported(file):
                assert not [each for each in out if f"{name}.".startswith(f"{each}.")], file


def imported(file):
    for node in ast.walk(ast.parse(file.read_bytes())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from (f"{node.module}.{each.name}" for each in node.names)


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (f"{LIBRARIES}/lib/libQt6Gui.so.6", True),
        (f"{LIBRARIES}/lib/libQt6EglFsKmsSupport.so.6", False),
        (f"{LIBRARIES}/plugins/platforms/libqxcb.so", True),
        (f"{LIBRARIES}/plugins/platforms/libqwayland.so", True),
        (f"{LIBRARIES}/plugins/platforms/libqoffscreen.so", True),
        (f"{LIBRARIES}/plugins/platforms/libqminimal.so", False),
        (f"{LIBRARIES}/plugins/imageformats/libqjpeg.so", True),
        (f"{LIBRARIES}/plugins/imageformats/libqtiff.so", False),
        (f"{LIBRARIES}/plugins/printsupport/libcupsprintersupport.so", True),
        ("libcups.so.2", False),
        ("libxcb-cursor.so.0", True),
        ("libX11.so.6", False),
        ("libssl.so.3", True),
        ("libsqlite3.so.0", True),
        ("botocore/data/s3/2006-03-01/service-2.json.gz", True),
        ("botocore/data/ec2/2016-11-15/service-2.json.gz", False),
        ("botocore/data/endpoints.json", True),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/de.dat", True),
        ("babel/locale-data/ja.dat", False),
        (f"{LIBRARIES}/translations/qtbase_fr.qm", True),
        (f"{LIBRARIES}/translations/qtbase_ja.qm", False),
        (f"{LIBRARIES}/translations/qt_help_de.qm", False),
        ("resources/translations/de.json", True),
        ("justext/stoplists/German.txt", True),
        ("trafilatura/settings.cfg", True),
        ("tld/res/effective_tld_names.dat.txt", True),
        ("certifi/cacert.pem", True),
    ],
)
def test_what_is_wanted_on_linux(left_out, place, expected):
    assert left_out.is_wanted(place, platform="linux") is expected


def test_only_linux_has_these_libraries_in_the_system(left_out):
    assert left_out.is_wanted("libexpat.dylib", platform="darwin")
    assert left_out.is_wanted("PySide6\\plugins\\platforms\\qwindows.dll", platform="win32")
    assert not left_out.is_wanted("PySide6\\opengl32sw.dll", platform="win32")
