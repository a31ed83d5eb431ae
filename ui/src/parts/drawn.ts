// A page of a paper as the core draws it, made ready for the window.

/** Without its size and style: base.css says both (`.paper-page`), and the window's policy lets no style stand in a text. */
export function drawn(svg: string): string {
  return svg.replace(/^<svg\b[^>]*>/, (opening) => opening.replace(/\s(?:style|width|height)="[^"]*"/g, ""));
}
