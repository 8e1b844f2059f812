"""The file that travels: a project file in a signed envelope.

A zip of three members: `bundle.json` says what it is, `content.demarche` is the project file, and
`signature` signs the first, which holds the checksum of the second. The envelope is hostile until
it is read: nothing is unpacked but these members, and no more than they may hold.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zipfile
import zlib
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import IO

import orjson
from nacl.signing import SigningKey

from db.errors import InvalidPackage
from db.model import AnnotatorId
from db.packages import keys

FORMAT = 1
BACK_SUFFIX = ".demarche-back"
"""Work on its way from an annotator to the lead."""
PACKAGE_SUFFIX = ".demarche-package"
"""A work package on its way through a hub; handed over by hand, it is a plain project file."""

_ABOUT, _CONTENT, _SIGNATURE = "bundle.json", "content.demarche", "signature"
_MOST_ABOUT = 100_000
_MOST_CONTENT = 8 * 2**30
_MOST_RATIO = 200
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
    """What a bundle says of itself; `public_key` is its signer's, `sha256` its content's."""

    kind: BundleKind
    id: str
    project: str
    title: str
    annotator: AnnotatorId
    public_key: str
    round: int
    created_at: str
    counts: Counts
    sha256: str = ""

    @property
    def fingerprint(self) -> str:
        """A short word for the content, for people to compare: 16 hexadecimal digits in fours."""
        return grouped(self.sha256)


def grouped(sha256: str) -> str:
    """The beginning of a checksum, as people read it out."""
    return " ".join(sha256[start : start + 4] for start in range(0, 16, 4))


def checksum(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(content: Path, target: Path, about: About, key: SigningKey) -> About:
    """Seal a project file; what comes back says the checksum, too.

    Written under another name first, so that a file of this name is always a whole one.
    """
    sealed = replace_checksum(about, checksum(content))
    message = orjson.dumps({"format": FORMAT, **asdict(sealed)})
    beside = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(_ABOUT, message)
            archive.writestr(_SIGNATURE, base64.b64encode(key.sign(message).signature))
            archive.write(content, _CONTENT)
        with beside.open("rb") as written:
            os.fsync(written.fileno())
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return sealed


def replace_checksum(about: About, sha256: str) -> About:
    """The same words about another content."""
    known = {field.name: getattr(about, field.name) for field in fields(about)}
    return About(**{**known, "sha256": sha256})


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

    There is no file `into` then.
    """
    with _opened(path) as archive:
        said = _verified(path, archive)
        try:
            with archive.open(_CONTENT) as content, into.open("xb") as target:
                found = _copied(path, content, target, archive.getinfo(_CONTENT))
        except BaseException as error:
            into.unlink(missing_ok=True)
            if isinstance(error, _DAMAGE):
                raise InvalidPackage(path, _CUT_SHORT) from error
            raise
    if found != said.sha256:
        into.unlink(missing_ok=True)
        raise InvalidPackage(path, _CHANGED)
    return said


_CUT_SHORT = "it is damaged or was cut short on the way. Ask for it to be sent again."
_CHANGED = "it is not what its signature says, so somebody or something has changed it on the way."
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, RuntimeError)


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (*_DAMAGE, OSError, ValueError) as error:
        raise InvalidPackage(path, _CUT_SHORT) from error


def _verified(path: Path, archive: zipfile.ZipFile) -> About:
    try:
        if sorted(archive.namelist()) != sorted((_ABOUT, _CONTENT, _SIGNATURE)):
            raise InvalidPackage(path, "it holds other things than a bundle does.")
        message = _short(path, archive, _ABOUT)
        signature = base64.b64decode(_short(path, archive, _SIGNATURE), validate=True)
        said = orjson.loads(message)
        if said.pop("format") != FORMAT:
            raise InvalidPackage(
                path, "it was made by a newer version of Demarche. Please update the program."
            )
        counts = Counts(**{name: int(each) for name, each in said.pop("counts").items()})
        found = About(**{**said, "kind": BundleKind(said["kind"]), "counts": counts})
    except (*_DAMAGE, ValueError, TypeError, AttributeError) as error:
        raise InvalidPackage(path, _CUT_SHORT) from error
    if not keys.is_signed_by(found.public_key, message, signature):
        raise InvalidPackage(path, _CHANGED)
    if not all(isinstance(each, str) for each in (found.id, found.project, found.title)):
        raise InvalidPackage(path, _CUT_SHORT)
    return found


def _short(path: Path, archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_ABOUT:
        raise InvalidPackage(path, _CUT_SHORT)
    with archive.open(name) as member:
        return member.read(_MOST_ABOUT)


def _copied(path: Path, source: IO[bytes], target: IO[bytes], info: zipfile.ZipInfo) -> str:
    """Copy as much as may be, and give the checksum of what was copied."""
    most = min(_MOST_CONTENT, max(_STEP, _MOST_RATIO * info.compress_size))
    digest, size = hashlib.sha256(), 0
    while block := source.read(_STEP):
        size += len(block)
        if size > most:
            raise InvalidPackage(path, "it unpacks to far more than a bundle may hold.")
        digest.update(block)
        target.write(block)
    return digest.hexdigest()
