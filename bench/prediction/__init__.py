"""The pool on a list of events that somebody else made, and what was tried to better it."""
