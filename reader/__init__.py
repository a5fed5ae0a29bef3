"""Jianbao 剪报: a desktop reader for archives of Chinese newspapers."""

__version__ = "0.1.0"
