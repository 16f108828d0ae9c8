"""What a run found, as frozen dataclasses that are `result.json`; report and command line read it.

`document` holds the whole, `verdict`, `market` and `chart` its pieces; `plain` turns it into JSON
and back, `schema` draws its JSON Schema. How it is made of verdicts and outcomes: `made`.
"""

from accord.result.document import Answer, Document
from accord.result.plain import plain, read, text

__all__ = ["Answer", "Document", "plain", "read", "text"]
