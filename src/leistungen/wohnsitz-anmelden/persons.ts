import type { Localized } from "../../kernel/index.ts";
import type { Element, Field, FieldType, Group, Option } from "../../modules/forms/index.ts";
import { countries } from "../gewerbe/countries.ts";

/** Address of the list of countries that the Leistung brings along. */
export const countriesUri = "urn:klickamt:codeliste:staaten";

/** A field with its number in § 3 Abs. 1 BMG, which § 24 Abs. 1 BMG allows to ask for. */
export function asked(
  key: string,
  type: FieldType,
  label: Localized,
  source: string,
  more: Partial<Field> = {},
): Field {
  return { kind: "field", key, type, label, source, ...more };
}

const register = (number: string): string => `§ 3 Abs. 1 Nr. ${number}, § 24 Abs. 1 BMG`;

function one(value: string, de: string, en: string): Option {
  return { value, label: { de, en } };
}

/** Countries as a code list, without Germany where somebody moves in from abroad. */
export const staaten = {
  uri: countriesUri,
  version: "ISO-3166-1",
  name: { de: "Staaten", en: "Countries" },
  entries: countries.map(({ value, label }) => ({ code: value, label: label.de, labelEn: label.en })),
};

/** Street, number, addition, postcode and place of a home in Germany. */
export function addressElements(source: string): readonly Field[] {
  return [
    asked("strasse", "text", { de: "Straße", en: "Street" }, source, { maxLength: 100 }),
    asked("hausnummer", "text", { de: "Hausnummer", en: "House number" }, source, { maxLength: 20, width: "short" }),
    asked("zusatz", "text", { de: "Zusatz", en: "Addition" }, source, {
      required: false,
      maxLength: 60,
      hint: { de: "Zum Beispiel Wohnung 12 oder Hinterhaus.", en: "For example flat 12 or rear building." },
    }),
    asked("plz", "postcode", { de: "Postleitzahl", en: "Postcode" }, source),
    asked("ort", "text", { de: "Ort", en: "Town" }, source, { placeOf: "plz", maxLength: 100 }),
  ];
}

/** The document that proves who somebody is. */
export const idDocument: Group = {
  kind: "group",
  key: "ausweis",
  title: { de: "Ausweis oder Pass", en: "Identity card or passport" },
  elements: [
    asked("art", "choice", { de: "Welches Dokument?", en: "Which document?" }, register("17"), {
      options: [
        one("personalausweis", "Personalausweis", "German identity card"),
        one("reisepass", "Reisepass", "Passport"),
        one("passersatz", "Passersatzpapier", "Substitute document"),
        one("keins", "Keins, zum Beispiel ein Kind", "None, for example a child"),
      ],
    }),
    ...[
      asked("seriennummer", "text", { de: "Seriennummer", en: "Serial number" }, register("17"), { maxLength: 30 }),
      asked("behoerde", "text", { de: "Ausgestellt von", en: "Issued by" }, register("17"), { maxLength: 100 }),
      asked("ausgestellt", "date", { de: "Ausgestellt am", en: "Issued on" }, register("17"), {
        min: "1980-01-01",
        max: "today()",
      }),
      asked("gueltigBis", "date", { de: "Gültig bis", en: "Valid until" }, register("17"), { min: "ausgestellt" }),
    ].map((field) => ({ ...field, when: 'art in ["personalausweis", "reisepass", "passersatz"]' })),
  ],
};

/** Names, birth and sex of one person. */
export function nameElements(): readonly Element[] {
  return [
    asked("familienname", "name", { de: "Familienname", en: "Family name" }, register("1"), { maxLength: 120 }),
    asked("geburtsname", "name", { de: "Geburtsname", en: "Name at birth" }, register("2"), {
      required: false,
      hint: { de: "Wenn er anders lautet.", en: "If it differs." },
      maxLength: 120,
    }),
    asked("vornamen", "name", { de: "Alle Vornamen", en: "All first names" }, register("3"), {
      hint: { de: "Wie im Ausweis.", en: "As on the identity document." },
      maxLength: 120,
    }),
    asked("rufname", "name", { de: "Gebräuchlicher Vorname", en: "First name in everyday use" }, register("3"), {
      required: false,
      hint: {
        de: "Nur bei mehreren Vornamen: der, mit dem man die Person anspricht.",
        en: "Only with several first names: the one by which the person is called.",
      },
      maxLength: 60,
      checks: [
        {
          feel: "contains(vornamen, value)",
          message: {
            de: "Der gebräuchliche Vorname muss einer der Vornamen sein.",
            en: "The first name in everyday use has to be one of the first names.",
          },
        },
      ],
    }),
    asked("doktorgrad", "text", { de: "Doktorgrad", en: "Doctoral degree" }, register("4"), {
      required: false,
      maxLength: 30,
      width: "medium",
    }),
    asked("kuenstlername", "text", { de: "Ordens- oder Künstlername", en: "Religious or stage name" }, register("5"), {
      required: false,
      maxLength: 120,
    }),
    asked("geburtsdatum", "date", { de: "Geburtsdatum", en: "Date of birth" }, register("6"), {
      inSentence: { de: "das Geburtsdatum", en: "the date of birth" },
      min: "1900-01-01",
      max: "today()",
    }),
    asked("geburtsort", "text", { de: "Geburtsort", en: "Place of birth" }, register("6"), { maxLength: 100 }),
    asked("geburtsstaat", "select", { de: "Geburtsstaat", en: "Country of birth" }, register("6"), {
      codeList: { uri: countriesUri },
    }),
    asked("geschlecht", "choice", { de: "Geschlecht", en: "Sex" }, register("7"), {
      options: [
        one("weiblich", "weiblich", "female"),
        one("maennlich", "männlich", "male"),
        one("divers", "divers", "diverse"),
        one("keine-angabe", "ohne Angabe im Personenstandsregister", "no entry in the civil register"),
      ],
    }),
  ];
}

/** Nationalities, religion and marital status of one person. */
export function statusElements(): readonly Element[] {
  return [
    {
      kind: "group",
      key: "staatsangehoerigkeiten",
      title: { de: "Staatsangehörigkeiten", en: "Nationalities" },
      entryName: { de: "Staatsangehörigkeit", en: "Nationality" },
      min: 1,
      max: 4,
      elements: [
        asked("staat", "select", { de: "Staat", en: "Country" }, register("10"), { codeList: { uri: countriesUri } }),
      ],
    },
    asked(
      "religion",
      "select",
      {
        de: "Zugehörigkeit zu einer Religionsgesellschaft, die Körperschaft des öffentlichen Rechts ist",
        en: "Membership of a religious community under public law",
      },
      `${register("11")}; § 3 Abs. 2 Nr. 2 Buchstabe a BMG`,
      {
        inSentence: { de: "die Religionszugehörigkeit", en: "the religious community" },
        options: [
          one("keine", "keine", "none"),
          one("rk", "römisch-katholisch", "Roman Catholic"),
          one("ev", "evangelisch", "Protestant"),
          one("ak", "alt-katholisch", "Old Catholic"),
          one("is", "jüdisch", "Jewish"),
          one("andere", "eine andere, das klären wir bei der Vorsprache", "another one, we clarify it when you come"),
        ],
      },
    ),
    asked("familienstand", "select", { de: "Familienstand", en: "Marital status" }, register("14"), {
      options: [
        one("ledig", "ledig", "single"),
        one("verheiratet", "verheiratet", "married"),
        one("geschieden", "geschieden", "divorced"),
        one("verwitwet", "verwitwet", "widowed"),
        one("lebenspartnerschaft", "in eingetragener Lebenspartnerschaft", "in a registered partnership"),
        one("lp-aufgehoben", "Lebenspartnerschaft aufgehoben", "registered partnership dissolved"),
        one("lp-verstorben", "Lebenspartnerin oder Lebenspartner verstorben", "registered partner deceased"),
        one("unbekannt", "nicht bekannt", "not known"),
      ],
    }),
    {
      kind: "group",
      key: "ehe",
      when: 'familienstand in ["verheiratet", "lebenspartnerschaft"]',
      elements: [
        asked(
          "tag",
          "date",
          { de: "Tag der Eheschließung oder Begründung", en: "Date of marriage or partnership" },
          register("14"),
          {
            min: "1930-01-01",
            max: "today()",
          },
        ),
        asked(
          "ort",
          "text",
          { de: "Ort der Eheschließung oder Begründung", en: "Place of marriage or partnership" },
          register("14"),
          {
            maxLength: 100,
          },
        ),
        asked(
          "staat",
          "select",
          { de: "Staat der Eheschließung oder Begründung", en: "Country of marriage or partnership" },
          register("14"),
          {
            codeList: { uri: countriesUri },
          },
        ),
      ],
    },
  ];
}

/** What the register keeps of one person. Source: § 3 Abs. 1, § 24 Abs. 1 BMG. */
export function personElements(): readonly Element[] {
  return [...nameElements(), ...statusElements(), idDocument];
}
