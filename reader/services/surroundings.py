"""Where a library lies: in a folder that a program syncs, or on a network drive, it may come to harm."""

import os
from pathlib import Path

from reader.translation import tr

# Folders that programs for syncing make, by a part of their names in small letters, and what such a program leaves in them.
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "nutstore": "坚果云",
    "坚果云": "坚果云",
    "baidusyncdisk": "百度网盘",
    "百度网盘": "百度网盘",
    "百度云同步盘": "百度网盘",
    "seafile": "Seafile",
}
_LEFT_IN = {".stfolder": "Syncthing", ".dropbox": "Dropbox", ".sync": "Resilio Sync", ".csync_journal.db": "Nextcloud"}
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "9p", "afs", "ceph", "glusterfs", "davfs")
_NETWORK_BY_FUSE = ("sshfs", "rclone", "davfs2", "smbnetfs", "gvfsd-fuse", "s3fs")
_MOUNTS = Path("/proc/self/mounts")


def warning_of(library: Path) -> str:
    """A sentence for a library that lies where it may come to harm, or ''."""
    try:
        folder = library.resolve().parent
        synced = _synced(folder)
        kind = "" if synced else _network(folder)
    except OSError:
        return ""
    if synced:
        words = "This library lies in a folder synced by {program}, which can damage it. Keep it elsewhere; sync its backups."
        return tr(words, program=synced)
    if kind:
        words = "This library lies on a network drive ({kind}), where it can be damaged. Keep it on a disk of this computer."
        return tr(words, kind=kind)
    return ""


def _synced(folder: Path) -> str:
    for place in (folder, *folder.parents):
        name = place.name.lower()
        for part, program in _SYNCED.items():
            if name == part or name.startswith((f"{part} ", f"{part}-", f"{part}(")):
                return program
        for left, program in _LEFT_IN.items():
            if place != place.parent and place != Path.home() and os.path.lexists(place / left):
                return program
    return ""


def _network(folder: Path) -> str:
    """The kind of network file system that a folder is on, as the system tells of its mounts (Linux)."""
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return "SMB" if str(folder).startswith(("\\\\", "//")) else ""
    best, kind = "", ""
    for line in mounts:
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        point = parts[1].replace("\\040", " ")
        if len(point) >= len(best) and folder.is_relative_to(point):
            best, kind = point, parts[2]
    fuse = kind.removeprefix("fuse.")
    return fuse if kind in _NETWORK or (kind.startswith("fuse.") and fuse in _NETWORK_BY_FUSE) else ""
