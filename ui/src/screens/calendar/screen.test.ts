// The calendar with a core that answers from here: what has a day stands on it, and leads to what it is about.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";
import { daysBetween, fiscalYear, monthsOf, ofMonth, plusDays, weekday, weeksOf } from "../../parts/days";
import { dueTarget, type OneDue } from "../../parts/dues";
import { begin, called, click, find, goTo, key as pressKey, last, picked, press, putAway, show, text } from "../../parts/hand";
import { people, wants, type Kind } from "./kinds";
import { whyFailed } from "./shared";

vi.mock("../../host", async () => (await import("../../parts/hand")).host);
vi.mock("@lucide/svelte", async () => (await import("../../parts/hand")).icons);

const dues = [
  { kind: "training", session: "s1", from: "17:30", to: "18:00", place: "待合室", title: "利用者教育", day: "2026-11-25", when: "this_week" },
  { kind: "audit", audit: "a1", about: "report_due", from: "", to: "", place: "", title: "内部監査", day: "2026-11-26", when: "this_week" },
  { kind: "audit", audit: "a1", about: "visit", from: "10:00", to: "", place: "事務室", title: "内部監査：", day: "2026-11-24", when: "this_week" },
  { kind: "audit_wanted", series: "s1", title: "内部監査（後期）", day: "2027-04-01", when: "later" },
  { kind: "finding", finding: "f1", state: "answered", given_to: "髙橋", escalated: false, title: "2026-1 画面の保護", day: "2026-11-27", when: "this_month" },
  { kind: "register", register: "take_out", record: "r1", cycle: "back", name_en: "Return", given_to: "佐藤", title: "返却：ノートPC", day: "2026-11-20", when: "late" },
];

const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: [], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Calendar = (await import("./Calendar.svelte")).default;
let kept: any;
const key = async (name: string) => {
  await pressKey(name);
  await goTo(location.hash);
};

beforeEach(() => {
  kept = null;
  begin({
    "calendar.list": ({ from, to }) => dues.filter((one) => from <= one.day && one.day <= to),
    "calendar.export": ({ path }) => ({ path, dates: 2 }),
    "calendar.subscription": () => kept,
    "calendar.subscribe": ({ path }) => (kept = path ? { path, person: "me", written: "2026-11-21T01:30:00Z" } : null),
  });
});
afterEach(putAway);

test("a session stands on its day and leads there; kinds are left out", async () => {
  await show(Calendar, { open }, "#calendar/2026-11");
  expect(document.querySelector("main")?.dataset.ready).toBe("true");
  expect(called[0]).toEqual(["calendar.list", { from: "2026-10-26", to: "2026-12-06" }]);
  const cell = document.querySelector('[data-day="2026-11-25"]');
  expect(cell?.textContent).toContain("17:30 利用者教育");
  expect(cell?.querySelector("a")?.getAttribute("href")).toBe("#training/session/s1");
  expect(document.querySelector('[data-day="2026-11-20"] a')?.getAttribute("href")).toBe("#registers/take_out/r1");
  await press("研修");
  expect(document.querySelector('[data-day="2026-11-25"] a')).toBeNull();
  await key("ArrowRight");
  expect(location.hash).toBe("#calendar/2026-12");
  await press("年度");
  expect(location.hash).toBe("#calendar/year/2026");
  await goTo(location.hash);
  expect(document.querySelectorAll("[data-month]").length).toBe(12);
  expect(document.querySelector('a[href="#papers/year-calendar/year/2026"]')).not.toBeNull();
  await press(".ics に書き出す");
  expect(called.at(-1)?.[1]).toMatchObject({ days: { from: "2026-04-01", to: "2027-03-31" } });
  expect(text()).toContain("2 件を");
});

test("audits and corrections stand there in words, each with where it leads", async () => {
  await show(Calendar, { open }, "#calendar/2026-11");
  const on = (day: string) => document.querySelector(`[data-day="${day}"] a`);
  expect([on("2026-11-24")?.textContent, on("2026-11-24")?.getAttribute("href")]).toEqual(["10:00 監査：内部監査", "#audit/one/a1"]);
  expect([on("2026-11-26")?.textContent, on("2026-11-27")?.textContent]).toEqual(["監査報告の期限：内部監査", "是正の確認：2026-1 画面の保護"]);
  expect(on("2026-11-27")?.getAttribute("href")).toBe("#audit/findings/f1");
  expect([...document.querySelectorAll("select option")].map((one) => one.textContent)).toEqual(["全員", "佐藤", "髙橋"]);
  await press("監査");
  expect(on("2026-11-24")).toBeNull();
  expect(on("2026-11-27")).not.toBeNull();
});

test("other calendars follow a file: where it is, when it was written, and an end to it", async () => {
  await show(Calendar, { open }, "#calendar/2026-11");
  await click('[aria-haspopup="menu"]');
  await press("ほかの予定表に見せる（.icsファイル）");
  expect(text()).toContain("このファイルは暗号化されません");
  picked.save = () => null;
  await press("書く場所を決める");
  expect(last("calendar.subscribe")).toBeUndefined();
  picked.save = (name) => `/tmp/${name}`;
  await press("書く場所を決める");
  expect(last("calendar.subscribe")).toEqual({ path: "/tmp/点検の予定.ics" });
  expect([...document.querySelectorAll("dd")].map((one) => one.textContent)).toEqual(["/tmp/点検の予定.ics", "2026-11-21 10:30"]);
  await press("今すぐ書き直す");
  expect(last("calendar.subscribe")).toEqual({ path: "/tmp/点検の予定.ics" });
  await press("見せるのをやめる");
  expect(last("calendar.subscribe")).toEqual({});
  expect(text()).toContain("これまでのファイルは /tmp/点検の予定.ics に残っています");
});

test("what could not be written is told on the calendar, and why", async () => {
  kept = { path: "/net/予定.ics", person: "me", written: "2026-11-20T01:30:00Z", failed: "/net/予定.ics: io" };
  await show(Calendar, { open }, "#calendar/2026-11");
  expect(find('[role="alert"]').textContent).toContain("新しくなっていません。 書く場所が見つからないか");
  await press("書く場所を確かめる");
  expect(find('[role="alert"]').textContent).toContain("次に開くとき");
  expect([whyFailed("C:\\a: b.ics: disk-full"), whyFailed("/a.ics: locked")]).toEqual(["書く場所のディスクに空きがありません。", "前回は書けませんでした（locked）。"]);
});

test("given to somebody, or of some kinds alone", () => {
  const all = dues as unknown as OneDue[];
  const wanted = (without: Kind[], who = "") => all.filter((one) => wants(one, { without: new Set(without), who })).map((one) => one.kind);
  expect(wanted(["audit"])).toEqual(["training", "finding", "register"]);
  expect(wanted([], "髙橋")).toEqual(["finding"]);
  // Whoever is looked for stays to be chosen where nothing of theirs is in view.
  expect(people([], "佐藤")).toEqual(["佐藤"]);
  expect(dueTarget(all[3]!)).toBe("#audit/year/2027");
});

test("days, weeks and years as the calendar counts them", () => {
  expect(weekday("2026-11-21")).toBe(5);
  expect(weeksOf("2026-11").map((week) => week[0])).toEqual(["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]);
  expect(ofMonth("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
  expect([daysBetween("2026-12-31", "2027-01-01"), daysBetween("2026-11-20", "2026-11-18")]).toEqual([1, -2]);
  expect([fiscalYear("2027-03-31"), fiscalYear("2027-04-01")]).toEqual([2026, 2027]);
  expect(monthsOf(2026).at(-1)).toBe("2027-03");
});
