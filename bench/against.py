"""The roll-up of this commit beside that of an earlier one, in turns.

    git worktree add --detach ../earlier ac06b57
    python -m bench.against ../earlier [--rounds 9] [--rows 1 10]

Every run is a process of its own, as in bench/records.py. The two take turns, so that both suffer
from whatever else the machine does; the least of all rounds counts. The work is seconds of
processor over all cores; where many programs are at work, only that tells. Results go into
bench/against.md.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import synthetic
from bench.records import HERE, RECORDS, measure

UNITS = ("seconds", "work")


def pair(name: str, files: list[Path], earlier: Path, rounds: int) -> str:
    """The two roll-ups of one input as a row of Markdown. Raises ValueError where one fails, or
    they count differently."""
    least: dict[tuple[Path, str], float] = {}
    answers = set()
    paths = [str(file.resolve()) for file in files]
    for _ in range(rounds):
        for root in (earlier, HERE.parent):
            result = measure(name, paths, root)
            if "problem" in result:
                raise ValueError(f"{name} in {root}: {result['problem']}")
            answers.add(str(result["answer"]))
            for unit in UNITS:
                taken = float(str(result[unit]))
                least[root, unit] = min(taken, least.get((root, unit), taken))
    if len(answers) > 1:
        raise ValueError(f"{name}: the answers differ: {answers}")
    cells = []
    for unit in UNITS:
        then, now = least[earlier, unit], least[HERE.parent, unit]
        cells += [f"{then:.2f}", f"{now:.2f}", f"{now / then:.2f} x"]
    return " | ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("earlier", type=Path, help="a working tree of the earlier commit")
    parser.add_argument(
        "--rows", nargs="*", type=int, default=[1, 10], help="millions of synthetic rows"
    )
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--folder", type=Path, help="where the synthetic files are, or are made")
    given = parser.parse_args()
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=given.earlier,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert __doc__ is not None
    lines = [
        "# The roll-up beside an earlier commit",
        "",
        __doc__.split("\n\n", 2)[2].strip(),
        "",
        f"{dt.date.today()}, {os.cpu_count()} cores, {os.getloadavg()[0]:.0f} programs at work on "
        f"them at the start; the earlier commit is {commit}; least of {given.rounds} rounds.",
        "",
        "| | seconds then | now | | work then | now | |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    with tempfile.TemporaryDirectory() as made:
        folder = given.folder or Path(made)
        inputs = {}
        if RECORDS.is_dir():
            inputs["the four real files"] = sorted(RECORDS.glob("*.gz"))
        for millions in given.rows:
            for kind, make in (("csv", synthetic.write_csv), ("parquet", synthetic.write_parquet)):
                path = folder / f"{millions}m.{kind}"
                if not path.exists():
                    make(millions * 1_000_000, path)
                called = {"csv": "CSV", "parquet": "Parquet"}[kind]
                inputs[f"{millions} million rows, {called}"] = [path]
        for title, files in inputs.items():
            for name in ("roll-up", "roll-up, duplicates"):
                row = pair(name, files, given.earlier, given.rounds)
                lines.append(f"| {title}{name.removeprefix('roll-up')} | {row} |")
                print(lines[-1], file=sys.stderr, flush=True)
    (HERE / "against.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
