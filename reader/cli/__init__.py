"""The command line, one file for each group of commands. Its names and JSON are a promise to scripts: docs/cli.md."""
