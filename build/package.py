"""Makes what people install: `python3 build/package.py [--no-try]`, everything into dist/.

PyInstaller freezes the program with its Python, in an environment of its own that holds the pinned
versions and nothing else. What is made of that depends on the system that this runs on: on Linux a
tarball, an AppDir and, where dpkg-deb is, a .deb; on Windows an installer, where Inno Setup is; on
macOS a disk image. A wheel comes from each. Last, `smoke.py` tries what was made.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import environment
import licences
import linux_bundles
import smoke
import system_packages
from bundle_parts import BUNDLES, DIST, FOLDER, PROGRAM, WORK, version

WINDOWS_INSTALLER = "iscc"
MAC_IMAGES = "hdiutil"


def main(arguments: list[str]) -> None:
    """Make all that this system can make, say how large it is, and try it."""
    system_packages.ensure((*environment.bootstrap_packages(), *system_packages.WINDOW))
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    python = environment.prepare_apart(environment.BUNDLE, WORK / "environment")
    _draw_icons(python)
    _freeze(python)
    made = [_wheel(), *_made_here()]
    for each in made:
        print(f"{each.relative_to(environment.ROOT)}: {_megabytes(each):,.1f} MB", flush=True)
    print(f"unpacked: {_megabytes(FOLDER):,.1f} MB", flush=True)
    if "--no-try" not in arguments:
        smoke.try_bundle(FOLDER)


def _draw_icons(python: Path) -> None:
    """Make the icons of all systems from the one drawing."""
    drawing = environment.ROOT / "resources" / "icons" / "demarche.svg"
    script = environment.ROOT / "build" / "draw_icons.py"
    command = [python, script, drawing, WORK / "icons"]
    subprocess.run(command, check=True, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def _freeze(python: Path) -> None:
    """Freeze the program into FOLDER, with the licences of all its parts."""
    if sys.platform == "win32":
        template = (BUNDLES / "windows" / "version.txt.in").read_text(encoding="utf-8")
        numbers = [*version().split("."), "0", "0", "0"][:4]
        filled = template.replace("@VERSION@", version()).replace("@NUMBERS@", ", ".join(numbers))
        (WORK / "version.txt").write_text(filled, encoding="utf-8")
    shutil.rmtree(FOLDER, ignore_errors=True)
    options = ["--noconfirm", "--log-level", "WARN", "--distpath", str(DIST)]
    options += ["--workpath", str(WORK / "frozen")]
    command = [str(python), "-m", "PyInstaller", *options, str(BUNDLES / "demarche.spec")]
    if subprocess.call(command, cwd=environment.ROOT) != 0:
        sys.exit("PyInstaller could not freeze the program; what it said stands above.")
    licences.write(python, FOLDER)
    if os.name != "nt":
        (FOLDER / f"{PROGRAM}-window").symlink_to(PROGRAM)
    if sys.platform == "linux":
        linux_bundles.make_smaller(FOLDER)


def _made_here() -> list[Path]:
    if sys.platform == "linux":
        return linux_bundles.make(WORK / "icons")
    if sys.platform == "darwin":
        return _disk_image()
    return _windows_installer()


def _disk_image() -> list[Path]:
    """The image that people open, and drag the program from into their applications."""
    image = DIST / f"Demarche-{version()}-{platform.machine()}.dmg"
    if not shutil.which(MAC_IMAGES):
        return []
    content = WORK / "image"
    # The licences lie beside the program: whatever is put into it later breaks its signature.
    shutil.copytree(DIST / "Demarche.app", content / "Demarche.app", symlinks=True)
    shutil.copytree(FOLDER / "licences", content / "Licences")
    (content / "Applications").symlink_to("/Applications")
    command = [MAC_IMAGES, "create", "-volname", "Demarche", "-ov", "-format", "UDZO"]
    subprocess.run([*command, "-srcfolder", content, image], check=True)
    return [image]


def _windows_installer() -> list[Path]:
    archive = shutil.make_archive(
        str(DIST / f"demarche-{version()}-windows"), "zip", DIST, FOLDER.name
    )
    if not shutil.which(WINDOWS_INSTALLER):
        environment.say("Inno Setup (iscc) is not here, so there is a ZIP and no installer.")
        return [Path(archive)]
    script = BUNDLES / "windows" / "demarche.iss"
    subprocess.run([WINDOWS_INSTALLER, f"/DVersion={version()}", script], check=True)
    return [Path(archive), DIST / f"demarche-{version()}-setup.exe"]


def _wheel() -> Path:
    """Make the wheel that pipx and uv install; pip fetches hatchling for it."""
    python = str(environment.prepare(environment.DEVELOPMENT))
    has_pip = subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL) == 0
    if not has_pip:
        subprocess.run([python, "-m", "ensurepip"], check=True, stdout=subprocess.DEVNULL)
    command = [python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(DIST), "."]
    subprocess.run(command, check=True, cwd=environment.ROOT)
    return next(DIST.glob(f"demarche-{version()}-*.whl"))


def _megabytes(place: Path) -> float:
    """The size of a file, or of all files in a folder, each counted once."""
    files = [place] if place.is_file() else [each for each in place.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files if not each.is_symlink()) / 1e6


if __name__ == "__main__":
    environment.start(main)
