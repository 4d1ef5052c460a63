"""Cases of card numbers, tracks and PINs, and the harmless numbers closest to them."""

from __future__ import annotations

import base64
import json
import re
import string
import urllib.parse
from typing import Callable

import words as w
from draws import (CARD_WORD, WEAK, Case, Gen, Json, Retry, builder, groups_of, is_strong, luhn_ok, result, strong_windows,
                   text_case)


# ---- card numbers

@builder("pan", 380)
def pan_anywhere(g: Gen) -> Case:
    """Strong numbers in sentences and fields, with and without a card word."""
    n = g.pan()
    if g.chance(0.5):
        text, keep = g.frame(n, g.chance(0.35))
        return Case("pan", "positive", g.wrap_text(text), [n], keep, group="sentence")
    card = g.chance(0.5)
    name = g.pick(w.CARD_NUMBER_FIELDS if card else w.NEUTRAL_NUMBER_FIELDS)
    obj = g.spread([(name, n)])
    if g.chance(0.3):
        obj = {g.pick(["card", "payment", "billing", "source", "method", "form"]): obj}
    return Case("pan", "positive", g.wrap_object(obj), [n], [], group="card field" if card else "neutral field")


@builder("business_id", 160)
def business_id_card(g: Gen) -> Case:
    """A business identifier's name does not protect a strong number."""
    n, name = g.pan(), g.pick(w.BUSINESS_FIELDS)
    if g.chance(0.55):
        return Case("business_id", "positive", g.wrap_object(g.spread([(name, n)])), [n], group="field")
    frame = g.pick(["order {n} of {first} {verb}", "reference {n}", "ref: {n}", "customer {n} in {city}",
                    "order id {n} {verb} {adverb}", "invoice no. {n} for {last}", "booking reference: {n}",
                    "Bestellnummer {n}, {city}",
                    "Referenz {n} von {last}", "Kundennummer: {n}", "commande {n} de {first}", "référence {n}",
                    "pedido {n} de {city}",
                    "ordine {n} di {last}", "zamówienie {n}, {city}", "bestelling {n} van {first}", "sipariş no {n}",
                    "заказ {n} из {city}", "订单号{n}",
                    "注文番号{n}", "your reference {n} {verb}", "our ref {n}/{city}", "contract {n} {verb} {adverb}"])
    return text_case(g, "business_id", "positive", g.fill(frame, n=n), [n], [], group="sentence")


@builder("business_id_plain", 220)
def business_id_plain(g: Gen) -> Case:
    """Business identifiers that are no card: wrong check digit, no issuer, or a weak length without a card word."""
    n = g.pick([lambda: g.decoy(16, "0789"), lambda: g.decoy(16, "45623"), lambda: g.decoy(15),
                lambda: g.decoy(g.r.randint(10, 12)),
                lambda: g.decoy(13), lambda: g.decoy(17), lambda: g.decoy(18, "0789"), lambda: g.pan("visa13"),
                lambda: g.decoy(14, "2789"),
                lambda: g.decoy(19, "017")])()
    name = g.pick(w.BUSINESS_FIELDS + ["account_id", "accountNumber", "job_number", "tenant", "cloud_tenant", "article_no",
                                       "serial", "subscription_id", "message_id", "user_id", "device_no", "asset", "file_no",
                                       "member_no"])
    if g.chance(0.55):
        return Case("business_id_plain", "negative", g.wrap_object(g.spread([(name, n)])), [], [n], group="field")
    frame = g.pick(["order {n} of {first} {verb}", "reference {n}", "ref: {n} in {city}", "customer {n} in {city}",
                    "account {n} {verb}", "invoice no. {n} for {last}", "Bestellnummer {n}, {city}", "Kundennummer: {n}",
                    "commande {n} de {first}",
                    "pedido {n} de {city}", "ordine {n} di {last}", "zamówienie {n}, {city}", "bestelling {n} van {first}",
                    "sipariş no {n}", "заказ {n} из {city}", "订单号{n}", "注文番号{n}", "job {n} {verb} {adverb}",
                    "asset {n} in {city}", "serial {n} {verb}", "file {n}: {verb}", "tenant {n} has two users"])
    return text_case(g, "business_id_plain", "negative", g.fill(frame, n=n), [], [n], group="sentence")


@builder("weak_network", 240)
def weak_with_card_word(g: Gen) -> Case:
    """Weak networks with a card word: masked."""
    net = g.pick(WEAK)
    n = g.pan(net)
    if g.chance(0.1):
        n = g.pan(g.pick(["diners14", "visa13", "maestro_short"]))
        frame = g.pick(["payment gateway timeout for {n}", "payment of {last} declined for {n}", "the desk took {n} as payment",
                        "payment with {n} {verb} {adverb}", "Zahlung mit {n} abgelehnt", "paiement refusé pour {n}",
                        "pago rechazado para {n}", "could not capture payment from {n}"])
        return text_case(g, "weak_network", "positive", g.fill(frame, n=n), [n], [], tier="should", group="payment")
    if net in ("uzcard", "humo", "napas") and g.chance(0.4):
        n = n[:-1] + str((int(n[-1]) + g.r.randint(1, 9)) % 10)
    if g.chance(0.25):
        net, n = "unionpay without check digit", ""
        while not n or luhn_ok(n) or not g.plain(n):
            n = "62" + g.digits(g.pick([14, 14, 17]))
    if g.chance(0.5):
        text, keep = g.frame(n, True)
        return Case("weak_network", "positive", g.wrap_text(text), [n], keep, group=net)
    obj = g.spread([(g.pick(w.CARD_NUMBER_FIELDS), n)])
    return Case("weak_network", "positive", g.wrap_object(obj), [n], group=net)


@builder("weak_network_plain", 200)
def weak_without_card_word(g: Gen) -> Case:
    """The same numbers without any card word stay."""
    net = g.pick(["visa13", "maestro_short", "uatp", "unionpay without check digit"])
    if net.startswith("unionpay"):
        n = ""
        while not n or luhn_ok(n):
            n = "62" + g.digits(g.pick([14, 17]))
    else:
        n = g.pan(net)
    if g.chance(0.5):
        text, keep = g.around(g.fill(g.pick([f for f in w.PLAIN if not CARD_WORD.search(f)]), n=n))
        if CARD_WORD.search(text):
            raise Retry
        return Case("weak_network_plain", "negative", g.wrap_text(text), [], [n, *keep], group=net)
    name = g.pick(w.BUSINESS_FIELDS + ["article", "job", "tenant", "asset_no", "meter", "device", "batch", "lot", "policy",
                                       "permit"])
    return Case("weak_network_plain", "negative", g.wrap_object(g.spread([(name, n)])), [], [n], group=net)


@builder("mistyped", 170)
def mistyped(g: Gen) -> Case:
    """Numbers with a wrong check digit behind a name or label that says card number."""
    n = g.wrong()
    shown = n if g.chance(0.7) else g.grouped(n, g.pick([" ", "-", "."]))
    if g.chance(0.5):
        name = g.pick(["pan", "card_number", "cardNumber", "CardNumber", "card_no", "cardNo", "PAN", "card-number",
                       "creditCardNumber", "primaryAccountNumber", "pan_number", "ccNumber", "card_num"])
        return Case("mistyped", "positive", g.wrap_object(g.spread([(name, shown)])), [n], group="field")
    frame = g.pick(["card number: {n}", "card number = *{n}*", "the card number {n} is wrong, says {first}",
                    "PAN {n} failed the check", "credit card number {n} rejected", "card no. {n} mistyped by {last}",
                    "Kartennummer {n} ungültig",
                    "cardnumber={n}", "numéro de carte {n} invalide", "número de tarjeta {n} no válido",
                    "numero di carta {n} errato",
                    "Card Number: **{n}**", "card number ({n})", "PAN: {n}", "card number \"{n}\" not accepted",
                    "- Card number: `{n}`"])
    return text_case(g, "mistyped", "positive", g.fill(frame, n=shown), [n], [], group="label")


@builder("mistyped_plain", 120)
def mistyped_plain(g: Gen) -> Case:
    """A wrong check digit and no card word: just a number."""
    n = g.wrong()
    text, keep = g.around(g.fill(g.pick(["job {n} {verb}", "lot {n} of {shop}", "meter {n} in {city}", "Zähler {n}, {city}",
                                         "build {n}", "record {n} {verb} {adverb}", "node {n} joined", "request {n} took long",
                                         "entry {n} of {thing}", "{thing} {n} {verb}", "dossier {n} de {city}", "expediente {n}",
                                         "pratica {n}",
                                         "dossiernr {n}"]), n=n))
    if CARD_WORD.search(text):
        raise Retry
    return Case("mistyped_plain", "negative", g.wrap_text(text), [], [n, *keep])


UNICODE_BLANKS = ["\u00a0", "\u202f", "\u2007", "\u3000", "\u2009", "\u200a", "\u2002"]
INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u00ad", "\u2060", "\ufeff", "\u200e", "\u200f", "\u202a", "\u061c"]
DASHES = ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\uff0d"]


@builder("separators", 360)
def separated(g: Gen) -> Case:
    """Groups and single digits with every separator of the document."""
    n = g.pan()
    gs = groups_of(n)
    kind = g.pick(["plain", "plain", "digit", "blank", "invisible", "dash", "mixed", "double"])
    if kind == "plain":
        shown = g.pick([" ", "-", ".", "/", "_", "\t", ":"]).join(gs)
    elif kind == "digit":
        shown = g.pick([" ", "-", ".", "/", "_", "\t", ":", "\u00a0", "\u200b"]).join(n)
    elif kind == "blank":
        shown = g.pick(UNICODE_BLANKS).join(gs)
    elif kind == "invisible":
        sep = g.pick(INVISIBLE)
        shown = sep.join(gs if g.chance(0.5) else list(n))
    elif kind == "dash":
        shown = g.pick(DASHES).join(gs)
    elif kind == "mixed":
        shown = "".join(x + (g.pick([" ", "-", "\u00a0", "."]) if i < len(gs) - 1 else "") for i, x in enumerate(gs))
    else:
        shown = g.pick(["  ", " - ", "--", " . ", " / "]).join(gs)
    tier = "must" if kind not in ("double", "mixed") else "should"
    if g.chance(0.25):
        name = g.pick(w.CARD_NUMBER_FIELDS + w.NEUTRAL_NUMBER_FIELDS)
        return Case("separators", "positive", g.wrap_object(g.spread([(name, shown)])), [n], tier=tier, group=kind)
    text, keep = g.frame(shown, g.chance(0.4))
    return Case("separators", "positive", g.wrap_text(text), [n], keep, tier=tier, group=kind)


@builder("separators_marked", 260)
def separated_by_marks(g: Gen) -> Case:
    """Brackets, commas, pipes, emphasis, list numbers, signs, groups on both sides."""
    n = g.pan(g.pick(["visa", "mastercard", "discover", "jcb"]), 16) if g.chance(0.75) else g.pan("amex")
    if len(n) not in (15, 16):
        raise Retry
    gs, keep, tier = groups_of(n), [], "must"
    kind = g.pick(["brackets", "commas", "pipes", "emphasis", "list number", "sign", "both sides", "quotes", "line of lists"])
    mask = [n]
    if kind == "brackets":
        a, b = g.pick(["()", "[]", "<>", "{}", "«»"])
        core = "{first} dictated: " + " ".join(a + x + b for x in gs) if g.chance(0.5) else "card " + " ".join(a + x + b for x
                in gs)
    elif kind == "commas":
        core = g.pick(["payment card no. ", "card number: ", "my credit card is ", "Kartennummer ",
                       "numéro de carte "]) + ", ".join(gs)
    elif kind == "pipes":
        core, tier = g.pick(["Karte ", "card: ", "card number "]) + g.pick(["|", " | "]).join(gs), "should"
    elif kind == "emphasis":
        e = g.pick(["**", "*", "__", "`", "~~"])
        picked = {i for i in range(len(gs)) if g.chance(0.5)} or {0}
        core = "paid with " + " ".join(e + x + e if i in picked else x for i, x in enumerate(gs)) + " {adverb}"
        if e in ("__", "~~", "`"):
            core, tier = core.replace("paid with", "paid with card"), "should"
    elif kind == "list number":
        other = g.pan()
        mark = "." if g.chance(0.6) else ")"
        core = f"{g.r.randint(1, 8)}{mark}{n}\n{g.r.randint(2, 9)}{mark}{other}"
        mask = [n, other]
    elif kind == "sign":
        core = g.pick(["card: +", "amex card +", "credit card number: +", "card #", "card no.+"]) + n + " on file"
        keep = ["on file"]
    elif kind == "both sides":
        if len(n) != 16:
            raise Retry
        front, back = g.digits(4, "0179"), g.digits(4)
        core = " ".join([front, *gs, back])
        if sum(1 for _ in strong_windows(core)) != 1:
            raise Retry
    elif kind == "quotes":
        q = g.pick(["'", '"'])
        core = "card number " + g.pick([" ", ", "]).join(q + x + q for x in gs)
        tier = "should"
    else:
        rows = [g.pan() for _ in range(g.r.randint(2, 5))]
        core, mask = "\n".join(g.pick(["- ", "* ", "• "]) + x for x in rows), rows
    core = g.fill(core.replace("{}", "")) if "{first}" in core or "{adverb}" in core else core
    return text_case(g, "separators_marked", "positive", core, mask, keep, tier=tier, group=kind)


@builder("groups_plain", 160)
def groups_of_other_numbers(g: Gen) -> Case:
    """Fours, fives and sixes of digits that are no card: keys, serials, lists, parcels."""
    kind = g.pick(["fours", "fours", "amex shape", "list", "parcel", "short", "fives"])
    if kind == "fours":
        gs = groups_of(g.decoy(16))
        frames = ["licence {n} {verb}", "key {n}", "serial {n} of {thing}", "{n} is the lot", "activation {n} in {city}",
                  "Zähler {n}"]
    elif kind == "amex shape":
        gs = groups_of(g.decoy(15))
        frames = ["part {n} {verb}", "drawing {n} of {thing}", "serial {n}"]
    elif kind == "list":
        gs = [g.digits(g.pick([3, 4]), "123456789") for _ in range(g.r.randint(3, 9))]
        frames = ["rooms {n} {verb}", "points {n} for {first}", "lots {n}", "ports {n}", "readings {n} in {city}"]
    elif kind == "parcel":
        number = g.pick(["92", "93", "94"]) + g.digits(20)
        gs = [number[i:i + 4] for i in range(0, 22, 4)]
        frames = ["parcel {n} scanned", "parcel label {n}", "tracking number {n} in {city}"]
    elif kind == "short":
        gs = [g.digits(4), g.digits(4)]
        frames = ["phone {n}", "seats {n}", "{n} tickets sold", "between {n} metres"]
    else:
        gs = [g.digits(5) for _ in range(g.r.randint(2, 5))]
        frames = ["code list {n}", "product key {n}", "sample {n} {verb}", "zips {n}"]
    sep = g.pick([", ", "; ", " "]) if kind == "list" else " " if kind == "parcel" else g.pick([" ", "-", ".", "/", "_", " - "])
    shown = sep.join(gs)
    text, keep = g.around(g.fill(g.pick(frames), n=shown))
    if CARD_WORD.search(text) or any(is_possible_card(n) for n in ("".join(gs),)):
        raise Retry
    return Case("groups_plain", "negative", g.wrap_text(text), [], [shown, *keep], group=kind, shield=kind == "parcel")


def is_possible_card(number: str) -> bool:
    """A strong card, or a weak one whose check digit fits."""
    return is_strong(number) or (12 <= len(number) <= 15 and luhn_ok(number) and number[0] in "3456")


@builder("wrapped", 140)
def wrapped_lines(g: Gen) -> Case:
    """Groups over lines behind a card word, and text filled to one width."""
    if g.chance(0.6):
        n = g.pan(g.pick(["visa", "mastercard", "amex", "discover"]), None)
        if len(n) not in (15, 16):
            raise Retry
        gs, nl = groups_of(n), g.pick(["\n", "\n", "\r\n"])
        label = g.pick(["Card number:", "card", "Credit card number", "Kartennummer:", "Numéro de carte :", "Número de tarjeta:",
                        "Numero carta:", "PAN", "Payment card:", "Kaartnummer:", "Numer karty:", "Номер карты:", "カード番号：", "卡号："])
        core = g.pick([nl.join([label, *gs]), label + " " + nl.join(gs), label + nl + gs[0] + " " + gs[1] + nl + " ".join(gs[2:]),
                       label + " " + nl.join(gs)])
        return text_case(g, "wrapped", "positive", core, [n], [], group="groups")
    n, width = g.pan(), g.pick([20, 32, 40, 60, 72, 76])
    words_in = "".join(g.sentence() + " " for _ in range(8)).replace("\n", " ")
    body = re.sub(r"\d", "", words_in) + "The card number is " + n + " and it was entered by hand. " + re.sub(r"\d", "", words_in)
    at = body.index(n)
    shift = (at + g.r.randint(5, 11)) % width
    body = body[shift:]
    lines = [body[i:i + width] for i in range(0, len(body), width)]
    joined = "\n".join(lines)
    if n in joined or not any(re.search(r"\d$", x) for x in lines):
        raise Retry
    return Case("wrapped", "positive", g.wrap_text(joined), [n], [lines[0]], tier="should", group="filled")


@builder("line_ends", 260)
def line_ends(g: Gen) -> Case:
    """A number at a line's end and one at the next line's start that would be a card together: both stay, and the break."""
    nl = g.pick(["\n", "\n", "\r\n"])
    for _ in range(200):
        date = f"20{g.r.randint(20, 29)}{g.r.randint(1, 12):02d}{g.r.randint(1, 28):02d}"
        head = g.pick(["4", "5", "37", "6011", "35", "2"]) + g.digits(7)
        kind = g.pick(["log", "csv", "count", "key"])
        if kind == "log":
            first, second = head[:8], date
            second_line = date + g.pick(["-", "T",
                                         " "]) + f"{g.r.randint(0, 23):02d}:{g.r.randint(0, 59):02d}:{g.r.randint(0, 59):02d}"
        elif kind == "csv":
            first, second = head[:g.pick([7, 8, 9])], g.digits(g.pick([7, 8, 9]), "123456789")
            second_line = second + "," + g.pick(w.CITY) + "," + str(g.r.randint(1, 99))
        elif kind == "count":
            first, second = head[:g.pick([6, 8, 10])], g.digits(g.pick([6, 8, 10]), "123456789")
            second_line = second + " " + g.pick(["rows", "bytes", "files", "requests", "lines", "items"])
        else:
            first, second = head[:8], g.digits(8, "123456789")
            second_line = second + g.pick([" ", ": ", "=", " -> "]) + g.pick(w.VERB)
        if is_strong(first + second):
            break
    else:
        raise Retry
    lead = g.pick(["total=", "bytes: ", "size ", "processed ", "offset=", "rows ", "seq ", "free ", "count ", "read "])
    if kind == "csv":
        lead = g.pick(w.SHOP) + "," + g.pick(w.CITY) + ","
    before = [g.fill(g.pick(["{verb} {thing} in {city}", "{thing} {verb}",
                             "worker of {shop} {verb} {adverb}"])) for _ in range(g.r.randint(0, 5))]
    after = [g.fill(g.pick(["{thing} {verb} in {city}", "{shop} {verb}", "end of {thing}"])) for _ in range(g.r.randint(0, 5))]
    text = nl.join([*before, lead + first, second_line, *after])
    if CARD_WORD.search(text) or len(lead + first) == len(second_line):
        raise Retry
    return Case("line_ends", "negative", g.wrap_text(text), [], [lead + first + nl + second_line], group=kind, shield=True)


DIGIT_SETS = ["０１２３４５６７８９", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "𝟬𝟭𝟮𝟯𝟰𝟱𝟲𝟳𝟴𝟵", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"]


@builder("unicode_digits", 150)
def unicode_digits(g: Gen) -> Case:
    """Digits of other scripts, whole or in part, and circled ones."""
    n = g.pan()
    if g.chance(0.1):
        shown, tier, kind = n.translate(str.maketrans(string.digits, "⓪①②③④⑤⑥⑦⑧⑨")), "should", "circled"
    else:
        tab, tier, kind = str.maketrans(string.digits, g.pick(DIGIT_SETS)), "must", "script"
        gs = groups_of(n) if g.chance(0.3) else [n]
        shown = g.pick([" ", "-", "\u00a0"]).join(x.translate(tab) for x in gs)
        if g.chance(0.2):
            cut = g.r.randint(4, len(n) - 4)
            shown, kind = n[:cut] + n[cut:].translate(tab), "half"
    if g.chance(0.25):
        return Case("unicode_digits", "positive", g.wrap_object(g.spread([(g.pick(w.CARD_NUMBER_FIELDS), shown)])), [n],
                    tier=tier, group=kind)
    text, keep = g.frame(shown, g.chance(0.5))
    return Case("unicode_digits", "positive", g.wrap_text(text), [n], keep, tier=tier, group=kind)


@builder("json_escape", 150)
def json_escapes(g: Gen) -> Case:
    """\\u escapes of digits and separators on the wire, also inside JSON in a string."""
    n = g.pan()
    spelled = "".join(f"\\u{ord(c):04{g.pick('xX')}}" if g.chance(0.7) else c for c in g.pick([n, n, g.grouped(n, "-"),
            g.grouped(n, " ")]))
    kind = g.pick(["wire", "wire", "nested"])
    if kind == "nested":
        spelled = spelled.replace("\\", "\\\\")
        name = g.pick(w.CARD_NUMBER_FIELDS + ["value", "entry"])
        text = "{\"" + name + "\":\"" + g.spell(spelled, inside=True) + "\",\"shop\":\"" + g.pick(w.SHOP) + "\"}"
        return Case("json_escape", "positive", g.wrap_text(text), [n], spelled=dict(g.spelled), group=kind)
    text, keep = g.frame(g.spell(spelled, inside=True), g.chance(0.4))
    return Case("json_escape", "positive", g.wrap_text(text), [n], keep, spelled=dict(g.spelled), group=kind)


@builder("json_number", 220)
def json_numbers(g: Gen) -> Case:
    """Card numbers as JSON numbers; the neighbours keep their spelling."""
    n = g.pan()
    card = g.chance(0.6)
    kind = g.pick(["integer", "integer", "integer", ".0", "exponent", ".00"])
    lexeme = n
    if kind in (".0", ".00"):
        lexeme, card = n + kind, True
    elif kind == "exponent":
        card = True
        shift = len(n) - 1
        lexeme = g.pick([n[0] + "." + n[1:] + g.pick(["E+", "e+", "E", "e"]) + str(shift), n + g.pick(["e0", "E0", "E+0"])])
    name = g.pick([x for x in w.CARD_NUMBER_FIELDS if "." not in x] if card else w.NEUTRAL_NUMBER_FIELDS)
    near = g.pick([("ratio", "0.250"), ("w", "7.70"), ("x", "1e3"), ("limit", "1500.00"), ("rate", "-0.0"), ("k", "1E-7")])
    obj = g.spread([(name, g.spell(lexeme)), (near[0], g.spell(near[1]))])
    return Case("json_number", "positive", g.wrap_object(obj, exact=True), [n], [f'"{near[0]}":{near[1]}'],
                spelled=dict(g.spelled),
                tier="must" if kind in ("integer", ".0") else "should", group=kind)


@builder("json_number_kept", 320)
def json_numbers_kept(g: Gen) -> Case:
    """Quantities, times, negative numbers, exponents, fractions: strong digits, another kind by name, sign or shape."""
    kind = g.pick(["telemetry", "telemetry", "telemetry", "negative", "exponent", "fraction", "coordinate", "text telemetry",
                   "time"])
    n, tier = g.pan(), "must"
    name = g.pick(w.TELEMETRY_MUST)
    if kind == "telemetry" or kind == "text telemetry":
        if g.chance(0.3):
            name, tier = g.pick(w.TELEMETRY_SHOULD), "should"
        if g.chance(0.2):
            name = g.name(" ".join([g.pick(["disk", "heap", "net", "cache", "peer", "shard", "queue", "log", "blob"]),
                                    g.pick(["bytes", "size", "offset", "seq"])]),
                          g.pick(["snake", "camel", "kebab", "pascal"]))
        lexeme = n
    elif kind == "negative":
        name, lexeme = g.pick(["delta", "balance_change", "drift", "diff", "value", "change", "skew", "adjustment", "a",
                               "hash"]), "-" + n
    elif kind == "exponent":
        lexeme = n[0] + "." + n[1:] + g.pick(["e+", "E+", "e"]) + str(len(n) - 1)
        name = g.pick(["heap_bytes", "rate", "total_bytes", "throughput", "mean", "flops", "elapsed_ns", "size", "energy",
                       "p99_ns"])
    elif kind == "fraction":
        name, lexeme = g.pick(["score", "ratio", "similarity", "loss", "x", "weight", "value", "p"]), g.pick(["0.", "1.", "12.",
                "-0.", "0.0"]) + n
    elif kind == "coordinate":
        name = g.pick(["lat", "lng", "longitude", "latitude", "lon"])
        lexeme = str(g.r.randint(-89, 89)) + "." + n
    else:
        unit = g.pick(["ms", "us", "ns"])
        name, lexeme = g.pick(["epoch_" + unit, "ts_" + unit, "timestamp", "created_" + unit, "time_" + unit, "updatedAt",
                               "started"]), g.epoch(unit)
    obj = g.spread([(name, lexeme if kind == "text telemetry" else g.spell(lexeme))])
    shown = f'"{name}":"{lexeme}"' if kind == "text telemetry" else f'"{name}":{lexeme}'
    return Case("json_number_kept", "negative", g.wrap_object(obj, exact=True), [], [shown], spelled=dict(g.spelled), tier=tier,
                group=kind, shield=True)


@builder("nested_json", 150)
def nested_json(g: Gen) -> Case:
    """JSON in strings, one to three levels, NDJSON, arrays."""
    n = g.pan()
    name = g.pick(w.CARD_NUMBER_FIELDS + w.NEUTRAL_NUMBER_FIELDS)
    kind = g.pick(["levels", "ndjson", "array", "object in list"])
    keep: list[str] = []
    if kind == "levels":
        value: Json = g.spread([(name, n)], 2)
        for _ in range(g.r.randint(1, 3)):
            value = {g.pick(["body", "webhook", "raw", "event", "payload"]): json.dumps(value, ensure_ascii=False)}
        text, mask = json.dumps(value, ensure_ascii=False), [n]
    elif kind == "ndjson":
        mask = [n, g.pan()]
        rows = [g.spread([(name, m)], 2) for m in mask]
        rows.insert(g.r.randint(0, 2), g.spread([("count", g.r.randint(10, 99))], 2))
        text = "\n".join(json.dumps(x, ensure_ascii=False) for x in rows)
    elif kind == "array":
        mask = [g.pan() for _ in range(g.r.randint(2, 5))]
        text = json.dumps({g.pick(["cards", "numbers", "values", "pans", "list"]): mask})
    else:
        mask = [n]
        text = json.dumps([g.spread([("card", {name: n})]), g.spread([("kind", "voucher")])], ensure_ascii=False,
                          indent=g.pick([None, 1, 4]))
    return Case("nested_json", "positive", g.wrap_text(text), mask, keep, group=kind)


# ---- tables and markup

HEAD_PAN = ["pan", "card_number", "Card Number", "cardno", "Card", "Kartennummer", "CC Number", "PAN", "card number",
            "Numéro de carte", "Numero carta", "Kaartnummer", "Numer karty", "Kart No", "Номер карты", "卡号", "カード番号", "Tarjeta"]
HEAD_CODE = ["cvv", "CVV2", "cvc", "CVC", "Card Code (CVV)", "cvv2", "security code", "Prüfnummer (CVC)", "cryptogramme", "CVV",
             "安全码", "セキュリティコード", "Kod CVV", "CVV Kodu", "Código CVV", "Cvc2"]
HEAD_OTHER = [("name", lambda g: g.pick(w.LAST)), ("city", lambda g: g.pick(w.CITY)), ("shop", lambda g: g.pick(w.SHOP)),
              ("status", lambda g: g.pick(w.VERB)), ("amount", lambda g: f"{g.r.randint(1, 99)}.{g.r.randint(10, 99)}"),
              ("expiry", lambda g: f"{g.r.randint(1, 12):02d}/{g.r.randint(26, 33)}"), ("qty", lambda g: str(g.r.randint(1, 9))),
              ("currency", lambda g: g.pick(["EUR", "USD", "CHF", "PLN", "TRY", "JPY"])), ("owner", lambda g: g.pick(w.FIRST)),
              ("country", lambda g: g.pick(["AT", "DE", "FR", "ES", "IT", "NL", "PL"]))]


def draw_table(g: Gen, head: list[str], rows: list[list[str]]) -> tuple[str, str]:
    """A table as CSV, TSV, Markdown, aligned columns, HTML or drawn with boxes."""
    kind = g.pick(["csv", "csv", "semicolon", "tsv", "markdown", "markdown", "aligned", "html", "box", "quoted"])
    table = [head, *rows]
    if kind in ("csv", "semicolon", "tsv"):
        return "\n".join({"csv": ",", "semicolon": ";", "tsv": "\t"}[kind].join(x) for x in table), kind
    if kind == "quoted":
        return "\n".join(",".join(f'"{c}"' for c in x) for x in table), kind
    if kind == "html":
        body = "".join("<tr>" + "".join(f"<td>{c}</td>" for c in x) + "</tr>" for x in rows)
        return "<table><tr>" + "".join(f"<th>{c}</th>" for c in head) + "</tr>" + body + "</table>", kind
    if kind == "markdown":
        line = [["---"] * len(head)]
        return "\n".join("| " + " | ".join(x) + " |" for x in [head, *line, *rows]), kind
    wide = [max(len(x[i]) for x in table) + 2 for i in range(len(head))]
    if kind == "aligned":
        return "\n".join("".join(c.ljust(wide[i]) for i, c in enumerate(x)).rstrip() for x in table), kind
    return "\n".join("│ " + " │ ".join(c.ljust(wide[i]) for i, c in enumerate(x)) + " │" for x in table), kind


@builder("table", 240)
def table_of_cards(g: Gen) -> Case:
    """Tables with a card column, a code column or both."""
    others = g.r.sample(HEAD_OTHER, g.r.randint(1, 4))
    count = g.r.randint(1, 6)
    which = g.pick(["pan", "code", "both", "both"])
    columns: list[tuple[str, list[str]]] = [(h, [f(g) for _ in range(count)]) for h, f in others]
    mask, keep = [], []
    if which in ("pan", "both"):
        pans = [g.pan() for _ in range(count)]
        mask += pans
        columns.insert(g.r.randint(0, len(columns)), (g.pick(HEAD_PAN), pans))
    if which in ("code", "both"):
        codes = [g.code() for _ in range(count)]
        mask += codes
        columns.insert(g.r.randint(0, len(columns)), (g.pick(HEAD_CODE if which == "both" else HEAD_CODE[:6] + ["CVV", "Cvc2"]),
                                                      codes))
    rows = [[c[1][i] for c in columns] for i in range(count)]
    text, kind = draw_table(g, [c[0] for c in columns], rows)
    keep = [c[1][0] for c in columns if re.fullmatch(r"[A-Z][a-z]+", c[1][0])]
    if any(p[-4:] in mask for p in mask if len(p) > 4):
        raise Retry
    return Case("table", "positive", g.wrap_text(text), list(dict.fromkeys(mask)), keep, group=which + " " + kind)


@builder("table_plain", 200)
def table_without_cards(g: Gen) -> Case:
    """Tables of other numbers: short codes, parcels, devices, counts, times."""
    pool: list[tuple[str, Callable[[], str]]] = [
        ("iban", g.iban), ("imei", g.imei), ("iccid", g.iccid), ("gtin", g.gtin), ("tracking", g.tracking), ("phone", g.phone),
        ("uuid", g.uuid), ("order_no", lambda: g.decoy(g.pick([8, 10, 12, 16]), "0789")), ("error_code", lambda: g.code(3)),
        ("postal_code", lambda: g.digits(4, "123456789")), ("ms", lambda: str(g.r.randint(100, 9999))),
        ("cvv_result", lambda: g.pick("MNPSU")), ("last4", lambda: g.digits(4)), ("mcc", lambda: g.digits(4, "5678")),
        ("year", lambda: str(g.r.randint(1990, 2030))),
        ("timestamp_ms", lambda: g.epoch("ms")), ("sha", lambda: g.hexes(40)),
        ("size_bytes", lambda: g.digits(g.r.randint(5, 12), "123456789")),
        ("verification_code", lambda: g.digits(4, "123456789")), ("bin", lambda: g.digits(6, "45")), ("room", lambda: g.code(3))]
    chosen = g.r.sample(pool, g.r.randint(2, 5))
    others = g.r.sample(HEAD_OTHER[:5], g.r.randint(1, 2))
    count = g.r.randint(1, 6)
    columns = [(h, [f() for _ in range(count)]) for h, f in chosen] + [(h, [f(g) for _ in range(count)]) for h, f in others]
    g.r.shuffle(columns)
    text, kind = draw_table(g, [c[0] for c in columns], [[c[1][i] for c in columns] for i in range(count)])
    return Case("table_plain", "negative", g.wrap_text(text), [], [c[1][0] for c in columns], group=kind)


@builder("markup", 260)
def markup(g: Gen) -> Case:
    """HTML, XML, SQL, YAML, quoted-printable, entities, spans with a card in it."""
    n = g.pan()
    gs = groups_of(n)
    name = g.pick([x for x in w.CARD_NUMBER_FIELDS if re.fullmatch(r"[A-Za-z_]+", x)])
    who, city, tier = g.pick(w.FIRST), g.pick(w.CITY), "must"
    dec = "".join(f"&#{ord(c)};" for c in n)
    hexed = "".join(f"&#x{ord(c):x};" for c in n)
    forms: dict[str, str] = {
        "xml element": f"<pay><{name}>{n}</{name}><city>{city}</city></pay>",
        "xml attribute": f"<card {name}=\"{n}\" city='{city}'/>",
        "xml namespace": f"<ns1:{name} xmlns:ns1=\"urn:x\">{g.grouped(n, ' ')}</ns1:{name}>",
        "cdata": f"<{name}><![CDATA[{n}]]></{name}>",
        "html span": "<p>" + "".join(f"<span>{x}</span>" for x in gs) + f"</p><p>{city}</p>",
        "html spans and blanks": "<td>" + "&nbsp;".join(gs) + f"</td><td>{city}</td>",
        "html narrow": f"<li>{'&#8239;'.join(gs)}</li><li>{city}</li>",
        "html bold part": f"<b>{n[:6]}</b>{n[6:-4]}<i>{n[-4:]}</i> {city}",
        "html input": f"<input name=\"{name}\" value=\"{n}\" autocomplete=\"off\"><label>{city}</label>",
        "html data": f"<div data-{name.lower()}=\"{n}\">{city}</div>",
        "decimal references": f"number {dec} of {who}", "hex references": f"number {hexed} of {who}",
        "sql insert": f"INSERT INTO pay (id, {name}, city) VALUES (7, '{n}', '{city}');",
        "sql update": f"UPDATE pay SET {name} = '{n}' WHERE city = '{city}'",
        "sql error": f"ERROR: duplicate key ({name})=({n}) already exists in {city}",
        "yaml": f"owner: {who}\n{name}: \"{n}\"\ncity: {city}", "yaml plain": f"owner: {who}\n{name}: {n}\ncity: {city}",
        "ini": f"[pay]\n{name}={n}\ncity={city}", "quoted printable": f"Dear {who},=0D=0A{n[:9]}=\n{n[9:]} arrived",
        "quoted printable codes": f"{who} wrote =" + "=".join(f"{ord(c):02X}" for c in n) + " ok",
        "escaped xml": f"&lt;{name}&gt;{n}&lt;/{name}&gt;&lt;city&gt;{city}&lt;/city&gt;",
        "js": f"var o={{{name}:\"{n}\",city:'{city}'}};",
        "js escapes": "var p='" + "".join(f"\\x{ord(c):02x}" for c in n) + f"'; // {city}",
        "markdown link": f"[{who}](https://pay.example/c/{n}) in {city}",
        "markdown code": f"```\n{name}={n}\n```\n{city}", "toml": f"[card]\n{name} = \"{n}\"\ncity = \"{city}\"",
        "latex": f"\\textbf{{{n}}} for {who}", "diff": f"-{name}: {g.masked()}\n+{name}: {n}",
        "python": f"{{'{name}': '{n}', 'city': '{city}'}}", "java": f"Payment{{{name}='{n}', city='{city}'}}",
        "stack trace": f"ValueError: bad {name} {n}\n  at pay.check (line 12)\n  at {city}",
    }
    kind = g.pick(list(forms))
    keep = [x for x in (city,) if x in forms[kind]]
    if kind in ("quoted printable codes", "latex", "diff", "html bold part"):
        tier = "should"
    return Case("markup", "positive", g.wrap_text(forms[kind]), [n], keep, tier=tier, group=kind)


@builder("url", 160)
def urls(g: Gen) -> Case:
    """Paths, queries, percent-encoding once and twice, form bodies, fragments."""
    n = g.pan()
    shop = g.pick(w.SHOP).lower()
    enc = "".join(f"%{ord(c):02X}" for c in n)
    twice = enc.replace("%", "%25")
    name = urllib.parse.quote(g.pick(["cc", "card", "number", "pan", "n", "q", "value", "cardNumber", "card[number]", "ref",
                                      "order"]))
    kind, shown = g.pick([("query", f"https://{shop}.example/pay?{name}={n}&step=2"), ("path", f"/v1/cards/{n}/detail?step=2"),
                          ("blanks", f"callback?{name}={g.grouped(n, '%20')}&step=2"),
                          ("plus", f"{name}={g.grouped(n, '+')}&step=2"), ("percent digits", f"/pay?{name}={enc}&step=2"),
                          ("percent twice", f"/pay?{name}={twice}&step=2"),
                          ("form", f"shop={shop}&{name}={n}&step=2"), ("fragment", f"https://{shop}.example/#/card/{n}&step=2"),
                          ("dashes", f"/c?{name}={g.grouped(n, '%2D')}&step=2"), ("uri", f"pay://{shop}/{n}?step=2"),
                          ("log line", f"GET /api/{shop}/{n}?step=2 HTTP/1.1"),
                          ("mixed percent", f"/p?{name}={n[:6]}%{ord(n[6]):02X}{n[7:]}&step=2")])
    if kind == "path" and g.chance(0.3):
        return Case("url", "positive", result(g.rid(), {"contents": [{"uri": f"file:///{shop}/{n}.txt", "mimeType": "text/plain",
                                                                      "text": shop}]}),
                    [n], [], group="resource uri")
    return text_case(g, "url", "positive", shown, [n], ["step=2"], group=kind)


@builder("placement", 200)
def placements(g: Gen) -> Case:
    """Every place of a message that can hold a number."""
    n, rid, word = g.pan(), g.rid(), g.pick(w.THING)
    t = g.fill(g.pick(w.PLAIN), n=n)
    forms: dict[str, Callable[[], Json]] = {
        "object key": lambda: result(rid, {"content": [], "structuredContent": {n: word, "k": 1}}),
        "nested key": lambda: result(rid, {"content": [], "structuredContent": {"cards": {n: {"state": word}}}}),
        "error message": lambda: {"jsonrpc": "2.0", "id": rid, "error": {"code": -32000, "message": t}},
        "error data": lambda: {"jsonrpc": "2.0", "id": rid, "error": {"code": -32000, "message": word, "data": [t]}},
        "_meta": lambda: result(rid, {"content": [], "_meta": {"vendor/note": t}}),
        "block _meta": lambda: result(rid, {"content": [{"type": "text", "text": word, "_meta": {"x/y": t}}]}),
        "tool default": lambda: result(rid, {"tools": [{"name": word, "inputSchema": {"type": "object", "properties": {
            "card": {"type": "string", "default": n}}}}]}),
        "tool example": lambda: result(rid, {"tools": [{"name": word, "inputSchema": {"type": "object", "properties": {
            "number": {"type": "string", "examples": [n]}}}}]}),
        "tool enum": lambda: result(rid, {"tools": [{"name": word, "inputSchema": {"type": "object", "properties": {
            "number": {"enum": ["none", n]}}}}]}),
        "tool title": lambda: result(rid, {"tools": [{"name": word, "title": t, "inputSchema": {"type": "object"}}]}),
        "elicitation": lambda: {"jsonrpc": "2.0", "id": rid, "method": "elicitation/create", "params": {
            "message": t, "requestedSchema": {"type": "object", "properties": {"ok": {"type": "boolean", "title": word}}}}},
        "elicitation default": lambda: {"jsonrpc": "2.0", "id": rid, "method": "elicitation/create", "params": {
            "message": word, "requestedSchema": {"type": "object", "properties": {"card": {"type": "string", "default": n}}}}},
        "sampling": lambda: {"jsonrpc": "2.0", "id": rid, "method": "sampling/createMessage", "params": {
            "messages": [{"role": "user", "content": {"type": "text", "text": t}}], "systemPrompt": word, "maxTokens": 50}},
        "sampling system": lambda: {"jsonrpc": "2.0", "id": rid, "method": "sampling/createMessage", "params": {
            "messages": [{"role": "user", "content": {"type": "text", "text": word}}], "systemPrompt": t, "maxTokens": 50}},
        "structured": lambda: result(rid, {"content": [], "structuredContent": {"deep": {"list": [1, [t], {"x": word}]}}}),
        "resource text": lambda: result(rid, {"contents": [{"uri": "mem://" + word, "mimeType": "text/csv", "text": t}]}),
        "resource blob": lambda: result(rid, {"contents": [{"uri": "mem://" + word, "mimeType": "text/plain",
                                                            "blob": base64.b64encode((t + "\n" + word).encode()).decode()}]}),
        "embedded blob": lambda: result(rid, {"content": [{"type": "resource", "resource": {
            "uri": "mem://" + word, "mimeType": "application/octet-stream",
            "blob": base64.b64encode((word + " " + t).encode()).decode()}}]}),
        "resource name": lambda: result(rid, {"resources": [{"uri": "mem://" + word, "name": t}]}),
        "resource link": lambda: result(rid, {"content": [{"type": "resource_link", "uri": "mem://x/" + n, "name": word}]}),
        "resource template": lambda: result(rid, {"resourceTemplates": [{"uriTemplate": "mem://{id}", "name": word,
                "description": t}]}),
        "prompt": lambda: result(rid, {"messages": [{"role": "assistant", "content": {"type": "text", "text": t}}],
                                       "description": word}),
        "prompt description": lambda: result(rid, {"prompts": [{"name": word, "description": t}]}),
        "prompt argument": lambda: result(rid, {"prompts": [{"name": word, "arguments": [{"name": "card", "description": t}]}]}),
        "log": lambda: {"jsonrpc": "2.0", "method": "notifications/message",
                        "params": {"level": "error", "logger": word, "data": t}},
        "log object": lambda: {"jsonrpc": "2.0", "method": "notifications/message",
                               "params": {"level": "error", "data": {"row": {word: n}}}},
        "progress": lambda: {"jsonrpc": "2.0", "method": "notifications/progress",
                             "params": {"progressToken": word, "progress": 1, "message": t}},
        "cancelled": lambda: {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": "x", "reason": t}},
        "completion": lambda: result(rid, {"completion": {"values": [n, word], "total": 2}}),
        "annotations": lambda: result(rid, {"content": [{"type": "text", "text": word, "annotations": {"note": t}}]}),
        "instructions": lambda: result(rid, {"protocolVersion": "2025-06-18", "capabilities": {},
                                             "serverInfo": {"name": word, "version": "1"}, "instructions": t}),
    }
    kind = g.pick(list(forms))
    keep = [word] if kind in ("error data", "block _meta", "structured", "resource link", "completion", "annotations") else []
    return Case("placement", "positive", forms[kind](), [n], keep, group=kind)


@builder("glued", 180)
def glued(g: Gen) -> Case:
    """Letters glued on, zero padding, length prefixes, two numbers in a row, number then expiry and code."""
    n = g.pan()
    kind = g.pick(["letters", "camel", "padding", "length prefix", "two numbers", "expiry and code", "expiry and code", "quads",
                   "underscore"])
    mask, keep, tier = [n], [], "must"
    if kind == "letters":
        core = g.pick(["CARD", "No", "x", "PAN", "cc", "ID", "ref", "Karte", "T"]) + n + g.pick(["END", "x", "Z", "eur", "ok",
                ""])
    elif kind == "camel":
        core = g.fill("TheNumberThat{first}GaveUsIs") + n + g.fill("AndNothingElseFrom{city}")
    elif kind == "padding":
        core = g.fill("account field {n} {verb}", n="0" * g.r.randint(1, 8) + n)
    elif kind == "length prefix":
        head = g.pick(["0200", "0100", "0210", "0420"]) + " " + g.hexes(16, True)
        core = f"{head} {len(n)}{n} 000000 {g.r.randint(1, 99999):012d}"
        keep = [head]
    elif kind == "two numbers":
        m = g.pan()
        core, mask, tier = g.fill("dump {n} end", n=n + m), [n, m], "should"
    elif kind == "expiry and code":
        code = g.code(4 if n.startswith("3") and len(n) == 15 else 3)
        e = f"{g.r.randint(1, 12):02d}/{g.r.randint(26, 33)}"
        sep = g.pick([" ", " ", "|", ";", ",", " / "])
        core, mask, keep, tier = sep.join([n, e, code]), [n, code], [e], "should"
    elif kind == "quads":
        if len(n) != 16:
            raise Retry
        front = g.digits(4, "0179")
        core = g.fill("{n} arrived in {city}", n=" ".join([front, *groups_of(n)]))
        if sum(1 for _ in strong_windows(core)) != 1:
            raise Retry
    else:
        core = g.pick(["card_", "pan_", "x_", "backup_"]) + n + g.pick(["_v2", "_old", ".txt", "_final"])
    return text_case(g, "glued", "positive", core, mask, keep, tier=tier, group=kind)


# ---- tracks, chips, PINs

@builder("track_emv", 260)
def tracks(g: Gen) -> Case:
    """Magnetic stripes, chip tags and ISO 8583 fields."""
    n = g.pan(g.pick(["visa", "mastercard", "amex", "discover", "maestro"]))
    ym, disc = f"{g.r.randint(26, 34)}{g.r.randint(1, 12):02d}", g.digits(g.r.randint(8, 12))
    svc = g.pick(["101", "201", "221", "601", "120"])
    name = f"{g.pick(w.LAST).upper()}/{g.pick(w.FIRST).upper()}"
    two = f"{n}={ym}{svc}{disc}"
    one = f"%B{n}^{name}^{ym}{svc}{disc}?"
    hex_two = n + "D" + ym + svc + disc
    hex_two += "F" if len(hex_two) % 2 else ""
    pan_hex = n + ("F" if len(n) % 2 else "")
    tail = ym + svc + disc
    reads = g.fill("{thing}") + " reader"
    forms: dict[str, tuple[str, list[str], str]] = {
        "track 2": (f"{reads} ;{two}? fin", [n, tail], "fin"), "track 2 bare": (f"{reads} {two} fin", [n, tail], "fin"),
        "track 2 with D": (f"track2 {n}D{tail} fin", [n, tail], "fin"),
        "track 1": (f"{reads} {one} fin", [n, tail], "fin"), "both": (f"{one};{two}?", [n, tail], ""),
        "tag 57": (f"57{len(hex_two) // 2:02X}{hex_two} stop", [n, tail], "stop"),
        "tag 5A": (f"tags 5A{len(pan_hex) // 2:02X}{pan_hex}9F1A020276 stop", [n], "stop"),
        "tag 5A spaced": ("tags 5A " + " ".join(re.findall("..", f"{len(pan_hex) // 2:02X}{pan_hex}")) + " stop", [n], "stop"),
        "tag 9F6B": (f"9F6B{len(hex_two) // 2:02X}{hex_two} stop", [n, tail], "stop"),
        "tlv list": (f"9F02 06 000000001200\n57 {len(hex_two) // 2:02X} {hex_two}\n9A 03 260724", [n, tail],
                     "9F02 06 000000001200"),
        "de lines": (f"DE 2: {n}\nDE 35: {two}\nDE 41: TERM0001", [n, tail], "TERM0001"),
        "de 45": (f"DE45={one[1:-1]}\nDE41=TERM0001", [n, tail], "TERM0001"),
        "jpos": (f"<isomsg><field id=\"2\" value=\"{n}\"/><field id=\"35\" value=\"{two}\"/>"
                 "<field id=\"41\" value=\"TERM01\"/></isomsg>",
                 [n, tail], "TERM01"),
        "json de": (json.dumps({"2": n, "35": two, "41": "TERM01"}), [n, tail], "TERM01"),
        "json tags": (json.dumps({"5A": pan_hex, "57": hex_two, "9F1A": "0276"}), [n, tail], "9F1A"),
    }
    kind = g.pick([*forms, "field"])
    if kind == "field":
        name2, value = g.pick([("track2", two), ("track1", one), ("trackData", f";{two}?"), ("track_2_data", two),
                               ("emv57", hex_two), ("Track2EquivalentData", hex_two), ("magstripe", one),
                               ("swipe", one + f";{two}?"), ("DE35", two),
                               ("tag57", hex_two), ("track2Data", two), ("F35", two), ("encTrack1", one)])
        return Case("track_emv", "positive", g.wrap_object(g.spread([(name2, value)])), [n, tail], group=kind)
    text, mask, keep = forms[kind]
    tier = "should" if kind in ("json de", "tlv list", "tag 5A spaced") else "must"
    return text_case(g, "track_emv", "positive", text, mask, [keep] if keep else [], tier=tier, group=kind)


PIN_NAMES = ["pin", "PIN", "card_pin", "cardPin", "atm_pin", "atmPin", "pinCode", "customer_pin", "debitPin", "new_pin", "newPin",
             "old_pin", "PinNumber", "pin_number", "pinValue", "user_pin", "card-pin", "clearPin", "pin_clear", "CARD_PIN",
             "offline_pin",
             "currentPin"]
BLOCK_NAMES = ["pin_block", "pinBlock", "PINBlock", "encrypted_pin_block", "encryptedPinBlock", "pinBlk", "DE52", "F052", "de52",
               "encPinBlock", "PIN_BLOCK", "pin-block", "onlinePinBlock", "pinBlockHex", "epb_pin_block", "field52", "pinblock",
               "PinBlockData"]


@builder("pin", 260)
def pins(g: Gen) -> Case:
    """PINs by key or label, PIN blocks of 16 and 32 hex digits."""
    if g.chance(0.45):
        long = g.chance(0.35)
        block = ""
        while not re.search(r"\d", block) or not re.search(r"[A-F]", block.upper()):
            block = g.hexes(32 if long else 16, g.chance(0.7))
        tier = "must"
        name = g.pick(BLOCK_NAMES if not long else ["pinBlockFormat4", "pin_block_format_4", "pinBlock", "pin_block",
                                                    "encryptedPinBlock", "PINBlock", "pinBlockIso4", "aes_pin_block"])
        if g.chance(0.55):
            return Case("pin", "positive", g.wrap_object(g.spread([(name, block)])), [block], tier=tier,
                        group="block 32" if long else "block 16")
        core = g.pick([f"PIN block: {block}", f"PIN block {block} rejected by HSM", f"pin_block={block}", f"{name}: {block}",
                       f"{name}={block} ok",
                       f"<{name}>{block}</{name}>", f"Encrypted PIN block = {block}", f"encrypted PIN block ({block})"])
        return text_case(g, "pin", "positive", core, [block], [], tier=tier, group="block 32" if long else "block 16")
    pin = g.code(g.pick([4, 4, 4, 5, 6]))
    if g.chance(0.5):
        name = g.pick(PIN_NAMES)
        if len(pin) > 4 and name == "pinCode":
            raise Retry
        rows = [(name, pin)]
        if g.chance(0.4):
            rows.append(("last4", g.digits(4)))
        return Case("pin", "positive", g.wrap_object({"card": g.spread(rows)} if g.chance(0.4) else g.spread(rows)), [pin],
                    group="field")
    frame, tier = g.pick([("PIN: {c}", "must"), ("the PIN is {c}", "must"), ("card PIN {c}", "must"),
                          ("my PIN is {c}, please help", "must"), ("{first}'s card PIN is {c}", "must"), ("PIN = {c}", "must"),
                          ("Die PIN der Karte lautet {c}", "must"),
                          ("Geheimzahl der Karte: {c}", "should"), ("code PIN de la carte : {c}", "must"),
                          ("PIN de la tarjeta: {c}", "must"), ("PIN do cartão: {c}", "must"), ("PIN della carta: {c}", "must"),
                          ("pincode van de kaart: {c}", "should"), ("PIN karty: {c}", "must"), ("kart PIN kodu: {c}", "must"),
                          ("ПИН-код карты: {c}", "should"),
                          ("PIN-код: {c}", "must"), ("银行卡PIN码：{c}", "should"), ("カードの暗証番号は{c}です", "should"),
                          ("ATM PIN {c} did not work", "must"),
                          ("new PIN: {c}, old one forgotten", "must"), ("PIN code: {c}", "must"), ("pin={c}&step=2", "must"),
                          ("<pin>{c}</pin>", "must"), ("debit card, PIN {c}, {city}", "must"),
                          ("name,pin\n{last},{c}\n", "must")])
    return text_case(g, "pin", "positive", g.fill(frame, c=pin), [pin], [], tier=tier, group="label")


@builder("pin_plain", 200)
def pins_of_other_kinds(g: Gen) -> Case:
    """The word pin and sixteen hex digits where no PIN is."""
    if g.chance(0.5):
        c = g.code()
        name, value = g.pick([("pin_count", int(c)), ("pinned_message_id", int(c)), ("pin_length", 4), ("pin_required", True),
                              ("pin_attempts", 3), ("pinned", True), ("gpio_pin", g.r.randint(1, 40)), ("pinStatus", "set"),
                              ("pin_try_counter", 2),
                              ("spinner_ms", int(c)), ("mapping_id", int(c)), ("ping_ms", int(c)), ("shipping_code", c),
                              ("pinType", "online"), ("pin_retries_left", 3), ("opinions", int(c)),
                              ("pinnedVersion", f"4.{c[:2]}.1"),
                              ("pin_entry_mode", "051"), ("pinBlockFormat", "ISO-0"), ("span_id", g.hexes(16)),
                              ("traceId", g.hexes(32)),
                              ("etag", g.hexes(16)), ("ksn", g.hexes(20, True)), ("device_id", g.hexes(16)),
                              ("checksum", g.hexes(16, True)),
                              ("kcv", g.hexes(6, True)), ("fingerprint", g.hexes(32)), ("session", g.hexes(32)),
                              ("md5", g.hexes(32)),
                              ("mac_key_id", g.hexes(16, True)), ("spin", c), ("pinboard", c), ("typing_ms", int(c)),
                              ("pineapple_count", int(c))])
        shown = f'"{value}"' if isinstance(value, str) else json.dumps(value)
        return Case("pin_plain", "negative", g.wrap_object(g.spread([(name, value)])), [], [shown.strip('"')], group="field")
    c, h = g.code(), g.hexes(16)
    frame = g.pick(["pin header J{c} is bent", "ping took {c} ms to {city}", "{c} pins on the map of {city}",
                    "pinned {c} messages", "span {h} {verb}", "GPIO pin 13 toggled {c} times", "commit {h} pinned by {first}",
                    "the pin of hinge {c} is loose",
                    "bowling: {c} pins for {first}", "object {h} of {shop}", "{first} has an opinion on {c} items",
                    "spinning at {c} rpm",
                    "shipping took {c} minutes", "PIN changed {adverb} by {first}", "wrong PIN, three attempts left",
                    "key check value {h} {verb}",
                    "de52 is the field of the PIN block", "PIN length must be 4", "pin 14 of U{c}",
                    "DIP-{c} package, pin 7 is ground",
                    "PIN block format ISO-0 or ISO-4"])
    text = g.fill(frame, c=c, h=h)
    return text_case(g, "pin_plain", "negative", text, [], [text], group="sentence")
