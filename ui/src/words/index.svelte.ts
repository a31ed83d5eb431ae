// The language in force, and the person's other preferences of reading: they change everything at once.

import { day as dayIn, Sentences, time as timeIn, type Dates, type Facts, type Language } from "./words";

export type { Dates, Facts, Language } from "./words";

export type Theme = "auto" | "light" | "dark";

function kept<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const found = localStorage.getItem(name) as T | null;
  return found !== null && allowed.includes(found) ? found : otherwise;
}

class Reading {
  language = $state<Language>(kept("language", ["ja", "en"], "ja"));
  theme = $state<Theme>(kept("theme", ["auto", "light", "dark"], "auto"));
  size = $state(Number(kept("size", ["13", "14", "15", "16", "17", "18", "19", "20"], "15")));
  dates = $state<Dates>(kept("dates", ["iso", "wareki"], "iso"));
  sentences = $derived(new Sentences(this.language, this.dates));

  /** Puts the preferences on the page and keeps them on this computer. */
  apply(): void {
    const page = document.documentElement;
    page.lang = this.language;
    page.dataset.theme = this.theme;
    page.style.fontSize = `${this.size}px`;
    localStorage.setItem("language", this.language);
    localStorage.setItem("theme", this.theme);
    localStorage.setItem("size", String(this.size));
    localStorage.setItem("dates", this.dates);
  }
}

export const reading = new Reading();

export function say(key: string, facts?: Facts): string {
  return reading.sentences.say(key, facts);
}

/** A time of the record, and a day, as this person likes to read them. */
export const time = (at: string): string => timeIn(at, reading.dates);
export const day = (text: string): string => dayIn(text, reading.dates);
