#!/usr/bin/env python3
"""Writes a corpus of masking cases: corpus.py --seed N --out FILE [--count M].

The same seed gives the same file, another seed other values, names, sentences and messages.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import Iterator

sys.dont_write_bytecode = True

import cards  # noqa: F401 - each of these registers its builders
import codes  # noqa: F401
import others  # noqa: F401
from draws import BUILDERS, Case, Gen, Json, Retry, groups_of, leaves, strong_windows, write


def check(g: Gen, case: Case, wire: str) -> None:
    """Throws away draws whose labels would be doubtful."""
    body = case.message if case.chunks is None else wire
    texts = list(leaves(body)) if not isinstance(body, str) else [body]
    for value in case.mask:
        if value.isdigit() and len(value) < 7:
            if len(re.findall(r"(?<!\d)" + value + r"(?!\d)", wire)) > 1:
                raise Retry
            if any(len(m) > 8 and (m.endswith(value) or value in groups_of(m)) for m in case.mask):
                raise Retry
        if any(k in value or value in k for k in case.keep):
            raise Retry
    if not case.shield:
        known = "\n".join(case.mask)
        for t in texts:
            for n in strong_windows(t):
                if n not in known and not any(m in n or n in m for m in case.mask if len(m) > 9):
                    if case.polarity != "positive":
                        raise Retry


STREAMED_APART = {"protocol_id", "split", "stream"}


def build(seed: int, count: int | None) -> Iterator[Json]:
    """All cases of a seed in a shuffled order; count scales every class."""
    g = Gen(seed)
    total = sum(n for _, n, _ in BUILDERS)
    scale = 1.0 if count is None else count / total
    out: list[Case] = []
    seen: set[str] = set()
    for name, number, make in BUILDERS:
        wanted, tries = max(1, round(number * scale)), 0
        while wanted and tries < 400 * number:
            tries += 1
            g.spelled = {}
            try:
                case = make(g)
                plain = write(case.message, case.spelled) if case.wire is None else case.wire
                check(g, case, plain if case.chunks is None else "".join(case.chunks))
            except Retry:
                continue
            if plain in seen:
                continue
            seen.add(plain)
            if case.chunks is None and case.cls not in STREAMED_APART and isinstance(case.message, dict) and g.chance(0.12):
                before = {"jsonrpc": "2.0", "method": "notifications/progress",
                          "params": {"progressToken": "t", "progress": 1, "message": g.sentence()}}
                first = [before] if g.chance(0.4) else []
                case.chunks = g.stream(first + [case.message], case.spelled) if case.wire is None else None
            elif case.spelled and case.wire is None:
                case.wire = plain
            out.append(case)
            wanted -= 1
        if wanted:
            print(f"{name}: {wanted} cases short", file=sys.stderr)
    g.r.shuffle(out)
    for i, c in enumerate(out):
        row: Json = {"id": f"S{seed}-{i:05d}", "class": c.cls, "polarity": c.polarity, "tier": c.tier, "group": c.group}
        if c.chunks is not None:
            row["chunks"] = c.chunks
        elif c.wire is not None:
            row["wire"] = c.wire
        else:
            row["message"] = c.message
        row["mask"] = list(dict.fromkeys(c.mask))
        row["keep"] = list(dict.fromkeys(k for k in c.keep if k))
        yield row


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--seed", type=int, required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--count", type=int, help="about this many cases instead of the full corpus")
    args = ap.parse_args()
    written = 0
    with open(args.out, "w", encoding="utf-8") as f:
        for row in build(args.seed, args.count):
            f.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    print(f"{written} cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
