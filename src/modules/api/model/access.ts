import { randomBytes } from "node:crypto";
import type { Localized } from "../../../kernel/index.ts";

/** What a key is good for. Stored for ever. */
export type Scope = "services:read" | "applications:write" | "applications:read";

export const scopes: readonly Scope[] = ["services:read", "applications:write", "applications:read"];

/** A scope in a few words and in a sentence. */
export const scopeWords: Readonly<Record<Scope, { readonly label: Localized; readonly hint: Localized }>> = {
  "services:read": {
    label: { de: "Leistungen lesen", en: "Read services" },
    hint: {
      de: "Leistungen der Stadt und ihre Formulare abrufen",
      en: "List the town's services and read their forms",
    },
  },
  "applications:write": {
    label: { de: "Anträge senden", en: "Send applications" },
    hint: { de: "Anträge für andere einreichen", en: "Submit applications for other people" },
  },
  "applications:read": {
    label: { de: "Anträge verfolgen", en: "Follow applications" },
    hint: {
      de: "Stand, Nachrichten und Bescheide lesen: von eigenen Anträgen, von anderen nur mit deren Zugangscode",
      en: "Read state, messages and notices: of its own applications, of others only with their access code",
    },
  },
};

/** A program of somebody else that may use the API of the town. */
export interface Client {
  readonly clientId: string;
  readonly name: string;
  /** E-mail address of who runs it. */
  readonly contact: string;
  readonly createdAt: Date;
}

/** A key as the desk sees it: everything but the key. */
export interface ApiKey {
  readonly keyId: string;
  readonly clientId: string;
  /** First letters of the key. */
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly requestsPerMinute: number;
  readonly issuedAt: Date;
  readonly issuedBy: string;
  readonly expiresAt: Date;
  readonly lastUsedAt?: Date;
  readonly revoked?: { readonly at: Date; readonly by: string };
}

/** Something that was done with an access, or to it. Never changed, never removed. */
export interface AccessEvent {
  readonly action: "client-created" | "key-issued" | "key-revoked" | "application-sent" | "document-fetched";
  readonly clientId: string;
  readonly keyId?: string;
  readonly caseId?: string;
  /** What people know it by: an Aktenzeichen, a file name, the first letters of a key. */
  readonly about?: string;
  /** Staff; absent where the client did it. */
  readonly actorName?: string;
  readonly at: Date;
}

/** Months for which a key may be issued, in the order of the form. */
export const lifetimesMonths: readonly number[] = [3, 6, 12, 24];

/** Least, most and usual number of requests a minute. */
export const rates = { least: 1, most: 6000, usual: 120 } as const;

const beginning = "kamt_";

/** A new key: 256 random bits. It begins so that programs that look for leaked secrets can know it. */
export function newApiKey(): string {
  return `${beginning}${randomBytes(32).toString("base64url")}`;
}

/** The first letters, by which people tell keys apart. */
export function hintOf(key: string): string {
  return key.slice(0, beginning.length + 5);
}

/** `expired` and `revoked` are told to who has the key: they could not find out more by trying. */
export type KeyState = "valid" | "expired" | "revoked";

export function keyState(key: Pick<ApiKey, "expiresAt" | "revoked">, now: Date): KeyState {
  if (key.revoked !== undefined) return "revoked";
  return key.expiresAt.getTime() <= now.getTime() ? "expired" : "valid";
}

/**
 * The key in an Authorization header. Source: RFC 6750, section 2.1.
 * @returns undefined where there is none or it cannot be one of ours
 */
export function bearerKey(header: string | undefined): string | undefined {
  const found = /^Bearer +(kamt_[A-Za-z0-9_-]{43})$/i.exec((header ?? "").trim());
  return found?.[1];
}
