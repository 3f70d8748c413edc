"""Detainers issued, what became of them, and how few are connected to a removal."""

import pandas as pd
import streamlit as st

from lib.charts.detainers import declined as declined_chart
from lib.charts.detainers import issued, issued_and_connected
from lib.claims import claims
from lib.detainers import by_month, by_reason, declined, reported
from pages import parts

tables, months = parts.tables(), parts.months()
found, stated = by_month(tables, months), reported(tables)
figures = stated.frame
held = found.frame.dropna(subset=["detainers_issued"])

st.markdown(
    "A detainer asks a jail or police to hold a person for ICE. A detainer issued is not a person held, a refusal recorded is not the "
    "only way in which a person is not taken into custody, and a detainer connected to a removal need not have led to it."
)

if len(held) < 2:
    numbers = "".join(
        f"{row.month:%B %Y}: {row.detainers_issued:,.0f} detainers issued{'' if row.whole else ' in the part of it that is held'}. "
        for row in held.itertuples()
    )
    st.info(
        f"{numbers}The release holds {tables.extent('detainers_by_month').words}. Choose at least two months of it above.",
        title="Too few months with detainers in this range",
        icon=":material/calendar_month:",
    )
else:
    parts.card(lambda look: issued(tables, found, figures, look))
    parts.card(lambda look: issued_and_connected(tables, found, look))

parts.card(lambda look: declined_chart(tables, declined(tables), look), ranged=False)
with st.expander("Every reason, as ICE writes it", on_change="rerun", key="reasons") as reasons:
    if reasons.open:
        rows = by_reason(tables)
        st.dataframe(rows.frame, hide_index=True, alt="Detainers by year and reason")
        parts.where_from([rows.trail], "reasons")

st.subheader("What the documents state", anchor="stated")
known = {claim.id: claim for claim in claims(tables)}
said = [known[claim] for claim in figures["claim"]]
st.dataframe(
    pd.DataFrame(
        {
            "What": figures["what"],
            "Stated": [claim.words for claim in said],
            "Months": [claim.period for claim in said],
            "Who says it": [claim.speaker for claim in said],
        }
    ),
    hide_index=True,
    column_config={"Stated": st.column_config.TextColumn(width="medium")},
    alt="Figures on detainers stated in the documents",
)
parts.where_from([stated.trail], "stated")
st.markdown(
    "The documents warn that refusals and custody are different things: in the same two months in which ICE recorded few requests as "
    "declined, it did not take custody of most of those it had asked about; and an ICE official says that a record of custody and a "
    "detainer honored do not correspond, because officers also arrest people at large after they were released. Each figure is "
    "checked on the page [Claims](/claims)."
)
