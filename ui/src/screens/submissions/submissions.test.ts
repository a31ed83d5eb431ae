// How far a submission has come, what a new one begins with, and who can open its file.
import { expect, test } from "vitest";
import type { EnrolledRow, Person, SubmissionKind, SubmissionRow, SubmissionTaken } from "../../host/generated";
import { decisionOf, seatsOf, stagesOf } from "./course";
import { againOf, draftOf, freshSeats, freshSubmission, receiverOf, signers, submissionOf } from "./draft";
import { cameBack, finds, spoken } from "./names";
import { Seal } from "./seal.svelte";

const seats = [{ title: "運用管理責任者", person: "m", name: "点検 花子" }, { title: "院長", person: "d", name: "見本 太郎" }];
const submission = { kind: "conformance", title: "令和8年度 準拠度チェックリスト", fiscal_year: 2026, to: "見本市医師会", assessment: "a1", seats };
const took = (step: string, more: object = {}): SubmissionTaken => ({ step, at: "2026-11-20T01:00:00Z", by: "x", by_name: "だれか", ...more }) as SubmissionTaken;
const row = (more: object = {}): SubmissionRow => ({ id: "s1", submission, state: "draft", number: null, fingerprint: null, steps: [], next: null, revision: 1, ...more }) as SubmissionRow;
const stands = (one: SubmissionRow) => stagesOf(one).map((stage) => stage.stands).join(" ");
const person = (id: string, name: string, roles: string[], state = "active") => ({ id, login: id, profile: { name, title: "" }, roles, state, revision: 1 }) as unknown as Person;
const kind = (id: string, about: string) => ({ id, name: "準拠度チェックリスト", name_en: "Checklist", basis: "", about, register: "", papers: [] }) as SubmissionKind;

test("each stage is done, now or ahead", () => {
  expect(stands(row())).toBe("now ahead ahead ahead ahead");
  const frozen = [took("freeze")];
  expect(stands(row({ state: "frozen", steps: frozen, next: seats[0] }))).toBe("done done now ahead ahead");
  const once = [...frozen, took("sign", { by_name: "点検 花子" })];
  expect(stands(row({ state: "frozen", steps: once, next: seats[1] }))).toBe("done done now ahead ahead");
  const twice = [...once, took("sign", { by_name: "見本 太郎" })];
  expect(stands(row({ state: "frozen", steps: twice }))).toBe("done done done now ahead");
  expect(stands(row({ state: "sent", steps: [...twice, took("send")] }))).toBe("done done done done now");
  const decision = { verdict: "returned", by_name: "審査 一郎", comments: [] };
  const back = row({ state: "returned", steps: [...twice, took("send"), took("decided", { decision })] });
  expect(stands(back)).toBe("done done done done done");
  expect(stagesOf(back).at(-1)?.by).toBe("審査 一郎");
  expect(decisionOf(back)?.verdict).toBe("returned");
  expect(stands(row({ state: "withdrawn", steps: [...once, took("withdraw")] }))).toBe("done done ahead ahead ahead");
});

test("whoever signed before it was thawed signs again", () => {
  const steps = [took("freeze"), took("sign"), took("thaw"), took("freeze"), took("sign", { by_name: "代理 三郎" })];
  expect(seatsOf(row({ steps })).map((seat) => [seat.name, !!seat.at])).toEqual([["代理 三郎", true], ["見本 太郎", false]]);
  expect(seatsOf(row({ steps: steps.slice(0, 3) })).every((seat) => !seat.at)).toBe(true);
  expect(stands(row({ steps: steps.slice(0, 3) }))).toBe("now ahead ahead ahead ahead");
});

test("nothing empty is written", () => {
  const read = draftOf({ ...submission, again: null, finding: null } as never);
  expect(submissionOf(read)).toEqual(submission);
  expect(submissionOf({ ...read, year: "２０２７", title: " 題 " })).toMatchObject({ fiscal_year: 2027, title: "題" });
  expect(againOf(row())).toEqual({ ...submission, again: "s1" });
});

test("seats are prefilled by office; two offices of one person are one seat; who may not sign is not offered", () => {
  const people = [person("d", "院長", ["director"]), person("m", "管理", ["manager"]), person("s", "職員", ["staff"]), person("x", "前の人", ["manager"], "stopped"), person("v", "閲覧", ["viewer"])];
  expect(freshSeats(people, "m").map((one) => [one.title, one.person])).toEqual([["担当", "s"], ["運用管理責任者", "m"], ["院長", "d"]]);
  // Of two nobody knows which, unless one of them writes it.
  const two = [...people, person("t", "職員二", ["staff"])];
  expect(freshSeats(two, "m").map((one) => one.person)).toEqual(["m", "d"]);
  expect(freshSeats(two, "t").map((one) => one.person)).toEqual(["t", "m", "d"]);
  expect(freshSeats([person("d", "院長", ["director", "manager"])], "d")).toEqual([{ title: "運用管理責任者・院長", person: "d", name: "院長" }]);
  expect(signers(people, [{ right: "sign_submission", roles: ["director", "manager", "staff"] }]).map((one) => one.id)).toEqual(["d", "m", "s"]);
});

test("a new one is of the open assessment and goes where the last one went; a report goes to who recommended", () => {
  const begins = { about: undefined, year: 2026, me: "m", people: [], findings: [], others: ["医師会"], earlier: [row()] };
  const assessments = [{ id: "a1", fiscal_year: 2025, state: "open", title: "旧", parts: [] }, { id: "a2", fiscal_year: 2026, state: "closed", title: "済", parts: [] }] as never;
  expect(freshSubmission({ ...begins, kind: kind("conformance", "assessment"), assessments })).toMatchObject({ assessment: "a1", fiscal_year: 2025, title: "2025年度　準拠度チェックリスト", to: "見本市医師会" });
  expect(freshSubmission({ ...begins, about: "a2", kind: kind("conformance", "assessment"), assessments })).toMatchObject({ assessment: "a2", fiscal_year: 2026 });
  const findings = [{ id: "f1", finding: { source: { recommendation: { recommendation: "r", operator: "県の運用者" } } } }] as never;
  const report = freshSubmission({ ...begins, about: "f1", kind: kind("corrective", "finding"), assessments, findings });
  expect(report).toMatchObject({ finding: "f1", to: "県の運用者" });
  expect(report.assessment).toBeUndefined();
  expect(receiverOf({ ...begins, earlier: [] })).toBe("医師会");
  expect(receiverOf({ ...begins, earlier: [], others: ["一", "二"] })).toBe("");
});

test("what came back and nobody mends is told; lists are searched", () => {
  const back = row({ id: "b", state: "returned", number: "提出-2026-1" });
  const again = row({ id: "c", submission: { ...submission, again: "b" } });
  expect(cameBack([back]).map((one) => one.id)).toEqual(["b"]);
  expect(cameBack([again, back])).toEqual([]);
  expect(cameBack([{ ...again, state: "withdrawn" }, back]).length).toBe(1);
  expect(finds(back, { state: "", kind: "", text: "２０２６-１" })).toBe(true);
  expect(finds(back, { state: "sent", kind: "", text: "" })).toBe(false);
  expect(finds(back, { state: "returned", kind: "incident", text: "" })).toBe(false);
  expect(spoken("3f2a91c077be05d48e21b6a0")).toBe("3f2a-91c0-77be-05d4");
});

test("a file is sealed to the only receiver, or to the one of that name; else with a passphrase", () => {
  const other = (key: string, name: string, more: object = { sealing: "age1" }) => ({ public: key, spoken: key, enrolled: { name, stopped: false, ...more }, revision: 1 }) as EnrolledRow;
  let all = [other("k1", "見本市 医師会"), other("k2", "鍵なし", {}), other("k3", "停止", { sealing: "age1", stopped: true })];
  const seal = new Seal(() => all, () => "見本市医師会");
  expect(seal.sealing).toEqual({ receiver: "k1" });
  all = [...all, other("k4", "ほか")];
  expect(seal.sealing).toEqual({ receiver: "k1" });
  all = [];
  expect([seal.how, seal.whole]).toEqual(["passphrase", false]);
  seal.passphrase = " ひみつの合言葉 ";
  expect([seal.sealing, seal.told]).toEqual([{ passphrase: "ひみつの合言葉" }, "ひみつの合言葉"]);
  seal.how = "open";
  expect([seal.sealing, seal.whole, seal.told]).toEqual([undefined, true, ""]);
});
