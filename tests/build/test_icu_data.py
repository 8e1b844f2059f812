"""That a smaller package of ICU's data is one that ICU reads, with all that Qt can reach."""

import shutil
import struct
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

BUILD = Path(__file__).parents[2] / "build"
HEADER = struct.pack("<HBB", 144, 0xDA, 0x27) + bytes(8) + b"CmnD" + b"\x01\0\0\0\x03\0\0\0"
HEADER = HEADER.ljust(144, b"\0")
NAMES = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=12)
ITEMS = st.dictionaries(NAMES.map("icudt73l/{}.res".format), st.binary(max_size=64), min_size=1)


@pytest.fixture(scope="module")
def icu_data():
    pytest.MonkeyPatch().syspath_prepend(str(BUILD))
    return import_module("icu_data")


@given(items=ITEMS)
def test_a_package_is_read_as_it_was_written(icu_data, items):
    package = icu_data.written(HEADER, items)
    header, found = icu_data.read(package)
    assert header == HEADER
    assert list(found) == sorted(items)
    for name, data in found.items():
        assert data[: len(items[name])] == items[name]
        assert not data[len(items[name]) :].strip(icu_data.PADDING)
    assert icu_data.written(header, found) == package


@given(items=ITEMS)
def test_each_item_begins_where_a_processor_likes_it(icu_data, items):
    package = icu_data.written(HEADER, items)
    (count,) = struct.unpack_from("<I", package, len(HEADER))
    for number in range(count):
        _, place = struct.unpack_from("<II", package, len(HEADER) + 4 + 8 * number)
        assert place % icu_data.ALIGNMENT == 0


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("coll/sv.res", True),
        ("coll/ucadata.icu", True),
        ("nfkc.nrm", True),
        ("root.res", True),
        ("de.res", True),
        ("de_AT.res", True),
        ("zone/fr_CA.res", True),
        ("zone/ja.res", False),
        ("ja.res", False),
        ("unit/de.res", False),
        ("curr/root.res", False),
        ("lang/en.res", False),
        ("brkitr/cjdict.dict", False),
        ("translit/root.res", False),
        ("unames.icu", False),
        ("cnvalias.icu", True),
        ("ibm-943_P15A-2003.cnv", True),
        ("ibm-1047_P100-1995.cnv", False),
    ],
)
def test_what_qt_can_reach_is_kept(icu_data, item, expected):
    assert icu_data.is_kept(item) is expected


def test_the_package_that_is_left_is_in_order(icu_data):
    names = ("coll/de.res", "unit/de.res", "root.res", "coll/root.res", "unames.icu")
    package = icu_data.written(HEADER, {f"icudt73l/{name}": name.encode() for name in names})
    _, found = icu_data.read(icu_data.trimmed(package))
    assert list(found) == ["icudt73l/coll/de.res", "icudt73l/coll/root.res", "icudt73l/root.res"]
    assert found["icudt73l/root.res"].startswith(b"root.res")


@pytest.mark.parametrize("package", [b"", bytes(200), HEADER[:12] + b"ResB" + HEADER[16:]])
def test_what_is_no_package_is_refused(icu_data, package):
    with pytest.raises(icu_data.IcuDataError):
        icu_data.read(package)


def test_without_binutils_the_library_stays_as_it_is(icu_data, monkeypatch, tmp_path):
    library = tmp_path / "libicudata.so.73"
    library.write_bytes(b"whole")
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert not icu_data.make_smaller(library)
    assert library.read_bytes() == b"whole"
