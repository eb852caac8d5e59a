import type { Localized } from "../../../kernel/index.ts";

/** What the citizen reads where the photo service has no picture for the code, and what to do. */
export const photoCodeWords: Readonly<
  Record<"wrong" | "used" | "expired", { readonly title: Localized; readonly text: Localized }>
> = {
  wrong: {
    title: { de: "Den Code Ihres Lichtbilds gibt es nicht", en: "There is no photograph for your code" },
    text: {
      de: "Vergleichen Sie den Code mit dem Ausdruck des Fotodienstes und geben Sie ihn noch einmal ein. Ihr Antrag bleibt, wie er ist. Sie können das Lichtbild auch beim Termin im Amt machen lassen (6 €, § 1 Abs. 4 Nr. 4 PAuswGebV).",
      en: "Compare the code with the print of the photo service and enter it again. Your application stays as it is. You can also have the photograph taken at the appointment (€6, § 1 Abs. 4 Nr. 4 PAuswGebV).",
    },
  },
  used: {
    title: { de: "Der Code Ihres Lichtbilds wurde schon benutzt", en: "The code of your photograph has been used" },
    text: {
      de: "Ein Code gilt für einen Antrag. Der Fotodienst gibt Ihnen einen neuen. Ihr Antrag bleibt, wie er ist. Sie können das Lichtbild auch beim Termin im Amt machen lassen (6 €, § 1 Abs. 4 Nr. 4 PAuswGebV).",
      en: "A code is good for one application. The photo service gives you a new one. Your application stays as it is. You can also have the photograph taken at the appointment (€6, § 1 Abs. 4 Nr. 4 PAuswGebV).",
    },
  },
  expired: {
    title: { de: "Der Code Ihres Lichtbilds ist abgelaufen", en: "The code of your photograph has expired" },
    text: {
      de: "Der Fotodienst hat das Bild nach sechs Monaten gelöscht. Sie brauchen ein neues Lichtbild und geben dann dessen Code ein. Ihr Antrag bleibt, wie er ist. Sie können das Lichtbild auch beim Termin im Amt machen lassen (6 €, § 1 Abs. 4 Nr. 4 PAuswGebV).",
      en: "The photo service deleted the picture after six months. You need a new photograph and then enter its code. Your application stays as it is. You can also have the photograph taken at the appointment (€6, § 1 Abs. 4 Nr. 4 PAuswGebV).",
    },
  },
};
