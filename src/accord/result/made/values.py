"""Values of other rooms as JSON has them: no numpy, no date, nothing that isn't finite."""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import numpy as np


def number(value: float) -> float | None:
    """Give a number as Python has it, None where it is not finite."""
    return float(value) if math.isfinite(value) else None


def plain_value(value: Any) -> Any:
    """Turn numpy into Python, dates into ISO 8601 and nan into None, all the way down."""
    if isinstance(value, Mapping):
        return {str(key): plain_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, dt.date):
        return value.isoformat()
    return number(value) if isinstance(value, float) else value
