"""What each table is, where it comes from, how each number is made, and what the numbers cannot
say."""

import streamlit as st

from lib.datapackage import Resource
from lib.eras import eras, events
from lib.glossary import terms
from lib.limits import limits
from lib.sources import sources
from lib.text import _, count, prose
from lib.versions import version
from pages.columns_table import NONE, columns_table
from pages.measures_table import measures_table
from pages.month_range import months
from pages.shared_tables import tables


def describe(resource: Resource) -> None:
    """A table: what it is, what its columns mean, and the file itself."""
    st.markdown(_(resource.description))
    if resource.monthly:
        st.markdown(_("Months: {months}.", months=read.extent(resource.name).words))
    for source in resource.sources:
        st.markdown(_("Source: {citation}.", citation=known[source].citation))
    columns_table(resource)
    st.download_button(
        _("Download {file}", file=resource.path),
        (package.folder / resource.path).read_bytes(),
        resource.path,
        "text/csv",
        on_click="ignore",
        key=f"csv-{resource.name}",
    )


read = tables()
package, known = read.package, sources(read)

st.markdown(prose("sources/about"))

st.header(_("Tables"), anchor="tables")
for resource in package.resources.values():
    rows = count("{number:,} row", "{number:,} rows", read.length(resource.name))
    box = st.expander(
        f"**{_(resource.title)}** · {rows}", on_change="rerun", key=f"table-{resource.name}"
    )
    if box.open:
        with box:
            describe(resource)

st.header(_("Measures"), anchor="measures")
measures_table(read)
st.markdown(prose("sources/formulas"))

st.header(_("Words"), anchor="words")
st.markdown("\n".join(f"- **{term.term}**: {term.says}" for term in terms().values()))

st.header(_("Eras"), anchor="eras")
groups = list(eras(read).values())
st.table(
    {
        _("Group"): [era.name for era in groups],
        _("Months"): [era.months.words for era in groups],
        _("Mixed month"): [era.mixed.words if era.mixed else NONE for era in groups],
        _("Why"): [era.note for era in groups],
    },
    alt=_("The named groups of months"),
)
st.header(_("Events"), anchor="events")
happened = events(read)
st.table(
    {
        _("Date"): [event.date for event in happened],
        _("What happened"): [event.what for event in happened],
        _("Source"): [known[event.source].publisher for event in happened],
    },
    alt=_("The events marked on the charts"),
)

st.header(_("Limits"), anchor="limits")
st.markdown(limits(read))

st.header(_("Sources"), anchor="sources")
published = list(known.values())
st.table(
    {
        _("Publisher"): [source.publisher for source in published],
        _("Title"): [source.title for source in published],
        _("Date"): [source.date or _("not given") for source in published],
        _("Address"): [source.address or _("not given") for source in published],
        _("What it gives"): [source.what for source in published],
    },
    alt=_("The documents and releases"),
)

st.header(_("How to cite"), anchor="cite")
st.markdown(_("Cite the source of the numbers and this dashboard:"))
st.code(
    _(
        "{citation}; computed and charted by “{title}”, data version {version}, months {first} to "
        "{last}.",
        version=version(read),
        citation=known["trac_2017"].citation,
        title=_(package.title),
        first=months().first,
        last=months().last,
    ),
    language=None,
    wrap_lines=True,
)
