"""A `Document` in, bytes out; one module per format, listed in `registry`."""
