"""How property tests run: no deadline, for a loaded machine is no bug, and the same every time."""

from hypothesis import settings

settings.register_profile("accord", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("accord")
