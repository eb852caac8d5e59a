import type { Form } from "../../modules/forms/index.ts";
import {
  addressFields,
  ask,
  birthdayField,
  birthplaceField,
  contactFields,
  lossFields,
  nameFields,
  note,
  oldCardFields,
  option,
} from "../personalausweis-beantragen/fragments.ts";

/**
 * Report of a lost or stolen card: § 27 Abs. 1 Nr. 3 PAuswG. The Sperrkennwort is never asked for: it may be stored in
 * the registers only (§ 19 Abs. 2 Satz 3 PAuswG), and the competent office blocks without it (§ 25 Abs. 1 Satz 3 PAuswV).
 * Keys are those of the application, so that a new card is not typed twice.
 */
export const form: Form = {
  id: "ausweis-verlust-melden",
  version: 1,
  sections: [
    {
      key: "was",
      title: { de: "Was ist passiert?", en: "What has happened?" },
      elements: [
        note(
          "Am schnellsten sperren Sie die Online-Funktion selbst: Rufen Sie 116 116 an, rund um die Uhr, aus dem Ausland +49 116 116. Halten Sie Ihr Sperrkennwort bereit. Melden müssen Sie den Verlust trotzdem. (§ 10 Abs. 6 PAuswG)",
          "The quickest way is to block the online function yourself: call 116 116 around the clock, from abroad +49 116 116. Have your blocking password ready. You have to report the loss all the same. (§ 10 Abs. 6 PAuswG)",
        ),
        ask({
          key: "art",
          type: "choice",
          label: { de: "Wie ist der Ausweis weggekommen?", en: "How did the card go missing?" },
          source: "§ 27 Abs. 1 Nr. 3 PAuswG",
          options: [option("verloren", "Verloren", "Lost"), option("gestohlen", "Gestohlen", "Stolen")],
        }),
        ask({
          key: "ausweisart",
          type: "choice",
          label: { de: "Welcher Ausweis?", en: "Which card?" },
          source: "§ 2 Abs. 1, § 27 Abs. 1 Nr. 3 PAuswG",
          options: [
            option("personalausweis", "Personalausweis", "Identity card"),
            option("vorlaeufiger", "Vorläufiger Personalausweis", "Provisional identity card"),
          ],
        }),
        note(
          "Ein Diebstahl ist eine Straftat. Zeigen Sie ihn auch bei der Polizei an. Den Verlust selbst teilen wir der Polizei mit. (§ 11 Abs. 5 PAuswG)",
          "A theft is a crime. Please report it to the police as well. We tell the police about the loss itself. (§ 11 Abs. 5 PAuswG)",
          { when: 'art = "gestohlen"' },
        ),
        {
          kind: "group",
          key: "verlust",
          elements: lossFields('art = "gestohlen"'),
        },
      ],
    },
    {
      key: "person",
      title: { de: "Wem gehört der Ausweis?", en: "Whose card is it?" },
      intro: {
        de: "Damit stellen wir fest, welchen Ausweis wir sperren. Wer für sein Kind meldet, trägt hier das Kind ein.",
        en: "With this we find the card to block. If you report for your child, enter the child here.",
      },
      elements: [
        ...nameFields(),
        birthdayField({ de: "Geburtsdatum", en: "Date of birth" }),
        birthplaceField(),
        {
          kind: "group",
          key: "wohnung",
          title: { de: "Anschrift", en: "Address" },
          intro: {
            de: "Lassen Sie die Felder leer, wenn die Person keine Wohnung in Deutschland hat.",
            en: "Leave the fields empty if the person has no home in Germany.",
          },
          // The duty to report is everybody's, with a home or without: name and birthday find the card.
          elements: addressFields().map((field) => ({ ...field, required: false })),
        },
        ...contactFields({
          de: "Freiwillig. Für Nachrichten zum Stand.",
          en: "Voluntary. For news about the report.",
        }),
      ],
    },
    {
      key: "alter-ausweis",
      title: { de: "Angaben zum Ausweis", en: "Details of the card" },
      elements: [
        { kind: "group", key: "alterAusweis", elements: oldCardFields() },
        ask({
          key: "notrufGesperrt",
          type: "yes-no",
          label: {
            de: "Haben Sie die Online-Funktion schon unter 116 116 sperren lassen?",
            en: "Have you already had the online function blocked by calling 116 116?",
          },
          source: "§ 10 Abs. 6 PAuswG; § 25 Abs. 1 PAuswV",
        }),
        note(
          "Mit dem Absenden gilt der Ausweis bei uns sofort als abhandengekommen, auch nachts und am Wochenende. Danach fragen wir nach, ob die Meldung von Ihnen ist. (§ 10 Abs. 5 und 9 PAuswG, § 25 Abs. 1 PAuswV)",
          "As soon as you send this, we treat the card as missing, at night and at weekends too. Afterwards we ask whether the report came from you. (§ 10 Abs. 5 und 9 PAuswG, § 25 Abs. 1 PAuswV)",
        ),
        note(
          "Wenn Sie den Ausweis wiederfinden: Benutzen Sie ihn nicht, kommen Sie damit ins Amt. Nur dort kann er entsperrt werden. (§ 27 Abs. 1 Nr. 3, § 10 Abs. 8 PAuswG)",
          "If you find the card again: do not use it, bring it to the office. Only there can it be unblocked. (§ 27 Abs. 1 Nr. 3, § 10 Abs. 8 PAuswG)",
        ),
      ],
    },
  ],
  checks: [
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
