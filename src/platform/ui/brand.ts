import type { Brand } from "./view.ts";

type Rgb = readonly [number, number, number];

function parse(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (match === null) throw new RangeError(`not a colour: ${hex}`);
  return [1, 2, 3].map((group) => Number.parseInt(match[group] ?? "", 16)) as unknown as Rgb;
}

function print(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function mix(colour: Rgb, other: Rgb, share: number): Rgb {
  return colour.map((part, index) => part + ((other[index] ?? 0) - part) * share) as unknown as Rgb;
}

function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const value = part / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Contrast ratio of two colours, 1 to 21.
 * Source: WCAG 2.2, definition of contrast ratio.
 * @param one `#rrggbb`
 * @param other `#rrggbb`
 * @throws RangeError where one of them is no colour
 */
export function contrastRatio(one: string, other: string): number {
  const [light, dark] = [luminance(parse(one)), luminance(parse(other))].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const white: Rgb = [255, 255, 255];
const black: Rgb = [0, 0, 0];
/** Grounds that text in the accent stands on: the soft tint in light mode, cards in dark mode. */
const darkGround = "#1d2034";

function towards(start: Rgb, goal: Rgb, enough: (colour: string) => boolean): string {
  for (let share = 0; share < 1; share += 0.02) {
    const colour = print(mix(start, goal, share));
    if (enough(colour)) return colour;
  }
  return print(goal);
}

/**
 * The shades of a town's accent as a style sheet, served at `/{slug}/marke.css`. Text in `--brand` has at least
 * 4.5:1 on the page, on cards and on `--brand-soft`, in light and in dark mode; white has 4.5:1 on `--brand-band`.
 * An accent too light for that is darkened until it is enough.
 * @throws RangeError where the accent is no `#rrggbb`
 */
export function brandCss(brand: Pick<Brand, "accent">): string {
  const accent = parse(brand.accent);
  const soft = print(mix(accent, white, 0.93));
  const light = towards(accent, black, (colour) => contrastRatio(colour, soft) >= 4.6);
  const strong = print(mix(parse(light), black, 0.25));
  const darkSoft = print(mix(parse("#12141f"), accent, 0.22));
  const dark = towards(
    accent,
    white,
    (colour) => contrastRatio(colour, darkGround) >= 5.5 && contrastRatio(colour, darkSoft) >= 5.5,
  );
  const darkStrong = print(mix(parse(dark), white, 0.35));
  const darkBand = towards(mix(accent, black, 0.35), black, (colour) => contrastRatio(colour, "#ffffff") >= 7);
  return [
    `:root{--brand:${light};--brand-strong:${strong};--brand-soft:${soft};--brand-band:${light};--on-brand:#ffffff}`,
    `@media (prefers-color-scheme:dark){:root{--brand:${dark};--brand-strong:${darkStrong};--brand-soft:${darkSoft};--brand-band:${darkBand};--on-brand:#10121c}}`,
    "",
  ].join("\n");
}
