"""The verbs, through the library."""
