from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from db.model import ArticleId
from gui.settings import PLACE_LIMIT, RECENT_LIMIT, Place, Settings


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def again(settings: Settings) -> Settings:
    settings.save()
    return Settings(settings.path)


def test_a_first_start_has_sensible_settings(ini):
    settings = Settings(ini)
    assert settings.theme == "system"
    assert settings.zoom == 100
    assert settings.geometry.isEmpty()
    assert settings.last_project is None
    assert settings.recent_projects == ()
    assert settings.splitter_sizes("annotate") == []


def test_everything_is_there_after_a_restart(ini, tmp_path):
    settings = Settings(ini)
    settings.theme = "dark"
    settings.zoom = 175
    settings.reading_zoom = 125
    settings.language = "de"
    settings.author = "Zoë"
    settings.geometry = QByteArray(b"\x00\x01geometry")
    settings.keep_splitter_sizes("annotate", [272, 764, 404])
    settings.remember_project(tmp_path / "nato, 2024.demarche")
    settings = again(settings)
    assert settings.theme == "dark"
    assert settings.zoom == 175
    assert settings.reading_zoom == 125
    assert settings.language == "de"
    assert settings.author == "Zoë"
    assert settings.geometry == QByteArray(b"\x00\x01geometry")
    assert settings.splitter_sizes("annotate") == [272, 764, 404]
    assert settings.last_project == tmp_path / "nato, 2024.demarche"
    assert settings.recent_projects == (tmp_path / "nato, 2024.demarche",)


@pytest.mark.parametrize(
    "line", ["theme=purple", "zoom=many", "zoom=9000", "zoom=-3", "zoom=", "theme=1, 2"]
)
def test_a_senseless_value_gives_way_to_the_default(ini, line):
    ini.write_text(f"[window]\n{line}\n", encoding="utf-8")
    settings = Settings(ini)
    assert settings.theme == "system"
    assert settings.zoom == 100


def test_a_file_that_is_no_ini_file_is_no_obstacle(ini):
    ini.write_bytes(b"\xff\xfe\x00garbage\n[[[")
    assert Settings(ini).zoom == 100


def test_a_zoom_beyond_the_limits_is_kept_at_the_limit(ini):
    settings = Settings(ini)
    settings.zoom = 900
    assert settings.zoom == 300
    settings.zoom = 1
    assert settings.zoom == 80


def test_a_change_is_told_once_and_only_if_it_is_one(ini, qtbot):
    settings = Settings(ini)
    told: list[str] = []
    settings.changed.connect(told.append)
    settings.zoom = 125
    settings.zoom = 125
    assert told == ["zoom"]


def test_the_latest_project_is_first_and_nothing_is_listed_twice(ini):
    settings = Settings(ini)
    for name in ("a", "b", "a"):
        settings.remember_project(Path(f"/projects/{name}.demarche"))
    assert [path.stem for path in settings.recent_projects] == ["a", "b"]


def test_only_so_many_recent_projects_are_kept(ini):
    settings = Settings(ini)
    for number in range(RECENT_LIMIT + 5):
        settings.remember_project(Path(f"/projects/{number}.demarche"))
    assert len(again(settings).recent_projects) == RECENT_LIMIT


def test_a_forgotten_project_is_not_opened_at_the_next_start(ini):
    settings = Settings(ini)
    settings.remember_project(Path("/projects/a.demarche"))
    settings.forget_project(Path("/projects/a.demarche"))
    assert settings.recent_projects == ()
    assert settings.last_project is None


def test_each_project_remembers_its_own_place(ini):
    settings = Settings(ini)
    here = Place(article=ArticleId("a1"), caret=794, scroll=320)
    settings.keep_place("/projects/a.demarche", here)
    settings.keep_place("/projects/b.demarche", Place(article=ArticleId("b1")))
    settings = again(settings)
    assert settings.place("/projects/a.demarche") == here
    assert settings.place("/projects/b.demarche") == Place(article=ArticleId("b1"))
    assert settings.place("/projects/c.demarche") is None


def test_the_places_of_long_unused_projects_are_dropped(ini):
    settings = Settings(ini)
    for number in range(PLACE_LIMIT + 1):
        settings.keep_place(f"p{number}", Place(article=ArticleId("a")))
    assert settings.place("p0") is None
    assert settings.place("p1") is not None


def test_what_is_asked_for_one_start_is_not_kept(tmp_path):
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    settings.use_for_now(theme="dark", zoom=175)
    assert (settings.theme, settings.zoom) == ("dark", 175)
    settings.save()
    assert (Settings(path).theme, Settings(path).zoom) == ("system", 100)


def test_choosing_ends_what_was_asked_for_one_start(tmp_path, qtbot):
    settings = Settings(tmp_path / "settings.ini")
    settings.use_for_now(theme="dark")
    with qtbot.waitSignal(settings.changed):
        settings.theme = "system"
    assert settings.theme == "system"


def test_whose_eyes_the_colours_are_for_is_kept_and_nonsense_is_not(tmp_path):
    path = tmp_path / "settings.ini"
    settings = Settings(path)
    assert settings.sight == "usual"
    settings.sight = "deuteranopia"
    settings.save()
    assert Settings(path).sight == "deuteranopia"
    settings._store.setValue("window/sight", "x-ray")
    assert settings.sight == "usual"
