"""One study in one database: the only place that speaks SQL to a project."""
