const taken: ReadonlySet<string> = new Set([
  "dateien",
  "pruefen",
  "gesendet",
  "pause",
  "vorausfuellen",
  "vorschlaege",
  "kopie.pdf",
]);

/** Whether an address of every application is called so (`/antrag/…/pruefen`): a section could not be reached. */
export const isTakenKey = (key: string): boolean => taken.has(key);
