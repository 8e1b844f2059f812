"""Which system packages are missing, and the line that installs them."""

import pytest

LISTING = (
    "ii |libegl1|\n"
    "hi |libgl1|\n"
    "ii |libglib2.0-0t64|libglib2.0-0 (= 2.80.0-6)\n"
    "rc |libdbus-1-3|\n"
    "un |libxkbcommon0|\n"
    "ii |dbus|dbus-system-bus (= 1.14), default-dbus-system-bus\n"
)


@pytest.fixture
def system_packages(script):
    return script("system_packages")


def test_a_package_that_is_there_is_not_missing(system_packages):
    assert system_packages.missing(["libegl1"], LISTING) == ()


def test_a_package_that_is_held_back_counts_as_there(system_packages):
    assert system_packages.missing(["libgl1"], LISTING) == ()


def test_a_package_that_another_one_provides_is_not_missing(system_packages):
    assert system_packages.missing(["libglib2.0-0", "default-dbus-system-bus"], LISTING) == ()


def test_removed_and_unknown_packages_are_missing_in_the_order_asked_for(system_packages):
    wanted = ["libxkbcommon0", "libegl1", "libdbus-1-3", "libxcb-cursor0"]
    assert system_packages.missing(wanted, LISTING) == (
        "libxkbcommon0",
        "libdbus-1-3",
        "libxcb-cursor0",
    )


def test_everything_is_missing_on_a_bare_system(system_packages):
    assert system_packages.missing(system_packages.WINDOW, "") == system_packages.WINDOW


def test_the_install_line_can_be_pasted(system_packages):
    line = system_packages.install_line(["libegl1", "libgl1"])
    assert line == "sudo apt-get install --yes libegl1 libgl1"


def test_a_window_needs_what_drawing_off_screen_needs(system_packages):
    assert set(system_packages.OFFSCREEN) < set(system_packages.WINDOW)
