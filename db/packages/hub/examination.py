"""Whether a file out of a hub is what its place there says: looked at before it is used."""

from __future__ import annotations

from pathlib import Path

from db.merge.plan import Signature
from db.packages import bundle
from db.packages.bundle import About, BundleKind
from db.packages.hub.layout import Direction, Item


class NotUsed(Exception):  # noqa: N818 - what becomes of a file, told to the person in a list
    """Why a file is not used; `is_other_key` can be mended by trusting its key."""

    def __init__(self, reason: str, *, is_other_key: bool = False) -> None:
        super().__init__(reason)
        self.is_other_key = is_other_key


def examine(
    path: Path, item: Item, *, project: str, known_key: str | None, trusts_new_key: bool
) -> tuple[About, Signature]:
    """What a file says of itself, and whose signature it has; nothing of its content is read.

    `known_key` is what its writer signed with so far, None before the first time. Raises NotUsed,
    and InvalidPackage where it is damaged or was changed.
    """
    about = bundle.about(path)
    if about.kind is not _KINDS[item.direction] or about.project != project:
        raise NotUsed("It belongs to something else than this project. It was left there.")
    if about.annotator != item.annotator:
        raise NotUsed("It lies in the folder of somebody else than it says. It was left there.")
    if about.id != item.id:
        raise NotUsed("It is a copy of another file in the hub. It was left there.")
    if known_key is None:
        return about, Signature.NEW_KEY
    if about.public_key == known_key:
        return about, Signature.SIGNED
    if not trusts_new_key:
        raise NotUsed(_OTHER_KEY[item.direction], is_other_key=True)
    return about, Signature.OTHER_KEY


_KINDS = {Direction.OUT: BundleKind.PACKAGE, Direction.BACK: BundleKind.BACK}
_OTHER_KEY = {
    Direction.OUT: (
        "It is signed with another key than the lead's packages before. It was not used. Ask the "
        "lead whether it is theirs: a new computer has a new key. Then trust the new key, or leave "
        "it."
    ),
    Direction.BACK: (
        "It is signed with another key than this annotator's work before. It was not used. Ask "
        "them whether it is theirs: a new computer has a new key. Then trust the new key, or leave "
        "it."
    ),
}
