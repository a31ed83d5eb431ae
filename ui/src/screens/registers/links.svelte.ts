// The records that a register's links lead to, by title.

import { ask } from "../../ask/index.svelte";
import type { Register } from "../../host/generated";
import type { Titles } from "./names";

const FEW = 200;

/** For components: asked once, and again when a register changes. */
export function linked(register: Register): { readonly titles: Titles; readonly there: boolean } {
  const ids = [...new Set(register.fields.flatMap((field) => (field.type === "link" && field.register ? [field.register] : [])))];
  const asked = ids.map((id) => ({ id, records: ask("register.records", () => ({ register: id, filter: { limit: FEW } })) }));
  const titles = $derived(Object.fromEntries(asked.map(({ id, records }) => [id, (records.answer?.records ?? []).map((one) => ({ id: one.id, title: one.title || String(one.number) }))])));
  return {
    get titles() {
      return titles;
    },
    get there() {
      return asked.every(({ records }) => records.answer ?? records.failure);
    },
  };
}
