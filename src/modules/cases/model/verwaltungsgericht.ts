/** Kreise and kreisfreie Städte by the seat of their Verwaltungsgericht, where the Regierungsbezirk does not decide. */
const seats: readonly (readonly [seat: string, keys: readonly string[]])[] = [
  ["Aachen", ["05334", "05358", "05366", "05370"]],
  ["Arnsberg", ["05914", "05915", "05954", "05958", "05962", "05966", "05970", "05974"]],
  ["Gelsenkirchen", ["05113", "05512", "05513", "05562", "05911", "05913", "05916", "05978"]],
];
const seatByKreis = new Map(seats.flatMap(([seat, keys]) => keys.map((key) => [key, seat] as const)));
const seatByBezirk: Readonly<Record<string, string>> = {
  "051": "Düsseldorf",
  "053": "Köln",
  "055": "Münster",
  "057": "Minden",
};

/**
 * Seat of the Verwaltungsgericht where people sue a municipality of NRW. Source: § 17 JustG NRW.
 * @param ags Amtlicher Gemeindeschlüssel, 8 digits
 * @throws RangeError where it is no municipality of NRW
 */
export function verwaltungsgerichtSeat(ags: string): string {
  const seat = seatByKreis.get(ags.slice(0, 5)) ?? seatByBezirk[ags.slice(0, 3)];
  if (seat === undefined) throw new RangeError(`no Verwaltungsgericht of NRW for ${ags}`);
  return seat;
}
