"""The only place that pairs things off one to one so that the weights of the pairs are greatest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Edge = tuple[int, int]


def best_pairs(weights: Mapping[Edge, int]) -> list[Edge]:
    """The pairs (left, right) of the greatest total weight, each end in one pair at most; sorted.

    `weights` are positive and name the only pairs that may be. Quick where few of them compete.
    """
    chosen: list[Edge] = []
    for edges in _components(weights):
        if len(edges) == 1:
            chosen.append(edges[0])
        elif len({left for left, _ in edges}) == 1 or len({right for _, right in edges}) == 1:
            chosen.append(max(edges, key=lambda edge: (weights[edge], (-edge[0], -edge[1]))))
        else:
            chosen.extend(_best_of_component(weights, edges))
    return sorted(chosen)


def cheapest_assignment(costs: list[list[int]]) -> list[int]:
    """The column of each row at the least total cost, for as many columns as rows or more.

    The Hungarian method with potentials, in O(rows² · columns).
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    row_potential, column_potential = [0] * (rows + 1), [0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0] = row
        column = 0
        least: list[int | None] = [None] * (columns + 1)
        came_from = [0] * (columns + 1)
        is_done = [False] * (columns + 1)
        while row_of[column]:
            is_done[column] = True
            current = row_of[column]
            step, following = None, 0
            for other in range(1, columns + 1):
                if is_done[other]:
                    continue
                reduced = (
                    costs[current - 1][other - 1] - row_potential[current] - column_potential[other]
                )
                known = least[other]
                if known is None or reduced < known:
                    least[other] = known = reduced
                    came_from[other] = column
                if step is None or known < step:
                    step, following = known, other
            _shift(step or 0, (row_potential, column_potential, row_of), is_done, least)
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    return _columns_of_rows(row_of, rows)


def _shift(
    step: int,
    state: tuple[list[int], list[int], list[int]],
    is_done: list[bool],
    least: list[int | None],
) -> None:
    row_potential, column_potential, row_of = state
    for column, done in enumerate(is_done):
        known = least[column]
        if done:
            row_potential[row_of[column]] += step
            column_potential[column] -= step
        elif known is not None:
            least[column] = known - step


def _columns_of_rows(row_of: list[int], rows: int) -> list[int]:
    columns = [0] * rows
    for column, row in enumerate(row_of):
        if column and row:
            columns[row - 1] = column - 1
    return columns


def _components(weights: Mapping[Edge, int]) -> Iterator[list[Edge]]:
    """The edges in groups that share no end."""
    of_left: dict[int, list[Edge]] = {}
    of_right: dict[int, list[Edge]] = {}
    for edge in weights:
        of_left.setdefault(edge[0], []).append(edge)
        of_right.setdefault(edge[1], []).append(edge)
    left_over = set(weights)
    for edge in sorted(weights):
        if edge not in left_over:
            continue
        left_over.discard(edge)
        found, waiting = [], [edge]
        while waiting:
            one = waiting.pop()
            found.append(one)
            for other in (*of_left[one[0]], *of_right[one[1]]):
                if other in left_over:
                    left_over.discard(other)
                    waiting.append(other)
        yield sorted(found)


def _best_of_component(weights: Mapping[Edge, int], edges: list[Edge]) -> list[Edge]:
    lefts = sorted({left for left, _ in edges})
    rights = sorted({right for _, right in edges})
    if len(lefts) > len(rights):
        turned = {(right, left): weights[left, right] for left, right in edges}
        return [(left, right) for right, left in _best_of_component(turned, sorted(turned))]
    costs = [[-weights.get((left, right), 0) for right in rights] for left in lefts]
    found = [
        (left, rights[column])
        for left, column in zip(lefts, cheapest_assignment(costs), strict=True)
    ]
    return [edge for edge in found if edge in weights]
