// Keys, cards and the folder, with a core that answers from here: nothing is enrolled unheard, and nobody is kept signed in.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Open } from "../../host/generated";

type Answers = Record<string, (request: any) => unknown>;
const called: [string, any][] = [];
let answers: Answers = {};
let drop: ((dropped: any) => void) | undefined;
let picked: string[] = [];
let folder: string | null = "/share";

vi.mock("../../host", () => ({
  call: async (name: string, request: unknown) => {
    called.push([name, JSON.parse(JSON.stringify(request))]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return structuredClone(await found(JSON.parse(JSON.stringify(request))));
  },
  failureOf: (thrown: unknown) => thrown,
  onDrop: (then: (dropped: any) => void) => ((drop = then), () => (drop = undefined)),
  pickFiles: async () => picked,
  pickFolder: async () => folder,
  pickSave: async (_title: string, name: string) => `/tmp/${name}`,
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const as = (rights: string[]) => ({ path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights, facility: { name: "さくら" }, workspace: { sample: false }, notices: [] }) as unknown as Open;
const parts = { KeyCard: (await import("./KeyCard.svelte")).default, ReadCard: (await import("./ReadCard.svelte")).default, Enrolled: (await import("./Enrolled.svelte")).default, Exchange: (await import("./Exchange.svelte")).default };
const { EVERY, REST } = await import("./exchange.svelte");
const { differing, namesakes } = await import("./reading.svelte");
const { fours, packageName } = await import("./names");
let screen: object | undefined;
let enrolled: any[];
let ran: any;

const settle = async () => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await Promise.resolve();
  }
  flushSync();
};
const text = () => document.body.textContent ?? "";
const button = (label: string) => [...document.querySelectorAll("button")].find((one) => one.textContent?.trim().startsWith(label));
const press = async (label: string) => {
  const found = button(label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
};
const check = async (name: string) => {
  document.querySelector<HTMLInputElement>(`[name="${name}"]`)?.click();
  await settle();
};
const times = (name: string) => called.filter(([one]) => one === name).length;
const last = (name: string) => called.filter(([one]) => one === name).at(-1)?.[1];
const begin = async (part: Exclude<keyof typeof parts, "ReadCard">, rights = ["submit", "see_submissions", "review_submissions"]) => {
  screen = mount(parts[part], { target: document.body, props: { open: as(rights) } });
  await settle();
};

const card = { public: "ab".repeat(32), spoken: "abab-cdcd-efef-0101", facility: "協議会", sealing: "age1new" };
const row = (more: object = {}) => ({ public: "cd".repeat(32), spoken: "1111-2222-3333-4444", enrolled: { name: "みどり", district: "東", kind: "clinic", sealing: "age1old", record: "r1", stopped: false, ...more }, line: null, alike: null, revision: 7 });

beforeEach(() => {
  called.length = 0;
  [picked, folder, enrolled] = [["/usb/名刺-協議会.tenken"], "/share", [row()]];
  ran = { received: [], answered: [], put: [], looked: "2026-11-20T13:05:00Z" };
  let exchange: any = { path: "/share", since: 0 };
  answers = {
    "submission.key": () => card,
    "submission.card_out": ({ path }) => ({ path, fingerprint: "f" }),
    "operator.enrolled": () => enrolled,
    "operator.read_card": () => ({ card, known: null, alike: null, revision: 0 }),
    "operator.enrol": () => ({}),
    "exchange.show": () => exchange,
    "exchange.set": ({ path }) => (exchange = path ? { path, since: 0 } : null),
    "exchange.run": () => ran,
  };
});
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
  vi.useRealTimers();
});

test("the own key is told in fours, and its card is handed over", async () => {
  await begin("KeyCard");
  expect([...document.querySelectorAll(".mark b")].map((one) => one.textContent)).toEqual(["abab", "cdcd", "efef", "0101"]);
  await press("名刺を書き出す");
  expect(last("submission.card_out")).toEqual({ path: "/tmp/名刺-協議会.tenken" });
  expect(text()).toContain("照合番号 abab-cdcd-efef-0101 を電話で伝えてください");
  expect([packageName("a/b"), fours("abcdef")]).toEqual(["a b.tenken", ["abcd", "ef"]]);
});

test("whoever may not is told so, and nothing is asked", async () => {
  for (const [part, said] of [["KeyCard", "提出を用意する権限"], ["Enrolled", "受付で受け取る権限"], ["Exchange", "提出を用意する人か、"]] as const) {
    await begin(part, []);
    expect(text()).toContain(said);
    await unmount(screen!);
    screen = undefined;
  }
  expect(called).toEqual([]);
});

test("whoever may not take in what lies in the folder does not look it through for those who may", async () => {
  await begin("Exchange", ["see_submissions", "review_submissions"]);
  expect(called).toEqual([]);
  await unmount(screen!);
  screen = mount(parts.Exchange, { target: document.body, props: { open: { ...as(["see_submissions", "submit"]), receives: true } } });
  await settle();
  expect(called).toEqual([]);
});

test("a card is enrolled only when its mark was compared", async () => {
  await begin("Enrolled");
  await press("名刺を読む");
  expect(last("operator.read_card")).toEqual({ path: "/usb/名刺-協議会.tenken" });
  expect(button("この鍵を登録する")?.disabled).toBe(true);
  await check("compared");
  await press("この鍵を登録する");
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 0, enrolled: { name: "協議会", sealing: "age1new", district: "", stopped: false } });
  // A clinic keeps no register of its operators.
  expect(text()).not.toContain("台帳");
  expect(text()).toContain("「協議会」の鍵を登録しました");
  // The next one is compared anew.
  await press("名刺を読む");
  expect(button("この鍵を登録する")?.disabled).toBe(true);
});

test("of somebody known it says what changes, keeps the rest, and warns of a namesake", async () => {
  const known = { name: "協議会（旧）", district: "西", kind: "service_operator", sealing: "age1old", record: "r9", stopped: true };
  answers["operator.read_card"] = () => ({ card, known, alike: null, revision: 4 });
  enrolled = [row({ name: "協議 会" })];
  await begin("Enrolled");
  await press("名刺を読む");
  expect(["「協議会（旧）」から「協議会」へ", "封緘鍵", "停止したまま", "名前をかたる"].map((part) => text().includes(part))).toEqual([true, true, true, true]);
  await check("compared");
  await press("登録し直す");
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 4, enrolled: { ...known, name: "協議会", sealing: "age1new" } });
  expect(differing({ card, known: { ...known, name: "協議会", sealing: "age1new" }, alike: null, revision: 4 } as never)).toEqual([]);
  expect(namesakes([{ ...row(), public: card.public, enrolled: { name: "協議会", stopped: false } }], { card, known: null, alike: null, revision: 0 })).toEqual([]);
});

test("somebody else was faster: the card is read again and compared again", async () => {
  await begin("Enrolled");
  await press("名刺を読む");
  await check("compared");
  answers["operator.enrol"] = () => {
    throw { code: "conflict", params: { who: "佐藤", at: "2026-11-20T00:00:00Z" } };
  };
  answers["operator.read_card"] = () => ({ card, known: { name: "協議会", sealing: "age1new", stopped: false }, alike: null, revision: 9 });
  await press("この鍵を登録する");
  expect([times("operator.read_card"), button("登録し直す")?.disabled, document.querySelectorAll('[role="alert"]').length]).toEqual([2, true, 1]);
});

test("at the desk a card is linked to its line in the register, or a new one is written", async () => {
  const fresh = { name: "協議会", sealing: "age1new", district: "", stopped: false };
  const alike = { id: "r3", number: 3, title: "協議会", state: "利用中", state_en: "Permitted", struck: false };
  const options = () => [...document.querySelectorAll<HTMLOptionElement>(".line option")].map((one) => one.textContent);
  const enrol = async (wish?: string) => {
    await press("名刺を読む");
    const list = document.querySelector<HTMLSelectElement>(".line select");
    if (list && wish) {
      // The page that stands in here knows no `:checked` of a list's options.
      list.querySelector = (() => [...list.options].find((one) => one.value === wish)) as never;
      list.value = wish;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    }
    await check("compared");
    const seen = options();
    document.querySelector<HTMLButtonElement>('form [type="submit"]')?.click();
    await settle();
    return seen;
  };
  const enrolled: string[] = [];
  screen = mount(parts.ReadCard, { target: document.body, props: { lines: true, onenrolled: (key) => enrolled.push(key) } });
  await settle();
  expect(await enrol()).toEqual(["新しい行を記入する", "結ばない"]);
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 0, enrolled: fresh, new_line: true });
  answers["operator.read_card"] = () => ({ card, known: null, alike, revision: 0 });
  expect(await enrol()).toEqual(["No. 3 協議会（利用中）と結ぶ", "新しい行を記入する", "結ばない"]);
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 0, enrolled: { ...fresh, record: "r3" } });
  await enrol("new");
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 0, enrolled: fresh, new_line: true });
  await enrol("none");
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 0, enrolled: fresh });
  answers["operator.read_card"] = () => ({ card, known: { ...fresh, record: "r9" }, alike, revision: 4 });
  expect(await enrol()).toEqual(["今の行のまま"]);
  expect(last("operator.enrol")).toEqual({ public: card.public, base: 4, enrolled: { ...fresh, record: "r9" } });
  expect(enrolled.length).toBe(5);
});

test("cards are dropped on their own place alone", async () => {
  await begin("Enrolled");
  const at = vi.spyOn(document, "elementFromPoint").mockReturnValue(document.body);
  drop?.({ phase: "drop", paths: ["/a.tenken"], x: 1, y: 1 });
  await settle();
  expect(times("operator.read_card")).toBe(0);
  at.mockReturnValue(document.querySelector(".file"));
  drop?.({ phase: "drop", paths: ["/memo.txt", "/a.tenken"], x: 1, y: 1 });
  await settle();
  expect(last("operator.read_card")).toEqual({ path: "/a.tenken" });
  at.mockRestore();
});

test("one is stopped and resumed with all that is known of it", async () => {
  await begin("Enrolled");
  await press("停止する");
  expect(last("operator.enrol")).toEqual({ public: row().public, base: 7, enrolled: { ...row().enrolled, stopped: true } });
  enrolled = [];
  await press("停止する");
  expect(text()).toContain("まだだれも登録していません");
});

test("the folder is looked into at once and again; what came is counted, what was refused says why", async () => {
  vi.useFakeTimers();
  ran.received = [{ path: "/share/a.tenken", fingerprint: "f", facility: "みどり", known: false, refused: null }];
  ran.answered = [{ path: "/share/b.tenken", fingerprint: null, facility: "", known: false, refused: { code: "package-altered", params: { path: "/share/b.tenken", part: "x" } } }];
  await begin("Exchange");
  expect([times("exchange.run"), text().includes("提出を 1 件受け取りました"), text().includes("b.tenken")]).toEqual([1, true, true]);
  const asked = times("exchange.show");
  ran = { ...ran, received: [], answered: [], looked: "2026-11-20T13:06:00Z" };
  window.dispatchEvent(new Event("pointermove"));
  await vi.advanceTimersByTimeAsync(EVERY);
  await settle();
  // Nothing came: nobody is disturbed, what was refused still stands there.
  expect([times("exchange.run"), times("exchange.show"), text().includes("22:06"), text().includes("b.tenken")]).toEqual([2, asked, true, true]);
  // What is taken in later is refused no more.
  ran = { ...ran, answered: [{ path: "/share/b.tenken", fingerprint: "g", facility: "協議会", known: false, refused: null }] };
  await press("今すぐ確認する");
  expect([text().includes("判断と勧告を 1 件取り込みました"), text().includes("b.tenken")]).toEqual([true, false]);
});

test("without anybody there it rests, so that the lock may fall; whoever comes back finds it looking", async () => {
  vi.useFakeTimers();
  await begin("Exchange");
  await vi.advanceTimersByTimeAsync(REST + 20 * EVERY);
  const rested = times("exchange.run");
  expect(rested).toBeLessThanOrEqual(1 + REST / EVERY);
  window.dispatchEvent(new Event("keydown"));
  await settle();
  expect(times("exchange.run")).toBe(rested + 1);
  await unmount(screen!);
  screen = undefined;
  await vi.advanceTimersByTimeAsync(10 * EVERY);
  expect(times("exchange.run")).toBe(rested + 1);
});

test("a folder that is gone is said once; it is chosen, changed and no longer used", async () => {
  answers["exchange.run"] = () => {
    throw { code: "not-found", params: { path: "/share" } };
  };
  await begin("Exchange");
  expect(document.querySelectorAll('[role="alert"]').length).toBe(1);
  folder = "/stick";
  answers["exchange.run"] = () => ran;
  await press("別のフォルダにする");
  expect([last("exchange.set"), text().includes("/stick"), document.querySelectorAll('[role="alert"]').length]).toEqual([{ path: "/stick" }, true, 0]);
  await press("使うのをやめる");
  expect([last("exchange.set"), button("フォルダを選ぶ") !== undefined]).toEqual([{}, true]);
});
