"""Random draws for the masking corpus: numbers of every kind, words, texts, messages, streams."""

from __future__ import annotations

import json
import random
import re
import string
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator

import words as w

Json = Any


# ---------------------------------------------------------------- numbers

def luhn_ok(digits: str) -> bool:
    """The check every card network but a few promises."""
    total = 0
    for i, ch in enumerate(reversed(digits)):
        d = int(ch)
        if i % 2:
            d = d * 2 - 9 if d > 4 else d * 2
        total += d
    return total % 10 == 0


def luhn_digit(body: str) -> str:
    """The last digit that makes body + digit pass."""
    return next(c for c in string.digits if luhn_ok(body + c))


# name: (prefix ranges as (from, to), lengths, strong without context)
NETWORKS: dict[str, tuple[list[tuple[str, str]], list[int], bool]] = {
    "visa": ([("4", "4")], [16, 16, 16, 16, 19, 18], True),
    "mastercard": ([("51", "55"), ("2221", "2720")], [16], True),
    "amex": ([("34", "34"), ("37", "37")], [15], True),
    "discover": ([("6011", "6011"), ("644", "649"), ("65", "65"), ("622126", "622925")], [16, 16, 16, 17, 18, 19], True),
    "diners16": ([("300", "305"), ("36", "36"), ("38", "39")], [16, 17, 18, 19], True),
    "jcb": ([("3528", "3589")], [16, 16, 17, 18, 19], True),
    "unionpay": ([("62", "62"), ("810", "817")], [16, 17, 18, 19], True),
    "maestro": ([("50", "50"), ("56", "58"), ("63", "63"), ("67", "67")], [16, 17, 18, 19], True),
    "mir": ([("2200", "2204")], [16, 16, 17, 18, 19], True),
    "borica": ([("2205", "2205")], [16], True),
    "rupay": ([("508", "508"), ("606", "608"), ("6521", "6522"), ("817", "819"), ("82", "82"), ("353", "353"), ("356", "356")],
              [16], True),
    "elo": ([("506699", "506778"), ("509000", "509999"), ("650031", "650051"), ("650405", "650439"), ("401178", "401179")],
            [16], True),
    "hipercard": ([("606282", "606282")], [16], True),
    "verve": ([("506099", "506198"), ("507865", "507964"), ("650002", "650027")], [16, 18, 19], True),
    "troy": ([("9792", "9792")], [16], True),
    "dankort": ([("5019", "5019"), ("4571", "4571")], [16], True),
    "visa13": ([("4", "4")], [13], False),
    "diners14": ([("300", "305"), ("36", "36"), ("38", "39")], [14], False),
    "maestro_short": ([("50", "50"), ("56", "58"), ("63", "63"), ("67", "67")], [12, 13, 14, 15], False),
    "uatp": ([("1", "1")], [15], False),
    "uzcard": ([("8600", "8600"), ("5614", "5614")], [16], False),
    "humo": ([("9860", "9860")], [16], False),
    "lankapay": ([("357111", "357111")], [16], False),
    "napas": ([("9704", "9704")], [16, 19], False),
    "afrigo": ([("564456", "564456")], [18], False),
}
STRONG = [n for n, v in NETWORKS.items() if v[2]]
WEAK = [n for n, v in NETWORKS.items() if not v[2]]
POPULAR = ["visa", "visa", "visa", "mastercard", "mastercard", "amex", "discover", "jcb", "unionpay", "maestro"]

# Every issuer prefix of the table, wider than what the corpus draws: a number that matches here is never a decoy by chance.
ANY_PREFIX = re.compile(
    r"(?:4|5[0-8]|2220|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|34|37|6|30[0-5]|36|38|39|35[2-8]|8[12]|220[0-5]"
    r"|9792|8600|9860|9704|1)")


def is_strong(digits: str) -> bool:
    """Issuer, length and check digit: a number that must never stand in a corpus of harmless ones unguarded."""
    n = len(digits)
    if not 15 <= n <= 19 or not luhn_ok(digits):
        return False
    if n == 15:
        return digits[:2] in ("34", "37")
    return digits[0] != "1" and bool(ANY_PREFIX.match(digits))


def checksum97(country: str, bban: str) -> str:
    """The two check digits of an IBAN."""
    moved = bban + country + "00"
    return f"{98 - int(''.join(str(int(c, 36)) for c in moved)) % 97:02d}"


VERHOEFF_D = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
              [3, 4, 0, 1, 2, 8, 9, 5, 6, 7], [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
              [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3], [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
              [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]]
VERHOEFF_P = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]]
for _ in range(6):
    VERHOEFF_P.append([VERHOEFF_P[-1][VERHOEFF_P[1][k]] for k in range(10)])


def verhoeff_digit(body: str) -> str:
    """The check digit of an Aadhaar number."""
    for last in string.digits:
        c = 0
        for i, ch in enumerate(reversed(body + last)):
            c = VERHOEFF_D[c][VERHOEFF_P[i % 8][int(ch)]]
        if c == 0:
            return last
    raise ValueError(body)


# ---------------------------------------------------------------- cases

@dataclass
class Case:
    """One case before it gets its id. Number spellings wait in `spelled` behind marks until the message is written out."""
    cls: str
    polarity: str
    message: Json
    mask: list[str] = field(default_factory=list)
    keep: list[str] = field(default_factory=list)
    tier: str = "must"
    group: str = ""
    spelled: dict[str, str] = field(default_factory=dict)
    chunks: list[str] | None = None
    shield: bool = False
    wire: str | None = None


class Retry(Exception):
    """The draw produced a case with a doubtful label: draw again."""


class Gen:
    """Random draws: numbers, words, texts, messages."""

    def __init__(self, seed: int) -> None:
        self.r = random.Random(seed)
        self.marks = 0
        self.spelled: dict[str, str] = {}

    # -- small draws

    def pick(self, items: Any) -> Any:
        return self.r.choice(items)

    def chance(self, p: float) -> bool:
        return self.r.random() < p

    def digits(self, n: int, first: str = string.digits) -> str:
        return self.pick(first) + "".join(self.r.choices(string.digits, k=n - 1))

    def hexes(self, n: int, upper: bool = False) -> str:
        return "".join(self.r.choices("0123456789ABCDEF" if upper else "0123456789abcdef", k=n))

    def letters(self, n: int, pool: str = string.ascii_letters + string.digits) -> str:
        return "".join(self.r.choices(pool, k=n))

    def spell(self, lexeme: str, inside: bool = False) -> str:
        """A mark that becomes this exact text when the message is written: a bare number, or escapes inside a string."""
        self.marks += 1
        mark = f"@~{self.marks}~@" if inside else f"@@{self.marks}@@"
        self.spelled[mark] = lexeme
        return mark

    # -- card data

    def pan(self, net: str | None = None, length: int | None = None) -> str:
        """A number of the network, one of its lengths, with a valid check digit and no long repeats."""
        net = net or self.pick(POPULAR if self.chance(0.6) else STRONG)
        ranges, lengths, _ = NETWORKS[net]
        while True:
            low, high = self.pick(ranges)
            prefix = str(self.r.randint(int(low), int(high))).rjust(len(low), "0")
            n = length or self.pick(lengths)
            body = prefix + "".join(self.r.choices(string.digits, k=n - 1 - len(prefix)))
            number = body + luhn_digit(body)
            if net == "visa" and number.startswith(("4242", "4111", "4000")):
                continue
            if self.plain(number):
                return number

    @staticmethod
    def plain(number: str) -> bool:
        """No long repeats: the shown ends of one number must not look like a piece of another."""
        return len(set(number)) > 5 and "000" not in number[4:-2] and not re.search(r"(\d)\1\1\1", number)

    def wrong(self, net: str | None = None) -> str:
        """A mistyped card: two neighbours swapped or one digit off, the check digit wrong."""
        while True:
            number = list(self.pan(net or self.pick(["visa", "mastercard", "amex", "discover"])))
            if self.chance(0.5):
                i = self.r.randrange(6, len(number) - 1)
                number[i], number[i + 1] = number[i + 1], number[i]
            else:
                i = self.r.randrange(6, len(number))
                number[i] = self.pick(string.digits)
            text = "".join(number)
            if not luhn_ok(text) and self.plain(text):
                return text

    def decoy(self, n: int, first: str = string.digits) -> str:
        """Digits that are no strong card."""
        while True:
            d = self.digits(n, first)
            if not is_strong(d) and not (13 <= n <= 14 and d[0] in "3" and luhn_ok(d)):
                return d

    def code(self, n: int = 0) -> str:
        """Three or four digits, no round number, no year, no HTTP status."""
        while True:
            c = self.digits(n or self.pick([3, 3, 3, 4]))
            if len(set(c)) > 1 and c not in ("200", "201", "204", "301", "302", "400", "401", "403", "404", "500", "502", "503") \
                    and not re.match(r"19|20|0[01]", c) and not c.endswith("00"):
                return c

    def expiry(self) -> str:
        return self.pick(["{m:02d}/{y}", "{m:02d}/20{y}", "{m:02d}-{y}", "20{y}-{m:02d}"]).format(
            m=self.r.randint(1, 12), y=self.r.randint(26, 34))

    def grouped(self, number: str, sep: str) -> str:
        return sep.join(groups_of(number))

    # -- other kinds

    def uuid(self) -> str:
        h = self.hexes(32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-{self.pick('89ab')}{h[17:20]}-{h[20:]}"

    def digit_uuid(self) -> str:
        """A UUID with many digits, some of its groups reading like field names."""
        d = "".join(self.r.choices("0123456789" * 3 + "abcdef", k=32))
        second = self.pick([d[8:12], d[8:12], "de52", "df52", "de35", "de45", "5a08", "de02", "57a1"])
        return f"{d[:8]}-{second}-4{d[13:16]}-{self.pick('89ab')}{d[17:20]}-{d[20:]}"

    def iban(self) -> str:
        country, pattern = self.pick([("DE", "18n"), ("AT", "16n"), ("FR", "23n"), ("ES", "20n"), ("NL", "4a10n"),
                                      ("GB", "4a14n"),
                                      ("PL", "24n"), ("PT", "21n"), ("BE", "12n"), ("CH", "17n"), ("IT", "1a22n"), ("TR", "22n"),
                                      ("SE", "20n"), ("DK", "14n"), ("CZ", "20n")])
        bban = ""
        for count, kind in re.findall(r"(\d+)([an])", pattern):
            bban += self.letters(int(count), string.ascii_uppercase if kind == "a" else string.digits)
        return country + checksum97(country, bban) + bban

    def imei(self) -> str:
        body = self.pick(["35", "86", "01", "99"]) + self.digits(12)
        return body + luhn_digit(body)

    def iccid(self) -> str:
        body = "89" + self.pick(["49", "43", "33", "44", "1", "90", "48", "7"])
        body += self.digits(18 - len(body))
        return body + luhn_digit(body)

    def gtin(self, n: int = 13, first: str = "") -> str:
        body = (first or self.pick(["40", "50", "76", "90", "54", "87", "30", "00", "45", "59"])) + self.digits(n)
        body = body[:n - 1]
        total = sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(body)))
        return body + str(-total % 10)

    def phone(self) -> str:
        country, n = self.pick([("49", 11), ("43", 10), ("44", 10), ("33", 9), ("34", 9), ("41", 9), ("48", 9), ("90", 10),
                                ("7", 10),
                                ("1", 10), ("81", 10), ("86", 11), ("39", 10), ("31", 9), ("351", 9)])
        return "+" + country + self.digits(n, "123456789")

    def tracking(self) -> str:
        return self.pick([lambda: "1Z" + self.letters(6, string.ascii_uppercase + string.digits) + self.digits(10),
                          lambda: self.pick(["RR", "CX", "LX", "EE"]) + self.digits(9) + self.pick(["DE", "AT", "GB", "CN"]),
                          lambda: self.pick(["92", "93", "94"]) + self.digits(20),
                          lambda: "JJD" + self.digits(18), lambda: "00340434" + self.digits(12),
                          lambda: self.digits(10, "123456789")])()

    def ipv6(self) -> str:
        parts = [self.pick([self.hexes(4), self.digits(4, "123456789"), self.hexes(3)]) for _ in range(7)]
        if self.chance(0.4):
            parts[self.r.randrange(7)] = self.pick(["de52", "df52", "de35", "5a08", "9f6b"])
        return self.pick(["fe80", "2001", "fd00", "2a02"]) + ":" + ":".join(parts)

    def mac(self) -> str:
        sep = self.pick([":", "-"])
        return sep.join(self.pick([self.hexes(2), self.digits(2)]) for _ in range(6))

    def aadhaar(self) -> str:
        body = self.digits(11, "23456789")
        return body + verhoeff_digit(body)

    def epoch(self, unit: str) -> str:
        seconds = self.r.randint(1_600_000_000, 1_799_999_999)
        return str(seconds) + {"s": "", "ms": self.digits(3), "us": self.digits(6), "ns": self.digits(9)}[unit]

    def masked(self) -> str:
        p = self.pan()
        return self.pick([p[:6] + "*" * (len(p) - 10) + p[-4:], "**** **** **** " + p[-4:], "XXXX-XXXX-XXXX-" + p[-4:],
                          "•••• " + p[-4:], p[:4] + " " + p[4:6] + "** **** " + p[-4:], p[:6] + "x" * (len(p) - 10) + p[-4:],
                          "************" + p[-4:], "…" + p[-4:], p[:4] + "-" + p[4:6] + "**-****-" + p[-4:]])

    def token(self) -> str:
        return self.pick(["tok_1", "ch_3", "pi_3", "pm_1", "card_1", "src_1", "cus_", "re_3", "seti_1", "txn_3"]) + \
            self.letters(self.pick([14, 16, 23]))

    # -- words and texts

    def fill(self, frame: str, **more: str) -> str:
        pools = {"first": w.FIRST, "last": w.LAST, "city": w.CITY, "shop": w.SHOP, "thing": w.THING, "verb": w.VERB,
                 "adverb": w.ADVERB}
        return re.sub(r"\{(\w+)\}", lambda m: more[m[1]] if m[1] in more else self.pick(pools[m[1]]) if m[1] in pools else m[0],
                      frame)

    def sentence(self) -> str:
        return self.fill(self.pick(w.NEUTRAL))

    def around(self, core: str) -> tuple[str, list[str]]:
        """The core with a sentence in front, behind, both or none, and these sentences (they must survive)."""
        front = self.sentence() if self.chance(0.4) else ""
        back = self.sentence() if self.chance(0.5) else ""
        gap = self.pick([" ", " ", "\n", "\n\n"])
        end = "" if re.search(r"[.!?。]\s*$", core) or not back else self.pick([".", ";", " –", ","])
        if gap.startswith("\n"):
            end = ""
        text = (front + gap if front else "") + core + (end + gap + back if back else "")
        return text, [s for s in (front, back) if s]

    def frame(self, number: str, card: bool) -> tuple[str, list[str]]:
        return self.around(self.fill(self.pick(w.CARD if card else w.PLAIN), n=number))

    def name(self, parts: str, style: str | None = None) -> str:
        """Words as a field name in one of the usual spellings."""
        p = parts.split()
        style = style or self.pick(["snake", "snake", "camel", "camel", "pascal", "kebab", "dot", "upper", "glued", "title",
                                    "GLUED"])
        if style == "camel":
            return p[0] + "".join(x.capitalize() for x in p[1:])
        if style == "pascal":
            return "".join(x.capitalize() for x in p)
        if style == "title":
            return "_".join(x.capitalize() for x in p)
        return {"snake": "_", "kebab": "-", "dot": ".", "upper": "_", "glued": "", "GLUED": ""}[style].join(
            x.upper() if style in ("upper", "GLUED") else x for x in p)

    def harmless_field(self) -> tuple[str, Json]:
        return self.pick(w.WEBBY), self.pick([
            lambda: self.pick(w.CITY), lambda: self.pick(w.SHOP), lambda: self.pick(w.LAST), lambda: self.pick(w.VERB),
            lambda: self.r.randint(1, 9), lambda: True, lambda: None, lambda: self.r.randint(10, 99) / 10,
            lambda: self.pick(w.FIRST) + " " + self.pick(w.LAST)])()

    def spread(self, pairs: list[tuple[str, Json]], extra: int | None = None) -> dict[str, Json]:
        """The pairs among a few harmless fields, their order kept."""
        rows = list(pairs)
        for _ in range(self.r.randint(0, 3) if extra is None else extra):
            rows.insert(self.r.randint(0, len(rows)), self.harmless_field())
        out: dict[str, Json] = {}
        for k, v in rows:
            if k not in out:
                out[k] = v
        if any(k not in out or out[k] is not v for k, v in pairs):
            raise Retry
        return out

    # -- messages

    def rid(self) -> Json:
        return self.pick([self.r.randint(10_000, 999_999), self.pick(w.CITY).lower() + "-" + self.letters(5,
                string.ascii_lowercase)])

    def wrap_text(self, text: str, kinds: str = "all") -> Json:
        """A message that carries the text."""
        rid, block = self.rid(), {"type": "text", "text": text}
        forms: list[Callable[[], Json]] = [
            lambda: result(rid, {"content": [block]}),
            lambda: result(rid, {"content": [{"type": "text", "text": self.sentence()}, block]}),
            lambda: result(rid, {"content": [block], "isError": True}),
            lambda: result(rid, {"content": [{"type": "resource", "resource": {
                "uri": "mem://" + self.pick(w.THING), "mimeType": "text/plain", "text": text}}]}),
            lambda: {"jsonrpc": "2.0", "id": rid, "error": {"code": self.pick([-32000, -32603, -32602]), "message": text}},
            lambda: {"jsonrpc": "2.0", "id": rid, "error": {"code": -32000, "message": "request failed",
                                                            "data": {"detail": text}}},
            lambda: result(rid, {"description": self.pick(w.THING), "messages": [{"role": "user", "content": block}]}),
            lambda: result(rid, {"contents": [{"uri": "file:///" + self.pick(w.THING) + ".txt", "mimeType": "text/plain",
                                               "text": text}]}),
            lambda: {"jsonrpc": "2.0", "method": "notifications/message",
                     "params": {"level": self.pick(["info", "warning", "error", "debug"]), "logger": self.pick(w.SHOP).lower(),
                                "data": text}},
            lambda: {"jsonrpc": "2.0", "method": "notifications/progress",
                     "params": {"progressToken": self.letters(6), "progress": self.r.randint(1, 9), "total": 10,
                                "message": text}},
            lambda: {"jsonrpc": "2.0", "id": rid, "method": "elicitation/create", "params": {
                "message": text, "requestedSchema": {"type": "object", "properties": {"ok": {"type": "boolean"}}}}},
            lambda: {"jsonrpc": "2.0", "id": rid, "method": "sampling/createMessage", "params": {
                "messages": [{"role": "user", "content": block}], "maxTokens": 90}},
            lambda: result(rid, {"tools": [{"name": self.pick(w.THING) + "_tool", "description": text,
                                            "inputSchema": {"type": "object"}}]}),
            lambda: result(rid, {"content": [{"type": "text", "text": "done"}], "structuredContent": {self.pick(w.WEBBY): text}}),
            lambda: result(rid, {"content": [], "_meta": {"vendor/" + self.pick(w.WEBBY): text}}),
        ]
        return self.pick(forms[:4] + forms[7:8] if kinds == "result" else forms + forms[:1] * 5)()

    def wrap_object(self, obj: Json, exact: bool = False) -> Json:
        """A message that carries the object: as structure, or (unless exact) as JSON text."""
        rid = self.rid()
        outer: Json = self.pick([lambda: obj, lambda: obj, lambda: {self.pick(["data", "payload", "response", "row"]): obj},
                                 lambda: {"items": [obj]}, lambda: {"page": 1, "rows": [obj]}])()
        forms: list[Callable[[], Json]] = [
            lambda: result(rid, {"content": [{"type": "text", "text": "see structuredContent"}], "structuredContent": outer}),
            lambda: result(rid, {"content": [], "structuredContent": outer}),
            lambda: {"jsonrpc": "2.0", "method": "notifications/message", "params": {"level": "info", "data": outer}},
            lambda: {"jsonrpc": "2.0", "id": rid, "error": {"code": -32000, "message": "request failed", "data": outer}},
            lambda: result(rid, {"content": [], "_meta": {"vendor/" + self.pick(w.WEBBY): outer}}),
        ]
        if not exact:
            dumped = json.dumps(outer, ensure_ascii=self.chance(0.3), indent=self.pick([None, None, 2]),
                                separators=self.pick([None, (",", ":")]))
            forms += [lambda: self.wrap_text(dumped, "result")] * 2
        return self.pick(forms)()

    def stream(self, messages: list[Json], spelled: dict[str, str], event_id: str = "") -> list[str]:
        """Server-sent events of the messages, cut at random places."""
        end = self.pick(["\n", "\n", "\r\n"])
        text = ""
        for m in messages:
            if self.chance(0.8):
                text += "event: message" + end
            if self.chance(0.08):
                text += self.pick([": ping" + end + end, "retry: 3000" + end, ":" + end])
            if event_id:
                text += "id: " + event_id + end
            text += "data: " + write(m, spelled) + end + end
        most = self.pick([1, 5, 11, 40, 200, 4000])
        chunks, at = [], 0
        while at < len(text):
            step = self.r.randint(1, most) if len(text) < 3000 else self.r.randint(200, 4000)
            chunks.append(text[at:at + step])
            at += step
        return chunks


def groups_of(number: str) -> list[str]:
    """The groups people write: 4-6-5, 4-6-4, or fours."""
    if len(number) == 15:
        return [number[:4], number[4:10], number[10:]]
    if len(number) == 14:
        return [number[:4], number[4:10], number[10:]]
    return [number[i:i + 4] for i in range(0, len(number), 4)]


def result(rid: Json, body: Json) -> Json:
    return {"jsonrpc": "2.0", "id": rid, "result": body}


def write(message: Json, spelled: dict[str, str]) -> str:
    """The message as compact JSON with the marked spellings in place."""
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    for mark, lexeme in spelled.items():
        text = text.replace(mark if mark.startswith("@~") else '"' + mark + '"', lexeme)
    return text


def leaves(value: Json) -> Iterator[str]:
    """Keys and scalars as text."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield k
            yield from leaves(v)
    elif isinstance(value, list):
        for v in value:
            yield from leaves(v)
    elif isinstance(value, str):
        yield value
    elif value is not None and not isinstance(value, bool):
        yield str(value)


RUN = re.compile(r"\d+(?:[ \-./_:,;|\t\n\r*()\[\]]{1,3}\d+)*")


def strong_windows(text: str, hit: Callable[[str], bool] = is_strong) -> Iterator[str]:
    """Strong numbers in the text, whole or over neighbouring groups."""
    for m in RUN.finditer(text):
        groups = re.findall(r"\d+", m[0])
        if len(groups) > 400:
            groups = groups[:400]
        for i in range(len(groups)):
            joined = ""
            for g in groups[i:i + 19]:
                joined += g
                if len(joined) > 19:
                    break
                if hit(joined):
                    yield joined


CARD_WORD = re.compile(r"card|karte|carte|tarjeta|cart[aã]|kaart|kart[ay]|kart|карт|卡|カード|\bpan\b|visa|amex|payment|credit|debit",
                       re.I)


# ---------------------------------------------------------------- builders

BUILDERS: list[tuple[str, int, Callable[[Gen], Case]]] = []


def builder(name: str, count: int) -> Callable[[Callable[[Gen], Case]], Callable[[Gen], Case]]:
    """Registers a builder of cases of one class and how many of them the whole corpus holds."""
    def add(f: Callable[[Gen], Case]) -> Callable[[Gen], Case]:
        BUILDERS.append((name, count, f))
        return f
    return add


def text_case(g: Gen, cls: str, polarity: str, core: str, mask: list[str], keep: list[str], **more: Any) -> Case:
    """The core among sentences, in any message that carries text."""
    text, kept = g.around(core)
    return Case(cls, polarity, g.wrap_text(text), mask, keep + kept, **more)
