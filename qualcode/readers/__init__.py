"""A file in, a transcript and its problems out: one module per format, one table of them all."""
