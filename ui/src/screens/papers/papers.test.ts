// Pages lie where they should, the right ones are asked for, and files get names that every system takes.
import { expect, test } from "vitest";
import { drawn } from "../../parts/drawn";
import { aboutOf, auditOf, filling, handedLink, handedOf, trainingOf } from "./about";
import { codeOf, fileName, lineAt, matches, numberShown, today } from "./names";
import { at, lie, percent, scaleOf, seen, stepFrom, toAsk, yOf, zoomOfKey, type Size } from "./pages";

const A4: Size = [595, 842];
const box = { width: 627, height: 453 };

test("a page fits the width, or is seen whole, or is as large as was asked", () => {
  expect(scaleOf("width", [A4], box)).toBe(1);
  expect(scaleOf("whole", [A4], box)).toBeCloseTo(0.5);
  // The widest page counts.
  expect(scaleOf("width", [A4, [1190, 842]], box)).toBe(0.5);
  expect(percent(scaleOf(100, [A4], box))).toBe(100);
  expect(scaleOf("width", [], { width: 0, height: 0 })).toBeGreaterThan(0);
});

test("zoom goes step by step and ends at its ends", () => {
  const scale = scaleOf("width", [A4], box); // 75 %
  expect(stepFrom(scale, 1)).toBe(80);
  expect(stepFrom(scale, -1)).toBe(67);
  expect(stepFrom(scaleOf(200, [A4], box), 1)).toBe(200);
  expect(stepFrom(scaleOf(50, [A4], box), -1)).toBe(50);
  expect(["+", ";", "-", "0", "a"].map((key) => zoomOfKey(key, scale))).toEqual([80, 80, 67, "width", undefined]);
});

test("what is seen and where one is", () => {
  const lying = lie([A4, A4, A4], 0.5);
  expect(lying.tops).toEqual([16, 453, 890]);
  expect(seen(lying, 0, 400)).toEqual([0, 0]);
  expect(seen(lying, 300, 400)).toEqual([0, 1]);
  expect(seen(lying, 5000, 400)).toEqual([2, 2]);
  // The same place at another zoom.
  const place = at(lying, 453 + 421 / 2);
  expect(place).toEqual({ page: 1, part: 0.5 });
  expect(yOf(lie([A4, A4, A4], 1), place)).toBe(16 + 842 + 16 + 421);
});

test("pages are asked for eight at a time, near what is seen, and none twice", () => {
  const there = new Set([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(toAsk([0, 1], 40, there)).toBeUndefined();
  expect(toAsk([6, 7], 40, there)).toEqual({ from: 8, count: 8 });
  // Far away: what lies between is left alone.
  expect(toAsk([30, 31], 40, there)).toEqual({ from: 29, count: 8 });
  expect(toAsk([38, 39], 40, there)).toEqual({ from: 37, count: 3 });
  expect(toAsk([9, 10], 40, new Set([...there, 12]))).toEqual({ from: 8, count: 4 });
  expect(toAsk([0, 0], 0, new Set())).toBeUndefined();
});

test("a file's name says what and when, on any system", () => {
  expect(fileName("準拠度チェックリスト（令和8年度）", "2026-11-20", "pdf")).toBe("準拠度チェックリスト（令和8年度）_2026-11-20.pdf");
  expect(fileName('a/b:c*?"<>|\n d', "2026-11-20", "xlsx")).toBe("a b c d_2026-11-20.xlsx");
  expect(fileName(" ", "2026-11-20", "pdf")).toBe("paper_2026-11-20.pdf");
  expect(fileName("長".repeat(300), "2026-11-20", "pdf")).toHaveLength(80 + 15);
  expect(today(Date.parse("2026-11-20T15:30:00Z"))).toBe("2026-11-21");
});

test("numbers, characters and lines are told so that people find them", () => {
  expect(numberShown("点検-{fiscal_year}-{seq}")).toBe("点検-年度-連番");
  expect(codeOf("𠮷")).toBe("U+20BB7");
  const text = "a\nbc\n\nd";
  expect([1, 2, 3, 4, 9].map((line) => text.slice(...lineAt(text, line)))).toEqual(["a", "bc", "", "d", "d"]);
});

test("papers are found by any of their names", () => {
  const paper = { id: "incident-report", name: "障害報告書", name_en: "Incident report", basis: "第12条" };
  expect(["", "障害", "ＩＮＣＩＤＥＮＴ", "12条 報告", " report "].map((wanted) => matches(paper, wanted))).toEqual([true, true, true, true, true]);
  expect(matches(paper, "教育")).toBe(false);
});

test("a page's size and style are the window's business, not its own", () => {
  const page = '<svg xmlns="x" viewBox="0 0 595.28 841.89" width="595.28pt" height="841.89pt" lang="ja" style="white-space:pre"><image width="3" height="4"/></svg>';
  expect(drawn(page)).toBe('<svg xmlns="x" viewBox="0 0 595.28 841.89" lang="ja"><image width="3" height="4"/></svg>');
});

test("the address says what a form is filled with", () => {
  expect(filling(aboutOf(["take-out-request", "record", "r1"]))).toEqual({ records: ["r1"] });
  expect(filling(aboutOf(["register", "list", "backup", '{"state":"out"}']))).toEqual({ register: { id: "backup", filter: { state: "out" } } });
  // Half an address leads to the whole list.
  expect(filling(aboutOf(["register", "list", "backup", "{"]))).toEqual({ register: { id: "backup", filter: {} } });
  expect(["", "record", "a1"].map((what) => aboutOf(["x", what]))).toEqual([undefined, undefined, undefined]);
  expect(filling(undefined)).toEqual({});
});

test("a paper of training is filled with what its address says", () => {
  const about = trainingOf(["attendance-list", "session", "s1", "form", "sign_in"]);
  expect(about).toEqual({ training: { session: "s1" }, picked: { form: "sign_in" } });
  expect(filling(about)).toEqual({ training: { session: "s1" } });
  expect(trainingOf(["training-plan", "year", "2026"])?.training).toEqual({ fiscal_year: 2026 });
  expect(trainingOf(["incident", "record", "r1"])).toBeUndefined();
});

test("a paper of an audit, of a finding, or of a year's days", () => {
  expect(filling(auditOf(["audit-report", "audit", "a1"]))).toEqual({ audit: { audit: "a1" } });
  expect(filling(auditOf(["corrective-report", "finding", "f1"]))).toEqual({ audit: { finding: "f1" } });
  expect(filling(auditOf(["year-calendar", "year", "2026"]))).toEqual({ year: 2026 });
  expect([auditOf(["training-plan", "year", "2026"]), auditOf(["incident", "record", "r1"]), auditOf(["audit-report", "audit"])]).toEqual([undefined, undefined, undefined]);
});

test("a paper of what was handed in or decided, for whoever may see that", () => {
  const address = handedLink("decision-letter", { decision: { fingerprint: "f/1" } });
  const within = address.slice(1).split("/").slice(1).map(decodeURIComponent);
  expect(filling(handedOf(within, ["review_submissions"]))).toEqual({ handed: { decision: { fingerprint: "f/1" } } });
  expect(filling(handedOf(["portfolio-summary", "handed", '{"portfolio":{"filter":{"masked":true}}}'], ["review_submissions"]))).toEqual({ handed: { portfolio: { filter: { masked: true } } } });
  expect(handedOf(["submission-sheet", "handed", '{"submission":{"id":"s1"}}'], ["review_submissions"])).toBeUndefined();
  // Half an address leads to the empty form.
  expect(["{", "null", "3", "{}", '{"else":1}', ""].map((text) => handedOf(["x", "handed", text], ["review_submissions"]))).toEqual(Array(6).fill(undefined));
});
