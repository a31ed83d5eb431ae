// What was asked is asked again exactly when something it reads was changed, and a late answer never wins.
import { flushSync } from "svelte";
import { beforeEach, expect, test, vi } from "vitest";

const called: string[] = [];
let answers: Record<string, (() => Promise<unknown>)[]> = {};

vi.mock("../host", () => ({
  call: (name: string) => {
    called.push(name);
    return answers[name]?.shift()?.() ?? Promise.resolve(`${name} ${called.length}`);
  },
  failureOf: (thrown: unknown) => thrown,
}));

const { ask, change } = await import("./index.svelte");
const settle = () => new Promise((done) => setTimeout(done, 0));

beforeEach(() => {
  called.length = 0;
  answers = {};
});

test("a change refreshes what reads it, and nothing else", async () => {
  const stop = $effect.root(() => {
    ask("people.list", () => ({}));
    ask("backup.list", () => ({}));
  });
  flushSync();
  await settle();
  expect(called).toEqual(["people.list", "backup.list"]);
  await change("people.stop", { id: "x", base: 1 });
  expect(called).toEqual(["people.list", "backup.list", "people.stop", "people.list"]);
  stop();
  await change("people.stop", { id: "x", base: 1 });
  expect(called.slice(4)).toEqual(["people.stop"]);
});

test("a failed change refreshes nothing and is thrown on", async () => {
  answers["people.stop"] = [() => Promise.reject({ code: "conflict" })];
  const stop = $effect.root(() => void ask("people.list", () => ({})));
  flushSync();
  await settle();
  await expect(change("people.stop", { id: "x", base: 1 })).rejects.toEqual({ code: "conflict" });
  expect(called).toEqual(["people.list", "people.stop"]);
  stop();
});

test("a late answer to an earlier question does not win", async () => {
  let late: (value: string) => void = () => {};
  answers["people.list"] = [() => new Promise((done) => (late = done)), () => Promise.resolve("new")];
  let asked: { answer?: unknown; again(): Promise<void> } | undefined;
  const stop = $effect.root(() => {
    asked = ask("people.list", () => ({}));
  });
  flushSync();
  await asked?.again();
  late("old");
  await settle();
  expect(asked?.answer).toBe("new");
  stop();
});
