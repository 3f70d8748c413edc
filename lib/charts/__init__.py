"""Numbers in, Plotly figures out: every chart of the pages. A chart asks no database."""

from lib.charts.chart import Chart, Group, Line, Reference
from lib.charts.groups import overlay
from lib.charts.groups_timeline import groups_timeline
from lib.charts.look import Look
from lib.charts.months_compared import same_months, spread
from lib.charts.timeline import timeline

__all__ = [
    "Chart",
    "Group",
    "Line",
    "Look",
    "Reference",
    "groups_timeline",
    "overlay",
    "same_months",
    "spread",
    "timeline",
]
