import type { Form } from "../../modules/forms/index.ts";
import {
  anschriftElements,
  asked,
  beschaeftigteCheck,
  beschaeftigteElements,
  betriebsart,
  betriebsstaetteElements,
  inhaberSections,
  isOneOf,
  kontaktElements,
  note,
  option,
  personenSection,
  rechtsformElements,
  vertretungSection,
} from "../gewerbe/fragments.ts";

const verlegung = 'grund = "verlegung"';

/**
 * Gewerbe-Abmeldung: every field of GewAnzV Anlage 3. Field 29 (date) is the day of sending, field 30
 * (signature) falls away with the electronic form: § 2 Abs. 1 GewAnzV, § 13 Satz 2 EGovG.
 */
export const form: Form = {
  id: "gewerbe-abmelden",
  version: 1,
  sections: [
    {
      key: "grund",
      title: { de: "Warum melden Sie ab?", en: "Why do you deregister?" },
      elements: [
        // The printed form puts the boxes 25 and 26 beside one list of reasons; no recipient gets one without the other.
        asked("GewA3", [25, 26], {
          key: "grund",
          type: "choice",
          label: { de: "Grund der Aufgabe oder Übergabe", en: "Reason for closing or handing over" },
          source: "§ 14 Abs. 1 Satz 2 Nr. 3 GewO",
          options: [
            option("vollstaendige-aufgabe", "Vollständige Aufgabe", "Complete closure"),
            option("verlegung", "Umzug in eine andere Gemeinde", "Move to another municipality"),
            option("rechtsformwechsel", "Wechsel der Rechtsform", "Change of legal form"),
            option(
              "umwandlung",
              "Umwandlung, zum Beispiel Verschmelzung oder Spaltung",
              "Transformation, for example a merger or division",
            ),
            option("gesellschafteraustritt", "Austritt aus einer Gesellschaft", "Leaving a partnership"),
            option(
              "uebergabe",
              "Übergabe durch Erbe, Verkauf oder Verpachtung",
              "Handover by inheritance, sale or lease",
            ),
          ],
        }),
        note(
          "Bei einem Umzug in eine andere Gemeinde melden Sie nur dort an. Die neue Gemeinde sagt uns Bescheid. Sie brauchen hier nichts zu tun. Quelle: § 14 Abs. 1 Satz 3 GewO.",
          "If you move to another municipality, register only there. The new municipality informs us. You need not do anything here. Source: § 14 Abs. 1 Satz 3 GewO.",
          { tone: "warning", when: verlegung },
        ),
        asked("GewA3", 28, {
          key: "ursachen",
          type: "multiline",
          label: { de: "Was hat dazu geführt?", en: "What led to this?" },
          hint: {
            de: "Zum Beispiel Alter, wirtschaftliche Schwierigkeiten oder Insolvenz.",
            en: "For example age, economic difficulties or insolvency. Please answer in German.",
          },
          when: 'grund != null and grund != "verlegung"',
          maxLength: 500,
        }),
        asked("GewA3", 27, {
          key: "kuenftigerName",
          type: "text",
          label: {
            de: "Name des künftigen Gewerbetreibenden oder künftiger Firmenname",
            en: "Name of the future owner or future business name",
          },
          when: isOneOf("grund", ["rechtsformwechsel", "umwandlung", "gesellschafteraustritt", "uebergabe"]),
          required: isOneOf("grund", ["rechtsformwechsel", "umwandlung", "uebergabe"]),
          maxLength: 200,
        }),
        asked("GewA3", 20, {
          key: "aufgabedatum",
          type: "date",
          label: { de: "Wann geben Sie den Betrieb auf?", en: "When do you close the business?" },
          hint: { de: "Der letzte Tag. Zum Beispiel 31.12.2026.", en: "The last day. For example 31.12.2026." },
          help: {
            de: "Höchstens drei Monate im Voraus nehmen wir die Anzeige entgegen.",
            en: "We accept notifications up to three months ahead.",
          },
          min: "1900-01-01",
          max: 'today() + duration("P3M")',
        }),
        asked("GewA3", undefined, {
          key: "neuerrichtung",
          type: "yes-no",
          label: {
            de: "Wollen Sie den Betrieb an einem anderen Ort neu errichten?",
            en: "Do you plan to set the business up again in another place?",
          },
          source: "GewAnzV Anlage 3 Feld 17",
        }),
        {
          kind: "group",
          key: "kuenftigeBetriebsstaette",
          title: { de: "Künftige Betriebsstätte", en: "Future place of business" },
          when: 'neuerrichtung = "ja"',
          elements: [
            ...anschriftElements("GewA3", 17, { at: "kuenftigeBetriebsstaette." }),
            ...kontaktElements("GewA3", 17, false),
          ],
        },
      ],
    },
    {
      key: "rechtsform",
      title: { de: "Ihr Unternehmen", en: "Your business" },
      elements: rechtsformElements("GewA3"),
    },
    ...inhaberSections("GewA3"),
    personenSection("GewA3"),
    {
      key: "betriebsstaette",
      title: { de: "Der Ort Ihres Betriebes", en: "Where your business is" },
      elements: betriebsstaetteElements("GewA3"),
    },
    vertretungSection("GewA3"),
    {
      key: "taetigkeit",
      title: { de: "Ihre Tätigkeit", en: "Your activity" },
      elements: [
        asked("GewA3", 18, {
          key: "taetigkeit",
          type: "multiline",
          label: { de: "Welche Tätigkeit melden Sie ab?", en: "Which activity do you deregister?" },
          hint: { de: "So, wie sie angemeldet ist.", en: "As it is registered. Please answer in German." },
          minLength: 5,
          maxLength: 2000,
        }),
        asked("GewA3", 18, {
          key: "schwerpunkt",
          type: "text",
          label: { de: "Was davon war der Schwerpunkt?", en: "Which of these was the main activity?" },
          hint: { de: "Nur bei mehreren Tätigkeiten.", en: "Only if there are several activities." },
          required: false,
          maxLength: 200,
        }),
        betriebsart("GewA3"),
        asked("GewA3", 19, {
          key: "nebenerwerb",
          type: "yes-no",
          label: { de: "War es zuletzt ein Nebenerwerb?", en: "Was it a side business at the end?" },
        }),
      ],
    },
    {
      key: "beschaeftigte",
      title: { de: "Menschen im Betrieb", en: "People in the business" },
      elements: [
        ...beschaeftigteElements("GewA3"),
        note(
          "Wenn Sie die Tätigkeit später wieder aufnehmen, melden Sie sie neu an.",
          "If you take up the activity again later, register it anew.",
        ),
      ],
    },
  ],
  checks: [beschaeftigteCheck],
};
