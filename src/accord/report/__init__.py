"""A result made readable: one HTML file, tables for other tools, and how numbers are written."""
