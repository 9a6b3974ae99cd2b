"""Widgets: values down, messages up; none knows a workflow."""
