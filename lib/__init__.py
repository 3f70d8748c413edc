"""Everything that does not talk to Streamlit: tables, measures, comparisons, charts."""
