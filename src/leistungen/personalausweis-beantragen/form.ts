import { augenfarben, noSelfie } from "../../modules/ausweis/index.ts";
import type { Form } from "../../modules/forms/index.ts";
import {
  addressFields,
  ask,
  birthdayField,
  birthplaceField,
  contactFields,
  findingConditions,
  findingNotes,
  findingText,
  lossFields,
  nameFields,
  note,
  oldCardFields,
  option,
} from "./fragments.ts";

const inGermany = 'hauptwohnung = "hier" or hauptwohnung = "andernorts"';
const lost = 'grund = "verlust" or grund = "diebstahl"';

const englishColours: Readonly<Record<string, string>> = {
  blau: "blue",
  braun: "brown",
  gruen: "green",
  grau: "grey",
  "blau-grau": "blue-grey",
  "blau-gruen": "blue-green",
  "grau-gruen": "grey-green",
  "braun-gruen": "brown-green (hazel)",
  schwarz: "black",
};

/**
 * What the office needs to know for a Personalausweis. It prepares the application; the application itself is made at
 * the office: § 9 Abs. 1 Satz 2 and 6 PAuswG. Nationality is not asked again: whoever applies is German. Data of
 * §§ 5 and 23 PAuswG, lengths of Anlage 3 PAuswV.
 */
export const form: Form = {
  id: "personalausweis-beantragen",
  version: 1,
  sections: [
    {
      key: "fuer-wen",
      title: { de: "Für wen und warum?", en: "For whom and why?" },
      elements: [
        ask({
          key: "fuerWen",
          type: "choice",
          label: { de: "Für wen ist der Ausweis?", en: "Who is the card for?" },
          source: "§ 1 Abs. 1 und 4, § 9 Abs. 1 und 2 PAuswG",
          options: [
            option("selbst", "Für mich", "For myself"),
            option("kind", "Für mein Kind", "For my child"),
            option("vertretung", "Für eine Person, die ich vertrete", "For a person whom I represent", {
              de: "Mit rechtlicher Betreuung oder beglaubigter Vollmacht",
              en: "As legal guardian or with a certified power of attorney",
            }),
          ],
        }),
        birthdayField({
          de: "Geburtsdatum der Person, die den Ausweis bekommt",
          en: "Date of birth of the person who gets the card",
        }),
        ask({
          key: "deutsch",
          type: "yes-no",
          label: {
            de: "Hat die Person die deutsche Staatsangehörigkeit?",
            en: "Does the person have German nationality?",
          },
          source: "§ 9 Abs. 1 Satz 1, § 23 Abs. 3 Nr. 9 PAuswG; Art. 116 Abs. 1 GG",
        }),
        ask({
          key: "grund",
          type: "choice",
          label: { de: "Warum brauchen Sie den Ausweis?", en: "Why do you need the card?" },
          source: "§ 6 Abs. 2, § 27 Abs. 1, § 28 Abs. 1 PAuswG",
          options: [
            option("erster", "Es ist der erste", "It is the first one"),
            option("ablauf", "Der alte läuft ab oder ist abgelaufen", "The old one expires or has expired"),
            option("verlust", "Der alte ist verloren", "The old one is lost"),
            option("diebstahl", "Der alte ist gestohlen", "The old one was stolen"),
            option("name", "Der Name hat sich geändert", "The name has changed"),
            option("unrichtig", "Eine andere Angabe stimmt nicht", "Another entry is wrong"),
            option("beschaedigt", "Der alte ist beschädigt", "The old one is damaged"),
            option("anderer", "Ein anderer Grund", "Another reason"),
          ],
        }),
        ask({
          key: "interesse",
          type: "multiline",
          label: { de: "Welcher Grund?", en: "What reason?" },
          source: "§ 6 Abs. 2 PAuswG",
          when: 'grund = "anderer"',
          maxLength: 500,
        }),
        note(
          "Nur umgezogen? Dann brauchen Sie keinen neuen Ausweis. Das Amt ändert die Anschrift kostenlos. (§ 19 Abs. 1 PAuswV, § 1 Abs. 5 PAuswGebV)",
          "Only moved? Then you do not need a new card. The office changes the address free of charge. (§ 19 Abs. 1 PAuswV, § 1 Abs. 5 PAuswGebV)",
        ),
        ...findingNotes(
          "nicht-deutsch",
          "selbst-unter-16",
          "jugendlich",
          "kind-unter-16",
          "kind-ab-16",
          "kind-volljaehrig",
          "vertretung",
          "sechs-jahre",
          "zehn-jahre",
          "eid-aus",
          "vor-ablauf",
          "verlust-anzeigen",
        ),
      ],
    },
    {
      key: "zustaendig",
      title: { de: "Welches Amt ist zuständig?", en: "Which office is competent?" },
      elements: [
        ask({
          key: "hauptwohnung",
          type: "choice",
          label: { de: "Wo ist die Hauptwohnung der Person?", en: "Where is the person's main residence?" },
          source: "§ 8 Abs. 1, 2 und 4 PAuswG",
          options: [
            option("hier", "Hier in dieser Stadt oder Gemeinde", "Here in this municipality"),
            option("andernorts", "An einem anderen Ort in Deutschland", "Somewhere else in Germany"),
            option("ausland", "Im Ausland", "Abroad"),
            option(
              "keine",
              "Die Person hat keine Wohnung und ist gerade hier",
              "The person has no home and is staying here",
            ),
          ],
        }),
        ...findingNotes("zustaendig", "zustaendig-aufenthalt", "nicht-zustaendig", "ausland"),
        ask({
          key: "zustaendigeBehoerde",
          type: "text",
          label: {
            de: "Stadt oder Gemeinde der Hauptwohnung, oder deutsche Auslandsvertretung",
            en: "Municipality of the main residence, or German mission abroad",
          },
          hint: { de: "Zum Beispiel Stadt Soest.", en: "For example Stadt Soest." },
          source: "§ 8 Abs. 4 Satz 2, § 23 Abs. 3 Nr. 14a PAuswG",
          when: 'hauptwohnung = "andernorts" or hauptwohnung = "ausland"',
          maxLength: 84,
        }),
        ask({
          key: "wichtigerGrund",
          type: "multiline",
          label: { de: "Warum beantragen Sie den Ausweis hier?", en: "Why do you apply here?" },
          hint: { de: "Zum Beispiel: Ich arbeite hier die ganze Woche.", en: "For example: I work here all week." },
          source: "§ 8 Abs. 4 Satz 1 PAuswG",
          when: 'hauptwohnung = "andernorts" or hauptwohnung = "ausland"',
          minLength: 5,
          maxLength: 500,
        }),
      ],
    },
    {
      key: "das-gilt",
      title: { de: "Das gilt für Sie", en: "This applies to you" },
      elements: [],
      panels: ["ausweis.uebersicht"],
    },
    {
      key: "vertretung",
      title: { de: "Wer beantragt den Ausweis?", en: "Who applies for the card?" },
      when: 'fuerWen = "kind" or fuerWen = "vertretung"',
      elements: [
        ask({
          key: "sorge",
          type: "choice",
          label: { de: "Wer hat das Sorgerecht?", en: "Who has custody?" },
          source: "§ 9 Abs. 2 Satz 1 PAuswG; § 1629 Abs. 1 BGB",
          when: 'fuerWen = "kind"',
          options: [
            option("gemeinsam", "Zwei Personen gemeinsam", "Two people together"),
            option("allein", "Eine Person allein", "One person alone", {
              de: "Bringen Sie den Nachweis mit, zum Beispiel die Bescheinigung des Jugendamts.",
              en: "Please bring the proof, for example the certificate of the youth welfare office.",
            }),
          ],
        }),
        ask({
          key: "zustimmung",
          type: "choice",
          label: { de: "Wie stimmt die zweite Person zu?", en: "How does the second person agree?" },
          source: "§ 9 Abs. 1 Satz 6, Abs. 2 Satz 1 PAuswG; § 1629 Abs. 1 BGB",
          when: 'sorge = "gemeinsam"',
          options: [
            option("beide-kommen", "Beide kommen zum Termin", "Both come to the appointment"),
            option(
              "erklaerung",
              "Eine Person bringt die unterschriebene Zustimmung mit",
              "One person brings the signed consent",
              {
                de: "Mit dem Ausweis der zweiten Person oder einer Kopie davon.",
                en: "With the identity card of the second person or a copy of it.",
              },
            ),
          ],
        }),
        ask({
          key: "grundlage",
          type: "choice",
          label: { de: "Warum dürfen Sie die Person vertreten?", en: "Why may you represent the person?" },
          source: "§ 9 Abs. 1 Satz 5, Abs. 2 Satz 1 PAuswG",
          when: 'fuerWen = "vertretung"',
          options: [
            option(
              "betreuung",
              "Rechtliche Betreuung, die den Aufenthalt umfasst",
              "Legal guardianship that covers the residence",
            ),
            option(
              "vollmacht",
              "Öffentlich beglaubigte oder beurkundete Vollmacht",
              "Publicly certified or notarised power of attorney",
            ),
          ],
        }),
        {
          kind: "group",
          key: "vertreter",
          title: { de: "Wer vertritt die Person", en: "Who represents the person" },
          entryName: { de: "Person", en: "Person" },
          min: 'if sorge = "gemeinsam" then 2 else 1',
          max: 2,
          elements: [
            ask({
              key: "familienname",
              type: "name",
              label: { de: "Familienname", en: "Family name" },
              source: "§ 23 Abs. 3 Nr. 10 PAuswG",
              maxLength: 120,
            }),
            ask({
              key: "vornamen",
              type: "name",
              label: { de: "Vornamen", en: "Given names" },
              source: "§ 23 Abs. 3 Nr. 10 PAuswG",
              maxLength: 120,
            }),
            ask({
              key: "geburtsdatum",
              type: "date",
              label: { de: "Geburtsdatum", en: "Date of birth" },
              source: "§ 23 Abs. 3 Nr. 10 PAuswG",
              min: "1900-01-01",
              max: "today()",
            }),
          ],
        },
      ],
    },
    {
      key: "name",
      title: { de: "Name und Geburtsort", en: "Name and place of birth" },
      intro: {
        de: "Von der Person, die den Ausweis bekommt. Das Amt vergleicht die Angaben mit dem Melderegister.",
        en: "Of the person who gets the card. The office compares the details with the population register.",
      },
      elements: [
        ...nameFields(),
        note(
          "Der Ausweis hat Platz für 80 Zeichen bei den Vornamen. Was darüber hinausgeht, wird gekürzt. (Anlage 3 Abschnitt 1 PAuswV)",
          "The card has room for 80 characters of given names. Whatever is longer is shortened. (Anlage 3 Abschnitt 1 PAuswV)",
          { when: "string length(vornamen) > 80" },
        ),
        note(
          "Familienname und Geburtsname haben zusammen drei Zeilen zu 40 Zeichen. Was darüber hinausgeht, wird gekürzt. (Anlage 3 Abschnitt 1 PAuswV)",
          "Family name and name at birth have three lines of 40 characters together. Whatever is longer is shortened. (Anlage 3 Abschnitt 1 PAuswV)",
          {
            when: "(string length(familienname) > 80 and geburtsname != null) or (string length(geburtsname) > 80) or (string length(familienname) > 40 and string length(geburtsname) > 40)",
          },
        ),
        birthplaceField(),
        ask({
          key: "doktorgrad",
          type: "text",
          label: { de: "Doktorgrad", en: "Doctorate" },
          hint: { de: "Freiwillig. Zum Beispiel Dr. oder Dr. Dr.", en: "Voluntary. For example Dr. or Dr. Dr." },
          source: "§ 5 Abs. 2 Nr. 3, § 9 Abs. 3 Satz 2 PAuswG; Anlage 3 Abschnitt 1 PAuswV",
          when: findingConditions.unterschrift,
          required: false,
          maxLength: 31,
          width: "short",
        }),
        ask({
          key: "ordensKuenstlername",
          type: "name",
          label: { de: "Ordensname oder Künstlername", en: "Religious name or stage name" },
          hint: {
            de: "Freiwillig. Bringen Sie einen Nachweis mit.",
            en: "Voluntary. Please bring proof.",
          },
          source: "§ 5 Abs. 2 Nr. 12, § 9 Abs. 3 Satz 2 PAuswG; Anlage 3 Abschnitt 1 PAuswV",
          required: false,
          maxLength: 31,
        }),
      ],
    },
    {
      key: "aussehen",
      title: { de: "Größe und Augenfarbe", en: "Height and colour of the eyes" },
      elements: [
        ask({
          key: "groesse",
          type: "integer",
          label: { de: "Größe in Zentimetern", en: "Height in centimetres" },
          inSentence: { de: "die Größe in Zentimetern", en: "the height in centimetres" },
          hint: { de: "Zum Beispiel 172.", en: "For example 172." },
          source: "§ 5 Abs. 2 Nr. 7, § 23 Abs. 3 Nr. 6 PAuswG; Anlage 3 Abschnitt 1 PAuswV",
          min: 30,
          max: 260,
          width: "short",
        }),
        ask({
          key: "augenfarbe",
          type: "select",
          label: { de: "Farbe der Augen", en: "Colour of the eyes" },
          source: "§ 5 Abs. 2 Nr. 8, § 23 Abs. 3 Nr. 7 PAuswG",
          options: [
            ...augenfarben.map(([value, onCard]) => option(value, onCard, englishColours[value] ?? onCard)),
            option("andere", "andere Farbe", "another colour"),
          ],
        }),
        ask({
          key: "augenfarbeAndere",
          type: "text",
          label: { de: "Welche Farbe?", en: "Which colour?" },
          hint: { de: "Höchstens 19 Zeichen, auf Deutsch.", en: "At most 19 characters, in German." },
          source: "§ 5 Abs. 2 Nr. 8 PAuswG; Anlage 3 Abschnitt 1 PAuswV",
          when: 'augenfarbe = "andere"',
          maxLength: 19,
          width: "short",
        }),
      ],
    },
    {
      key: "anschrift",
      title: { de: "Anschrift und Kontakt", en: "Address and contact" },
      elements: [
        {
          kind: "group",
          key: "wohnung",
          title: { de: "Hauptwohnung", en: "Main residence" },
          when: inGermany,
          elements: addressFields(),
        },
        ask({
          key: "wohnungAusland",
          type: "multiline",
          label: { de: "Anschrift im Ausland", en: "Address abroad" },
          hint: {
            de: "Auf dem Ausweis kann auch „keine Wohnung in Deutschland“ stehen. Lassen Sie das Feld dann leer.",
            en: "The card can also say “keine Wohnung in Deutschland” (no home in Germany). Leave the field empty in that case.",
          },
          source: "§ 5 Abs. 2 Nr. 9 PAuswG; § 6 Satz 4 PAuswV",
          when: 'hauptwohnung = "ausland"',
          required: false,
          maxLength: 100,
        }),
        note(
          "Auf dem Ausweis steht „keine Wohnung in Deutschland“. (§ 5 Abs. 2 Nr. 9 PAuswG)",
          "The card will say “keine Wohnung in Deutschland” (no home in Germany). (§ 5 Abs. 2 Nr. 9 PAuswG)",
          { when: 'hauptwohnung = "keine"' },
        ),
        ...contactFields({
          de: "Freiwillig. Wir schreiben Ihnen, wenn der Ausweis da ist.",
          en: "Voluntary. We write to you when the card has arrived.",
        }),
      ],
    },
    {
      key: "vorschau",
      title: { de: "So steht es auf dem Ausweis", en: "This is what the card will say" },
      intro: {
        de: "Stimmt alles? Wenn nicht, gehen Sie zurück und ändern es.",
        en: "Is everything right? If not, go back and change it.",
      },
      elements: [],
      panels: ["ausweis.karte"],
    },
    {
      key: "alter-ausweis",
      title: { de: "Der alte Ausweis", en: "The old card" },
      when: 'grund != null and grund != "erster"',
      elements: [
        {
          kind: "group",
          key: "alterAusweis",
          elements: oldCardFields(),
        },
        {
          kind: "group",
          key: "verlust",
          title: { de: "Verlust oder Diebstahl", en: "Loss or theft" },
          when: lost,
          elements: [
            ask({
              key: "gemeldet",
              type: "yes-no",
              label: { de: "Haben Sie den Verlust schon gemeldet?", en: "Have you already reported the loss?" },
              hint: {
                de: "Bei uns, bei der Polizei oder beim Sperrnotruf 116 116.",
                en: "To us, to the police or by calling 116 116.",
              },
              source: "§ 27 Abs. 1 Nr. 3, § 11 Abs. 5 PAuswG",
            }),
            ...lossFields('grund = "diebstahl"'),
          ],
        },
        note(
          "Bringen Sie den alten Ausweis zum Termin mit. (§ 27 Abs. 1 Nr. 2 PAuswG)",
          "Please bring the old card to the appointment. (§ 27 Abs. 1 Nr. 2 PAuswG)",
          { when: `not(${lost})` },
        ),
      ],
    },
    {
      key: "lichtbild",
      title: { de: "Das Lichtbild", en: "The photograph" },
      elements: [
        note(noSelfie.de, noSelfie.en),
        ask({
          key: "fotoWeg",
          type: "choice",
          label: { de: "Woher kommt das Lichtbild?", en: "Where does the photograph come from?" },
          source: "§ 9 Abs. 3 Satz 3 PAuswG; §§ 5a, 5b, 6a PAuswV",
          options: [
            option("code", "Von einem registrierten Fotodienst", "From a registered photo service", {
              de: "Sie bekommen dort einen Code. Damit ruft das Amt das Bild ab.",
              en: "You receive a code there. The office fetches the picture with it.",
            }),
            option("amt", "Das Amt macht es beim Termin", "The office takes it at the appointment", {
              de: "6 € mehr (§ 1 Abs. 4 Nr. 4 PAuswGebV). Nur wenn das Amt ein Gerät dafür hat.",
              en: "€6 more (§ 1 Abs. 4 Nr. 4 PAuswGebV). Only if the office has a device for it.",
            }),
          ],
        }),
        ask({
          key: "fotoCode",
          type: "text",
          label: { de: "Code des Lichtbilds", en: "Code of the photograph" },
          hint: {
            de: "Steht auf dem Ausdruck des Fotodienstes. Wenn Sie noch keinen haben: leer lassen und zum Termin mitbringen.",
            en: "It stands on the print of the photo service. If you do not have one yet: leave empty and bring it to the appointment.",
          },
          source: "§ 5b Abs. 1 PAuswV",
          // There from the beginning: who has no script would never see it otherwise.
          when: 'fotoWeg = null or fotoWeg = "code"',
          required: false,
          scan: "qr",
          minLength: 6,
          maxLength: 64,
          pattern: {
            regex: "[A-Za-z0-9][A-Za-z0-9 -]*",
            message: {
              de: "Der Code besteht aus Buchstaben und Ziffern. Schreiben Sie ihn so ab, wie er auf dem Ausdruck steht.",
              en: "The code consists of letters and digits. Copy it as it stands on the print.",
            },
          },
        }),
        note(
          "Das Bild muss aktuell sein: von vorn, ohne Kopfbedeckung, Augen frei. Ausnahmen aus religiösen oder dauerhaften medizinischen Gründen klärt das Amt mit Ihnen. (§ 7 PAuswV)",
          "The picture has to be recent: from the front, no head covering, eyes free. The office settles exceptions for religious or lasting medical reasons with you. (§ 7 PAuswV)",
        ),
      ],
    },
    {
      key: "am-termin",
      title: { de: "Was am Termin passiert", en: "What happens at the appointment" },
      panels: ["ausweis.termin"],
      elements: [
        ...findingNotes("fingerabdruecke", "ohne-fingerabdruecke", "unterschrift", "ohne-unterschrift"),
        note(
          "Sie bekommen am Termin einen verschlossenen Umschlag mit der Geheimnummer (PIN) und der Entsperrnummer. Bewahren Sie ihn gut auf. (§ 17 Abs. 1 PAuswV)",
          "At the appointment you receive a sealed envelope with the PIN and the number that unblocks it. Keep it safe. (§ 17 Abs. 1 PAuswV)",
          { when: findingConditions.unterschrift },
        ),
        note(
          "Das Sperrkennwort kommt mit dem Ausweis. Sie brauchen es, wenn Sie die Online-Funktion unter 116 116 sperren lassen. (§ 2 Abs. 6, § 10 Abs. 6 PAuswG, § 18 Abs. 1 PAuswV)",
          "The blocking password comes with the card. You need it to have the online function blocked by calling 116 116. (§ 2 Abs. 6, § 10 Abs. 6 PAuswG, § 18 Abs. 1 PAuswV)",
          // Without the letter with the PIN there is none: § 18 Abs. 1 Satz 2 PAuswV.
          { when: findingConditions.unterschrift },
        ),
        ask({
          key: "braille",
          type: "yes-no",
          label: { de: "Möchten Sie einen Aufkleber mit Brailleschrift?", en: "Would you like a sticker in Braille?" },
          hint: { de: "Kostenlos, auf dem fertigen Ausweis.", en: "Free of charge, on the finished card." },
          source: "§ 18b PAuswV",
          required: false,
        }),
      ],
    },
    {
      key: "unterschrift",
      title: { de: "Ihre Unterschrift", en: "Your signature" },
      elements: [],
      panels: ["ausweis.unterschrift"],
    },
    {
      key: "vorlaeufiger-ausweis",
      title: { de: "Vorläufiger Ausweis", en: "Provisional card" },
      elements: [
        ask({
          key: "vorlaeufig",
          type: "yes-no",
          label: { de: "Brauchen Sie sofort einen Ausweis?", en: "Do you need a card at once?" },
          hint: {
            de: "Der vorläufige Ausweis kostet 10 € und gilt höchstens drei Monate. Sie bekommen ihn am Termin.",
            en: "The provisional card costs €10 and is valid for three months at most. You receive it at the appointment.",
          },
          source: "§ 3 Abs. 1, § 6 Abs. 4 PAuswG; § 1 Abs. 2 PAuswGebV",
        }),
        ask({
          key: "vorlaeufigGrund",
          type: "text",
          label: { de: "Wofür brauchen Sie ihn?", en: "What do you need it for?" },
          hint: { de: "Zum Beispiel: Reise nach Spanien.", en: "For example: a trip to Spain." },
          source: "§ 3 Abs. 1 PAuswG",
          when: 'vorlaeufig = "ja"',
          maxLength: 200,
        }),
        ask({
          key: "vorlaeufigBis",
          type: "date",
          label: { de: "Bis wann brauchen Sie ihn?", en: "Until when do you need it?" },
          hint: { de: "Wenn Sie es wissen.", en: "If you know it." },
          source: "§ 6 Abs. 4 PAuswG",
          when: 'vorlaeufig = "ja"',
          required: false,
          min: "today()",
          max: 'today() + duration("P1Y")',
        }),
      ],
    },
    {
      key: "uebergabe",
      title: { de: "Wie bekommen Sie den Ausweis?", en: "How do you get the card?" },
      elements: [
        ask({
          key: "uebergabe",
          type: "choice",
          label: { de: "Wie soll der fertige Ausweis zu Ihnen kommen?", en: "How should the finished card reach you?" },
          source: "§ 18 Abs. 1 und 2 PAuswV; § 1 Abs. 4 Nr. 3 PAuswGebV",
          options: [
            option("abholung", "Ich hole ihn im Amt ab", "I collect it at the office"),
            option(
              "bevollmaechtigt",
              "Jemand holt ihn mit Vollmacht ab",
              "Somebody collects it with a power of attorney",
            ),
            option("box", "Ich hole ihn aus der Abholbox", "I collect it from the pickup box", {
              de: "Wenn Ihr Amt eine hat. Rund um die Uhr.",
              en: "If your office has one. Around the clock.",
            }),
            {
              ...option("versand", "Per Post an meine Anschrift", "By post to my address", {
                de: "15 € mehr (§ 1 Abs. 4 Nr. 3 PAuswGebV).",
                en: "€15 more (§ 1 Abs. 4 Nr. 3 PAuswGebV).",
              }),
              when: inGermany,
            },
          ],
        }),
        note(
          "Beim Versand gibt der Zusteller den Ausweis nur Ihnen und prüft dabei einen anderen Lichtbildausweis. Den alten Personalausweis entwertet das Amt schon am Termin. (§ 18 Abs. 2 PAuswV)",
          "When it is sent, the courier hands the card only to you and checks another photo identity document. The office invalidates the old identity card already at the appointment. (§ 18 Abs. 2 PAuswV)",
          { when: 'uebergabe = "versand"' },
        ),
        ask({
          key: "versandAusweis",
          type: "declaration",
          label: {
            de: "Ich habe einen anderen gültigen Lichtbildausweis einer Behörde, zum Beispiel einen Reisepass.",
            en: "I have another valid photo identity document of an authority, for example a passport.",
          },
          source: "§ 18 Abs. 2 Satz 1 PAuswV",
          when: 'uebergabe = "versand"',
        }),
        ask({
          key: "versandEinwilligung",
          type: "declaration",
          label: {
            de: "Ich willige ein, dass der Hersteller den Ausweis und das Sperrkennwort an meine Meldeanschrift schickt.",
            en: "I agree that the producer sends the card and the blocking password to my registered address.",
          },
          source: "§ 18 Abs. 2 Satz 1 PAuswV",
          when: 'uebergabe = "versand"',
        }),
        ask({
          key: "abholer",
          type: "name",
          label: { de: "Name der bevollmächtigten Person", en: "Name of the authorised person" },
          source: "§ 18 Abs. 1 Satz 1 PAuswV",
          when: 'uebergabe = "bevollmaechtigt"',
          required: false,
          maxLength: 120,
        }),
      ],
    },
    {
      key: "gebuehr",
      title: { de: "Gebühr", en: "Fee" },
      intro: {
        de: "Jede Zeile mit ihrer Vorschrift. Maßgeblich ist der Tag, an dem Sie im Amt sind.",
        en: "Each line with its provision. What counts is the day on which you are at the office.",
      },
      panels: ["ausweis.gebuehr"],
      elements: [
        ask({
          key: "ermaessigung",
          type: "yes-no",
          label: { de: "Bitten Sie um eine Ermäßigung?", en: "Do you ask for a reduction?" },
          hint: {
            de: "Möglich, wenn Sie bedürftig sind. Bürgergeld oder Sozialhilfe allein genügt dafür nicht. Das Amt entscheidet.",
            en: "Possible if you are in need. Receiving basic income support or social assistance alone is not enough. The office decides.",
          },
          source: "§ 1 Abs. 6 PAuswGebV",
        }),
        ask({
          key: "ermaessigungGrund",
          type: "multiline",
          label: { de: "Warum können Sie die Gebühr nicht zahlen?", en: "Why can you not pay the fee?" },
          source: "§ 1 Abs. 6 PAuswGebV",
          when: 'ermaessigung = "ja"',
          maxLength: 500,
        }),
      ],
    },
  ],
  checks: [
    { at: "deutsch", feel: 'not(deutsch = "nein")', message: findingText("nicht-deutsch") },
    {
      at: "fuerWen",
      feel: `not(${findingConditions["selbst-unter-16"]})`,
      // A birthday in the future is a mistake of its own.
      when: "geburtsdatum <= today()",
      message: findingText("selbst-unter-16"),
    },
    {
      at: "fuerWen",
      feel: `not(${findingConditions["kind-volljaehrig"]})`,
      message: findingText("kind-volljaehrig"),
    },
    {
      at: "verlust.am",
      feel: "not(verlust.am < geburtsdatum)",
      when: "verlust.am != null and geburtsdatum != null",
      message: {
        de: "Dieser Tag liegt vor der Geburt. Bitte prüfen Sie beide Daten.",
        en: "This day lies before the birth. Please check both dates.",
      },
    },
  ],
};
