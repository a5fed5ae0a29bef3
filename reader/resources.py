"""The files that come with the program: icons, themes, translations."""

from pathlib import Path

_HERE = Path(__file__).parent


def resource(name: str) -> Path:
    """The path of a resource, such as "translations/zh_CN.json": in the wheel, or in a checkout beside `reader/`."""
    packed = _HERE / "_resources"
    return (packed if packed.is_dir() else _HERE.parent / "resources") / name
