"""Screens: hold state, start workflows, show results."""
