// What came in, in words and numbers: marks, deadlines, sums; the forms of the desk's rules and of a facility.
import { expect, test } from "vitest";
import type { ReceivedFile } from "../../host/generated";
import { facilityDraft, facilityFinds, facilityOf, facilityOver } from "./facilities";
import { isOpen, sorted, spoken, standName, standOf } from "./names";
import { partFile } from "./papers.svelte";
import { recommendationStand } from "./recommendations";
import { rulesDraft, rulesOf } from "./rules";

test("a mark is told by its first sixteen digits", () => {
  expect(spoken("0123456789abcdef9999")).toBe("0123-4567-89ab-cdef");
});

test("how it stands is said by what was done last", () => {
  expect(standOf({ decision: null, proposed: null })).toBe("received");
  expect(standOf({ decision: null, proposed: {} as never })).toBe("proposed");
  expect(standOf({ decision: { verdict: "returned" } as never, proposed: null })).toBe("returned");
  expect([standName("received"), standName("proposed"), standName("conditional")]).toEqual(["審査待ち", "確認待ち", "条件付承認"]);
});

test("what was brought is sorted by what became of it", () => {
  const file = (path: string, more: Partial<ReceivedFile> = {}): ReceivedFile => ({ path, fingerprint: null, facility: "", known: false, refused: null, ...more });
  const { fresh, known, refused } = sorted([file("a"), file("b", { known: true }), file("c", { refused: { code: "cancelled" } }), file("d", { known: true, refused: { code: "cancelled" } })]);
  expect([fresh, known, refused].map((all) => all.map((one) => one.path))).toEqual([["a"], ["b"], ["c", "d"]]);
});

test("what asks for something is what neither conforms nor is left out", () => {
  expect(["conforms", "partly", "fails", "not_applicable", "open"].filter((means) => isOpen({ means }))).toEqual(["partly", "fails", "open"]);
});

test("papers are written out as what they are, proofs by their titles", () => {
  expect(partFile("papers/submission-sheet.pdf", "提出書")).toBe("提出書.pdf");
  expect(partFile("files/0a1b", "入館記録.jpg")).toBe("入館記録.jpg");
  expect(partFile("files/0a1b", "規程 第2版")).toBe("規程 第2版");
});

test("the rules of the desk come back as they were, and nonsense goes as it was typed", () => {
  const settings = { four_eyes: true, checklist: ["署名の順", "前回の指摘"], mask_below: 5, expected_by: "02-09" };
  expect(rulesOf(rulesDraft(settings))).toEqual(settings);
  expect(rulesDraft(settings)).toMatchObject({ month: "2", day: "9" });
  const draft = rulesDraft({ ...settings, expected_by: "" });
  expect(rulesOf(draft).expected_by).toBe("");
  expect(rulesOf({ ...draft, month: "１１", day: "３０", mask_below: "１０", checklist: [" a ", " "] })).toMatchObject({ expected_by: "11-30", mask_below: 10, checklist: ["a"] });
  expect(rulesOf({ ...draft, month: "13", day: "" }).expected_by).toBe("13-00");
});

test("a facility keeps what nobody writes by hand, and is found by name, district and mark", () => {
  const enrolled = { name: "さくら診療所", kind: "clinic" as const, district: "北", sealing: "age1x", stopped: false };
  const over = (draft: object, now = {}) => facilityOver({ ...enrolled, ...now }, facilityOf({ ...facilityDraft(enrolled), ...draft }));
  expect(over({})).toEqual(enrolled);
  expect(over({ kind: "" })).not.toHaveProperty("kind");
  expect(over({ name: " うめ " }, { name: "もも", record: "r1" })).toEqual({ ...enrolled, name: "うめ", record: "r1" });
  const row = { public: "k", spoken: "0123-4567", revision: 1, enrolled, line: null, alike: null };
  expect(["サクラ", "北", "01234567", "0123-45", ""].every((text) => facilityFinds(row, text, "in_use"))).toBe(true);
  expect(facilityFinds(row, "うめ", "all")).toBe(false);
  expect(facilityFinds(row, "", "stopped")).toBe(false);
});

test("a recommendation is done, late, answered or waits", () => {
  const row = { answered: null, closed: false, late: false };
  expect(recommendationStand(row)).toBe("open");
  expect(recommendationStand({ ...row, late: true })).toBe("late");
  expect(recommendationStand({ ...row, answered: "f" })).toBe("answered");
  // The answer was returned, and the day is over.
  expect(recommendationStand({ ...row, answered: "f", late: true })).toBe("late");
  expect(recommendationStand({ ...row, answered: "f", closed: true })).toBe("closed");
});
