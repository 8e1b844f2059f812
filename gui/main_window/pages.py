"""The pages that there are, in the order of the bar: a page appears when it works, not before."""

from __future__ import annotations

PAGES = (("annotate", "Annotate"), ("project", "Project"))
