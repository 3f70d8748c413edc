"""Text in a picture does not flow by itself: how it is broken into lines."""

from hypothesis import given
from hypothesis import strategies as st

from lib.charts import Look

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=40).map(
    " ".join
)


@given(WORDS, st.booleans())
def test_balanced_lines_are_as_few_and_no_longer(words: str, narrow: bool) -> None:
    look = Look(narrow=narrow)
    wrapped, balanced = look.wrap(words, 14), look.balance(words, 14)
    assert " ".join(balanced) == words
    assert len(balanced) == len(wrapped)
    assert max(map(len, balanced)) <= max(map(len, wrapped))


def test_no_word_stands_alone_on_the_last_line() -> None:
    subtitle = "January 2015 to January 2017; thin line: each month; thick line: share over the 6 months that end there"
    assert Look().wrap(subtitle, 14)[-1] == "there"
    assert len(Look().balance(subtitle, 14)[-1]) > 40
