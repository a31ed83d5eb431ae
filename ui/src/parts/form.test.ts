// A form beside others of the same thing: what moved on elsewhere is no clash, what somebody else wrote here is one.
import { expect, test, vi } from "vitest";

vi.mock("../host", () => ({ failureOf: (thrown: unknown) => thrown }));
const { Form, filled, sentence } = await import("./form.svelte");

interface One {
  name: string;
}
const fresh = () => new Form((one: One) => ({ ...one }), (one: One) => ({ ...one }), { name: "" });
const base = async (form: ReturnType<typeof fresh>) => {
  let asked = -1;
  await form.save(async (_, on) => (asked = on));
  return asked;
};

test("what is being written stays; it goes onto what was there when it was begun", async () => {
  const form = fresh();
  form.follow({ name: "a" }, 1);
  form.draft.name = "b";
  form.follow({ name: "c" }, 2);
  expect([form.draft.name, form.dirty]).toEqual(["b", true]);
  expect(form.differing(["name"])).toEqual([{ field: "name", theirs: "c", yours: "b" }]);
  expect(await base(form)).toBe(1);
});

test("where only something beside it moved on, it goes onto that", async () => {
  const form = fresh();
  form.follow({ name: "a" }, 1);
  form.draft.name = "b";
  form.follow({ name: "a" }, 2);
  expect(await base(form)).toBe(2);
});

test("what was begun before somebody else wrote stays against them, however often it is asked again", async () => {
  const form = fresh();
  form.follow({ name: "c" }, 2);
  form.resume({ draft: { name: "b" }, base: 1 });
  form.follow({ name: "c" }, 2);
  form.follow({ name: "c" }, 3);
  expect(await base(form)).toBe(1);
});

test("a failure names its field as the form does; what is empty is not written", () => {
  expect(sentence({ code: "required", params: { field: "cause" } }, { cause: "原因" })).toBe("原因を入れてください。");
  expect(filled({ a: "", b: [], c: 0, d: null })).toEqual({ c: 0 });
});
