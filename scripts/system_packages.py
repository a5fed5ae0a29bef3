"""What Jianbao needs of the system beside Python: libraries of Qt's, a Chinese font, and Xvfb for the tests.

What is missing is found without installing anything. On Debian and Ubuntu it is installed where the user may; elsewhere a
sentence says what to install.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

from shell import attempt, gives, say

# What the parts of Qt in use are linked to beyond the C library, and the Debian package of each.
QT_PARTS = ["QtWidgets.abi3.so", "Qt/plugins/platforms/libqoffscreen.so", "Qt/plugins/platforms/libqxcb.so"]
DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FONT, XVFB = "fonts-noto-cjk", "xvfb"
ELSEWHERE = {  # package manager -> the command that brings the same on its system
    "dnf": "sudo dnf install glib2 mesa-libGL mesa-libEGL fontconfig dbus-libs libxkbcommon-x11 xcb-util-cursor xcb-util-image "
    "xcb-util-keysyms xcb-util-renderutil xcb-util-wm google-noto-serif-cjk-fonts xorg-x11-server-Xvfb",
    "pacman": "sudo pacman -S --needed glib2 libglvnd fontconfig dbus libxkbcommon-x11 xcb-util-cursor xcb-util-image "
    "xcb-util-keysyms xcb-util-renderutil xcb-util-wm noto-fonts-cjk xorg-server-xvfb",
}
FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts"]
CHINESE_FONT_FILE = re.compile(r"cjk|source ?han|noto(sans|serif)[st]c|wqy|uming|ukai|droidsansfallback|lxgw|simsun|msyh", re.I)


def complete_system(python: Path, *, screen: bool) -> None:
    """Installs what the system lacks if that is possible here, and says in one sentence what to install if not."""
    lacking = missing_packages(python, screen=screen)
    if lacking and install_debian(*lacking):
        lacking = missing_packages(python, screen=screen)
    if FONT in lacking:
        say(f"no Chinese font was found, so Chinese would show as empty boxes. {remedy(lacking)}")
    elif lacking == [XVFB]:
        say(f"Xvfb is not here, so the tests that need a screen are left out. {remedy(lacking)}")
    elif lacking:
        say(f"Qt lacks libraries of this system ({', '.join(lacking)}) and may not start. {remedy(lacking)}")


def missing_packages(python: Path, *, screen: bool) -> list[str]:
    """The Debian packages that hold what is missing; a library of none we know stands under its own name."""
    packages = {DEBIAN_PACKAGES.get(library, library) for library in missing_libraries(python)}
    packages |= set() if has_chinese_font() else {FONT}
    packages |= {XVFB} if screen and not shutil.which("Xvfb") else set()
    return sorted(packages)


def missing_libraries(python: Path) -> set[str]:
    """The shared libraries that Qt is linked to and that this system has not."""
    found = attempt(python, "-c", "import PySide6; print(PySide6.__path__[0])")
    parts = [Path(found.stdout.strip(), part) for part in QT_PARTS]
    lines = attempt("ldd", *parts).stdout.splitlines()
    return {line.split()[0] for line in lines if line.endswith("=> not found")}


def has_chinese_font() -> bool:
    """Whether fontconfig lists a font with Chinese or, without its command, a file has the name of such a font."""
    if shutil.which("fc-list"):
        return bool(attempt("fc-list", ":lang=zh").stdout.strip())
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(CHINESE_FONT_FILE.search(name) for folder in folders for _, _, names in os.walk(folder) for name in names)


def install_debian(*packages: str) -> bool:
    """Installs Debian packages if this system has apt-get and this user may use it."""
    prefix = as_root()
    if prefix is None or not shutil.which("apt-get"):
        return False
    say(f"installing the system packages {' '.join(packages)}")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "--yes", "--no-install-recommends", *packages]
    # The lists of packages are fetched only if it does not go without: they may be missing or out of date.
    return gives(install) or (gives([*apt, "update"]) and gives(install))


def as_root() -> list[str] | None:
    """What to put before a command to run it as root: nothing for root, sudo where it asks no password, else None."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if gives(["sudo", "-n", "true"]) else None


def remedy(packages: list[str]) -> str:
    """The sentence that says how to install what these Debian packages hold."""
    if shutil.which("apt-get"):
        return f"To install it: sudo apt-get install {' '.join(packages)}"
    command = next((command for tool, command in ELSEWHERE.items() if shutil.which(tool)), "")
    return f"To install it: {command}" if command else f"On Debian it is in {' '.join(packages)}; please install the like."
