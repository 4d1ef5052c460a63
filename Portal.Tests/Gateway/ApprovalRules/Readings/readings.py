"""Makes readings.jsonl: texts, and what Python, JavaScript, JSON5 and Go read in them.

Run it in this folder with python3, node, npm and go at hand; the tests need none of them, only the file.
"""

import json
import math
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).parent

# What a condition would find, and what it would not.
DOCUMENTS = [
    '{"limit":5000}', '{"limit":5}', '{"state":"open"}', '{"state":"closed"}', '[{"limit":5000}]', '[{"limit":5}]', '{"rows":[{"limit":1},{"limit":5000}]}',
    '5000', '5', '"open"', '"closed"', '"drop table"', 'true', 'false', 'null', '["a","b"]', '[]', '{}', '""',
]


def quoted(text, times=1):
    for _ in range(times):
        text = json.dumps(text, ensure_ascii=False)
    return text


def around():
    blanks = ["", " ", "\n", "\t\r\n", "\u00a0", "\ufeff", "\u2028", "\u3000", "\u000b", "\u0000", "\u001e", "\u200b", "\u0085", "/*c*/", "//c\n", "//c\u2028", "#c\n"]
    for document in DOCUMENTS:
        for blank in blanks:
            yield blank + document
        for blank in blanks[1:8] + ["//c", ";", ",", " and more", "}", "]", " {}", "\n5000", '\n{"limit":5000}', ' {"limit":5000', "\u0000"]:
            yield document + blank
        for times in (1, 2, 3, 5):
            yield quoted(document, times)
        yield "\ufeff" + quoted(document)
        yield quoted("\ufeff" + document)
        yield quoted(" " + document) + " // c"
        yield "'" + document.replace("'", "\\'") + "'"
        yield "'" + document.replace('"', "\\x22") + "'"
        yield "[" * 80 + document + "]" * 80
        yield '{"a":' * 70 + document + "}" * 70
    yield quoted(DOCUMENTS[0], 9)
    yield quoted(DOCUMENTS[0], 10)
    for depth in (64, 65, 300, 900):
        yield '{"limit":5000,"x":' + "[" * depth + "]" * depth + "}"
        yield '{"x":' + "[" * depth + "]" * depth + ',"limit":5000}'


def members():
    """Objects in which something beside the member, or the way it is written, stops a strict reader."""
    for name, value in (("limit", "5000"), ("state", '"open"'), ("limit", "5"), ("state", '"closed"')):
        member = f'"{name}":{value}'
        for other in ("NaN", "Infinity", "-Infinity", "0x10", "+1", ".5", "5.", "01", "1e5", "'x'", '"\t"', '"\n"', '"\u0001"', '"\\x41"', '"\\\n"', '"\\v"', '"\\ud800"',
                      "undefined", "None", "True", "1_000", "1n", '"\u2028"', "/*c*/1", "1//c\n", "[1,]", "{a:1}", '"\\u00e9"', "1e400", "-0"):
            yield f'{{{member},"x":{other}}}'
            yield f'{{"x":{other},{member}}}'
        yield f"{{{member},}}"
        yield f"{{,{member}}}"
        yield f"{{{member}"
        yield f"{{{name}:{value}}}"
        yield f"{{'{name}':{value}}}"
        yield f"{{{json.dumps(name).replace('l', chr(92) + 'u006c').replace('s', chr(92) + 'u0073')}:{value}}}"
        yield f"{{{name.replace('l', chr(92) + 'u006c')}:{value}}}"
        yield f'{{"{name.upper()}":{value}}}'
        yield f'{{"{name.replace("s", chr(0x17f))}":{value}}}'
        yield f'{{"{name} ":{value}}}'
        yield f'{{"{name}":1,"{name}":{value}}}'
        yield f'{{"{name}":{value},"{name}":1}}'
        yield f'{{"{name}":{value},"\\u006{"c" if name == "limit" else "f"}":1}}'
        yield f'{{"{name}"/**/:/**/{value}}}'
        yield f'{{"{name}"//c\r:{value}}}'
        yield f'{{"{name}":1//\u2028,"{name}":{value}\n}}'
        yield f'{{"{name}"\u00a0:{value}}}'
        yield f'{{\ufeff"{name}":{value}}}'
        yield f'{{"{name}":[{value}]}}'
        yield f'{{"{name}":{quoted(value)}}}'
        yield f"({{{member}}})"
        yield f"```json\n{{{member}}}\n```"
    for number in ("0x1388", "+5000", "5000.", "5e3", "5E+3", "05000", "5_000", "5000n", "Infinity", "-Infinity", "NaN", "1e400", "99.99999999999999999999", "100.00000000000000000001",
                   "9007199254740993", "5000.0", "50e2", "0xFFFFFFFFFFFFFFFF", "4999.9999999999999999999", "-0x1388", "-.5", "- 5000", "5000 5", "1e-400", "true", "null", '"5000"', "'5000'"):
        yield f'{{"limit":{number}}}'
        yield number
        yield quoted(number)
        yield f" {number}\n"
        yield f"/*c*/{number}"
        yield f"{number}//c"
        yield f"[{number}]"
    for text in ('"o\\u0070en"', "'open'", '"\\x6fpen"', "'o\\\npen'", '"op\\en"', "'dr\\x6fp table'", '"dr\\u006fp table"', '"open" and shut', "'tis the season", '"open', "open", "OPEN",
                 '"quick" "open"', '"""open"""', "`open`"):
        yield text
        yield f'{{"state":{text}}}'
        yield f"[{text}]"


def harmless():
    yield from ("[note] call me", "[link](https://example.com)", "{name}", "{{name}}, hello", "${amount}", "[ ] buy milk", "[x] done", "def f(): return {}", "if (a) { b(); }", "<a>[1]</a>",
                "- [ ] a\n- [ ] b", "[2026-01-01] started", "[redacted]", "[PAN:visa:abcdefgh12345678]", "12 Main Street", "5000 pieces", "0 or 1", "#1", "plain", "", " ", "\u00fc", "3 [apples]")


def python(text):
    found = []
    try:
        while isinstance(text, str) and len(found) < 12:
            text = json.loads(text)
            found.append(serialise(text))
    except (ValueError, RecursionError):
        pass
    return found


def serialise(value):
    if isinstance(value, bool) or value is None:
        return json.dumps(value)
    if isinstance(value, float):
        return '"NaN"' if math.isnan(value) else json.dumps(value) if math.isfinite(value) else "1e999" if value > 0 else "-1e999"
    if isinstance(value, str):
        return json.dumps(value.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    if isinstance(value, list):
        return "[" + ",".join(map(serialise, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(serialise(name) + ":" + serialise(item) for name, item in value.items()) + "}"
    return json.dumps(value)


def run(command, texts):
    return json.loads(subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True).stdout)


def main():
    texts = list(dict.fromkeys([*around(), *members(), *harmless()]))
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "install", "--silent", "--no-save", "--prefix", folder, "json5@2.2.3"], check=True)
        scripts = run(["node", str(HERE / "read.mjs"), folder], texts)
    streams = run(["go", "run", str(HERE / "read.go")], texts)
    with open(HERE / "readings.jsonl", "w", encoding="utf-8", newline="\n") as file:
        for text, script, stream in zip(texts, scripts, streams):
            readings = {"python": python(text), **script, **stream}
            file.write(json.dumps({"text": text, "readings": {name: found for name, found in readings.items() if found}}) + "\n")
    print(len(texts), "texts")


if __name__ == "__main__":
    main()
