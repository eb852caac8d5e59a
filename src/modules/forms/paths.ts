/** Address of a page of a draft within its town: a section's key, or one of our own pages. */
export function draftPath(draftId: string, page: string): string {
  return `/antrag/${draftId}/${page}`;
}

/** Pages of a draft that are no section of its form. */
export const ownPages = ["pruefen", "gesendet", "pause", "vorausfuellen", "kopie.pdf"] as const;
