import { randomBytes } from "node:crypto";
import type { Language } from "../../../kernel/index.ts";

/** Failures of one account, within the window, after which it has to wait. */
export const failuresAllowed = 10;
export const throttleWindowMs = 15 * 60_000;
/** A session ends so long after the sign-in, and so long after its last use. */
export const sessionLifetimeMs = 12 * 3_600_000;
export const sessionIdleMs = 60 * 60_000;

/** Addresses differ in nothing but what people see: no spaces around, no capitals. */
export function normalEmail(email: string): string {
  return email.normalize("NFC").trim().toLowerCase();
}

export function isEmail(email: string): boolean {
  return email.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
}

/** Shortest and longest password. Source: NIST SP 800-63B, 5.1.1.2: length instead of rules on letters. */
export const passwordLength = { least: 12, most: 200 } as const;

const words = {
  short: {
    de: `Das Passwort braucht mindestens ${passwordLength.least} Zeichen. Am besten sind vier oder fünf Wörter, die nichts miteinander zu tun haben.`,
    en: `The password needs at least ${passwordLength.least} characters. Best are four or five words that have nothing to do with each other.`,
  },
  long: {
    de: `Das Passwort darf höchstens ${passwordLength.most} Zeichen haben.`,
    en: `The password may have at most ${passwordLength.most} characters.`,
  },
  obvious: {
    de: "Das Passwort ist zu leicht zu erraten. Es darf nicht aus Ihrem Namen, Ihrer E-Mail-Adresse oder immer denselben Zeichen bestehen.",
    en: "The password is too easy to guess. It must not be made of your name, your e-mail address or the same characters over and over.",
  },
} as const;

/** What is wrong with a new password, in words for who chose it; undefined where nothing is. */
export function passwordMistake(
  password: string,
  owner: { readonly name: string; readonly email: string },
  language: Language,
): string | undefined {
  const length = [...password].length;
  if (length < passwordLength.least) return words.short[language];
  if (length > passwordLength.most) return words.long[language];
  const plain = password.toLowerCase();
  const own = [owner.email, owner.email.split("@")[0] ?? "", owner.name]
    .map((text) => text.toLowerCase())
    .sort((a, b) => b.length - a.length);
  const leftover = own.reduce((rest, text) => (text.length < 3 ? rest : rest.replaceAll(text, "")), plain);
  if (leftover.length < 6 || new Set(plain).size < 5) return words.obvious[language];
  return undefined;
}

/** A first password to hand over: 20 letters and digits without those that look alike, in groups of five. */
export function newInitialPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789";
  const chosen: string[] = [];
  while (chosen.length < 20) {
    for (const byte of randomBytes(32)) {
      // Bytes above a multiple of the alphabet would make its beginning more likely.
      if (byte < 256 - (256 % letters.length) && chosen.length < 20)
        chosen.push(letters[byte % letters.length] as string);
    }
  }
  return [0, 5, 10, 15].map((start) => chosen.slice(start, start + 5).join("")).join("-");
}

/**
 * Where a sign-in may lead to: a path of this town's desk, as the browser asked for it.
 * @returns path within the town, `/amt/aufgaben?seite=2`; undefined for everything else
 */
export function deskPathOf(wanted: string | undefined, slug: string): string | undefined {
  if (wanted === undefined || !wanted.startsWith("/") || wanted.length > 500) return undefined;
  const here = "http://desk.invalid";
  if (!URL.canParse(wanted, here)) return undefined;
  const url = new URL(wanted, here);
  if (url.origin !== here) return undefined;
  const path = url.pathname.startsWith(`/${slug}/amt`) ? url.pathname.slice(slug.length + 1) : "";
  if (path !== "/amt" && !path.startsWith("/amt/")) return undefined;
  if (path.startsWith("/amt/anmelden") || path.startsWith("/amt/abmelden") || path.includes("//")) return undefined;
  return `${path}${url.search}`;
}
