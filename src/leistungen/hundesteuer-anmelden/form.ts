import type { Localized } from "../../kernel/index.ts";
import type { Field, FieldType, Section } from "../../modules/forms/index.ts";
import { breeds, listedBreeds } from "./breeds.ts";

const satzung = "Hundesteuersatzung (Beispiel)";

function asked(key: string, type: FieldType, label: Localized, more: Partial<Field> = {}): Field {
  return { kind: "field", key, type, label, source: satzung, ...more };
}

const isListed = `rasse in [${listedBreeds.map((code) => `"${code}"`).join(", ")}]`;

/** Rates of the example by-law, euros a year. */
const rates = { one: 84, two: 108, more: 132, listed: 600 } as const;

// Dogs of the listed breeds have a rate of their own; the others pay by how many there are in all.
const ordinary = 'count(hunde[gelistet = "nein"])';
const listed = 'count(hunde[gelistet = "ja"])';
const rate = `(if count(hunde) = 1 then ${rates.one} else if count(hunde) = 2 then ${rates.two} else ${rates.more})`;

/** Pages of the form: keeper, dogs, tax and payment. */
export const elements: readonly Section[] = [
  {
    key: "halter",
    title: { de: "Wer hält den Hund?", en: "Who keeps the dog?" },
    intro: {
      de: "Steuern zahlt, wer den Hund in den eigenen Haushalt aufgenommen hat.",
      en: "Whoever has taken the dog into their household pays the tax.",
    },
    elements: [
      {
        kind: "group",
        key: "halter",
        elements: [
          asked("vornamen", "name", { de: "Vornamen", en: "First names" }, { autocomplete: "given-name" }),
          asked("familienname", "name", { de: "Familienname", en: "Family name" }, { autocomplete: "family-name" }),
          asked(
            "geburtsdatum",
            "date",
            { de: "Geburtsdatum", en: "Date of birth" },
            {
              inSentence: { de: "das Geburtsdatum", en: "the date of birth" },
              min: "1900-01-01",
              max: "today()",
              autocomplete: "bday",
            },
          ),
          asked("strasse", "text", { de: "Straße", en: "Street" }, { maxLength: 100 }),
          asked("hausnummer", "text", { de: "Hausnummer", en: "House number" }, { maxLength: 20, width: "short" }),
          asked("plz", "postcode", { de: "Postleitzahl", en: "Postcode" }, { autocomplete: "postal-code" }),
          asked("ort", "text", { de: "Ort", en: "Town" }, { placeOf: "plz", maxLength: 100 }),
        ],
      },
      asked(
        "telefon",
        "phone",
        { de: "Telefon", en: "Telephone" },
        { required: false, hint: { de: "Für Rückfragen.", en: "For questions." }, autocomplete: "tel" },
      ),
      asked("email", "email", { de: "E-Mail", en: "E-mail" }, { required: false, autocomplete: "email" }),
    ],
  },
  {
    key: "hunde",
    title: { de: "Ihre Hunde", en: "Your dogs" },
    intro: {
      de: "Geben Sie alle Hunde an, die jetzt in Ihrem Haushalt leben. Nach ihrer Zahl richtet sich die Steuer.",
      en: "List all dogs that live in your household now. The tax depends on their number.",
    },
    elements: [
      {
        kind: "group",
        key: "hunde",
        min: 1,
        max: 10,
        entryName: { de: "Hund", en: "Dog" },
        elements: [
          asked("rufname", "text", { de: "Rufname", en: "Name" }, { maxLength: 60 }),
          asked(
            "rasse",
            "select",
            { de: "Rasse", en: "Breed" },
            {
              codeList: { uri: breeds.uri },
              hint: {
                de: "Geben Sie die ersten Buchstaben ein. Bei Mischlingen: „Mischling“.",
                en: "Type the first letters. For mixed breeds: “Mixed breed”.",
              },
              source: `${satzung}; § 3 Abs. 2, § 10 Abs. 1 LHundG NRW`,
            },
          ),
          asked(
            "gelistet",
            "yes-no",
            { de: "Rasse nach § 3 oder § 10 LHundG NRW", en: "Breed under § 3 or § 10 LHundG NRW" },
            {
              when: "rasse != null",
              computed: `if ${isListed} then "ja" else "nein"`,
              source: "§ 3 Abs. 2, § 10 Abs. 1 LHundG NRW",
            },
          ),
          {
            kind: "note",
            tone: "warning",
            when: 'gelistet = "ja"',
            text: {
              de: "Für Hunde dieser Rassen brauchen Sie eine Erlaubnis des Ordnungsamts (§ 4 und § 10 LHundG NRW). Diese Anmeldung ersetzt sie nicht.",
              en: "For dogs of these breeds you need a permit of the public order office (§ 4 and § 10 LHundG NRW). This registration does not replace it.",
            },
          },
          asked(
            "geschlecht",
            "choice",
            { de: "Geschlecht", en: "Sex" },
            {
              options: [
                { value: "huendin", label: { de: "Hündin", en: "Female" } },
                { value: "ruede", label: { de: "Rüde", en: "Male" } },
              ],
            },
          ),
          asked(
            "geworfen",
            "date",
            { de: "Geburtstag des Hundes", en: "Date of birth of the dog" },
            {
              hint: {
                de: "Wenn Sie ihn nicht kennen: ungefähr, zum Beispiel 01.06.2024.",
                en: "If you do not know it: roughly, for example 01.06.2024.",
              },
              min: "1995-01-01",
              max: "today()",
            },
          ),
          asked(
            "aufgenommen",
            "date",
            { de: "In den Haushalt aufgenommen am", en: "Taken into the household on" },
            {
              inSentence: { de: "den Tag der Aufnahme", en: "the day you took in the dog" },
              min: "geworfen",
              max: "today()",
            },
          ),
          asked(
            "chip",
            "text",
            { de: "Nummer des Mikrochips", en: "Number of the microchip" },
            {
              required: false,
              pattern: {
                regex: "\\d{15}",
                message: { de: "Eine Chipnummer hat 15 Ziffern.", en: "A microchip number has 15 digits." },
              },
              source: "§ 11 Abs. 2 LHundG NRW",
            },
          ),
          asked(
            "befreiung",
            "choice",
            { de: "Beantragen Sie eine Befreiung von der Steuer?", en: "Do you apply for exemption from the tax?" },
            {
              options: [
                { value: "keine", label: { de: "Nein", en: "No" } },
                {
                  value: "assistenz",
                  label: { de: "Ja, Blindenführ- oder Assistenzhund", en: "Yes, guide or assistance dog" },
                },
                { value: "rettung", label: { de: "Ja, geprüfter Rettungshund", en: "Yes, certified rescue dog" } },
                {
                  value: "tierheim",
                  label: {
                    de: "Ja, aus dem Tierheim, für das erste Jahr",
                    en: "Yes, from an animal shelter, for the first year",
                  },
                },
              ],
            },
          ),
          asked(
            "nachweis",
            "file",
            { de: "Nachweis für die Befreiung", en: "Proof for the exemption" },
            {
              when: 'befreiung in ["assistenz", "rettung", "tierheim"]',
              hint: {
                de: "Zum Beispiel Schwerbehindertenausweis, Prüfungszeugnis oder Vertrag mit dem Tierheim.",
                en: "For example disability card, certificate or contract with the shelter.",
              },
              file: { kinds: ["pdf", "picture"], maxFiles: 3 },
            },
          ),
        ],
      },
    ],
  },
  {
    key: "steuer",
    title: { de: "Steuer und Zahlung", en: "Tax and payment" },
    elements: [
      asked(
        "jahressteuer",
        "currency",
        { de: "Steuer im Jahr nach der Beispielsatzung", en: "Tax a year under the example by-law" },
        { computed: `${ordinary} * ${rate} + ${listed} * ${rates.listed}` },
      ),
      {
        kind: "note",
        when: 'some hund in hunde satisfies hund.befreiung in ["assistenz", "rettung", "tierheim"]',
        text: {
          de: "Über die Befreiung entscheidet das Steueramt. Bis dahin rechnen wir mit allen Hunden.",
          en: "The tax office decides on the exemption. Until then we count all dogs.",
        },
      },
      {
        kind: "note",
        text: {
          de: "Satzung und Beträge sind für diese Demo erfunden. Es wird nichts abgebucht.",
          en: "By-law and amounts are invented for this demo. Nothing is debited.",
        },
      },
      asked(
        "lastschrift",
        "yes-no",
        { de: "Sollen wir die Steuer von Ihrem Konto abbuchen?", en: "Shall we debit the tax from your account?" },
        { source: "Art. 5 VO (EU) Nr. 260/2012" },
      ),
      {
        kind: "group",
        key: "mandat",
        title: { de: "SEPA-Lastschriftmandat", en: "SEPA direct debit mandate" },
        when: 'lastschrift = "ja"',
        elements: [
          asked(
            "kontoinhaber",
            "name",
            { de: "Kontoinhaberin oder Kontoinhaber", en: "Account holder" },
            { maxLength: 70 },
          ),
          asked("iban", "iban", { de: "IBAN", en: "IBAN" }, { inSentence: { de: "die IBAN", en: "the IBAN" } }),
          asked(
            "erteilt",
            "declaration",
            {
              de: "Ich ermächtige die Stadt, die Hundesteuer von diesem Konto einzuziehen, und weise meine Bank an, die Lastschriften einzulösen. Ich kann innerhalb von acht Wochen nach der Abbuchung verlangen, dass der Betrag erstattet wird.",
              en: "I authorise the town to collect the dog tax from this account and instruct my bank to honour the debits. I can claim a refund within eight weeks of the debit.",
            },
            { inSentence: { de: "das Lastschriftmandat", en: "the direct debit mandate" } },
          ),
        ],
      },
    ],
  },
];
