"""Makes the data of ICU smaller, the library that Qt sorts, converts and names time zones with.

Of its 32 MB Qt's functions can reach a fifth: they call for collation, conversion, letter case and
names of time zones, and never for units, currencies, names of languages, or text boundaries, which
are Qt's own. ICU's package of data is a table of names and places before the items themselves
(ucmndata.h of its sources); here the items that stay are laid into a new one, and binutils make a
library of it. What is left out ICU does as for a language that it does not know.
"""

import re
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from left_out import LANGUAGES

ALIGNMENT = 16
PADDING = b"\xaa"  # as ICU's own tools fill the gaps
TOOLS = ("as", "ld", "objcopy")

# Folders of the package, and single items, by the reason for which Qt needs them.
WHOLE = {
    "sorting of all languages, for QCollator": r"coll/.*|.*\.nrm",
    "time zones and what names them": (
        r"(zoneinfo64|timezoneTypes|metaZones|windowsZones|tzdbNames)\.res"
    ),
    "what all languages have in common": (
        r"(pool|root|res_index|supplementalData|likelySubtags|numberingSystems|keyTypeData|icuver"
        r"|icustd|metadata|langInfo|dayPeriods)\.res|zone/(pool|root|res_index|tzdbNames)\.res"
    ),
    "dates and zones of the window's languages": rf"(zone/)?({'|'.join(LANGUAGES)})(_.*)?\.res",
    "names of encodings": r"cnvalias\.icu",
}
# The encodings that the web knows (encoding.spec.whatwg.org), by the names of their tables in ICU.
ENCODINGS = frozenset({
    "euc-jp-2007", "gb18030", "ibm-1089_P100-1995", "ibm-1168_P100-2002", "ibm-1375_P100-2008",
    "ibm-1383_P110-1999", "ibm-33722_P12A_P12A-2009_U2", "ibm-437_P100-1995",
    "ibm-5012_P100-1999", "ibm-5346_P100-1998", "ibm-5347_P100-1998", "ibm-5348_P100-1997",
    "ibm-5349_P100-1998", "ibm-5350_P100-1998", "ibm-5354_P100-1998", "ibm-850_P100-1995",
    "ibm-852_P100-1995", "ibm-866_P100-1995", "ibm-878_P100-1996", "ibm-9005_X110-2007",
    "ibm-912_P100-1995", "ibm-913_P100-2000", "ibm-914_P100-1995", "ibm-915_P100-1995",
    "ibm-920_P100-1995", "ibm-921_P100-1995", "ibm-923_P100-1998", "ibm-943_P15A-2003",
    "ibm-9447_P100-2002", "ibm-9448_X100-2005", "ibm-9449_P100-2002", "ibm-970_P110_P110-2006_U2",
    "iso-8859_10-1998", "iso-8859_11-2001", "iso-8859_14-1998", "jisx-212",
    # What the next ones are built upon.
    "ibm-1363_P11B-1998", "ibm-1373_P100-2002", "ibm-1386_P100-2001",
    "ibm-4899_P100-1998", "macos-0_2-10.2", "macos-7_3-10.2", "windows-874-2000",
    "windows-936-2000", "windows-949-2000", "windows-950-2000",
})  # fmt: skip


class IcuDataError(Exception):
    """What lies there is no package of data that this script understands."""


def is_kept(item: str) -> bool:
    """Whether Qt can reach the item of this name, said without the package's own name."""
    if item.endswith(".cnv"):
        return item.removesuffix(".cnv") in ENCODINGS
    return any(re.fullmatch(pattern, item) for pattern in WHOLE.values())


def trimmed(package: bytes) -> bytes:
    """The package with the items that are kept, in the same order; raises IcuDataError."""
    header, items = read(package)
    kept = {name: data for name, data in items.items() if is_kept(name.split("/", maxsplit=1)[-1])}
    return written(header, kept)


def read(package: bytes) -> tuple[bytes, dict[str, bytes]]:
    """The header of a package and its items by their names; raises IcuDataError."""
    if len(package) < 32 or package[2:4] != b"\xda\x27" or package[12:16] != b"CmnD":
        raise IcuDataError
    if package[8] != 0:  # the other order of bytes
        raise IcuDataError
    (start,) = struct.unpack_from("<H", package)
    (count,) = struct.unpack_from("<I", package, start)
    table = list(struct.iter_unpack("<II", package[start + 4 : start + 4 + 8 * count]))
    ends = [place for _, place in table[1:]] + [len(package) - start]
    items: dict[str, bytes] = {}
    for (name_at, place), end in zip(table, ends, strict=True):
        name_from = start + name_at
        name = package[name_from : package.index(0, name_from)].decode("ascii")
        items[name] = package[start + place : start + end]
    return package[:start], items


def written(header: bytes, items: dict[str, bytes]) -> bytes:
    """A package of these items, which ICU finds by halving: their names stand in order."""
    ordered = sorted(items, key=lambda name: name.encode("ascii"))
    names = b"".join(name.encode("ascii") + b"\0" for name in ordered)
    names_at = 4 + 8 * len(ordered)
    place = _aligned(names_at + len(names))
    table, body = [struct.pack("<I", len(ordered))], []
    name_at, first = names_at, place
    for name in ordered:
        data = items[name].ljust(_aligned(len(items[name])), PADDING)
        table.append(struct.pack("<II", name_at, place))
        body.append(data)
        name_at += len(name) + 1
        place += len(data)
    head = (b"".join(table) + names).ljust(first, PADDING)
    return header + head + b"".join(body)


def make_smaller(library: Path) -> bool:
    """Put a smaller library in the place of `library`; False where the tools for it are missing."""
    if not all(map(shutil.which, TOOLS)):
        return False
    version = re.fullmatch(r"libicudata\.so\.(\d+)", library.name)
    if version is None:
        raise IcuDataError
    symbol = f"icudt{version[1]}_dat"
    with tempfile.TemporaryDirectory(prefix="demarche-icu-") as made:
        place = Path(made)
        whole, small = place / "whole.dat", place / "small.dat"
        _run("objcopy", "-O", "binary", "--only-section=.rodata", str(library), str(whole))
        small.write_bytes(trimmed(whole.read_bytes()))
        source, part, smaller = place / "data.s", place / "data.o", place / library.name
        source.write_text(_assembly(symbol, small), encoding="ascii")
        _run("as", "-o", str(part), str(source))
        shared = ["-shared", "-z", "noexecstack", "--hash-style=gnu", "--build-id=sha1"]
        _run("ld", *shared, f"-soname={library.name}", "-o", str(smaller), str(part))
        shutil.copy(smaller, library)
    return True


def _assembly(symbol: str, data: Path) -> str:
    return (
        f'.section .rodata\n.balign {ALIGNMENT}\n.globl {symbol}\n.type {symbol}, "object"\n'
        f'{symbol}:\n.incbin "{data}"\n.size {symbol}, . - {symbol}\n'
        '.section .note.GNU-stack,"","progbits"\n'
    )


def _aligned(size: int) -> int:
    return -(-size // ALIGNMENT) * ALIGNMENT


def _run(*command: str) -> None:
    subprocess.run(command, check=True)
