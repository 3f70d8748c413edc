"""Case records in, months out: a file with one row per record becomes a table with one row per month.

    form = recognize(["ICERemovals_FY2017.csv.gz"])   # how the files are written, and which column dates a record
    rollup = roll_up(form)                            # .months, a table; .report, what was read and how
    write(rollup, "months.csv")                       # months.csv and months.report.json, whole or not at all

Whatever a user can do something about is raised as RecordsError, whose text is one line.
"""

from lib.records.errors import RecordsError
from lib.records.profiles import Profile, load_profiles
from lib.records.reading import Form, recognize
from lib.records.report import Report
from lib.records.rollup import RollUp, roll_up, write

__all__ = [
    "Form",
    "Profile",
    "RecordsError",
    "Report",
    "RollUp",
    "load_profiles",
    "recognize",
    "roll_up",
    "write",
]
