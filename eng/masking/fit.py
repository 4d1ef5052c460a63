#!/usr/bin/env python3
"""Fits the weights of card numbers to a development corpus.

    python3 eng/masking/fit.py FEATURES [--write PanWeights.cs]

FEATURES is what `bench masking-features CASES FEATURES` writes: one line a set of features, whether the number is a card, and
how often. Logistic regression with a Gaussian prior around the weights given here, so that what the corpus says nothing about
stays where experience put it. Features that veto, and those of the digits alone, are not fitted. Prints the errors by feature before and after.
"""

import argparse
import json
import math
import re
import sys

# Given by hand: what a feature is worth before any corpus is seen.
PRIOR = {
    "Strong": 6.0,
    "Weak": -4.0,
    "Unknown": -8.5,
    "WeakPassesCheck": 1.2,
    "Long": -0.5,
    "SingleRun": 0.0,
    "Printed": -0.5,
    "PrintedMixed": -2.0,
    "TwoGroups": -3.0,
    "Uniform": -4.0,
    "Figures": -7.0,
    "PerDigit": -1.0,
    "AmongNumbers": -4.0,
    "Irregular": -5.0,
    "Odd": -13.0,
    "OverLineEnd": -8.0,
    "Tabs": -1.0,
    "OddSeparators": -9.0,
    "Brackets": -1.0,
    "UnderscorePair": -5.0,
    "OneMoreGroup": -1.0,
    "TwoMoreGroups": -3.0,
    "ManyMoreGroups": -8.0,
    "RestBehind": -6.0,
    "WholeValue": 0.5,
    "Negative": -9.0,
    "Plus": -8.0,
    "ListNumber": 0.0,
    "Truncated": -20.0,
    "NamePan": 10.0,
    "NameCard": 6.0,
    "NameAbout": -2.0,
    "NameReference": -1.0,
    "NameQuantity": -20.0,
    "NameOtherKind": -20.0,
    "LabelPan": 9.0,
    "LabelCard": 6.0,
    "LabelAbout": -3.0,
    "LabelReference": -1.0,
    "WeakReference": -7.0,
    "LabelQuantity": -20.0,
    "LabelOtherKind": -20.0,
    "CardNear": 5.0,
    "PaymentNear": 3.5,
    "CardBeside": 4.5,
    "BinList": -20.0,
    "ZeroPadded": -1.0,
    "PartOfRun": -9.0,
    "LengthPrefixed": -2.0,
    "GluedPair": -1.0,
    "InWord": -1.0,
    "Dotted": -8.0,
    "ChainOtherKind": -8.0,
}
VETOES = {"InsideToken", "InsideIban", "InsideAddress", "InsideBinary", "Fraction", "Replaced"}
VETO = -40.0

# How often chance makes a number that looks like a card's, and how it is written there, no made-up corpus tells: these stay.
FIXED = {"Strong", "Weak", "Unknown", "WeakPassesCheck", "Long", "SingleRun", "WholeValue", "Figures", "ManyMoreGroups", "Negative"}

# How far a weight may move: the prior's standard deviation, and the steps of the descent.
SPREAD = 0.5
STEPS = 400
RATE = 0.5

# How much worse a number is that leaks than one that is masked for nothing.
COST_OF_LEAK = 1.0


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def score(weights, features):
    return sum(VETO if name in VETOES else weights[name] for name in features)


def errors(rows, weights):
    leaked = sum(row["count"] for row in rows if row["card"] and score(weights, row["features"]) <= 0)
    altered = sum(row["count"] for row in rows if not row["card"] and score(weights, row["features"]) > 0)
    return leaked, altered


def fit(rows):
    weights = dict(PRIOR)
    total = sum(row["count"] for row in rows)
    for _ in range(STEPS):
        gradient = {name: (weights[name] - PRIOR[name]) / (SPREAD * SPREAD * total) for name in weights}
        for row in rows:
            if any(name in VETOES for name in row["features"]):
                continue
            value = max(-30.0, min(30.0, score(weights, row["features"])))
            missed = 1.0 / (1.0 + math.exp(-value)) - (1.0 if row["card"] else 0.0)
            missed *= row["count"] / total * (COST_OF_LEAK if row["card"] else 1.0)
            for name in row["features"]:
                gradient[name] += missed
        for name in weights.keys() - FIXED:
            weights[name] -= RATE * gradient[name] * 10
    return {name: round(value, 2) for name, value in weights.items()}


def report(rows, before, after):
    print(f"{'feature':22} {'prior':>7} {'fitted':>7} {'cards':>7} {'others':>7}   leaked/altered before   after")
    for name in PRIOR:
        of = [row for row in rows if name in row["features"]]
        cards = sum(row["count"] for row in of if row["card"])
        others = sum(row["count"] for row in of if not row["card"])
        (l0, a0), (l1, a1) = errors(of, before), errors(of, after)
        print(f"{name:22} {before[name]:7.2f} {after[name]:7.2f} {cards:7} {others:7}   {l0:6}/{a0:<6}           {l1:6}/{a1}")
    print("all: leaked %d, altered %d before; leaked %d, altered %d after" % (*errors(rows, before), *errors(rows, after)))


def write(path, weights):
    with open(path, encoding="utf-8") as source:
        text = source.read()
    rows = []
    for name, value in weights.items():
        number = "Never" if name in VETOES else f"{value:g}" + ("f" if "." in f"{value:g}" else "")
        rows.append(f"        (PanFeature.{name}, {number}),")
    text, count = re.subn(r"(\(PanFeature Feature, float Weight\)\[\] Weights =\n    \[\n).*?(\n    \];)", lambda m: m.group(1) + "\n".join(rows) + m.group(2), text, flags=re.S)
    if count != 1:
        sys.exit(f"{path}: no table of weights found")
    with open(path, "w", encoding="utf-8") as target:
        target.write(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("features")
    parser.add_argument("--write", metavar="FILE", help="the source file whose table is replaced")
    arguments = parser.parse_args()
    rows = read(arguments.features)
    unknown = {name for row in rows for name in row["features"]} - set(PRIOR) - VETOES
    if unknown:
        sys.exit("no prior for " + ", ".join(sorted(unknown)))
    weights = fit(rows)
    report(rows, PRIOR, weights)
    if arguments.write:
        write(arguments.write, {**weights, **{name: VETO for name in VETOES}})


if __name__ == "__main__":
    main()
