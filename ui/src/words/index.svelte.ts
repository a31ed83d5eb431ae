// The language in force, and the person's other preferences of reading: they change everything at once.

import { Sentences, type Facts, type Language } from "./words";

export { time } from "./words";
export type { Facts, Language } from "./words";

export type Theme = "auto" | "light" | "dark";

function kept<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const found = localStorage.getItem(name) as T | null;
  return found !== null && allowed.includes(found) ? found : otherwise;
}

class Reading {
  language = $state<Language>(kept("language", ["ja", "en"], "ja"));
  theme = $state<Theme>(kept("theme", ["auto", "light", "dark"], "auto"));
  size = $state(Number(kept("size", ["13", "14", "15", "16", "17", "18", "19", "20"], "15")));
  sentences = $derived(new Sentences(this.language));

  /** Puts the preferences on the page and keeps them on this computer. */
  apply(): void {
    const page = document.documentElement;
    page.lang = this.language;
    page.dataset.theme = this.theme;
    page.style.fontSize = `${this.size}px`;
    localStorage.setItem("language", this.language);
    localStorage.setItem("theme", this.theme);
    localStorage.setItem("size", String(this.size));
  }
}

export const reading = new Reading();

export function say(key: string, facts?: Facts): string {
  return reading.sentences.say(key, facts);
}
