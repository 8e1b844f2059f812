"""Proposes which role each foreign link is, and which way its arrow goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from db.imports.mapping.model import LinkRule, LinkUse
from db.imports.mapping.seen import Foreign, Inventory, SeenLink
from db.imports.mapping.words import REVERSED, ROLES, SAME_THING, form, nearest
from db.scheme.model import Role, Scheme, SpanType


class LinkProposer:
    """Knows which labels foreign ones become."""

    def __init__(self, scheme: Scheme, types: Mapping[Foreign, SpanType]) -> None:
        self._scheme = scheme
        self._types = types

    def rules(self, inventory: Inventory) -> Iterator[LinkRule]:
        """A rule for each role and label that links start from, where one can be guessed."""
        said = set()
        for seen in inventory.roles:
            key = (seen.kind, seen.role, seen.source[1])
            rule = None if key in said else self._rule(seen)
            if rule is not None:
                said.add(key)
                yield rule

    def _rule(self, seen: SeenLink) -> LinkRule | None:
        source = self._types.get(seen.source)
        targets = [self._types[each] for each, _ in seen.targets if each in self._types]
        if source is None or not targets:
            return None
        ahead = [
            role
            for role in self._scheme.roles_of(source.label)
            if any(each.label in role.targets for each in targets)
        ]
        back = [
            role
            for target in dict.fromkeys(targets)
            for role in self._scheme.roles_of(target.label)
            if source.label in role.targets
        ]
        return (
            self._by_name(seen, ahead, is_reversed=False)
            or self._by_meaning(seen, ahead, back)
            or self._same_thing(seen, source, targets)
            or self._by_name(seen, back, is_reversed=True)
            or self._only_one(seen, ahead, back)
        )

    def _by_name(self, seen: SeenLink, roles: list[Role], *, is_reversed: bool) -> LinkRule | None:
        wanted = form(seen.role)
        for role in roles:
            if wanted in {form(role.name), form(role.title)}:
                return _to(seen, role, "it has the same name", is_reversed=is_reversed)
        near = nearest(seen.role, [role.name for role in roles])
        found = next((role for role in roles if role.name == near), None)
        if found is None:
            return None
        return _to(seen, found, f"its name is nearly “{found.name}”", is_reversed=is_reversed)

    def _by_meaning(self, seen: SeenLink, ahead: list[Role], back: list[Role]) -> LinkRule | None:
        wanted = form(seen.role)
        for words, roles, is_reversed in ((ROLES, ahead, False), (REVERSED, back, True)):
            for role in roles:
                if wanted in words.get(form(role.name), ()):
                    reason = f"“{seen.role}” usually means “{role.title}”"
                    return _to(seen, role, reason, is_reversed=is_reversed)
        return None

    def _same_thing(
        self, seen: SeenLink, source: SpanType, targets: list[SpanType]
    ) -> LinkRule | None:
        if form(seen.role) not in SAME_THING:
            return None
        if not any(each is source for each in targets):
            return None
        return LinkRule(
            kind=seen.kind,
            role=seen.role,
            source=seen.source[1],
            use=LinkUse.SAME_REFERENT,
            reason=f"“{seen.role}” links what means the same thing",
        )

    def _only_one(self, seen: SeenLink, ahead: list[Role], back: list[Role]) -> LinkRule | None:
        if len(ahead) + len(back) != 1:
            return None
        role = (ahead or back)[0]
        reason = f"“{role.title}” is the only role between these labels"
        return _to(seen, role, reason, is_reversed=not ahead)


def _to(seen: SeenLink, role: Role, reason: str, *, is_reversed: bool) -> LinkRule:
    return LinkRule(
        kind=seen.kind,
        role=seen.role,
        source=seen.source[1],
        to=role.name,
        is_reversed=is_reversed,
        reason=reason,
    )
