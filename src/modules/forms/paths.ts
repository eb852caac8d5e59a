/** Address of a page of a draft within its town: a section's key, or one of our own pages. */
export function draftPath(draftId: string, page: string): string {
  return `/antrag/${draftId}/${page}`;
}
