// Where one is: the address after the # says the place and, within it, what is looked at.

export const PLACES = ["home", "check", "evidence", "registers", "audit", "training", "calendar", "catalogues", "papers", "submissions", "desk", "record", "settings"] as const;
export type Place = (typeof PLACES)[number];

function parsed(): string[] {
  return location.hash.slice(1).split("/").filter(Boolean).map(decodeURIComponent);
}

class Here {
  #parts = $state.raw(parsed());
  #hash = location.hash;
  /** Asked before one goes elsewhere, with where to: whoever answers false keeps one here. */
  leaving: ((to: string) => boolean) | undefined;

  constructor() {
    window.addEventListener("hashchange", () => {
      if (location.hash !== this.#hash && this.leaving && !this.leaving(location.hash)) {
        history.replaceState(null, "", this.#hash || "#");
        return;
      }
      this.#hash = location.hash;
      this.#parts = parsed();
    });
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
