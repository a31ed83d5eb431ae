// Where one is: the address after the # says the place and, within it, what is looked at.

export const PLACES = ["home", "check", "evidence", "catalogues", "record", "settings"] as const;
export type Place = (typeof PLACES)[number];

function parsed(): string[] {
  return location.hash.slice(1).split("/").filter(Boolean).map(decodeURIComponent);
}

class Here {
  #parts = $state.raw(parsed());

  constructor() {
    window.addEventListener("hashchange", () => (this.#parts = parsed()));
  }

  get place(): Place {
    return PLACES.find((place) => place === this.#parts[0]) ?? "home";
  }

  /** What follows the place. */
  get within(): string[] {
    return this.#parts.slice(1);
  }
}

export const here = new Here();

/** `link("check", id, "fuhyo-5.1", "F1-01")` */
export function link(place: Place, ...within: string[]): string {
  return "#" + [place, ...within].map(encodeURIComponent).join("/");
}

export function go(place: Place, ...within: string[]): void {
  location.hash = link(place, ...within);
}
