// All facilities side by side, with a core that answers from here: thousands are read as they come into sight.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};

vi.mock("../../../host", () => ({
  call: async (name: string, request: unknown) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return structuredClone(await found(JSON.parse(JSON.stringify(request))));
  },
  failureOf: (thrown: unknown) => thrown,
  pickSave: async (_title: string, name: string) => `/tmp/${name}`,
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const Portfolio = (await import("./Portfolio.svelte")).default;
const { chosen } = await import("./portfolio.svelte");
const { share, tone } = await import("./heat");
const { shapes } = await import("./years");
let folders = 0;
let open: Open;
let screen: object | undefined;
let base: any;
const MANY = 10_000;

const settle = async (ms = 0) => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, i === 0 ? ms : 0));
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const last = (name: string) => called.filter(([one]) => one === name).at(-1)?.[1];
const key = async (name: string, more: KeyboardEventInit = {}) => {
  document.querySelector("tbody [tabindex='0']")?.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }));
  await settle();
};
const begin = async () => {
  screen = mount(Portfolio, { target: document.body, props: { open, ready: false } });
  await settle();
};

const facility = (n: number) => ({ public: `p${n}`, name: `施設${String(n).padStart(5, "0")}`, district: "東", kind: "clinic", fingerprint: n % 3 === 2 ? null : `f${n}`, verdict: n % 3 === 0 ? "approved" : null, rate: n % 3 === 2 ? null : 76, cells: n % 3 === 2 ? [] : [{ rate: 100, fails: 0, open: 0 }, { rate: 40, fails: 3, open: 1 }], late: n % 3 === 2 });

beforeEach(() => {
  called.length = 0;
  location.hash = "#desk/portfolio";
  open = { path: `/${++folders}`, me: { id: "me", roles: ["operator"], profile: { name: "山田" } }, rights: ["review_submissions"], facility: { name: "協議会" }, workspace: { sample: false }, notices: [] } as unknown as Open;
  base = {
    fiscal_year: 2026, years_known: [2025, 2026], catalogues: [["fuhyo", "付表"]], catalogue: "fuhyo", districts: ["東", "西"],
    enrolled: MANY, received: 6667, approved: 3334, waiting: 3333, late: 3333, expected_by: "2026-10-31", rate: 76,
    sections: [{ title: "組織", rate: 99 }, { title: "技術", rate: 40 }], total: MANY,
    years: [{ fiscal_year: 2025, received: 5, approved: 4, rate: 60 }, { fiscal_year: 2026, received: 10, approved: 3, rate: null }],
    weakest: [{ section: "技術", control: "F1-07", practice: "二要素認証", fails: 9, partly: 2, open: 1, facilities: 20, rate: 40 }],
    groups: [{ by: "district", name: "東", enrolled: 9, received: 8, rate: 70, masked: false }, { by: "kind", name: "", enrolled: 2, received: null, rate: null, masked: true }],
    late_ones: [{ public: "p2", name: "施設00002", district: "東" }],
  };
  answers = {
    "operator.portfolio": ({ from = 0, count = 100, masked }) => ({ ...base, facilities: masked ? [] : Array.from({ length: Math.min(count, base.total - from) }, (_, n) => facility(from + n)), total: masked ? 0 : base.total, late_ones: masked ? [] : base.late_ones }),
    "operator.portfolio_out": ({ path }) => ({ path }),
  };
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});

test("numbers, the map, years, groups, what is weakest and who is late", async () => {
  await begin();
  for (const part of ["10000", "6667", "期限 2026-10-31", "二要素認証", "地区と種別", "少数のため非表示", "ほか 3332 施設", "2025年度 60%"]) expect(text() + (document.querySelector("svg")?.getAttribute("aria-label") ?? "")).toContain(part);
  const grid = document.querySelector('[role="grid"]');
  expect([grid?.getAttribute("aria-rowcount"), grid?.getAttribute("aria-colcount")]).toEqual(["10001", "5"]);
  // Of ten thousand only those in sight are drawn.
  expect(document.querySelectorAll("tr[data-row]").length).toBeLessThan(60);
  const cells = (n: number) => [...document.querySelectorAll(`tr[data-row="${n}"] > *`)].map((one) => one.textContent?.trim());
  expect([cells(0), cells(1)?.[1], cells(2)]).toEqual([["施設00000", "承認", "76%", "100%", "40%"], "審査待ち", ["施設00002", "未提出（期限超過）", "－", "－", "－"]]);
  expect(document.querySelector('tr[data-row="0"] [data-col="4"]')?.getAttribute("title")).toBe("技術　適合率 40%　× 3　未確認 1");
});

test("the keyboard goes from cell to cell, far away, and opens what was sent last", async () => {
  await begin();
  expect(document.querySelectorAll("tbody [tabindex='0']").length).toBe(1);
  document.querySelector<HTMLElement>("tbody [tabindex='0']")?.focus();
  await key("ArrowDown");
  await key("ArrowRight");
  expect((document.activeElement as HTMLElement).closest("tr")?.dataset.row).toBe("1");
  await key("End");
  expect(document.querySelector(".strip")?.textContent).toContain("施設00001　技術　適合率 40%");
  await key("Enter");
  expect(location.hash).toBe("#desk/one/f1");
  await key("ArrowDown", { ctrlKey: true });
  await settle(120);
  expect([last("operator.portfolio").from, document.querySelector('tr[data-row="9999"]')?.textContent?.includes("施設09999")]).toEqual([9800, true]);
  expect(document.querySelectorAll("tbody [tabindex='0']").length).toBe(1);
});

test("a click opens the last submission; where nothing was sent, nothing", async () => {
  await begin();
  document.querySelector<HTMLElement>('tr[data-row="2"] [data-col="1"]')?.click();
  expect(location.hash).toBe("#desk/portfolio");
  document.querySelector<HTMLElement>('tr[data-row="3"] [data-col="1"]')?.click();
  expect(location.hash).toBe("#desk/one/f3");
});

test("for outside no facility is named, and it goes out as it is seen", async () => {
  await begin();
  document.querySelector<HTMLInputElement>('[name="masked"]')?.click();
  await settle();
  expect([last("operator.portfolio").masked, document.querySelector('[role="grid"]'), text().includes("施設0000"), document.querySelector('[name="text"]')]).toEqual([true, null, false, null]);
  [...document.querySelectorAll("button")].find((one) => one.textContent?.includes("CSVで"))?.click();
  await settle();
  expect(last("operator.portfolio_out").filter).toEqual({ fiscal_year: 2026, catalogue: "fuhyo", masked: true });
  expect(last("operator.portfolio_out").path).toMatch(/参加機関の状況（2026年度、外部向け）_.*\.csv$/);
  const address = [...document.querySelectorAll("a")].map((one) => one.getAttribute("href") ?? "").find((one) => one.includes("portfolio-summary"));
  expect(decodeURIComponent(address ?? "")).toBe('#papers/portfolio-summary/handed/{"portfolio":{"filter":{"fiscal_year":2026,"catalogue":"fuhyo","masked":true}}}');
});

test("what was chosen is there again when one comes back; a name is asked for when typing rests", async () => {
  await begin();
  const box = document.querySelector<HTMLInputElement>('[name="text"]')!;
  box.value = "さくら";
  box.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  expect(last("operator.portfolio").text).toBeUndefined();
  await settle(300);
  expect(last("operator.portfolio").text).toBe("さくら");
  await unmount(screen!);
  await begin();
  expect([last("operator.portfolio").text, document.querySelector<HTMLInputElement>('[name="text"]')?.value]).toEqual(["さくら", "さくら"]);
});

test("nobody yet, nothing yet, none that fits", async () => {
  base = { ...base, enrolled: 0, years_known: [], total: 0 };
  await begin();
  expect([text().includes("まだ参加機関がありません"), document.querySelector("a")?.getAttribute("href")]).toEqual([true, "#desk/facilities"]);
  await unmount(screen!);
  base = { ...base, enrolled: 4 };
  await begin();
  expect([text().includes("まだ提出がありません"), document.querySelector("a")?.getAttribute("href")]).toEqual([true, "#desk"]);
  await unmount(screen!);
  base = { ...base, years_known: [2026] };
  await begin();
  expect(text()).toContain("当てはまる施設がありません");
});

test("a failure is told", async () => {
  answers["operator.portfolio"] = () => {
    throw { code: "not-permitted", params: { right: "review_submissions", roles: "operator" } };
  };
  await begin();
  expect(document.querySelector('[role="alert"]')?.textContent).toBeTruthy();
});

test("shares and their colours, years and their shapes, what is empty is not asked", () => {
  expect([null, 0, 49, 50, 79, 80, 99, 100].map(tone)).toEqual(["none", "low", "low", "part", "part", "most", "most", "full"]);
  expect([share(null), share(0)]).toEqual(["－", "0%"]);
  const [one, two] = shapes(base.years);
  expect([one!.received < two!.received, one!.y !== undefined, two!.y]).toEqual([true, true, undefined]);
  expect(chosen({ text: "", district: "東", masked: false, weakest_first: true, from: 3, count: 9 })).toEqual({ district: "東", weakest_first: true });
});
