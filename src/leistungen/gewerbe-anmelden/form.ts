import type { Form } from "../../modules/forms/index.ts";
import {
  all,
  anschriftElements,
  asked,
  beschaeftigteCheck,
  beschaeftigteElements,
  betriebsart,
  betriebsstaetteElements,
  erlaubnisElements,
  handwerkElements,
  inhaberSections,
  isOneOf,
  kontaktElements,
  note,
  option,
  personenSection,
  rechtsformElements,
  vertretungSection,
} from "../gewerbe/fragments.ts";

const nichtNeu = all("grund != null", 'grund != "neugruendung"');
const verlegung = 'grund = "verlegung"';

/**
 * Gewerbe-Anmeldung: every field of GewAnzV Anlage 1. Field 32 (date) is the day of sending, field 33
 * (signature) falls away: § 2 Abs. 1 Satz 2 GewAnzV.
 */
export const form: Form = {
  id: "gewerbe-anmelden",
  version: 1,
  sections: [
    {
      key: "rechtsform",
      title: { de: "Ihr Unternehmen", en: "Your business" },
      elements: rechtsformElements("GewA1"),
    },
    ...inhaberSections("GewA1"),
    personenSection("GewA1"),
    {
      key: "betriebsstaette",
      title: { de: "Der Ort Ihres Betriebes", en: "Where your business is" },
      elements: betriebsstaetteElements("GewA1"),
    },
    vertretungSection("GewA1"),
    {
      key: "taetigkeit",
      title: { de: "Ihre Tätigkeit", en: "Your activity" },
      elements: [
        asked("GewA1", 18, {
          key: "taetigkeit",
          type: "multiline",
          label: { de: "Was machen Sie genau?", en: "What exactly do you do?" },
          hint: {
            de: "Zum Beispiel „Herstellung von Möbeln“ statt „Tischlerei“ oder „Großhandel mit Lebensmitteln“ statt „Handel“.",
            en: "For example “manufacture of furniture” instead of “joinery”, or “wholesale of food” instead of “trade”. Please answer in German.",
          },
          help: {
            de: "Je genauer Sie schreiben, desto seltener müssen wir nachfragen.",
            en: "The more precise you are, the less often we have to ask.",
          },
          source: "§ 14 Abs. 1 GewO",
          minLength: 5,
          maxLength: 2000,
        }),
        asked("GewA1", 18, {
          key: "schwerpunkt",
          type: "text",
          label: {
            de: "Was davon ist der Schwerpunkt?",
            en: "Which of these is the main activity?",
          },
          hint: {
            de: "Nur bei mehreren Tätigkeiten.",
            en: "Only if there are several activities.",
          },
          required: false,
          maxLength: 200,
        }),
        betriebsart("GewA1"),
        asked("GewA1", 19, {
          key: "nebenerwerb",
          type: "yes-no",
          label: {
            de: "Arbeiten Sie (vorerst) im Nebenerwerb?",
            en: "Is this (for now) a side business?",
          },
          hint: {
            de: "Ja, wenn Sie überwiegend von etwas anderem leben, zum Beispiel von einer Anstellung.",
            en: "Yes, if you mainly live on something else, for example on a job.",
          },
        }),
        asked("GewA1", 20, {
          key: "beginn",
          type: "date",
          label: { de: "Wann beginnen Sie?", en: "When do you start?" },
          hint: {
            de: "Zum Beispiel 01.03.2027.",
            en: "For example 01.03.2027.",
          },
          help: {
            de: "Sie zeigen das Gewerbe gleichzeitig mit dem Beginn an. Höchstens drei Monate im Voraus nehmen wir die Anzeige entgegen.",
            en: "You notify at the same time as you start. We accept notifications up to three months ahead.",
          },
          source: "§ 14 Abs. 1 Satz 1 GewO",
          min: "1900-01-01",
          max: 'today() + duration("P3M")',
        }),
        note(
          "Der Beginn liegt in der Vergangenheit. Sie können trotzdem anmelden. Eine verspätete Anzeige kann ein Bußgeld nach sich ziehen. Quelle: § 146 Abs. 2 GewO.",
          "The start lies in the past. You can register all the same. A late notification can lead to a fine. Source: § 146 Abs. 2 GewO.",
          { tone: "warning", when: all("beginn != null", "beginn < today()") },
        ),
      ],
    },
    {
      key: "handwerk",
      title: { de: "Handwerk", en: "Craft" },
      when: 'list contains(betriebsart, "handwerk")',
      elements: handwerkElements("GewA1"),
    },
    {
      key: "beschaeftigte",
      title: { de: "Menschen im Betrieb", en: "People in the business" },
      elements: beschaeftigteElements("GewA1"),
    },
    {
      key: "grund",
      title: { de: "Grund der Anmeldung", en: "Reason for registering" },
      elements: [
        asked("GewA1", 25, {
          key: "grund",
          type: "choice",
          label: { de: "Warum melden Sie an?", en: "Why do you register?" },
          source: "§ 14 Abs. 1 GewO",
          options: [
            option("neugruendung", "Neugründung", "New business"),
            option("verlegung", "Umzug aus einer anderen Gemeinde", "Move from another municipality", {
              de: "Der Betrieb bestand dort schon.",
              en: "The business already existed there.",
            }),
            option("rechtsformwechsel", "Wechsel der Rechtsform", "Change of legal form"),
            option(
              "umwandlung",
              "Umwandlung, zum Beispiel Verschmelzung oder Spaltung",
              "Transformation, for example a merger or division",
            ),
            option("gesellschaftereintritt", "Eintritt in eine Gesellschaft", "Joining a partnership"),
            option("uebernahme", "Übernahme durch Erbe, Kauf oder Pacht", "Takeover by inheritance, purchase or lease"),
          ],
        }),
        note(
          "Sie brauchen den Betrieb in der bisherigen Gemeinde nicht abzumelden. Wir geben Ihre Anzeige dorthin weiter. Quelle: § 14 Abs. 1 Satz 3 GewO, § 3 Abs. 2a GewAnzV.",
          "You need not deregister in the former municipality. We pass your notification on. Source: § 14 Abs. 1 Satz 3 GewO, § 3 Abs. 2a GewAnzV.",
          { when: verlegung },
        ),
        {
          kind: "group",
          key: "fruehereBetriebsstaette",
          title: {
            de: "Bisherige Betriebsstätte",
            en: "Former place of business",
          },
          when: verlegung,
          elements: [
            asked("GewA1", 17, {
              key: "gemeinde",
              type: "text",
              label: {
                de: "Bisherige Stadt oder Gemeinde",
                en: "Former town or municipality",
              },
              hint: {
                de: "Die Gemeinde, nicht der Ortsteil. Zum Beispiel Delbrück.",
                en: "The municipality, not the district. For example Delbrück.",
              },
              source: "§ 14 Abs. 1 Satz 3 GewO",
              maxLength: 100,
            }),
            ...anschriftElements("GewA1", 17, {
              at: "fruehereBetriebsstaette.",
              inDeutschland: true,
            }),
            ...kontaktElements("GewA1", 17, false),
          ],
        },
        asked("GewA1", 26, {
          key: "fruehererName",
          type: "text",
          label: {
            de: "Name des früheren Gewerbetreibenden oder früherer Firmenname",
            en: "Name of the former owner or former business name",
          },
          when: nichtNeu,
          required: isOneOf("grund", ["rechtsformwechsel", "umwandlung", "uebernahme"]),
          maxLength: 200,
        }),
        asked("GewA1", 27, {
          key: "unfallversicherungBekannt",
          type: "yes-no",
          label: {
            de: "Kennen Sie die bisherige Berufsgenossenschaft?",
            en: "Do you know the former accident insurer (Berufsgenossenschaft)?",
          },
          hint: {
            de: "Sie versichert den Betrieb gegen Arbeitsunfälle.",
            en: "It insures the business against accidents at work.",
          },
          when: nichtNeu,
          source: "§ 14 Abs. 8 Satz 1 Nr. 6 GewO",
        }),
        asked("GewA1", 27, {
          key: "unfallversicherungstraeger",
          type: "text",
          label: {
            de: "Name der Berufsgenossenschaft",
            en: "Name of the accident insurer",
          },
          hint: {
            de: "Zum Beispiel BG BAU, BGW oder VBG.",
            en: "For example BG BAU, BGW or VBG.",
          },
          when: all(nichtNeu, 'unfallversicherungBekannt = "ja"'),
          maxLength: 200,
        }),
        asked("GewA1", 27, {
          key: "mitgliedsnummer",
          type: "text",
          label: { de: "Mitgliedsnummer", en: "Membership number" },
          hint: {
            de: "Leer lassen, wenn Sie sie nicht kennen.",
            en: "Leave empty if you do not know it.",
          },
          when: all(nichtNeu, 'unfallversicherungBekannt = "ja"'),
          required: false,
          maxLength: 50,
          width: "medium",
        }),
      ],
    },
    {
      key: "erlaubnis",
      title: { de: "Erlaubnis", en: "Permit" },
      elements: erlaubnisElements("GewA1"),
    },
  ],
  checks: [beschaeftigteCheck],
};
