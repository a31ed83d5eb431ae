// A passphrase that is told by word of mouth: long enough for anything, and no letter that is taken for another.

const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
const GROUPS = 5;
const EACH = 4;

/** `k7mx-3pqa-w9ud-n4hs-zc6e` */
export function madeUp(): string {
  const letters: string[] = [];
  // What would make some letters likelier than others is left out.
  const fair = 256 - (256 % LETTERS.length);
  while (letters.length < GROUPS * EACH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(GROUPS * EACH))) {
      if (byte < fair) letters.push(LETTERS.charAt(byte % LETTERS.length));
    }
  }
  return Array.from({ length: GROUPS }, (_, n) => letters.slice(n * EACH, (n + 1) * EACH).join("")).join("-");
}
