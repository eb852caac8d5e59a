import type { Localized } from "../../../kernel/index.ts";
import { fieldNumbers, findRaw, type GewaField, type GewaKind, type Gewerbeanzeige, valuesOf } from "./gewa.ts";

/** Bodies that get data from Gewerbeanzeigen. Stored for ever. Source: § 14 Abs. 8 GewO, § 3 GewAnzV. */
export type RecipientKey =
  | "ihk"
  | "hwk"
  | "immissionsschutz"
  | "arbeitsschutz"
  | "eichamt"
  | "arbeitsagentur"
  | "dguv"
  | "registergericht"
  | "lebensmittel"
  | "knappschaft"
  | "auslaenderbehoerde"
  | "finanzamt"
  | "erlaubnisbehoerde"
  | "statistik"
  | "zoll";

/** Field numbers as § 3 GewAnzV writes them: all of the form but these, or only these. `28-31` is "28 bis 31". */
type Grant = { readonly except: string } | { readonly only: string };

export interface Recipient {
  readonly key: RecipientKey;
  readonly name: Localized;
  /** Where GewAnzV grants the fields, and where GewO names the recipient. */
  readonly cite: string;
  /** Forms from which nothing is granted are absent. */
  readonly grants: Readonly<Partial<Record<GewaKind, Grant>>>;
  /**
   * `at-once` after the Empfangsbescheinigung (§ 3 Abs. 5 Satz 1 GewAnzV), or at once but no later than the first
   * working day of the month after it (Satz 2).
   */
  readonly due: "at-once" | "first-working-day-of-next-month";
  /** Whether the body may waive the regular transfer. Source: § 14 Abs. 8 Satz 1 GewO, § 3 Abs. 1 Satz 2 GewAnzV. */
  readonly mayWaive: boolean;
}

function recipient(
  key: RecipientKey,
  name: Localized,
  number: string,
  gewo: string,
  GewA1: Grant,
  GewA2: Grant,
  GewA3: Grant,
): Recipient {
  return {
    key,
    name,
    cite: `§ 3 Abs. 1 Satz 1 Nr. ${number} GewAnzV; § 14 Abs. 8 Satz 1 Nr. ${gewo} GewO`,
    grants: { GewA1, GewA2, GewA3 },
    due: "at-once",
    mayWaive: true,
  };
}

const except = (numbers: string): Grant => ({ except: numbers });
const only = (numbers: string): Grant => ({ only: numbers });

/** § 3 Abs. 2 Nr. 1 and 2 GewAnzV: auxiliary data, the same on every form. */
const hilfsmerkmale = "1-5, 12, 15-17";

/** Every recipient with its fields, in the order and the numbers of § 3 GewAnzV. */
export const recipients: readonly Recipient[] = [
  recipient(
    "ihk",
    { de: "Industrie- und Handelskammer", en: "Chamber of industry and commerce" },
    "1",
    "1",
    except("13, 27, 29-31, 33"),
    except("13, 26-28, 30"),
    except("13, 30"),
  ),
  recipient(
    "hwk",
    { de: "Handwerkskammer", en: "Chamber of crafts" },
    "2",
    "2",
    except("13, 27, 30, 31, 33"),
    except("13, 27, 28, 30"),
    except("13, 30"),
  ),
  recipient(
    "immissionsschutz",
    { de: "Immissionsschutzbehörde", en: "Authority for protection against emissions" },
    "3",
    "3",
    except("10, 12, 13, 27-31, 33"),
    except("10, 12, 13, 25-28, 30"),
    except("10, 12, 13, 28, 30"),
  ),
  recipient(
    "arbeitsschutz",
    { de: "Arbeitsschutzbehörde", en: "Authority for safety at work" },
    "4",
    "3a",
    except("10, 12, 13, 27-31, 33"),
    except("10, 12, 13, 25-28, 30"),
    except("10, 12, 13, 28, 30"),
  ),
  recipient(
    "eichamt",
    { de: "Mess- und Eichbehörde", en: "Authority for weights and measures" },
    "5",
    "4",
    only("1, 3-5, 11, 14, 15, 18, 20"),
    only("1, 3-5, 11, 14, 15, 18, 19, 21"),
    // Field 16 (head office), not 15, stands in the ordinance for the Abmeldung.
    only("1, 3-5, 11, 14, 16, 18, 20"),
  ),
  recipient(
    "arbeitsagentur",
    { de: "Bundesagentur für Arbeit", en: "Federal employment agency" },
    "6",
    "5",
    except("13, 27, 33"),
    except("13, 30"),
    except("10, 12-19, 21-30"),
  ),
  recipient(
    "dguv",
    { de: "Deutsche Gesetzliche Unfallversicherung", en: "German statutory accident insurance" },
    "7",
    "6",
    except("12, 28, 30, 31, 33"),
    except("12, 25, 27, 28, 30"),
    except("12, 30"),
  ),
  {
    key: "registergericht",
    name: { de: "Registergericht", en: "Register court" },
    cite: "§ 3 Abs. 1 Satz 1 Nr. 8 GewAnzV; § 14 Abs. 8 Satz 1 Nr. 8 GewO",
    grants: { GewA3: except("8-10, 12-14, 16, 21, 22, 24, 28-30") },
    due: "at-once",
    mayWaive: true,
  },
  recipient(
    "lebensmittel",
    { de: "Lebensmittelüberwachungs- und Veterinärbehörde", en: "Food and veterinary authority" },
    "9",
    "10",
    except("10, 12, 13, 27-31, 33"),
    except("10, 12, 13, 25-28, 30"),
    except("10, 12, 13, 28, 30"),
  ),
  recipient(
    "knappschaft",
    { de: "Deutsche Rentenversicherung Knappschaft-Bahn-See", en: "German pension insurance Knappschaft-Bahn-See" },
    "10",
    "11",
    except("12, 13, 17, 19, 21-31, 33"),
    except("12, 13, 17, 22-28, 30"),
    except("12, 13, 17, 19, 21-28, 30"),
  ),
  recipient(
    "auslaenderbehoerde",
    { de: "Ausländerbehörde", en: "Immigration authority" },
    "11",
    "12",
    except("12-14, 17, 19, 22-29, 33"),
    except("12-14, 17, 22-26, 30"),
    except("12-14, 17, 19, 21-28, 30"),
  ),
  recipient(
    "finanzamt",
    { de: "Finanzamt", en: "Tax office" },
    "12",
    "13",
    except("6, 12, 13, 19, 21, 22, 27-31, 33"),
    except("6, 12, 13, 22, 25-28, 30"),
    except("6, 12, 13, 19, 21, 22, 27, 30"),
  ),
  recipient(
    "erlaubnisbehoerde",
    { de: "Erlaubnisbehörde", en: "Permit authority" },
    "13",
    "14",
    except("33"),
    except("30"),
    except("30"),
  ),
  {
    key: "statistik",
    name: { de: "Statistisches Landesamt", en: "Statistical office of the state" },
    cite: "§ 3 Abs. 2 GewAnzV; § 14 Abs. 8 Satz 1 Nr. 9 und Abs. 13 GewO",
    grants: {
      GewA1: only(`${hilfsmerkmale}, 6, 10, 18-25, 29, 32`),
      GewA2: only(`${hilfsmerkmale}, 6, 10, 18-24, 26, 29`),
      GewA3: only(`${hilfsmerkmale}, 6, 10, 18-26, 28, 29`),
    },
    due: "first-working-day-of-next-month",
    mayWaive: false,
  },
  {
    key: "zoll",
    name: { de: "Zollverwaltung", en: "Customs administration" },
    cite: "§ 3 Abs. 3 GewAnzV; § 14 Abs. 8 Satz 1 Nr. 7 GewO",
    grants: { GewA1: except("13, 27, 33") },
    due: "at-once",
    mayWaive: false,
  },
];

/** @throws RangeError for a key that is none */
export function getRecipient(key: RecipientKey): Recipient {
  const found = recipients.find((candidate) => candidate.key === key);
  if (found === undefined) throw new RangeError(`no such recipient: ${key}`);
  return found;
}

function numbersIn(text: string): ReadonlySet<number> {
  return new Set(
    text.split(", ").flatMap((part) => {
      const [first, last] = part.split("-").map(Number) as [number, number | undefined];
      return Array.from({ length: (last ?? first) - first + 1 }, (_, index) => first + index);
    }),
  );
}

/** Numbers of the fields that § 3 GewAnzV grants this recipient from this form, ascending; none where nothing is granted. */
export function fieldsFor(key: RecipientKey, kind: GewaKind): readonly number[] {
  const grant = getRecipient(key).grants[kind];
  if (grant === undefined) return [];
  const named = numbersIn("only" in grant ? grant.only : grant.except);
  return fieldNumbers(kind).filter((number) => named.has(number) === "only" in grant);
}

/** Exactly the granted fields of one Anzeige; fields without an answer are absent. */
export function dataFor(key: RecipientKey, anzeige: Gewerbeanzeige): Readonly<Record<number, GewaField>> {
  return Object.fromEntries(
    fieldsFor(key, anzeige.kind).flatMap((number) => {
      const field = anzeige.fields[number];
      return field === undefined ? [] : [[number, field]];
    }),
  );
}

export interface Circumstances {
  /** Recipients that have waived the regular transfer. */
  readonly waived: ReadonlySet<RecipientKey>;
  /** A caseworker has marked indications of illegal employment. Source: § 3 Abs. 3 GewAnzV. */
  readonly customsIndications: boolean;
}

/**
 * Recipients to which this Anzeige goes. Transfers are regular; what is left out has its reason in the law:
 * nothing is granted from this form, the body has waived, or its task cannot be touched (§ 14 Abs. 8 Satz 2 GewO:
 * no more than the task requires).
 */
export function recipientsOf(anzeige: Gewerbeanzeige, circumstances: Circumstances): readonly Recipient[] {
  return recipients.filter(
    (candidate) =>
      candidate.grants[anzeige.kind] !== undefined &&
      !(candidate.mayWaive && circumstances.waived.has(candidate.key)) &&
      concerns(candidate.key, anzeige, circumstances),
  );
}

function concerns(key: RecipientKey, anzeige: Gewerbeanzeige, circumstances: Circumstances): boolean {
  switch (key) {
    case "hwk":
      // §§ 6, 19, 28, 91 HwO: tasks of the chamber concern crafts only.
      return isHandwerk(anzeige);
    case "registergericht":
      // § 14 Abs. 8 Satz 1 Nr. 8 GewO: registered main or branch establishment, not a dependent branch office.
      return (
        ["handelsregister-a", "handelsregister-b", "genossenschaftsregister"].includes(
          findRaw(anzeige, 2, "registerart") ?? "",
        ) && ["hauptniederlassung", "zweigniederlassung"].includes(findRaw(anzeige, 23, "niederlassung") ?? "")
      );
    case "auslaenderbehoerde":
      // Tasks under the AufenthG concern foreigners (§ 2 Abs. 1 AufenthG); a German is none, whatever else he is.
      return hasForeigner(anzeige);
    case "statistik":
      // Register of enterprises: moves and changes of activity; monthly statistics: start and closure.
      return (
        anzeige.kind !== "GewA2" || ["verlegung", "taetigkeit"].some((anlass) => anlaesse(anzeige).includes(anlass))
      );
    case "zoll":
      return circumstances.customsIndications;
    default:
      return true;
  }
}

function isHandwerk(anzeige: Gewerbeanzeige): boolean {
  if (anzeige.kind === "GewA2") return findRaw(anzeige, 26, "handwerk") === "ja";
  return (findRaw(anzeige, 21, "betriebsart") ?? "").split(" ").includes("handwerk");
}

function anlaesse(anzeige: Gewerbeanzeige): readonly string[] {
  return (findRaw(anzeige, 20, "anlaesse") ?? "").split(" ");
}

function hasForeigner(anzeige: Gewerbeanzeige): boolean {
  const byPerson = new Map<string, string[]>();
  for (const { path, raw } of valuesOf(anzeige, 10)) {
    const person = path.slice(0, path.lastIndexOf(".") + 1);
    byPerson.set(person, [...(byPerson.get(person) ?? []), ...(typeof raw === "string" ? [raw] : raw)]);
  }
  return [...byPerson.values()].some((nationalities) => !nationalities.includes("de"));
}
