"""The order of things in a simulation: what happens in a round, and when something goes wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tests.db.team.members import Member, Returned
from tests.db.team.mishaps import CAN_KILL, LARGE, MISHAPS, killed
from tests.db.team.simulation import Simulation


def live_through(simulation: Simulation, *, mishaps: int) -> None:
    """All rounds, with so many mishaps in each."""
    for number in range(1, simulation.extent.rounds + 1):
        simulation.assign(number)
        if number > 1:
            # Some do not wait for the new package.
            _work_on(simulation)
        simulation.hand_out(number)
        if number == 2:
            simulation.renew_scheme(number)
        for member in simulation.members:
            _work(simulation, member)
        returned = _send_back(simulation)
        _go_wrong(simulation, returned, number, mishaps)
        simulation.take(returned)
        with simulation.untouched():
            simulation.take(simulation.dice.sample(returned, len(returned)))
        simulation.older += returned
        simulation.settle()
        simulation.give_feedback(number)
        simulation.tidy_register()
        simulation.look()


def _work(simulation: Simulation, member: Member) -> None:
    extent = simulation.extent
    with simulation.timed("work"):
        member.work(dice=simulation.dice, amount=extent.amount, by_hand=extent.by_hand)


def _work_on(simulation: Simulation) -> None:
    for member in simulation.dice.sample(simulation.members, len(simulation.members) // 2):
        _work(simulation, member)
        member.begin_copy(simulation.new_path(".demarche"))


def _send_back(simulation: Simulation) -> list[Returned]:
    """What everybody sends, in no order; those who work in two copies send both."""
    found = []
    for member in simulation.members:
        sources = [member.file, *([member.copy] if member.copy else [])]
        for source in sources:
            with simulation.timed("send back"):
                target = simulation.new_path(".demarche-back")
                found.append(member.send_back(target, source=source))
        member.copy = None
    simulation.counted["files"] += len(found)
    simulation.dice.shuffle(found)
    return found


def _go_wrong(
    simulation: Simulation, returned: Sequence[Returned], number: int, mishaps: int
) -> None:
    """Something goes wrong with files of those who work in one copy, so that it is their newest.

    What goes wrong in one round does not in the next, until all has; the program dies in each.
    """
    people = Counter(each.member.id for each in returned)
    single = [each for each in returned if people[each.member.id] == 1]
    possible = [each for each in MISHAPS if simulation.extent.looks_closely or each not in LARGE]
    first = (number - 1) * mishaps
    chosen = [possible[nth % len(possible)] for nth in range(first, first + mishaps)]
    if CAN_KILL:
        chosen.append(killed)
    for mishap in simulation.dice.sample(chosen, len(chosen)):
        mishap(simulation, simulation.dice.choice(single))
        simulation.counted["mishaps"] += 1
