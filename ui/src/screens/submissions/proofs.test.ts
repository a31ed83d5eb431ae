// Each proof once, and of whatever was chosen the files.
import { expect, test } from "vitest";
import type { Snapshot } from "../../host/generated";
import { chosenOf, filesOf, proofFinds, proofsOf, travelling } from "./proofs";

const proof = (title: string, ...sha256: string[]) => ({ title, valid_until: null, sha256 });
const row = (control: string, ...proofs: object[]) => ({ at: { catalogue: "c", control }, proofs });
const snapshot = { catalogues: [{ rows: [row("F1-01", proof("規程", "a", "b"), proof("紙")), row("F1-02", proof("規程", "b", "a"), proof("規程", "c"))] }, { rows: [row("G1", proof("写真", "c"), proof("規程", "a", "b"))] }] } as unknown as Snapshot;
const all = proofsOf(snapshot);
const of = (...nth: number[]) => new Set(nth.map((n) => all[n]!.key));

test("a proof is told once, with all that it stands for; one without files is not told", () => {
  expect(all.map((one) => [one.title, one.sha256.join(), one.items.join()])).toEqual([["規程", "a,b", "F1-01,F1-02,G1"], ["規程", "c", "F1-02"], ["写真", "c", "G1"]]);
  expect(filesOf(all)).toEqual(["a", "b", "c"]);
  expect([proofsOf(null), proofsOf({ catalogues: [] })]).toEqual([[], []]);
});

test("it is found by its title and by what it stands for", () => {
  expect(all.filter((one) => proofFinds(one, "ｆ1-02")).length).toBe(2);
  expect(all.filter((one) => proofFinds(one, " 写真")).map((one) => one.title)).toEqual(["写真"]);
});

test("all travel, none, or the files of the chosen ones, each once", () => {
  expect(travelling("files", all, of())).toBe("all");
  expect(travelling("hashes", all, of(0))).toBe("none");
  expect(travelling("chosen", all, of(2, 1))).toEqual({ chosen: ["c"] });
  expect(travelling("chosen", all, new Set(["another", ...of(0)]))).toEqual({ chosen: ["a", "b"] });
  expect([travelling("chosen", all, of()), travelling("files", [], of())]).toEqual(["none", "none"]);
  expect(chosenOf(all, of(1)).length).toBe(1);
});
