/**
 * What somebody may see of the E-Akte: whole circles, and single Akten besides. What lies outside is not found, not
 * counted and not suggested.
 */
export type Sight =
  | { readonly everything: true }
  | { readonly everything: false; readonly circles: readonly number[]; readonly akten: readonly string[] };

/** The circle of Akten that everybody sees who works with Akten. */
export const openCircle = 0;
