// Plans and judgements as inputs hold them; what is listed, and what comes next; what a new audit begins with.
import { describe, expect, test } from "vitest";
import type { AuditPlan, AuditYear, Catalogue, JudgedItem, LineShown } from "../../host/generated";
import { draftOf, judgement, linesOf, nextOpen, sameDraft, sectionsOf, counted } from "./lines";
import { conclusionDraft, conclusionOf, keyOf, planDraft, planOf, seriesDraft, seriesOf } from "./names";
import { freshPlan, freshSeed, inPart, nextSample, nextVisit, partSections, withSection } from "./plan";
import { most, shapes } from "./trend";

const head = (id: string, grade: "conforms" | "minor" | "major", more = {}) => ({ id, item: { control: { catalogue: "c", control: "x" } }, auditor: "a", grade, ...more });
const stands = (...heads: ReturnType<typeof head>[]): JudgedItem => ({ grade: heads[0]!.grade, contested: heads.some((one) => one.grade !== heads[0]!.grade), heads });
const line = (control: string, section: string, standing: JudgedItem | null = null, more: Partial<LineShown> = {}): LineShown => ({ line: { item: { control: { catalogue: "c", control } }, section, number: control, title: `項目${control}` }, standing, history: [], photos: 0, not_independent: [], ...more });
const all = [line("1", "一"), line("2", "一", stands(head("h", "conforms"))), line("3", "一", stands(head("h", "minor"), head("i", "major"))), line("4", "二", stands(head("j", "minor"))), line("5", "二", null, { not_independent: ["me"] }), line("6", "一")];

describe("the list", () => {
  const sections = sectionsOf(all);
  const rows = sections.flatMap((one) => one.rows);
  const listed = (which: Parameters<typeof linesOf>[1]["which"], more = {}) => linesOf(sections, { which, section: "", text: "", chosen: undefined, ...more }).map((one) => one.row?.line.number ?? one.section.name);
  test("a section begins where its name changes, as the core counts", () => {
    expect(sections.map((one) => [one.name, one.rows.length, one.judged])).toEqual([["一", 3, 2], ["二", 2, 1], ["一", 1, 0]]);
    expect(counted(sections)).toEqual({ all: 6, open: 3, contested: 1, conforms: 1, minor: 1, major: 0, observation: 0, good: 0 });
  });
  test("what is wanted, in its sections; what is chosen stays", () => {
    expect(listed("open")).toEqual(["一", "1", "二", "5", "一", "6"]);
    expect(listed("contested")).toEqual(["一", "3"]);
    expect(listed("minor", { chosen: "control:c:1" })).toEqual(["一", "1", "二", "4"]);
    expect(listed("all", { text: "項目４" })).toEqual(["二", "4"]);
    expect(listed("all", { section: sections[1]!.key, chosen: "control:c:6" })).toEqual(["二", "4", "5", "一", "6"]);
  });
  test("the next one is one that this auditor may judge, round to the beginning", () => {
    expect(nextOpen(rows, "control:c:1", "me")?.line.number).toBe("6");
    expect(nextOpen(rows, "control:c:6", "me")?.line.number).toBe("1");
    expect(nextOpen(rows, "control:c:1", "other")?.line.number).toBe("5");
    expect(nextOpen(rows, undefined, null)).toBeUndefined();
  });
});

test("a judgement goes on from what stands, and is given against it", () => {
  const fresh = draftOf(null, ["documents"]);
  expect(fresh).toEqual({ grade: "", methods: ["documents"], observation: "", interviewees: "", reason: "" });
  const before = stands(head("h", "minor", { methods: ["interview"], observation: "鍵がない" }));
  const draft = draftOf(before, ["documents"]);
  expect(draft).toEqual({ grade: "minor", methods: ["interview"], observation: "鍵がない", interviewees: "", reason: "" });
  expect(sameDraft(draft, { ...draft, observation: "鍵がない " })).toBe(true);
  expect(draftOf(stands(head("h", "minor"), head("i", "major")), []).grade).toBe("");
  expect(judgement({ line: all[0]!.line, standing: stands(head("h", "minor"), head("i", "major")) }, { ...draft, grade: "major", methods: ["sampling", "documents"], reason: " 記録を見た " })).toEqual({ item: all[0]!.line.item, grade: "major", methods: ["documents", "sampling"], observation: "鍵がない", reason: "記録を見た", replaces: ["h", "i"] });
});

test("what goes into a form comes out of it", () => {
  const plan: AuditPlan = {
    title: "監査",
    kind: "on_site",
    from: "2026-11-16",
    to: "2026-11-20",
    methods: ["documents", "sampling"],
    auditors: [{ id: "a", name: "山田", person: "p", lead: true }, { id: "b", name: "外部 太郎", post: "監査人" }],
    schedule: [{ day: "2026-11-16", contents: "開始会議" }],
    assessment: "s",
    parts: [{ catalogue: "c" }, { catalogue: "d", sections: ["1"] }],
    samples: [{ register: "backup", from: "2026-04-01", to: "2026-10-31", count: 5, seed: "k7m" }],
    series: "r",
    series_day: "2026-11-16",
  };
  expect(planOf(planDraft(plan))).toEqual(plan);
  const draft = planDraft(plan);
  draft.schedule.push({ day: "", from: "", to: "", contents: "", target: "", auditor: "" });
  draft.samples = [{ ...draft.samples[0]!, count: "１２" }, { register: "", from: "", to: "", count: "5", seed: "x" }];
  expect(planOf(draft)).toEqual({ ...plan, samples: [{ ...plan.samples![0]!, count: 12 }] });
  const series = { title: "定期", kind: "internal" as const, recurrence: { from: "2026-05-20", times: 2, years: 1, working_days: true } };
  expect(seriesOf(seriesDraft(series))).toEqual(series);
  const conclusion = { opinion_grade: "fair" as const, opinion: "おおむね", attended_by: ["院長", "事務長"] };
  expect(conclusionOf({ ...conclusionDraft(conclusion), attendedBy: "院長\n\n 事務長 \n" })).toEqual(conclusion);
  expect(keyOf({ record: { register: "backup", record: "r" } })).toBe("record:backup:r");
});

describe("a plan begins", () => {
  const assessment = (id: string, fiscal_year: number, state: "open" | "closed") => ({ id, title: id, fiscal_year, parts: [{ catalogue: "c", hash: "", scope: { answers: {} } }], carried_from: null, state, revision: 1 }) as never;
  const begins = { today: "2026-11-21", me: "p", auditors: [{ person: "p", name: "山田", post: "室長" }], assessments: [assessment("old", 2025, "open"), assessment("now", 2026, "open"), assessment("shut", 2027, "closed")] };
  test("with who plans it and the assessment that is under way", () => {
    const plan = freshPlan(begins);
    expect(plan).toMatchObject({ from: "2026-11-21", kind: "internal", assessment: "now", parts: [{ catalogue: "c" }], auditors: [{ name: "山田", person: "p", post: "室長", lead: true }] });
    expect(freshPlan({ ...begins, me: "q", assessments: [] })).toEqual({ title: "", kind: "internal", from: "2026-11-21", auditors: [] });
  });
  test("as one that comes back, for its day", () => {
    const series = { title: "委託先の監査", kind: "contractor" as const, target: "見本システム", recurrence: { from: "2026-03-15", times: 1 } };
    expect(freshPlan({ ...begins, series: { id: "r", series, day: "2027-03-15" } })).toMatchObject({ title: "委託先の監査", kind: "contractor", target: "見本システム", from: "2027-03-15", series: "r", series_day: "2027-03-15" });
  });
  test("its schedule goes on, its samples are of the year before, and no seed is as another", () => {
    expect(nextVisit([], "2026-11-16")).toMatchObject({ day: "2026-11-16", from: "" });
    expect(nextVisit([{ day: "2026-11-17", from: "09:00", to: "10:30", contents: "会議", target: "医事課", auditor: "山田" }], "2026-11-16")).toEqual({ day: "2026-11-17", from: "10:30", to: "", contents: "", target: "医事課", auditor: "山田" });
    expect(nextSample("2026-11-16", "2026-01-01")).toMatchObject({ from: "2025-11-16", to: "2026-11-15", count: "5" });
    expect(freshSeed()).toMatch(/^[2-9a-z]{6}$/);
    expect(freshSeed()).not.toBe(freshSeed());
  });
});

test("sections are named, or all are meant", () => {
  const catalogue = { sections: [{ id: "s1", table: "付表1", number: "①", title: "総則", controls: [{ id: "a" }, { id: "b" }] }, { id: "s2", title: "空" }, { id: "s3", title: "監査", controls: [{ id: "c" }] }] } as unknown as Catalogue;
  const sections = partSections(catalogue);
  expect(sections).toEqual([{ id: "s1", name: "付表1 ① 総則", count: 2 }, { id: "s3", name: "監査", count: 1 }]);
  expect(partSections(catalogue, ["a"])).toEqual([{ id: "s1", name: "付表1 ① 総則", count: 1 }]);
  const some = withSection([{ catalogue: "c" }], "c", sections, "s3", false);
  expect(some).toEqual([{ catalogue: "c", sections: ["s1"] }]);
  expect([inPart(some[0], "s1"), inPart(some[0], "s3"), inPart(undefined, "s1")]).toEqual([true, false, false]);
  expect(withSection(some, "c", sections, "s3", true)).toEqual([{ catalogue: "c", sections: [] }]);
  expect(withSection(some, "c", sections, "s1", false)).toEqual([]);
});

test("years as a figure", () => {
  const year = (fiscal_year: number, more: Partial<AuditYear>): AuditYear => ({ fiscal_year, audits: 1, judged: 0, good: 0, major: 0, minor: 0, observation: 0, repeated: 0, open: 0, days_to_mend: null, ...more });
  const years = [year(2025, { judged: 81, good: 64, major: 2, minor: 3 }), year(2026, {})];
  expect(most(years)).toBe(6);
  expect([most([]), most([year(2026, { minor: 23 })])]).toEqual([4, 30]);
  const [first, second] = shapes(years);
  expect([first?.rate, first?.found, first?.columns.map((one) => [one.grade, one.count, one.height])]).toEqual([79, 5, [["major", 2, 50], ["minor", 3, 75]]]);
  expect([second?.rate, second?.y, second?.columns]).toEqual([undefined, undefined, []]);
});
