"""The plan of what would come in, as long as somebody looks at it."""

from __future__ import annotations

from db.packages.collect_plan import CollectPlan


class ShownPlan:
    """Holds one plan with its copies of files, and lets them go; it outlives the widget.

    No method of a widget can be called any more when that is destroyed, so the widget connects its
    `destroyed` with `close` of this.
    """

    def __init__(self) -> None:
        self.plan: CollectPlan | None = None

    def show(self, plan: CollectPlan) -> None:
        """Hold another plan instead."""
        self.close()
        self.plan = plan

    def close(self) -> None:
        """Forget the plan."""
        plan, self.plan = self.plan, None
        if plan is not None:
            plan.close()
