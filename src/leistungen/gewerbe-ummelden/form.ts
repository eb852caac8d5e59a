import type { Form } from "../../modules/forms/index.ts";
import {
  all,
  anschriftElements,
  asked,
  beschaeftigteCheck,
  beschaeftigteElements,
  betriebsstaetteElements,
  erlaubnisElements,
  handwerkElements,
  inhaberSections,
  kontaktElements,
  note,
  option,
  personenSection,
  rechtsformElements,
  vertretungSection,
} from "../gewerbe/fragments.ts";

const hat = (anlass: string): string => `list contains(anlaesse, "${anlass}")`;
const verlegung = hat("verlegung");

/**
 * Gewerbe-Ummeldung: every field of GewAnzV Anlage 2. Field 29 (date) is the day of sending, field 30
 * (signature) falls away with the electronic form: § 2 Abs. 1 GewAnzV, § 13 Satz 2 EGovG.
 */
export const form: Form = {
  id: "gewerbe-ummelden",
  version: 1,
  sections: [
    {
      key: "anlass",
      title: { de: "Was ändert sich?", en: "What changes?" },
      elements: [
        asked("GewA2", 20, {
          key: "anlaesse",
          type: "choices",
          label: { de: "Grund der Ummeldung", en: "Reason for the change" },
          hint: { de: "Kreuzen Sie alles an, was zutrifft.", en: "Select all that apply." },
          source: "§ 14 Abs. 1 Satz 2 GewO",
          options: [
            option("verlegung", "Umzug innerhalb der Gemeinde", "Move within the municipality"),
            option("taetigkeit", "Andere oder zusätzliche Tätigkeit", "Other or additional activity"),
            option("name", "Änderung des Namens", "Change of name"),
            option("teilaufgabe", "Aufgabe einer von mehreren Tätigkeiten", "Giving up one of several activities"),
            option("nebenerwerb", "Wechsel zwischen Haupt- und Nebenerwerb", "Change between main and side business"),
            option("sonstiges", "Etwas anderes", "Something else"),
          ],
        }),
        asked("GewA2", 20, {
          key: "anlassText",
          type: "multiline",
          label: { de: "Beschreiben Sie die Änderung", en: "Describe the change" },
          hint: {
            de: "Zum Beispiel: bisher Nebenerwerb, jetzt Haupterwerb.",
            en: "For example: a side business so far, now the main business. Please answer in German.",
          },
          when: isOneOfAnlaesse(["name", "teilaufgabe", "nebenerwerb", "sonstiges"]),
          maxLength: 1000,
        }),
        asked("GewA2", 21, {
          key: "aenderungsdatum",
          type: "date",
          label: { de: "Seit wann gilt die Änderung?", en: "When does the change take effect?" },
          hint: { de: "Zum Beispiel 01.03.2027.", en: "For example 01.03.2027." },
          help: {
            de: "Die Änderung zeigen Sie gleichzeitig an. Höchstens drei Monate im Voraus nehmen wir die Anzeige entgegen.",
            en: "You notify at the same time as the change. We accept notifications up to three months ahead.",
          },
          min: "1900-01-01",
          max: 'today() + duration("P3M")',
        }),
        note(
          "Ziehen Sie mit dem Betrieb in eine andere Gemeinde? Dann melden Sie dort ein Gewerbe an. Eine Ummeldung brauchen Sie nicht. Quelle: § 14 Abs. 1 Satz 3 GewO.",
          "Are you moving your business to another municipality? Then register it there. You need no change here. Source: § 14 Abs. 1 Satz 3 GewO.",
          { when: verlegung },
        ),
      ],
    },
    {
      key: "rechtsform",
      title: { de: "Ihr Unternehmen", en: "Your business" },
      elements: rechtsformElements("GewA2"),
    },
    ...inhaberSections("GewA2"),
    personenSection("GewA2"),
    {
      key: "betriebsstaette",
      title: { de: "Der Ort Ihres Betriebes", en: "Where your business is" },
      elements: [
        ...betriebsstaetteElements("GewA2"),
        {
          kind: "group",
          key: "fruehereBetriebsstaette",
          title: { de: "Bisherige Betriebsstätte", en: "Former place of business" },
          when: verlegung,
          elements: [
            ...anschriftElements("GewA2", 17, { at: "fruehereBetriebsstaette.", inDeutschland: true }),
            ...kontaktElements("GewA2", 17, false),
          ],
        },
      ],
    },
    vertretungSection("GewA2"),
    {
      key: "taetigkeit",
      title: { de: "Ihre Tätigkeit", en: "Your activity" },
      elements: [
        asked("GewA2", 18, {
          key: "neueTaetigkeit",
          type: "multiline",
          label: { de: "Was machen Sie neu?", en: "What do you do that is new?" },
          hint: {
            de: "Zum Beispiel „Großhandel mit Lebensmitteln“ statt „Handel“.",
            en: "For example “wholesale of food” instead of “trade”. Please answer in German.",
          },
          source: "§ 14 Abs. 1 Satz 2 Nr. 2 GewO",
          when: hat("taetigkeit"),
          minLength: 5,
          maxLength: 2000,
        }),
        asked("GewA2", 19, {
          key: "weiterhinTaetigkeit",
          type: "multiline",
          label: { de: "Was machen Sie weiterhin?", en: "What do you continue to do?" },
          hint: {
            de: "Die Tätigkeit, die schon angemeldet ist und bleibt.",
            en: "The activity that is registered already and stays. Please answer in German.",
          },
          required: `not(${hat("taetigkeit")})`,
          maxLength: 2000,
        }),
        asked("GewA2", [18, 19], {
          key: "schwerpunkt",
          type: "text",
          label: { de: "Was davon ist der Schwerpunkt?", en: "Which of these is the main activity?" },
          hint: { de: "Nur bei mehreren Tätigkeiten.", en: "Only if there are several activities." },
          required: false,
          maxLength: 200,
        }),
        asked("GewA2", 26, {
          key: "handwerk",
          type: "yes-no",
          label: { de: "Ist Ihr Betrieb ein Handwerk?", en: "Is your business a craft?" },
          source: "§ 1 HwO",
        }),
      ],
    },
    {
      key: "handwerk",
      title: { de: "Handwerk", en: "Craft" },
      when: 'handwerk = "ja"',
      elements: handwerkElements("GewA2"),
    },
    {
      key: "beschaeftigte",
      title: { de: "Menschen im Betrieb", en: "People in the business" },
      elements: beschaeftigteElements("GewA2"),
    },
    {
      key: "erlaubnis",
      title: { de: "Erlaubnis", en: "Permit" },
      elements: erlaubnisElements("GewA2"),
    },
  ],
  checks: [
    beschaeftigteCheck,
    {
      at: "betriebsstaette.strasse",
      when: all(verlegung, "betriebsstaette.strasse != null", "fruehereBetriebsstaette.strasse != null"),
      feel: [
        "betriebsstaette.strasse != fruehereBetriebsstaette.strasse",
        "betriebsstaette.hausnummer != fruehereBetriebsstaette.hausnummer",
        "betriebsstaette.plz != fruehereBetriebsstaette.plz",
      ].join(" or "),
      message: {
        de: "Hier steht noch die bisherige Anschrift. Geben Sie die neue ein.",
        en: "This is still the former address. Enter the new one.",
      },
    },
  ],
};

function isOneOfAnlaesse(anlaesse: readonly string[]): string {
  return anlaesse.map(hat).join(" or ");
}
