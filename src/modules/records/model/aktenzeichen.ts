/** Aktenzeichen (Kennzeichen) of an Akte: `32.40-2026-00017`. A number beyond 99999 takes more digits. */
export function aktenzeichenOf(planUnit: string, year: number, number: number): string {
  return `${planUnit}-${year}-${String(number).padStart(5, "0")}`;
}

/** Aktenzeichen of a Vorgang in its Akte: `32.40-2026-00017/01`. */
export function vorgangszeichenOf(akte: string, number: number): string {
  return `${akte}/${String(number).padStart(2, "0")}`;
}
