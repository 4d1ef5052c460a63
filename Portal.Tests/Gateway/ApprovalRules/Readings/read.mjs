// Reads texts as JSON.parse and JSON5.parse do. In: a JSON list of texts. Out: a JSON list of { javascript, json5 }, each the successive readings, serialised.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const json5 = createRequire(process.argv[2] + "/")("json5");

function serialise(value) {
  if (typeof value === "number") {
    return Number.isNaN(value) ? '"NaN"' : Number.isFinite(value) ? JSON.stringify(value) : value > 0 ? "1e999" : "-1e999";
  }

  if (typeof value === "string") {
    return JSON.stringify(value.toWellFormed());
  }

  if (Array.isArray(value)) {
    return `[${value.map(serialise).join(",")}]`;
  }

  return value !== null && typeof value === "object"
    ? `{${Object.entries(value).map(([name, item]) => `${serialise(name)}:${serialise(item)}`).join(",")}}`
    : JSON.stringify(value);
}

function readings(parse, text) {
  const found = [];
  try {
    for (let value = text, round = 0; typeof value === "string" && round < 12; round++) {
      value = parse(value);
      found.push(serialise(value));
    }
  } catch {
    // No JSON to this reader, or no further.
  }

  return found;
}

const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => ({ javascript: readings(JSON.parse, text), json5: readings((part) => json5.parse(part), text) }))));
