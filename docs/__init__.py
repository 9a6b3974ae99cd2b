"""The pictures of the workbench, made from the running program."""
