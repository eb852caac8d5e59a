import { parseAccessCode } from "../../../kernel/index.ts";

/** Cookie that carries the access codes known to this device. */
const accessCookieName = "zugang";
const mostCodes = 8;
const ninetyDaysInSeconds = 90 * 86_400;

/** The access codes this device knows, newest first, in the form of `newAccessCode`; what is no code is left out. */
export function codesOf(cookies: Readonly<Record<string, string | undefined>>): readonly string[] {
  const codes = (cookies[accessCookieName] ?? "").split(".").map(parseAccessCode);
  return [...new Set(codes.filter((code) => code !== undefined))].slice(0, mostCodes);
}

/** The codes with this one as the newest; of more than eight the oldest goes. */
export function withCode(codes: readonly string[], code: string): readonly string[] {
  return [code, ...codes.filter((known) => known !== code)].slice(0, mostCodes);
}

/** The codes without this one: for devices that others use too. */
export function withoutCode(codes: readonly string[], code: string): readonly string[] {
  return codes.filter((known) => known !== code);
}

/** The cookie (`CookieToSet` of the platform) by which a device keeps access for 90 days; without codes it removes it. */
export function accessCookie(codes: readonly string[]): {
  readonly name: string;
  readonly value: string;
  readonly maxAgeSeconds: number;
} {
  return {
    name: accessCookieName,
    value: codes.slice(0, mostCodes).join("."),
    maxAgeSeconds: ninetyDaysInSeconds,
  };
}
