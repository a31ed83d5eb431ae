// A card that was handed over: what it says, what somebody who compared its mark adds, and enrolling it.

import { change } from "../../ask/index.svelte";
import { call } from "../../host";
import type { CardRead, EnrolledFacility, EnrolledRow } from "../../host/generated";
import { Trying } from "../../screens/settings/trying.svelte";
import { kindOf, plainly } from "./names";

/** What enrolling a card would make different of somebody who is known. */
export type Differs = "name" | "sealing";

export function differing({ card, known }: CardRead): Differs[] {
  if (!known) return [];
  const all: [Differs, boolean][] = [
    ["name", known.name !== card.facility],
    ["sealing", known.sealing !== card.sealing],
  ];
  return all.flatMap(([what, differs]) => (differs ? [what] : []));
}

/** Its line in the register 参加機関: the one of its name, a new one, the one that it has, or none. */
export type LineWish = "alike" | "new" | "kept" | "none";

export const lineWishes = ({ known, alike }: CardRead): LineWish[] => (known?.record ? ["kept"] : alike ? ["alike", "new", "none"] : ["new", "none"]);

/** Others of the same name: either they have a new key, or somebody takes their name. */
export const namesakes = (rows: readonly EnrolledRow[], { card }: CardRead): EnrolledRow[] =>
  rows.filter((row) => row.public !== card.public && plainly(row.enrolled.name) === plainly(card.facility));

export class CardReading {
  readonly trying = new Trying();
  path = $state("");
  read = $state.raw<CardRead>();
  /** Somebody compared its mark by another way than the file. */
  compared = $state(false);
  kind = $state("");
  district = $state("");
  line = $state<LineWish>("none");
  /** Whom it was enrolled as, until another card is read. */
  done = $state.raw<{ name: string; before: boolean }>();

  /** `lines`: whoever is enrolled may have a line in the register, too. */
  constructor(readonly lines = false) {}

  async look(path: string): Promise<void> {
    this.clear();
    this.path = path;
    const read = await this.trying.do((options) => call("operator.read_card", { path }, options));
    if (read) this.#take(read);
  }

  #take(read: CardRead): void {
    [this.read, this.compared] = [read, false];
    [this.kind, this.district] = [read.known?.kind ?? "", read.known?.district ?? ""];
    if (this.lines) this.line = lineWishes(read)[0] ?? "none";
  }

  clear = (): void => {
    this.trying.clear();
    [this.path, this.read, this.compared, this.kind, this.district, this.line, this.done] = ["", undefined, false, "", "", "none", undefined];
  };

  /** Answers the key of whoever is enrolled now. */
  async enrol(): Promise<string | undefined> {
    const { read, path } = this;
    if (!read || !this.compared) return undefined;
    const { card, known, alike, revision } = read;
    const kind = kindOf(this.kind);
    const { kind: _, ...before } = known ?? { stopped: false };
    const enrolled: EnrolledFacility = { ...before, name: card.facility, sealing: card.sealing, district: this.district.trim(), ...(kind && { kind }), ...(this.line === "alike" && alike && { record: alike.id }) };
    const request = { public: card.public, base: revision, enrolled, ...(this.line === "new" && { new_line: true }) };
    const outcome = await this.trying.do((options) => change("operator.enrol", request, options));
    if (outcome) {
      this.clear();
      this.done = { name: enrolled.name, before: known !== null };
      return card.public;
    }
    const { failure } = this.trying;
    if (failure?.code === "conflict") await this.#readAgain(path);
    return undefined;
  }

  /** Somebody else enrolled it meanwhile: what that was must be seen before anything is written over it. */
  async #readAgain(path: string): Promise<void> {
    const { failure } = this.trying;
    const read = await this.trying.do((options) => call("operator.read_card", { path }, options));
    if (!read) return;
    this.#take(read);
    this.trying.failure = failure;
  }
}
