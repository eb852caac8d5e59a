import type { PlainDay } from "../../../kernel/index.ts";
import type { GewaKind, Gewerbeanzeige, StoredAnswers } from "./gewa.ts";
import { findRaw, valuesOf } from "./gewa.ts";
import type { RegisterFacts } from "./register.ts";
import { wordsOf } from "./search-terms.ts";

/** `active` until its Abmeldung. Stored for ever. */
export type EntryStatus = "active" | "deregistered";

/** A business in the Gewerberegister. */
export interface Entry extends RegisterFacts {
  readonly entryId: string;
  readonly status: EntryStatus;
  /** Owner, partners or legal representatives. */
  readonly owners: readonly string[];
  readonly startedOn?: PlainDay;
  readonly endedOn?: PlainDay;
  readonly akteId: string;
  readonly firstCaseId: string;
  readonly lastCaseId: string;
  /** Form of `answers`. */
  readonly kind: GewaKind;
  /** What the latest Anmeldung or Ummeldung said. */
  readonly answers: StoredAnswers;
  readonly enteredAt: Date;
  readonly changedAt: Date;
}

/** Facts of an entry whose changes are kept. Stored for ever. */
export type ChangedFact = "name" | "businessName" | "rechtsform" | "owners" | "address" | "activity";

/** What happened to an entry. */
export interface EntryChange {
  readonly changeId: string;
  readonly what: "eingetragen" | "ausgetragen" | ChangedFact;
  readonly oldValue?: string;
  readonly newValue?: string;
  readonly caseId: string;
  /** From when it holds in the business, as reported. */
  readonly day: PlainDay;
  readonly actorName: string;
  readonly at: Date;
}

type Facts = RegisterFacts & { readonly owners: readonly string[] };

/** `Marienplatz 1, 33098 Paderborn`. */
export function addressOf(facts: Pick<RegisterFacts, "strasse" | "hausnummer" | "plz" | "ort">): string {
  const parts = [`${facts.strasse} ${facts.hausnummer}`.trim(), `${facts.plz} ${facts.ort}`.trim()];
  return parts.filter((part) => part !== "").join(", ");
}

function shown(facts: Facts): Readonly<Record<ChangedFact, string>> {
  return {
    name: facts.name,
    businessName: facts.businessName ?? "",
    rechtsform: facts.rechtsform,
    owners: facts.owners.join(", "),
    address: addressOf(facts),
    activity: facts.activity,
  };
}

/** What differs, fact by fact; empty texts are absent. */
export function changesBetween(
  before: Facts,
  after: Facts,
): readonly { readonly what: ChangedFact; readonly oldValue?: string; readonly newValue?: string }[] {
  const old = shown(before);
  const now = shown(after);
  return (Object.keys(now) as ChangedFact[])
    .filter((what) => old[what] !== now[what])
    .map((what) => ({
      what,
      ...(old[what] === "" ? {} : { oldValue: old[what] }),
      ...(now[what] === "" ? {} : { newValue: now[what] }),
    }));
}

/** Owner, partners or legal representatives of all Anzeigen of a submission, `Änne Müller`. */
export function ownersOf(anzeigen: readonly Gewerbeanzeige[]): readonly string[] {
  const names = anzeigen.flatMap((anzeige) =>
    valuesOf(anzeige, 4).map(({ path, display }) => {
      const given = valuesOf(anzeige, 5).find((value) => value.path === path.replace(/familienname$/, "vornamen"));
      return [given?.display, display].filter((part) => part !== undefined).join(" ");
    }),
  );
  return [...new Set(names)];
}

/** Name and place of a business in one comparable text: equal where somebody means the same business. */
export function matchKeyOf(facts: Pick<RegisterFacts, "name" | "strasse" | "hausnummer" | "plz">): string {
  const folded = (text: string): string =>
    wordsOf(text)
      .map((word) => word.replace(/^strasse$/, "str").replace(/(?<=.)strasse$/, "str"))
      .join("");
  return [facts.name, facts.plz, facts.strasse, facts.hausnummer].map(folded).join("|");
}

/** Words by which the register finds an entry: names, address, activity. */
export function termsOfEntry(facts: Facts): readonly string[] {
  return wordsOf([facts.name, facts.businessName ?? "", ...facts.owners, addressOf(facts), facts.activity].join("\n"));
}

/** Field and path of the day from which an Anzeige holds, by form. */
const dayFields = { GewA1: [20, "beginn"], GewA2: [21, "aenderungsdatum"], GewA3: [20, "aufgabedatum"] } as const;

/** Day from which what is reported holds: start, change or closure. Undefined where it was not answered. */
export function reportedDay(anzeige: Gewerbeanzeige): PlainDay | undefined {
  const [number, path] = dayFields[anzeige.kind];
  return findRaw(anzeige, number, path) as PlainDay | undefined;
}
