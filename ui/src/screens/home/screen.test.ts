// ホーム with a core that answers from here: what was left lying is told first, and once.
import { flushSync, mount, tick, unmount } from "svelte";
import { afterEach, expect, test, vi } from "vitest";
import type { Home as Shown, Open } from "../../host/generated";

let shown: Partial<Shown> = {};
vi.mock("../../host", () => ({
  call: async (name: string) => {
    if (name === "home.show") return { today: "2026-11-20", standing: [], trend: [], due: [], since: null, news: [], ...shown };
    if (name === "catalogue.list") return [];
    if (name === "catalogue.show") return { catalogue: { profile_questions: [] } };
    throw { code: "internal", params: { detail: name } };
  },
  failureOf: (thrown: unknown) => thrown,
}));
// Icons are many files, and nothing is told by them alone.
vi.mock("@lucide/svelte", () => new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true }));

const open = { path: "/x", me: { id: "me", roles: ["director"], profile: { name: "山田" } }, rights: [], facility: { name: "さくら" }, workspace: { sample: false }, notices: [] } as unknown as Open;
const Home = (await import("./Home.svelte")).default;
let screen: object | undefined;
afterEach(async () => {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
});
const begin = async () => {
  screen = mount(Home, { target: document.body, props: { open } });
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};
const finding = (id: string, escalated: boolean) => ({ kind: "finding", finding: id, state: "open", given_to: "佐藤", escalated, title: `2026-${id} 画面の保護`, day: "2026-10-20", when: "late" });
const standing = [{ assessment: { id: "s1", title: "令和8年度の点検" }, catalogues: [], missing: {}, mine: 0, mine_open: 0 }];

test("corrections that were left lying stand above what is due, and only there", async () => {
  shown = { standing, due: [finding("1", true), finding("2", false), finding("3", true)] } as unknown as Partial<Shown>;
  await begin();
  const marked = [...document.querySelectorAll("section")].find((one) => one.textContent?.includes("2 件の是正が期限を2週間以上過ぎています"));
  expect([...(marked?.querySelectorAll("a") ?? [])].map((one) => one.getAttribute("href"))).toEqual(["#audit/findings/1", "#audit/findings/3"]);
  expect([...document.querySelectorAll("a")].filter((one) => one.getAttribute("href") === "#audit/findings/1").length).toBe(1);
  expect(document.body.textContent).toContain("是正の期限：2026-2 画面の保護");
});

test("they are told also where nothing is being answered", async () => {
  shown = { due: [finding("1", true)] } as unknown as Partial<Shown>;
  await begin();
  expect(document.body.textContent).toContain("1 件の是正が期限を2週間以上過ぎています");
});
