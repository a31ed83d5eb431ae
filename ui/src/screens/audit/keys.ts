// Keys of the desk: letters and figures are its own wherever nobody writes.

/** Somebody writes there, or chooses from a list by letters. */
export function writing({ target, isComposing }: KeyboardEvent): boolean {
  return isComposing || (target instanceof Element && target.closest("textarea, select, dialog, input:not([type=checkbox])") !== null);
}

/** A key alone: with Ctrl, ⌘ or Alt it is the system's. */
export const plain = (event: KeyboardEvent): boolean => !event.ctrlKey && !event.metaKey && !event.altKey && !writing(event);
