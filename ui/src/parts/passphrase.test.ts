import { expect, test } from "vitest";
import { madeUp } from "./passphrase";

test("a passphrase is long, never twice the same, and can be read out", () => {
  const all = Array.from({ length: 200 }, madeUp);
  expect(new Set(all).size).toBe(200);
  for (const one of all) expect(one).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
});
