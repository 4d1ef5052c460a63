"""Cases of verification codes by field name and by label, and names and sentences that hold no code."""

from __future__ import annotations

import json
import re
from typing import Callable
from urllib.parse import quote

import words as w
from draws import Case, Gen, Json, Retry, builder, text_case

SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
MARKUP = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]*\Z")


def quoted(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def render(g: Gen, name: str, value: str, shop: str) -> tuple[str, str]:
    """A name and its value in one of the notations of programs, files and logs, a harmless neighbour `shop` beside it."""
    simple, tag = bool(SIMPLE.match(name)), bool(MARKUP.match(name))
    number = value.isdigit() and not value.startswith("0")
    forms: dict[str, str] = {
        "json": f'{{"shop":"{shop}",{quoted(name)}:{quoted(value)}}}',
        "json spaced": f'{{\n  {quoted(name)} : {quoted(value)},\n  "shop" : "{shop}"\n}}',
        "name and value": f'[{{"name":{quoted(name)},"value":{quoted(value)}}},{{"name":"shop","value":"{shop}"}}]',
        "key and value": f'{{"Key":{quoted(name)},"Value":{quoted(value)}}}',
        "form": f"shop={shop}&{name}={value}&step=2", "query": f"https://pay.example/{shop}?{name}={value}&step=2",
        "print_r": f"Array\n(\n    [shop] => {shop}\n    [{name}] => {value}\n)",
        "var_dump": (f'array(2) {{\n  ["shop"]=>\n  string({len(shop)}) "{shop}"\n'
                     f'  ["{name}"]=>\n  string({len(value)}) "{value}"\n}}'),
        "var_export": f"array (\n  'shop' => '{shop}',\n  '{name}' => '{value}',\n)",
        "ini": f"[gateway]\nshop={shop}\n{name}={value}", "ini spaced": f"; {shop}\n{name} = {value}",
        "properties": f"# {shop}\n{name}: {value}", "yaml": f"shop: {shop}\n{name}: \"{value}\"",
        "yaml nested": f"gateway:\n  shop: {shop}\n  {name}: '{value}'",
        "log": f"level=info shop={shop} {name}={value} took=12ms", "log quoted": f'shop="{shop}" {name}="{value}" done',
        "log arrow": f"{shop}: {name} -> {value}", "log brackets": f"[{shop}] [{name}={value}] sent",
        "log colon": f"{shop} request {name}: {value}", "ruby": f'{{"shop"=>"{shop}", "{name}"=>"{value}"}}',
        "python": f"{{'shop': '{shop}', '{name}': '{value}'}}",
        "html input": f'<input type="text" id="f1" name="{name}" value="{value}"><p>{shop}</p>',
        "html input turned": f"<p>{shop}</p><input value='{value}' name='{name}' type='tel' maxlength='4'/>",
        "multipart": f'--b1\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n--b1--\r\n{shop}',
        "curl": f"curl -d 'shop={shop}' -d '{name}={value}' https://pay.example/v1",
        "env": f"export SHOP={shop}\nexport {name.upper()}={value}",
        "table": f"| shop | {name} |\n| --- | --- |\n| {shop} | {value} |",
        "csv": f"shop,{name}\n{shop},{value}\n",
        "php serialized": f's:4:"shop";s:{len(shop)}:"{shop}";s:{len(name)}:"{name}";s:{len(value)}:"{value}";',
        "csv wide": f"id;{name};shop;plan\n7;{value};{shop};basic\n8;;{shop};basic",
    }
    if simple:
        forms |= {
            "sql insert": f"INSERT INTO pay (shop, {name}) VALUES ('{shop}', '{value}');",
            "sql insert first": f"insert into `pay` (`{name}`, `shop`, `n`) values ('{value}', '{shop}', 7)",
            "sql update": f"UPDATE pay SET {name} = '{value}' WHERE shop = '{shop}'",
            "sql where": f"SELECT * FROM pay WHERE {name}='{value}' AND shop='{shop}'",
            "hcl": f'variable "{name}" {{\n  default = "{value}"\n}}\n# {shop}',
            "hcl described": f'variable "{name}" {{\n  type    = string\n  default = "{value}"\n}}\n# {shop}',
            "terraform": f'shop = "{shop}"\n{name} = "{value}"', "toml": f'[pay]\nshop = "{shop}"\n{name} = "{value}"',
            "java": f"Payment{{shop='{shop}', {name}='{value}'}}", "lombok": f"Payment(shop={shop}, {name}={value})",
            "go": f"{{Shop:{shop} {name[0].upper() + name[1:]}:{value}}}",
            "ruby symbols": f'{{:shop=>"{shop}", :{name}=>"{value}"}}', "js": f'pay({{shop:"{shop}",{name}:"{value}"}})',
            "js assign": f"form.{name} = '{value}'; form.shop = '{shop}';",
            "flag": f"pay --shop {shop} --{name} {value}", "flag equals": f"pay --shop={shop} --{name}={value} --dry",
            "powershell": f"Send-Payment -Shop {shop} -{name} {value}", "protobuf": f'shop: "{shop}"\n{name}: "{value}"',
            "lisp": f'(:shop "{shop}" :{name} "{value}")', "edn": f'{{:shop "{shop}", :{name} "{value}"}}',
            "perl": f"$VAR1 = {{\n  'shop' => '{shop}',\n  '{name}' => '{value}'\n}};",
        }
        if number:
            forms |= {"sql number": f"INSERT INTO pay ({name}, shop) VALUES ({value}, '{shop}')",
                      "python number": f"{{'shop': '{shop}', '{name}': {value}}}"}
    if tag:
        forms |= {
            "xml": f"<pay><shop>{shop}</shop><{name}>{value}</{name}></pay>",
            "xml lines": f"<Request>\n  <Shop>{shop}</Shop>\n  <{name}>{value}</{name}>\n</Request>",
            "xml attribute": f'<card shop="{shop}" {name}="{value}"/>',
            "xml attributes": f"<field name=\"{name}\" value=\"{value}\"/><field name=\"shop\" value=\"{shop}\"/>",
            "xml text field": f"<param name='{name}'>{value}</param><param name='shop'>{shop}</param>",
            "soap": f"<v1:Shop>{shop}</v1:Shop><v1:{name}>{value}</v1:{name}>",
            "cdata": f"<{name}><![CDATA[{value}]]></{name}><s>{shop}</s>",
            "escaped xml": f"&lt;{name}&gt;{value}&lt;/{name}&gt;&lt;s&gt;{shop}&lt;/s&gt;",
            "header": f"X-Shop: {shop}\nX-{name}: {value}",
        }
    if number:
        forms |= {"json number": f'{{"shop":"{shop}",{quoted(name)}:{value}}}', "yaml number": f"shop: {shop}\n{name}: {value}"}
    if "[" in name:
        forms = {k: forms[k] for k in ("json", "name and value", "form", "query", "log", "html input", "html input turned",
                                       "multipart", "curl", "python", "ruby")}
        forms["percent"] = f"shop={shop}&{quote(name)}={value}&step=2"
    kind = g.pick(list(forms))
    return forms[kind], kind


def field_name(g: Gen) -> tuple[str, bool, str]:
    """A field name of a code; whether it needs a card beside it; where it comes from."""
    dice = g.r.random()
    if dice < 0.06:
        return g.pick(w.NESTED_CODE_FIELDS), False, "nested"
    if dice < 0.5:
        return g.pick(w.CODE_FIELDS), False, "gateway"
    if dice < 0.6:
        return g.pick(w.CODE_FIELDS_BESIDE_CARD), True, "beside a card"
    parts = " ".join(x for x in (g.pick(w.CODE_PREFIX), g.pick(w.CODE_BASE), g.pick(w.CODE_SUFFIX)) if x)
    if re.search(r"\b(\w+) \1\b", parts) or ("2 2" in parts) or "2 value 2" in parts:
        raise Retry
    return g.name(parts), False, "composed"


SURE_NAME = re.compile(r"cvv|cvc|cvn2|security|verification|ccv", re.I)


def beside(g: Gen, code: str) -> tuple[dict[str, Json], list[str], list[str]]:
    """Card fields that stand beside a code: fields, what must be masked of them, what must stay."""
    fields: dict[str, Json] = {}
    mask, keep = [], []
    n = g.pan()
    if code in (n[-4:], n[:4]) or code in n:
        raise Retry
    which = g.pick(["pan", "pan", "last4", "expiry"])
    if which == "pan":
        fields[g.pick(["number", "card_number", "cardNumber", "pan"])] = n
        mask.append(n)
    elif which == "last4":
        fields[g.pick(["last4", "last_four"])] = n[-4:]
        fields["brand"] = g.pick(["visa", "mastercard", "amex"])
    else:
        fields[g.pick(["brand", "cardType", "card_brand"])] = g.pick(["visa", "mastercard", "amex"])
    if g.chance(0.7):
        e = g.expiry()
        fields[g.pick(["expiry", "exp", "expiryDate", "expiration"])] = e
        keep.append(e)
    if g.chance(0.4):
        who = g.pick(w.FIRST) + " " + g.pick(w.LAST)
        fields[g.pick(["holder", "cardholder", "name"])] = who
    return fields, mask, keep


@builder("code_field", 900)
def code_by_field(g: Gen) -> Case:
    """A code under a gateway's field name in any notation."""
    name, needs_card, source = field_name(g)
    code = g.code()
    tier = "must" if source in ("gateway", "nested") or SURE_NAME.search(name) and len(name) < 28 else "should"
    if needs_card or g.chance(0.25):
        fields, mask, keep = beside(g, code)
        value: Json = code
        if g.chance(0.15) and code[0] != "0":
            value = int(code)
        rows = [*fields.items()]
        rows.insert(g.r.randint(0, len(rows)), (name, value))
        obj: Json = dict(rows)
        if len(obj) != len(rows):
            raise Retry
        if g.chance(0.5):
            obj = {g.pick(["card", "payment", "creditCard", "paymentMethod", "billing_card"]): obj}
        if needs_card and name.lower() in ("vcode", "cvnum", "cvval", "seccode", "verificationstr", "verificationvalue"):
            tier = "should"
        if isinstance(value, int):
            return Case("code_field", "positive", g.wrap_object(obj, exact=True), [code, *mask], keep, tier=tier,
                        group="object " + source)
        return Case("code_field", "positive", g.wrap_object(obj), [code, *mask], keep, tier=tier, group="object " + source)
    if g.chance(0.3):
        return Case("code_field", "positive", g.wrap_object(g.spread([(name, code)])), [code], [], tier=tier,
                    group="field " + source)
    shop = g.pick(w.SHOP)
    text, kind = render(g, name, code, shop)
    if kind in ("go", "lisp", "php serialized", "powershell", "flag", "log arrow", "edn", "log brackets", "csv wide",
                "hcl described", "lombok"):
        tier = "should"
    return Case("code_field", "positive", g.wrap_text(text), [code], [shop] if shop in text else [], tier=tier, group=kind)


TWIN_VALUES: dict[str, Callable[[Gen], Json]] = {
    "letter": lambda g: g.pick(["M", "N", "P", "S", "U", "Y", "I"]),
    "word": lambda g: g.pick(["match", "no_match", "passed", "failed", "unchecked", "Match", "pending", "verified", "sms",
                              "full"]),
    "check": lambda g: g.pick(["pass", "fail", "unavailable", "unchecked"]),
    "small": lambda g: g.pick([3, 4, "3", "4", 2, 12]), "flag": lambda g: g.pick([True, False, "true", "false", "yes"]),
    "digit": lambda g: g.pick([0, 1, 2, 9, "0", "1", "2", "9"]),
    "count": lambda g: g.pick([int(g.code()), g.code(), int(g.code(3))]),
    "policy": lambda g: g.pick(["strict", "lenient", "require_match", "3 or 4 digits"]),
    "sentence": lambda g: g.pick(["The code has 3 digits", "Enter the 3 or 4 digit code", "Code does not match",
                                  "Find it on the back of your card", "must be numeric", "CVV is required"]),
    "label": lambda g: g.pick(["CVV", "CVC", "Security code", "Prüfziffer", "•••", "***", "3 digits"]),
    "name": lambda g: g.pick(["cvv_input", "cardCode", "f_cvc", "pay-cvv", "cvv"]),
    "pattern": lambda g: g.pick(["^[0-9]{3,4}$", "\\d{3}", "[0-9]*", "^\\d{3,4}$"]),
    "cardtype": lambda g: g.pick(["001", "002", "003", "004", "024", "033"]),
    "currency": lambda g: g.pick(["978", "840", "756", "826", "392", "985", "949"]),
    "country": lambda g: g.pick(["276", "040", "250", "724", "380", "528", "616", "792", "392"]),
    "mcc": lambda g: g.pick(["5411", "5812", "7011", "5999", "4111", "5734", "7372", "8398"]),
    "status": lambda g: g.pick([200, 201, 400, 404, 409, 422, 429, 502, 503]),
    "postal": lambda g: g.pick([lambda: g.digits(4, "123456789"), lambda: g.digits(5, "123456789")])(),
    "version": lambda g: f"{g.r.randint(1, 5)}.{g.r.randint(0, 12)}.{g.r.randint(100, 999)}",
    "percent": lambda g: round(g.r.random() * 20, 2), "cavv": lambda g: g.letters(27) + "=",
    "eci": lambda g: g.pick(["05", "06", "07", "02", "01"]), "uuidish": lambda g: g.uuid(),
    "year": lambda g: g.r.randint(2026, 2034), "month": lambda g: g.r.randint(1, 12),
}


@builder("code_twin", 560)
def code_twins(g: Gen) -> Case:
    """Names that look like a code's name or stand beside one, over values that are none."""
    if g.chance(0.3):
        name, kind = g.pick(w.GATEWAY_TWINS)
    else:
        parts, kind = g.pick(w.TWINS)
        name = g.name(parts, None if kind != "count" else g.pick(["snake", "camel", "pascal", "kebab", "upper", "dot"]))
    value = TWIN_VALUES[kind](g)
    shown = value if isinstance(value, str) else json.dumps(value)
    if g.chance(0.35) and isinstance(value, (str, int)) and not isinstance(value,
            bool) and "\\" not in shown and '"' not in shown:
        shop = g.pick(w.SHOP)
        text, form = render(g, name, shown, shop)
        return Case("code_twin", "negative", g.wrap_text(text), [], [shop] if shop in text else [], group=form)
    rows: list[tuple[str, Json]] = [(name, value)]
    more = g.r.sample(w.TWINS, g.r.randint(0, 3))
    style = g.pick(["snake", "camel", "pascal", "kebab"])
    rows += [(g.name(p, style), TWIN_VALUES[k](g)) for p, k in more]
    obj: Json = g.spread(rows)
    if g.chance(0.3):
        obj = {g.pick(["card", "payment", "checks", "verification", "result"]): obj}
    return Case("code_twin", "negative", g.wrap_object(obj), [], [shown] if "\\" not in shown else [], group="object")


@builder("code_twin_beside_card", 160)
def twins_beside_card(g: Gen) -> Case:
    """A card among the fields makes its siblings neither cards nor codes."""
    n = g.pan()
    rows: list[tuple[str, Json]] = [(g.pick(w.CARD_NUMBER_FIELDS), n)]
    keep = []
    for parts, kind in g.r.sample([t for t in w.TWINS if t[1] not in ("pattern", "sentence")], g.r.randint(2, 5)):
        name, value = g.name(parts, g.pick(["snake", "camel"])), TWIN_VALUES[kind](g)
        rows.append((name, value))
        keep.append(f"{quoted(name)}:{json.dumps(value, ensure_ascii=False)}")
    g.r.shuffle(rows)
    obj = dict(rows)
    if len(obj) != len(rows):
        raise Retry
    return Case("code_twin_beside_card", "mixed", g.wrap_object(obj, exact=True), [n], keep, group="object")


@builder("code_label", 620)
def code_by_label(g: Gen) -> Case:
    """A code behind or before its label in twelve languages."""
    lang = g.pick(list(w.CODE_LABELS))
    label, sure = g.pick(w.CODE_LABELS[lang])
    frame = g.pick(w.CODE_SAID[lang])
    code = g.code()
    shown = code
    if g.chance(0.06):
        shown = g.pick([" ", "-", "."]).join(code)
    if lang not in ("zh", "ja") and g.chance(0.15):
        label = g.pick([label.upper(), label.lower(), label.capitalize()])
    core = g.fill(frame.replace("{l}", label), c=shown)
    mask, tier = [code], "must" if sure else "should"
    if re.match(r"\{?c\}?|and \{c\}|als ", frame) or "before" in frame or shown != code or "\n" in frame:
        tier = "should"
    if g.chance(0.2):
        n = g.pan()
        if code in n:
            raise Retry
        core, mask = g.fill(g.pick(w.CARD), n=n) + g.pick([", ", "; ", "\n", ". "]) + core, [code, n]
    return text_case(g, "code_label", "positive", core, mask, [], tier=tier, group=lang)


@builder("code_label_plain", 480)
def other_codes(g: Gen) -> Case:
    """Short numbers in the same languages that are codes of other kinds, or none."""
    lang = g.pick([x for x in w.OTHER_CODES for _ in range(3 if x == "en" else 1)])
    frame = g.pick(w.OTHER_CODES[lang])
    core = g.fill(frame, c=g.code())
    return text_case(g, "code_label_plain", "negative", core, [], [core], group=lang,
                     tier="should" if frame.startswith("CSC {c}") else "must")


@builder("word_trap", 240)
def word_traps(g: Gen) -> Case:
    """Words that share letters with cards, codes and PINs: social security, cid of mails, CSC, cv2, CVN, tracks, decks."""
    c, ssn = g.code(), f"{g.r.randint(100, 665)}-{g.r.randint(10, 99)}-{g.r.randint(1000, 9999)}"
    if g.chance(0.4):
        name, value = g.pick([("social_security_number", ssn), ("social_security_number", ssn[-4:]), ("ssn_last4", ssn[-4:]),
                              ("nationalSecurityNumber", ssn), ("socialSecurityNumber", ssn.replace("-", "")),
                              ("content_id", f"cid:{c}@img.example"),
                              ("pubchem_cid", int(c)), ("PubChemCID", c), ("otp", g.digits(6)), ("sms_code", c),
                              ("verification_code", g.digits(6)),
                              ("smsVerificationCode", c), ("two_factor_code", c), ("mfaCode", g.digits(6)),
                              ("confirmation_code", c), ("activationCode", c),
                              ("door_code", c), ("promo_code", c), ("track_number", int(c)), ("trackId", int(c)),
                              ("deck_card", int(c)),
                              ("card_count", int(c)), ("card_index", int(c)), ("cards_total", int(c)), ("kanban_card_id", int(c)),
                              ("discard_after", int(c)), ("wildcard_limit", int(c)), ("scorecard", int(c)),
                              ("postcard_id", int(c)), ("cardinality", int(c)),
                              ("cardio_minutes", int(c)), ("dashboard_card", int(c)), ("vcard_version", "4.0"), ("panel", int(c)),
                              ("pan_angle", int(c)),
                              ("japan_rank", int(c)), ("company_code", c), ("span", int(c)), ("expansion", int(c)),
                              ("graphics_card_mhz", int(c)),
                              ("sd_card_mb", int(c)), ("network_card_mtu", int(c)), ("cidr", f"10.{c[:2]}.0.0/16"),
                              ("customer_cid", g.uuid()),
                              ("sim_card_slot", 2)])
        obj = g.spread([(name, value)])
        shown = value if isinstance(value, str) else str(value)
        return Case("word_trap", "negative", g.wrap_object({"customer": obj} if g.chance(0.3) else obj), [], [shown],
                    group="field")
    frame = g.pick(["Her social security number is {s}.", "SSN {s} of {first}", "social security no.: {s}",
                    "{first}'s national security number {s}", "Content-ID: <cid:{c}@img.example>",
                    "<img src=\"cid:{c}@mail.example\">",
                    "CID {c} in PubChem is known to {first}", "PubChem CID: {c}", "compound CID{c} dissolved {adverb}",
                    "CSC {c} meets {adverb} in {city}",
                    "resized with cv2 to {c} by 480", "import cv2  # build {c}", "USS carrier CVN-78 left {city} with {c} crew",
                    "cid={u} joined",
                    "conference id {c}", "track {c} of the album", "card {c} of 1024 in the deck", "moved card #{c} to Done",
                    "{first} drew card {c}", "scorecard {c} points",
                    "postcard {c} from {city}", "graphics card runs at {c} MHz", "sd card has {c} MB left",
                    "pan the camera by {c} degrees",
                    "frying pan {c} grams", "SMS: {c} is your login code", "G-{o} is your verification code",
                    "one-time passcode {o} for {shop}",
                    "your code: {o}. Do not share it.", "enter {o} to sign in",
                    "the security officer of {city} is {first}, room {c}", "security patch {c} {verb}",
                    "security guard no. {c}", "level {c} clearance", "verification took {c} ms",
                    "{c} verifications failed {adverb}",
                    "check code quality: {c} warnings", "card reader firmware {c}", "SIM card slot 2, {c} MB used",
                    "loyalty points: {c}", "the deck has {c} cards",
                    "memory card of {c} GB", "business cards: {c} printed for {last}", "national insurance number ends {c}",
                    "carte de la ville, page {c}", "Landkarte {c} von {city}", "Speisekarte Seite {c}",
                    "carta dei vini, pagina {c}", "Eintrittskarte {c}, {city}"])
    core = g.fill(frame, c=c, s=ssn, o=g.digits(6), u=g.uuid())
    return text_case(g, "word_trap", "negative", core, [], [core], group="sentence",
                     tier="should" if frame.startswith("CSC {c}") else "must")
