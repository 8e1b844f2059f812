"""The only place that remembers which projects were opened, and where a person was in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.model import ArticleId
from gui.kept_values import KeptValues, short_key

RECENT_LIMIT = 12
PLACE_LIMIT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a person was in a project; caret and top line in code points of the body."""

    article: ArticleId
    caret: int = 0
    scroll: int = 0


class KeptProjects(KeptValues):
    """The recent projects, latest first, and a place in each."""

    @property
    def last_project(self) -> Path | None:
        """The project that was open when the program ended; None after closing it on purpose."""
        stored = self._text("projects/last")
        return Path(stored) if stored else None

    @last_project.setter
    def last_project(self, path: Path | None) -> None:
        self._write("last_project", "projects/last", "" if path is None else str(path))

    @property
    def recent_projects(self) -> tuple[Path, ...]:
        """The projects that were opened, latest first; some may be gone by now."""
        stored = self._store.value("projects/recent")
        texts = [stored] if isinstance(stored, str) else stored if isinstance(stored, list) else []
        return tuple(Path(str(text)) for text in texts if text)[:RECENT_LIMIT]

    def remember_project(self, path: Path) -> None:
        """Put a project first in the recent ones and make it the last one."""
        others = (each for each in self.recent_projects if each != path)
        self._write_recent((path, *others))
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        self._store.setValue(self._opened_key(path), now)
        self.last_project = path

    def opened(self, path: Path) -> datetime | None:
        """When a recent project was last opened; None where nobody knows."""
        try:
            return datetime.fromisoformat(self._text(self._opened_key(path)))
        except ValueError:
            return None

    def forget_project(self, path: Path) -> None:
        """Take a project that is gone off the recent ones."""
        self._store.remove(self._opened_key(path))
        self._write_recent(tuple(each for each in self.recent_projects if each != path))
        if self.last_project == path:
            self.last_project = None

    def place(self, project_key: str) -> Place | None:
        """Where the person was in a project; None for one that was never left."""
        group = self._place_group(project_key)
        article = self._text(f"{group}/article")
        if not article:
            return None
        most = 2**31 - 1
        return Place(
            article=ArticleId(article),
            caret=self._number(f"{group}/caret", 0, 0, most),
            scroll=self._number(f"{group}/scroll", 0, 0, most),
        )

    def keep_place(self, project_key: str, place: Place) -> None:
        """Remember where the person is in a project; long unused projects are dropped."""
        group = self._place_group(project_key)
        self._store.setValue(f"{group}/article", str(place.article))
        self._store.setValue(f"{group}/caret", place.caret)
        self._store.setValue(f"{group}/scroll", place.scroll)
        order = [group, *(each for each in self._text("places/order").split() if each != group)]
        for dropped in order[PLACE_LIMIT:]:
            self._store.remove(dropped)
        self._store.setValue("places/order", " ".join(order[:PLACE_LIMIT]))

    def _opened_key(self, path: Path) -> str:
        return f"opened/{short_key(str(path))}"

    def _place_group(self, project_key: str) -> str:
        return f"places/{short_key(project_key)}"

    def _write_recent(self, paths: tuple[Path, ...]) -> None:
        texts = [str(path) for path in paths[:RECENT_LIMIT]]
        self._write("recent_projects", "projects/recent", texts)
