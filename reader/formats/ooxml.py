"""What files of Office Open XML (ECMA-376) have in common: XML parts in a ZIP archive, and the same bytes each time."""

from collections.abc import Iterable, Mapping
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first time that ZIP knows


def write_package(to: BinaryIO, parts: Mapping[str, tuple[str, str]], main: str) -> None:
    """Write the parts, each its content type and XML by its name, with `main` as the one that is opened."""
    listed = (f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items() if kind)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    types = f'<Types xmlns="{_PACKAGE}/content-types">{rels}{"".join(listed)}</Types>'
    texts = {"[Content_Types].xml": types, "_rels/.rels": relations([("officeDocument", main)])}
    with ZipFile(to, "w", ZIP_DEFLATED) as archive:
        for name, text in (texts | {name: text for name, (_, text) in parts.items()}).items():
            info = ZipInfo(name, LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, f"{HEAD}{text}\n")


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """The XML of relations of a part, each its kind and its target, with the ids rId1, rId2 and on."""
    each = (f'<Relationship Id="rId{n}" Type="{RELATIONS}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1))
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(each)}</Relationships>'
