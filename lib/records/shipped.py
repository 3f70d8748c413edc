"""Makes the tables that the project ships: ``python -m lib.records.shipped FOLDER``.

FOLDER holds the four files of release 2019-ICFO-53623. Months of departure before the first month
that the records cover are a remnant of earlier years and are not shipped.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

from lib.records import RollUp, recognize, roll_up
from lib.records.profiles import HERE
from lib.records.rollup import by_day

BY_DEPARTURE = "removals_from_records.csv"
BY_REMOVAL_DATE = "removals_from_records_by_removal_date.csv"
BY_DAY = "removals_by_day.csv"

LAST_WHOLE = "2019-02"
"""The last month in which the release holds what official tables count. It ends in August 2019, and
what was recorded in its last months had not all reached it: by removal date they are 0.2 to 17
percent short of the counts that OHSS published in 2024. The comparison is made in
``lib/overlaps.py``, which knows these tables, and a test holds the two together."""


def make(folder: Path, target: Path = HERE.parent) -> None:
    """Writes the three tables into ``target``.

    Raises RecordsError where the records cannot be rolled up.
    """
    files = sorted(folder.glob("ICERemovals_FY*.csv.gz"))
    form = recognize(files, profile="ice-removals")
    departed = roll_up(form)
    shipped = _from_first_whole_month(departed)
    _write(shipped, target / BY_DEPARTURE)
    recorded = roll_up(form, date_column="Removal Date", flags=departed.report.flags).months
    _write(recorded.rename(columns={"records": "removals"}), target / BY_REMOVAL_DATE)
    days = by_day(form, profile="ice-removals").set_index("day")
    shown = pd.date_range(f"{shipped['month'].iloc[0]}-01", departed.report.last_date).date
    days = days.reindex(shown, fill_value=0).rename_axis("day").reset_index()
    days.to_csv(target / BY_DAY, index=False, lineterminator="\n")


def _write(months: pd.DataFrame, path: Path) -> None:
    whole = months["whole"] & (months["month"] <= LAST_WHOLE)
    written = months.assign(whole=whole.map({True: "true", False: "false"}))
    written.to_csv(path, index=False, lineterminator="\n")


def _from_first_whole_month(rollup: RollUp) -> pd.DataFrame:
    months = rollup.months
    first = min(months.loc[months["whole"], "month"])
    return pd.DataFrame(months[months["month"] >= first])


if __name__ == "__main__":
    make(Path(sys.argv[1]))
