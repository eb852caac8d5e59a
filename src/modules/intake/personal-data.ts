import { dayInBerlin, formatDayShort, formatInstant, isId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import {
  bestMentions,
  excerptOf,
  type Holding,
  mentionPatterns,
  type PersonalDataSource,
  type SoughtPerson,
} from "../dataprotection/index.ts";
import { listUploads, readUpload } from "../uploads/index.ts";
import { textOfPage } from "./recognition/recognised.ts";
import {
  findCollection,
  findItem,
  findLetter,
  findLetterFile,
  findSettings,
  selectItemsLike,
  selectLetterPages,
  selectLettersLike,
} from "./store/index.ts";

async function textOf(ctx: Ctx, letterId: string): Promise<string> {
  return (await selectLetterPages(ctx, letterId))
    .flatMap(({ recognised }) => (recognised === undefined ? [] : [textOfPage(recognised)]))
    .join("\n\n");
}

/** Letters of scanned post that mention a person, as far as their text was recognised. */
async function lettersOf(ctx: Ctx, person: SoughtPerson, patterns: readonly string[]) {
  const letters = [];
  for (const letterId of await selectLettersLike(ctx, patterns)) {
    const letter = await findLetter(ctx, letterId);
    if (letter !== undefined) letters.push({ letter, text: await textOf(ctx, letterId) });
  }
  return bestMentions(letters, person, ({ text }) => text);
}

const letterKey = "letter ";
const itemKey = "item ";

/** What every holding here has in common: it came in, and nobody has filed it yet. */
async function unfiled(ctx: Ctx): Promise<Omit<Holding, "key" | "title" | "facts" | "documents">> {
  const { keepDays } = await findSettings(ctx);
  return {
    purpose: { de: "Eingegangene Post den Akten zuordnen", en: "Assign incoming post to files" },
    law: "Art. 6 Abs. 1 Buchst. c und e DSGVO, § 3 DSG NRW, EGovG NRW",
    origin: { de: "eingegangen mit der Post oder als Datei", en: "came in by post or as a file" },
    recipients: [],
    kept: {
      de: `bis zur Ablage in einer Akte; was niemand ablegt, wird nach ${keepDays} Tagen gelöscht`,
      en: `until it is filed; what nobody files is deleted after ${keepDays} days`,
    },
    erasure: {
      possible: false,
      law: "Art. 17 Abs. 3 Buchst. b DSGVO",
      why: {
        de: "Eingegangene Post muss bearbeitet und abgelegt werden. Was in keine Akte gehört, verwirft der Posteingang.",
        en: "Incoming post has to be worked on and filed. What belongs in no file is thrown away by the post desk.",
      },
    },
  };
}

async function letterHolding(ctx: Ctx, letterId: string): Promise<Holding | undefined> {
  const letter = await findLetter(ctx, letterId);
  const pile = letter === undefined ? undefined : await findCollection(ctx, letter.collectionId);
  if (letter === undefined || letter.state === "filed" || pile?.kind !== "pile") return undefined;
  const { scanSha256 } = letter;
  return {
    key: `${letterKey}${letterId}`,
    title: `Schriftstück ${letter.number} der Post vom ${formatDayShort(pile.scan.scannedOn, "de")}`,
    facts: [
      { label: "Seiten", value: String(letter.pages) },
      { label: "Erkannter Text", value: await textOf(ctx, letterId) },
    ],
    documents:
      scanSha256 === undefined
        ? []
        : [
            {
              filename: `Schriftstueck-${letter.number}.pdf`,
              sha256: scanSha256,
              read: async () => (await findLetterFile(ctx, letterId, "scan")) ?? new Uint8Array(),
            },
          ],
    ...(await unfiled(ctx)),
  };
}

async function itemHolding(ctx: Ctx, itemId: string): Promise<Holding | undefined> {
  const item = await findItem(ctx, itemId);
  if (item === undefined || item.dokumentId !== undefined) return undefined;
  const upload = (await listUploads(ctx, item.collectionId)).find(({ uploadId }) => uploadId === itemId);
  return {
    key: `${itemKey}${itemId}`,
    title: `Datei „${item.title}“`,
    facts: [
      { label: "Absender", value: item.sender },
      ...(item.letterDate === undefined ? [] : [{ label: "Datum", value: formatDayShort(item.letterDate, "de") }]),
      ...(upload === undefined ? [] : [{ label: "Eingegangen", value: formatInstant(upload.orderedAt, "de") }]),
      ...(item.readable === undefined ? [] : [{ label: "Text", value: item.readable }]),
    ],
    documents:
      upload?.sha256 === undefined || upload.state !== "clean"
        ? []
        : [
            {
              filename: upload.filename,
              sha256: upload.sha256,
              read: async () => (await readUpload(ctx, item.collectionId, itemId, "file")).bytes,
            },
          ],
    ...(await unfiled(ctx)),
  };
}

/** Post and files that came in and are not on file: once they are, they are found there. */
export const intakePersonalData: PersonalDataSource = {
  id: "intake",
  title: { de: "Post, die noch nicht abgelegt ist", en: "Post not yet filed" },
  async search(ctx, person) {
    const patterns = mentionPatterns(person);
    if (patterns.length === 0) return [];
    const trace = { caseIds: [], mailboxIds: [] };
    const letters = (await lettersOf(ctx, person, patterns)).map(({ letter, text }) => ({
      key: `${letterKey}${letter.letterId}`,
      label: `Gescanntes Schriftstück ${letter.number}, ${formatDayShort(dayInBerlin(letter.changedAt), "de")}`,
      person: excerptOf(text, person),
      trace,
    }));
    const items = bestMentions(await selectItemsLike(ctx, patterns), person, ({ text }) => text).map((item) => ({
      key: `${itemKey}${item.itemId}`,
      label: "Datei, die auf die Ablage wartet",
      person: excerptOf(item.text, person),
      trace,
    }));
    return [...letters, ...items].slice(0, 200);
  },
  async collect(ctx, keys) {
    const holdings = [];
    for (const key of keys) {
      const id = key.split(" ")[1] ?? "";
      if (!isId(id)) continue;
      holdings.push(key.startsWith(letterKey) ? await letterHolding(ctx, id) : await itemHolding(ctx, id));
    }
    return holdings.filter((holding) => holding !== undefined);
  },
};
