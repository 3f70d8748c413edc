"""The frame around every page: navigation and the month range, nothing else."""

import base64
from pathlib import Path

import streamlit as st

from pages import parts

# In the page itself: as a file of the server's it is gone for a moment when two runs follow each other fast. And before
# the navigation: a page's Material icon would become the tab's, and be fetched from another host.
favicon = base64.b64encode(Path(__file__).with_name("favicon.png").read_bytes()).decode()
st.set_page_config(page_icon=f"data:image/png;base64,{favicon}", layout="wide")

page = st.navigation(
    {
        "The record": [
            st.Page("removals.py", title="Removals", icon=":material/monitoring:", default=True),
            st.Page(
                "compare.py",
                title="PEP vs Trump",
                icon=":material/compare_arrows:",
                url_path="compare",
            ),
        ],
        "Closer": [
            st.Page(
                "convictions.py",
                title="Convictions",
                icon=":material/gavel:",
                url_path="convictions",
            ),
            st.Page(
                "issued.py",
                title="Detainers issued",
                icon=":material/assignment_late:",
                url_path="issued",
            ),
            st.Page(
                "detainers.py",
                title="Detainer shares",
                icon=":material/percent:",
                url_path="detainers",
            ),
        ],
        "Checked": [
            st.Page(
                "reconciliation.py",
                title="TRAC and the records",
                icon=":material/balance:",
                url_path="reconciliation",
            ),
            st.Page("claims.py", title="Claims", icon=":material/fact_check:", url_path="claims"),
        ],
        "Your own": [
            st.Page(
                "records.py",
                title="Your records",
                icon=":material/upload_file:",
                url_path="records",
            ),
        ],
        "About": [
            st.Page(
                "sources.py",
                title="Sources and methods",
                icon=":material/menu_book:",
                url_path="sources",
            ),
        ],
    }
)

st.set_page_config(page_title=f"{page.title} · Removals by month")
parts.watch_screen()
st.title(page.title, anchor=False)
with parts.telling_of_broken_data():
    parts.month_range()
    page.run()
