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


def make(folder: Path, target: Path = HERE.parent) -> None:
    """Writes the three tables into ``target``.

    Raises RecordsError where the records cannot be rolled up.
    """
    files = sorted(folder.glob("ICERemovals_FY*.csv.gz"))
    form = recognize(files, profile="ice-removals")
    departed = roll_up(form)
    shipped = _from_first_whole_month(departed)
    shipped["whole"] = shipped["whole"].map({True: "true", False: "false"})
    shipped.to_csv(target / BY_DEPARTURE, index=False, lineterminator="\n")
    recorded = roll_up(form, date_column="Removal Date").months.rename(
        columns={"records": "removals"}
    )
    recorded[["month", "removals"]].to_csv(
        target / BY_REMOVAL_DATE, index=False, lineterminator="\n"
    )
    days = by_day(form, profile="ice-removals").set_index("day")
    shown = pd.date_range(f"{shipped['month'].iloc[0]}-01", departed.report.last_date).date
    days = days.reindex(shown, fill_value=0).rename_axis("day").reset_index()
    days.to_csv(target / BY_DAY, index=False, lineterminator="\n")


def _from_first_whole_month(rollup: RollUp) -> pd.DataFrame:
    months = rollup.months
    first = min(months.loc[months["whole"], "month"])
    return pd.DataFrame(months[months["month"] >= first])


if __name__ == "__main__":
    make(Path(sys.argv[1]))
