// Blocks come from the clipboard and go there as they were; a block becomes changes and new records; keys lead where they should.
import { expect, test } from "vitest";
import type { Register, RegisterField, RegisterRecord } from "../../host/generated";
import { changedFields, planned, portions, spread } from "./gridPlan";
import { drawn, holds, inSight, led, NEW, rangeOf, scrolledTo, within } from "./gridRange";
import { edited, picked, plain, readBlock, writeBlock } from "./gridText";

const options = [
  { id: "good", name: "正常", name_en: "Good" },
  { id: "failed", name: "失敗", name_en: "Failed" },
];
const field = (id: string, type: RegisterField["type"], more: Partial<RegisterField> = {}): RegisterField => ({ id, name: `${id}の名`, name_en: id, type, ...more });
const [what, count, result, made] = [field("what", "text", { required: true }), field("count", "number"), field("result", "choice", { options }), field("made", "computed")];
const register = { id: "backup", fields: [what, count, result, made] } as unknown as Register;
const record = (id: string, fields: RegisterRecord["fields"], more: Partial<RegisterRecord> = {}) => ({ id, register: "backup", revision: 3, struck: false, fields, ...more }) as unknown as RegisterRecord;

test("a block is read as Excel copies it", () => {
  expect(readBlock("a\tb\r\nc\td\r\n")).toEqual([["a", "b"], ["c", "d"]]);
  expect(readBlock('a\t"二行\r\nにわたる ""もの"""\nb\t')).toEqual([["a", '二行\nにわたる "もの"'], ["b", ""]]);
  expect(readBlock('"タブ\tも"\tx')).toEqual([["タブ\tも", "x"]]);
  // A quote that is only a letter, and one that is never closed.
  expect(readBlock('3.5" ディスク\t"まで\n"a" と b')).toEqual([['3.5" ディスク', '"まで'], ['"a" と b']]);
  expect(readBlock("")).toEqual([[""]]);
  expect(readBlock("\n\na")).toEqual([[""], [""], ["a"]]);
});

test("a block that is written is read as the same", () => {
  const rows = [["a", "二行\nにわたる", 'タブ\tと "引用"'], ["", '"引用"', "-3.5"], ["=1+1", "+81", "- 項目"]];
  expect(readBlock(writeBlock(rows))).toEqual(rows);
  // Nothing of it is a formula for whoever pastes it elsewhere; a number stays one.
  expect(writeBlock([["=1+1", "@x", "-3.5", "-a"]])).toBe("'=1+1\t'@x\t-3.5\t'-a");
});

test("values as text that is understood again", () => {
  expect(plain(field("d", "date"), "2026-11-20")).toBe("2026-11-20");
  expect(plain(field("t", "date_time"), "2026-11-20T09:05")).toBe("2026-11-20 09:05");
  expect(plain(field("p", "period"), "2026-11-20/")).toBe("2026-11-20～");
  expect(plain(field("m", "choices", { options }), ["good", "failed"])).toBe("正常、失敗");
  expect(plain(result, "good")).toBe("正常");
  expect(plain(count, 0)).toBe("0");
  expect([edited(result, "good", {}), edited(field("c", "check"), true, {}), edited(field("c", "check"), undefined, {}), edited(count, 1.5, {})]).toEqual(["good", "true", "", "1.5"]);
  expect([picked(result, "failed"), picked(result, ""), picked(field("c", "check"), "true"), picked(field("c", "check"), "")]).toEqual(["failed", null, true, null]);
});

test("a block goes where the cursor is; a single cell everywhere", () => {
  const range = rangeOf({ row: 4, col: 2 }, { row: 3, col: 1 });
  expect(spread([["x"]], range).map((one) => [one.row, one.col, one.text])).toEqual([[3, 1, "x"], [3, 2, "x"], [4, 1, "x"], [4, 2, "x"]]);
  expect(spread([["a", "b"], ["c"]], rangeOf({ row: 0, col: 0 }, { row: 0, col: 0 })).map((one) => one.text)).toEqual(["a", "b", "c", ""]);
});

test("what a block changes: records, new ones, what lacks, what is left", () => {
  const rows = [record("r1", { what: "甲", count: 1, made: "x" }), record("r2", { what: "乙" }, { struck: true })];
  const plan = planned(register, (n) => rows[n], 2, [
    { row: 0, field: what, now: "甲" },
    { row: 0, field: count, now: 5 },
    { row: 1, field: what, now: "丙" },
    { row: 2, field: what, now: "丁" },
    { row: 2, field: count, now: null },
    { row: 3, field: count, now: 7 },
    { row: 4, field: what, now: null },
  ]);
  expect(plan.changed).toEqual([{ row: 0, item: { id: "r1", base: 3, fields: { what: "甲", count: 5 } } }]);
  expect(plan.fresh.map((one) => one.item)).toEqual([{ fields: { what: "丁" } }, { fields: { count: 7 } }]);
  expect([plan.cells, plan.left, plan.lacking.map((one) => [one.row, one.field.id])]).toEqual([1, 1, [[3, "what"]]]);
  // Nothing is written that says what stood there before.
  expect(changedFields(register, { what: "甲", made: "x" }, { what: "甲" })).toBeUndefined();
  expect(changedFields(register, { what: "甲", result: "good" }, { result: null })).toEqual({ what: "甲" });
  expect(portions([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});

test("keys lead from cell to cell and never out of the table", () => {
  const bounds = { first: NEW, rows: 100, cols: 5, page: 10 };
  const from = (key: string, ctrl = false, cell = { row: 50, col: 2 }) => Object.values(led(cell, key, ctrl, bounds) ?? {});
  expect([from("ArrowUp"), from("ArrowDown"), from("ArrowLeft"), from("ArrowRight")]).toEqual([[49, 2], [51, 2], [50, 1], [50, 3]]);
  expect([from("Home"), from("End"), from("Home", true), from("End", true)]).toEqual([[50, 0], [50, 4], [0, 0], [99, 4]]);
  expect([from("PageUp"), from("PageDown"), from("ArrowUp", true), from("ArrowDown", true)]).toEqual([[40, 2], [60, 2], [0, 2], [99, 2]]);
  expect([from("ArrowUp", false, { row: 0, col: 0 }), from("ArrowUp", false, { row: NEW, col: 0 }), from("PageUp", false, { row: 3, col: 0 })]).toEqual([[NEW, 0], [NEW, 0], [0, 0]]);
  expect(led({ row: 0, col: 0 }, "a", false, bounds)).toBeUndefined();
  expect(within({ row: 7, col: 9 }, { ...bounds, rows: 0 })).toEqual({ row: NEW, col: 4 });
  expect(holds(rangeOf({ row: 2, col: 3 }, { row: 1, col: 1 }), 2, 2)).toBe(true);
});

test("only rows in sight are drawn, and the cursor's", () => {
  expect(inSight(0, 360, 36, 100_000)).toEqual({ from: 0, to: 24 });
  expect(inSight(36 * 5_000, 360, 36, 100_000)).toEqual({ from: 4_984, to: 5_024 });
  expect(inSight(36 * 99_995, 360, 36, 100_000)).toEqual({ from: 99_976, to: 100_000 });
  const { lines, rest } = drawn(10, 12, 100, 50);
  expect([lines, rest]).toEqual([[{ n: 10, gap: 10 }, { n: 11, gap: 0 }, { n: 50, gap: 38 }], 49]);
  expect(drawn(0, 2, 2, NEW)).toEqual({ lines: [{ n: 0, gap: 0 }, { n: 1, gap: 0 }], rest: 0 });
  // What is hidden by the headings, or below, is scrolled to; what is in sight stays.
  const view = { fast: 72, size: 400 };
  expect([scrolledTo(500, view, { start: 600, size: 36 }), scrolledTo(500, view, { start: 540, size: 36 }), scrolledTo(500, view, { start: 880, size: 36 })]).toEqual([500, 468, 516]);
});
