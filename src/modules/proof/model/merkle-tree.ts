import { hash } from "node:crypto";

/** A step from a leaf to the root: the hash beside, and on which side it stands. */
export interface PathStep {
  readonly side: "left" | "right";
  readonly hash: string;
}

const nodeSpace = Buffer.alloc(65, 1);

/** SHA-256 of a leaf: a zero byte, then its text. Source: RFC 6962, section 2.1. */
export function leafHash(line: string): Buffer {
  return hash("sha256", `\u0000${line}`, "buffer");
}

/** SHA-256 of a node: a one, then both hashes below. Source: RFC 6962, section 2.1. */
function nodeHash(left: Buffer, right: Buffer): Buffer {
  left.copy(nodeSpace, 1);
  right.copy(nodeSpace, 33);
  return hash("sha256", nodeSpace, "buffer");
}

/**
 * A Merkle tree as in RFC 6962: level by level in pairs, an odd one at the end goes up as it is. Remembers its levels,
 * so that after a change only what lies above it is computed again.
 */
export class MerkleTree {
  readonly #levels: Buffer[][];

  constructor(lines: readonly string[]) {
    this.#levels = [lines.map(leafHash)];
    this.#raise(new Set(), 0);
  }

  get size(): number {
    return (this.#levels[0] as Buffer[]).length;
  }

  /** Hexadecimal; of an empty tree the hash of nothing. */
  get root(): string {
    return (this.#levels.at(-1)?.[0] ?? hash("sha256", "", "buffer")).toString("hex");
  }

  /**
   * Replaces leaves, and puts new ones at places.
   * @param changes `insert`: before the leaf that stands at this place once all earlier changes are done
   */
  change(changes: readonly { readonly at: number; readonly line: string; readonly insert: boolean }[]): void {
    const leaves = this.#levels[0] as Buffer[];
    const touched = new Set<number>();
    let shiftedFrom = Number.POSITIVE_INFINITY;
    for (const { at, line, insert } of changes) {
      if (!insert) leaves[at] = leafHash(line);
      else if (at === leaves.length) leaves.push(leafHash(line));
      else {
        leaves.splice(at, 0, leafHash(line));
        shiftedFrom = Math.min(shiftedFrom, at);
      }
      touched.add(at);
    }
    this.#raise(touched, shiftedFrom);
  }

  /** Computes the levels above again, over what was touched and everything from a place on. */
  #raise(touched: ReadonlySet<number>, shiftedFrom: number): void {
    let below = this.#levels[0] as Buffer[];
    let dirty = touched;
    let from = shiftedFrom;
    let level = 1;
    for (; below.length > 1; level++) {
      const nodes: Buffer[] = this.#levels[level] ?? [];
      this.#levels[level] = nodes;
      const length = Math.ceil(below.length / 2);
      from = Math.floor(from / 2);
      const places = new Set<number>();
      for (const place of dirty) places.add(place >> 1);
      for (let place = Math.min(from, nodes.length); place < length; place++) places.add(place);
      for (const place of places) {
        const left = below[place * 2] as Buffer;
        const right = below[place * 2 + 1];
        nodes[place] = right === undefined ? left : nodeHash(left, right);
      }
      below = nodes;
      dirty = places;
    }
    this.#levels.length = level;
  }

  /** What somebody needs to get from the leaf at this place to the root. */
  pathOf(place: number): readonly PathStep[] {
    const path: PathStep[] = [];
    let at = place;
    for (const nodes of this.#levels.slice(0, -1)) {
      const side = at % 2 === 0 ? "right" : "left";
      const beside = nodes[side === "right" ? at + 1 : at - 1];
      if (beside !== undefined) path.push({ side, hash: beside.toString("hex") });
      at >>= 1;
    }
    return path;
  }
}

/** The root that a leaf and its path lead to, hexadecimal. */
export function rootOf(line: string, path: readonly PathStep[]): string {
  return path
    .reduce((below, { side, hash: beside }) => {
      const other = Buffer.from(beside, "hex");
      return side === "left" ? nodeHash(other, below) : nodeHash(below, other);
    }, leafHash(line))
    .toString("hex");
}
