// What was handed in, as it is listed and compared.
import { expect, test } from "vitest";
import type { SubmittedRow } from "../../host/generated";
import { answerWords, besides, linesOf, rowDifference, rowKey, sectionsOf } from "./rows";

const row = (control: string, more: Partial<SubmittedRow> = {}): SubmittedRow => ({
  at: { catalogue: "c", control },
  section: "1 体制",
  practice: `${control} をする`,
  answer: { value: "conforms", note: "", reason: "", plan: "" },
  mark: "〇",
  means: "conforms",
  proofs: [],
  ...more,
});
const catalogue = (id: string, rows: SubmittedRow[]) => ({ id, title: `票${id}`, version: "1", hash: "", rows });
const proof = (title: string, sha256 = "00", valid_until: string | null = null) => ({ title, valid_until, sha256: [sha256] });

test("sections begin where catalogue or name changes, and empty ones are not listed", () => {
  const all = [catalogue("a", [row("1"), row("2"), row("3", { section: "2 教育" })]), catalogue("b", [row("4", { at: { catalogue: "d", control: "4" } })])];
  const sections = sectionsOf(all);
  expect(sections.map((one) => [one.catalogue, one.name, one.rows.length])).toEqual([["票a", "1 体制", 2], ["票a", "2 教育", 1], ["票b", "1 体制", 1]]);
  expect(linesOf(sections).map((line) => line.row?.at.control ?? "§")).toEqual(["§", "1", "2", "§", "3", "§", "4"]);
  expect(new Set(linesOf(sections).map((line) => line.key)).size).toBe(7);
  expect(sectionsOf(all, (one) => one.at.control === "3").map((one) => one.name)).toEqual(["2 教育"]);
});

test("an answer is its mark with its word; a word stays itself", () => {
  expect(answerWords(row("1"))).toBe("〇 適合");
  expect(answerWords({ mark: "－", means: "not_applicable" })).toBe("－ 対象外");
  expect(answerWords({ mark: "", means: "open" })).toBe("未回答");
  expect(answerWords({ mark: "はい", means: "conforms" })).toBe("はい");
});

test("only what was written stands beside an answer", () => {
  expect(besides(row("1"))).toEqual([]);
  const answer = { value: "fails", note: "書庫", reason: "", plan: "直す", planned_date: "2027-01-31" };
  expect(besides(row("1", { answer })).map((one) => one.text)).toEqual(["書庫", "直す", "2027-01-31"]);
});

test("of a row, what is not as it was", () => {
  const before = row("1", { mark: "×", means: "fails", answer: { value: "fails", note: "古い", reason: "", plan: "直す" }, proofs: [proof("規程"), proof("写真", "aa")] });
  const now = row("1", { answer: { value: "conforms", note: "新しい", reason: "", plan: "" }, proofs: [proof("写真", "bb"), proof("規程")] });
  const found = rowDifference(before, now);
  expect(found.answer).toEqual(["× 不適合", "〇 適合"]);
  expect(found.texts.map(({ before, now }) => [before, now])).toEqual([["古い", "新しい"], ["直す", ""]]);
  expect([found.added.map((one) => one.sha256[0]), found.gone.map((one) => one.sha256[0])]).toEqual([["bb"], ["aa"]]);
  expect(found.reworded).toBe("");
  expect(rowDifference(before, { ...before, practice: "別の文" })).toMatchObject({ answer: undefined, texts: [], added: [], gone: [], reworded: "1 をする" });
  expect(rowKey(now.at)).toBe("c:1");
});
