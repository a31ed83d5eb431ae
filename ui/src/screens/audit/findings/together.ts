// Two forms on one page: they are left together, and each is saved on its own.

import type { Differing, Written } from "../../../parts/form.svelte";

export class Together implements Written {
  constructor(private readonly forms: readonly [Written, ...Written[]]) {}

  get dirty(): boolean {
    return this.forms.some((one) => one.dirty);
  }

  get clash(): boolean {
    return this.forms.some((one) => one.clash);
  }

  get trying(): Written["trying"] {
    return (this.forms.find((one) => one.trying.failure) ?? this.forms.find((one) => one.trying.busy) ?? this.forms[0]).trying;
  }

  /** Of each what was begun; of the others nothing. */
  get kept(): unknown[] {
    return this.forms.map((one) => (one.dirty ? one.kept : undefined));
  }

  resume(all: readonly unknown[]): void {
    this.forms.forEach((one, n) => all[n] !== undefined && one.resume(all[n] as never));
  }

  take(): void {
    for (const one of this.forms) if (one.clash) one.take();
  }

  differing(fields: readonly string[]): Differing[] {
    return this.forms.filter((one) => one.clash).flatMap((one) => one.differing(fields));
  }
}
