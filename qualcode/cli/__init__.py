"""The command line: `qualcode COMMAND`, the same verbs as everywhere else."""

from qualcode.cli.shell import main

__all__ = ["main"]
