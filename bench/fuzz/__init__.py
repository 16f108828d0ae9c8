"""Fuzzing that lasts: hostile input for each door of accord, from a corpus that grows."""
