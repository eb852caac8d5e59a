/**
 * Rolls each of these strips so that the place one is at stands in its middle: a menu or a row of tabs may be longer
 * than its room. Only the strip is rolled, never the page.
 */
export function rollToCurrent(strips: string): void {
  for (const strip of document.querySelectorAll<HTMLElement>(strips)) {
    const here = strip.querySelector<HTMLElement>("a[aria-current]");
    if (here === null) continue;
    const room = strip.getBoundingClientRect();
    const place = here.getBoundingClientRect();
    strip.scrollLeft += place.left - room.left - (room.width - place.width) / 2;
    strip.scrollTop += place.top - room.top - (room.height - place.height) / 2;
  }
}
