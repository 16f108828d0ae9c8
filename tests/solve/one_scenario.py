"""A case of crude oil and one scenario, to be filled with shocks as TOML, braces left out."""

CASE = """
format = 1
title = "one scenario"
year = 2023
[accord]
name = "abraham-accords"
as_of = 2025-08-01
candidates = ["AZE"]
parties = ["ISR"]
[goods.crude-oil]
[scenarios.shocked]
shocks = [{ %s }]
"""
