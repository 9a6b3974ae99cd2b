"""The nouns of a study: frozen values that know nothing of files, databases or screens."""
