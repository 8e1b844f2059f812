"""Writing what was settled into the gold layer; for use inside the operations of the review."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from db.journal import Recorder
from db.model import Absence, AnnotatorId, ArticleId, Link, Origin, SpanId
from db.operations.attributes import as_json
from db.operations.marker import Marker
from db.operations.spans import remove
from db.project import Project
from db.queries import links, spans
from db.review.choices import SpanDraft
from db.review.draft import Draft, LinkDraft
from db.review.model import UnitId

_End = tuple[str, SpanId, SpanId | None, Absence | None]


class GoldRows:
    """The gold layer of one article while decisions are written into it."""

    def __init__(
        self,
        recorder: Recorder,
        project: Project,
        gold: AnnotatorId,
        article: ArticleId,
        spans_of: Mapping[UnitId, SpanId],
    ) -> None:
        self._recorder = recorder
        self._project = project
        self._gold = gold
        self._article = article
        self._marker = Marker(recorder, project, gold, article)
        here = spans.ids_of_layer(project, self._marker.layer.id)
        self.spans: dict[UnitId, SpanId] = {
            unit: span for unit, span in spans_of.items() if span in here
        }

    def write(self, draft: Draft, decided: Collection[UnitId]) -> None:
        """Let gold say what the draft says about the decided units, and link what waits for them.

        Other spans of gold stay as they are: the lead may have edited them.
        """
        for unit in decided:
            if draft.span(unit) is None:
                self._remove(unit)
        for each in draft.spans:
            if each.unit in decided:
                self._write_span(each)
        self._write_links(draft.links, decided)
        if draft.article is not None and draft.article.unit in decided:
            self._recorder.update(
                "layer",
                self._marker.layer.id,
                labels=as_json(draft.article.labels),
                nothing_here=int(draft.article.nothing_here and not draft.spans),
            )

    def _remove(self, unit: UnitId) -> None:
        span = self.spans.pop(unit, None)
        # Another unit that was settled as the same words keeps it.
        if span is not None and span not in self.spans.values():
            remove(self._recorder, self._project, self._marker.layer, span)

    def _write_span(self, draft: SpanDraft) -> None:
        present = self.spans.get(draft.unit)
        same = self._marker.find(draft.label, draft.fragments)
        if same is not None and same != present:
            # Marked by hand already, or settled in another unit: one span is enough.
            self._remove(draft.unit)
            present = same
        referent = None if draft.referent is None else draft.referent.id
        if referent is not None and not self._has_referent(referent):
            referent = None
        if present is None:
            self.spans[draft.unit] = self._marker.add(
                draft.label,
                draft.fragments,
                referent=referent,
                attributes=draft.attributes,
                origin=Origin.MERGED,
            )
            return
        self.spans[draft.unit] = present
        pieces = self._marker.check(draft.label, draft.fragments, besides=present)
        self._recorder.update(
            "span",
            present,
            label=draft.label,
            **self._marker.extent(pieces),
            referent=self._marker.resolve(draft.label, draft.quote, referent),
            attributes=as_json(draft.attributes),
        )

    def _has_referent(self, referent: str) -> bool:
        row = self._project.connection.execute(
            "SELECT 1 FROM referent WHERE id = ?", (referent,)
        ).fetchone()
        return row is not None

    def _write_links(self, drafts: Iterable[LinkDraft], decided: Collection[UnitId]) -> None:
        sources = {self.spans[unit] for unit in decided if unit in self.spans}
        present = {
            _end(each): each for each in links.of_layer(self._project, self._marker.layer.id)
        }
        wanted = dict.fromkeys(
            end for each in drafts if self._concerns(each, decided) for end in self._ends(each)
        )
        for end, link in present.items():
            if link.source in sources and end not in wanted:
                self._recorder.delete("link", link.id)
        for end in wanted:
            if end not in present:
                role, source, target, absence = end
                self._recorder.insert(
                    "link",
                    {
                        "id": self._project.new_id(),
                        "layer": self._marker.layer.id,
                        "role": role,
                        "source": source,
                        "target": target,
                        "absence": absence,
                    },
                )

    def _concerns(self, draft: LinkDraft, decided: Collection[UnitId]) -> bool:
        # What an earlier decision waited for comes with the unit that it waited for.
        return draft.source in decided or draft.target in decided

    def _ends(self, draft: LinkDraft) -> list[_End]:
        source = self.spans.get(draft.source)
        target = None if draft.target is None else self.spans.get(draft.target)
        if source is None or (draft.target is not None and target is None) or source == target:
            return []
        return [(draft.role, source, target, draft.absence)]


def _end(link: Link) -> _End:
    return link.role, link.source, link.target, link.absence
