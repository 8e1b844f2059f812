"""What stands in the bundles beside the program: package data, the menu entry, the file type."""

import configparser
import os
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest
import yaml

ROOT = Path(__file__).parents[2]
BUNDLES = ROOT / "build" / "bundles"
MIME_TYPE = "application/x-demarche"


@pytest.fixture
def linux(script):
    return script("linux_bundles")


def test_the_deb_says_its_version_size_and_needs(linux, tmp_path):
    (tmp_path / "program").write_bytes(bytes(2_000_000))
    template = (BUNDLES / "linux" / "control.in").read_text(encoding="utf-8")
    control = linux.control_file(template, "amd64", tmp_path)
    fields = dict(line.split(": ", 1) for line in control.splitlines() if line[0] != " ")
    assert fields["Package"] == "demarche"
    assert fields["Version"] == linux.version()
    assert fields["Architecture"] == "amd64"
    assert fields["Installed-Size"] == "1953"
    assert "libxcb-cursor0" in fields["Depends"]
    assert "@" not in control


def test_the_deb_does_not_insist_on_fonts(linux):
    assert not [name for name in linux.needed() if name.startswith("fonts-")]


def test_the_menu_entry_opens_our_files():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(BUNDLES / "linux" / "demarche.desktop", encoding="utf-8")
    desktop = entry["Desktop Entry"]
    assert desktop["Exec"] == "demarche-window %f"
    assert desktop["MimeType"] == f"{MIME_TYPE};"


def test_the_file_type_knows_the_ending_of_projects():
    kind = ElementTree.parse(BUNDLES / "linux" / "demarche.xml").getroot()[0]
    assert kind.attrib["type"] == MIME_TYPE
    globs = [each.attrib["pattern"] for each in kind if each.tag.endswith("glob")]
    assert globs == ["*.demarche"]


def test_a_part_is_listed_with_its_licence(script):
    line = script("licences").line
    assert line({"name": "click", "version": "8.2", "licence": "BSD"}) == "click 8.2: BSD"
    assert line({"name": "click", "version": "8.2", "licence": ""}) == "click 8.2: see its text"


def test_all_systems_are_given_the_same_identity():
    spec = (BUNDLES / "demarche.spec").read_text(encoding="utf-8")
    assert MIME_TYPE in spec
    assert "org.demarche.Demarche" in spec


def test_windows_opens_our_files():
    installer = (BUNDLES / "windows" / "demarche.iss").read_text(encoding="utf-8")
    assert r"Software\Classes\.demarche" in installer
    assert "@VERSION@" in (BUNDLES / "windows" / "version.txt.in").read_text(encoding="utf-8")


def test_each_line_of_the_installer_for_windows_is_one_that_inno_setup_reads():
    lines = (BUNDLES / "windows" / "demarche.iss").read_text(encoding="utf-8").splitlines()
    section = ""
    for line in filter(None, lines):
        if line[0] in ";#" or line.lstrip().startswith("#"):
            continue
        if line.startswith("["):
            section = line
        elif section == "[Setup]":
            assert re.fullmatch(r"\w+=\S.*", line)
        else:
            assert re.fullmatch(r'(\w+: ("([^"]|"")*"|[^";]+)(; |$))+', line), line


def test_the_recipe_for_all_systems_can_be_read():
    recipe = yaml.safe_load((BUNDLES / "recipes" / "bundles.yml").read_text(encoding="utf-8"))
    (job,) = recipe["jobs"].values()
    systems = [each["system"] for each in job["strategy"]["matrix"]["include"]]
    assert {name.split("-")[0] for name in systems} == {"ubuntu", "macos", "windows"}
    assert {"run": "python build/package.py"} in job["steps"]


def test_what_the_frozen_program_starts_has_its_own_libraries(monkeypatch):
    seen = []
    check = ModuleType("bundle_check")
    check.main = lambda: seen.append(os.environ.get("LD_LIBRARY_PATH"))
    monkeypatch.setitem(sys.modules, "bundle_check", check)
    monkeypatch.setattr(sys, "argv", ["/home/person/demarche-check"])
    for before in (None, "/opt/lib"):
        monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle/_internal")
        if before is not None:
            monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
        spec = spec_from_file_location("either", BUNDLES / "demarche_either.py")
        spec.loader.exec_module(module_from_spec(spec))
    assert seen == [None, "/opt/lib"]


def test_the_bundle_has_the_licences_that_qt_is_used_under():
    texts = {
        each.name: each.read_text(encoding="utf-8")
        for each in (BUNDLES / "licence_texts").iterdir()
    }
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in texts["LGPL-3.txt"]
    assert "GNU GENERAL PUBLIC LICENSE" in texts["GPL-3.txt"]


def test_without_the_list_of_what_was_frozen_no_system_libraries_are_named(script, tmp_path):
    assert script("licences").system_parts(tmp_path / "COLLECT-00.toc") == {}
