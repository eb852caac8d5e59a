import { formatCents, type Language, type Localized } from "../../../kernel/index.ts";
import type { Element, Field, LeistungDefinition, Section } from "../../forms/index.ts";
import { elementLabel } from "./expressions.ts";
import { pathOf, walk } from "./tree.ts";
import { purposeWords, typeWords } from "./words.ts";

/** One difference between two versions, in words. */
export interface Difference {
  readonly kind: "added" | "removed" | "changed";
  /** Which part of the service. */
  readonly part: "form" | "page" | "settings" | "check";
  readonly where: Localized;
  /** What exactly: property, before, after. Empty for what was added or removed. */
  readonly details: readonly { readonly what: Localized; readonly before: Localized; readonly after: Localized }[];
}

const both = (text: string): Localized => ({ de: text, en: text });
const none: Localized = { de: "nichts", en: "nothing" };
const yes: Localized = { de: "ja", en: "yes" };
const no: Localized = { de: "nein", en: "no" };

function sayable(value: unknown): Localized {
  if (value === undefined || value === null || value === "") return none;
  if (typeof value === "boolean") return value ? yes : no;
  if (typeof value === "string" || typeof value === "number") return both(String(value));
  if (isLocalized(value)) return value;
  return both(JSON.stringify(value));
}

function isLocalized(value: unknown): value is Localized {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Localized).de === "string" &&
    Object.keys(value).length === 2 &&
    "en" in value
  );
}

const words = (de: string, en: string): Localized => ({ de, en });

type Properties = readonly (readonly [Localized, Localized])[];

function optionsOf({ codeList, options = [] }: Field): Localized {
  if (codeList !== undefined)
    return codeList.version === undefined
      ? { de: `${codeList.uri}, neueste Fassung`, en: `${codeList.uri}, newest version` }
      : { de: `${codeList.uri}, Fassung ${codeList.version}`, en: `${codeList.uri}, version ${codeList.version}` };
  if (options.length === 0) return none;
  // With what is stored and compared: two options of one name may be different answers.
  const said = (language: Language): string =>
    options
      .map(({ value, label, hint, when }) => {
        const more = [hint?.[language], when === undefined ? undefined : `${purposeWords.when[language]}: ${when}`];
        const rest = more.filter((part) => part !== undefined).map((part) => `, ${part}`);
        return `${label[language]} (${value}${rest.join("")})`;
      })
      .join("; ");
  return { de: said("de"), en: said("en") };
}

function filesOf({ file }: Field): Localized {
  if (file === undefined) return none;
  const { kinds, maxFiles = 1, maxBytes } = file;
  const megabytes = maxBytes === undefined ? undefined : Number((maxBytes / 1_048_576).toFixed(2));
  return {
    de: `${kinds.join(", ")}; höchstens ${maxFiles}${megabytes === undefined ? "" : `, je ${String(megabytes).replace(".", ",")} MB`}`,
    en: `${kinds.join(", ")}; at most ${maxFiles}${megabytes === undefined ? "" : `, ${megabytes} MB each`}`,
  };
}

function checksOf({ checks = [] }: Field): Localized {
  if (checks.length === 0) return none;
  const said = (language: Language): string =>
    checks.map(({ feel, message }) => `${feel}: ${message[language]}`).join("; ");
  return { de: said("de"), en: said("en") };
}

function propertiesOf(element: Element | Section): Properties {
  if (!("kind" in element)) {
    return [
      [words("Titel", "Title"), element.title],
      [words("Einleitung", "Introduction"), sayable(element.intro)],
      [words("Gezeigt, wenn", "Shown where"), sayable(element.when)],
    ];
  }
  const when: Properties = [[words("Gezeigt, wenn", "Shown where"), sayable(element.when)]];
  if (element.kind === "note") return [[words("Text", "Text"), element.text], ...when];
  if (element.kind === "group") {
    return [
      [words("Titel", "Title"), sayable(element.title)],
      [words("Einleitung", "Introduction"), sayable(element.intro)],
      [words("Mindestens", "At least"), sayable(element.min ?? 1)],
      [words("Höchstens", "At most"), sayable(element.max ?? 1)],
      [words("Name eines Eintrags", "Name of an entry"), sayable(element.entryName)],
      ...when,
    ];
  }
  return [
    [words("Beschriftung", "Label"), element.label],
    [words("Art", "Kind"), typeWords[element.type]],
    [words("Hinweis", "Hint"), sayable(element.hint)],
    [words("Hilfe", "Help"), sayable(element.help)],
    [words("Rechtsgrundlage", "Legal source"), sayable(element.source)],
    [words("Pflicht", "Required"), sayable(element.required ?? true)],
    [words("Berechnet", "Computed"), sayable(element.computed)],
    [words("Auswahl", "Options"), optionsOf(element)],
    [words("Kleinste Länge", "Least length"), sayable(element.minLength)],
    [words("Größte Länge", "Greatest length"), sayable(element.maxLength)],
    [words("Muster", "Pattern"), sayable(element.pattern?.regex)],
    [words("Meldung zum Muster", "Message of the pattern"), sayable(element.pattern?.message)],
    [words("Von", "From"), sayable(element.min)],
    [words("Bis", "To"), sayable(element.max)],
    [words("Nachkommastellen", "Decimals"), sayable(element.decimals)],
    [words("Dateien", "Files"), filesOf(element)],
    [words("Prüfungen", "Checks"), checksOf(element)],
    [words("Name im Satz", "Name in a sentence"), sayable(element.inSentence)],
    [words("Ort zur Postleitzahl", "Place of the postcode"), sayable(element.placeOf)],
    [words("Ausfüllhilfe", "Autofill"), sayable(element.autocomplete)],
    ...when,
  ];
}

function detailsOf(before: Properties, after: Properties): Difference["details"] {
  return after.flatMap(([what, now], index) => {
    const was = before[index]?.[1] ?? none;
    return was.de === now.de && was.en === now.en ? [] : [{ what, before: was, after: now }];
  });
}

/** Keyed pieces of two versions compared: the added and changed in the new order, then the removed. */
function compare<T>(
  part: Difference["part"],
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  labelOf: (one: T, key: string) => Localized,
  properties: (one: T) => Properties,
): Difference[] {
  const found: Difference[] = [];
  for (const [key, now] of after) {
    const was = before.get(key);
    if (was === undefined) {
      found.push({ kind: "added", part, where: labelOf(now, key), details: [] });
      continue;
    }
    const before_ = properties(was);
    const after_ = properties(now);
    if (before_.length !== after_.length) {
      found.push({ kind: "removed", part, where: labelOf(was, key), details: [] });
      found.push({ kind: "added", part, where: labelOf(now, key), details: [] });
      continue;
    }
    const details = detailsOf(before_, after_);
    if (details.length > 0) found.push({ kind: "changed", part, where: labelOf(now, key), details });
  }
  for (const [key, was] of before) {
    if (!after.has(key)) found.push({ kind: "removed", part, where: labelOf(was, key), details: [] });
  }
  return found;
}

interface Placed {
  readonly element: Element;
  readonly page: Localized;
  readonly order: number;
}

function elementsOf(definition: LeistungDefinition): ReadonlyMap<string, Placed> {
  const found = new Map<string, Placed>();
  let notes = 0;
  let order = 0;
  for (const { address, element, section } of walk(definition.online.form)) {
    // A note has no key: two versions agree about it by its words.
    const key = element.kind === "note" ? `note:${element.text.de}` : pathOf(address).join(".");
    found.set(found.has(key) ? `${key}#${notes++}` : key, { element, page: section.title, order: order++ });
  }
  return found;
}

const lines = (text: Localized<readonly string[]> | undefined): Localized =>
  text === undefined || (text.de.length === 0 && text.en.length === 0)
    ? none
    : { de: text.de.join(" "), en: text.en.join(" ") };

function settingsOf({ online, ...rest }: LeistungDefinition): Properties {
  const { records, deadline } = online;
  return [
    [words("Titel", "Title"), rest.title],
    [words("Zusammenfassung", "Summary"), rest.summary],
    [words("Leistungsschlüssel", "LeiKa key"), sayable(rest.leikaKey)],
    [words("Lebenslagen", "Situations in life"), sayable(rest.lebenslagen.join(", "))],
    [words("Suchwörter", "Search words"), lines(rest.keywords)],
    [words("Vertrauensniveau", "Trust level"), sayable(online.trustLevel)],
    [words("Minuten", "Minutes"), sayable(online.minutes)],
    [words("Ablauf", "Procedure"), sayable(online.process)],
    [
      words("Frist", "Deadline"),
      deadline === undefined
        ? none
        : {
            de: `${deadline.days} ${deadline.counting === "working-days" ? "Arbeitstage" : "Kalendertage"}, ${deadline.source}`,
            en: `${deadline.days} ${deadline.counting === "working-days" ? "working days" : "calendar days"}, ${deadline.source}`,
          },
    ],
    [words("Aktenplaneinheit", "Unit of the filing plan"), sayable(records.planUnit)],
    [words("Aufbewahrung in Jahren", "Retention in years"), sayable(records.retentionYears)],
    [words("Titel der Akte", "Title of the file"), sayable(records.akteTitle)],
    [words("Name des Vorgangs", "Name of the case"), sayable(online.subjectName)],
  ];
}

function pageOf({ page }: LeistungDefinition): Properties {
  return [
    [words("Worum es geht", "What it is"), lines(page.what)],
    [words("Für wen", "For whom"), lines(page.forWhom)],
    [words("Kosten", "Cost"), lines(page.cost)],
    [words("Dauer", "Time"), lines(page.time)],
    [words("Was man braucht", "What is needed"), lines(page.needed)],
    [words("Rechtsgrundlagen", "Legal basis"), sayable(page.legalBasis.map(({ cite }) => cite).join(", "))],
    [words("Datenschutz", "Data protection"), lines(page.dataProtection)],
    [words("Ohne Internet", "Offline"), lines(page.offline)],
  ];
}

/** What was added, removed and changed from one version to another, by the names that people read. */
export function differences(before: LeistungDefinition, after: LeistungDefinition): readonly Difference[] {
  const sections = (one: LeistungDefinition) =>
    new Map(one.online.form.sections.map((section) => [section.key, section]));
  const was = elementsOf(before);
  const now = elementsOf(after);
  const keyed = <T extends { key: string }>(list: readonly T[]) => new Map(list.map((one) => [one.key, one]));
  const checks = (one: LeistungDefinition) =>
    new Map((one.online.form.checks ?? []).map((check) => [`${check.at}: ${check.feel}`, check]));
  const moved = [...now].flatMap(([key, placed]): Difference[] => {
    const earlier = was.get(key);
    if (earlier === undefined || earlier.page.de === placed.page.de || sections(before).size === 0) return [];
    const samePage = [...sections(after).values()].find(({ title }) => title.de === placed.page.de)?.key;
    const earlierPage = [...sections(before).values()].find(({ title }) => title.de === earlier.page.de)?.key;
    if (samePage === earlierPage) return [];
    return [
      {
        kind: "changed",
        part: "form",
        where: elementLabel(placed.element),
        details: [{ what: words("Seite", "Page"), before: earlier.page, after: placed.page }],
      },
    ];
  });
  return [
    ...compare(
      "form",
      sections(before),
      sections(after),
      (one) => ({ de: `Seite: ${one.title.de}`, en: `Page: ${one.title.en}` }),
      propertiesOf,
    ),
    ...compare(
      "form",
      was,
      now,
      ({ element }) => elementLabel(element),
      ({ element }) => propertiesOf(element),
    ),
    ...moved,
    ...compare(
      "check",
      checks(before),
      checks(after),
      ({ message }) => message,
      ({ message, when }) => [
        [words("Meldung", "Message"), message],
        [words("Wenn", "Where"), sayable(when)],
      ],
    ),
    ...compare(
      "settings",
      new Map([["", before]]),
      new Map([["", after]]),
      () => words("Einstellungen", "Settings"),
      settingsOf,
    ),
    ...compare(
      "settings",
      keyed(before.online.fees),
      keyed(after.online.fees),
      ({ label }) => ({ de: `Gebühr: ${label.de}`, en: `Fee: ${label.en}` }),
      (fee) => [
        [words("Bezeichnung", "Name"), fee.label],
        [words("Betrag", "Amount"), { de: formatCents(fee.amountCents, "de"), en: formatCents(fee.amountCents, "en") }],
        [words("Wenn", "Where"), sayable(fee.when)],
        [words("Rechtsgrundlage", "Legal source"), sayable(fee.source)],
      ],
    ),
    ...compare(
      "settings",
      keyed(before.online.declarations),
      keyed(after.online.declarations),
      ({ text }) => ({ de: `Erklärung: ${text.de}`, en: `Declaration: ${text.en}` }),
      ({ text, source }) => [
        [words("Text", "Text"), text],
        [words("Rechtsgrundlage", "Legal source"), sayable(source)],
      ],
    ),
    ...compare(
      "page",
      new Map([["", before]]),
      new Map([["", after]]),
      () => words("Seite der Leistung", "Page of the service"),
      pageOf,
    ),
  ];
}
