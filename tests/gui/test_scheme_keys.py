from __future__ import annotations

from db.scheme.model import Attribute, Role, Scheme, SpanType
from gui.scheme_keys import scheme_commands, slot_for_key

STATUS = Attribute(name="status", title="Status", key="U")
STRENGTH = Attribute(name="strength", title="Strength", key="U")


def span_type(label: str, key: str, *attributes: Attribute) -> SpanType:
    return SpanType(
        label=label,
        title=label.capitalize(),
        key=key,
        light="#000000",
        dark="#ffffff",
        attributes=attributes,
    )


def role(name: str, key: str, source: str) -> Role:
    title = name.replace("_", " ").capitalize()
    return Role(name=name, title=title, key=key, source=source, targets=("ACTOR",))


SCHEME = Scheme(
    id="s",
    version="1",
    title="Proposals and rejections",
    span_types=(
        span_type("ACTOR", "A"),
        span_type("PROPOSAL", "P", STATUS),
        span_type("REJECTION", "R", STRENGTH),
    ),
    roles=(
        role("proposed_by", "B", "PROPOSAL"),
        role("reported_by", "V", "PROPOSAL"),
        role("rejects", "X", "REJECTION"),
        role("rejected_by", "B", "REJECTION"),
        role("reported_by", "V", "REJECTION"),
    ),
)


def by_id(scheme: Scheme):
    return {command.id: command for command in scheme_commands(scheme)}


def test_each_label_has_its_letter_and_a_digit_in_the_text():
    commands = by_id(SCHEME)
    assert commands["label.ACTOR"].keys == ("A", "1")
    assert commands["label.REJECTION"].keys == ("R", "3")
    assert all(command.in_text for command in commands.values())


def test_a_key_that_several_slots_share_is_one_command_with_all_their_names():
    commands = by_id(SCHEME)
    assert commands["slot.B"].title == "Proposed by / Rejected by"
    assert commands["slot.V"].title == "Reported by"
    assert commands["slot.U"].title == "Status / Strength"
    assert list(commands).count("slot.B") == 1


def test_the_label_of_the_span_decides_what_a_shared_key_means():
    meant = slot_for_key(SCHEME, "REJECTION", "b")
    assert isinstance(meant, Role)
    assert meant.name == "rejected_by"
    assert slot_for_key(SCHEME, "PROPOSAL", "U") is STATUS
    assert slot_for_key(SCHEME, "ACTOR", "B") is None
    assert slot_for_key(SCHEME, "NO_SUCH_LABEL", "B") is None


def test_shift_goes_on_with_the_same():
    commands = by_id(SCHEME)
    assert commands["label_again.ACTOR"].keys == ("Shift+A",)
    assert commands["slot_on.B"].keys == ("Shift+B",)
    assert commands["slot_on.B"].title == "Proposed by / Rejected by: and go on"
