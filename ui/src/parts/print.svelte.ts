// Printing a paper through the system: all its pages are laid out where only the printer sees them, then taken away.

import { call, failureOf, printPages, type Failure } from "../host";
import type { PaperRequest } from "../host/generated";
import { drawn } from "./drawn";

const STEP = 20;
const FACES = ["400 12px 'BIZ UDPGothic'", "700 12px 'BIZ UDPGothic'", "400 12px 'Noto Sans JP'", "700 12px 'Noto Sans JP'"];

type Sizes = [number, number][];

/** What stands for the printer now; one thing at a time. */
let standing: { box: HTMLElement; sheet: CSSStyleSheet } | undefined;

function clear(): void {
  if (!standing) return;
  const { box, sheet } = standing;
  standing = undefined;
  box.remove();
  document.documentElement.classList.remove("printing");
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
}

function layOut(sizes: Sizes, pages: string[]): void {
  clear();
  const [width, height] = sizes[0] ?? [595.28, 841.89];
  const box = document.createElement("div");
  box.className = "print-pages";
  pages.forEach((svg, n) => {
    const [w, h] = sizes[n] ?? [width, height];
    const page = document.createElement("section");
    page.className = "paper-page";
    page.dataset.page = String(n + 1);
    // A point less, or rounding makes an empty page after each.
    page.style.aspectRatio = `${w} / ${h - 1}`;
    page.innerHTML = drawn(svg);
    box.append(page);
  });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: ${width}pt ${height}pt; margin: 0; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  document.documentElement.classList.add("printing");
  document.body.append(box);
  standing = { box, sheet };
}

export class Printing {
  work = $state<{ done: number; total: number }>();
  failure = $state.raw<Failure>();
  #stop = new AbortController();

  cancel = (): void => this.#stop.abort();

  async print(paper: PaperRequest): Promise<void> {
    if (this.work) return;
    this.#stop = new AbortController();
    [this.failure, this.work] = [undefined, { done: 0, total: 0 }];
    const { signal } = this.#stop;
    try {
      let [sizes, pages]: [Sizes, string[]] = [[], []];
      do {
        const got = await call("document.preview", { paper, from: pages.length, count: STEP }, { signal });
        if (signal.aborted) return;
        // Somebody changed what stands on it meanwhile: from the beginning.
        if (pages.length > 0 && got.sizes.length !== sizes.length) {
          [sizes, pages] = [[], []];
          continue;
        }
        if (got.pages.length === 0) break;
        [sizes, pages] = [got.sizes, [...pages, ...got.pages]];
        this.work = { done: pages.length, total: sizes.length };
      } while (pages.length < sizes.length || pages.length === 0);
      await Promise.all(FACES.map((face) => document.fonts.load(face)));
      if (signal.aborted) return;
      layOut(sizes, pages);
      const mine = standing;
      printPages(() => mine === standing && clear());
    } catch (thrown) {
      if (!signal.aborted) this.failure = failureOf(thrown);
    } finally {
      this.work = undefined;
    }
  }
}
