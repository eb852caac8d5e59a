import type { Cents, Localized } from "../../../kernel/index.ts";
import { foldLetters, wordsIn } from "../../../kernel/index.ts";

/** One claim against one payer: what is owed and was paid stands in its entries. */
export interface Account {
  readonly accountId: string;
  /** Without hyphens; shown with `formatReference`. */
  readonly reference: string;
  readonly purpose: Localized;
  readonly payerName: string;
  /** Keyed hash of the access code that opens its page, where one was given at opening. */
  readonly codeMac: string | undefined;
  readonly mailboxId: string | undefined;
  readonly caseId: string | undefined;
  readonly openedAt: Date;
  /** Set where who looks may not see its case: name and purpose are veiled. Never stored. */
  readonly veiled?: true;
}

/** One fee of a claim. */
export interface ChargeLine {
  /** Unique within the account. */
  readonly key: string;
  readonly label: Localized;
  readonly amountCents: Cents;
  /** Law or by-law that asks for it: `§ 1 Abs. 1 PAuswGebV`. */
  readonly source: string;
}

/** Where the municipality wants its money. */
export interface BankDetails {
  readonly holder: string;
  readonly iban: string;
  readonly bic: string | undefined;
}

/** A name as names are compared: its words without marks, in alphabetical order, so that "Kern, Ada" is "Ada Kern". */
export function payerKeyOf(name: string): string {
  return wordsIn(foldLetters(name, "ae"))
    .filter((word) => !["herr", "frau", "dr", "prof"].includes(word))
    .sort()
    .join(" ")
    .slice(0, 200);
}
