// The proofs of what is submitted: each one once, however many items it stands for, and which of their files travel.

import type { ProofsTravel, Snapshot, SubmittedProof } from "../../host/generated";
import { plainly } from "../training/names";

export interface OneProof extends SubmittedProof {
  key: string;
  /** The items（項番）that it stands for. */
  items: string[];
}

/** All, the chosen ones, or the hashes alone: as the choice is called on the page. */
export type Travels = "files" | "chosen" | "hashes";

/** Those that have files, in the order in which the items name them. */
export function proofsOf(snapshot: Pick<Snapshot, "catalogues"> | null): OneProof[] {
  const all = new Map<string, OneProof>();
  for (const { at, proofs } of (snapshot?.catalogues ?? []).flatMap((one) => one.rows)) {
    for (const proof of proofs.filter((one) => one.sha256.length > 0)) {
      const key = JSON.stringify([proof.title, [...proof.sha256].sort()]);
      const known = all.get(key);
      if (!known) all.set(key, { ...proof, key, items: [at.control] });
      else if (!known.items.includes(at.control)) known.items.push(at.control);
    }
  }
  return [...all.values()];
}

/** Every file counts once: two proofs may hold the same. */
export const filesOf = (proofs: readonly OneProof[]): string[] => [...new Set(proofs.flatMap((one) => one.sha256))];

export function proofFinds({ title, items, names = [] }: OneProof, text: string): boolean {
  const wanted = plainly(text);
  return !wanted || [title, ...items, ...names].some((one) => plainly(one).includes(wanted));
}

export const chosenOf = (proofs: readonly OneProof[], chosen: ReadonlySet<string>): OneProof[] => proofs.filter((one) => chosen.has(one.key));

export function travelling(travels: Travels, proofs: readonly OneProof[], chosen: ReadonlySet<string>): ProofsTravel {
  const files = filesOf(travels === "chosen" ? chosenOf(proofs, chosen) : proofs);
  if (travels === "hashes" || files.length === 0) return "none";
  return travels === "files" ? "all" : { chosen: files };
}
