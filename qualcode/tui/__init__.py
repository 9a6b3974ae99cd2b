"""The workbench: the same verbs in the terminal, by keyboard and mouse."""
