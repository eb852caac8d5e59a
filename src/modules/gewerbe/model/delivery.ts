import { addMonths, dayInBerlin, instantInBerlin, type PlainDay, plainDay } from "../../../kernel/index.ts";
import type { GewaKind } from "./gewa.ts";
import { getRecipient, type RecipientKey } from "./recipients.ts";

/** `failed`: the last try failed. `withdrawn`: the recipient has waived before it was sent. Stored for ever. */
export type DeliveryState = "queued" | "delivered" | "failed" | "withdrawn";

export const deliveryStates: readonly DeliveryState[] = ["failed", "queued", "delivered", "withdrawn"];

/** The municipality that a business has left gets the whole Anmeldung. Source: § 14 Abs. 1 Satz 3 GewO. */
export type DeliveryKey = RecipientKey | "gemeinde";

/** Data of one Anzeige on the way to one recipient. */
export interface Delivery {
  readonly deliveryId: string;
  readonly caseId: string;
  readonly recipientKey: DeliveryKey;
  readonly recipientName: string;
  /** Where law grants it. */
  readonly cite: string;
  readonly anzeigeKind: GewaKind;
  /** Which of the Anzeigen of one submission, from 1; 0 for all in one message. */
  readonly person: number;
  /** Number of fields that were sent. */
  readonly fields: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  /** Failed for good: only a person starts it again. */
  readonly gaveUp: boolean;
  readonly dueOn: PlainDay;
  readonly queuedAt: Date;
  readonly notBefore: Date;
  readonly deliveredAt?: Date;
  /** Code of the last failure. */
  readonly lastError?: string;
  readonly filename: string;
  readonly mediaType: string;
  /** Address of the bytes as they are sent. */
  readonly sha256: string;
  readonly dokumentId?: string;
  readonly idempotencyKey: string;
}

export type AdapterName = "folder" | "https";

/** A recipient as the municipality has set it up. */
export interface ConfiguredRecipient {
  readonly key: DeliveryKey;
  readonly name: string;
  readonly adapter: AdapterName;
  /** Name of a folder, or an `https:` address. */
  readonly target: string;
  readonly waived: boolean;
}

/** When the monthly batch for the statistical office starts: at two in the night of the first of the next month. */
export function batchStart(certifiedOn: PlainDay): Date {
  return instantInBerlin(plainDay(`${addMonths(certifiedOn, 1).slice(0, 7)}-01`), 2);
}

/** Whether a target fits its adapter: a plain folder name, or an `https:` address without user and fragment. */
export function isTarget(adapter: AdapterName, target: string): boolean {
  if (target.length > 500) return false;
  if (adapter === "folder") return /^[a-z0-9][a-z0-9-]{0,59}$/.test(target);
  if (!URL.canParse(target)) return false;
  const url = new URL(target);
  return url.protocol === "https:" && url.username === "" && url.password === "" && url.hash === "";
}

/** `2026-11-25-GewA1-ihk-0193a2f0.xml`: sorts by day, equal for every repeat. */
export function deliveryFilename(
  day: Date,
  kind: GewaKind,
  key: DeliveryKey,
  deliveryId: string,
  ending: "xml" | "json",
): string {
  return `${dayInBerlin(day)}-${kind}-${key}-${deliveryId}.${ending}`;
}

/** What is wrong with a recipient as typed. */
export type RecipientMistakes = Partial<Record<"name" | "target" | "waived", true>>;

/** Looks a recipient over before it is kept. @returns nothing where all is well */
export function checkRecipient(one: ConfiguredRecipient): RecipientMistakes {
  return {
    ...(one.name.trim() === "" || one.name.length > 200 ? { name: true } : {}),
    ...(isTarget(one.adapter, one.target) ? {} : { target: true }),
    // Statistics and customs have no waiver: § 14 Abs. 8 and 13 GewO, § 3 Abs. 2 and 3 GewAnzV.
    ...(one.waived && (one.key === "gemeinde" || !getRecipient(one.key).mayWaive) ? { waived: true } : {}),
  };
}
