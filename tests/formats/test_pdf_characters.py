"""Radicals in the tables of a PDF are ideographs then; all else stays byte for byte."""

from reader.formats.pdf_characters import with_meant_characters


def test_radicals_become_the_ideographs_that_are_drawn_alike() -> None:
    before = b"<2F47> begincmap\n<0001> <2F47>\n<0002> <2ecb> <2E9F>\n<0003> <6865> <2E81>\nendcmap <2ECB>"
    after = b"<2F47> begincmap\n<0001> <65e5>\n<0002> <8f66> <6bcd>\n<0003> <6865> <5382>\nendcmap <2ECB>"
    assert with_meant_characters(before) == after
    assert with_meant_characters(b"no table") == b"no table"
