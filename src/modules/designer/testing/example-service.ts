import { cents } from "../../../kernel/index.ts";
import type { LeistungDefinition, Procedure } from "../../forms/index.ts";

const text = (de: string, en: string) => ({ de, en });
const none = { de: [], en: [] };

/** A procedure small enough for tests of pages. */
export const exampleProcedures: readonly Procedure[] = (["antrag", "anzeige"] as const).map((key) => ({
  key,
  kind: key,
  name: key === "antrag" ? text("Antrag mit Bescheid", "Application with a decision") : text("Anzeige", "Notification"),
  summary: text("Jemand prüft.", "Somebody checks."),
  processXml: "<none/>",
}));

/** Registering a dog: two pages, a condition, a repeatable group, a fee. */
export function exampleService(id = "hund-anmelden"): LeistungDefinition {
  return {
    id,
    title: text("Hund anmelden", "Register a dog"),
    summary: text("Melden Sie Ihren Hund zur Steuer an.", "Register your dog for tax."),
    icon: "heart",
    lebenslagen: ["freizeit"],
    keywords: { de: ["Hundesteuer"], en: ["dog tax"] },
    page: {
      what: { de: ["Wer einen Hund hält, zahlt Hundesteuer."], en: ["Whoever keeps a dog pays dog tax."] },
      forWhom: none,
      cost: none,
      time: none,
      needed: none,
      legalBasis: [{ cite: "Hundesteuersatzung" }],
      dataProtection: none,
    },
    online: {
      form: {
        sections: [
          {
            key: "person",
            title: text("Angaben zu Ihnen", "About you"),
            elements: [
              { kind: "field", key: "name", type: "name", label: text("Name", "Name"), source: "§ 1 HStS" },
              {
                kind: "field",
                key: "telefon",
                type: "phone",
                label: text("Telefon", "Phone"),
                source: "§ 1 HStS",
                required: false,
              },
            ],
          },
          {
            key: "hund",
            title: text("Ihr Hund", "Your dog"),
            elements: [
              {
                kind: "field",
                key: "gefaehrlich",
                type: "yes-no",
                label: text("Ist der Hund gefährlich?", "Is the dog dangerous?"),
                source: "§ 3 LHundG NRW",
              },
              {
                kind: "field",
                key: "haftpflicht",
                type: "text",
                label: text("Nummer der Haftpflichtversicherung", "Number of the liability insurance"),
                source: "§ 5 LHundG NRW",
                when: 'gefaehrlich = "ja"',
              },
              {
                kind: "group",
                key: "wuerfe",
                title: text("Würfe", "Litters"),
                entryName: text("Wurf", "Litter"),
                min: 0,
                max: 3,
                elements: [
                  {
                    kind: "field",
                    key: "anzahl",
                    type: "integer",
                    label: text("Anzahl der Welpen", "Number of puppies"),
                    source: "§ 2 HStS",
                  },
                ],
              },
            ],
          },
        ],
      },
      trustLevel: "low",
      minutes: 5,
      process: "anzeige",
      fees: [{ key: "marke", label: text("Hundemarke", "Dog tag"), amountCents: cents(500), source: "§ 8 HStS" }],
      records: { planUnit: "32.40", retentionYears: 10, retentionSource: "§ 1", akteTitle: '"Hund von " + name' },
      subjectName: "name",
      declarations: [],
    },
  };
}
