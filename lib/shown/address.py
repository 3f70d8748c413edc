"""The parameters of a page's address, each read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from lib.averages import WINDOW
from lib.measures import LONGEST_WINDOW
from lib.months import Month, MonthRange
from lib.text import ENGLISH, LANGUAGE, LANGUAGES, speaking

BESIDE = ("data", "lang")
"""What the address of every page can have and no chart is made from: the version of the data that
was cited, and the language."""


class WrongAddress(ValueError):
    """A parameter asks for what there is not: ``allowed`` is what it could say, where that can be
    listed."""

    def __init__(self, detail: str, allowed: Iterable[str] = ()) -> None:
        super().__init__(detail)
        self.allowed = tuple(allowed)


@dataclass(frozen=True)
class Address:
    """The parameters of an address by name, each with its values in their order."""

    parameters: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Address:
        """The parameters of a query, a name as often as it has values, without those that change
        nothing of what is shown."""
        found: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in BESIDE:
                found.setdefault(name, []).append(value)
        return cls(found)

    @classmethod
    def parse(cls, query: str, known: Iterable[str]) -> Address:
        """What stands after the question mark, of it the parameters that are known."""
        names = set(known)
        return cls.of((name, value) for name, value in parse_qsl(query) if name in names)

    @property
    def spoken(self) -> Address:
        """The same with the language spoken, of which English goes without saying."""
        language = LANGUAGE.get()
        return self if language == ENGLISH else Address({**self.parameters, "lang": [language]})

    @property
    def query(self) -> str:
        """The parameters as they are written after the question mark, in the order of their
        names."""
        return urlencode(sorted(self.parameters.items()), doseq=True)

    def of_view(self, site: str, page: str) -> str:
        """The address of a page's view below that of a site, in the language spoken."""
        spoken = self.spoken
        return f"{site}/{page}" + (f"?{spoken.query}" if spoken.parameters else "")

    def in_languages(self, site: str, page: str) -> dict[str, str]:
        """As ``of_view``, in each language, by the language."""
        found = {}
        for language in LANGUAGES:
            with speaking(language):
                found[language] = self.of_view(site, page)
        return found

    def months(self, name: str, whole: MonthRange, usual: MonthRange | None = None) -> MonthRange:
        """A range given as its two ends, in either order, within ``whole``; without one the usual,
        or the whole. Raises WrongAddress."""
        if name not in self.parameters:
            return usual or whole
        ends = self.parameters[name]
        if len(ends) != 2:
            raise WrongAddress(f"{name}: a range is two months, {name}=2014-12&{name}=2017-01")
        try:
            first, last = sorted(map(Month.parse, ends))
        except ValueError as error:
            raise WrongAddress(f"{name}: {error}") from None
        if first not in whole or last not in whole:
            raise WrongAddress(f"{name}: the tables run from {whole.first} to {whole.last}")
        return MonthRange(first, last)

    def window(self) -> int:
        """How many months a running average is over. Raises WrongAddress."""
        allowed = [str(months) for months in range(1, LONGEST_WINDOW + 1)]
        return int(self.chosen("window", allowed, str(WINDOW)))

    def flag(self, name: str) -> bool:
        """Whether something that can be switched is on. Raises WrongAddress."""
        return self.chosen(name, ("true", "false"), "false") == "true"

    def chosen(
        self,
        name: str,
        allowed: Iterable[str],
        usual: str | None,
        older: Mapping[str, str] | None = None,
    ) -> str:
        """One of a few values, the usual one where none is given; ``older`` are words of older
        addresses, and what they stand for. Raises WrongAddress, also where nothing is usual and
        none is given."""
        values, known = self.parameters.get(name, ()), list(allowed)
        if not values and usual is not None:
            return usual
        if len(values) != 1:
            said = f"{name} is given twice" if values else f"{name} says which; it is not given"
            raise WrongAddress(said, known)
        value = values[0] if values[0] in known else (older or {}).get(values[0])
        if value is None:
            raise WrongAddress(f"{name}: there is no “{values[0]}”", known)
        return value
