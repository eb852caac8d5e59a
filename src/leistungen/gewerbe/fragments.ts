import type { Localized } from "../../kernel/index.ts";
import type { Check, Element, Feel, Field, Note, Option, Section } from "../../modules/forms/index.ts";
import { countries, freeMovement, nationalities } from "./countries.ts";

/** The three printed forms: Anmeldung, Ummeldung, Abmeldung. Source: GewAnzV Anlagen 1 to 3. */
export type Vordruck = "GewA1" | "GewA2" | "GewA3";

const anlage = {
  GewA1: "Anlage 1",
  GewA2: "Anlage 2",
  GewA3: "Anlage 3",
} as const;

type FieldOf = Omit<Field, "kind" | "source" | "official"> & {
  readonly source?: string;
};

/**
 * A field that stands on the printed form under `number`. Its source is that place; the page shows it below the help.
 * With `number` undefined the field is ours: asked so that what does not apply is not asked.
 */
export function asked(form: Vordruck, number: number | readonly number[] | undefined, field: FieldOf): Field {
  const numbers = number === undefined ? [] : typeof number === "number" ? [number] : number;
  const place = numbers.length === 0 ? "" : `GewAnzV ${anlage[form]} Feld ${numbers.join(" und ")}`;
  const source = [place, field.source].filter((part) => part !== undefined && part !== "").join("; ");
  return {
    ...field,
    kind: "field",
    source,
    ...(numbers.length === 0 ? {} : { official: numbers.map((n) => ({ form, number: n })) }),
  };
}

export function note(de: string, en: string, options: { tone?: "info" | "warning"; when?: Feel } = {}): Note {
  return { kind: "note", text: { de, en }, ...options };
}

export function option(value: string, de: string, en: string, hint?: Localized): Option {
  return { value, label: { de, en }, ...(hint === undefined ? {} : { hint }) };
}

/** FEEL: the yes-no answer is yes. */
export const isYes = (path: string): Feel => `${path} = "ja"`;

/** FEEL: the yes-no answer is no. */
export const isNo = (path: string): Feel => `${path} = "nein"`;

/** FEEL: the answer is one of these values. */
export function isOneOf(path: string, values: readonly string[]): Feel {
  return `list contains([${values.map((value) => JSON.stringify(value)).join(", ")}], ${path})`;
}

export const all = (...conditions: readonly Feel[]): Feel => conditions.map((c) => `(${c})`).join(" and ");
export const any = (...conditions: readonly Feel[]): Feel => conditions.map((c) => `(${c})`).join(" or ");

const einzel = ["einzelunternehmen", "ek"];
const personengesellschaften = ["gbr", "egbr", "ohg", "kg", "gmbh-co-kg"];
const juristischePersonen = ["gmbh", "ug", "ag", "eg", "ev", "stiftung", "auslaendische", "sonstige"];
/** Forms that exist only through their entry, and those for which it has to be asked. */
const stetsEingetragen = ["ek", "egbr"];

/** A natural person alone: fields 4 to 11 are the owner's. */
export const istEinzelunternehmen = isOneOf("rechtsform", einzel);
/**
 * One Gewerbeanzeige for each managing partner. That of a GmbH & Co. KG is one company, whatever number of directors it
 * has. Source: head of the printed forms; §§ 161, 170 HGB.
 */
export const istPersonengesellschaft = isOneOf(
  "rechtsform",
  personengesellschaften.filter((form) => form !== "gmbh-co-kg"),
);
/** Fields 4 to 11 are waived for a German AG, field 14 is asked instead. Source: head of the printed forms. */
export const istAg = 'rechtsform = "ag"';
const hatPersonen = isOneOf(
  "rechtsform",
  [...personengesellschaften, ...juristischePersonen].filter((form) => form !== "ag"),
);
const istEingetragen = any(isOneOf("rechtsform", stetsEingetragen), isYes("eingetragen"));
const istZweig = isOneOf("niederlassung", ["zweigniederlassung", "zweigstelle"]);

/** Legal form and register: fields 1 to 3. */
export function rechtsformElements(form: Vordruck): readonly Element[] {
  return [
    asked(form, 1, {
      key: "rechtsform",
      type: "select",
      label: { de: "Rechtsform", en: "Legal form" },
      hint: {
        de: "Wenn Sie allein und ohne Registereintrag arbeiten: Einzelunternehmen.",
        en: "If you work alone and without an entry in a register: sole trader.",
      },
      help: {
        de: "Von der Rechtsform hängt ab, was wir Sie auf den nächsten Seiten fragen.",
        en: "The legal form decides what we ask you on the next pages.",
      },
      options: [
        option("einzelunternehmen", "Einzelunternehmen, nicht eingetragen", "Sole trader, not registered"),
        option("ek", "Eingetragene Kauffrau, eingetragener Kaufmann (e. K.)", "Registered sole trader (e. K.)"),
        option("gbr", "GbR, nicht eingetragen", "Civil-law partnership (GbR), not registered"),
        option("egbr", "Eingetragene GbR (eGbR)", "Registered civil-law partnership (eGbR)"),
        option("ohg", "Offene Handelsgesellschaft (OHG)", "General partnership (OHG)"),
        option("kg", "Kommanditgesellschaft (KG)", "Limited partnership (KG)"),
        option("gmbh-co-kg", "GmbH & Co. KG, UG & Co. KG", "GmbH & Co. KG, UG & Co. KG"),
        option("gmbh", "GmbH", "Limited company (GmbH)"),
        option("ug", "UG (haftungsbeschränkt)", "Entrepreneurial company (UG)"),
        option("ag", "Aktiengesellschaft (AG)", "Stock corporation (AG)"),
        option("eg", "Genossenschaft (eG)", "Cooperative (eG)"),
        option("ev", "Verein (e. V.)", "Association (e. V.)"),
        option("stiftung", "Stiftung", "Foundation"),
        option("auslaendische", "Ausländische Rechtsform", "Foreign legal form"),
        option("sonstige", "Andere Rechtsform", "Other legal form"),
      ],
    }),
    asked(form, 1, {
      key: "rechtsformName",
      type: "text",
      label: { de: "Name der Rechtsform", en: "Name of the legal form" },
      hint: {
        de: "Zum Beispiel Ltd., S. à r. l., KGaA.",
        en: "For example Ltd, S.à r.l., KGaA.",
      },
      when: isOneOf("rechtsform", ["auslaendische", "sonstige"]),
      maxLength: 100,
    }),
    asked(form, 1, {
      key: "weitereGesellschafter",
      type: "multiline",
      label: {
        de: "Gesellschafter, die nicht die Geschäfte führen",
        en: "Partners who do not manage the business",
      },
      hint: {
        de: "Leer lassen, wenn alle die Geschäfte führen. Ein Name je Zeile.",
        en: "Leave empty if all partners manage the business. One name per line.",
      },
      help: {
        de: "Bei einer GbR nennt die Anzeige alle Gesellschafter. Wer die Geschäfte führt, tragen Sie auf der nächsten Seite ein.",
        en: "For a GbR the notification names all partners. Those who manage the business are entered on the next page.",
      },
      when: 'rechtsform = "gbr"',
      required: false,
      maxLength: 1000,
    }),
    asked(form, 2, {
      key: "eingetragen",
      type: "yes-no",
      label: {
        de: "Ist das Unternehmen schon in einem Register eingetragen?",
        en: "Is the business already entered in a register?",
      },
      hint: {
        de: "Handelsregister, Genossenschaftsregister, Vereinsregister oder Stiftungsverzeichnis. In Gründung: Nein.",
        en: "Commercial register, register of cooperatives, register of associations or list of foundations. Being founded: no.",
      },
      when: isOneOf("rechtsform", [
        ...personengesellschaften.filter((value) => value !== "gbr" && value !== "egbr"),
        ...juristischePersonen,
      ]),
    }),
    asked(form, 1, {
      key: "registername",
      type: "text",
      label: {
        de: "Name des Unternehmens mit Rechtsform",
        en: "Name of the business with its legal form",
      },
      hint: {
        de: "Genau wie im Register. In Gründung mit dem Zusatz „i. G.“.",
        en: "Exactly as in the register. While being founded, with the addition “i. G.”.",
      },
      when: all("rechtsform != null", `not(${isOneOf("rechtsform", ["einzelunternehmen", "gbr"])})`),
      maxLength: 200,
      autocomplete: "organization",
    }),
    asked(form, 1, {
      key: "komplementaer",
      type: "text",
      label: {
        de: "Name der persönlich haftenden Gesellschaft",
        en: "Name of the general partner company",
      },
      hint: {
        de: "Meist die Verwaltungs-GmbH.",
        en: "Usually the managing GmbH.",
      },
      when: 'rechtsform = "gmbh-co-kg"',
      maxLength: 200,
    }),
    asked(form, 2, {
      key: "komplementaerRegister",
      type: "text",
      label: {
        de: "Registergericht und Nummer der persönlich haftenden Gesellschaft",
        en: "Register court and number of the general partner company",
      },
      hint: {
        de: "Zum Beispiel Amtsgericht Paderborn, HRB 12345.",
        en: "For example Amtsgericht Paderborn, HRB 12345.",
      },
      when: 'rechtsform = "gmbh-co-kg"',
      required: false,
      maxLength: 200,
    }),
    asked(form, 2, {
      key: "registerart",
      type: "select",
      label: { de: "Register", en: "Register" },
      when: istEingetragen,
      options: [
        option("handelsregister-a", "Handelsregister A (HRA)", "Commercial register A (HRA)"),
        option("handelsregister-b", "Handelsregister B (HRB)", "Commercial register B (HRB)"),
        option("gesellschaftsregister", "Gesellschaftsregister (GsR)", "Register of civil-law partnerships (GsR)"),
        option("genossenschaftsregister", "Genossenschaftsregister (GnR)", "Register of cooperatives (GnR)"),
        option("vereinsregister", "Vereinsregister (VR)", "Register of associations (VR)"),
        option("stiftungsverzeichnis", "Stiftungsverzeichnis", "List of foundations"),
        option("auslaendisches-register", "Register in einem anderen Staat", "Register of another country"),
      ],
    }),
    asked(form, 2, {
      key: "registerort",
      type: "text",
      label: {
        de: "Registergericht oder Ort des Registers",
        en: "Register court or place of the register",
      },
      hint: {
        de: "Zum Beispiel Amtsgericht Paderborn.",
        en: "For example Amtsgericht Paderborn.",
      },
      when: istEingetragen,
      maxLength: 100,
    }),
    asked(form, 2, {
      key: "registernummer",
      type: "text",
      label: { de: "Nummer im Register", en: "Number in the register" },
      hint: { de: "Zum Beispiel 12345.", en: "For example 12345." },
      when: istEingetragen,
      maxLength: 30,
      width: "short",
      pattern: {
        regex: "[A-Za-z0-9][A-Za-z0-9 ./-]*",
        message: {
          de: "Die Nummer besteht aus Ziffern und Buchstaben, zum Beispiel HRB 12345.",
          en: "The number consists of digits and letters, for example HRB 12345.",
        },
      },
    }),
    asked(form, 3, {
      key: "geschaeftsbezeichnung",
      type: "text",
      label: { de: "Name des Geschäfts", en: "Business name" },
      hint: {
        de: "Nur wenn er anders ist als der eingetragene Name. Zum Beispiel Friseur Haargenau.",
        en: "Only if it differs from the registered name. For example Friseur Haargenau.",
      },
      required: false,
      maxLength: 200,
    }),
  ];
}

const geschlechter = [
  option("maennlich", "männlich", "male"),
  option("weiblich", "weiblich", "female"),
  option("divers", "divers", "diverse"),
  option("ohne-angabe", "ohne Angabe", "no entry"),
];

/** Name of a person as in the passport: fields 4 to 7. `own` is false where somebody else is described. */
export function nameElements(form: Vordruck, own: boolean): readonly Field[] {
  return [
    asked(form, 4, {
      key: "familienname",
      type: "name",
      label: { de: "Familienname", en: "Family name" },
      hint: {
        de: "Genau wie im Ausweis.",
        en: "Exactly as in the identity card or passport.",
      },
      maxLength: 120,
      ...(own ? { autocomplete: "family-name" } : {}),
    }),
    asked(form, 5, {
      key: "vornamen",
      type: "name",
      label: { de: "Vornamen", en: "Given names" },
      hint: {
        de: "Alle Vornamen, wie im Ausweis.",
        en: "All given names, as in the identity card or passport.",
      },
      maxLength: 120,
      ...(own ? { autocomplete: "given-name" } : {}),
    }),
    asked(form, 6, {
      key: "geschlecht",
      type: "choice",
      label: { de: "Geschlecht", en: "Sex" },
      hint: {
        de: "So, wie es in der Geburtsurkunde steht.",
        en: "As stated in the birth certificate.",
      },
      options: geschlechter,
    }),
    asked(form, 7, {
      key: "geburtsname",
      type: "name",
      label: { de: "Geburtsname", en: "Name at birth" },
      hint: {
        de: "Nur wenn er anders ist als der Familienname.",
        en: "Only if it differs from the family name.",
      },
      required: false,
      maxLength: 120,
    }),
  ];
}

/** Birth and nationalities: fields 8 to 10. */
export function geburtElements(form: Vordruck, own: boolean): readonly Field[] {
  const weitere = (key: string, de: string, en: string): Field =>
    asked(form, 10, {
      key,
      type: "select",
      label: { de, en },
      hint: { de: "Nur wenn Sie eine haben.", en: "Only if there is one." },
      required: false,
      options: nationalities,
    });
  return [
    asked(form, 8, {
      key: "geburtsdatum",
      type: "date",
      label: { de: "Geburtsdatum", en: "Date of birth" },
      hint: { de: "Zum Beispiel 27.03.1985.", en: "For example 27.03.1985." },
      min: "1900-01-01",
      max: "today()",
      ...(own ? { autocomplete: "bday" } : {}),
    }),
    asked(form, 9, {
      key: "geburtsort",
      type: "text",
      label: { de: "Geburtsort", en: "Place of birth" },
      maxLength: 100,
    }),
    asked(form, 9, {
      key: "geburtsland",
      type: "select",
      label: { de: "Geburtsland", en: "Country of birth" },
      hint: {
        de: "Der heutige Staat, in dem der Ort liegt.",
        en: "The country in which the place lies today.",
      },
      options: countries,
    }),
    asked(form, 10, {
      key: "staatsangehoerigkeit",
      type: "select",
      label: { de: "Staatsangehörigkeit", en: "Nationality" },
      help: {
        de: "Wir fragen danach, weil Menschen aus Staaten außerhalb von EU, EWR und Schweiz meist einen Aufenthaltstitel brauchen.",
        en: "We ask because people from countries outside the EU, the EEA and Switzerland usually need a residence title.",
      },
      options: nationalities,
    }),
    weitere("zweiteStaatsangehoerigkeit", "Zweite Staatsangehörigkeit", "Second nationality"),
    weitere("dritteStaatsangehoerigkeit", "Weitere Staatsangehörigkeit", "Further nationality"),
  ];
}

/**
 * FEEL: none of a person's nationalities frees from the residence title.
 * @param at path before the fields with its dot, empty inside the entry of a repeatable group
 */
export function brauchtAufenthaltstitel(at: string): Feel {
  const free = (key: string): Feel => `not(${isOneOf(`${at}${key}`, freeMovement)})`;
  return all(
    `${at}staatsangehoerigkeit != null`,
    free("staatsangehoerigkeit"),
    free("zweiteStaatsangehoerigkeit"),
    free("dritteStaatsangehoerigkeit"),
  );
}

/** Residence title and its restriction: fields 30 and 31 of GewA1, 27 and 28 of GewA2. Not on GewA3. */
export function aufenthaltElements(form: "GewA1" | "GewA2", at: string): readonly Field[] {
  const [titel, auflage] = form === "GewA1" ? [30, 31] : [27, 28];
  return [
    asked(form, titel, {
      key: "titelVorhanden",
      type: "yes-no",
      label: {
        de: "Liegt ein Aufenthaltstitel vor?",
        en: "Is there a residence title?",
      },
      hint: {
        de: "Zum Beispiel Niederlassungserlaubnis, Aufenthaltserlaubnis oder Blaue Karte EU.",
        en: "For example a settlement permit, residence permit or EU Blue Card.",
      },
      source: "§ 4 AufenthG",
    }),
    asked(form, titel, {
      key: "titelDatum",
      type: "date",
      label: { de: "Ausgestellt am", en: "Issued on" },
      when: isYes(`${at}titelVorhanden`),
      min: "1950-01-01",
      max: "today()",
    }),
    asked(form, titel, {
      key: "titelBehoerde",
      type: "text",
      label: { de: "Ausgestellt von", en: "Issued by" },
      hint: {
        de: "Zum Beispiel Ausländerbehörde Kreis Paderborn.",
        en: "For example Ausländerbehörde Kreis Paderborn.",
      },
      when: isYes(`${at}titelVorhanden`),
      maxLength: 200,
    }),
    asked(form, auflage, {
      key: "auflageVorhanden",
      type: "yes-no",
      label: {
        de: "Steht im Aufenthaltstitel eine Auflage oder Beschränkung zur Erwerbstätigkeit?",
        en: "Does the residence title contain a condition or restriction on gainful employment?",
      },
      hint: {
        de: "Zum Beispiel „Selbständige Tätigkeit nicht erlaubt“. Sehen Sie auch auf das Zusatzblatt.",
        en: "For example “self-employment not permitted”. Check the supplementary sheet too.",
      },
      when: isYes(`${at}titelVorhanden`),
      source: "§ 4a AufenthG",
    }),
    asked(form, auflage, {
      key: "auflage",
      type: "multiline",
      label: {
        de: "Wortlaut der Auflage oder Beschränkung",
        en: "Wording of the condition or restriction",
      },
      when: all(isYes(`${at}titelVorhanden`), isYes(`${at}auflageVorhanden`)),
      maxLength: 500,
    }),
  ];
}

export interface AnschriftOptions {
  /** Where the address cannot lie abroad, the country is not asked. */
  readonly inDeutschland?: boolean;
  /** Path of the group with its dot, empty inside an entry of a repeatable group. */
  readonly at: string;
  /** Condition of every field. */
  readonly when?: Feel;
  /** Section of HTML autocomplete tokens: `home`, `work`; absent where it is nobody's own address. */
  readonly autocomplete?: "home" | "work";
}

const withDigit: Localized = {
  de: "Die Hausnummer beginnt mit einer Ziffer, zum Beispiel 12 a.",
  en: "The house number begins with a digit, for example 12 a.",
};

/** A postal address: street, house number, postcode, place, and the country where it may lie abroad. */
export function anschriftElements(form: Vordruck, number: number, options: AnschriftOptions): readonly Field[] {
  const { at, when } = options;
  const shown = (extra?: Feel): { when?: Feel } => {
    const conditions = [when, extra].filter((c): c is Feel => c !== undefined);
    return conditions.length === 0
      ? {}
      : {
          when: conditions.length === 1 ? (conditions[0] as Feel) : all(...conditions),
        };
  };
  const token = (name: string): { autocomplete?: string } =>
    options.autocomplete === undefined ? {} : { autocomplete: name };
  const abroad = options.inDeutschland !== true;
  const outside = all(`${at}land != null`, `${at}land != "de"`);
  return [
    ...(abroad
      ? [
          asked(form, number, {
            key: "land",
            type: "select",
            label: { de: "Land", en: "Country" },
            options: countries,
            ...shown(),
            ...token("country"),
          }),
        ]
      : []),
    asked(form, number, {
      key: "strasse",
      type: "text",
      label: { de: "Straße", en: "Street" },
      hint: { de: "Ohne Hausnummer.", en: "Without the house number." },
      maxLength: 100,
      ...shown(),
      ...token("address-line1"),
    }),
    asked(form, number, {
      key: "hausnummer",
      type: "text",
      label: { de: "Hausnummer", en: "House number" },
      hint: {
        de: "Mit Zusatz, zum Beispiel 12 a.",
        en: "With its addition, for example 12 a.",
      },
      maxLength: 20,
      width: "short",
      // Elsewhere houses have names, or letters before the number.
      ...(abroad
        ? {
            required: `not(${outside})`,
            checks: [{ feel: any(outside, 'matches(value, "^[0-9]{1,5}")'), message: withDigit }],
          }
        : { pattern: { regex: "[0-9]{1,5}.*", message: withDigit } }),
      ...shown(),
    }),
    asked(form, number, {
      key: "plz",
      type: "postcode",
      label: { de: "Postleitzahl", en: "Postcode" },
      hint: { de: "Fünf Ziffern.", en: "Five digits." },
      width: "short",
      ...shown(abroad ? any(`${at}land = null`, `${at}land = "de"`) : undefined),
      ...token("postal-code"),
    }),
    ...(abroad
      ? [
          asked(form, number, {
            key: "plzAusland",
            type: "text",
            label: { de: "Postleitzahl im Ausland", en: "Postcode abroad" },
            required: false,
            maxLength: 20,
            width: "short",
            ...shown(outside),
          }),
        ]
      : []),
    asked(form, number, {
      key: "ort",
      type: "text",
      label: { de: "Ort", en: "Town" },
      maxLength: 100,
      ...shown(),
      ...token("address-level2"),
    }),
  ];
}

/** Telephone, fax, e-mail and web address: all voluntary. */
export function kontaktElements(form: Vordruck, number: number, own: boolean, when?: Feel): readonly Field[] {
  const shown = when === undefined ? {} : { when };
  const token = (name: string): { autocomplete?: string } => (own ? { autocomplete: name } : {});
  return [
    asked(form, number, {
      key: "telefon",
      type: "phone",
      label: { de: "Telefon oder Mobiltelefon", en: "Telephone or mobile" },
      hint: {
        de: "Hilft bei Rückfragen.",
        en: "Helps if there are questions.",
      },
      required: false,
      ...shown,
      ...token("tel"),
    }),
    asked(form, number, {
      key: "telefax",
      type: "phone",
      label: { de: "Telefax", en: "Fax" },
      required: false,
      ...shown,
    }),
    asked(form, number, {
      key: "email",
      type: "email",
      label: { de: "E-Mail-Adresse", en: "E-mail address" },
      ...(own
        ? {
            hint: {
              de: "Wir schreiben Ihnen, sobald eine Nachricht in Ihrem Postfach liegt.",
              en: "We write to you when there is a message in your mailbox.",
            },
          }
        : {}),
      required: false,
      ...shown,
      ...token("email"),
    }),
    asked(form, number, {
      key: "internet",
      type: "url",
      label: { de: "Internetadresse", en: "Web address" },
      hint: {
        de: "Zum Beispiel www.friseur-haargenau.de.",
        en: "For example www.friseur-haargenau.de.",
      },
      required: false,
      ...shown,
      ...token("url"),
    }),
  ];
}

/** Sections for the one natural person of a sole trader: fields 4 to 11, and the residence title. */
export function inhaberSections(form: Vordruck): readonly Section[] {
  return [
    {
      key: "person",
      title: { de: "Ihr Name", en: "Your name" },
      intro: {
        de: "Diese Angaben stehen in Ihrem Ausweis.",
        en: "You find these details in your identity card.",
      },
      when: istEinzelunternehmen,
      elements: [{ kind: "group", key: "inhaber", elements: nameElements(form, true) }],
    },
    {
      key: "geburt",
      title: {
        de: "Geburt und Staatsangehörigkeit",
        en: "Birth and nationality",
      },
      when: istEinzelunternehmen,
      elements: [{ kind: "group", key: "geburt", elements: geburtElements(form, true) }],
    },
    ...(form === "GewA3"
      ? []
      : [
          {
            key: "aufenthalt",
            title: { de: "Aufenthaltstitel", en: "Residence title" },
            intro: {
              de: "Nach Ihren Angaben brauchen Sie in der Regel einen Aufenthaltstitel, der eine selbständige Tätigkeit erlaubt.",
              en: "According to your details you usually need a residence title that permits self-employment.",
            },
            when: all(istEinzelunternehmen, brauchtAufenthaltstitel("geburt.")),
            elements: [
              {
                kind: "group",
                key: "aufenthalt",
                elements: aufenthaltElements(form, "aufenthalt."),
              },
            ],
          } satisfies Section,
        ]),
    {
      key: "anschrift",
      title: {
        de: "Ihre Wohnung und Ihr Kontakt",
        en: "Your home and contact",
      },
      when: istEinzelunternehmen,
      elements: [
        {
          kind: "group",
          key: "wohnung",
          elements: [
            ...anschriftElements(form, 11, {
              at: "wohnung.",
              autocomplete: "home",
            }),
            ...kontaktElements(form, 11, true),
          ],
        },
      ],
    },
  ];
}

/** One entry for each managing partner or legal representative: fields 4 to 12, and the residence title. */
export function personenSection(form: Vordruck): Section {
  const person: readonly Element[] = [
    ...nameElements(form, false),
    ...geburtElements(form, false),
    ...anschriftElements(form, 11, { at: "" }),
    ...kontaktElements(form, 11, false),
    ...(form === "GewA3"
      ? []
      : aufenthaltElements(form, "").map((field) => ({
          ...field,
          when: field.when === undefined ? brauchtAufenthaltstitel("") : all(brauchtAufenthaltstitel(""), field.when),
        }))),
  ];
  return {
    key: "personen",
    title: { de: "Wer führt die Geschäfte?", en: "Who manages the business?" },
    intro: {
      de: "Nennen Sie jede Person, die die Gesellschaft führt oder gesetzlich vertritt: geschäftsführende Gesellschafter, Geschäftsführer oder Vorstand.",
      en: "Name every person who manages or legally represents the company: managing partners, managing directors or board members.",
    },
    when: hatPersonen,
    elements: [
      note(
        "Bei Personengesellschaften entsteht daraus für jede Person eine eigene Gewerbeanzeige. Sie füllen trotzdem nur dieses eine Formular aus.",
        "For partnerships this makes one notification for each person. You still fill in only this one form.",
        { when: istPersonengesellschaft },
      ),
      {
        kind: "group",
        key: "personen",
        min: 1,
        max: 20,
        title: { de: "Personen", en: "People" },
        entryName: { de: "Person", en: "Person" },
        elements: person,
      },
      asked(form, 12, {
        key: "zahlDerPersonen",
        type: "integer",
        label: {
          de: "Zahl der geschäftsführenden Gesellschafter oder gesetzlichen Vertreter",
          en: "Number of managing partners or legal representatives",
        },
        computed: "count(personen)",
        required: false,
      }),
    ],
  };
}

/** Public ownership of companies, number of the board of an AG, and who represents it: fields 12 to 14, 16. */
export function vertretungSection(form: Vordruck): Section {
  return {
    key: "vertretung",
    title: {
      de: "Beteiligung und Vertretung",
      en: "Ownership and representation",
    },
    when: any(`not(${istEinzelunternehmen})`, istZweig),
    elements: [
      asked(form, 13, {
        key: "oeffentlicheHand",
        type: "choice",
        label: {
          de: "Ist die öffentliche Hand am Unternehmen beteiligt?",
          en: "Does the public sector hold a share in the business?",
        },
        hint: {
          de: "Zum Beispiel Bund, Land, Kreis oder Gemeinde.",
          en: "For example the federation, a state, a district or a municipality.",
        },
        when: `not(${istEinzelunternehmen})`,
        options: [
          option("ja", "Ja", "Yes"),
          option("nein", "Nein", "No"),
          option("nicht-bekannt", "Nicht bekannt", "Not known"),
        ],
      }),
      asked(form, 12, {
        key: "zahlDerVertreter",
        type: "integer",
        label: {
          de: "Zahl der Mitglieder des Vorstands",
          en: "Number of members of the board",
        },
        when: istAg,
        min: 1,
        max: 999,
        width: "short",
      }),
      {
        kind: "group",
        key: "leitung",
        title: {
          de: "Wer leitet den Betrieb vor Ort?",
          en: "Who runs this site?",
        },
        intro: {
          de: "Die vertretungsberechtigte Person oder die Betriebsleitung.",
          en: "The authorised representative or the manager of the site.",
        },
        when: any(istAg, istZweig),
        elements: [
          asked(form, 14, {
            key: "familienname",
            type: "name",
            label: { de: "Familienname", en: "Family name" },
            maxLength: 120,
          }),
          asked(form, 14, {
            key: "vornamen",
            type: "name",
            label: { de: "Vornamen", en: "Given names" },
            maxLength: 120,
          }),
        ],
      },
      {
        kind: "group",
        key: "hauptniederlassung",
        title: {
          de: "Anschrift der Hauptniederlassung",
          en: "Address of the head office",
        },
        when: istZweig,
        elements: [...anschriftElements(form, 16, { at: "hauptniederlassung." }), ...kontaktElements(form, 16, false)],
      },
    ],
  };
}

const wortlaut = {
  GewA1: { de: "Wofür melden Sie an?", en: "What do you register?" },
  GewA2: { de: "Wofür melden Sie um?", en: "What does the change concern?" },
  GewA3: { de: "Was melden Sie ab?", en: "What do you deregister?" },
} as const;

/** Kind of establishment and its address: fields 15, 23, 24. */
export function betriebsstaetteElements(form: Vordruck): readonly Element[] {
  const andere = any(
    "betriebsstaette.wieWohnung = null",
    isNo("betriebsstaette.wieWohnung"),
    `not(${istEinzelunternehmen})`,
  );
  return [
    asked(form, 24, {
      key: "reisegewerbe",
      type: "yes-no",
      label: {
        de: "Geht es um ein Reisegewerbe?",
        en: "Is it an itinerant trade?",
      },
      hint: {
        de: "Sie suchen Ihre Kundschaft ohne Bestellung auf, außerhalb einer festen Niederlassung. Meist: Nein.",
        en: "You call on customers without an order, away from a fixed place of business. Usually: no.",
      },
      source: "§ 55 und § 55c GewO",
    }),
    asked(form, 23, {
      key: "niederlassung",
      type: "choice",
      label: wortlaut[form],
      when: isNo("reisegewerbe"),
      source: "§ 14 Abs. 1 Satz 1 GewO",
      options: [
        option("hauptniederlassung", "Hauptniederlassung", "Main establishment", {
          de: "Der einzige Betrieb oder die Zentrale.",
          en: "The only site or the head office.",
        }),
        option("zweigniederlassung", "Zweigniederlassung", "Branch", {
          de: "Selbständig geführt, mit eigener Leitung.",
          en: "Run independently, with its own management.",
        }),
        option("zweigstelle", "Unselbständige Zweigstelle", "Dependent branch office", {
          de: "Filiale oder Lager, geführt von der Zentrale.",
          en: "Shop or storage, run by the head office.",
        }),
      ],
    }),
    {
      kind: "group",
      key: "betriebsstaette",
      title:
        form === "GewA2"
          ? {
              de: "Anschrift der Betriebsstätte nach der Änderung",
              en: "Address of the business after the change",
            }
          : {
              de: "Anschrift der Betriebsstätte",
              en: "Address of the business",
            },
      elements: [
        asked(form, 15, {
          key: "wieWohnung",
          type: "yes-no",
          label: {
            de: "Liegt der Betrieb in Ihrer Wohnung?",
            en: "Is the business at your home?",
          },
          hint: {
            de: "Dann brauchen Sie die Anschrift nicht noch einmal einzugeben.",
            en: "Then you need not enter the address again.",
          },
          when: istEinzelunternehmen,
        }),
        ...anschriftElements(form, 15, {
          at: "betriebsstaette.",
          inDeutschland: true,
          when: andere,
          autocomplete: "work",
        }),
        ...kontaktElements(form, 15, false),
      ],
    },
  ];
}

/** Staff: field 22. */
export function beschaeftigteElements(form: Vordruck): readonly Field[] {
  const zahl = (key: string, de: string, en: string): Field =>
    asked(form, 22, {
      key,
      type: "integer",
      label: { de, en },
      when: isYes("beschaeftigteVorhanden"),
      min: 0,
      max: 99999,
      width: "short",
    });
  return [
    asked(form, 22, {
      key: "beschaeftigteVorhanden",
      type: "yes-no",
      label:
        form === "GewA3"
          ? {
              de: "Arbeiteten zuletzt außer Ihnen noch Menschen im Betrieb?",
              en: "Did anyone besides you work in the business at the end?",
            }
          : {
              de: "Arbeiten außer Ihnen noch Menschen im Betrieb?",
              en: "Does anyone besides you work in the business?",
            },
      hint: {
        de: "Auch Aushilfen, Ehe- oder Lebenspartner. Den Inhaber oder die Inhaberin zählen Sie nicht mit.",
        en: "Temporary staff, spouses and partners count too. Do not count the owner.",
      },
    }),
    zahl("vollzeit", "Zahl der Personen in Vollzeit", "Number of people working full time"),
    zahl("teilzeit", "Zahl der Personen in Teilzeit", "Number of people working part time"),
  ];
}

/** Whoever has staff says how many. */
export const beschaeftigteCheck: Check = {
  at: "vollzeit",
  when: isYes("beschaeftigteVorhanden"),
  feel: any("vollzeit > 0", "teilzeit > 0"),
  message: {
    de: "Geben Sie mindestens eine Person in Vollzeit oder Teilzeit an, oder wählen Sie oben „Nein“.",
    en: "Enter at least one person full time or part time, or choose “No” above.",
  },
};

/** Permit: field 28 of GewA1, 25 of GewA2. */
export function erlaubnisElements(form: "GewA1" | "GewA2"): readonly Element[] {
  const number = form === "GewA1" ? 28 : 25;
  const pflichtig = all("count(erlaubnisArten) > 0", 'not(list contains(erlaubnisArten, "keine"))');
  const vorhanden = all(pflichtig, isYes("erlaubnisVorhanden"));
  return [
    asked(form, undefined, {
      key: "erlaubnisArten",
      type: "choices",
      label: {
        de: "Gehört etwas davon zu Ihrem Betrieb?",
        en: "Does your business include any of these?",
      },
      hint: {
        de: "Für diese Tätigkeiten brauchen Sie eine Erlaubnis.",
        en: "You need a permit for these activities.",
      },
      source: `§ 15 Abs. 2 GewO; GewAnzV ${anlage[form]} Feld ${number}`,
      options: [
        option("gaststaette", "Gaststätte mit Alkohol (§ 2 GastG)", "Restaurant or bar serving alcohol (§ 2 GastG)"),
        option("privatkrankenanstalt", "Privatkrankenanstalt (§ 30 GewO)", "Private hospital (§ 30 GewO)"),
        option("schaustellung", "Schaustellung von Personen (§ 33a GewO)", "Display of persons (§ 33a GewO)"),
        option("spielgeraete", "Spielgeräte mit Gewinnmöglichkeit (§ 33c GewO)", "Gaming machines (§ 33c GewO)"),
        option(
          "andere-spiele",
          "Andere Spiele mit Gewinnmöglichkeit (§ 33d GewO)",
          "Other games with prizes (§ 33d GewO)",
        ),
        option("spielhalle", "Spielhalle (§ 33i GewO)", "Amusement arcade (§ 33i GewO)"),
        option("pfandleihe", "Pfandleihe (§ 34 GewO)", "Pawnbroking (§ 34 GewO)"),
        option("bewachung", "Bewachung (§ 34a GewO)", "Security services (§ 34a GewO)"),
        option("versteigerung", "Versteigerung (§ 34b GewO)", "Auctions (§ 34b GewO)"),
        option(
          "makler",
          "Immobilien- oder Darlehensvermittlung, Bauträger, Baubetreuung, Wohnimmobilienverwaltung (§ 34c GewO)",
          "Estate agency, loan broking, property development, management of residential property (§ 34c GewO)",
        ),
        option(
          "versicherung",
          "Versicherungsvermittlung oder -beratung (§ 34d GewO)",
          "Insurance broking or advice (§ 34d GewO)",
        ),
        option(
          "finanzanlagen",
          "Finanzanlagenvermittlung oder Honorarberatung (§§ 34f, 34h GewO)",
          "Investment broking or fee-based advice (§§ 34f, 34h GewO)",
        ),
        option("immobiliardarlehen", "Immobiliardarlehensvermittlung (§ 34i GewO)", "Mortgage broking (§ 34i GewO)"),
        option(
          "reisegewerbe",
          "Reisegewerbe mit Reisegewerbekarte (§ 55 GewO)",
          "Itinerant trade with a trade card (§ 55 GewO)",
        ),
        option(
          "andere",
          "Etwas anderes, das eine Erlaubnis braucht, zum Beispiel Taxi, Güterkraftverkehr, Waffenhandel",
          "Something else that needs a permit, for example taxi, road haulage, trade in weapons",
        ),
        option("keine", "Nichts davon", "None of these"),
      ],
      checks: [
        {
          feel: 'not(list contains(value, "keine")) or count(value) = 1',
          message: {
            de: "Wählen Sie entweder „Nichts davon“ oder die zutreffenden Tätigkeiten.",
            en: "Choose either “None of these” or the activities that apply.",
          },
        },
      ],
    }),
    asked(form, number, {
      key: "erlaubnisVorhanden",
      type: "yes-no",
      label: { de: "Liegt die Erlaubnis vor?", en: "Do you have the permit?" },
      when: pflichtig,
    }),
    note(
      "Ohne Erlaubnis dürfen Sie mit dieser Tätigkeit noch nicht beginnen. Ihre Anzeige nehmen wir trotzdem an. Quelle: § 15 Abs. 2 GewO.",
      "Without the permit you may not start this activity yet. We accept your notification all the same. Source: § 15 Abs. 2 GewO.",
      { tone: "warning", when: all(pflichtig, isNo("erlaubnisVorhanden")) },
    ),
    asked(form, number, {
      key: "erlaubnisDatum",
      type: "date",
      label: { de: "Erlaubnis ausgestellt am", en: "Permit issued on" },
      when: vorhanden,
      min: "1900-01-01",
      max: "today()",
    }),
    asked(form, number, {
      key: "erlaubnisBehoerde",
      type: "text",
      label: { de: "Erlaubnis ausgestellt von", en: "Permit issued by" },
      hint: {
        de: "Zum Beispiel Kreis Paderborn oder IHK Ostwestfalen.",
        en: "For example Kreis Paderborn or IHK Ostwestfalen.",
      },
      when: vorhanden,
      maxLength: 200,
    }),
    asked(form, number, {
      key: "weitereErlaubnisse",
      type: "multiline",
      label: { de: "Weitere Erlaubnisse", en: "Further permits" },
      hint: {
        de: "Je Zeile: wofür, Ausstellungsdatum, Behörde.",
        en: "One per line: what for, date of issue, authority.",
      },
      when: all(vorhanden, "count(erlaubnisArten) > 1"),
      required: false,
      maxLength: 1000,
    }),
    note(
      "Diese Anzeige ist keine Genehmigung. Sie ersetzt keine Erlaubnis, keine Eintragung in die Handwerksrolle und keine Baugenehmigung.",
      "This notification is not an approval. It replaces no permit, no entry in the register of crafts and no building permission.",
    ),
  ];
}

/** Handwerkskarte: field 29 of GewA1, 26 of GewA2. */
export function handwerkElements(form: "GewA1" | "GewA2"): readonly Element[] {
  const number = form === "GewA1" ? 29 : 26;
  return [
    asked(form, number, {
      key: "zulassungspflichtigesHandwerk",
      type: "yes-no",
      label: {
        de: "Steht Ihr Handwerk in der Anlage A der Handwerksordnung?",
        en: "Is your craft listed in Annex A of the Crafts Code?",
      },
      hint: {
        de: "Zum Beispiel Maurer, Dachdecker, Elektrotechnik, Kfz-Technik, Friseur, Bäcker, Fleischer, Tischler ist dort genannt.",
        en: "For example bricklayers, roofers, electricians, car mechanics, hairdressers, bakers, butchers and joiners are listed there.",
      },
      source: "§ 1 Abs. 2 HwO",
    }),
    asked(form, number, {
      key: "handwerkskarteVorhanden",
      type: "yes-no",
      label: {
        de: "Liegt die Handwerkskarte vor?",
        en: "Do you have the craft card (Handwerkskarte)?",
      },
      hint: {
        de: "Sie bekommen sie von der Handwerkskammer.",
        en: "The chamber of crafts issues it.",
      },
      when: isYes("zulassungspflichtigesHandwerk"),
      source: "§ 10 Abs. 2 HwO",
    }),
    note(
      "Ohne Eintragung in die Handwerksrolle dürfen Sie mit diesem Handwerk noch nicht beginnen. Wenden Sie sich an Ihre Handwerkskammer. Quelle: § 1 Abs. 1 HwO.",
      "Without an entry in the register of crafts you may not start this craft yet. Please contact your chamber of crafts. Source: § 1 Abs. 1 HwO.",
      {
        tone: "warning",
        when: all(isYes("zulassungspflichtigesHandwerk"), isNo("handwerkskarteVorhanden")),
      },
    ),
    asked(form, number, {
      key: "handwerkskarteDatum",
      type: "date",
      label: {
        de: "Handwerkskarte ausgestellt am",
        en: "Craft card issued on",
      },
      when: all(isYes("zulassungspflichtigesHandwerk"), isYes("handwerkskarteVorhanden")),
      min: "1900-01-01",
      max: "today()",
    }),
    asked(form, number, {
      key: "handwerkskammer",
      type: "text",
      label: {
        de: "Name der Handwerkskammer",
        en: "Name of the chamber of crafts",
      },
      hint: {
        de: "Zum Beispiel Handwerkskammer Ostwestfalen-Lippe.",
        en: "For example Handwerkskammer Ostwestfalen-Lippe.",
      },
      when: all(isYes("zulassungspflichtigesHandwerk"), isYes("handwerkskarteVorhanden")),
      maxLength: 200,
    }),
  ];
}

/** Industry, craft, trade or other: field 21 of GewA1 and GewA3. */
export function betriebsart(form: "GewA1" | "GewA3"): Field {
  return asked(form, 21, {
    key: "betriebsart",
    type: "choices",
    label: { de: "Art des Betriebes", en: "Kind of business" },
    hint: {
      de: "Kreuzen Sie alles an, was zutrifft.",
      en: "Select all that apply.",
    },
    options: [
      option("industrie", "Industrie", "Industry"),
      option("handwerk", "Handwerk", "Craft"),
      option("handel", "Handel", "Trade"),
      option("sonstiges", "Sonstiges", "Other", {
        de: "Zum Beispiel Dienstleistung, Gastronomie, Büro.",
        en: "For example services, catering, office work.",
      }),
    ],
  });
}
