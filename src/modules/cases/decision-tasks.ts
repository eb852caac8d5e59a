import type { TaskGuard, TaskOption } from "./contracts.ts";

/** `klickamt:form` of the tasks that end in a letter. */
const form = "verfahren.entscheiden";

/** Names under which the words of a decision stand in the variables of a case. Stored for ever. */
export const decisionNames = { text: "entscheidung", reasons: "begruendung" } as const;

/** What a caseworker writes when an application is decided. */
export const decisionOptions: readonly TaskOption[] = [
  {
    kind: "text",
    open: true,
    form,
    name: decisionNames.text,
    label: { de: "Was im Schreiben steht", en: "What the letter says" },
    hint: {
      de: "Zum Beispiel, was genau und bis wann genehmigt ist. Bleibt es leer, nennt das Schreiben nur das Ergebnis.",
      en: "For example what exactly is granted and until when. If left empty, the letter only states the result.",
    },
  },
  {
    kind: "text",
    open: true,
    form,
    name: decisionNames.reasons,
    label: { de: "Begründung", en: "Reasons" },
    hint: {
      de: "Bei einer Ablehnung nötig: die wesentlichen Gründe und die Vorschrift (§ 39 Abs. 1 VwVfG NRW).",
      en: "Needed for a refusal: the main reasons and the provision (§ 39 Abs. 1 VwVfG NRW).",
    },
  },
];

/** A refusal without reasons does not leave the house. Source: § 39 Abs. 1 VwVfG NRW. */
export const decisionGuards: readonly TaskGuard[] = [
  {
    form,
    async missing(_ctx, _subject, outcome, options) {
      const reasons = options[decisionNames.reasons];
      if (outcome !== "ablehnen" || (typeof reasons === "string" && reasons.trim() !== "")) return [];
      return [
        {
          at: `option-${decisionNames.reasons}`,
          text: {
            de: "Schreiben Sie die Begründung. Ohne sie kann nicht abgelehnt werden (§ 39 Abs. 1 VwVfG NRW).",
            en: "Write the reasons. Without them nothing can be refused (§ 39 Abs. 1 VwVfG NRW).",
          },
        },
      ];
    },
  },
];
