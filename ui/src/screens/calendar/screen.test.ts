// The calendar with a core that answers from here: what has a day stands on it, and leads to what it is about.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";
import { fiscalYear, monthsOf, ofMonth, plusDays, weekday, weeksOf } from "../../parts/days";

const called: [string, any][] = [];
const dues = [
  { kind: "training", session: "s1", from: "17:30", to: "18:00", place: "待合室", title: "利用者教育", day: "2026-11-25", when: "this_week" },
  { kind: "register", register: "take_out", record: "r1", cycle: "back", name_en: "Return", given_to: "佐藤", title: "返却：ノートPC", day: "2026-11-20", when: "late" },
];

vi.mock("../../host", () => ({
  call: async (name: string, request: any) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    if (name === "calendar.list") return dues.filter((one) => request.from <= one.day && one.day <= request.to);
    if (name === "calendar.export") return { path: request.path, dates: 2 };
    throw { code: "internal", params: { detail: name } };
  },
  failureOf: (thrown: unknown) => thrown,
  pickSave: async (_title: string, name: string) => `/tmp/${name}`,
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: [], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Calendar = (await import("./Calendar.svelte")).default;
let screen: object | undefined;
const settle = async () => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const press = async (label: string) => {
  const found = [...document.querySelectorAll("button")].find((one) => one.textContent?.trim() === label);
  if (!found) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const goTo = async (hash: string) => {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
};
const key = async (name: string) => {
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true }));
  await goTo(location.hash);
};

beforeEach(() => (called.length = 0));
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});

test("a session stands on its day and leads there; kinds are left out", async () => {
  await goTo("#calendar/2026-11");
  screen = mount(Calendar, { target: document.body, props: { open } });
  await settle();
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
  await press(".ics に書き出す");
  expect(called.at(-1)?.[1]).toMatchObject({ days: { from: "2026-04-01", to: "2027-03-31" } });
  expect(text()).toContain("2 件を");
});

test("days, weeks and years as the calendar counts them", () => {
  expect(weekday("2026-11-21")).toBe(5);
  expect(weeksOf("2026-11").map((week) => week[0])).toEqual(["2026-10-26", "2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23", "2026-11-30"]);
  expect(ofMonth("2028-02")).toEqual({ from: "2028-02-01", to: "2028-02-29" });
  expect(plusDays("2026-12-31", 1)).toBe("2027-01-01");
  expect([fiscalYear("2027-03-31"), fiscalYear("2027-04-01")]).toEqual([2026, 2027]);
  expect(monthsOf(2026).at(-1)).toBe("2027-03");
});
