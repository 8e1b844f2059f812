from __future__ import annotations

from dataclasses import replace

from db.scheme.model import Attribute, Role, Scheme, SpanType
from db.scheme.toml import parse
from gui.scheme_keys import collisions, scheme_commands, slot_for_key

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


def test_a_scheme_with_good_keys_has_no_collisions():
    assert collisions(SCHEME) == ()


def test_two_labels_with_one_key_collide():
    scheme = replace(SCHEME, span_types=(*SCHEME.span_types, span_type("PLACE", "a")))
    assert collisions(scheme) == ("A is the key of the label “Actor” and of the label “Place”.",)


def test_a_label_that_takes_the_key_of_a_command_collides():
    scheme = replace(SCHEME, span_types=(*SCHEME.span_types, span_type("NAME", "N")))
    assert collisions(scheme) == (
        "N is the key of the command “Nothing here” and of the label “Name”.",
    )


def test_a_digit_of_its_own_is_no_collision_of_a_label_with_itself():
    scheme = replace(SCHEME, span_types=(span_type("ACTOR", "1"),))
    assert by_id(scheme)["label.ACTOR"].keys == ("1",)
    assert collisions(scheme) == ()


def test_a_digit_that_is_another_labels_place_collides():
    scheme = replace(SCHEME, span_types=(*SCHEME.span_types, span_type("PLACE", "1")))
    assert collisions(scheme) == ("1 is the key of the label “Actor” and of the label “Place”.",)


def test_two_slots_of_one_label_with_one_key_collide_and_those_of_two_labels_do_not():
    scheme = replace(SCHEME, roles=(*SCHEME.roles, role("supported_by", "U", "PROPOSAL")))
    assert collisions(scheme) == (
        "U is the key of “Supported by” of Proposal and of “Status” of Proposal.",
    )


def test_a_role_that_takes_the_key_of_a_label_collides():
    scheme = replace(SCHEME, roles=(*SCHEME.roles, role("supported_by", "R", "PROPOSAL")))
    assert collisions(scheme) == (
        "R is the key of the label “Rejection” and of “Supported by” of Proposal.",
    )


def test_shift_goes_on_with_the_same():
    commands = by_id(SCHEME)
    assert commands["label_again.ACTOR"].keys == ("Shift+A",)
    assert commands["slot_on.B"].keys == ("Shift+B",)
    assert commands["slot_on.B"].title == "Proposed by / Rejected by: and go on"


def test_a_letter_that_would_take_the_key_of_a_command_with_shift_collides():
    scheme = replace(SCHEME, span_types=(*SCHEME.span_types, span_type("MOVE", "M")))
    assert collisions(scheme) == (
        "M is the key of the command “Choose the referent” and of the label “Move”.",
        "Shift+M is the key of the command “Give the span a new referent” and of the label “Move”.",
    )


def test_the_scheme_that_ships_has_no_collisions(repository):
    path = repository / "resources" / "schemes" / "proposals-and-rejections.toml"
    assert collisions(parse(path.read_text(encoding="utf-8"))) == ()


def test_slots_without_a_key_collide_with_nothing():
    silent = Attribute(name="note", title="Note")
    scheme = replace(SCHEME, span_types=(span_type("ACTOR", "A", silent, silent),), roles=())
    assert collisions(scheme) == ()
    assert list(by_id(scheme)) == ["label.ACTOR", "label_again.ACTOR"]
