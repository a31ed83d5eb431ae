import { expect, test, vi } from "vitest";
import type { Finding, FindingRow } from "../../../host/generated";

const answers: Record<string, (request: any) => unknown> = {};
vi.mock("../../../host", () => ({ call: async (name: string, request: unknown) => answers[name]!(request), failureOf: (thrown: unknown) => thrown }));

const { begunOf, correctionDraft, correctionOf, filterOf, findingDraft, findingOf, finds, ladder, late } = await import("./names");
const { prefilled } = await import("./prefill");
const { sourceLink, SourceNames } = await import("./sources.svelte");
const { inWords } = await import("./labels");

const control = { control: { catalogue: "fuhyo-5.1", control: "F1-08" } };
const finding: Finding = { source: { audit: { audit: "a1" } }, item: control, title: "離席時の画面の保護", grade: "minor", found_on: "2026-11-20", fact: "受付の端末が開いたまま", check_after_months: 3 };
const row = { number: "2026-3", finding: { ...finding, owner_name: "医事係　佐藤" }, due: "2026-12-01" } as FindingRow;

test("which are wanted the core is asked; words are looked for as they are typed", () => {
  expect([filterOf("unfinished"), filterOf("mine"), filterOf("all"), filterOf("returned")]).toEqual([{ open: true }, { mine: true }, {}, { state: "returned" }]);
  for (const wanted of ["2026-3", "２０２６-3", "画面", "佐藤", "端末", ""]) expect(finds(row, wanted), wanted).toBe(true);
  expect(finds(row, "サーバ")).toBe(false);
});

test("lateness counts in days", () => {
  expect([late(row, "2026-11-30"), late(row, "2026-12-01"), late(row, "2026-12-15"), late({ due: null }, "2030-01-01")]).toEqual([0, 0, 14, 0]);
});

test("an address says where a new one comes from, and half an address says nothing", () => {
  const json = JSON.stringify(control);
  expect(begunOf([])).toEqual({ source: "other" });
  expect(begunOf(["audit", "a1", json])).toEqual({ source: { audit: { audit: "a1" } }, item: control });
  // Made ready for an address twice.
  expect(begunOf(["audit", "a1", encodeURIComponent(json)])).toEqual(begunOf(["audit", "a1", json]));
  expect(begunOf(["audit", "a1", "%7Bhalf"])).toEqual({ source: { audit: { audit: "a1" } } });
  expect(begunOf(["record", "incident", "r1"])).toEqual({ source: { record: { register: "incident", record: "r1" } }, item: { record: { register: "incident", record: "r1" } } });
  expect(begunOf(["control", "s1", "fuhyo-5.1", "F1-08"])).toEqual({ source: { assessment: { assessment: "s1", at: control.control } }, item: control });
  expect(begunOf(["record", "incident"])).toEqual({ source: "other" });
  expect(sourceLink({ assessment: { assessment: "s1", at: control.control } })).toBe("#check/s1/fuhyo-5.1/F1-08");
  expect(sourceLink("other")).toBeUndefined();
});

test("inputs hold a finding and give it back as it was", () => {
  expect(findingOf(findingDraft(finding))).toEqual(finding);
  // As the core tells it: what is empty is there, and nothing.
  expect(findingOf(findingDraft({ ...finding, place: "", owner: null, due: null, check_after_months: null } as unknown as Finding))).not.toHaveProperty("check_after_months");
  const { reason, ...rest } = findingOf({ ...findingDraft(finding), grade: "major", reason: "二つ目の端末も" });
  expect([reason, rest.grade]).toEqual(["二つ目の端末も", "major"]);
  expect(correctionOf({ ...correctionDraft({ cause: "手順がない" }), whys: ["忙しい", " ", ""] })).toEqual({ whys: ["忙しい"], cause: "手順がない" });
});

test("why is asked once more as long as it is answered, five times at most", () => {
  expect(ladder([])).toEqual([""]);
  expect(ladder(["a", "", ""])).toEqual(["a", ""]);
  expect(ladder(["a", "b", "c", "d"])).toEqual(["a", "b", "c", "d", ""]);
  expect(ladder(["a", "b", "c", "d", "e"])).toHaveLength(5);
});

test("a new one begins with what was judged", async () => {
  const line = { item: control, section: "付表1 ②", number: "F1-08", title: "離席時の画面の保護", text: "離席時は画面を閉じる" };
  const judged = (grade: string) => ({ standing: { grade, contested: false, heads: [{ grade, observation: "受付の端末が開いたまま" }] }, line });
  answers["audit.show"] = () => ({ lines: [{ line: { ...line, item: { record: { register: "x", record: "y" } } }, standing: null }, judged("major")] });
  const begun = begunOf(["audit", "a1", JSON.stringify(control)]);
  expect(await prefilled(begun, "2026-11-20")).toEqual({ ...begun, title: "離席時の画面の保護", grade: "major", found_on: "2026-11-20", fact: "受付の端末が開いたまま", basis: "付表1 ②　F1-08　離席時は画面を閉じる" });
  answers["audit.show"] = () => ({ lines: [judged("conforms")] });
  expect((await prefilled(begun, "2026-11-20")).grade).toBe("observation");
  answers["audit.show"] = () => ({ lines: [] });
  expect(await prefilled(begun, "2026-11-20")).toMatchObject({ title: "", grade: "minor" });
});

test("a new one begins with the record, or with one's own answer", async () => {
  answers["register.show"] = ({ id }) => ({ record: { id, title: "停電".repeat(200) } });
  expect([...(await prefilled(begunOf(["record", "incident", "r1"]), "2026-11-20")).title]).toHaveLength(200);
  const controls = [{ id: "F1-08", domain: "画面の保護", practice: "離席時は画面を閉じる", source: "付表1 ②" }];
  answers["assessment.show"] = () => ({ catalogues: [{ catalogue: { catalogue: { id: "fuhyo-5.1" }, sections: [{ controls }] }, scale: { answers: [{ id: "no", means: "fails" }] } }] });
  answers["assessment.standing"] = () => ({ answers: [{ at: control.control, answer: { value: "no", note: "", reason: "端末が足りない" } }] });
  const own = await prefilled(begunOf(["control", "s1", "fuhyo-5.1", "F1-08"]), "2026-11-20");
  expect(own).toMatchObject({ title: "画面の保護", basis: "付表1 ②　F1-08　離席時は画面を閉じる", fact: "端末が足りない", grade: "major" });
});

test("fields are read as people say them", () => {
  expect([inWords("grade", "major"), inWords("whys", ["a", "b"]), inWords("check_after_months", 3), inWords("owner", "p1"), inWords("due", null)]).toEqual(["重大", "a → b", "是正を確認してから 3 か月後", "", ""]);
});

test("audits are called by their names, each year being read once", async () => {
  const years: number[] = [];
  answers["audit.list"] = ({ fiscal_year }) => (years.push(fiscal_year), { rows: fiscal_year === 2025 ? [{ audit: { id: "a1", plan: { title: "後期の内部監査" } } }] : [] });
  const sources = new SourceNames({ rights: [] } as never);
  const late = { ...finding, found_on: "2026-04-02" };
  sources.learn([{ finding: late }, { finding: late }, { finding: { ...finding, source: "other" } }]);
  await new Promise((done) => setTimeout(done, 0));
  expect(years).toEqual([2026, 2025]);
  expect(sources.of(late.source, late.item)).toBe("監査　後期の内部監査　F1-08");
  sources.know("a2", "臨時の監査");
  expect(sources.of({ audit: { audit: "a2" } })).toBe("監査　臨時の監査");
});

test("a recommendation is named by who gave it, and leads nowhere: it stands at theirs", () => {
  const source = { recommendation: { recommendation: "r1", operator: "見本市医師会" } };
  expect(new SourceNames({ rights: [] } as never).of(source)).toBe("サービス運用者の勧告（見本市医師会）");
  expect(sourceLink(source)).toBeUndefined();
});
