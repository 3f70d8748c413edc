"""The server: ``streamlit run dashboard.py``.

The frame lives in ``pages/`` and is started from here, so that ``pages/`` is the script's own
folder: a link straight to a page then finds its frame on the first visit after a start."""

import gc
import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

sys.path.insert(0, str(Path(__file__).resolve().parent))

from lib.api.built import Built
from lib.api.gathered import gather_messages
from lib.api.guard import Guard
from lib.api.headers import SafeHeaders
from lib.api.heads import Heads
from lib.api.index import page
from lib.api.interface import Interface
from lib.api.packed import pack_with_isal
from lib.api.parts import Parts
from lib.api.routes import routes
from lib.api.watched import log_to_stderr
from lib.mcp.mounted import routes as mounted
from lib.text import LANGUAGES, speaking
from lib.views import views
from pages.departed import forgetting
from pages.lighter import lighten
from pages.own_jobs import gauges
from pages.shared_tables import tables
from pages.uploads_held import is_here, uploads_held

log_to_stderr()
pack_with_isal()
gather_messages()
lighten()
built = Built(Path(st.__file__).parent / "static")
base = st.get_option("server.baseUrlPath") or ""
pages: dict[str, dict[str, str]] = {}
for language in LANGUAGES:
    with speaking(language):
        for path, view in views().items():
            pages.setdefault(f"/{path}", {})[language] = page(built, view)

app = st.App(
    "pages/frame.py",
    lifespan=forgetting,
    routes=[*routes(tables, base), *mounted(tables, base)],
    middleware=[
        Middleware(SafeHeaders, pages=[html for said in pages.values() for html in said.values()]),
        Middleware(Guard, pages=pages, gauges=gauges, held=uploads_held, here=is_here, base=base),
        Middleware(Parts, folder=Path(__file__).resolve().parent / "pages", base=base),
        Middleware(Interface, built=built, pages=pages, heads=Heads(tables), base=base),
    ],
)

# What is there by now stays as long as the server; to look through it again and again for what is
# no longer needed is a tenth of a page's work.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20)
