import type { Localized } from "../../kernel/index.ts";
import { type Finding, type FindingKey, findings } from "../../modules/ausweis/index.ts";
import type { Feel, Field, Note, Option } from "../../modules/forms/index.ts";

/** A field of one of the two forms about the Personalausweis. */
export function ask(field: Omit<Field, "kind">): Field {
  return { kind: "field", ...field };
}

export function note(de: string, en: string, more: { tone?: "info" | "warning"; when?: Feel } = {}): Note {
  return { kind: "note", text: { de, en }, ...more };
}

export function option(value: string, de: string, en: string, hint?: Localized): Option {
  return { value, label: { de, en }, ...(hint === undefined ? {} : { hint }) };
}

/**
 * FEEL: the person is younger than this, in whole years, today. Born on 29 February: a year older on 1 March. A
 * birthday in the future is a mistake and says nothing of an age.
 */
export const younger = (years: number): Feel =>
  `(geburtsdatum != null and geburtsdatum <= today() and geburtsdatum > today() - duration("P${years}Y"))`;

/** FEEL: the person is at least this old today. */
export const atLeast = (years: number): Feel =>
  `(geburtsdatum != null and geburtsdatum <= today() - duration("P${years}Y"))`;

/** When each finding holds, over the answers of the form: the same as `assessEligibility` says. */
export const findingConditions: Readonly<Record<FindingKey, Feel>> = {
  "nicht-deutsch": 'deutsch = "nein"',
  "selbst-unter-16": `fuerWen = "selbst" and ${younger(16)}`,
  jugendlich: `fuerWen = "selbst" and ${atLeast(16)} and ${younger(18)}`,
  "kind-ab-16": `fuerWen = "kind" and ${atLeast(16)} and ${younger(18)}`,
  "kind-volljaehrig": `fuerWen = "kind" and ${atLeast(18)}`,
  "kind-unter-16": `fuerWen = "kind" and ${younger(16)}`,
  vertretung: 'fuerWen = "vertretung"',
  "sechs-jahre": younger(24),
  "zehn-jahre": atLeast(24),
  "eid-aus": younger(16),
  "vor-ablauf": 'grund = "anderer"',
  "verlust-anzeigen": 'grund = "verlust" or grund = "diebstahl"',
  zustaendig: 'hauptwohnung = "hier"',
  "zustaendig-aufenthalt": 'hauptwohnung = "keine"',
  "nicht-zustaendig": 'hauptwohnung = "andernorts"',
  ausland: 'hauptwohnung = "ausland"',
  fingerabdruecke: atLeast(6),
  "ohne-fingerabdruecke": younger(6),
  unterschrift: atLeast(10),
  "ohne-unterschrift": younger(10),
};

const findingOf = (key: FindingKey): Finding => findings.find((one) => one.key === key) as Finding;

/** Findings as notes between the fields, each with its paragraph. */
export function findingNotes(...keys: readonly FindingKey[]): readonly Note[] {
  return keys.map((key) => {
    const { text, tone } = findingOf(key);
    return {
      kind: "note",
      text,
      tone: tone === "info" ? "info" : "warning",
      when: findingConditions[key],
    };
  });
}

/** The words of a finding, for the message of a check. */
export const findingText = (key: FindingKey): Localized => findingOf(key).text;

const register = "§ 23 Abs. 3";

/** Family name, name at birth, given names. Source: § 5 Abs. 2 Nr. 1 and 2 PAuswG. */
export function nameFields(): readonly Field[] {
  return [
    ask({
      key: "familienname",
      type: "name",
      label: { de: "Familienname", en: "Family name" },
      inSentence: { de: "den Familiennamen", en: "the family name" },
      hint: {
        de: "Genau wie in der Geburts- oder Eheurkunde.",
        en: "Exactly as in the birth or marriage certificate.",
      },
      source: `§ 5 Abs. 2 Nr. 1, ${register} Nr. 1 PAuswG; Anlage 3 Abschnitt 1 PAuswV`,
      maxLength: 120,
      autocomplete: "family-name",
    }),
    ask({
      key: "geburtsname",
      type: "name",
      label: { de: "Geburtsname", en: "Name at birth" },
      hint: { de: "Nur wenn er anders ist als der Familienname.", en: "Only if it differs from the family name." },
      source: `§ 5 Abs. 2 Nr. 1, ${register} Nr. 1 PAuswG; Anlage 3 Abschnitt 1 PAuswV`,
      required: false,
      maxLength: 120,
    }),
    ask({
      key: "vornamen",
      type: "name",
      label: { de: "Vornamen", en: "Given names" },
      inSentence: { de: "die Vornamen", en: "the given names" },
      hint: {
        de: "Alle, in der Reihenfolge der Geburtsurkunde.",
        en: "All of them, in the order of the birth certificate.",
      },
      source: `§ 5 Abs. 2 Nr. 2, ${register} Nr. 2 PAuswG; Anlage 3 Abschnitt 1 PAuswV`,
      maxLength: 120,
      autocomplete: "given-name",
    }),
  ];
}

export function birthdayField(label: Localized): Field {
  return ask({
    key: "geburtsdatum",
    type: "date",
    label,
    inSentence: { de: "das Geburtsdatum", en: "the date of birth" },
    hint: { de: "Zum Beispiel 27.03.1985.", en: "For example 27.03.1985." },
    source: `§ 5 Abs. 2 Nr. 4, ${register} Nr. 4 PAuswG`,
    min: "1900-01-01",
    max: "today()",
    autocomplete: "bday",
  });
}

export function birthplaceField(): Field {
  return ask({
    key: "geburtsort",
    type: "text",
    label: { de: "Geburtsort", en: "Place of birth" },
    inSentence: { de: "den Geburtsort", en: "the place of birth" },
    source: `§ 5 Abs. 2 Nr. 4, ${register} Nr. 5 PAuswG; Anlage 3 Abschnitt 1 PAuswV`,
    maxLength: 80,
  });
}

/** An address in Germany, in a group of its own. The card has two lines of 25 for each of street and town. */
export function addressFields(): readonly Field[] {
  const source = `§ 5 Abs. 2 Nr. 9, ${register} Nr. 8 PAuswG; § 6 PAuswV; Anlage 3 Abschnitt 1 PAuswV`;
  return [
    ask({
      key: "strasse",
      type: "text",
      label: { de: "Straße", en: "Street" },
      source,
      maxLength: 40,
      autocomplete: "address-line1",
    }),
    ask({
      key: "hausnummer",
      type: "text",
      label: { de: "Hausnummer", en: "House number" },
      hint: { de: "Zum Beispiel 12 a.", en: "For example 12 a." },
      source,
      maxLength: 9,
      width: "short",
    }),
    ask({
      key: "plz",
      type: "postcode",
      label: { de: "Postleitzahl", en: "Postcode" },
      source,
      autocomplete: "postal-code",
      width: "short",
    }),
    ask({
      key: "ort",
      type: "text",
      label: { de: "Ort", en: "Town" },
      source,
      maxLength: 50,
      autocomplete: "address-level2",
    }),
  ];
}

/** What is known of the old card. Nobody has to remember its number. */
export function oldCardFields(): readonly Field[] {
  return [
    ask({
      key: "seriennummer",
      type: "text",
      label: { de: "Seriennummer des alten Ausweises", en: "Number of the old card" },
      hint: {
        de: "Neun Zeichen, oben rechts auf der Vorderseite. Leer lassen, wenn Sie sie nicht wissen.",
        en: "Nine characters, at the top right of the front. Leave empty if you do not know it.",
      },
      source: "§ 2 Abs. 8, § 11 Abs. 5 Satz 2 PAuswG",
      required: false,
      maxLength: 10,
      width: "short",
      pattern: {
        // Cards of all ages: the decree leaves out 0 and vowels since 2010, printed ones have 0; provisional ones have
        // a letter and seven digits.
        regex: "[A-Za-z][0-9]{7}|[0-9C-Zc-z]{9}[0-9]?",
        message: {
          de: "Die Seriennummer hat neun Zeichen, zum Beispiel L01X00T47. Beim vorläufigen Ausweis sind es ein Buchstabe und sieben Ziffern.",
          en: "The number has nine characters, for example L01X00T47. On a provisional card it is a letter and seven digits.",
        },
      },
    }),
    ask({
      key: "gueltigBis",
      type: "date",
      label: { de: "Gültig bis", en: "Valid until" },
      hint: { de: "Wenn Sie es wissen.", en: "If you know it." },
      source: "§ 11 Abs. 5 Satz 2 PAuswG",
      required: false,
      min: "1990-01-01",
      max: 'today() + duration("P11Y")',
    }),
    ask({
      key: "behoerde",
      type: "text",
      label: { de: "Ausgestellt von", en: "Issued by" },
      hint: {
        de: "Zum Beispiel Stadt Paderborn. Wenn Sie es wissen.",
        en: "For example Stadt Paderborn. If you know it.",
      },
      source: "§ 11 Abs. 5 Satz 2 PAuswG",
      required: false,
      maxLength: 84,
    }),
  ];
}

/**
 * How the card was lost.
 * @param stolen FEEL: it was stolen
 */
export function lossFields(stolen: Feel): readonly Field[] {
  const source = "§ 27 Abs. 1 Nr. 3 PAuswG";
  return [
    ask({
      key: "am",
      type: "date",
      label: { de: "Seit wann ist der Ausweis weg?", en: "Since when has the card been missing?" },
      hint: { de: "Ungefähr genügt.", en: "An approximate day is enough." },
      source: `${source}; § 10 Abs. 9 PAuswG`,
      min: "1990-01-01",
      max: "today()",
    }),
    ask({
      key: "ort",
      type: "text",
      label: { de: "Wo ist es passiert?", en: "Where did it happen?" },
      hint: { de: "Ort und Staat. „Unbekannt“ geht auch.", en: "Town and country. “Unknown” will do." },
      source,
      maxLength: 120,
    }),
    ask({
      key: "polizei",
      type: "yes-no",
      label: {
        de: "Haben Sie den Diebstahl bei der Polizei angezeigt?",
        en: "Have you reported the theft to the police?",
      },
      source: "§ 11 Abs. 5 PAuswG",
      when: stolen,
    }),
    ask({
      key: "polizeiVorgang",
      type: "text",
      label: { de: "Dienststelle und Nummer der Anzeige", en: "Police station and number of the report" },
      source: "§ 11 Abs. 5 PAuswG",
      when: 'polizei = "ja"',
      required: false,
      maxLength: 120,
    }),
  ];
}

/** E-mail and telephone, both voluntary. */
export function contactFields(purpose: Localized): readonly Field[] {
  return [
    ask({
      key: "email",
      type: "email",
      label: { de: "E-Mail-Adresse", en: "E-mail address" },
      hint: purpose,
      source: "§ 23 Abs. 3 Nr. 17 PAuswG; § 18 Abs. 3 PAuswV",
      required: false,
      autocomplete: "email",
    }),
    ask({
      key: "telefon",
      type: "phone",
      label: { de: "Telefon", en: "Telephone" },
      hint: { de: "Für Rückfragen.", en: "For questions." },
      source: "Art. 6 Abs. 1 Buchst. a DSGVO (freiwillig)",
      required: false,
      autocomplete: "tel",
    }),
  ];
}
