"""A made-up council's files for an import: the return's two files, our own four, and plans. The same for one seed.

The cast comes first: Ayo (17, in care, Priya's, with a written plan), Bea (22, Priya's) and Cal (19, Omar's).
"""

import csv
import io
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from backend.shared.dates import birthday

HEADER = ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"]
EPISODES = [
    "CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
    "HOME_POST", "PL_POST", "URN",
]  # fmt: skip
PEOPLE = [
    "CHILD", "GIVEN_NAME", "FAMILY_NAME", "KNOWN_AS", "LANGUAGE", "CONTACT_SAFELY", "TEAM", "SUPPORT_REQUESTED",
    "IN_EDUCATION_PROGRAMME",
]  # fmt: skip
STAFF = ["EMAIL", "GIVEN_NAME", "FAMILY_NAME", "ROLE", "TEAM", "MANAGES"]
ALLOCATIONS = ["CHILD", "STAFF_EMAIL", "RELATION", "FROM", "TO"]

AYO, BEA, CAL = "100001", "100002", "100003"
TEAMS = ["Quayside", "Harbour", "Lighthouse"]
GIVEN = ["Jade", "Kofi", "Mia", "Tomasz", "Amira", "Leo", "Zainab", "Callum", "Selam", "Ruby", "Yusuf", "Niamh", "Dev"]
FAMILY = ["Hughes", "Mensah", "Okafor", "Nowak", "Rahimi", "Walsh", "Begum", "Reid", "Tesfaye", "Evans", "Kaya"]
PLANNED = [
    ("home", "You want a flat near your gran.", "Visit two flats on Mill Road with Priya"),
    ("education", "You want to finish your course.", "Meet your tutor about your course work"),
    ("health", "You sleep badly.", "Go to the doctor about sleep"),
    ("money", "You want to save for a bed.", "Open a savings account at the bank"),
    ("skills", "You cook three meals now.", "Cook one new meal each week"),
]

Cells = list[str]


def day(on: date | None) -> str:
    """DD/MM/YYYY, or nothing."""
    return f"{on:%d/%m/%Y}" if on else ""


def sheet(heading: Cells, rows: list[Cells]) -> bytes:
    """The rows as a CSV in UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue().encode()


def born(today: date, years: int, days: int = 100) -> date:
    """The birth date of somebody who turned `years` so many days before today."""
    return date(today.year - years, today.month, min(today.day, 28)) - timedelta(days=days)


@dataclass
class Council:
    """A council's rows while they are made; `files` has them as bytes by name."""

    today: date
    random: random.Random
    header: list[Cells] = field(default_factory=list)
    episodes: list[Cells] = field(default_factory=list)
    people: list[Cells] = field(default_factory=list)
    staff: list[Cells] = field(default_factory=list)
    allocations: list[Cells] = field(default_factory=list)
    plans: dict[str, dict[str, Any]] = field(default_factory=dict)

    def child(self, number: str, born_on: date) -> None:
        """One line of header.csv."""
        sex = self.random.choice("12")
        upn = f"A{self.random.randrange(10**11):011d}{self.random.choice('ABCDE')}"
        self.header.append([number, sex, day(born_on), self.random.choice(["WBRI", "BAFR", "APKN"]), upn, "", ""])

    def spell(
        self, number: str, began: date, ended: date | None, why: tuple[str, str] = ("S", "E8"), status: str = "C2"
    ) -> None:
        """One line of episodes.csv; an open spell has no reason for its end."""
        place, provider = self.random.choice(
            [("U1", "PR1"), ("U4", "PR4"), ("K2", "PR4"), ("H5", "PR4"), ("P2", "PR0")]
        )
        end = [day(ended), why[1] if ended else ""]
        self.episodes.append(
            [number, day(began), why[0], status, "N1", place, provider, *end, "", "TW1 1AA", "TW2 2BB", ""]
        )

    def person(self, number: str, given: str, family: str, team: str = "", asked: str = "NO", **more: str) -> None:
        """One line of people.csv."""
        self.people.append(
            [
                number,
                given,
                family,
                more.get("known_as", ""),
                more.get("language", "en-GB"),
                more.get("contact", ""),
                team,
                asked,
                "NO",
            ]
        )

    def plan(self, number: str, adviser: str, written_on: date, state: str = "written") -> None:
        """One plan file in which every action has a person and a date."""
        picked = self.random.sample(PLANNED, 3)
        owners: list[dict[str, Any]] = [{"by_young_person": True}, {"by_staff": adviser}, {"by_name": "Auntie Jo"}]
        matters = [
            {
                "code": code,
                "need": need,
                "support": "We will do this together.",
                "actions": [{"what": what, "by_when": str(written_on + timedelta(days=30 + 7 * n)), **owners[n]}],
            }
            for n, (code, need, what) in enumerate(picked)
        ]
        self.plans[number] = {
            "format": "onward-plan-1",
            "child": number,
            "state": state,
            "written_on": str(written_on),
            "written_by": adviser,
            "matters": matters,
            "if_things_change": [
                {"part": "home", "words": "If you lose the flat, you can stay at the Anchor for a month."}
            ],
            "own_words": [{"part": "home", "words": "I want a door that locks.", "said_on": str(written_on)}],
        }

    @property
    def files(self) -> dict[str, bytes]:
        """Every file by its name in the folder."""
        named = {
            "header.csv": sheet(HEADER, self.header),
            "episodes.csv": sheet(EPISODES, self.episodes),
            "people.csv": sheet(PEOPLE, self.people),
            "staff.csv": sheet(STAFF, self.staff),
            "allocations.csv": sheet(ALLOCATIONS, self.allocations),
        }
        plans = {f"plans/{child}.json": json.dumps(plan, indent=1).encode() for child, plan in self.plans.items()}
        return named | plans


def a_council(*, today: date, children: int = 40, seed: int = 903) -> Council:
    """A council with this many children of all ages, the cast among them; about two episodes for each child."""
    council = Council(today, random.Random(seed))
    _staff(council)
    _cast(council)
    advisers = [row[0] for row in council.staff if row[3] == "adviser"]
    for number in range(4, children + 1):
        _child(council, str(100_000 + number), advisers)
    return council


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """The files are in the folder, which is made if need be."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def _staff(council: Council) -> None:
    for given, role, team in [
        ("Priya", "adviser", "Quayside"),
        ("Omar", "adviser", "Harbour"),
        ("Mina", "manager", "Quayside"),
        ("Nia", "nurse", ""),
    ]:
        council.staff.append([f"{given.lower()}@tidewater.gov.uk", given, "Tester", role, team, ""])
    council.staff.append(["hal@tidewater.gov.uk", "Hal", "Reid", "manager", "Harbour", "Harbour;Lighthouse"])
    for number in range(9):
        council.staff.append(
            [f"adviser{number}@tidewater.gov.uk", GIVEN[number], "Ward", "adviser", TEAMS[number % 3], ""]
        )


def _cast(council: Council) -> None:
    today, long_ago = council.today, council.today - timedelta(days=400)
    ayo, bea, cal = born(today, 17), born(today, 22), born(today, 19)
    council.child(AYO, ayo)
    council.spell(AYO, birthday(ayo, 12), birthday(ayo, 15), ("S", "X1"))
    council.spell(AYO, birthday(ayo, 15), None, ("P", ""))
    council.person(AYO, "Ayodele", "Example", "Quayside", known_as="Ayo", contact="Text only. Never ring the house.")
    council.child(BEA, bea)
    council.spell(BEA, birthday(bea, 10), birthday(bea, 18), ("S", "E17"))
    council.person(BEA, "Bea", "Example", "Quayside", "YES")
    council.child(CAL, cal)
    council.spell(CAL, birthday(cal, 14), birthday(cal, 17), ("S", "E5"))
    council.person(CAL, "Cal", "Example", "Harbour")
    for child, staff in ((AYO, "priya"), (BEA, "priya"), (CAL, "omar")):
        council.allocations.append([child, f"{staff}@tidewater.gov.uk", "ADVISER", day(long_ago), ""])
    council.allocations.append([AYO, "nia@tidewater.gov.uk", "NURSE", day(long_ago), ""])
    council.plan(AYO, "priya@tidewater.gov.uk", today - timedelta(days=2))
    council.plan(CAL, "omar@tidewater.gov.uk", today - timedelta(days=9))


def _child(council: Council, number: str, advisers: Cells) -> None:
    """A believable history: in care once or with moves, some home again, some short breaks only, some adopted."""
    chance, today = council.random, council.today
    age = chance.choice([chance.randint(0, 13), chance.randint(14, 17), chance.randint(16, 20), chance.randint(18, 24)])
    born_on = born(today, age, chance.randint(0, 300))
    council.child(number, born_on)
    start = min(today - timedelta(days=5), born_on + timedelta(days=chance.randint(0, max(1, min(age, 17) * 365))))
    last = min(today, birthday(born_on, 18))
    sort = chance.random()
    if sort < 0.06:
        council.spell(number, start, min(start + timedelta(days=4), last), ("S", "E8"), "V3")
    elif sort < 0.12:
        council.spell(
            number, start, min(start + timedelta(days=300), last), ("S", chance.choice(["E11", "E45", "E4A"]))
        )
    else:
        moves = chance.choice([0, 1, 1, 2, 3])
        days = max(1, (last - start).days)
        cuts = sorted({start + timedelta(days=chance.randint(1, days)) for _ in range(moves)})
        starts = [start, *cuts]
        for n, began in enumerate(starts):
            ends = starts[n + 1] if n + 1 < len(starts) else (None if last >= today else last)
            council.spell(
                number,
                began,
                ends,
                ("S" if n == 0 else "P", "X1" if n + 1 < len(starts) else "E17"),
                "V2" if sort < 0.4 else "C2",
            )
    if age >= 14:
        team, adviser = chance.choice(TEAMS), chance.choice(advisers)
        council.person(
            number,
            chance.choice(GIVEN),
            chance.choice(FAMILY),
            team,
            chance.choice(["YES", "NO"]),
            language=chance.choice(["en-GB", "en-GB", "ti", "ar"]),
        )
        if age >= 16:
            council.allocations.append(
                [number, adviser, "ADVISER", day(today - timedelta(days=chance.randint(10, 700))), ""]
            )
            if chance.random() < 0.6:
                council.plan(
                    number,
                    adviser,
                    today - timedelta(days=chance.randint(1, 200)),
                    chance.choice(["written", "written", "draft"]),
                )
