"""From a CAS to an article with its annotation.

Annotation types of any type system are read: an annotation is a span; one with a governor and a
dependent (or a source and a target) is a link; features that hold other structures are slots, and
so links; chains are referents. Tokens and sentences are the tool's own and are taken only where a
link points at them. Offsets count UTF-16 units, as UIMA says.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping

from db.formats.cas import DOCUMENT, INITIAL_VIEW, PLACE, Cas, Sofa, Structure
from db.formats.foreign import (
    ForeignArticle,
    ForeignLayer,
    ForeignLink,
    ForeignRead,
    ForeignReferent,
)
from db.formats.marks import Account, Mark, placed, refused, tied, with_referents
from db.formats.offsets import Counting, OffsetUnit, RawText
from db.formats.uima import META_DATA, labelled, short, with_role
from db.model import AttributeValue
from db.text.decoding import Unreadable
from db.text.titles import title_of

MAX_VIEWS = 100

_ENDS = (("governor", "dependent"), ("source", "target"))


def articles(cas: Cas, path: str, *, name: str, annotator: str | None) -> Iterator[ForeignRead]:
    """The article of each view that has a text; one view at least."""
    views = [sofa for sofa in cas.sofas if sofa.text is not None]
    if not views:
        yield refused(path, "it holds no text")
    if len(views) > MAX_VIEWS:
        yield refused(path, f"it has {len(views):,} views, more than the {MAX_VIEWS} allowed")
        return
    for sofa in views:
        own_name = name if sofa.name == INITIAL_VIEW else f"{name}#{sofa.name}"
        account = Account(path)
        try:
            text = RawText(sofa.text or "")
        except Unreadable as error:
            yield refused(path, str(error))
            continue
        yield account.read(_View(cas, sofa, account).article(text, own_name, annotator))


class _View:
    """The structures of one text."""

    def __init__(self, cas: Cas, sofa: Sofa, account: Account) -> None:
        self._cas = cas
        self._sofa = sofa
        self._account = account
        self._here = [
            each for each in cas.structures.values() if each.sofa == sofa.id and each.is_annotation
        ]

    def article(self, text: RawText, name: str, annotator: str | None) -> ForeignArticle:
        """The article with the one layer of a CAS."""
        referents = tuple(self._chains())
        relations = [each for each in self._here if self._ends(each) is not None]
        not_spans = {each.id for each in relations}
        indexed = [each for each in self._here if self._is_indexed(each)]
        links = [
            *self._relation_links(relations),
            *self._slot_links(each for each in indexed if each.id not in not_spans),
        ]
        pointed_at = {end for link in links for end in (link.source, link.target)}
        pointed_at.update(each for referent in referents for each in referent.mentions)
        wanted = [
            each
            for each in self._here
            if each.id not in not_spans
            and (
                str(each.id) in pointed_at
                or (self._is_indexed(each) and not self._cas.is_own(each.type_name))
            )
        ]
        forgotten = sum(
            not self._is_indexed(each) and str(each.id) not in pointed_at for each in self._here
        )
        if forgotten:
            self._account.note(f"annotations in no index were left out: {forgotten:,}")
        marks = [self._mark(each) for each in wanted]
        counting = Counting(text, OffsetUnit.UTF16, is_raw=True)
        placed_spans = placed(text, marks, self._account, default=counting.unit, counting=counting)
        spans, named = with_referents(placed_spans)
        known = {span.id for span in spans}
        chains = tuple(
            ForeignReferent(
                id=each.id, mentions=tuple(m for m in each.mentions if m in known), kind=each.kind
            )
            for each in referents
        )
        layer = ForeignLayer(
            annotator=annotator,
            spans=spans,
            links=tied(links, spans, self._account),
            referents=(*(each for each in chains if each.mentions), *named),
        )
        return self._with_metadata(text, name, layer)

    def _is_indexed(self, structure: Structure) -> bool:
        return self._sofa.members is None or structure.id in self._sofa.members

    def _mark(self, structure: Structure) -> Mark:
        # A token is taken as the end of a link; what tools say of it is no annotation.
        features = {
            key: value
            for key, value in structure.features.items()
            if key not in PLACE and not self._cas.is_own(structure.type_name)
        }
        label, attributes = labelled(structure.type_name, features)
        begin, end = structure.features["begin"], structure.features["end"]
        return Mark(
            id=str(structure.id),
            label=label,
            pieces=((int(begin), int(end)),),
            words=f"{short(structure.type_name)} {structure.id}",
            attributes=attributes,
            kind=short(structure.type_name),
        )

    def _ends(self, structure: Structure) -> tuple[str, str] | None:
        """The features that make a structure a relation, as they are spelt there."""
        names = {name.lower(): name for name in structure.references}
        for source, target in _ENDS:
            if source in names and target in names:
                return names[source], names[target]
        return None

    def _relation_links(self, relations: Iterable[Structure]) -> Iterator[ForeignLink]:
        for relation in relations:
            ends = self._ends(relation)
            assert ends is not None
            source, target = (self._elements(relation.references[end]) for end in ends)
            if not source or not target:
                self._account.problem(
                    f"{short(relation.type_name)} {relation.id} points at nothing"
                )
                continue
            features = {key: value for key, value in relation.features.items() if key not in PLACE}
            role, attributes = with_role(relation.type_name, features)
            yield self._link(f"{relation.id}", role, (source[0], target[0]), attributes, relation)

    def _slot_links(self, hosts: Iterable[Structure]) -> Iterator[ForeignLink]:
        for host in hosts:
            if self._cas.is_own(host.type_name):
                continue
            for name, ids in host.references.items():
                if name == "next":
                    continue
                for place, each in enumerate(self._elements(ids)):
                    yield from self._slot(host, name, each, f"{host.id}.{name}.{place}")

    def _slot(
        self, host: Structure, name: str, filler: int, identifier: str
    ) -> Iterator[ForeignLink]:
        found = self._cas.structures.get(filler)
        if found is None:
            self._account.problem(f"{short(host.type_name)} {host.id}: {name} points at nothing")
        elif found.is_annotation:
            yield self._link(identifier, name, (host.id, found.id), {}, host)
        elif "target" in found.references:
            features = dict(found.features)
            role = str(features.pop("role", "") or name)
            for target in self._elements(found.references["target"]):
                yield self._link(identifier, role, (host.id, target), features, host)
        elif found.references or found.features:
            self._account.note(
                f"{short(host.type_name)} {host.id}: its {name} is neither annotation nor link and "
                "was left out"
            )

    @staticmethod
    def _link(
        identifier: str,
        role: str,
        ends: tuple[int, int],
        attributes: Mapping[str, AttributeValue],
        owner: Structure,
    ) -> ForeignLink:
        return ForeignLink(
            id=identifier,
            role=role,
            source=str(ends[0]),
            target=str(ends[1]),
            attributes=attributes,
            kind=short(owner.type_name),
        )

    def _elements(self, ids: tuple[int, ...]) -> tuple[int, ...]:
        """What references mean: arrays and lists stand for what is in them."""
        found: list[int] = []
        left = deque(ids)
        opened: set[int] = set()
        while left:
            this = left.popleft()
            structure = self._cas.structures.get(this)
            held = {} if structure is None else structure.references
            if "elements" not in held and "head" not in held:
                is_end = structure is not None and structure.type_name.startswith("uima.cas.Empty")
                found += [] if is_end else [this]
            elif this not in opened:
                opened.add(this)
                inside = (*held.get("elements", held.get("head", ())), *held.get("tail", ()))
                left.extendleft(reversed(inside))
        return tuple(found)

    def _chains(self) -> Iterator[ForeignReferent]:
        for chain in self._cas.structures.values():
            if chain.is_annotation or "first" not in chain.references:
                continue
            mentions: list[int] = []
            following = chain.references["first"]
            seen: set[int] = set()
            while following and following[0] not in seen:
                seen.add(following[0])
                element = self._cas.structures.get(following[0])
                if element is None or not element.is_annotation:
                    break
                if element.sofa == self._sofa.id:
                    mentions.append(element.id)
                following = element.references.get("next", ())
            if mentions:
                yield ForeignReferent(
                    id=f"{short(chain.type_name)}-{chain.id}",
                    mentions=tuple(map(str, mentions)),
                    kind=short(chain.type_name),
                )

    def _with_metadata(self, text: RawText, name: str, layer: ForeignLayer) -> ForeignArticle:
        said: dict[str, AttributeValue] = {}
        for structure in self._here:
            if structure.type_name in {META_DATA, DOCUMENT}:
                said |= structure.features
        title = said.get("documentTitle")
        language = said.get("language")
        is_named = isinstance(language, str) and language not in {"", "x-unspecified"}
        identifier = said.get("documentId")
        return ForeignArticle(
            name=str(identifier) if identifier else name,
            text=text.body,
            title=str(title) if title else title_of(text.body, fallback=name),
            metadata={"language": str(language)} if is_named else {},
            layers=(layer,),
        )
