"""From the links of another tool's layer to those of a record, and to spans that mean the same."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.formats.foreign import ForeignLayer, ForeignLink
from db.formats.losses import as_text
from db.formats.record import RecordLink
from db.imports.mapping.account import Account, Matter, links_of, short
from db.imports.mapping.model import LinkRule, LinkUse
from db.imports.mapping.names import free_id
from db.imports.mapping.rules import Rules
from db.imports.mapping.spans import NOT_CHOSEN, KeptSpan, KeptSpans, words_of
from db.scheme.model import Scheme


@dataclass(slots=True)
class KeptLinks:
    """The links that were taken by their ids, and pairs of spans that mean the same thing."""

    links: dict[str, RecordLink] = field(default_factory=dict)
    same: list[tuple[KeptSpan, KeptSpan]] = field(default_factory=list)
    said: set[tuple[str, str, str]] = field(default_factory=set)


class LinkMapper:
    """Takes the links of one layer after another."""

    def __init__(self, rules: Rules, scheme: Scheme) -> None:
        self._rules = rules
        self._roles = {(each.name, each.source): each for each in scheme.roles}

    def kept(self, body: str, layer: ForeignLayer, spans: KeptSpans, account: Account) -> KeptLinks:
        """The links that the mapping takes and whose ends were taken; the others are told of."""
        found = KeptLinks()
        foreign = {span.id: span for span in layer.spans}
        for link in layer.links:
            source, target = foreign[link.source], foreign[link.target]
            rule = self._rules.link(link.kind, link.role, source.label)
            if rule is None or rule.use is LinkUse.LEFT_OUT:
                reason = NOT_CHOSEN
            else:
                reason = self._take(link, rule, spans, found)
            if reason:
                ends = " → ".join(short(words_of(each, body)) for each in (source, target))
                account.tell(Matter.LINK, links_of(link.kind, link.role), reason, ends)
            else:
                _tell_answers(link, account)
        return found

    def _take(self, link: ForeignLink, rule: LinkRule, spans: KeptSpans, found: KeptLinks) -> str:
        """Why a link can't be taken, or "" when it was."""
        source, target = spans.of.get(link.source), spans.of.get(link.target)
        if source is None or target is None:
            return "left out, because a span at one end was left out"
        if rule.use is LinkUse.SAME_REFERENT:
            found.same.append((source, target))
            return ""
        if rule.is_reversed:
            source, target = target, source
        key = (rule.to, source.id, target.id)
        reason = self._misfit(rule.to, source, target)
        if key in found.said:
            reason = "left out, because another link says the same"
        if not reason:
            found.said.add(key)
            made = free_id(link.id, found.links)
            found.links[made] = RecordLink(
                id=made, role=rule.to, source=source.id, target=target.id
            )
        return reason

    def _misfit(self, name: str, source: KeptSpan, target: KeptSpan) -> str:
        role = self._roles.get((name, source.label))
        if source is target:
            return "left out, because they lead from a span to itself"
        if role is None:
            return f"left out, because the scheme has no role “{name}” of {source.label}"
        if target.label not in role.targets:
            return f"left out, because “{name}” of {source.label} can't point at {target.label}"
        return ""


def _tell_answers(link: ForeignLink, account: Account) -> None:
    links = links_of(link.kind, link.role)
    for name, value in link.attributes.items():
        account.tell(
            Matter.ATTRIBUTE,
            f"answers to “{name}” of {links}",
            "left out, because links have no answers here",
            as_text(value),
        )
