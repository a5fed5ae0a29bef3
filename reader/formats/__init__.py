"""Readers of archives and writers of annotations, one file each."""
