// Answers that are made from the description of Platform's API (described.json), different ones in
// each round and the same whenever a round is repeated.
//
// Texts of JSON, not values: an id above 2^53 has to arrive as it is.

import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * How an answer keeps to the description.
 *
 * - smallest: every property, each with the plainest value of its type.
 * - described: some properties are absent, values are of their types and unusual.
 * - nullable: as API 1.227 declares it, where nearly every property may be null.
 * - odd: null rows, values of other types than described.
 */
export const FORMS = ["smallest", "described", "nullable", "odd"] as const;
export type Form = (typeof FORMS)[number];

/** What is never to be sent by Platform, and must be on no page if it is. */
export const WRITE_ONLY = "S3ntinel-of-Platform";

type Type =
  | string
  | { enum: string[] }
  | { list: Type }
  | { map: Type }
  | { object: Record<string, Type> }
  | { by: string; of: Record<string, Type> };

const DESCRIBED: { paths: Record<string, Type>; schemas: Record<string, Type> } = JSON.parse(
  readFileSync(join(__dirname, "described.json"), "utf8"),
);

/** Whether an answer to that path is described. */
function described(path: string): Type | undefined {
  const parts = (text: string) => text.split("/");
  const asked = parts(path);
  const fits = (pattern: string) => {
    const wanted = parts(pattern);
    return wanted.length === asked.length && wanted.every((part, at) => part.startsWith("{") || part === asked[at]);
  };
  // `/credentials/validate` is no id.
  if (path.endsWith("/validate")) return undefined;
  return Object.entries(DESCRIBED.paths).find(([pattern]) => fits(pattern))?.[1];
}

/** The answer to a path; none where none is described. The query makes no other one. */
export function generated(form: Form, round: number, path: string): string | undefined {
  const pathname = new URL(path, "http://x").pathname;
  const type = described(pathname);
  return type === undefined ? undefined : new Maker(form, `${form} ${round} ${pathname}`).body(type);
}

const TEXTS = [
  "string",
  "",
  " ",
  "quay.io",
  "core quay",
  "a/b?c#d%2e",
  "<b>bold</b>",
  "null",
  "0",
  "Δοκιμή 試験 🧬",
  "\u202eoi.yauq",
  "two\nlines\r\nand\ttabs",
  "\u0000\u0007",
  "long ".repeat(200),
];
const NUMBERS = ["0", "1", "-1", "20", "1707", "75001002003004", "9007199254740993", "9223372036854775807", "-9223372036854775808"];
const TIMES = ["2019-08-24T14:15:22Z", "2026-09-15T10:00:00.123456+02:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"];
const OTHERS = ["7", "-0.5", "1e300", "true", '"other"', "[]", "[null]", "{}", '{"deep":[{"deeper":null}]}'];

class Maker {
  private state: number;

  constructor(
    private readonly form: Form,
    seed: string,
  ) {
    // FNV-1a of the seed begins the generator mulberry32.
    this.state = [...seed].reduce((hash, letter) => Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193), 0x811c9dc5);
  }

  /** An answer. What it is about is there, whatever else is not. */
  body(type: Type): string {
    return this.object(this.resolved(type), true);
  }

  private chance(probability: number): boolean {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 < probability;
  }

  private one<T>(choices: readonly T[]): T {
    const [first, ...others] = choices as [T, ...T[]];
    return others.length === 0 || this.chance(1 / choices.length) ? first : this.one(others);
  }

  private resolved(type: Type): Exclude<Type, string> | string {
    return typeof type === "string" && type.startsWith("#") ? (DESCRIBED.schemas[type.slice(1)] ?? "string") : type;
  }

  private value(type: Type, name: string, depth: number): string {
    const plain = this.form === "smallest";
    const known = this.resolved(type);
    if (typeof known !== "string") {
      if ("enum" in known) return JSON.stringify(plain ? known.enum[0] : this.named(known.enum));
      if ("list" in known) return this.list(known.list, depth);
      if ("map" in known) return `{"key":${this.value(known.map, "key", depth + 1)}}`;
      return this.object(known, false, depth);
    }
    switch (known) {
      case "boolean":
        return String(plain || this.chance(0.5));
      case "integer":
      case "number":
        return plain ? "0" : this.one(NUMBERS);
      case "time":
        return JSON.stringify(plain ? TIMES[0] : this.one(TIMES));
      case "secret":
        return plain || this.chance(0.5) ? "null" : JSON.stringify(WRITE_ONLY);
      default:
        if (plain) return '"string"';
        if (/id$/i.test(name) && this.chance(0.6)) return JSON.stringify(this.id());
        return JSON.stringify(this.one(TEXTS));
    }
  }

  /** One of the names, which is often that of a container registry where that is one. */
  private named(names: string[]): string {
    return names.includes("container-reg") && this.chance(0.5) ? "container-reg" : this.one(names);
  }

  private id(): string {
    return Array.from({ length: 22 }, () => this.one([..."0123456789AbCdEfGh"])).join("");
  }

  private list(type: Type, depth: number): string {
    const length = this.form === "smallest" ? 1 : this.one([0, 1, 2, 3, 5, 8]);
    const row = () => (this.form === "odd" && this.chance(0.1) ? this.one(["null", ...OTHERS]) : this.value(type, "", depth + 1));
    return `[${Array.from({ length }, row).join(",")}]`;
  }

  private object(type: Type, isBody: boolean, depth = 0): string {
    if (typeof type === "string") return this.value(type, "", depth);
    if ("by" in type) {
      const name = this.form === "smallest" ? (Object.keys(type.of)[0] ?? "") : this.named(Object.keys(type.of));
      const made = this.object(this.resolved(type.of[name] ?? { object: {} }), false, depth);
      return made === "{}" ? made : `${made.slice(0, -1)},${JSON.stringify(type.by)}:${JSON.stringify(name)}}`;
    }
    if (!("object" in type)) return this.value(type, "", depth);
    const members: string[] = [];
    for (const [described, inside] of Object.entries(type.object)) {
      const name = described.replace(/!$/, "");
      const isRequired = isBody || described.endsWith("!");
      if (this.form !== "smallest" && !isRequired && this.chance(0.2)) continue;
      members.push(`${JSON.stringify(name)}:${this.member(inside, name, isBody, depth)}`);
    }
    if (this.form !== "smallest" && this.chance(0.3)) members.push('"newThing":{"a":[1,null]}');
    return `{${members.join(",")}}`;
  }

  private member(type: Type, name: string, isBody: boolean, depth: number): string {
    if (!isBody && this.form === "nullable" && this.chance(0.35)) return "null";
    if (!isBody && this.form === "odd" && this.chance(0.2)) return this.one(OTHERS);
    return this.value(type, name, depth + 1);
  }
}
