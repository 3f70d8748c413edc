"""What a brief says, as Markdown and as HTML."""

from xml.etree import ElementTree

from lib.brief import Brief, Table, depends_table, html, markdown, numbers_table, slot
from lib.comparison_rows import rows
from lib.inference.sensitivity import depends_on
from lib.tables import Tables
from tests.charts.every import LOOK, of_inference
from tests.folders import MEASURES
from tests.test_comparison_rows import PEP, TRUMP


def brief(tables: Tables, **changed: object) -> Brief:
    chart = next(of_inference(tables, "sc_removals", LOOK))
    said: dict[str, object] = {
        "title": "What changed?",
        "sentence": "SC removals came to **5,837 a month**, a < b.",
        "arithmetic": "35,020 ÷ 6 − 126,133 ÷ 26",
        "paragraphs": ("Not all went the same way.",),
        "tables": (Table("The numbers", ("Measure", "PEP"), (("A|B & C", "4,851"),)),),
        "charts": (chart,),
        "cautions": ("Departures lag arrests.",),
        "sources": ("TRAC, http://trac.syr.edu/",),
    }
    return Brief(**(said | changed))  # type: ignore[arg-type] # each as its field says


def test_the_markdown_holds_everything(tables: Tables) -> None:
    written = markdown(brief(tables))
    for words in (
        "# What changed?",
        "came to **5,837 a month**",
        "Computed as 35,020 ÷ 6 − 126,133 ÷ 26.",
        "| Measure | PEP |\n| --- | --- |\n| A\\|B & C | 4,851 |",
        "- Departures lag arrests.",
        "- TRAC, http://trac.syr.edu/",
        "Address: [address]",
        "Retrieved: [date]",
    ):
        assert words in written, words


def test_the_page_is_whole_and_escapes_what_it_says(tables: Tables) -> None:
    made = brief(tables)
    page = html(made)
    assert "<b>5,837 a month</b>, a &lt; b." in page and "A|B &amp; C" in page
    assert slot(made.charts[0]) in page and page.count("[address]") == 1
    body = page[page.index("<body>") : page.index("</html>")]
    text = "".join(ElementTree.fromstring(body.replace("<br>", "<br/>")).itertext())
    assert "Departures lag arrests." in text and "TRAC, http://trac.syr.edu/" in text
    assert "Computed as" not in html(brief(tables, arithmetic=""))


def test_the_tables_of_a_brief(tables: Tables) -> None:
    found = rows(tables, [MEASURES["sc_removals"]], PEP, TRUMP)
    numbers = numbers_table(found, ("PEP", "Trump"))
    assert numbers.rows[0] == (
        "Secure Communities removals", "4,851", "5,837", "+20%", "26 and 6", "unlikely",
    )  # fmt: skip
    assert numbers.rows[-1][2:4] == ("ICE withheld", "not comparable")
    outcomes = depends_on(tables, MEASURES, MEASURES["sc_removals"], PEP, TRUMP)
    (asked, *_), none = (
        depends_table(outcomes).rows,
        depends_on(tables, MEASURES, MEASURES["detainer_removals"], PEP, TRUMP),
    )
    # 35,020 in 181 days against 126,133 in 793.
    assert round((35_020 / 181) / (126_133 / 793) * 100 - 100) == 22
    assert asked[0] == "As asked" and asked[3:] == ("+22%", "+12% to +32%")
    assert asked[1] == "December 2014 to January 2017 (26 count)"
    assert depends_table(none).rows[0][3] == "none" and "no whole" in depends_table(none).rows[0][4]
