import sharp from "sharp";
import type { Rotation } from "../model/collection.ts";
import type { PictureSize } from "./recognised.ts";

/** A line of print is 14 to 20 rows high then: enough to see where its letters stand out. */
const lookDpi = 100;
/** Of the page, at each edge: shadows of the scanner are no writing. */
const margin = 0.04;
/** In a narrow strip lines stay apart from each other also where the page lies askew by some degrees. */
const strips = 8;
/** Of 255: what is lighter is paper. */
const palestInk = 64;
/** Mean ink of a row of letters. Ruled lines and pictures have more, and count no more than that. */
const mostInk = 100;
/** Rows taken together, so that single letters do not count, and lines still do. */
const blur = 7;
/** Print swings three to six times as much from line to line as along them. */
const clearly = 1.6;

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Ink from row to row, or from column to column, in one strip across them. */
function profileOf({ width, height, data }: Grey, along: "rows" | "columns", strip: number): readonly number[] {
  const [length, across] = along === "rows" ? [height, width] : [width, height];
  const edge = (number: number) => Math.round(across * (margin + ((1 - 2 * margin) * number) / strips));
  const [from, to] = [edge(strip), edge(strip + 1)];
  const profile: number[] = [];
  for (let at = Math.round(length * margin); at < length * (1 - margin); at++) {
    let ink = 0;
    for (let other = from; other < to; other++) {
      const dark = 255 - (data[along === "rows" ? at * width + other : other * width + at] as number);
      if (dark >= palestInk) ink += dark;
    }
    profile.push(Math.min(mostInk, ink / Math.max(1, to - from)));
  }
  return profile;
}

const profilesOf = (grey: Grey, along: "rows" | "columns") =>
  Array.from({ length: strips }, (_, strip) => profileOf(grey, along, strip));

/** Lines of print and the paper between them take turns; along a line there is always some ink. */
function swingOf(profiles: readonly (readonly number[])[]): number {
  let sum = 0;
  for (const profile of profiles) {
    for (let at = blur; at < profile.length; at++) {
      sum += Math.abs((profile[at] as number) - (profile[at - blur] as number));
    }
  }
  return sum;
}

/**
 * Ink before and behind the core of each line, where all its small letters are. Capitals and letters such as `l` and `t`
 * rise above it far more often than `g` and `p` hang below.
 */
function overhangOf(profiles: readonly (readonly number[])[]): { readonly before: number; readonly behind: number } {
  const sum = (inks: readonly number[]) => inks.reduce((total, ink) => total + ink, 0);
  let before = 0;
  let behind = 0;
  for (const profile of profiles) {
    for (let from = 0; from < profile.length; from++) {
      let to = from;
      while (to < profile.length && (profile[to] as number) > 0) to++;
      const line = profile.slice(from, to);
      from = to;
      // Dirt is less, a picture is more.
      if (line.length < 8 || line.length > 32) continue;
      const core = Math.max(...line) / 2;
      before += sum(
        line.slice(
          0,
          line.findIndex((ink) => ink >= core),
        ),
      );
      behind += sum(line.slice(line.findLastIndex((ink) => ink >= core) + 1));
    }
  }
  return { before, behind };
}

/**
 * By how many degrees clockwise a page probably has to be turned, the likeliest first: by how its lines lie, and to which
 * side of them letters stand out. Costs next to nothing beside recognition, which has to say whether it is right.
 * @returns empty where the page probably lies as it should, or nothing is clear
 */
export async function likelyTurns(picture: Uint8Array, size: PictureSize): Promise<readonly Rotation[]> {
  const { data, info } = await sharp(picture)
    .flatten({ background: "#ffffff" })
    .resize({ width: Math.max(1, Math.round((size.width * lookDpi) / size.dpi)) })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const grey: Grey = { width: info.width, height: info.height, data };
  const rows = profilesOf(grey, "rows");
  const columns = profilesOf(grey, "columns");
  const [down, across] = [swingOf(rows), swingOf(columns)];
  if (down > clearly * across) {
    const { before, behind } = overhangOf(rows);
    return behind > clearly * before ? [180] : [];
  }
  if (across > clearly * down) {
    const { before, behind } = overhangOf(columns);
    return before > behind ? [90, 270] : [270, 90];
  }
  return [];
}
