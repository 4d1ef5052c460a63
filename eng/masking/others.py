"""Cases of splits, encodings, streams and readable odd text, and every kind of number, token and binary that must stay."""

from __future__ import annotations

import base64
import gzip
import json
import quopri
import re
import string
from typing import Callable
from urllib.parse import quote_plus

import words as w
from draws import CARD_WORD, Case, Gen, Json, Retry, builder, groups_of, is_strong, leaves, luhn_ok, result, text_case


# ---- over fields, blocks and events

@builder("split", 240)
def splits(g: Gen) -> Case:
    """A number in parts under card names, running stems, one list, neighbouring blocks, events."""
    n = g.pan(g.pick(["visa", "mastercard", "discover", "amex"]), None)
    if len(n) not in (15, 16):
        raise Retry
    gs = groups_of(n)
    kind = g.pick(["running", "running", "list", "list", "blocks", "events", "log events", "halves", "bin rest"])
    keep = [g.pick(w.CITY)]
    if kind == "running":
        stem = g.pick(["pan", "card", "cc", "cardno", "card_no_", "cardNumber", "card_number_", "pan_", "number", "num", "part",
                       "part_", "ccnum", "field_", "cardPart", "group", "seg", "block", "digits_", "kartennr", "pan_part_",
                       "card-number-"])
        marks = g.pick(["1234", "0123", "abcd", "1234"]) if stem.endswith(("_", "-", "t", "p", "g")) else "1234"
        if marks == "abcd" and not stem.startswith(("part", "card", "pan")):
            marks = "1234"
        parts: list[tuple[str, Json]] = [(stem + marks[i], x) for i, x in enumerate(gs)]
        obj: Json = dict([*parts, ("city", keep[0])])
        return Case("split", "positive", g.wrap_object(obj), [n], keep, tier="should", group=kind)
    if kind == "list":
        values: list[Json] = list(gs)
        spelled = False
        if g.chance(0.35):
            values = [g.spell(x) if x[0] != "0" and g.chance(0.6) else x for x in gs]
            spelled = True
        name = g.pick(["card_parts", "pan", "pan_parts", "cardNumber", "card_number", "cardSegments", "cc", "card"])
        return Case("split", "positive", g.wrap_object({name: values, "city": keep[0]}, exact=spelled), [n], keep, tier="should",
                    spelled=dict(g.spelled), group="list under a card name")
    if kind == "halves":
        a, b = g.pick([("card_first8", "card_last8"), ("pan_high", "pan_low"), ("cardNumberStart", "cardNumberEnd"),
                       ("pan_a", "pan_b"), ("card1", "card2"), ("cc_left", "cc_right")])
        cut = g.pick([8, 8, 10])
        return Case("split", "positive", g.wrap_object({a: n[:cut], b: n[cut:], "city": keep[0]}), [n], keep, tier="should",
                    group=kind)
    if kind == "bin rest":
        if len(n) != 16:
            raise Retry
        return Case("split", "positive", g.wrap_object({"card": {"prefix": n[:8], "rest": n[8:]}, "city": keep[0]}), [n], keep,
                    tier="should",
                    group=kind)
    if kind == "blocks":
        cut = g.pick([1, 2, 3])
        blocks = [{"type": "text", "text": g.pick(["card number ", "card: ", "Karte ", "PAN "]) + " ".join(gs[:cut])},
                  {"type": "text", "text": " ".join(gs[cut:])}, {"type": "text", "text": keep[0]}]
        return Case("split", "positive", result(g.rid(), {"content": blocks}), [n], keep, tier="should", group=kind)
    cut = g.pick([4, 5, 6, 8])
    a, b = g.pick(["card number ", "card ", "PAN ", "Kartennummer "]) + n[:cut], n[cut:] + g.pick(["", " ok", " received"])
    if kind == "events":
        messages = [{"jsonrpc": "2.0", "method": "notifications/progress",
                     "params": {"progressToken": "t1", "progress": i + 1, "message": t}}
                    for i, t in enumerate((a, b))]
    else:
        messages = [{"jsonrpc": "2.0", "method": "notifications/message",
                     "params": {"level": "info", "logger": "tty", "data": t}} for t in (a, b)]
    messages.append(result(g.rid(), {"content": [{"type": "text", "text": keep[0]}]}))
    return Case("split", "positive", messages, [n], keep, tier="should", chunks=g.stream(messages, {}), group=kind)


@builder("row_plain", 380)
def rows_of_other_fields(g: Gen) -> Case:
    """Fields that have nothing to do with one another, whose digits in a row would be a card."""
    kind = g.pick(["zip year month day", "sku qty price total", "four of four", "two of eight", "three fields", "list of rows",
                   "months", "expiries", "years", "small list", "running"])
    keep, spelled = [], False
    obj: Json
    for _ in range(500):
        if kind == "zip year month day":
            year, month, day = str(g.r.randint(2019, 2029)), f"{g.r.randint(1, 12):02d}", f"{g.r.randint(1, 28):02d}"
            rows = [(g.pick(["zip", "postal_code", "plz"]), g.pick("45") + g.digits(4)), ("year", year), ("month", month),
                    ("day", day), (g.pick(["hour_min_s", "slot", "store"]), g.digits(3))]
        elif kind == "sku qty price total":
            rows = [(g.pick(["sku", "article", "item"]), g.pick("45") + g.digits(5)),
                    (g.pick(["qty", "quantity"]), g.digits(2, "123456789")),
                    (g.pick(["price", "unit_price"]), g.digits(4, "123456789")),
                    (g.pick(["total", "sum", "amount"]), g.digits(4, "123456789"))]
        elif kind == "four of four":
            names = g.r.sample(w.ROOMISH, 4)
            rows = [(names[0], g.pick("45") + g.digits(3)), *((x, g.digits(4)) for x in names[1:])]
        elif kind == "two of eight":
            names = g.r.sample(["opened", "lot", "meter_start", "meter_end", "population", "views", "likes", "distance", "weight",
                                "height"], 2)
            rows = [(names[0], g.pick("45") + g.digits(7)), (names[1], g.digits(8, "123456789"))]
        elif kind == "three fields":
            names = g.r.sample(["votes", "views", "downloads", "stars", "altitude", "depth", "budget", "salary", "area", "rank"],
                               3)
            rows = [(names[0], g.pick(["34", "37"]) + g.digits(2)), (names[1], g.digits(6, "123456789")),
                    (names[2], g.digits(5, "123456789"))]
        elif kind == "list of rows":
            name, other = g.r.sample(["temperature", "load", "visits", "score", "points", "watts", "lux", "votes"], 2)
            rows = [(name, g.pick("45") + g.digits(3)), (other, g.digits(4, "123456789")), (name, g.digits(4, "123456789")),
                    (other, g.digits(4, "123456789"))]
        elif kind == "running":
            stem = g.pick(["q", "room", "level", "sensor_", "lap", "round_", "channel", "zone_", "player", "week", "shift_",
                           "line"])
            rows = [(stem + str(i + 1), g.digits(4, "123456789")) for i in range(g.r.randint(3, 6))]
            joined = "".join(v for _, v in rows)
            if not any(is_strong(joined[i:i + n]) for n in (15, 16, 19) for i in range(0, len(joined) - n + 1)):
                break
            continue
        else:
            break
        if is_strong("".join(v for _, v in rows)):
            break
    else:
        raise Retry
    if kind == "months":
        start = g.r.randint(2018, 2027)
        obj = {"months": [f"{start + i // 12}-{i % 12 + 1:02d}" for i in range(g.r.randint(3, 14))]}
        keep = [obj["months"][0], obj["months"][-1]]
        obj = g.pick([obj, {"series": [{"month": m, "value": g.r.randint(10, 99)} for m in obj["months"]]}])
    elif kind == "expiries":
        values = [f"{g.r.randint(1, 12):02d}/{g.r.randint(26, 33)}" for _ in range(g.r.randint(3, 8))]
        obj, keep = {g.pick(["expiries", "expiry_dates", "valid_until"]): values}, values
    elif kind == "years":
        values = [str(y) for y in range(g.r.randint(1990, 2015), g.r.randint(2018, 2030))]
        obj, keep = {"years": values if g.chance(0.5) else [int(y) for y in values]}, values[:2]
    elif kind == "small list":
        for _ in range(200):
            values = [g.r.randint(100, 9999) for _ in range(g.r.randint(4, 12))]
            joined = [str(x) for x in values]
            if not any(is_strong("".join(joined[i:j])) for i in range(len(joined)) for j in range(i + 2,
                    min(len(joined), i + 7) + 1)):
                break
        obj, keep = {g.pick(["latencies_ms", "samples", "counts", "buckets", "histogram", "weights", "points"]): values}, []
    elif kind == "list of rows":
        obj = {"rows": [dict(rows[:2]), dict(rows[2:])]}
        keep = [v for _, v in rows]
    else:
        numbers = g.chance(0.35)
        obj = dict([(k, int(v) if numbers and v[0] != "0" else v) for k, v in rows])
        if len(obj) != len(rows):
            raise Retry
        keep = [f'"{k}":' + json.dumps(v) for k, v in obj.items()]
        spelled = True
        if g.chance(0.3):
            obj = {g.pick(["address", "item", "record", "visit", "event"]): obj}
    message = g.wrap_object(obj, exact=spelled)
    if kind == "four of four" and g.chance(0.2):
        message = {"jsonrpc": "2.0", "method": "notifications/message",
                   "params": {"level": "info", "logger": "hall", "data": obj}}
    if CARD_WORD.search(json.dumps(message).replace("jsonrpc", "")):
        raise Retry
    return Case("row_plain", "negative", message, [], keep, group=kind, shield=True)


@builder("stream_plain", 90)
def streams_of_other_numbers(g: Gen) -> Case:
    """Events one after another whose numbers would be a card together."""
    for _ in range(300):
        a, b = g.pick("45") + g.digits(7), g.digits(8, "123456789")
        if is_strong(a + b):
            break
    else:
        raise Retry
    frames = g.pick([("read {x}", "{x} left"), ("rows {x}", "{x} rows"), ("at {x}", "{x} bytes of {thing}"),
                     ("offset {x}", "{x} queued")])
    texts = [g.fill(frames[0], x=a), g.fill(frames[1], x=b)]
    if g.chance(0.5):
        messages = [{"jsonrpc": "2.0", "method": "notifications/progress",
                     "params": {"progressToken": "t1", "progress": i + 1, "message": t}}
                    for i, t in enumerate(texts)]
    else:
        messages = [{"jsonrpc": "2.0", "method": "notifications/message",
                     "params": {"level": "info", "logger": g.pick(["copy", "sync"]),
                                                                                     "data": {"text": t, "n": i}}} for i,
                                                                                     t in enumerate(texts)]
    messages.append(result(g.rid(), {"content": [{"type": "text", "text": g.sentence()}]}))
    return Case("stream_plain", "negative", messages, [], texts, chunks=g.stream(messages, {}), shield=True)


@builder("stream", 160)
def streams_with_cards(g: Gen) -> Case:
    """Several events, cards in some of them, cut anywhere."""
    messages, mask, keep = [], [], []
    for i in range(g.r.randint(1, 4)):
        if g.chance(0.6):
            n = g.pan()
            text, kept = g.frame(n, g.chance(0.4))
            mask.append(n)
            keep += kept
        else:
            text = g.sentence()
            keep.append(text)
        messages.append({"jsonrpc": "2.0", "method": "notifications/message",
                         "params": {"level": "info", "data": text}} if g.chance(0.5) else
                        {"jsonrpc": "2.0", "method": "notifications/progress",
                         "params": {"progressToken": "p", "progress": i, "message": text}})
    n = g.pan()
    text, kept = g.frame(n, g.chance(0.4))
    spelled = {}
    if g.chance(0.3):
        text = text.replace(n, g.spell("".join(f"\\u{ord(c):04x}" for c in n), inside=True))
        spelled = dict(g.spelled)
    messages.append(g.wrap_text(text))
    return Case("stream", "positive", messages, [*mask, n], [*keep, *kept], chunks=g.stream(messages, spelled))


# ---- encodings

def in_lines(text: str, width: int, end: str) -> str:
    return end.join(text[i:i + width] for i in range(0, len(text), width))


@builder("encoded", 260)
def encoded(g: Gen) -> Case:
    """Base64 of any line width, MIME, data URIs, double Base64, gzip, hex, JWT, quoted-printable."""
    n = g.pan()
    inner = g.fill(g.pick(w.PLAIN + w.CARD), n=n)
    if len(inner) < 24:
        inner += " " + g.sentence()
    raw = inner.encode()
    b64 = base64.b64encode(raw).decode()
    kind = g.pick(["plain", "lines", "lines", "mime", "data uri", "urlsafe", "double", "gzip", "hex", "hex spaced", "jwt",
                   "json in base64", "blob", "blob mime", "utf-16", "field", "hex field", "quoted printable", "pan only"])
    tier, word = "must", g.pick(w.THING)
    if kind == "plain":
        core = f"{word}: {b64} end"
    elif kind == "lines":
        core = f"{word}:\n" + in_lines(b64, g.pick([16, 20, 32, 48, 60, 64, 76]), g.pick(["\n", "\r\n"])) + "\nend"
    elif kind == "mime":
        core = ("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n" +
                in_lines(base64.b64encode((inner + " " + g.sentence() + " " + g.sentence()).encode()).decode(), 76,
                         "\r\n") + "\r\nend")
    elif kind == "data uri":
        core = f"<a href=\"data:text/plain;base64,{b64}\">end</a>"
    elif kind == "urlsafe":
        core = f"/d/{base64.urlsafe_b64encode(raw).decode().rstrip('=')}?end"
    elif kind == "double":
        core, tier = f"{word}: {base64.b64encode(b64.encode()).decode()} end", "should"
    elif kind == "gzip":
        core, tier = f"{word}: {base64.b64encode(gzip.compress(raw, mtime=0)).decode()} end", "should"
    elif kind == "hex":
        core, tier = f"{word}: {raw.hex()} end", "should"
    elif kind == "hex spaced":
        core, tier = f"{word}: {raw.hex(' ')} end", "should"
    elif kind == "jwt":
        head = base64.urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
        body = base64.urlsafe_b64encode(json.dumps({"sub": g.pick(w.LAST),
                                                    g.pick(["pan", "card_number", "card"]): n}).encode()).decode().rstrip("=")
        core, tier = f"Bearer {head}.{body}.{g.letters(43)} end", "should"
    elif kind == "json in base64":
        core = f"{word}: {base64.b64encode(json.dumps({'card': {'number': n}, 'city': g.pick(w.CITY)}).encode()).decode()} end"
    elif kind in ("blob", "blob mime"):
        body = b64 if kind == "blob" else in_lines(base64.b64encode((inner + " " + g.sentence() * 2).encode()).decode(), 76,
                                                   "\r\n")
        return Case("encoded", "positive", result(g.rid(), {"contents": [{"uri": "mem://" + word,
                "mimeType": g.pick(["text/plain", "text/csv"]),
                                                                           "blob": body}]}), [n], ["mem://" + word], group=kind)
    elif kind == "utf-16":
        return Case("encoded", "positive", result(g.rid(), {"contents": [{"uri": "mem://" + word, "mimeType": "text/plain",
                    "blob": base64.b64encode(inner.encode("utf-16-le")).decode()}]}), [n], ["mem://" + word], tier="should",
                    group=kind)
    elif kind in ("field", "hex field"):
        value = b64 if kind == "field" else raw.hex()
        return Case("encoded", "positive", g.wrap_object(g.spread([(g.pick(["file", "body", "raw", "payload", "attachment"]),
                                                                    value)])), [n],
                    tier="must" if kind == "field" else "should", group=kind)
    elif kind == "pan only":
        core = f"{word}: {base64.b64encode(n.encode()).decode()} end"
    else:
        core = quopri.encodestring((inner + " für " + g.sentence()).encode()).decode() + "\nend"
    return text_case(g, "encoded", "positive", core, [n], ["end"], tier=tier, group=kind)


@builder("encoded_plain", 90)
def encoded_plain(g: Gen) -> Case:
    """Base64, hex and tokens without cards: every byte stays."""
    inner = (g.sentence() + " " + g.sentence()).encode()
    kind = g.pick(["base64", "lines", "hex", "jwt", "random", "gzip", "blob", "key"])
    if kind == "base64":
        core = base64.b64encode(inner).decode()
    elif kind == "lines":
        core = in_lines(base64.b64encode(inner).decode(), g.pick([16, 32, 64, 76]), "\n")
    elif kind == "hex":
        core = inner.hex()
    elif kind == "gzip":
        core = base64.b64encode(gzip.compress(inner, mtime=0)).decode()
    elif kind == "jwt":
        core = ".".join(base64.urlsafe_b64encode(x).decode().rstrip("=") for x in (b'{"alg":"RS256"}',
                b'{"sub":"' + inner[:9].hex().encode() + b'"}',
                                                                                     g.r.randbytes(32)))
    elif kind == "key":
        core = "-----BEGIN PUBLIC KEY-----\n" + in_lines(base64.b64encode(g.r.randbytes(270)).decode(), 64,
                                                         "\n") + "\n-----END PUBLIC KEY-----"
    elif kind == "blob":
        body = base64.b64encode(g.r.randbytes(g.r.randint(60, 400))).decode()
        return Case("encoded_plain", "negative", result(g.rid(),
                                                        {"contents": [{"uri": "mem://x", "mimeType": "application/octet-stream",
                                                                                 "blob": body}]}), [], [body], group=kind)
    else:
        core = base64.b64encode(g.r.randbytes(g.r.randint(30, 200))).decode()
    return Case("encoded_plain", "negative", g.wrap_text(core), [], [core], group=kind, shield=True)


@builder("binary_plain", 60)
def images_and_audio(g: Gen) -> Case:
    """Images and audio stay as they are."""
    kind, mime, head = g.pick([("image", "image/png", b"\x89PNG\r\n\x1a\n"), ("image", "image/jpeg", b"\xff\xd8\xff\xe0"),
                               ("audio", "audio/wav", b"RIFF$\0\0\0WAVEfmt "), ("image", "image/gif", b"GIF89a"),
                               ("audio", "audio/mpeg", b"ID3\x04"),
                               ("image", "image/webp", b"RIFF\x24\0\0\0WEBPVP8 ")])
    data = base64.b64encode(head + g.r.randbytes(g.r.randint(60, 1500))).decode()
    if g.chance(0.3):
        at = g.r.randint(20, len(data) - 24)
        data = data[:at - at % 4] + g.digits(16, "45") + data[at - at % 4 + 16:]
    return Case("binary_plain", "negative", result(g.rid(), {"content": [{"type": kind, "data": data, "mimeType": mime}]}), [],
                [data], group=mime, shield=True)


# ---- names of other kinds

@builder("other_name_over_card", 200)
def other_name_over_card(g: Gen) -> Case:
    """The name of another kind over a number that this kind cannot be."""
    name = g.pick(["iban", "uuid", "guid", "gtin", "ean", "isbn", "upc", "tracking_id", "trackingNumber", "imei", "iccid",
                   "phone", "ean13", "mac_address", "IBAN", "creditor_iban", "deviceUuid", "correlation_uuid", "bic",
                   "ip_address", "vin", "email",
                   "mobile"])
    n = g.pan(g.pick(["visa", "mastercard"]), 16)
    if g.chance(0.5):
        return Case("other_name_over_card", "positive", g.wrap_object(g.spread([(name, n)])), [n], tier="should", group="field")
    shop = g.pick(w.SHOP)
    core = g.pick([f"{name}: {n}", f"{name}={n} {shop}", f"<{name}>{n}</{name}>", f"{name} {n} of {shop}",
                   f"{shop},{name}\n{shop},{n}",
                   f"the {name} is {n}", f"{name} \"{n}\" rejected"])
    return text_case(g, "other_name_over_card", "positive", core, [n], [], tier="should", group="label")


@builder("other_kind", 420)
def other_kinds(g: Gen) -> Case:
    """Proper values of other kinds under their names, in sentences, XML and columns."""
    kind, maker, names = g.pick([
        ("iban", g.iban, ["iban", "IBAN", "creditorIban", "account_iban", "payee_iban"]),
        ("imei", g.imei, ["imei", "handset_imei", "IMEI", "deviceImei"]),
        ("iccid", g.iccid, ["iccid", "ICCID", "sim_iccid", "simIccid"]),
        ("gtin", g.gtin, ["gtin", "ean", "ean13", "barcode", "GTIN"]),
        ("gtin14", lambda: g.gtin(14, g.pick(["1", "2", "0"])), ["gtin", "gtin14", "case_gtin"]),
        ("isbn", lambda: g.gtin(13, "978"), ["isbn", "isbn13", "ISBN"]),
        ("upc", lambda: g.gtin(12, g.pick("01278")), ["upc", "barcode"]),
        ("tracking", g.tracking, ["tracking", "tracking_id", "trackingNumber", "parcel_no"]),
        ("phone", g.phone, ["phone", "mobile", "cell", "contact", "telephone", "msisdn"]),
        ("uuid", g.uuid, ["uuid", "request_id", "correlationId", "guid"]),
        ("aadhaar", lambda: g.aadhaar(), ["aadhaar", "aadhaar_number", "aadhaarNo"]),
        ("vin", lambda: g.letters(17, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"), ["vin"])])
    value = maker()
    shown = value
    if kind in ("iban", "tracking", "imei", "aadhaar") and g.chance(0.35):
        if kind == "imei":
            shown = f"{value[:2]}-{value[2:8]}-{value[8:14]}-{value[14]}"
        elif len(value) > 9:
            shown = " ".join(value[i:i + 4] for i in range(0, len(value), 4))
    label = g.pick(names)
    form = g.pick(["field", "field", "sentence", "xml", "attribute", "column", "log", "form"])
    shop = g.pick(w.SHOP)
    shield = kind in ("iban", "imei", "iccid", "tracking", "phone", "gtin", "gtin14")
    if form == "field":
        return Case("other_kind", "negative", g.wrap_object(g.spread([(label, shown)])), [], [shown], group=kind, shield=shield)
    word = {"gtin14": "GTIN", "upc": "UPC", "tracking": "parcel", "phone": "phone", "uuid": "request",
            "aadhaar": "Aadhaar"}.get(kind, kind.upper())
    core = {"sentence": g.fill(g.pick([word + " {n} of {last}", word + ": {n}", "the " + word + " is {n}, says {first}",
                                       word + " {n} {verb} {adverb}",
                                       word + " {n} scanned in {city}"]), n=shown),
            "xml": f"<row><shop>{shop}</shop><{label}>{shown}</{label}></row>",
            "attribute": f"<row shop=\"{shop}\" {label}=\"{shown}\"/>",
            "column": f"shop;{label};n\n{shop};{shown};3\n{g.pick(w.SHOP)};{maker()};5", "log": f"shop={shop} {label}={shown} ok",
            "form": f"shop={shop}&{label}={quote_plus(shown)}&n=3"}[form]
    keep = [shown] if form != "form" else []
    return text_case(g, "other_kind", "negative", core, [], keep, group=kind + " " + form, shield=shield)


@builder("hex_plain", 300)
def identifiers_of_hex(g: Gen) -> Case:
    """UUIDs, IPv6, MACs, SHAs, digests, dumps with many digits and groups that read like tags."""
    maker, kind = g.pick([(g.digit_uuid, "uuid"), (g.digit_uuid, "uuid"), (g.ipv6, "ipv6"), (g.mac, "mac"),
                          (lambda: g.hexes(40), "sha1"), (lambda: g.hexes(64), "sha256"), (lambda: g.hexes(32), "md5"),
                          (lambda: g.hexes(16), "span"), (lambda: " ".join(g.hexes(2) for _ in range(16)), "dump"),
                          (lambda: g.hexes(7) + ".." + g.hexes(7), "range"), (lambda: "sha256:" + g.hexes(64), "image digest"),
                          (lambda: g.digits(16, "45") + g.hexes(23) + "a", "digits first"),
                          (lambda: g.hexes(22) + "b" + g.digits(17, "45"), "digits last"),
                          (lambda: "0x" + g.hexes(16), "address"),
                          (lambda: f"{g.digit_uuid()} {g.digits(5)}{g.hexes(26)}c", "uuid and digest"),
                          (lambda: "W/\"" + g.hexes(20) + "\"", "etag"), (lambda: "urn:uuid:" + g.digit_uuid(), "urn"),
                          (lambda: "\n".join(f"{i * 16:08x}  " + " ".join(g.hexes(2) for _ in range(16)) for i
                                             in range(g.r.randint(1, 6))), "hexdump")])
    value = maker()
    if kind in ("span", "sha1", "sha256", "md5") and not re.search("[a-f]", value):
        raise Retry
    if kind in ("dump", "hexdump") and re.search(r"(?:\b\d\d\b ?){8}", value):
        raise Retry
    if g.chance(0.45) and kind != "hexdump":
        name = {"ipv6": "address", "mac": "mac", "sha1": "commit", "sha256": "digest", "md5": "etag", "span": "span_id"}.get(kind,
                "request_id")
        return Case("hex_plain", "negative", g.wrap_object(g.spread([(g.pick([name, "id", "ref", "key"]), value)])), [], [value],
                    group=kind, shield=True)
    core = g.fill(g.pick(["{n} {verb}", "id {n} of {thing}", "HEAD is now at {n}", "from {n} to {city}", "request {n} took long",
                          "[{n}] {thing} {verb}", "see {n}, says {first}", "{n}", "object {n}\nparent {thing}"]), n=value)
    return text_case(g, "hex_plain", "negative", core, [], [value], group=kind, shield=True)


@builder("token_plain", 220)
def tokens_and_masked(g: Gen) -> Case:
    """PSP tokens, already masked values, BINs, last-4, product handles."""
    p = g.pan()
    filler = p[:6] + "0" * (len(p) - 10) + p[-4:]
    kind = g.pick(["token", "token", "masked", "masked", "bin", "last4", "handle", "object", "filler", "range"])
    if kind == "filler":
        if luhn_ok(filler) or len(p) != 16:
            raise Retry
        return Case("token_plain", "negative", g.wrap_object(g.spread([(g.pick(["pan", "card_number", "number"]),
                g.spell(filler))]), exact=True), [],
                    [filler], spelled=dict(g.spelled), group=kind)
    if kind == "object":
        obj = {"card": {"id": "card_1" + g.letters(22), "brand": "visa", "last4": p[-4:], "exp_month": g.r.randint(1, 12),
                        "exp_year": g.r.randint(2026, 2034), "cvc_check": "pass", "fingerprint": g.letters(16),
                        "funding": g.pick(["credit", "debit"])},
                        "payment_intent": "pi_3" + g.letters(22)}
        return Case("token_plain", "negative", g.wrap_object(obj), [], [p[-4:], "pass", obj["payment_intent"]], group=kind)
    value = {"token": g.token(), "masked": g.masked(), "bin": g.pick([p[:6], p[:8]]), "last4": p[-4:],
             "range": f"{p[:6]}-{p[:3]}999", "handle": g.pick([f"[PAN:visa:{g.letters(22)}]", "[track data removed]"])}[kind]
    if g.chance(0.4):
        name = {"token": ["token", "payment_method", "charge", "source", "id"],
                "masked": ["card", "pan", "card_number", "maskedPan", "number"],
                "bin": ["bin", "iin", "card_bin", "first6"], "last4": ["last4", "last_four", "lastFour", "card_last4"],
                "range": ["bin_range"], "handle": ["pan", "card", "token"]}[kind]
        return Case("token_plain", "negative", g.wrap_object(g.spread([(g.pick(name), value)])), [], [value], group=kind)
    core = g.fill(g.pick({"token": ["charge {n} {verb}", "payment method {n} of {first}", "refund of {n}",
                                    "source {n} attached {adverb}"],
                          "masked": ["card {n} was charged", "paid with {n} in {city}", "card number {n}, holder {last}",
                                     "Karte {n} belastet", "PAN {n}"],
                          "bin": ["BIN {n} belongs to a bank in {city}", "cards of BIN {n} are declined", "IIN {n}"],
                          "range": ["BIN range {n}"], "last4": ["card ending in {n}", "last four: {n}", "Visa ending {n}",
                                                                "the card that ends with {n}",
                                    "last 4 digits {n}"],
                          "handle": ["card {n} of {first}", "PAN {n}"]}[kind]), n=value)
    return text_case(g, "token_plain", "negative", core, [], [value], group=kind)


@builder("figure_plain", 320)
def figures(g: Gen) -> Case:
    """Fractions, coordinates, times, versions, sizes, phones and long runs in texts and structures."""
    p = g.pan()
    kind = g.pick(["fraction", "coordinate", "time", "date form", "version", "size", "long run", "metric array", "negative",
                   "account", "big block", "range", "dates", "underscore pair", "long run", "amounts"])
    tier = "must"
    if kind == "fraction":
        value = g.pick(["0.", "3.", "17.", "-0."]) + p
        frames = ["score {n} for {first}", "loss={n}", "ratio: {n}", "[{n}, 0.5]", "mean {n} sd 0.2", "x = {n}"]
    elif kind == "coordinate":
        value = f"{g.r.randint(-80, 80)}.{p},{g.r.randint(-170, 170)}.{g.digits(14)}"
        frames = ["at {n} near {city}", "geo:{n}", "POINT({n})", "lat/lon {n}"]
    elif kind == "time":
        value = g.epoch(g.pick(["s", "ms", "us", "ns"]))
        frames = ["{n} {thing} {verb}", "ts={n} {verb}", "created at {n} in {city}", "[{n}] {thing} {verb}", "since {n}"]
    elif kind == "date form":
        value = f"20{g.r.randint(19, 29)}{g.r.randint(1, 12):02d}{g.r.randint(1, 28):02d}"
        value += f"{g.r.randint(0, 23):02d}{g.r.randint(0, 59):02d}{g.r.randint(0, 59):02d}"
        frames = ["created {n} by job", "backup-{n}.tar", "{n} {thing} {verb}", "at={n}"]
    elif kind == "version":
        value = ".".join(str(g.r.randint(0, 40)) for _ in range(g.r.randint(3, 6))) + g.pick(["", "-rc1", "+build" + g.digits(5)])
        frames = ["version {n}", "upgraded {thing} to {n}", "v{n} {verb}", "lib@{n}"]
    elif kind == "size":
        value = g.digits(g.r.randint(6, 11), "123456789") + g.pick([" bytes", " B", "kB", " rows", " ns", " us"])
        frames = ["wrote {n} to {thing}", "{n} left in {city}", "took {n}", "limit is {n}"]
    elif kind == "long run":
        n = g.pick([g.r.randint(20, 29), g.r.randint(40, 90)])
        value = g.digits(n, "123456789")
        frames = ["nonce {n} {verb}", "serial {n}", "{n} {verb}", "seed={n}", "modulus {n} of {thing}"]
    elif kind == "metric array":
        value = "[" + ", ".join(f"{g.r.random() * 1000:.{g.r.randint(0, 6)}f}" for _ in range(g.r.randint(4, 16))) + "]"
        frames = ["samples {n}", "{n} from {thing}", "weights={n}"]
    elif kind == "negative":
        value = "-" + p
        frames, tier = ["balance change {n}", "delta={n} {verb}", "blk_{n} {verb}", "drift {n} ns", "hash code {n}"], "should"
    elif kind == "account":
        value = g.decoy(g.r.randint(8, 12), "0789")
        frames = ["account {n} of {last} {verb}", "account id {n}", "Konto {n}, {city}", "compte {n}", "cuenta {n} de {first}"]
    elif kind == "big block":
        value = "blk_" + g.pick(["-", ""]) + g.decoy(19, "123")
        frames, tier = ["deleted {n} from volume", "{n} is corrupt in {city}", "replicating {n}"], "should"
    elif kind == "range":
        a = g.r.randint(1000, 8999)
        value = f"{a}-{a + g.r.randint(1, 999)}"
        frames = ["lines {n} of {thing}", "ports {n} open", "pages {n}", "bytes {n}/9999"]
    elif kind == "dates":
        value = ", ".join(f"20{g.r.randint(20, 29)}-{g.r.randint(1, 12):02d}" + g.pick(["",
                f"-{g.r.randint(1, 28):02d}"]) for _ in range(g.r.randint(3, 8)))
        frames = ["due {n}", "visited on {n}", "months: {n}"]
    elif kind == "amounts":
        value = g.pick(["; ", " | ", ", "]).join(f"{g.r.randint(1, 9999)}.{g.r.randint(10, 99)}" for _ in range(g.r.randint(3,
                7))) + " EUR"
        frames = ["paid {n}", "sums {n} for {shop}", "prices: {n}"]
    else:
        value = g.decoy(8, "123456789") + "_" + g.digits(8)
        frames, tier = ["Session {n} opened", "frame {n} {verb}", "shot {n}.jpg in {city}", "run {n} {verb}"], "should"
    shield = kind in ("fraction", "coordinate", "negative", "long run", "time", "big block", "metric array")
    if g.chance(0.25) and kind in ("time", "long run", "account", "version", "date form", "dates"):
        name = {"time": ["ts", "timestamp", "created_at", "at"], "long run": ["nonce", "serial", "seed", "modulus"],
                "account": ["account_id", "accountNo"], "version": ["version", "build"], "date form": ["at", "created"],
                "dates": ["due", "visits"]}[kind]
        return Case("figure_plain", "negative", g.wrap_object(g.spread([(g.pick(name), value)])), [], [value], group=kind,
                    shield=shield)
    core = g.fill(g.pick(frames), n=value)
    case = text_case(g, "figure_plain", "negative", core, [], [value], group=kind, shield=shield, tier=tier)
    if kind in ("long run", "account", "negative") and any(CARD_WORD.search(t) for t in leaves(case.message)):
        raise Retry
    return case


@builder("protocol_id", 80)
def protocol_ids(g: Gen) -> Case:
    """JSON-RPC ids, cursors, progress tokens and SSE ids stay even when they are strong numbers."""
    n = g.pan()
    kind = g.pick(["id", "id text", "cursor", "nextCursor", "token", "token number", "sse id", "request id"])
    word = g.pick(w.THING)
    if kind == "id":
        m: Json = result(g.spell(n), {"content": [{"type": "text", "text": word}]})
        return Case("protocol_id", "negative", m, [], [f'"id":{n}'], spelled=dict(g.spelled), group=kind, shield=True)
    if kind == "token number":
        m = {"jsonrpc": "2.0", "method": "notifications/progress",
             "params": {"progressToken": g.spell(n), "progress": 1, "message": word}}
        return Case("protocol_id", "negative", m, [], [f'"progressToken":{n}'], spelled=dict(g.spelled), group=kind, shield=True)
    if kind == "sse id":
        m = result(g.rid(), {"content": [{"type": "text", "text": g.sentence()}]})
        return Case("protocol_id", "negative", [m], [], ["id: " + n], chunks=g.stream([m], {}, event_id=n), group=kind,
                    shield=True)
    m = {"id text": lambda: result(n, {"content": [{"type": "text", "text": word}]}),
         "cursor": lambda: {"jsonrpc": "2.0", "id": 1, "method": "resources/list", "params": {"cursor": n}},
         "nextCursor": lambda: result(g.rid(), {"tools": [], "nextCursor": n}),
         "token": lambda: {"jsonrpc": "2.0", "method": "notifications/progress",
                           "params": {"progressToken": n, "progress": 2, "message": word}},
         "request id": lambda: {"jsonrpc": "2.0", "method": "notifications/cancelled",
                                "params": {"requestId": n, "reason": word}}}[kind]()
    return Case("protocol_id", "negative", m, [], [n], group=kind, shield=True)


# ---- readable text that looks odd

def javascript(g: Gen, size: int) -> str:
    """Minified script: names, numbers, strings, comparisons, regular expressions."""
    names = [g.letters(g.pick([1, 1, 2]), string.ascii_letters) for _ in range(40)]
    n, out, length = (lambda: g.pick(names)), [], 0
    forms: list[Callable[[], str]] = [
        lambda: f"function {n()}({n()},{n()}){{return {n()}<{n()}&&{n()}>{g.r.randint(1, 99)}?{n()}({n()}):null}}",
        lambda: f"var {n()}={g.r.randint(0, 65535)},{n()}=\"{g.pick(w.THING)}\",{n()}=!0;",
        lambda: f"if({n()}.{g.pick(['cvc', 'cvv', 'number', 'length', 'pin'])}.length!=={g.r.randint(3, 4)})return!1;",
        lambda: f"{n()}.prototype.{g.pick(w.VERB)}=function(){{this.{n()}<<={g.r.randint(1, 7)};return this}};",
        lambda: (f"/^\\d{{{g.r.randint(2, 4)},{g.r.randint(5, 9)}}}$/.test({n()})||"
                 f"{n()}(\"\\u00{g.hexes(2)}\\x{g.hexes(2)}\\n\");"),
        lambda: f"{n()}=0x{g.hexes(g.pick([2, 4, 8]))}^{n()}>>>{g.r.randint(1, 31)};",
        lambda: f"{n()}.style.cssText=\"width:{g.r.randint(1, 999)}px;color:#{g.hexes(6)}\";",
        lambda: f"case {g.r.randint(1, 255)}:{n()}+={g.r.random():.{g.r.randint(1, 9)}f};break;",
        lambda: f"{n()}.innerHTML='<li class=\"{n()}{g.r.randint(1, 9)}\">'+{n()}+'</li>';",
        lambda: (f"e.exports={{{g.pick(['visa', 'amex', 'jcb'])}:{{lengths:[{g.r.randint(13, 19)}],"
                 f"code:{{name:\"CVV\",size:{g.r.randint(3, 4)}}}}}}};"),
        lambda: f"t.d(e,\"{n()}\",(function(){{return {n()}}}));", lambda: f"{n()}&&{n()}%3C{n()}|{n()}==={n()}?{n()}++:--{n()};",
        lambda: f"throw Error(\"{g.fill('{thing} {verb}')}: \"+{n()}+\"&amp;\");",
        lambda: f"{g.r.randint(2, 9999)}:function({n()},{n()},{n()}){{\"use strict\";}},",
        lambda: f"{n()}={g.r.random():.3f}e-{g.r.randint(1, 9)};",
        lambda: f"{n()}=`${{{n()}}}px ${{{n()}*{g.r.randint(2, 99)}}}`;"]
    while length < size:
        piece = g.pick(forms)()
        out.append(piece)
        length += len(piece)
    return "".join(out)


def page(g: Gen, size: int) -> str:
    """A page with markup, references, styles and scripts."""
    out, length = ["<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + g.fill("{shop} {city}")
                   + "</title></head><body>"], 0
    forms: list[Callable[[], str]] = [
        lambda: f"<div class=\"c{g.r.randint(1, 99)} {g.pick(w.THING)}\" data-n=\"{g.r.randint(1, 999)}\">{g.sentence()}</div>\n",
        lambda: f"<p>{g.sentence()} &amp; {g.sentence()} &copy; {g.r.randint(2001, 2029)} &lt;b&gt;</p>",
        lambda: (f"<a href=\"/p/{g.r.randint(1, 9999)}?a=%20{g.pick(w.CITY)}%2F&amp;b={g.r.randint(1, 99)}\">"
                 f"{g.pick(w.THING)}</a>"),
        lambda: ("<input type=\"tel\" name=\"cvc\" maxlength=\"4\" placeholder=\"CVC\" autocomplete=\"cc-csc\""
                 f" tabindex=\"{g.r.randint(1, 9)}\">"),
        lambda: (f"<svg viewBox=\"0 0 {g.r.randint(10, 99)} {g.r.randint(10, 99)}\"><path d=\"M{g.r.random() * 20:.2f}"
                 f" {g.r.random() * 20:.2f}l{g.r.random():.2f}-{g.r.random():.2f}z\"/></svg>"),
        lambda: f"<style>.x{g.hexes(4)}{{margin:{g.r.randint(0, 99)}px;color:#{g.hexes(6)}}}</style>",
        lambda: f"<script>{javascript(g, 200)}</script>",
        lambda: f"<!-- {g.fill('{thing} {verb}')} -->",
        lambda: f"<td>{g.r.randint(1, 999)}</td><td>{g.r.random() * 100:.2f} &euro;</td>",
        lambda: f"<img src=\"/img/{g.hexes(8)}.png\" alt='{g.pick(w.CITY)}' width=\"{g.r.randint(10, 999)}\">"]
    while length < size:
        piece = g.pick(forms)()
        out.append(piece)
        length += len(piece)
    return "".join(out) + "</body></html>"


def soup(g: Gen) -> str:
    """A few characters of brackets, references and escapes."""
    bits = ["<", ">", "\\e", "\\u", "\\x", "&lt;", "&gt;", "&", ";", "+=", "=", "%", "%%", "%2", "<c>", "</", "2+", "TJ", "y",
            "\\\\", "{", "}", "[", "]", "\"", "'", "=3D", "=\n", "&#", "&#x", "$1", "~", "`", "|", "^", "\\", "a", "Q", "0x",
            "\t", "é", "–", "<!--", "-->", "<![",
            "]]>", "//", "/*", "*/", "#", "@", "?"]
    return "".join(g.pick(bits) for _ in range(g.r.randint(8, 60)))


def gateway_reply(g: Gen) -> str:
    """A reply of a payment gateway without card data."""
    return g.fill(g.pick(w.GATEWAY_REPLIES), amount=f"{g.r.randint(1, 999)}.{g.r.randint(10, 99)}", auth=g.digits(6),
                  number=g.decoy(10, "23"), code=g.letters(17, string.ascii_uppercase + "123"))


@builder("readable_odd", 300)
def readable_odd(g: Gen) -> Case:
    """Scripts, pages, replies, escapes and tags without cards: unchanged to the last byte."""
    kind = g.pick(["js", "html", "soup", "soup", "reply", "reply", "bundle", "paths", "regex", "log of tags", "source map",
                   "templates"])
    shield = kind in ("js", "html", "bundle", "source map")
    if kind == "js":
        text = javascript(g, g.r.randint(100, 3000))
    elif kind == "html":
        text = page(g, g.r.randint(200, 4000))
    elif kind == "bundle":
        if g.chance(0.35):
            raise Retry
        text = g.pick([javascript, page])(g, g.r.randint(20_000, 60_000))
    elif kind == "soup":
        text = soup(g)
    elif kind == "reply":
        text = gateway_reply(g)
    elif kind == "paths":
        text = "\n".join(g.fill("C:\\{last}\\u{thing}\\x{city}\\n{verb}\\{first}.txt") for _ in range(g.r.randint(1, 8)))
    elif kind == "regex":
        text = g.pick(["^(?:4[0-9]{12}(?:[0-9]{3})?|5[1-5][0-9]{14})$", "\\b(?:\\d[ -]*?){13,16}\\b", "(?<cvv>\\d{3,4})",
                       "s/(\\d{4})\\s/$1-/g", "[\\u4e00-\\u9fff]+", "^3[47]\\d{13}$", "%-16s|%08.3f\\n",
                       "(?i)card[\\s_-]?(no|num)"]) + " " + g.sentence()
    elif kind == "log of tags":
        text = "\n".join(f"<{g.pick(w.THING)}> {g.fill('{first} {verb}')} <{g.r.randint(1, 99)}" for _ in range(g.r.randint(2,
                40)))
    elif kind == "source map":
        mappings = [g.letters(4, "ABCDEFGHIJKLMNOPQRSTUV") + "," + g.letters(5, "ACEGIKM") for _ in range(g.r.randint(5, 200))]
        text = json.dumps({"version": 3, "sources": [g.pick(w.THING) + ".ts"], "mappings": ";".join(mappings)})
    else:
        text = "\n".join(g.pick(["{{#each items}}{{this.cvv_result}}{{/each}}", "<%= @card.last4 %>", "${card.number}",
                                 "{card_number}", "%(pan)s", "$CVV", "#{cvc}", "{{ pin }}", "<?php echo $cvv; ?>", "@Model.Cvv",
                                 "[[pan]]", ":card_number",
                                 "%CVC%"]) + " " + g.sentence()
                         for _ in range(g.r.randint(1, 6)))
    return Case("readable_odd", "negative", g.wrap_text(text, "result"), [], [text], group=kind, shield=shield)


@builder("readable_odd_card", 120)
def readable_odd_with_card(g: Gen) -> Case:
    """The same texts with a card somewhere in them: only the card goes."""
    n = g.pan()
    kind = g.pick(["js", "html", "soup", "reply", "bundle"])
    if kind == "bundle" and g.chance(0.6):
        raise Retry
    make: dict[str, Callable[[], str]] = {"js": lambda: javascript(g, g.r.randint(100, 1500)),
                                          "html": lambda: page(g, g.r.randint(200, 2000)),
                                          "soup": lambda: re.sub(r"\d", "", soup(g)), "reply": lambda: gateway_reply(g),
                                          "bundle": lambda: javascript(g, g.r.randint(20_000, 50_000))}
    front, back = make[kind](), make[kind]()
    middle = {"js": f"var card=\"{n}\";", "html": f"<p>card number {n}</p>", "soup": f" card number: {n} ",
              "reply": f"&card_number={n}&", "bundle": f"var pan='{n}';"}[kind]
    if kind == "soup":
        front, back = front + " note", " then " + back
        if "<!" in front:
            raise Retry
    return Case("readable_odd_card", "mixed", g.wrap_text(front + middle + back, "result"), [n], [front[-200:], back[:200]],
                group=kind, shield=True)


# ---- cards among other numbers

@builder("mixed", 420)
def mixed(g: Gen) -> Case:
    """A card and numbers of other kinds in one text, object or log."""
    n = g.pan()
    kinds: list[tuple[str, str, list[str]]] = [
        ("order_no", g.decoy(16, "079"), ["order {x}", "order no. {x} {verb}"]),
        ("imei", g.imei(), ["phone IMEI {x}", "IMEI {x} is covered"]),
        ("iban", g.iban(), ["IBAN {x}", "paid out to {x}"]), ("created_ms", g.epoch("ms"), ["at ts={x}", "created {x}"]),
        ("phone", g.phone(), ["call {x}", "phone {x}"]), ("digest", g.hexes(40) , ["digest {x}", "commit {x}"]),
        ("uuid", g.uuid(), ["request {x}"]), ("old_card", g.masked(), ["old card {x}", "formerly {x}"]),
        ("charge", g.token(), ["charge {x}"]),
        ("gtin", g.gtin(), ["GTIN {x}"]), ("aadhaar_number", g.aadhaar(), ["Aadhaar {x}"]),
        ("tracking", g.tracking(), ["parcel {x}"]),
        ("amount", f"{g.r.randint(1, 999)}.{g.r.randint(10, 99)}",
         ["amount {x} EUR"]), ("version", f"{g.r.randint(1, 9)}.{g.r.randint(0, 20)}.{g.r.randint(0, 99)}", ["version {x}"]),
        ("total_bytes", g.digits(9, "123456789"), ["bytes={x}"]), ("auth_code", g.digits(6), ["authorisation {x}"]),
        ("iccid", g.iccid(), ["SIM {x}", "ICCID {x}"]), ("mcc", g.digits(4, "5678"), ["MCC {x}"]),
        ("trace_id", g.hexes(32), ["trace {x}"])]
    chosen = g.r.sample(kinds, g.r.randint(1, 4))
    if any(not re.search("[a-f]", v) for k, v, _ in chosen if k in ("digest", "trace_id")):
        raise Retry
    keep = [v for _, v, _ in chosen]
    if any(k == "mcc" and v in groups_of(n) for k, v, _ in chosen):
        raise Retry
    if g.chance(0.5):
        rows: list[tuple[str, Json]] = [(k, v) for k, v, _ in chosen]
        place = g.pick(["flat", "nested"])
        number: tuple[str, Json] = (g.pick(w.CARD_NUMBER_FIELDS), n) if place == "flat" else ("card",
                {"number": n, "brand": "visa"})
        rows.insert(g.r.randint(0, len(rows)), number)
        obj = dict(rows)
        if len(obj) != len(rows):
            raise Retry
        return Case("mixed", "mixed", g.wrap_object(obj), [n], keep, group="object " + place, shield=True)
    parts = [g.fill(g.pick(f), x=v) for _, v, f in chosen]
    parts.insert(g.r.randint(0, len(parts)), g.fill(g.pick([f for f in w.PLAIN + w.CARD if "\n" not in f and len(f) > 8]), n=n))
    core = g.pick(["; ", ", then ", ". ", "\n", " | "]).join(parts)
    return Case("mixed", "mixed", g.wrap_text(core), [n], keep, group="text", shield=True)


@builder("quantity_beside_card", 120)
def quantity_beside_card(g: Gen) -> Case:
    """Amounts, sizes and ids of weak shape beside a card in the same object."""
    n, other = g.pan(), g.pan("visa", 16)
    exponent = other[0] + "." + other[1:] + "e+15"
    rows: list[tuple[str, str]] = [g.pick([("total_cents", g.pan("visa13")), ("amount_minor", g.pan("visa13")),
                                           ("bytes", g.pan("mastercard")), ("aadhaar_number", g.aadhaar()),
                                           ("duration_ns", g.pan("visa", 16)),
                                           ("order_no", g.decoy(13, "79")), ("balance_change", "-" + g.pan("mastercard")),
                                           ("seq", g.pan("visa", 16)),
                                           ("created_us", g.epoch("us")), ("offset", g.pan("discover", 16)),
                                           ("ratio", "0." + g.pan("visa", 16)),
                                           ("heap_bytes", exponent)])]
    name, value = rows[0]
    quoted = name == "aadhaar_number"
    obj: Json = {name: value if quoted else g.spell(value), g.pick(["pan", "card_number", "cardNumber"]): n}
    if g.chance(0.5):
        obj = dict(reversed(list(obj.items())))
    shown = f'"{name}":"{value}"' if quoted else f'"{name}":{value}'
    return Case("quantity_beside_card", "mixed", g.wrap_object(obj, exact=True), [n], [shown], spelled=dict(g.spelled),
                group=name, shield=True)


@builder("fidelity", 120)
def fidelity(g: Gen) -> Case:
    """Key order, number spelling, white space, escapes and duplicate keys outside the replacement stay as they were."""
    n, rid = g.pan(), g.r.randint(10_000, 99_999)
    city, thing = g.pick(w.CITY), g.pick(w.THING)
    odd = g.pick(["1.0", "1e3", "-0", "0.10", "1E+2", "36893488147419103232", "7.70", "1e-7", "100.000",
                  "12345678901234567890123"])
    text, piece = g.pick([
        (f'{{"jsonrpc":"2.0","id":{rid},"result":{{"content":[],"structuredContent":{{"z":{odd},"pan":"{n}","a":"{city}"}}}}}}',
         f'"z":{odd}'),
        (f'{{ "jsonrpc" : "2.0",  "id":{rid} , "result" : {{ "content" : [ ] , "note" : "{thing} {n}" }} }}',
         f'"id":{rid} , "result" : {{ "content" : [ ]'),
        (f'{{"jsonrpc":"2.0","id":{rid},"result":{{"dup":1,"dup":2,"t":"{n}"}}}}', '"dup":1,"dup":2'),
        (f'{{"jsonrpc":"2.0","id":{rid},"result":{{"content":[{{"type":"text",'
         f'"text":"caf\\u00e9 \\/ {n} \\ud83d\\ude00 \\t{city}"}}]}}}}', "caf\\u00e9 \\/"),
        (f'{{"id":{rid},"result":{{"content":[{{"text":"{n}","type":"text"}}]}},"jsonrpc":"2.0"}}', f'{{"id":{rid},"result"'),
        (f'{{"jsonrpc":"2.0","id":{rid},"result":{{"a":"{n}","b":"{n[:6]}******{n[-4:]}","c":[{odd},null,true]}}}}',
         f'"c":[{odd},null,true]'),
        (f'{{"jsonrpc":"2.0",\t"id":{rid},\t"result":{{"value":\t{n}, "{thing}":{odd}}}}}', f'"{thing}":{odd}')])
    return Case("fidelity", "mixed", None, [n], [piece], wire=text, shield=True)
