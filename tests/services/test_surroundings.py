"""A library in a synced folder or on a network drive is warned of, and no other."""

from pathlib import Path

import pytest

from reader.services import surroundings
from reader.services.surroundings import warning_of


@pytest.mark.parametrize(
    ("folder", "program"),
    [
        ("Dropbox/剪报", "Dropbox"),
        ("OneDrive - 大学/a", "OneDrive"),
        ("Library/Mobile Documents/x", "iCloud"),
        ("坚果云", "坚果云"),
        ("BaiduSyncdisk", "百度网盘"),
        ("Nextcloud/a/b", "Nextcloud"),
    ],
)
def test_a_synced_folder_is_warned_of(tmp_path: Path, folder: str, program: str) -> None:
    (tmp_path / folder).mkdir(parents=True)
    assert f"synced by {program}, which" in warning_of(tmp_path / folder / "library.jianbao")


def test_what_a_program_for_syncing_leaves_gives_it_away(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / ".stfolder").mkdir()
    assert "Syncthing" in warning_of(tmp_path / "a" / "b" / "library.jianbao")


@pytest.mark.parametrize("folder", ["papers", "dropboxes", "my onedrive notes", "丰收"])
def test_other_folders_are_not(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    assert warning_of(tmp_path / folder / "library.jianbao") == ""


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("server:/a {} nfs4 rw 0 0", "nfs4"),
        ("//nas/a {} cifs rw 0 0", "cifs"),
        ("me@host: {} fuse.sshfs rw 0 0", "sshfs"),
        ("/dev/sda1 {} ext4 rw 0 0", ""),
        ("portal {} fuse.portal rw 0 0", ""),
    ],
)
def test_a_network_drive_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, kind: str) -> None:
    folder = tmp_path / "my papers"
    folder.mkdir()
    mounts = tmp_path / "mounts"
    mounted = line.format(str(folder).replace(" ", "\\040"))
    mounts.write_text(f"rootfs / ext4 rw 0 0\nbroken\n{mounted}\n", encoding="utf-8")
    monkeypatch.setattr(surroundings, "_MOUNTS", mounts)
    said = warning_of(folder / "library.jianbao")
    assert said.startswith(f"This library lies on a network drive ({kind})") if kind else said == ""
