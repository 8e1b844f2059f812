"""What words of other tools usually mean in a scheme of proposals and rejections; only guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NO_LETTER = re.compile(r"[\W_]+")
_NEAR = 0.84
_SHORTEST_NEAR = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """Words that mean one of some labels, perhaps with one of some answers about it."""

    words: frozenset[str]
    labels: tuple[str, ...]
    answers: tuple[str, ...] = ()


def form(said: str) -> str:
    """A word without signs, humps and case: `ProposedBy`, `proposed-by` and `proposed_by` agree."""
    spaced = _HUMP.sub(" ", unicodedata.normalize("NFKC", said))
    return _NO_LETTER.sub("", spaced.casefold())


def nearest(said: str, known: Iterable[str]) -> str | None:
    """The word that is spelt nearly alike, if there is one."""
    wanted = form(said)
    if len(wanted) < _SHORTEST_NEAR:
        return None
    best = max(
        ((SequenceMatcher(None, wanted, form(each)).ratio(), each) for each in known),
        default=(0.0, ""),
    )
    return best[1] if best[0] >= _NEAR else None


def meaning_of(said: str) -> Meaning | None:
    """What a label usually means."""
    wanted = form(said)
    return next((each for each in MEANINGS if wanted in each.words), None)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ACTORS = ("actor", "agent", "participant", "speaker", "entity")

MEANINGS = (
    Meaning(
        words=_words("person per pers people human individual politician"),
        labels=(*_ACTORS, "person"),
        answers=("person", "individual"),
    ),
    Meaning(
        words=_words("gpe country state nation geopoliticalentity"),
        labels=(*_ACTORS, "state", "country"),
        answers=("state", "country"),
    ),
    Meaning(
        words=_words("org organization organisation company corporation institution corp"),
        labels=(*_ACTORS, "organisation", "organization"),
        answers=("organisation", "organization"),
    ),
    Meaning(
        words=_words("igo internationalorganization internationalorganisation"),
        labels=_ACTORS,
        answers=("igo", "internationalorganisation", "organisation"),
    ),
    Meaning(words=_words("government gov govt"), labels=_ACTORS, answers=("government",)),
    Meaning(
        words=_words("party politicalparty"), labels=_ACTORS, answers=("party", "organisation")
    ),
    Meaning(words=_words("military mil army forces"), labels=_ACTORS, answers=("military",)),
    Meaning(words=_words("media newspaper press outlet"), labels=_ACTORS, answers=("media",)),
    Meaning(words=_words("norp group grp ethnicgroup"), labels=_ACTORS, answers=("group",)),
    Meaning(
        words=_words("actor agent participant speaker stakeholder holder source target entity"),
        labels=_ACTORS,
    ),
    Meaning(
        words=_words("proposal propose proposes proposing suggestion suggest demand offer plan "
                     "request proposition initiative"),
        labels=("proposal", "plan"),
    ),
    Meaning(
        words=_words("rejection reject rejects rejecting rejected refusal refuse denial deny veto "
                     "disapprove disapproval decline"),
        labels=("rejection", "refusal"),
    ),
)  # fmt: skip

ROLES: dict[str, frozenset[str]] = {
    "proposedby": _words("source src proposer agent actor arg0 a0 speaker author by subject subj "
                         "holder initiator sourcearg agentarg"),
    "addressedto": _words("target tgt tar addressee recipient to audience arg2 a2 goal receiver "
                          "targetarg recipientarg"),
    "supportedby": _words("supporter supporters support supports endorser endorsedby endorses "
                          "backedby seconder"),
    "reportedby": _words("reporter reporterarg reports attribution attributedto cue via medium "
                         "saidby"),
    "rejects": _words("object obj rejected theme proposal target tgt arg1 a1 patient what refers "
                      "rejectedproposal"),
    "rejectedby": _words("rejecter rejector source src agent actor arg0 a0 speaker by subject subj "
                         "refusedby deniedby sourcearg agentarg"),
}  # fmt: skip
"""Words that other tools have for a role, by the form of its name."""

REVERSED: dict[str, frozenset[str]] = {
    "proposedby": _words("proposes propose proposed makes sourceof agentof"),
    "addressedto": _words("receives addresseeof targetof recipientof"),
    "supportedby": _words("supports support endorses backs"),
    "reportedby": _words("reports report says"),
    "rejects": _words("rejectedin rejectionof objectof"),
    "rejectedby": _words("rejects reject refuses denies sourceof agentof"),
}
"""Words for the same arrow the other way round."""

SAME_THING = _words(
    "coref coreference coreferential corefchain ana anaphora anaphoric cata cataphoric appos "
    "apposition identity ident sameas same alias equiv equivalent equivalence"
)
"""Words for links between spans that mean the same thing."""

ENTRIES = _words(
    "identity wiki wikipedia wikification wikidata entitylink canonicalname canonical "
    "normalizedname normalisedname referentname"
)
"""Words for attributes that name what a span refers to."""

FIELDS: dict[str, frozenset[str]] = {
    "date": _words("date pubdate published publisheddate publicationdate datepublished "
                   "datecreated created publishedat"),
    "publisher": _words("publisher publication outlet newspaper paper site sitename journal "
                        "medium"),
    "reportedsource": _words("agency newsagency wire"),
    "author": _words("author authors byline writer creator"),
    "language": _words("language lang"),
    "address": _words("address url uri link sourceurl href"),
    "licence": _words("licence license rights"),
    "relevance": _words("relevance relevant"),
    "eventgroup": _words("eventgroup event eventid story storyid cluster"),
    "note": _words("note notes comment comments remark remarks"),
}  # fmt: skip
"""Words that other tools have for an article field, by the form of its name."""
