"""The file that travels: a project file in a signed envelope.

A zip of three members: `bundle.json` says what it is, `content.demarche` is the project file, and
`signature` signs the first, which holds the checksum of the second. The zip's own comment is the
checksum of everything before it, so that a file which was cut short is known before it is looked
into. The envelope is hostile until it is read: nothing is unpacked but these members, and no more
than they may hold.
"""

from __future__ import annotations

import base64
import hashlib
import os
import struct
import zipfile
import zlib
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO

import orjson
from nacl.signing import SigningKey

from db.errors import InvalidPackage, StorageFault
from db.model import AnnotatorId
from db.packages import keys
from db.packages.whole_file import whole_file
from db.queries.packages import grouped

FORMAT = 1
BACK_SUFFIX = ".demarche-back"
"""Work on its way from an annotator to the lead."""
PACKAGE_SUFFIX = ".demarche-package"
"""A work package on its way through a hub; handed over by hand, it is a plain project file."""

_ABOUT, _CONTENT, _SIGNATURE = "bundle.json", "content.demarche", "signature"
_MOST_ABOUT = 100_000
_MOST_CONTENT = 8 * 2**30
_MOST_RATIO = 200
_WAYS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_SEAL = 64
"""How many characters the checksum at the end has."""
_STEP = 2**20


class BundleKind(StrEnum):
    """Which way a bundle goes."""

    PACKAGE = "package"
    BACK = "back"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a bundle holds; `seconds` is active time."""

    articles: int = 0
    done: int = 0
    spans: int = 0
    links: int = 0
    comments: int = 0
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a bundle says of itself; `public_key` is its signer's, `sha256` its content's.

    `package` is the work package that it is, or out of which it comes.
    """

    kind: BundleKind
    id: str
    project: str
    title: str
    annotator: AnnotatorId
    public_key: str
    round: int
    created_at: str
    counts: Counts
    package: str = ""
    sha256: str = ""

    @property
    def fingerprint(self) -> str:
        """A short word for the content, for people to compare: 16 hexadecimal digits in fours."""
        return grouped(self.sha256)


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(content: Path, target: Path, about: About, key: SigningKey) -> About:
    """Seal a project file; what comes back says the checksum, too.

    Written under another name first, so that a file of this name is always a whole one.
    """
    sealed = replace(about, sha256=checksum(content))
    message = orjson.dumps({"format": FORMAT, **asdict(sealed)})
    with whole_file(target) as partial:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_ABOUT, message)
            archive.writestr(_SIGNATURE, base64.b64encode(key.sign(message).signature))
            archive.write(content, _CONTENT)
            archive.comment = bytes(_SEAL)
        with partial.open("rb+") as written:
            seal = _checksum_but_seal(written)
            written.seek(-_SEAL, os.SEEK_END)
            written.write(seal)
    return sealed


def is_bundle(path: Path) -> bool:
    """Whether a file is an envelope at all; a plain project file is not."""
    try:
        with path.open("rb") as file:
            return file.read(4) == b"PK\x03\x04"
    except OSError:
        return False


def about(path: Path) -> About:
    """What a bundle says of itself, its signature verified with the key that it names.

    Whether that key may be trusted is for the caller to say. Raises InvalidPackage.
    """
    with _opened(path) as archive:
        return _verified(path, archive)


def read(path: Path, into: Path) -> About:
    """Unpack the project file of a bundle that is what it says; raises InvalidPackage otherwise.

    There is no file `into` then. Raises StorageFault where one is there before, or on a full disk.
    """
    if into.exists():
        raise StorageFault(f"{into.name} exists already. Nothing was unpacked.")
    with _opened(path) as archive:
        said = _verified(path, archive)
        with whole_file(into) as partial, partial.open("xb") as target:
            try:
                found = _copied(path, archive, target)
            except _DAMAGE as error:
                raise InvalidPackage(path, _CUT_SHORT) from error
            if found != said.sha256:
                raise InvalidPackage(path, _CHANGED)
    return said


_CUT_SHORT = "it is damaged or was cut short on the way. Ask for it to be sent again."
_CHANGED = "it is not what its signature says, so somebody or something has changed it on the way."
_FOREIGN = "it holds other things than a bundle does."
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    RuntimeError,
)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        with path.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _SEAL))
            seal = file.read()
            if seal != _checksum_but_seal(file):
                raise InvalidPackage(path, _CUT_SHORT)
        return zipfile.ZipFile(path)
    except (*_DAMAGE, ValueError) as error:
        raise InvalidPackage(path, _CUT_SHORT) from error
    except OSError as error:
        raise InvalidPackage(path, f"it can't be read ({error.strerror}).") from error


def _checksum_but_seal(file: IO[bytes]) -> bytes:
    left = file.seek(0, os.SEEK_END) - _SEAL
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (block := file.read(min(_STEP, left))):
        digest.update(block)
        left -= len(block)
    return digest.hexdigest().encode()


def _verified(path: Path, archive: zipfile.ZipFile) -> About:
    members = archive.infolist()
    names = sorted(each.filename for each in members)
    ways = {each.compress_type for each in members}
    if names != sorted((_ABOUT, _CONTENT, _SIGNATURE)) or not ways <= _WAYS:
        raise InvalidPackage(path, _FOREIGN)
    try:
        message = _short(path, archive, _ABOUT)
        signature = base64.b64decode(_short(path, archive, _SIGNATURE), validate=True)
        found = _understood(path, message)
    except (*_DAMAGE, ValueError, TypeError, AttributeError) as error:
        raise InvalidPackage(path, _CUT_SHORT) from error
    if not keys.is_signed_by(found.public_key, message, signature):
        raise InvalidPackage(path, _CHANGED)
    return found


def _understood(path: Path, message: bytes) -> About:
    said = orjson.loads(message)
    if said.pop("format") != FORMAT:
        raise InvalidPackage(
            path, "it was made by a newer version of Demarche. Please update the program."
        )
    counts = said.pop("counts")
    number = said.pop("round")
    kind = BundleKind(said.pop("kind"))
    if not all(isinstance(each, str) for each in said.values()):
        raise TypeError
    if not all(isinstance(each, int) and each >= 0 for each in (number, *counts.values())):
        raise TypeError
    return About(**said, kind=kind, round=number, counts=Counts(**counts))


def _short(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as member:
        text = member.read(_MOST_ABOUT + 1)
    if len(text) > _MOST_ABOUT:
        raise InvalidPackage(path, _FOREIGN)
    return text


def _copied(path: Path, archive: zipfile.ZipFile, target: IO[bytes]) -> str:
    """Copy as much as may be, and give the checksum of what was copied."""
    most = min(_MOST_CONTENT, max(_STEP, _MOST_RATIO * path.stat().st_size))
    digest, size = hashlib.sha256(), 0
    with archive.open(_CONTENT) as content:
        while block := content.read(_STEP):
            size += len(block)
            if size > most:
                raise InvalidPackage(path, "it unpacks to far more than a bundle may hold.")
            digest.update(block)
            target.write(block)
    return digest.hexdigest()
