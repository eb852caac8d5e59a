import { formatDayShort, formatInstant } from "../../../kernel/index.ts";
import type { LetterFact, Sheet } from "../../../platform/pdf/index.ts";
import type { Comparison, Letter, ScanFacts } from "./collection.ts";
import { type TurnedPage, turnedWords } from "./turned-pages.ts";

/** Everything that the Transfervermerk says. */
export interface TransferFacts {
  readonly scan: ScanFacts;
  readonly letter: Letter;
  readonly comparison: Comparison;
  /** Numbers of the pages that were compared. */
  readonly compared: readonly number[];
  readonly turned: readonly TurnedPage[];
  readonly engine: string | undefined;
  /** Mean of all pages, 0 to 100. */
  readonly confidence: number | undefined;
  readonly filedBy: string;
  readonly filedAt: Date;
  /** Of the Vorgang. */
  readonly aktenzeichen: string;
  readonly title: string;
}

export const colourWords = { colour: "farbig", grey: "Graustufen", "black-white": "Schwarzweiß" } as const;
export const sidesWords = { both: "Vorder- und Rückseite", front: "nur Vorderseite" } as const;

function comparedWords({ compared, letter }: TransferFacts): string {
  if (compared.length === letter.pages) return letter.pages === 1 ? "die eine Seite" : `alle ${letter.pages} Seiten`;
  return `Stichprobe, ${compared.length} von ${letter.pages} Seiten: ${compared.join(", ")}`;
}

/**
 * The Transfervermerk of a scanned letter, in German as the file is: who scanned when with what, what was noticed, who
 * compared how much with what outcome, and hashes that bind it to the scan.
 * Source: § 7 Abs. 1 EGovG, BSI TR-03138 (RESISCAN).
 */
export function transferSheet(facts: TransferFacts, town: Pick<Sheet, "head">): Sheet {
  const { scan, letter, comparison } = facts;
  const rows = (given: readonly (readonly [string, string])[]): readonly LetterFact[] =>
    given.map(([label, value]) => ({ label, value }));
  return {
    language: "de",
    head: town.head,
    title: "Transfervermerk",
    subtitle: facts.title,
    facts: rows([
      ["Aktenzeichen", facts.aktenzeichen],
      ["Abgelegt", `${formatInstant(facts.filedAt, "de")} von ${facts.filedBy}`],
    ]),
    sections: [
      {
        title: "Erfassung",
        rows: rows([
          ["Gescannt von", scan.scannedBy],
          ["Gescannt am", formatDayShort(scan.scannedOn, "de")],
          ["Gerät", scan.device],
          ["Software", scan.software],
          ["Auflösung", `${scan.resolutionDpi} dpi`],
          ["Farbe", colourWords[scan.colour]],
          ["Seiten des Papiers", sidesWords[scan.sides]],
          ["Auffälligkeiten", scan.note === "" ? "keine" : scan.note],
          ["Seiten des Schriftstücks", String(letter.pages)],
          ["Gedrehte Seiten", facts.turned.length === 0 ? "keine" : facts.turned.map(turnedWords).join("; ")],
        ]),
      },
      {
        title: "Texterkennung",
        rows: rows(
          facts.engine === undefined
            ? [["Ergebnis", "ohne Texterkennung abgelegt"]]
            : [
                ["Programm", facts.engine],
                ["Sicherheit nach Angabe des Programms", `${facts.confidence ?? 0} von 100`],
                [
                  "Ergebnis",
                  "durchsuchbares PDF; das Bild der Seiten ist unverändert, der Text liegt unsichtbar darüber",
                ],
              ],
        ),
      },
      {
        title: "Vergleich",
        rows: rows([
          ["Verglichen von", comparison.by],
          ["Verglichen am", formatInstant(comparison.at, "de")],
          ["Verglichen mit", comparison.with === "paper" ? "dem Papieroriginal" : "dem Scan am Bildschirm"],
          ["Umfang", comparedWords(facts)],
          ["Ergebnis", comparison.result === "agrees" ? "stimmt bildlich und inhaltlich überein" : "weicht ab"],
          ["Bemerkung", comparison.note === "" ? "keine" : comparison.note],
        ]),
      },
      {
        title: "Integrität",
        rows: rows([
          ["SHA-256 des Scans", letter.scanSha256 ?? ""],
          ["SHA-256 des durchsuchbaren PDF", letter.searchableSha256 ?? "keines"],
          ["Nachweis", "Beide Prüfsummen stehen auch im verketteten Verlauf der Akte."],
        ]),
      },
    ],
    footer: `${town.head.officialName} · Transfervermerk nach BSI TR-03138 (RESISCAN)`,
  };
}

/** The same for the chain of the Akte: plain values, stored for ever. */
export function transferDetails(facts: TransferFacts, dokumentId: string, protocolId: string) {
  const { scan, letter, comparison } = facts;
  return {
    dokumentId,
    protocolId,
    scannedBy: scan.scannedBy,
    scannedOn: scan.scannedOn,
    device: scan.device,
    software: scan.software,
    resolutionDpi: scan.resolutionDpi,
    colour: scan.colour,
    sides: scan.sides,
    note: scan.note,
    pages: letter.pages,
    turned: facts.turned.map(turnedWords),
    comparedBy: comparison.by,
    comparedAt: comparison.at.toISOString(),
    comparedWith: comparison.with,
    comparedPages: [...facts.compared],
    comparison: comparison.result,
    comparisonNote: comparison.note,
    engine: facts.engine ?? null,
    confidence: facts.confidence ?? null,
    scanSha256: letter.scanSha256 ?? null,
    searchableSha256: letter.searchableSha256 ?? null,
  };
}
