"""The verbs: the only place where readers, store, analyses and reports meet."""
