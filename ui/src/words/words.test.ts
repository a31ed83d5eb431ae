// The window says what the shell says: the same fixtures are held by the core's own test.
import { expect, test } from "vitest";
import { day, Sentences, time } from "./words";

const ja = new Sentences("ja");
const en = new Sentences("en");

test("a deed is one sentence, with what went from what to what", () => {
  const line = {
    kind: "people.edit",
    facts: { name: "佐藤 次郎" },
    moved: [{ field: "title", from: "", to: "看護師" }],
    undoes: null,
  };
  expect(ja.deed(line)).toBe("佐藤 次郎さんの情報を変えました（役職 （なし） → 看護師）");
  expect(en.deed(line)).toBe("changed the details of 佐藤 次郎 (Title (none) → 看護師)");
  const roles = { kind: "people.set_roles", facts: { name: "佐藤" }, moved: [{ field: "roles", from: ["staff"], to: ["auditor", "trainer"] }], undoes: 12 };
  expect(ja.deed(roles)).toBe("佐藤さんの役割を変えました（役割 職員 → 監査員・教育担当）【12 件目の取り消し】");
});

test("failures are sentences, and numbers stay plain", () => {
  expect(ja.failure({ code: "wrong-password", params: { wait_seconds: 0 } })).toContain("もう一度入れてください");
  expect(ja.failure({ code: "wait-before-trying", params: { wait_seconds: 1024 } })).toContain("1024");
  expect(ja.failure({ code: "password-too-weak", params: { missing: "digit,symbol" } })).toContain("数字・記号");
  expect(ja.failure({ code: "required", params: { field: "facility_name" } })).toBe("施設名を入れてください。");
});

test("times are Japan's, and what is no time is left alone", () => {
  expect(time("2026-11-20T15:30:00.000Z")).toBe("2026-11-21 00:30");
  expect(time("いつか")).toBe("いつか");
});

test("days are written as the person likes, eras from their first day", () => {
  expect(day("2026-11-20")).toBe("2026-11-20");
  expect(day("2026-11-20", "wareki")).toBe("令和8年11月20日");
  expect(day("2019-05-01", "wareki")).toBe("令和元年5月1日");
  expect(day("いつか", "wareki")).toBe("いつか");
  expect(time("2026-11-20T15:30:00.000Z", "wareki")).toBe("令和8年11月21日 00:30");
});
