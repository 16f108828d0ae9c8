"""Engines: arrays in, arrays out; none knows a World, a Case or another engine."""
