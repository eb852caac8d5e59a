import type { IncomingMessage, PackedAkte, PackedDokument, PackedFile, PackedVorgang } from "./archive-format.ts";
import { derivedUuid } from "./derived-uuid.ts";

/** A document that is to be filed. */
export interface PlannedDokument {
  readonly sourceUuid: string;
  readonly title: string;
  readonly anlage: boolean;
  readonly author: string;
  /** Newest last; the first format of each version that carries bytes. */
  readonly files: readonly PackedFile[];
  /** Why it cannot be filed. */
  readonly fault?: string;
  /** Metadata that our documents have no place for, as lines. */
  readonly lines: readonly string[];
}

/** A Teilakte that is to be opened: one that lies in another keeps its place in its title. */
export interface PlannedTeilakte {
  readonly sourceUuid: string;
  readonly title: string;
}

/** A Vorgang that is to be opened. */
export interface PlannedVorgang {
  readonly sourceUuid: string;
  readonly teilakte?: PlannedTeilakte;
  readonly subject: string;
  readonly dokumente: readonly PlannedDokument[];
  readonly lines: readonly string[];
}

/** An Akte that is to be opened. */
export interface PlannedAkte {
  readonly sourceUuid: string;
  readonly title: string;
  readonly kennzeichen: string;
  readonly retentionYears: number;
  readonly vorgaenge: readonly PlannedVorgang[];
}

const longestTitle = 500;
const untitled = "Ohne Betreff";
/** Where the package does not say how long. */
const fallbackYears = 10;
const mostYears = 200;

function titleOf(text: string | undefined): string {
  const words = (text ?? "").replaceAll(/\s+/g, " ").trim();
  return words === "" ? untitled : words.slice(0, longestTitle);
}

const line = (label: string, value: string | undefined): readonly string[] =>
  value === undefined || value.trim() === "" ? [] : [`${label}: ${value.trim()}`];

function planDokument(dokument: PackedDokument, anlage: boolean): readonly PlannedDokument[] {
  const files = dokument.versionen.flatMap(({ formate }) => {
    const first = formate.find(({ bytes }) => bytes !== undefined);
    return first === undefined ? [] : [first];
  });
  const more = dokument.versionen.flatMap(({ nummer, formate }) =>
    formate.filter(({ bytes }) => bytes !== undefined).length > 1
      ? [`Version ${nummer}: ${formate.length} Formate, übernommen ist das erste`]
      : [],
  );
  const own: PlannedDokument = {
    sourceUuid: dokument.uuid.toLowerCase(),
    title: titleOf(dokument.betreff ?? files.at(-1)?.originalName),
    anlage,
    author: (dokument.bearbeiter ?? "").slice(0, 200),
    files,
    ...(files.length === 0 ? { fault: "Das Dokument hat keine Datei." } : {}),
    lines: [
      ...line("Typ", dokument.typ),
      ...line("Datum des Schreibens", dokument.datumDesSchreibens),
      ...line("Posteingang", dokument.posteingang),
      ...line("Postausgang", dokument.postausgang),
      ...line("Fremdes Geschäftszeichen", dokument.fremdesGeschaeftszeichen),
      ...line("Bemerkung", dokument.bemerkung),
      ...more,
    ],
  };
  return [own, ...dokument.anlagen.flatMap((one) => planDokument(one, true))];
}

function planVorgang(vorgang: PackedVorgang, within: readonly string[]): readonly PlannedVorgang[] {
  const subject = [...within, titleOf(vorgang.betreff)].join(" › ").slice(0, longestTitle);
  return [
    {
      sourceUuid: vorgang.uuid.toLowerCase(),
      subject,
      dokumente: vorgang.dokumente.flatMap((one) => planDokument(one, false)),
      lines: [
        ...line("Kennzeichen", vorgang.kennzeichen),
        ...line("Beginn", vorgang.openedOn),
        ...line("Ende", vorgang.closedOn),
        ...line("Bemerkung", vorgang.bemerkung),
      ],
    },
    ...vorgang.teilvorgaenge.flatMap((part) => planVorgang(part, [...within, titleOf(vorgang.betreff)])),
  ];
}

/** Documents that lie in an Akte without a Vorgang come into one of their own. */
function looseDokumente(akte: PackedAkte): readonly PlannedVorgang[] {
  if (akte.dokumente.length === 0) return [];
  return [
    {
      sourceUuid: derivedUuid(`${akte.uuid.toLowerCase()}/dokumente`),
      subject: "Dokumente ohne Vorgang",
      dokumente: akte.dokumente.flatMap((one) => planDokument(one, false)),
      lines: [],
    },
  ];
}

function vorgaengeOf(akte: PackedAkte, teilakte?: PlannedTeilakte): readonly PlannedVorgang[] {
  const own = [...akte.vorgaenge.flatMap((one) => planVorgang(one, [])), ...looseDokumente(akte)];
  return [
    ...own.map((one) => (teilakte === undefined ? one : { ...one, teilakte })),
    ...akte.teilakten.flatMap((part) => {
      const title = titleOf(part.betreff ?? part.kennzeichen);
      return vorgaengeOf(part, {
        sourceUuid: part.uuid.toLowerCase(),
        title: (teilakte === undefined ? title : `${teilakte.title} › ${title}`).slice(0, longestTitle),
      });
    }),
  ];
}

/**
 * What becomes of a package: Akten, the Vorgänge of each, and their documents. What our E-Akte has no level for keeps its
 * place in the title: a Teilvorgang is called `Vorgang › Teilvorgang`.
 */
export function planImport(message: IncomingMessage): readonly PlannedAkte[] {
  if (message.typ !== "0503") return [];
  return message.akten.map((akte) => ({
    sourceUuid: akte.uuid.toLowerCase(),
    title: titleOf(akte.betreff),
    kennzeichen: (akte.kennzeichen ?? "").slice(0, 200),
    retentionYears: Math.min(mostYears, Math.max(0, Math.floor(akte.retentionYears ?? fallbackYears))),
    vorgaenge: vorgaengeOf(akte),
  }));
}

const endings: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  txt: "text/plain",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  webp: "image/webp",
  gif: "image/gif",
  tif: "image/tiff",
  tiff: "image/tiff",
  xml: "application/xml",
  html: "text/html",
  eml: "message/rfc822",
  zip: "application/zip",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
};

/** Type of a file of a stranger, by the end of its name: nothing is done with it but to offer or show it. */
export function mediaTypeOf(filename: string): string {
  const ending = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase() ?? "";
  return endings[ending] ?? "application/octet-stream";
}
