// Values go into inputs and come out as they were; a register shows few columns, none twice; failures find their field.
import { expect, test } from "vitest";
import type { Register, RegisterField } from "../../host/generated";
import { allHeld, columns, differing, dueName, ends, fieldOf, held, sentence, shown, stateName, value, written } from "./names";
import { optionsOf } from "./setup.svelte";
import { chosenColumns, columnAt, isSheet } from "./sheet.svelte";
import { reading } from "../../words/index.svelte";

const field = (id: string, type: RegisterField["type"], more: Partial<RegisterField> = {}): RegisterField => ({ id, name: `${id}の名`, name_en: id, type, ...more });
const options = [
  { id: "good", name: "正常", name_en: "Good" },
  { id: "failed", name: "失敗", name_en: "Failed" },
];

test("what is held in an input comes out as it went in", () => {
  const all: [RegisterField, unknown][] = [
    [field("a", "text"), "あ"],
    [field("b", "number"), 1.5],
    [field("c", "date"), "2026-11-20"],
    [field("d", "date_time"), "2026-11-20T09:05"],
    [field("e", "time"), "09:05"],
    [field("f", "period"), "2026-11-20/"],
    [field("g", "choice", { options }), "good"],
    [field("h", "choices", { options }), ["good", "failed"]],
    [field("i", "check"), true],
    [field("j", "link", { register: "asset" }), "0190"],
    [field("k", "person"), "山田 花子"],
  ];
  for (const [one, stored] of all) expect(value(one, held(one, stored as never)), one.type).toEqual(stored);
});

test("what is empty or follows from the others is left out", () => {
  const fields = [field("n", "sequence"), field("r", "computed"), field("t", "text"), field("k", "check"), field("m", "choices"), field("p", "period"), field("x", "number")];
  expect(written(fields, allHeld(fields, { n: 3, r: "12" }))).toEqual({});
  expect(written(fields, { t: "  ", k: false, m: [], p: "/", x: "", unknown: "1" })).toEqual({});
  expect(written(fields, { t: "a", k: true, x: "0" })).toEqual({ t: "a", k: true, x: 0 });
});

test("numbers are taken as Japanese keyboards write them; what is none is left to the core to refuse", () => {
  const number = field("x", "number");
  expect(["１，２００", "1,200", "-3.5", " 0 ", "三"].map((text) => value(number, text))).toEqual([1200, 1200, -3.5, 0, "三"]);
});

test("a browser's seconds are cut off, and a period has two ends", () => {
  expect(value(field("d", "date_time"), "2026-11-20T09:05:30")).toBe("2026-11-20T09:05");
  expect(ends("2026-11-20/2026-11-27")).toEqual(["2026-11-20", "2026-11-27"]);
  expect(ends("")).toEqual(["", ""]);
});

test("few columns, none twice, nothing that stands aside", () => {
  const register: Pick<Register, "fields" | "dated_by"> = {
    dated_by: "on",
    fields: [field("no", "sequence"), field("on", "date"), field("hidden", "text", { aside: true }), ...[..."abcdefghi"].map((id) => field(id, "text"))],
  };
  expect(columns(register).map((one) => one.id).join("")).toBe("abcdefg");
  // A time of day says more than the day beside the number.
  expect(columns({ dated_by: "at", fields: [field("at", "date_time")] }).length).toBe(1);
});

test("values are shown by their names", () => {
  expect(shown(field("g", "choice", { options }), "good")).toBe("正常");
  expect(shown(field("h", "choices", { options }), ["good", "failed"])).toBe("正常・失敗");
  expect(shown(field("i", "check"), true)).toBe("✓");
  expect(shown(field("i", "check"), false)).toBe("");
  expect(shown(field("d", "date_time"), "2026-11-20T09:05")).toBe("2026-11-20 09:05");
  expect(shown(field("p", "period"), "2026-11-20/")).toBe("2026-11-20～");
  expect(shown(field("x", "number"), 0)).toBe("0");
  const link = field("l", "link", { register: "asset" });
  expect(shown(link, "1", { asset: [{ id: "1", title: "サーバー" }] })).toBe("サーバー");
  expect(stateName([{ id: "open", name: "対応中", name_en: "Open" }], "open")).toBe("対応中");
  expect(stateName(undefined, null)).toBe("");
});

test("a failure finds its field by id or by name, and says it by name", () => {
  const fields = [field("ended", "date"), field("target", "text")];
  const required = { code: "required", params: { field: "targetの名" } } as const;
  const broken = { code: "rule-broken", params: { field: "ended", say: { ja: "前です。", en: "Before." } } } as const;
  expect(fieldOf(fields, required)?.id).toBe("target");
  expect(fieldOf(fields, broken)?.id).toBe("ended");
  expect(fieldOf(fields, { code: "locked" })).toBeUndefined();
  expect(sentence(fields, required)).toBe("targetの名を入れてください。");
  expect(sentence(fields, broken)).toBe("前です。");
});

test("only what differs stands side by side", () => {
  const fields = [field("a", "text"), field("b", "check"), field("c", "choices", { options }), field("r", "computed")];
  const theirs = { a: "x", c: ["good"], r: "1" };
  expect(differing(fields, theirs, { a: "x", b: false, c: ["good"], r: "2" })).toEqual([]);
  expect(differing(fields, theirs, { a: "y", b: true }).map((one) => one.id)).toEqual(["a", "b", "c"]);
});

test("what is due is called in the person's language", () => {
  const register = { cycles: [{ id: "back", name: "返却", name_en: "Return", roles: [] }] };
  const due = { cycle: "back", title: "返却：ノートPC" };
  expect(dueName(register, due)).toBe("返却：ノートPC");
  reading.language = "en";
  expect(dueName(register, due)).toBe("Return: ノートPC");
  expect(dueName(register, { cycle: "back", title: "返却" })).toBe("Return");
  reading.language = "ja";
});

test("files and what is no longer asked for are no columns", () => {
  expect(columns({ fields: [field("a", "text"), field("b", "file"), field("c", "text", { retired: true })] }).map((one) => one.id)).toEqual(["a"]);
});

test("a choice that is only called otherwise stays what it was", () => {
  expect(optionsOf("正常\n失敗", options)).toEqual(options);
  expect(optionsOf(" 失敗 \n\n正常\n失敗", options).map((one) => one.id)).toEqual(["failed", "good"]);
  expect(optionsOf("正常\nやり直し", options)).toEqual([options[0], { id: "failed", name: "やり直し", name_en: "Failed" }]);
  expect(optionsOf("正常\n失敗\n中止", options)[2]).toMatchObject({ id: expect.stringMatching(/^own_/), name: "中止", name_en: "中止" });
});

test("columns of a sheet by their letters", () => {
  expect(["A", "Z", "AA", "AB"].map(columnAt)).toEqual([0, 25, 26, 27]);
  const columns = [["B", "on"], ["D", "what"]].map(([letter = "", field = null]) => ({ letter, heading: "", field, examples: [] }));
  expect(chosenColumns(columns, "D", "on")).toEqual([null, null, null, "on"]);
  expect(chosenColumns(columns, "B", null)).toEqual([null, null, null, "what"]);
  expect(["/x/台帳.XLSX", "a.csv", "a.pdf", "xlsx"].map(isSheet)).toEqual([true, true, false, false]);
});
