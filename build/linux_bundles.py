"""Makes the bundles for Linux of the frozen folder: a tarball, an AppDir and a .deb."""

import lzma
import platform
import shutil
import subprocess
import tarfile
from pathlib import Path

import environment
import icu_data
import system_packages
from bundle_parts import BUNDLES, DIST, FOLDER, PROGRAM, WORK, version

ICON_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
APP_RUN = """#!/bin/sh
exec "$(dirname "$(readlink -f "$0")")/usr/lib/demarche/demarche-window" "$@"
"""
OF_THE_SYSTEM = ("libgcc-s1", "libstdc++6", "libuuid1", "libx11-6", "libx11-xcb1", "zlib1g")
"""The packages, besides those of the window, whose libraries `left_out.SYSTEM` leaves to Debian."""

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def make_smaller(folder: Path) -> None:
    """Take out of all libraries what only debuggers read, and of ICU's data what Qt can't reach."""
    libraries = [file for file in folder.rglob("*.so*") if not file.is_symlink()]
    if tool := shutil.which("strip"):
        for library in libraries:
            subprocess.run([tool, "--strip-unneeded", library], check=False)
    for library in folder.rglob("libicudata.so.*"):
        if not library.is_symlink() and not icu_data.make_smaller(library):
            environment.say("binutils are missing: the bundle holds all data of ICU, 26 MB more.")


def make(icons: Path) -> list[Path]:
    """Make all that this machine has the tools for, and return where they lie."""
    made = [_tarball(), _app_dir(icons)]
    if shutil.which("dpkg-deb"):
        made.append(_deb(icons))
    return made


def _tarball() -> Path:
    target = DIST / f"{PROGRAM}-{version()}-linux-{platform.machine()}.tar.xz"
    with (
        lzma.open(target, "wb", preset=9 | lzma.PRESET_EXTREME) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        archive.add(FOLDER, f"{PROGRAM}-{version()}", filter=_as_nobodys)
        for name in ("demarche.desktop", "demarche.xml", "INSTALL.txt"):
            source = BUNDLES / "linux" / name
            archive.add(source, f"{PROGRAM}-{version()}/share/{name}", filter=_as_nobodys)
    return target


def _as_nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def _app_dir(icons: Path) -> Path:
    """The folder that appimagetool packs into one file, and that starts by itself as well."""
    target = DIST / "Demarche.AppDir"
    shutil.rmtree(target, ignore_errors=True)
    _install_into(target / "usr", icons)
    starter = target / "AppRun"
    starter.write_text(APP_RUN, encoding="utf-8")
    starter.chmod(0o755)
    shutil.copy(BUNDLES / "linux" / "demarche.desktop", target)
    shutil.copy(icons / "demarche-256.png", target / "demarche.png")
    return target


def _install_into(prefix: Path, icons: Path) -> None:
    """Lay the program, its menu entry, its file type and its icons out under `prefix`."""
    shutil.copytree(FOLDER, prefix / "lib" / PROGRAM, symlinks=True)
    commands = prefix / "bin"
    commands.mkdir(parents=True)
    for name in (PROGRAM, f"{PROGRAM}-window"):
        (commands / name).symlink_to(f"../lib/{PROGRAM}/{name}")
    share = prefix / "share"
    _put(BUNDLES / "linux" / "demarche.desktop", share / "applications")
    _put(BUNDLES / "linux" / "demarche.xml", share / "mime" / "packages")
    for size in ICON_SIZES:
        for kind, name in (("apps", PROGRAM), ("mimetypes", "application-x-demarche")):
            place = share / "icons" / "hicolor" / f"{size}x{size}" / kind / f"{name}.png"
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(icons / f"demarche-{size}.png", place)


def _put(file: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, folder)


def _deb(icons: Path) -> Path:
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    root = WORK / "deb"
    shutil.rmtree(root, ignore_errors=True)
    _install_into(root / "usr", icons)
    notices = root / "usr" / "share" / "doc" / PROGRAM
    notices.mkdir(parents=True)
    shutil.copy(FOLDER / "licences" / "README.txt", notices / "copyright")
    control = root / "DEBIAN"
    control.mkdir()
    template = (BUNDLES / "linux" / "control.in").read_text(encoding="utf-8")
    (control / "control").write_text(control_file(template, architecture, root), encoding="utf-8")
    target = DIST / f"{PROGRAM}_{version()}_{architecture}.deb"
    packing = ["--root-owner-group", "-Zxz", "-z9", "-Sextreme"]
    command = ["dpkg-deb", *packing, "--build", str(root), str(target)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return target


def control_file(template: str, architecture: str, root: Path) -> str:
    """What the .deb says of itself: its size in kilobytes, and what it needs of the system."""
    size = sum(each.lstat().st_size for each in root.rglob("*") if not each.is_dir()) // 1024
    values = {
        "@VERSION@": version(),
        "@ARCHITECTURE@": architecture,
        "@SIZE@": str(size),
        "@DEPENDS@": ", ".join(needed()),
    }
    for name, value in values.items():
        template = template.replace(name, value)
    return template


def needed() -> list[str]:
    """The packages that the window can't do without, by the names of newer Debians as well."""
    also = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}
    fonts = {name for name in system_packages.WINDOW if name.startswith("fonts-")}
    window = [also.get(name, name) for name in system_packages.WINDOW if name not in fonts]
    return [*window, *OF_THE_SYSTEM]
