import { type PlainDay, parsePlainDay, plainDay } from "../../../kernel/index.ts";

/**
 * First day on which somebody is so many years old. The day of birth counts as a whole day, so who was born on
 * 29 February is a year older from 1 March in a year without that day.
 * Source: § 187 Abs. 2 Satz 2, § 188 Abs. 2 BGB.
 * @param years whole, from 0
 */
export function birthdayOf(bornOn: PlainDay, years: number): PlainDay {
  const year = String(Number(bornOn.slice(0, 4)) + years).padStart(4, "0");
  return parsePlainDay(`${year}${bornOn.slice(4)}`) ?? plainDay(`${year}-03-01`);
}

/**
 * Whole years on a day; negative before birth.
 * Source: § 187 Abs. 2 Satz 2, § 188 Abs. 2 BGB.
 */
export function ageOn(bornOn: PlainDay, day: PlainDay): number {
  const years = Number(day.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return day >= birthdayOf(bornOn, years) ? years : years - 1;
}
