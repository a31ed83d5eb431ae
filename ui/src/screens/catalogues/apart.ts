// Where two texts part: what is the same before and after, and what lies between.

export interface Apart {
  before: string;
  from: string;
  to: string;
  after: string;
}

export function apart(from: string, to: string): Apart {
  // By whole characters, so that none is cut in two.
  const [a, b] = [[...from], [...to]];
  const most = Math.min(a.length, b.length);
  let start = 0;
  while (start < most && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  const middle = (text: string[]) => text.slice(start, text.length - end).join("");
  return { before: a.slice(0, start).join(""), from: middle(a), to: middle(b), after: a.slice(a.length - end).join("") };
}
