import { beginningOf } from "../../../kernel/index.ts";
import type {
  IncomingMessage,
  PackedAkte,
  PackedDokument,
  PackedFile,
  PackedHistory,
  PackedVorgang,
} from "./archive-format.ts";
import { derivedUuid } from "./derived-uuid.ts";

/** A document that is to be filed. */
export interface PlannedDokument {
  readonly sourceUuid: string;
  readonly title: string;
  readonly anlage: boolean;
  readonly author: string;
  /** Newest last, those of which there is a file; in each every format that carries bytes, the original first. */
  readonly versionen: readonly (readonly [PackedFile, ...PackedFile[]])[];
  /** Why it cannot be filed. */
  readonly fault?: string;
  /** Metadata that our documents have no place for, as lines. */
  readonly lines: readonly string[];
}

/** What the other side has recorded about one of its objects. */
export interface PlannedHistory {
  /** Which object: `Akte KL 12/3: Förderung Radweg`. */
  readonly about: string;
  readonly entries: readonly PackedHistory[];
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
  /** Its own and that of its Dokumente; of the first Vorgang of an Akte or a Teilakte that of the Akte too. */
  readonly historie: readonly PlannedHistory[];
}

/** An Akte that is to be opened. */
export interface PlannedAkte {
  readonly sourceUuid: string;
  readonly title: string;
  readonly kennzeichen: string;
  /** Null: for ever. */
  readonly retentionYears: number | null;
  readonly vorgaenge: readonly PlannedVorgang[];
}

/** Under this title the history of the other side is filed here. */
export const historyTitle = "Historie der abgebenden Stelle";

/** A history as people read it, one entry a line. */
export function historyLines(historie: readonly PlannedHistory[]): readonly string[] {
  return historie.flatMap(({ about, entries }) => [
    "",
    about,
    ...entries.map((entry) => {
      const { metadatum, alterWert, neuerWert, bemerkung } = entry;
      const changed =
        alterWert === undefined && neuerWert === undefined
          ? metadatum
          : `${metadatum ?? "Wert"}: ${[alterWert, neuerWert].filter((one) => one !== undefined).join(" → ")}`;
      const words = [entry.zeitpunkt, entry.akteur, entry.aktion, changed, bemerkung];
      return `  ${words.filter((one) => one !== undefined && one.trim() !== "").join(" | ")}`;
    }),
  ]);
}

const longestTitle = 500;
const untitled = "Ohne Betreff";
/** Where the package does not say how long. */
const fallbackYears = 10;
/** Longest Aufbewahrungsdauer in years that an Akte has here. */
export const mostYears = 200;

function yearsOf({ retentionYears = fallbackYears }: PackedAkte): number | null {
  return retentionYears === null ? null : Math.min(mostYears, Math.max(0, Math.floor(retentionYears)));
}

function titleOf(text: string | undefined): string {
  const words = (text ?? "").replaceAll(/\s+/g, " ").trim();
  return words === "" ? untitled : beginningOf(words, longestTitle);
}

const line = (label: string, value: string | undefined): readonly string[] =>
  value === undefined || value.trim() === "" ? [] : [`${label}: ${value.trim()}`];

function historyOf(
  kind: string,
  record: { readonly betreff?: string; readonly kennzeichen?: string; readonly historie?: readonly PackedHistory[] },
): readonly PlannedHistory[] {
  const { historie = [], kennzeichen } = record;
  const about = `${kind}${kennzeichen === undefined ? "" : ` ${kennzeichen}`}: ${titleOf(record.betreff)}`;
  return historie.length === 0 ? [] : [{ about, entries: historie }];
}

const historyOfDokument = (dokument: PackedDokument): readonly PlannedHistory[] => [
  ...historyOf("Dokument", dokument),
  ...dokument.anlagen.flatMap(historyOfDokument),
];

function planDokument(dokument: PackedDokument, anlage: boolean): readonly PlannedDokument[] {
  const lost: string[] = [];
  const versionen = dokument.versionen.flatMap(({ nummer, formate }) => {
    const [first, ...others] = formate.filter(({ bytes }) => bytes !== undefined);
    const missing = formate.length - (first === undefined ? 0 : 1 + others.length);
    if (formate.length === 0 || missing > 0) {
      lost.push(`Version ${nummer}: ${formate.length === 0 ? "keine Datei" : `${missing} Formate ohne Datei`}`);
    }
    return first === undefined ? [] : [[first, ...others] as const];
  });
  const own: PlannedDokument = {
    sourceUuid: dokument.uuid.toLowerCase(),
    title: titleOf(dokument.betreff ?? versionen.at(-1)?.[0].originalName),
    anlage,
    author: beginningOf(dokument.bearbeiter ?? "", 200),
    versionen,
    ...(versionen.length === 0 ? { fault: "Das Dokument hat keine Datei." } : {}),
    lines: [
      ...line("Typ", dokument.typ),
      ...line("Datum des Schreibens", dokument.datumDesSchreibens),
      ...line("Posteingang", dokument.posteingang),
      ...line("Postausgang", dokument.postausgang),
      ...line("Fremdes Geschäftszeichen", dokument.fremdesGeschaeftszeichen),
      ...line("Bemerkung", dokument.bemerkung),
      ...lost,
    ],
  };
  return [own, ...dokument.anlagen.flatMap((one) => planDokument(one, true))];
}

function planVorgang(vorgang: PackedVorgang, within: readonly string[]): readonly PlannedVorgang[] {
  const subject = beginningOf([...within, titleOf(vorgang.betreff)].join(" › "), longestTitle);
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
      historie: [...historyOf("Vorgang", vorgang), ...vorgang.dokumente.flatMap(historyOfDokument)],
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
      historie: akte.dokumente.flatMap(historyOfDokument),
    },
  ];
}

/** An Akte holds documents in its Vorgänge only: its history comes into the first of them, or into one of its own. */
function withHistoryOfAkte(
  akte: PackedAkte,
  kind: string,
  vorgaenge: readonly PlannedVorgang[],
): readonly PlannedVorgang[] {
  const historie = historyOf(kind, akte);
  if (historie.length === 0) return vorgaenge;
  const [first, ...others] = vorgaenge;
  if (first !== undefined) return [{ ...first, historie: [...historie, ...first.historie] }, ...others];
  const sourceUuid = derivedUuid(`${akte.uuid.toLowerCase()}/historie`);
  return [{ sourceUuid, subject: historyTitle, dokumente: [], lines: [], historie }];
}

function vorgaengeOf(akte: PackedAkte, teilakte?: PlannedTeilakte): readonly PlannedVorgang[] {
  const own = withHistoryOfAkte(akte, teilakte === undefined ? "Akte" : "Teilakte", [
    ...akte.vorgaenge.flatMap((one) => planVorgang(one, [])),
    ...looseDokumente(akte),
  ]);
  return [
    ...own.map((one) => (teilakte === undefined ? one : { ...one, teilakte })),
    ...akte.teilakten.flatMap((part) => {
      const title = titleOf(part.betreff ?? part.kennzeichen);
      return vorgaengeOf(part, {
        sourceUuid: part.uuid.toLowerCase(),
        title: beginningOf(teilakte === undefined ? title : `${teilakte.title} › ${title}`, longestTitle),
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
    kennzeichen: beginningOf(akte.kennzeichen ?? "", 200),
    retentionYears: yearsOf(akte),
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
  msg: "application/vnd.ms-outlook",
  csv: "text/csv",
  htm: "text/html",
  bmp: "image/bmp",
  rtf: "application/rtf",
  doc: "application/msword",
  xls: "application/vnd.ms-excel",
  ppt: "application/vnd.ms-powerpoint",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  odp: "application/vnd.oasis.opendocument.presentation",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  odt: "application/vnd.oasis.opendocument.text",
};

/** Type of a file of a stranger, by the end of its name, or else as it was said: nothing is done with it but to offer or show it. */
export function mediaTypeOf(filename: string, said = "application/octet-stream"): string {
  const ending = /\.([A-Za-z0-9]+)$/.exec(filename)?.[1]?.toLowerCase() ?? "";
  return endings[ending] ?? said;
}
