"""What would come in with a file: the words in which a plan is shown before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from db.merge.versions import Known, Place, Relation, Step, Version, place
from db.model import AnnotatorId, ArticleId, LayerId, LayerState


class Authority(StrEnum):
    """On whose word a file is taken."""

    COLLECT = "collect"
    """The lead takes what an annotator's file says by that annotator, and nothing else of it."""
    RECEIVE = "receive"
    """An annotator's own file takes what the lead hands out: articles, scheme, register, gold."""
    MERGE = "merge"
    """Two projects become one: everybody's work, and the articles that are missing here."""


class Verdict(StrEnum):
    """What becomes of one layer of the file."""

    NEW = "new"
    UNCHANGED = "unchanged"
    NEWER = "newer"
    OLDER = "older"
    FORKED = "forked"
    REFUSED = "refused"


class Signature(StrEnum):
    """Whether a file is known to be from whom it says."""

    SIGNED = "signed"
    UNSIGNED = "unsigned"
    NO_LONGER_SIGNED = "no_longer_signed"
    """Not signed, though this annotator's work was so far: anybody could have made it."""
    NEW_KEY = "new_key"
    """Signed, by somebody whose key is not known yet; it is remembered from now on."""
    OTHER_KEY = "other_key"
    """Signed with another key than this annotator's work was signed with so far."""


DOUBTFUL = frozenset({Signature.OTHER_KEY, Signature.NO_LONGER_SIGNED})
"""What is taken only when a person says that they trust it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much a layer holds."""

    state: LayerState
    spans: int
    links: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPair:
    """A layer of the file and what is known of it here; `target` is our row, if there is one."""

    layer: LayerId
    target: LayerId | None
    article: ArticleId
    title: str
    annotator: AnnotatorId
    version: Version
    known: tuple[Known, ...]
    reads_like_layer: bool
    before: Amount | None
    after: Amount
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerPlan:
    """One layer of the file beside ours; `before` is None where there is none here yet.

    `layer` is the incoming row and `target` ours. `reason` says in a sentence why it is refused.
    """

    layer: LayerId
    target: LayerId | None
    article: ArticleId
    title: str
    annotator: AnnotatorId
    verdict: Verdict
    before: Amount | None
    after: Amount
    reason: str = ""
    step: Step = field(default_factory=lambda: Step(relation=Relation.SAME))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """What else comes along, in numbers; `ignored` rows are of somebody else and stay out."""

    articles: int = 0
    comments_new: int = 0
    comments_changed: int = 0
    referents_new: int = 0
    referents_matched: int = 0
    referents_changed: int = 0
    ignored: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a file that can be taken would bring: layer by layer, and the rest in numbers."""

    layers: tuple[LayerPlan, ...] = ()
    rest: Rest = field(default_factory=Rest)

    @property
    def counts(self) -> Mapping[Verdict, int]:
        """How many layers there are of each verdict."""
        found = Counter(each.verdict for each in self.layers)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def changes_something(self) -> bool:
        """Whether anything would be written, reading times aside."""
        rest = self.rest
        return bool(
            rest.articles
            or rest.comments_new
            or rest.comments_changed
            or rest.referents_changed
            or any(each.step.is_taken and not each.reason for each in self.layers)
        )


def planned(pairs: Iterable[LayerPair], refused: Mapping[LayerId, str]) -> tuple[LayerPlan, ...]:
    """What becomes of each layer; `refused` are further reasons, beside those of the pairs."""
    return tuple(_planned(pair, refused.get(pair.layer, "")) for pair in pairs)


class Foresight:
    """What would be known once the files before have come in, so that one plan shows several."""

    def __init__(self) -> None:
        self._known: dict[tuple[ArticleId, AnnotatorId], tuple[Known, ...]] = {}
        self._shown: dict[tuple[ArticleId, AnnotatorId], Amount] = {}

    def applied(self, pairs: Iterable[LayerPair]) -> tuple[LayerPair, ...]:
        """The layers as they would compare then."""
        return tuple(self._applied(pair) for pair in pairs)

    def remember(self, pairs: Iterable[LayerPair], plans: Iterable[LayerPlan]) -> None:
        """Take a file as if it had come in."""
        for pair, plan in zip(pairs, plans, strict=True):
            step = plan.step
            if plan.reason or not step.is_taken:
                continue
            kept = [each for each in pair.known if each not in step.replaces]
            where = Place.LAYER if step.becomes_layer else Place.OPEN_FORK
            if step.becomes_layer:
                kept = [replace(each, place=_demoted(each.place)) for each in kept]
                self._shown[plan.article, plan.annotator] = plan.after
            new = Known(version=pair.version, place=where)
            self._known[plan.article, plan.annotator] = (*kept, new)

    def _applied(self, pair: LayerPair) -> LayerPair:
        key = pair.article, pair.annotator
        if key not in self._known:
            return pair
        return replace(
            pair,
            known=self._known[key],
            before=self._shown.get(key, pair.before),
            # Whether it still reads alike is asked again when it comes in.
            reads_like_layer=True,
        )


def _demoted(place: Place) -> Place:
    return Place.OPEN_FORK if place is Place.LAYER else place


def _planned(pair: LayerPair, doubt: str) -> LayerPlan:
    step = place(pair.version, pair.known, reads_like_layer=pair.reads_like_layer)
    # What would bring nothing anyway needs no refusal.
    reason = pair.reason or (doubt if step.is_taken else "")
    return LayerPlan(
        layer=pair.layer,
        target=pair.target,
        article=pair.article,
        title=pair.title,
        annotator=pair.annotator,
        verdict=Verdict.REFUSED if reason else verdict_of(step),
        before=pair.before,
        after=pair.after,
        reason=reason,
        step=step,
    )


def verdict_of(step: Step) -> Verdict:
    """The word for what becomes of a layer."""
    return _VERDICTS[step.relation]


_VERDICTS = {
    None: Verdict.NEW,
    Relation.SAME: Verdict.UNCHANGED,
    Relation.NEWER: Verdict.NEWER,
    Relation.OLDER: Verdict.OLDER,
    Relation.FORKED: Verdict.FORKED,
}
