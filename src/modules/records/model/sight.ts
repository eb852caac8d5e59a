/**
 * What somebody may see of the E-Akte: whole circles, and single Akten besides. What lies outside is not found, not
 * counted and not suggested.
 */
export type Sight =
  | { readonly everything: true }
  | {
      readonly everything: false;
      readonly circles: readonly number[];
      readonly akten: readonly string[];
      /** Those of the circles in which they may add, change and close, and not only read. */
      readonly works: readonly number[];
    };

/** The circle of Akten that everybody sees who works with Akten. */
export const openCircle = 0;

/** Whether a sight reaches an Akte. */
export function sees(sight: Sight, akte: { readonly akteId: string; readonly circleId: number }): boolean {
  return sight.everything || sight.circles.includes(akte.circleId) || sight.akten.includes(akte.akteId);
}

/** Whether who has this sight may change an Akte of the circle. What somebody sees singly is for reading. */
export function worksIn(sight: Sight, circleId: number): boolean {
  return sight.everything || sight.works.includes(circleId);
}
