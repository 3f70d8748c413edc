"""Case records in, months out: a file with one row per record, counted by month.

    form = recognize(["removals.csv.gz"])  # how the files are written, and what dates a record
    rollup = roll_up(form)                 # .months, a table; .report, what was read and how
    write(rollup, "months.csv")            # months.csv and months.report.json, or neither

Whatever a user can do something about is raised as RecordsError, whose text is one line.
"""

from lib.records.errors import RecordsError
from lib.records.form import Form
from lib.records.monthly import RollUp
from lib.records.output import write
from lib.records.profiles import Profile, load_profiles
from lib.records.reading import recognize
from lib.records.report import Report
from lib.records.rollup import roll_up

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
