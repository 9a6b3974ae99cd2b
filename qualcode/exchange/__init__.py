"""Codebooks and projects of other programs, in and out."""
