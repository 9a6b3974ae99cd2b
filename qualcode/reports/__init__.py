"""Builders turn results into a `Document`; renderers turn a `Document` into bytes."""
