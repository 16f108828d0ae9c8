"""What accord offers: to run a case, and to look things up without one.

`cases` reads and lists case files, `runs` solves and judges, `tables` answers from the data alone.
Command line and web ask here, and nowhere further back; each module imports what it needs and no
more, so that a look-up doesn't wait for a solver.
"""
