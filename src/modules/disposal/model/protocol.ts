import { dayInBerlin, formatDayShort, formatInstant } from "../../../kernel/index.ts";
import type { DestructionBasis, Tombstone } from "../../records/index.ts";
import type { Destruction, DoomedAkte, KeptReason } from "./destruction.ts";

const basisWords: Readonly<Record<DestructionBasis, string>> = {
  plan: "Aktenplan: vernichten (V)",
  bewertung: "Bewertung des Archivs: vernichten (V)",
  uebernahme: "vom Archiv übernommen (0506)",
};

/** Why an Akte was kept after all, in German, as the protocol says it. */
export const keptWords: Readonly<Record<KeptReason, string>> = {
  held: "Es lag eine Sperre darauf.",
  reopened: "Sie war wieder geöffnet.",
  "not-due": "Ihre Aufbewahrungsfrist läuft noch.",
  withdrawn: "Sie war aus der Abgabe herausgenommen.",
  changed: "Sie hat sich seit der Abgabe an das Archiv geändert.",
  gone: "Sie war nicht mehr da.",
};

/** The protocol of a destruction as rows. In German: it is a record of a German authority. */
export interface Protocol {
  readonly title: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly sections: readonly {
    readonly title: string;
    readonly rows: readonly { readonly label: string; readonly value: string }[];
  }[];
}

/** What is written down of a destruction, with no word of what the Akten were about. */
export function protocolOf(
  destruction: Destruction,
  akten: readonly DoomedAkte[],
  tombstones: readonly Tombstone[],
  doneAt: Date,
): Protocol {
  const byId = new Map(tombstones.map((one) => [one.akteId, one]));
  const day = (instant: Date) => formatDayShort(dayInBerlin(instant), "de");
  const { decided } = destruction;
  const kept = akten.filter(({ state }) => state === "kept");
  return {
    title: "Vernichtungsprotokoll",
    facts: [
      { label: "Nummer", value: destruction.destructionId },
      ...(destruction.processId === undefined
        ? []
        : [{ label: "Aussonderung (ProzessID)", value: destruction.processId }]),
      {
        label: "Vorgeschlagen",
        value: `${formatInstant(destruction.proposedAt, "de")}, ${destruction.proposedByName}`,
      },
      {
        label: "Freigegeben",
        value: decided === undefined ? "" : `${formatInstant(decided.at, "de")}, ${decided.byName}`,
      },
      { label: "Durchgeführt", value: formatInstant(doneAt, "de") },
      { label: "Vernichtete Akten", value: String(tombstones.length) },
      { label: "Behaltene Akten", value: String(kept.length) },
      ...(destruction.note === "" ? [] : [{ label: "Bemerkung", value: destruction.note }]),
    ],
    sections: [
      {
        title: "Vernichtet",
        rows: akten.flatMap(({ akteId }) => {
          const stone = byId.get(akteId);
          if (stone === undefined) return [];
          return [
            {
              label: stone.aktenzeichen,
              value: [
                `Aktenplan ${stone.planUnit}, eröffnet ${day(stone.openedAt)}, z.d.A. ${day(stone.zdaAt)}`,
                `Vorgänge: ${stone.vorgaenge}, Dokumente: ${stone.dokumente}`,
                `Grund: ${basisWords[stone.basis]}${stone.archivkennung === undefined ? "" : `, Archivkennung ${stone.archivkennung}`}`,
                `Verlauf bis Eintrag ${stone.headSequence}, Prüfsumme ${stone.headHash}`,
              ].join("\n"),
            },
          ];
        }),
      },
      ...(kept.length === 0
        ? []
        : [
            {
              title: "Behalten",
              rows: kept.map(({ aktenzeichen, keptBecause }) => ({
                label: aktenzeichen,
                value: keptBecause === undefined ? "" : keptWords[keptBecause],
              })),
            },
          ]),
    ],
  };
}
