"""The only place that knows by which id data hubs call a licence, and where its page is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from db.exports.facts import Licence

UNKNOWN = "unknown, not for redistribution"

# Names without signs and spaces, as they are compared.
_CREATIVE_COMMONS = re.compile(r"cc(by(?:nc)?(?:sa|nd)?)(\d\d)(?:deed|legalcode|international)?")
_KINDS = {
    "by": "by", "bync": "by-nc", "bysa": "by-sa", "bynd": "by-nd", "byncsa": "by-nc-sa",
    "byncnd": "by-nc-nd",
}  # fmt: skip
_WORDS = (
    ("creativecommons", "cc"), ("attribution", "by"), ("noncommercial", "nc"),
    ("sharealike", "sa"), ("noderivatives", "nd"), ("noderivs", "nd"), ("unported", ""),
)  # fmt: skip
_OTHERS = {
    "cc0": "cc0-1.0", "cc010": "cc0-1.0", "cczero": "cc0-1.0", "cczero10": "cc0-1.0",
    "cc010universal": "cc0-1.0", "mit": "mit", "mitlicense": "mit", "apache20": "apache-2.0",
    "apachelicense20": "apache-2.0", "odcby": "odc-by", "odbl": "odbl", "pddl": "pddl",
    "unlicense": "unlicense",
}  # fmt: skip
_PAGES = {
    "cc0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "mit": "https://opensource.org/license/mit",
    "apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
    "odc-by": "https://opendatacommons.org/licenses/by/1-0/",
    "odbl": "https://opendatacommons.org/licenses/odbl/1-0/",
    "pddl": "https://opendatacommons.org/licenses/pddl/1-0/",
    "unlicense": "https://unlicense.org/",
}
_CC_PAGE = re.compile(r"creativecommons\.org/licenses/([a-z-]+)/(\d\.\d)")
_CC_ID = re.compile(r"cc-([a-z-]+)-(\d\.\d)")


def hub_id(name: str | None) -> str | None:
    """The id by which data hubs know a licence, such as cc-by-4.0; None for one they don't know.

    Creative Commons without a version is none: the versions differ.
    """
    words = (name or "").strip().casefold()
    if page := _CC_PAGE.search(words):
        return f"cc-{page[1]}-{page[2]}"
    if "creativecommons.org/publicdomain/zero" in words:
        return "cc0-1.0"
    plain = re.sub(r"[^a-z0-9]", "", words)
    for long, short in _WORDS:
        plain = plain.replace(long, short)
    if plain in _OTHERS:
        return _OTHERS[plain]
    match = _CREATIVE_COMMONS.fullmatch(plain)
    if match is None or match[1] not in _KINDS:
        return None
    return f"cc-{_KINDS[match[1]]}-{match[2][0]}.{match[2][1]}"


def page(name: str | None) -> str | None:
    """The page of a licence, for one that is known or is an address itself."""
    known = hub_id(name)
    if known in _PAGES:
        return _PAGES[known]
    if known is not None and (match := _CC_ID.fullmatch(known)):
        return f"https://creativecommons.org/licenses/{match[1]}/{match[2]}/"
    words = (name or "").strip()
    return words if re.fullmatch(r"https?://\S+", words) else None


def of_all(texts: Sequence[Licence], annotation: str | None) -> str | None:
    """The one licence of a whole dataset, by its id; None where there is none, or several.

    Texts that are not in the files do not count.
    """
    names = {hub_id(annotation), *(hub_id(each.name) for each in texts if each.with_text)}
    return names.pop() if len(names) == 1 else None
