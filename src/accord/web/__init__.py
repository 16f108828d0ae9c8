"""The app under `accord serve`: pages, an HTTP API and the processes that solve what it is asked.

`app` answers requests, `guard` stands before it, `pool` keeps two worker processes, `jobs` is what
they do, `runs` what was asked of them and came out, `shelf` what was saved, `openapi` the contract.
Nothing in it computes a result: it calls `accord.api`, and gives the JSON of the command line.
"""
