"""What each table is, where it comes from, how each number is made, and what the numbers cannot say."""

import streamlit as st

from lib.eras import eras, events
from lib.measures import MEASURES, extent
from lib.sources import sources
from pages import parts

tables = parts.tables()
package, known = tables.package, sources(tables)

st.markdown(
    "Every number here is a row of a table below or is computed from one by a formula below. A value that was not released is "
    "shown in the words of its source; it is never zero, and no line crosses it."
)

st.subheader("Tables", anchor="tables")
for resource in package.resources.values():
    with st.expander(f"**{resource.title}** · {len(tables.source_text(resource.name)):,} rows"):
        st.markdown(resource.description)
        if resource.monthly:
            st.markdown(f"Months: {tables.extent(resource.name).words}.")
        for source in resource.sources:
            st.markdown(f"Source: {known[source].citation}.")
        st.table(
            {
                "Column": [f"`{field.name}`" for field in resource.fields],
                "Meaning": [field.description for field in resource.fields],
                "Unit": [field.unit or "–" for field in resource.fields],
                "Words instead of a value": [
                    ", ".join(field.missing_values) or "–" for field in resource.fields
                ],
            },
            alt=f"The columns of {resource.title}",
        )
        st.download_button(
            f"Download {resource.path}", (package.folder / resource.path).read_bytes(), resource.path, "text/csv",
            on_click="ignore", key=f"csv-{resource.name}",
        )  # fmt: skip

st.subheader("Measures", anchor="measures")
st.table(
    {
        "Measure": [measure.title for measure in MEASURES.values()],
        "Formula": [measure.formula for measure in MEASURES.values()],
        "Months": [extent(tables, measure).words for measure in MEASURES.values()],
    },
    alt="Each measure, its formula and its months",
)
st.markdown(
    """
- **Running average**: the mean of a month and those before it, as many as the window says. It is there only where every one of
  them is known. For a share it is sum over sum over the same months.
- **A share over several months** is the sum of the parts over the sum of the wholes, never the mean of monthly shares. Only months
  in which both are known count.
- **Difference of two groups**: the second less the first; the percentage is of the first. Counts are compared by their mean month,
  because the groups may have different lengths.
- **Pairs of the same calendar month**: each month of the second group with the nearest same month of the first, because removals
  have seasons.
- **The range before**, in the key figures: as many months as the range has, ending where it begins. Both are compared by their mean
  month.
"""
)

st.subheader("Words", anchor="words")
st.markdown(
    """
- **Removal**: ICE's term for a person removed from the country. TRAC counts it in the month in which the person departed.
- **Secure Communities (SC) removal**: a removal on which any earlier fingerprint match is recorded, whatever led to the arrest. The
  match need not have anything to do with it, and need not come from a local jail.
- **Detainer**: a request to a jail or to police to hold a person for ICE. Under PEP it was mostly a request to be notified.
- **Detainer-connected removal**: an SC removal for which ICE recorded a detainer prepared after a fingerprint match from a local
  jurisdiction. ICE says it cannot tell whether the detainer played a role.
- **Serious offense**: what ICE calls a Level 1 offense.
- **ICE withheld**: ICE refused to release it. **Not yet released**: not out when TRAC published.
"""
)

st.subheader("Eras", anchor="eras")
st.table(
    {
        "Group": [era.name for era in eras(tables).values()],
        "Months": [era.months.words for era in eras(tables).values()],
        "Mixed month": [era.mixed.words if era.mixed else "–" for era in eras(tables).values()],
        "Why": [era.note for era in eras(tables).values()],
    },
    alt="The named groups of months",
)
st.subheader("Events", anchor="events")
st.table(
    {
        "Date": [event.date for event in events(tables)],
        "What happened": [event.what for event in events(tables)],
        "Source": [known[event.source].publisher for event in events(tables)],
    },
    alt="The events marked on the charts",
)

st.subheader("Limits", anchor="limits")
st.markdown(
    """
- A month counts departures, not arrests: a person may have been arrested under one administration and have departed under the next.
- November 2014 and January 2017 each belong to two eras. They count with the era that held most of the month; PEP vs Trump lets you
  move January 2017.
- Table 1 prints twelve months. What it says about change rests on six months on either side.
- The record does not say what led to an arrest, and an SC removal is not a removal caused by the program.
- ICE has released no detainer-connected removals for January 2016 or later, so nothing can be said about them since.
"""
)

st.subheader("Sources", anchor="sources")
st.table(
    {
        "Publisher": [source.publisher for source in known.values()],
        "Title": [source.title for source in known.values()],
        "Date": [source.date or "not given" for source in known.values()],
        "Address": [source.address or "not given" for source in known.values()],
        "What it gives": [source.what for source in known.values()],
    },
    alt="The documents and releases",
)

st.subheader("To cite", anchor="cite")
st.markdown("The numbers, and the dashboard that computed from them:")
st.code(
    f"{known['trac_2017'].citation}; computed and charted by “{package.title}”, months {parts.months().first} to {parts.months().last}.",
    language=None,
    wrap_lines=True,
)
