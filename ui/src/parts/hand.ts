// For tests of whole screens: a core that answers from the test, and a hand that reads, presses and types.

import { flushSync, mount, tick, unmount, type Component } from "svelte";
import type { Dropped } from "../host";

type Answers = Record<string, (request: any) => unknown>;

/** What the screen asked, the last one last. */
export const called: [string, any][] = [];
/** What it is answered. */
export const answers: Answers = {};
/** What the pickers answer. */
export const picked = { files: ["/a.jpg"], save: (name: string): string | null => `/tmp/${name}` };
const dropping = new Set<(dropped: Dropped) => void>();

/** `vi.mock("../../host", async () => (await import("../../parts/hand")).host)` */
export const host = {
  call: async (name: string, request: unknown) => {
    const plain = JSON.parse(JSON.stringify(request));
    called.push([name, plain]);
    const found = answers[name];
    if (!found) throw { code: "internal", params: { detail: name } };
    return structuredClone(await found(plain));
  },
  carry: async () => ({ answer: {}, bytes: new Uint8Array() }),
  failureOf: (thrown: unknown) => thrown,
  onDrop: (then: (dropped: Dropped) => void) => (dropping.add(then), () => dropping.delete(then)),
  pickFiles: async () => picked.files,
  pickSave: async (_title: string, name: string) => picked.save(name),
};

/** Icons are many files, and nothing is told by them alone. */
export const icons = new Proxy({}, { get: (_, name) => (name === "then" ? undefined : () => {}), has: () => true });

export const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) {
    await tick();
    await new Promise((done) => setTimeout(done, 0));
  }
  flushSync();
};

let screen: object | undefined;
export async function show<P extends Record<string, any>>(what: Component<P>, props: P, hash = ""): Promise<void> {
  if (hash) await goTo(hash);
  screen = mount(what, { target: document.body, props });
  await settle();
}
export async function putAway(): Promise<void> {
  if (screen) await unmount(screen);
  screen = undefined;
  document.body.innerHTML = "";
}
/** A new test: nothing was asked, and this is what is answered. */
export function begin(now: Answers): void {
  called.length = 0;
  for (const name of Object.keys(answers)) delete answers[name];
  Object.assign(answers, now);
}

export const text = (): string => document.body.textContent ?? "";
export function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector<T>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
}
/** The one that is called so; else the first whose name begins so. */
export function button(label: string): HTMLButtonElement | undefined {
  const all = [...document.querySelectorAll("button")].map((one) => ({ one, name: one.textContent?.trim() ?? "" }));
  return (all.find(({ name }) => name === label) ?? all.find(({ name }) => name.startsWith(label)))?.one;
}
export async function press(label: string): Promise<void> {
  const found = button(label);
  if (!found || found.disabled) throw new Error(`no button ${label}`);
  found.click();
  await settle();
}
export const click = async (selector: string): Promise<void> => (find(selector).click(), settle());
export async function type(name: string, now: string, nth = -1): Promise<void> {
  const input = [...document.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)].at(nth);
  if (!input) throw new Error(`no input ${name}`);
  input.value = now;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}
export async function key(name: string, on: EventTarget = document.body): Promise<void> {
  on.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
  await settle();
}
export async function goTo(hash: string): Promise<void> {
  location.hash = hash;
  window.dispatchEvent(new Event("hashchange"));
  await settle();
}
export async function drop(path: string): Promise<void> {
  for (const then of dropping) then({ phase: "drop", paths: [path], x: 0, y: 0 });
  await settle();
}
export const last = (name: string): any => called.filter(([one]) => one === name).at(-1)?.[1];
export const times = (name: string): number => called.filter(([one]) => one === name).length;
