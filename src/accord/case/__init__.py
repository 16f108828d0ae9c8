"""Case: a proposal in a TOML file becomes scenarios, assumptions and claims, or faults.

`read` gives a `Case` or raises `CaseError` with all faults at once; `shipped` names the cases
that come with the package.
"""

from accord.case.find import cases_in, shipped
from accord.case.model import Case
from accord.case.reader import parse, read
from accord.case.schema import schema
from accord.case.template import new

__all__ = ["Case", "cases_in", "new", "parse", "read", "schema", "shipped"]
