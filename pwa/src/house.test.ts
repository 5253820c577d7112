import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname);
const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((f) => /\.(tsx?|css)$/.test(f) && !/\.test\.tsx?$/.test(f) && !f.endsWith("api-types.ts"));
const text = (f: string): string => readFileSync(join(SRC, f), "utf8");
const code = files.filter((f) => /\.tsx?$/.test(f)), room = (f: string): string => f.split("/")[0]!;
const ROOMS = ["identity", "plans", "people", "oversight", "entitlements", "documents", "local_help", "demo"];

test("rooms never import rooms; only front composes; shared imports nothing above it", () => {
  const wrong: string[] = [];
  for (const f of code) for (const [, from] of text(f).matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
    const to = room(join(f, "..", from!).replace(/\\/g, "/"));
    if (room(f) === to || to === "shared" || room(f) === "front" || f === "main.tsx") continue;
    wrong.push(`${f} -> ${from}`);
  }
  expect(wrong).toEqual([]);
  expect(ROOMS.every((r) => r !== "shared")).toBe(true);
});

test("pages never fetch: only http.ts and the worker do", () => {
  expect(code.filter((f) => /[^\w.]fetch\(/.test(text(f)))).toEqual(["shared/http.ts", "sw/outbox.ts", "sw/push.ts", "sw/shell.ts"].filter((f) => code.includes(f)));
});

test("every address that is asked exists on the server", () => {
  const known = Object.keys((JSON.parse(readFileSync(join(SRC, "../openapi.json"), "utf8")) as { paths: object }).paths).map((p) => p.replace(/\{[^}]+\}/g, "*").replace(/\/$/, ""));
  const constants = (t: string): [string, string][] => [...t.matchAll(/const (\w+) = "(\/api\/[^"]*)"/g)].map((m) => [m[1]!, m[2]!]);
  const asked = code.flatMap((f) => {
    let t = text(f);
    for (const [name, value] of constants(t)) t = t.replaceAll(`\${${name}}`, value);
    return [...t.matchAll(/["`](\/api\/[^"`]*)["`]/g)].map((m) => m[1]!.replace(/\$\{[^}]*\?[^}]*`?.*$/, "").replace(/\$\{[^}]*\}/g, "*").replace(/\?.*$/, "").replace(/([^/])\*$/, "$1").replace(/\/$/, ""));
  });
  expect([...new Set(asked)].filter((p) => !known.includes(p)).sort()).toEqual([]);
});

test("no inline style and no markup from strings: the content policy forbids both", () => {
  expect(code.filter((f) => /\bstyle=|dangerouslySetInnerHTML|innerHTML|insertAdjacentHTML/.test(text(f)))).toEqual([]);
});

test("logical properties only", () => {
  const physical = /(?:^|[\s;{])(?:(?:margin|padding|border)-(?:left|right)|left|right|(?:min-|max-)?(?:width|height))\s*:|text-align:\s*(?:left|right)|float:\s*(?:left|right)/;
  expect(files.filter((f) => f.endsWith(".css") && physical.test(text(f).replace(/@media[^{]*/g, "")))).toEqual([]);
});

test("every icon in the sprite is used, and every icon used is in the sprite", () => {
  const drawn = [...readFileSync(join(SRC, "shared/ui/sprite.svg"), "utf8").matchAll(/id="i-([\w-]+)"/g)].map((m) => m[1]!);
  const all = code.filter((f) => !f.endsWith("ui/icon.tsx")).map(text).join("\n");
  const names = [...text("shared/ui/icon.tsx").matchAll(/\| "([\w-]+)"/g)].map((m) => m[1]!);
  expect([...names].sort()).toEqual([...drawn].sort());
  expect(drawn.filter((name) => !all.includes(`"${name}"`))).toEqual([]);
});

test("every sentence is said somewhere", () => {
  // A key may be put together too: its head or tail stands in a template near by, or each of its words is a code of the server.
  const KEY = /(?<=[{,]\s*|^\s+)"([^"]+)":/gm, words = code.filter((f) => f.endsWith("words.ts") && room(f) !== "sw"), types = text("shared/api-types.ts");
  const dead = words.flatMap((f) => {
    const near = code.filter((one) => [room(f), "shared", "front"].includes(room(one))).map((one) => words.includes(one) ? text(one).replace(KEY, "") : text(one)).join("\n");
    const heads = [...near.matchAll(/`([^`$"\n]+)\$\{/g)].map((m) => m[1]!), tails = [...near.matchAll(/\}( [\w ]+)`/g)].map((m) => m[1]!);
    const said = (key: string): boolean => near.includes(`"${key}"`) || heads.some((one) => key.startsWith(one)) || tails.some((one) => key.endsWith(one)) || key.split(" ").every((one) => types.includes(`"${one}"`));
    return [...text(f).matchAll(KEY)].map((m) => m[1]!).filter((key) => !said(key)).map((key) => `${f}: ${key}`);
  });
  expect(dead).toEqual([]);
});

const YOUNG_WORDS = ["front/words.ts", "front/own-words.ts", "front/welcome-words.ts", "messaging/words.ts", "messaging/near-words.ts", "plans/words.ts", "plans/near-words.ts", "people/words.ts", "people/team-words.ts", "identity/words.ts", "identity/news-words.ts", "identity/join-words.ts", "identity/phones-words.ts", "notifications/words.ts", "notifications/used-words.ts", "entitlements/words.ts", "entitlements/claim-words.ts", "entitlements/amounts-words.ts", "entitlements/near-words.ts", "documents/words.ts", "documents/near-words.ts", "local_help/words.ts", "sw/words.ts", "shared/ui/words.ts"];
const BANNED = /\b(care leaver|LAC|placement|engage|case|client|service user|compliance|non-attendance|vulnerable|eligible|please|unfortunately|sorry)\b|!/i;
const sentences = (f: string): string[] => [...text(f).replace(/^import.*$/gm, "").replace(/\/\*\*.*\*\//g, "").matchAll(/: "((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]!);

test("no banned word on a young person's screen", () => {
  expect(YOUNG_WORDS.flatMap((f) => sentences(f).filter((s) => BANNED.test(s)))).toEqual([]);
});

test("sentences have 15 words at most", () => {
  const long = YOUNG_WORDS.flatMap((f) => sentences(f).flatMap((s) => s.split(/(?<=[.?])\s/)).filter((s) => s.split(/\s+/).length > 15));
  expect(long).toEqual([]);
});
