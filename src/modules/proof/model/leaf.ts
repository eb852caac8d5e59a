/** Head of the chain of one Akte. */
export interface Leaf {
  readonly akteId: string;
  readonly sequence: number;
  readonly hash: string;
}

/** The head that a line of the tree tells: `<akteId> <sequence> <hash>`, in ASCII. */
export function leafOf(line: string): Leaf {
  const [akteId = "", sequence = "", hash = ""] = line.split(" ");
  return { akteId, sequence: Number(sequence), hash };
}

/**
 * Puts what the chains say now over what a tree held before. Both in the order of the ids; an Akte that is gone keeps
 * its last line, so that every Akte that ever was in a tree stays in it.
 * @returns all lines of the new tree, and those that are new or have changed
 */
export function mergeLines(
  before: readonly string[],
  now: readonly string[],
): { readonly lines: readonly string[]; readonly changed: readonly string[] } {
  const lines: string[] = [];
  const changed: string[] = [];
  let at = 0;
  for (const line of now) {
    const id = line.slice(0, 36);
    while (at < before.length && (before[at] as string).slice(0, 36) < id) lines.push(before[at++] as string);
    const old = before[at];
    if (old?.startsWith(id)) at += 1;
    if (old !== line) changed.push(line);
    lines.push(line);
  }
  for (; at < before.length; at++) lines.push(before[at] as string);
  return { lines, changed };
}
