#!/usr/bin/env python3
"""Reads the outputs of a masking engine and says what leaked and what was lost: score.py CASES OUTPUTS [--failures FILE]."""

from __future__ import annotations

import argparse
import base64
import binascii
import gzip
import json
import quopri
import re
import sys
import unicodedata
from collections import defaultdict
from decimal import Decimal, InvalidOperation
from html import unescape
from typing import Any, Iterator
from urllib.parse import unquote_to_bytes

Json = Any
DEPTH = 5
LIMIT = 400_000


class Number(str):
    """A JSON number in its own spelling."""


def parse(text: str) -> Json:
    return json.loads(text, parse_int=Number, parse_float=Number)


def walk(value: Json, key: str = "") -> Iterator[tuple[str, str, bool]]:
    """Every key, text and number in document order: the text, the key it stands under, whether it is a key itself."""
    if isinstance(value, dict):
        for k, x in value.items():
            yield k, key, True
            yield from walk(x, k)
    elif isinstance(value, list):
        for x in value:
            yield from walk(x, key)
    elif isinstance(value, str):
        yield value, key, False


def written_out(lexeme: str) -> str | None:
    """A number with a fraction or an exponent as plain digits."""
    try:
        d = Decimal(lexeme)
        return format(d, "f") if abs(d) < Decimal(10) ** 40 else None
    except InvalidOperation:
        return None


def only_digits(text: str) -> str:
    return "".join(re.findall(r"\d", normal(text)))


class Joined:
    """Digits of a document put together: all values, and all values under one key."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.by_key: dict[str, list[str]] = defaultdict(list)

    def take(self, value: Json) -> list[str]:
        """Notes the document and returns its texts."""
        found = []
        for text, key, is_key in walk(value):
            found.append(text)
            if not is_key and len(text) < 20_000:
                self.values.append(text)
                self.by_key[key].append(text)
            if isinstance(text, Number) and not text.lstrip("-").isdigit() and (plain := written_out(text)):
                found.append(plain)
        return found

    def digits(self) -> list[str]:
        return [d for part in [self.values, *self.by_key.values()] if len(d := only_digits("".join(part))) >= 12]


def readable(data: bytes) -> str | None:
    """Bytes as text when they are text: UTF-8, UTF-16 or a gzip of either."""
    if data[:2] == b"\x1f\x8b":
        try:
            data = gzip.decompress(data)
        except (OSError, EOFError, ValueError):
            return None
    for name in ("utf-16-le", "utf-16-be") if data.count(0) * 4 > len(data) else ("utf-8",):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        good = sum(1 for c in text[:4000] if c.isprintable() or c in "\r\n\t\ufeff")
        if text and good >= 0.9 * min(len(text), 4000):
            return text
    return None


BASE64 = [re.compile(r"[A-Za-z0-9+/]{12,}={0,2}"), re.compile(r"[A-Za-z0-9_\-]{12,}={0,2}")]
WRAPPED = re.compile(r"[A-Za-z0-9+/\-_]{4,}(?:(?:\r?\n[ \t]*|\\r\\n|\\n)[A-Za-z0-9+/\-_]{2,})+={0,2}")
HEX = re.compile(r"(?<![0-9A-Za-z])(?:0x)?((?:[0-9A-Fa-f]{2}[ :\-]?){8,})(?![0-9A-Za-z])")
BACKSLASH = re.compile(r"\\u\{([0-9a-fA-F]{1,6})\}|\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\([0-7]{3})|\\([\\\"'/nrt\-. ])")


def from_base64(token: str) -> str | None:
    t = re.sub(r"\s|\\r|\\n", "", token).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return readable(base64.b64decode(t + "=" * (-len(t) % 4)))
    except (binascii.Error, ValueError):
        return None


def unescape_backslashes(text: str) -> str:
    def one(m: re.Match[str]) -> str:
        for group, base in ((1, 16), (2, 16), (3, 16), (4, 8)):
            if m[group]:
                point = int(m[group], base)
                return chr(point) if point < 0x110000 else ""
        return {"n": "\n", "r": "\r", "t": "\t"}.get(m[5], m[5])
    return BACKSLASH.sub(one, text)


def readings(text: str, depth: int, seen: dict[str, None], joins: list[str]) -> None:
    """The text and what every decoder makes of it, to a fixed depth."""
    if depth < 0 or not text or len(text) > LIMIT or text in seen:
        return
    seen[text] = None
    if depth == 0 or len(text) < 3:
        return
    following: list[str | None] = []
    if "&" in text:
        following.append(unescape(text))
    if "<" in text:
        following += [re.sub(r"<[^<>]*>", "", text), re.sub(r"<!--.*?-->", "", text, flags=re.S)]
    if "%" in text:
        following.append(unquote_to_bytes(text).decode("utf-8", "replace"))
    if "=" in text and re.search(r"=[0-9A-F]{2}|=\r?\n", text):
        following.append(quopri.decodestring(text.encode()).decode("utf-8", "replace"))
    if "\\" in text:
        following.append(unescape_backslashes(text))
    head = text.lstrip()[:1]
    if head and head in '{["':
        for part in [text, *(text.split("\n") if "\n" in text else [])]:
            try:
                value = parse(part)
            except (ValueError, RecursionError):
                continue
            joined = Joined()
            following += joined.take(value)
            joins += joined.digits()
            if part is text:
                break
    if len(text) >= 12:
        for form in BASE64:
            for m in form.finditer(text):
                if not m[0].isdigit():
                    following.append(from_base64(m[0]))
        for m in WRAPPED.finditer(text):
            following.append(from_base64(m[0]))
        for m in HEX.finditer(text):
            try:
                following.append(readable(bytes.fromhex(re.sub(r"[ :\-]", "", m[1]))))
            except ValueError:
                pass
    for t in following:
        if t and t != text:
            readings(t, depth - 1, seen, joins)


DIGIT_MAP: dict[int, str] = {}


def normal(text: str) -> str:
    """Digits of every script as ASCII, invisible characters gone, blanks and dashes plain."""
    if text.isascii():
        return text
    out = []
    for c in text:
        o = ord(c)
        if o < 128:
            out.append(c)
            continue
        known = DIGIT_MAP.get(o)
        if known is None:
            value = unicodedata.digit(c, None)
            kind = unicodedata.category(c)
            if value is not None:
                known = str(value)
            elif kind in ("Cf", "Mn", "Me", "Cc"):
                known = ""
            elif kind == "Zs":
                known = " "
            elif kind == "Pd" or c in "\u2212\u00ad":
                known = "-"
            else:
                known = unicodedata.normalize("NFKC", c) if kind != "Lo" else c
            DIGIT_MAP[o] = known
        out.append(known)
    return "".join(out)


GAP = re.compile(r"(?<=\d)(?:[^0-9A-Za-z*\u00c0-\uffff#•…]{1,6}|\s{1,40})(?=\d)")
SINGLES = re.compile(r"(?<!\d)\d(?:[^\w*]{1,3}\d(?!\d)){2,}")


def events(text: str) -> list[str]:
    """The data of server-sent events."""
    out: list[str] = []
    current: list[str] = []
    for line in re.split(r"\r\n|\n|\r", text) + [""]:
        if line.startswith("data:"):
            current.append(line[5:].removeprefix(" "))
        elif not line and current:
            out.append("\n".join(current))
            current = []
    return out


class Reading:
    """All that can be read out of one output."""

    def __init__(self, text: str, streamed: bool) -> None:
        self.raw = text
        self.valid = True
        self.leaves: list[str] = []
        self.compact: list[str] = []
        seen: dict[str, None] = {}
        joins: list[str] = []
        joined = Joined()
        for payload in events(text) if streamed else [text]:
            try:
                value = parse(payload)
            except ValueError:
                self.valid = False
                readings(payload, DEPTH, seen, joins)
                continue
            found = joined.take(value)
            self.leaves += found
            self.compact.append(spelled_out(value))
            for s in found:
                readings(s, DEPTH, seen, joins)
        self.decoded = list(seen)
        self.texts = [normal(t) for t in seen]
        if streamed:
            self.texts.append("\n".join(x for x in text.splitlines() if x.startswith(("id:", ":", "event:"))))
        self.runs = "\n".join(GAP.sub("", t) for t in self.texts)
        self.digits = ["".join(re.findall(r"\d", t)) for t in self.texts if len(t) < 20_000] + joins + joined.digits()
        self.singles = " ".join(only_digits(m[0]) for t in self.texts for m in SINGLES.finditer(t))
        self.lower = "\n".join(self.texts).lower()


def spelled_out(value: Json) -> str:
    """Compact JSON with the numbers as they were spelled."""
    if isinstance(value, dict):
        return "{" + ",".join(json.dumps(k, ensure_ascii=False) + ":" + spelled_out(v) for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(spelled_out, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def leak(value: str, r: Reading) -> str:
    """How much of a value can still be read: nothing, part, all."""
    if value.isdigit() and len(value) >= 12:
        if value in r.runs or any(value in d for d in r.digits):
            return "all"
        pieces = {value[i:i + 9] for i in range(len(value) - 8)}
        return "part" if any(p in r.runs for p in pieces if len(set(p)) > 2) else ""
    if value.isdigit() and len(value) >= 7:
        return "all" if value in r.runs else ""
    if value.isdigit():
        alone = re.compile(r"(?<!\d)" + value + r"(?!\d)")
        return "all" if value in r.singles or any(value in t and alone.search(t) for t in r.texts) else ""
    return "all" if value.lower() in r.lower else ""


def source(case: Json) -> str:
    """The text that went in."""
    if "chunks" in case:
        return "".join(case["chunks"])
    return case.get("wire") or json.dumps(case["message"], ensure_ascii=False, separators=(",", ":"))


def judge(case: Json, output: str | list[str]) -> tuple[dict[str, str], list[str]]:
    """Leaked values with their extent, and lost substrings."""
    text = "".join(output) if isinstance(output, list) else output
    r = Reading(text, "chunks" in case)
    leaks = {v: how for v in case["mask"] if (how := leak(v, r))}
    lost = [k for k in case["keep"]
            if k not in text and not any(k in t for part in (r.compact, r.leaves, r.decoded) for t in part)]
    if not r.valid:
        lost.append("(no valid JSON)")
    elif case["polarity"] == "negative" and text != source(case):
        before = Reading(source(case), "chunks" in case)
        if before.compact != r.compact:
            lost.append("(message changed)")
    return leaks, lost


def table(rows: dict[str, list[int]]) -> str:
    lines = [f"{'class':<26}{'n':>6}{'passed':>8}{'%':>7}{'values':>8}{'leaked':>8}{'lost':>6}"]
    for name in sorted(rows):
        n, passed, values, leaked, lost = rows[name]
        lines.append(f"{name:<26}{n:>6}{passed:>8}{100 * passed / n:>7.1f}{values:>8}{leaked:>8}{lost:>6}")
    return "\n".join(lines)


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("cases")
    ap.add_argument("outputs", nargs="?")
    ap.add_argument("--failures", help="write failing cases with details here")
    ap.add_argument("--groups", action="store_true", help="one row a group instead of a class")
    ap.add_argument("--self-check", action="store_true",
                    help="no outputs: report values that the reader cannot see in the input itself")
    args = ap.parse_args()
    cases = [json.loads(x) for x in open(args.cases, encoding="utf-8")]
    if args.self_check:
        blind = 0
        for c in cases:
            leaks, lost = judge(c, source(c))
            missing = [v for v in c["mask"] if v not in leaks]
            if missing or lost:
                blind += 1
                print(c["id"], c["class"], c["group"], "unseen", missing, "lost", lost)
        print(f"{len(cases)} cases, {blind} with values unseen or text lost before masking")
        return 1 if blind else 0
    if not args.outputs:
        ap.error("OUTPUTS is missing")
    outs = {o["id"]: o["output"] for o in map(json.loads, open(args.outputs, encoding="utf-8"))}
    rows: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    totals: dict[str, list[int]] = defaultdict(lambda: [0] * 5)
    failures = []
    for c in cases:
        if c["id"] in outs:
            leaks, lost = judge(c, outs[c["id"]])
        else:
            leaks, lost = {v: "no output" for v in c["mask"]}, ["(no output)"]
        ok = not leaks and not lost
        name = c["class"] + ("/" + c["group"] if args.groups and c.get("group") else "")
        for t in (rows[name], totals[c["polarity"]], totals["tier " + c["tier"]], totals["all"]):
            for i, add in enumerate((1, ok, len(c["mask"]), len(leaks), bool(lost))):
                t[i] += add
        if not ok:
            failures.append({"id": c["id"], "class": c["class"], "group": c.get("group", ""), "tier": c["tier"],
                             "polarity": c["polarity"], "leaked": leaks, "lost": lost, "input": source(c)[:4000],
                             "output": ("".join(o) if isinstance(o := outs.get(c["id"], ""), list) else o)[:4000]})
    print(table(rows))
    print()
    print(table(totals))
    all_row = totals["all"]
    print(f"\nleaked values: {100 * all_row[3] / max(1, all_row[2]):.2f} % of {all_row[2]}")
    for polarity in ("positive", "mixed", "negative"):
        n, passed = totals[polarity][:2]
        print(f"{polarity}s passed: {100 * passed / max(1, n):.2f} % of {n}")
    if args.failures:
        with open(args.failures, "w", encoding="utf-8") as f:
            for row in failures:
                f.write(json.dumps(row, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
