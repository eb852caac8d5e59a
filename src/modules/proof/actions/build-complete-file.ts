import sharp from "sharp";
import { formatInstant, Invalid, type Language, type Localized, sha256 } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { renderPdf } from "../../../platform/pdf/index.ts";
import { drawPdf, readPdf } from "../../../platform/pdf-reading/index.ts";
import { archivalPages } from "../complete-file/archival-pdf.ts";
import type { CompleteFile, FileSheet } from "../complete-file/complete-file-work.ts";
import { setCompleteFile } from "../complete-file/set-complete-file.ts";
import textTemplate from "../complete-file/text-document.typ?raw";
import type { Evidence, ProvenDocument } from "../model/evidence.ts";
import { mostExportBytes, mostPages } from "../model/export.ts";

const dpi = 150;
/** Pages drawn in one go: a thread holds no more of them. */
const drawnAtOnce = 10;
/** Longest side of a picture: A4 at 200 dots an inch. */
const mostPixels = 2340;
const mostLetters = 500_000;

const w = {
  title: { de: "Akte", en: "File" },
  contents: { de: "Inhalt", en: "Contents" },
  history: { de: "Verlauf", en: "History" },
  empty: { de: "Die Akte enthält keine Dokumente.", en: "There are no documents in the file." },
  page: { de: "Seite {page} von {pages}", en: "Page {page} of {pages}" },
  entry: { de: "Eintrag", en: "Entry" },
  what: { de: "Was", en: "What" },
  when: { de: "Wann", en: "When" },
  who: { de: "Wer", en: "Who" },
  aktenzeichen: { de: "Aktenzeichen", en: "Reference" },
  unit: { de: "Aktenplaneinheit", en: "Unit of the filing plan" },
  opened: { de: "Angelegt", en: "Opened" },
  zda: { de: "Zu den Akten", en: "Closed" },
  stillOpen: { de: "noch offen", en: "still open" },
  made: { de: "Erstellt", en: "Made" },
  head: { de: "Letzter Tagesbeweis", en: "Latest daily head" },
  none: { de: "noch keiner", en: "none yet" },
  vorgang: { de: "Vorgang", en: "Case" },
  kind: { de: "Art der Datei", en: "Kind of file" },
  filed: { de: "Eintrag im Verlauf", en: "Entry of the history" },
  size: { de: "Größe", en: "Size" },
  version: { de: "Version", en: "Version" },
  note: {
    de: "Dokumente, die keine PDF/A-Dateien sind, stehen hier als Bild ihrer Seiten. Verbindlich sind die Dateien der Akte; ihre Prüfsummen stehen auf den Trennblättern.",
    en: "Documents that are no PDF/A files are shown as pictures of their pages. What counts are the files themselves; their hashes stand on the sheets before them.",
  },
  asPicture: {
    de: "Die folgenden Seiten sind Bilder des Dokuments.",
    en: "The following pages are pictures of the document.",
  },
  enclosed: {
    de: "Diese Datei lässt sich nicht als Seiten zeigen. Sie liegt dem Paket der Akte bei; maßgeblich ist die Prüfsumme oben.",
    en: "This file cannot be shown as pages. It lies in the package of the file; the hash above tells which one it is.",
  },
  tooMany: {
    de: "Die Datei ist hier nicht gezeigt, weil das Dokument sonst zu lang würde. Sie liegt dem Paket der Akte bei.",
    en: "The file is not shown here because the document would become too long. It lies in the package of the file.",
  },
  citizen: { de: "Bürgerin oder Bürger", en: "Citizen" },
  staff: { de: "Amt", en: "Office" },
  system: { de: "Programm", en: "Program" },
  pageOf: { de: "Seite", en: "Page" },
} satisfies Record<string, Localized>;

interface Shown {
  readonly sheets: readonly FileSheet[];
  readonly note: string;
}

/** Gathers the pages of all documents, pictures and PDFs beside. */
class Collection {
  readonly pictures: (readonly [string, Uint8Array])[] = [];
  readonly pdfs: Uint8Array[] = [];
  readonly #language: Language;
  #pages = 0;

  constructor(language: Language) {
    this.#language = language;
  }

  /** As many pages as there are still room for; undefined where one document alone is more. */
  #take(sheets: readonly FileSheet[]): readonly FileSheet[] {
    this.#pages += sheets.length;
    return sheets;
  }

  #fits(count: number): boolean {
    return this.#pages + count <= mostPages;
  }

  #drawn(bytes: Uint8Array, count: number): readonly FileSheet[] {
    const pdf = this.pdfs.push(bytes) - 1;
    return this.#take(Array.from({ length: count }, (_, page) => ({ kind: "drawn", pdf, page }) as const));
  }

  #picture(bytes: Uint8Array, ending: string, alt: string, words: string): FileSheet {
    const name = `p${this.pictures.length}.${ending}`;
    this.pictures.push([name, bytes]);
    return { kind: "picture", name, alt, text: words };
  }

  async #pdf(document: ProvenDocument, bytes: Uint8Array): Promise<Shown> {
    const language = this.#language;
    const archival = await archivalPages(bytes);
    if (archival !== undefined && this.#fits(archival)) return { sheets: this.#drawn(bytes, archival), note: "" };
    const { count, pages } = await readPdf(bytes, { mostPages, mostLetters });
    if (!this.#fits(count)) return { sheets: [], note: w.tooMany[language] };
    const sheets: FileSheet[] = [];
    for (let from = 1; from <= count; from += drawnAtOnce) {
      const numbers = Array.from({ length: Math.min(drawnAtOnce, count - from + 1) }, (_, index) => from + index);
      const { pictures } = await drawPdf(bytes, { pages: numbers, size: { dpi }, format: "jpeg", timeoutMs: 120_000 });
      for (const { number, bytes: picture } of pictures) {
        const alt = `${document.title}, ${w.pageOf[language]} ${number}`;
        sheets.push(this.#picture(picture, "jpg", alt, pages[number - 1]?.text ?? ""));
      }
    }
    return { sheets: this.#take(sheets), note: w.asPicture[language] };
  }

  async #image(document: ProvenDocument, bytes: Uint8Array): Promise<Shown> {
    if (!this.#fits(1)) return { sheets: [], note: w.tooMany[this.#language] };
    const picture = await sharp(bytes, { limitInputPixels: 100_000_000 })
      .rotate()
      .resize({ width: mostPixels, height: mostPixels, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: 88 })
      .toBuffer()
      .catch(() => {
        throw new Invalid("proof.unreadable-picture");
      });
    return { sheets: this.#take([this.#picture(picture, "jpg", document.title, "")]), note: "" };
  }

  async #text(document: ProvenDocument, bytes: Uint8Array, now: Date): Promise<Shown> {
    const words = new TextDecoder().decode(bytes).replaceAll(/\r\n?/g, "\n").slice(0, mostLetters);
    const pdf = await renderPdf({
      template: textTemplate,
      data: { title: document.title, language: this.#language, text: words },
      standard: "a-2a",
      now,
    });
    const count = (await archivalPages(pdf)) ?? 0;
    if (!this.#fits(count)) return { sheets: [], note: w.tooMany[this.#language] };
    return { sheets: this.#drawn(pdf, count), note: "" };
  }

  /** Pages of a document, or why there are none. */
  async show(document: ProvenDocument, bytes: Uint8Array, now: Date): Promise<Shown> {
    const type = (document.mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
    try {
      if (type === "application/pdf") return await this.#pdf(document, bytes);
      if (["image/jpeg", "image/png", "image/webp", "image/gif", "image/tiff"].includes(type)) {
        return await this.#image(document, bytes);
      }
      if (type === "text/plain") return await this.#text(document, bytes, now);
    } catch (error) {
      // A file that cannot be read is no reason to have no complete file: it is listed with its hash.
      if (error instanceof Invalid) return { sheets: [], note: w.enclosed[this.#language] };
      throw error;
    }
    return { sheets: [], note: w.enclosed[this.#language] };
  }
}

/** Of the newest version of each Dokument the form that can be shown best: a PDF where there is one. */
function shownOf(documents: readonly ProvenDocument[]): readonly ProvenDocument[] {
  const byDokument = Map.groupBy(documents, ({ dokumentId }) => dokumentId);
  return [...byDokument.values()].flatMap((all) => {
    const newest = Math.max(...all.map(({ version }) => version));
    const forms = all.filter(({ version }) => version === newest);
    return forms.find(({ mediaType }) => mediaType.startsWith("application/pdf")) ?? forms[0] ?? [];
  });
}

/**
 * Sets the complete file of an Akte: one PDF/A with cover, contents, history and all documents in the order of filing.
 * @param told called after each document
 * @throws Invalid `proof.too-large`, `proof.content-changed`, `proof.too-complex`; NotFound `files.missing`
 */
export async function buildCompleteFile(
  files: Ctx["files"],
  evidence: Evidence,
  madeAt: Date,
  told: (done: number) => Promise<void>,
): Promise<{ readonly bytes: Uint8Array; readonly filename: string }> {
  const { language, akte, town, proofs } = evidence;
  const shownDocuments = shownOf(evidence.documents);
  const size = shownDocuments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (size > mostExportBytes) throw new Invalid("proof.too-large");
  const collection = new Collection(language);
  const documents: CompleteFile["documents"][number][] = [];
  const vorgangOf = new Map(evidence.vorgaenge.map((one) => [one.vorgangId, `${one.aktenzeichen} ${one.betreff}`]));
  for (const [index, document] of shownDocuments.entries()) {
    const bytes = await files.get(document.sha256);
    if (sha256(bytes) !== document.sha256) throw new Invalid("proof.content-changed");
    const { sheets, note } = await collection.show(document, bytes, madeAt);
    documents.push({
      title: `${index + 1}. ${document.title}`.slice(0, 300),
      facts: [
        { label: w.vorgang[language], value: (vorgangOf.get(document.vorgangId ?? "") ?? "").slice(0, 300) },
        { label: w.filed[language], value: String(document.sequence) },
        { label: w.version[language], value: String(document.version) },
        { label: w.kind[language], value: document.mediaType.slice(0, 100) },
        { label: w.size[language], value: `${document.sizeBytes} Bytes` },
        { label: "SHA-256", value: document.sha256 },
      ],
      note,
      sheets,
    });
    await told(index + 1);
  }
  const [proof] = proofs;
  const head = proof && (JSON.parse(proof.statement) as { number: number; day: string });
  const bytes = await setCompleteFile({
    file: {
      language,
      officialName: town.name,
      aktenzeichen: akte.aktenzeichen,
      title: `${w.title[language]} ${akte.aktenzeichen}`,
      subtitle: akte.betreff,
      facts: [
        { label: w.aktenzeichen[language], value: akte.aktenzeichen },
        { label: w.unit[language], value: akte.planUnit },
        { label: w.opened[language], value: formatInstant(new Date(akte.openedAt), language) },
        {
          label: w.zda[language],
          value: akte.zdaAt === null ? w.stillOpen[language] : formatInstant(new Date(akte.zdaAt), language),
        },
        { label: w.made[language], value: formatInstant(madeAt, language) },
        { label: w.head[language], value: head === undefined ? w.none[language] : `${head.number} (${head.day})` },
      ],
      note: w.note[language],
      footer: akte.betreff.slice(0, 120),
      history: evidence.history.flatMap((entry) =>
        "withheld" in entry
          ? []
          : [
              {
                sequence: entry.sequence,
                what: [
                  evidence.actions[entry.action]?.[language] ?? entry.action,
                  entry.details.title ?? entry.details.betreff,
                ]
                  .filter((part) => typeof part === "string")
                  .join(": ")
                  .slice(0, 200),
                when: formatInstant(new Date(entry.recordedAt), language),
                who: (entry.actor.name ?? w[entry.actor.kind][language]).slice(0, 80),
              },
            ],
      ),
      documents,
      words: {
        page: w.page[language],
        contents: w.contents[language],
        empty: w.empty[language],
        history: w.history[language],
        historyHeads: [w.entry, w.what, w.when, w.who].map((word) => word[language]),
      },
    },
    pictures: collection.pictures,
    pdfs: collection.pdfs,
    madeAt: madeAt.getTime(),
  });
  return { bytes, filename: `Akte-${akte.aktenzeichen.replaceAll("/", "-")}.pdf` };
}
