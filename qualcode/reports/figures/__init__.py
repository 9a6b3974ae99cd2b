"""Pictures: a result in, SVG with its words out; all drawn with one small kit."""
