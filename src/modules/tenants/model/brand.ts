/** Accents with at least 7:1 on white, so that white text on them and text in them are readable (WCAG 2.2, 1.4.6). */
export const accents: readonly string[] = [
  "#1f4e8c",
  "#0b5a4a",
  "#7a2048",
  "#5b3a8e",
  "#8a2b12",
  "#17566e",
  "#3f5413",
  "#6b4200",
  "#8c1d3a",
  "#2f3f8f",
  "#005a63",
  "#6a2f7b",
];

/** FNV-1a, 32 bits: the same everywhere and for ever. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}

/** The accent a municipality starts with; the town may choose another in its settings. */
export function accentFor(ags: string): string {
  return accents[hash(ags) % accents.length] as string;
}

/** Shapes that fill a square of 16 units at the origin. */
const shapes: readonly string[] = [
  '<path d="M0 0h16A16 16 0 0 1 0 16z"/>',
  '<path d="M16 0v16H0A16 16 0 0 1 16 0z"/>',
  '<path d="M16 16H0V0A16 16 0 0 1 16 16z"/>',
  '<path d="M0 16V0h16A16 16 0 0 1 0 16z"/>',
  '<circle cx="8" cy="8" r="6"/>',
  '<path d="M8 0l8 8-8 8-8-8z"/>',
  '<path d="M0 16L8 0l8 16z"/>',
  '<path d="M0 2h16v5H0zM0 11h16v5H0z"/>',
];

/**
 * A mark of our own for a town, made of four simple shapes: no coat of arms, which only the town may use.
 * The same name always gives the same mark.
 * @param accent `#rrggbb`
 * @returns SVG of 48 by 48 units without styles or scripts; decorative: say the name in text beside it
 */
export function markSvg(name: string, accent: string): string {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) throw new RangeError(`not a colour: ${accent}`);
  let left = hash(name);
  const tiles = [0, 1, 2, 3].map((place) => {
    const shape = shapes[left % shapes.length] as string;
    left = Math.floor(left / shapes.length);
    return `<g transform="translate(${7 + (place % 2) * 18} ${7 + Math.floor(place / 2) * 18})">${shape}</g>`;
  });
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">' +
    `<rect width="48" height="48" rx="10" fill="${accent}"/><g fill="#ffffff">${tiles.join("")}</g></svg>`
  );
}
