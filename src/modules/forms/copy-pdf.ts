import { formatInstant, inLanguage, type Language } from "../../kernel/index.ts";
import { renderSheet } from "../../platform/pdf/index.ts";
import type { Leistung } from "./leistung.ts";
import type { SheetSection } from "./model/index.ts";

export interface CopyInput {
  readonly leistung: Leistung;
  readonly language: Language;
  readonly town: { readonly officialName: string; readonly accent: string; readonly markSvg?: string };
  readonly sheet: readonly SheetSection[];
  /** Absent while it is a draft. */
  readonly sent?: { readonly at: Date; readonly aktenzeichen: string };
  readonly now: Date;
}

/** The application as people keep it: a tagged PDF with every answer. */
export function renderCopy(input: CopyInput): Promise<Uint8Array> {
  const { language, sent } = input;
  const de = language === "de";
  return renderSheet(
    {
      language,
      head: {
        officialName: input.town.officialName,
        accent: input.town.accent,
        ...(input.town.markSvg === undefined ? {} : { markSvg: input.town.markSvg }),
      },
      title: inLanguage(input.leistung.title, language),
      subtitle:
        sent === undefined
          ? de
            ? "Entwurf, noch nicht gesendet"
            : "Draft, not sent yet"
          : de
            ? input.leistung.online?.kind === "antrag"
              ? "Kopie Ihres Antrags"
              : "Kopie Ihrer Anzeige"
            : input.leistung.online?.kind === "antrag"
              ? "Copy of your application"
              : "Copy of your notification",
      facts:
        sent === undefined
          ? [{ label: de ? "Stand" : "As of", value: formatInstant(input.now, language) }]
          : [
              { label: de ? "Aktenzeichen" : "File reference", value: sent.aktenzeichen },
              { label: de ? "Gesendet" : "Sent", value: formatInstant(sent.at, language) },
            ],
      sections: input.sheet
        .flatMap((section) =>
          section.blocks.map((block) => ({
            title: block.heading === undefined ? section.title : `${section.title}: ${block.heading}`,
            rows: block.rows
              .filter((row) => row.display !== "")
              .map((row) => ({
                label: row.label,
                value: row.display,
                ...(row.official === undefined
                  ? {}
                  : { mark: row.official.map(({ form, number }) => `${form} ${number}`).join(", ") }),
              })),
          })),
        )
        .filter(({ rows }) => rows.length > 0),
      footer: de
        ? `${input.town.officialName} · erstellt mit Klickamt`
        : `${input.town.officialName} · made with Klickamt`,
    },
    { now: sent?.at ?? input.now },
  );
}
