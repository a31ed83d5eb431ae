// What the list shows of what is wanted.

import { describe, expect, it } from "vitest";
import { lines, type Listed, type Row } from "./rows";

const row = (id: string, more: Partial<Row> = {}): Row =>
  ({ key: `c:${id}`, at: { catalogue: "c", control: id }, control: { practice: `項目${id}`, question: "", proof: ["写し"] }, answer: { value: "open" }, means: "open", proofs: [], assigned: undefined, ...more }) as unknown as Row;

const section = (key: string, rows: Row[]): Listed => ({ key, table: "", number: "", title: key, count: rows.length, answered: 0, rows });

const sections = [
  section("一", [row("1"), row("2", { means: "conforms" }), row("3", { means: "conforms", proofs: ["valid"] })]),
  section("二", [row("4", { means: "conforms", proofs: ["expired"] }), row("5", { assigned: "me" })]),
];
const shown = (which: string, text = "", chosen?: string) => lines(sections, { which, text, me: "me", chosen }).map((line) => line.key);

describe("the list", () => {
  it("shows every section with its rows", () => {
    expect(shown("all")).toEqual(["一", "c:1", "c:2", "c:3", "二", "c:4", "c:5"]);
  });
  it("leaves out sections of which nothing is wanted", () => {
    expect(shown("mine")).toEqual(["二", "c:5"]);
    expect(shown("all", "項目3")).toEqual(["一", "c:3"]);
  });
  it("finds what says it conforms and shows nothing fresh", () => {
    expect(shown("bare")).toEqual(["一", "c:2", "二", "c:4"]);
  });
  it("keeps the chosen row in sight", () => {
    expect(shown("open", "", "c:2")).toEqual(["一", "c:1", "c:2", "二", "c:5"]);
  });
});
