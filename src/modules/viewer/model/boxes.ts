/** A box on a page: parts of its width and height from its upper left corner, 0 to 1. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Most boxes that somebody draws or chooses on one page. */
export const mostBoxes = 2000;

/** The box within the page, a little larger on every side: the edge of a letter must not look out. */
export function padded(box: Box): Box {
  const margin = 0.0025;
  const left = Math.max(0, box.x - margin);
  const top = Math.max(0, box.y - margin);
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(1, box.x + box.width + margin) - left),
    height: Math.max(0, Math.min(1, box.y + box.height + margin) - top),
  };
}

/** Whether two boxes share any room, their edges alone not counted. */
export function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** Whether the middle of one lies in the other. */
export function holdsMiddleOf(box: Box, other: Box): boolean {
  const x = other.x + other.width / 2;
  const y = other.y + other.height / 2;
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}

/**
 * Boxes as people write them: one a line, left, top, width and height in per cent of the page, `10 20,5 30 4`.
 * @returns undefined where a line is not understood, lies outside of the page or there are too many
 */
export function parseBoxes(text: string): readonly Box[] | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (lines.length > mostBoxes) return undefined;
  const boxes: Box[] = [];
  for (const line of lines) {
    const numbers = line.split(/[\s;]+/).map((part) => Number(part.replace(",", ".").replace(/%$/, "")) / 100);
    const [x, y, width, height] = numbers as [number, number, number, number];
    if (numbers.length !== 4 || !numbers.every((part) => Number.isFinite(part) && part >= 0)) return undefined;
    if (x >= 1 || y >= 1 || width <= 0 || height <= 0) return undefined;
    boxes.push({ x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) });
  }
  return boxes;
}

/** The other way: as `parseBoxes` reads them. */
export function formatBoxes(boxes: readonly Box[]): string {
  const percent = (part: number) => String(Math.round(part * 10_000) / 100).replace(".", ",");
  return boxes.map((box) => [box.x, box.y, box.width, box.height].map(percent).join(" ")).join("\n");
}

/**
 * Pages as people write them: `1-3, 5`; nothing means all.
 * @returns ascending, without repeats; undefined where it is not understood or names a page that is not there
 */
export function parsePages(text: string, count: number): readonly number[] | undefined {
  const all = Array.from({ length: count }, (_, index) => index + 1);
  if (text.trim() === "") return all;
  const chosen = new Set<number>();
  for (const part of text.split(/[,;]/)) {
    const match = /^\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s*$/.exec(part);
    const from = Number(match?.[1]);
    const to = Number(match?.[2] ?? match?.[1]);
    if (match === null || from < 1 || to > count || from > to) return undefined;
    for (let page = from; page <= to; page++) chosen.add(page);
  }
  return all.filter((page) => chosen.has(page));
}

/** The other way: `1-3, 5`. */
export function formatPages(pages: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const page of pages) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === page - 1) last[1] = page;
    else runs.push([page, page]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(", ");
}

/** How large a page is, in any measure. */
interface PageSize {
  readonly widthPoints: number;
  readonly heightPoints: number;
}

/** Whether two pages may be the same sheet: one has the form of the other. */
export function sameForm(one: PageSize, other: PageSize): boolean {
  const form = ({ widthPoints, heightPoints }: PageSize) => widthPoints / Math.max(1, heightPoints);
  return Math.abs(form(one) / form(other) - 1) < 0.01;
}
