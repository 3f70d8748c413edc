"""The tables that the Deportation Data Project has released: what their columns are called.

Facts from its cleaning scripts and its codebook (github.com/deportationdata/ice as of July 2026,
and its history); the order of the columns is that of ICE's workbooks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field


def names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split("|"))


@dataclass(frozen=True)
class Release:
    """One table of one release."""

    profile: str
    """The profile by which it is to be recognized."""
    date: str
    """The column that dates its records, as ICE calls it."""
    columns: tuple[str, ...]
    """As ICE calls them."""
    person: str
    above: int = 6
    """Rows above the header of ICE's workbook; -1 where the project only publishes its own."""
    sheets: tuple[str, ...] = ("Sheet1",)
    dropped: tuple[str, ...] = ()
    """Columns that the cleaned copy lacks."""
    renamed: dict[str, str] = field(default_factory=dict)
    added: tuple[str, ...] = names("file_original|sheet_original|row_original|duplicate_likely")
    """Columns that only the cleaned copy has."""

    def cleaned(self, column: str) -> str:
        words = re.sub(r"[^a-z0-9]+", "_", column.lower()).strip("_")
        return self.renamed.get(column, words)


PEOPLE = names("Alien File Number|EID Case ID|EID Subject ID")
REDACTED_COLUMNS = {
    *PEOPLE,
    "Birth Date",
    "EID DTA ID",
    "Case ID",
    "Subject ID",
    "Arrest Created By",
}
CASE = (
    "Case Status|Case Category|Departed Date|Departure Country|Final Order Yes No|Final Order Date"
)
PERSON = "Birth Date|Birth Year|Citizenship Country|Gender"
IDS = "Alien File Number|EID Case ID|EID Subject ID|Unique Identifier"

ARRESTS_2025 = Release(
    "ddp-arrests",
    "Apprehension Date",
    names(
        "Apprehension Date|Apprehension State|Apprehension County|Apprehension AOR|Final Program|"
        "Final Program Group|Apprehension Method|Apprehension Criminality|"
        f"{CASE}|{PERSON}|Apprehension Site Landmark|{IDS}"
    ),
    person="Unique Identifier",
    sheets=("Admin Arrests",),
    dropped=("Apprehension County", "Birth Date", *PEOPLE),
    added=names("apprehension_date_time|duplicate_likely|file_original|row_original"),
)
ARRESTS_2026 = Release(
    "ddp-arrests",
    "Apprehension Date",
    names(
        "Apprehension Date|Apprehension Type|State|County|TOA Current Duty AOR|"
        "Apprehension Final Program|Arresting Agency|Apprehension Method|Apprehension Criminality|"
        f"Case Status|Case Category|Departure Country|Final Order Yes No|{PERSON}|Departed Date|"
        "Final Order Date|Apprehension Site Landmark|Operation|TOA Current Duty Site|"
        "Case Criminality|Case Threat Level|Anonymized Identifier"
    ),
    person="Anonymized Identifier",
    sheets=("Arrests 1", "Arrests 2"),
    dropped=("Birth Date",),
    renamed={
        "State": "apprehension_state_original",
        "TOA Current Duty AOR": "apprehension_aor",
        "Apprehension Final Program": "final_program",
        "Anonymized Identifier": "unique_identifier",
    },
    added=names("apprehension_state_filled_in|apprehension_date_time|duplicate_drop_row"),
)
ARRESTS_2023 = Release(
    "ddp-arrests-2023",
    "Apprehension Date",
    names(
        "Apprehension Date|Apprehension Method|Arrest Created By|Case ID|Subject ID|"
        "Alien File Number|Anonymized Identifier"
    ),
    person="Anonymized Identifier",
    above=5,
    dropped=names("Arrest Created By|Case ID|Subject ID|Alien File Number"),
    renamed={"Anonymized Identifier": "unique_identifier"},
    added=names("file|sheet|row|dupe_flag_day"),
)
REMOVALS_2025 = Release(
    "ddp-removals",
    "Departed Date",
    names(
        "Departed Date|Port of Departure|Departure Country|Docket AOR|Apprehension State|"
        "Apprehension County|Case Status|Gender|Birth Country|Citizenship Country|Birth Date|"
        "Birth Year|Entry Date|Entry Status|MSC NCIC Charge|MSC NCIC Charge Code|MSC Charge Date|"
        "MSC Criminal Charge Status|MSC Criminal Charge Status Code|MSC Conviction Date|"
        "Case Threat Level|Case Criminality|Felon|Processing Disposition|Case Category|"
        "Final Program|Final Program Code|Case Category Time of Arrest|"
        "Latest Arrest Program Current|Latest Arrest Program Current Code|"
        "Latest Person Apprehension Date|Final Order Yes No|Final Order Date|Final Charge Code|"
        f"Final Charge Section Code|Prior Deport Yes No|Latest Person Departed Date|{IDS}"
    ),
    person="Unique Identifier",
    sheets=("Removals",),
    dropped=("Birth Date", "MSC NCIC Charge Code", "Final Program Code", *PEOPLE),
)
REMOVALS_2023 = Release(
    "ddp-removals-2023",
    "Departure Date",
    names(
        "Departure Date|Port of Departure|Departure Country|Case Status|Case Category|"
        "Final Order Yes No|Final Order Date|Case ID|Gender|Birth Country|Citizenship Country|"
        "Birth Date|Birth Year|Alien File Number|Entry Status|Entry Date|MSC Charge|"
        "MSC Charge Date|MSC Charge Code|MSC Conviction Date|MSC Criminal Charge Status|"
        "Case Threat Level|Processing Disposition Code|Processing Disposition|Current Program|"
        "Apprehension Date|Charge Section Code|Charge Code|Anonymized Identifer"
    ),
    person="Anonymized Identifer",
    above=5,
    sheets=("FY2012", "FY2013"),
    dropped=names("Case ID|Birth Date|Alien File Number"),
    added=names("file|sheet|row"),
)
DETAINERS_2025 = Release(
    "ddp-detainers",
    "Detainer Prepare Date",
    names(
        "Detainer Prepare Date|Facility State|Facility AOR|Port of Departure|Departure Country|"
        "Departed Date|Case Status|Detainer Prepared Criminality|Detention Facility|"
        "Detention Facility Code|Facility City|Detainer Prep Threat Level|Gender|"
        "Citizenship Country|Birth Country|Birth Date|Birth Year|Entry Status|"
        "Most Serious Conviction (MSC) Charge|MSC Charge Code|MSC Charge Date|MSC Conviction Date|"
        "Felon|Case Category|Apprehension Method|Final Order Date|Apprehension Date|Entry Date|"
        "Order to Show Cause Served Date|Resume Custody Yes No|Detainer Lift Reason|Detainer Type|"
        f"{IDS}"
    ),
    person="Unique Identifier",
    sheets=("Detainers",),
    dropped=("Birth Date", *PEOPLE),
    renamed={"Most Serious Conviction (MSC) Charge": "most_serious_conviction_charge"},
)
DETAINERS_2026 = Release(
    "ddp-detainers",
    "Detainer Prepare Date",
    names(
        "Detainer Prepare Date|Facility State|Facility AOR|Port of Departure|Departure Country|"
        "Departed Date|Case Status|Detainer Criminality|Detainer Facility|Detainer Facility Code|"
        "Facility City|Detainer Threat Level|Gender|Citizenship Country|Birth Country|Birth Date|"
        "Birth Year|Entry Status|MSC Charge|MSC Charge Code|MSC Charge Date|MSC Conviction Date|"
        "Aggravated Felon Yes No|Case Category|Apprehension Method|Final Order Date|"
        "Apprehension Date|Entry Date|Detainer Lift Reason|Detainer Lift Reason Code|"
        "Arrest Warrant Served Date|Detainer Type|TOD Current Duty Site|EID DTA ID|"
        "Anonymized Identifier"
    ),
    person="Anonymized Identifier",
    sheets=("FY25", "FY26"),
    dropped=("Birth Date", "EID DTA ID"),
    renamed={
        "Detainer Criminality": "detainer_prepared_criminality",
        "Detainer Facility": "detention_facility",
        "Detainer Facility Code": "detention_facility_code",
        "Detainer Threat Level": "detainer_prep_threat_level",
        "MSC Charge": "most_serious_conviction_charge",
        "Aggravated Felon Yes No": "felon",
        "Anonymized Identifier": "unique_identifier",
    },
)
STINTS_2025 = Release(
    "ddp-detention-stints",
    "Book In Date Time",
    names(
        "Stay Book In Date Time|Book In Date Time|Detention Facility|Detention Facility Code|"
        "Detention Book Out Date Time|Stay Book Out Date Time|Detention Release Reason|"
        "Stay Book Out Date|Stay Release Reason|Religion|Gender|Marital Status|Birth Date|"
        "Birth Year|Ethnicity|Entry Status|Felon|Bond Posted Date|Bond Posted Amount|Case Status|"
        "Case Category|Final Order Yes No|Final Order Date|Case Threat Level|Book In Criminality|"
        "Final Charge|Departed Date|Departure Country|Initial Bond Set Amount|Citizenship Country|"
        f"Final Program|Most Serious Conviction (MSC) Charge Code|MSC Charge|{IDS}"
    ),
    person="Unique Identifier",
    sheets=("Detentions 1", "Detentions 2"),
    dropped=("Birth Date", *PEOPLE),
    renamed={
        "Detention Book Out Date Time": "book_out_date_time",
        "Most Serious Conviction (MSC) Charge Code": "most_serious_conviction_code",
    },
    added=names("stay_ID|stint_ID|file|sheet|row|likely_duplicate"),
)
STINTS_2026 = Release(
    "ddp-detention-stints",
    "Book In Date Time",
    names(
        "Stay Book In Date Time|Book In Date Time|Detention Facility|Book Out Date Time|"
        "Stay Book Out Date Time|Detention Release Reason|Stay Book Out Date|Stay Release Reason|"
        "Religion|Gender|Marital Status|Ethnicity|Birth Country|Citizenship Country|Entry Status|"
        "MSC Charge|MSC Charge Code|Bond Posted Date|Bond Posted Amount|Case Status|Case Category|"
        "Final Order Yes No|Final Order Date|Case Threat Level|Final Charge|Departed Date|"
        "Departure Country|Initial Bond Set Date|Detention Facility Code|Birth Date|Birth Year|"
        "Book In Criminality|Race|Entry Date|Apprehension Final Program|"
        "MSC Criminal Charge Status|Book In Site|Book In AOR|Anonymized Identifier"
    ),
    person="Anonymized Identifier",
    sheets=("FY24", "FY25"),
    dropped=("Birth Date",),
    renamed={
        "Apprehension Final Program": "final_program",
        "Anonymized Identifier": "unique_identifier",
    },
    added=names("stay_ID|stint_ID|file_original|row_original|duplicate_drop_row|city|state|county"),
)
STAYS_2026 = Release(
    "ddp-detention-stays",
    "Stay Book In Date Time",
    names(
        "n_stints|detention_facility_codes_all|Stay Book In Date Time|Stay Book Out Date Time|"
        "Stay Book Out Date|Religion|Gender|Citizenship Country|Case Status|Case Category|"
        "Final Order Date|Case Threat Level|Book In Criminality|Departed Date|Departure Country|"
        "Unique Identifier|n_stays|detention_facility_first|book_in_date_time_first|"
        "book_out_date_time_first|book_in_date_time_longest|book_in_date_time_last"
    ),
    person="Unique Identifier",
    above=-1,
    added=("stay_ID",),
)
JOINED_2026 = Release(
    "ddp-arrests-joined",
    "Apprehension Date",
    names(
        "Unique Identifier|Apprehension Date|apprehension_date_time|Apprehension State Filled In|"
        "Apprehension AOR|Apprehension Method|Apprehension Criminality|Case Status|Case Category|"
        "Apprehension Site Landmark|Departed Date|Final Order Date|has_detention_stay|n_stints|"
        "detention_facility_codes_all|Stay Book In Date Time|Stay Book Out Date Time|"
        "Book In Criminality|n_stays|detention_facility_first|book_in_date_time_first"
    ),
    person="Unique Identifier",
    above=-1,
    added=("stay_ID",),
)
DETENTION_2023 = Release(
    "ddp-detention-2023",
    "Detention Book In Date",
    names(
        "Detention ID|Case ID|Subject ID|Stay Book In Date|Detention Book In Date|"
        "Detention Facility|Detention Facility Code|Detention Book Out Date|"
        "Detention Release Reason|Stay Book Out Date|Stay Release Reason|Religion|Marital|Gender|"
        "Birth Date|Ethnicity|Alien File Number|Birth Year|Entry Status|Bond Posted Date|"
        "Bond Posted Amount|Initial Bond Set Amount|Case Status|Case Category|Final Order Yes No|"
        "Final Order Date|Departed Date|Departure Country|Case Threat Level|Charge|Charge Code|"
        "Charge Section Code|Anonymized Identifier"
    ),
    person="Anonymized Identifier",
    above=5,
    dropped=names("Case ID|Subject ID|Birth Date|Alien File Number"),
    added=names("file|sheet|row"),
)
ENCOUNTERS_2025 = Release(
    "ddp-encounters",
    "Event Date",
    names(
        "Event Date|Responsible AOR|Responsible Site|Lead Event Type|Lead Source|Event Type|"
        "Final Program|Final Program Group|Encounter Criminality|Processing Disposition|"
        f"{CASE}|{PERSON}|Event Landmark|{IDS}"
    ),
    person="Unique Identifier",
    sheets=("Encounters 1", "Encounters 2"),
    dropped=("Birth Date", *PEOPLE),
)

RELEASES = {
    name.lower(): value for name, value in list(globals().items()) if isinstance(value, Release)
}
