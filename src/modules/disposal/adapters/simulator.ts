import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../../../platform/files/index.ts";
import type {
  ArchiveFormat,
  IncomingMessage,
  OutgoingMessage,
  PackedAkte,
  PackedDokument,
  PackedVorgang,
} from "../model/archive-format.ts";
import { derivedUuid } from "../model/derived-uuid.ts";
import { historyLines } from "../model/import-plan.ts";
import { folders } from "./folder.ts";

/** Where the simulated archive keeps what it got. */
const shelf = "archiv";
const answeredMark = ".beantwortet";

/**
 * What the simulated archive wants: what the town wants archived (A), and of the rest every second, by the last digit of
 * the number of the Akte. A rule that everybody can check, and that means nothing.
 */
export function simulatedVerdict({ aussonderungsart, kennzeichen = "" }: PackedAkte): "A" | "V" {
  if (aussonderungsart === "A") return "A";
  return /[02468]$/.test(kennzeichen) ? "A" : "V";
}

/** It cannot import what says so itself: so that a failure can be looked at. */
export function simulatedFault({ betreff = "" }: PackedAkte): string | undefined {
  return /unlesbar/i.test(betreff) ? "Simulierter Fehler: Im Betreff steht „unlesbar“." : undefined;
}

/** The messages by which the simulated archive answers one of ours. The same message gets the same answers. */
export function simulatedAnswers(message: IncomingMessage, now: Date): readonly OutgoingMessage[] {
  const head = (typ: string) => ({
    messageId: derivedUuid(`${message.messageId}/${typ}`),
    processId: message.processId,
    number: message.number,
    madeAt: now,
    from: message.to,
    to: message.from,
  });
  switch (message.typ) {
    case "0501":
      return [
        { ...head("0504"), typ: "0504", answers: message.messageId },
        {
          ...head("0502"),
          typ: "0502",
          answers: message.messageId,
          judged: message.akten.map((akte) => ({ uuid: akte.uuid, verdict: simulatedVerdict(akte) })),
        },
      ];
    case "0503": {
      const objects = message.akten.map((akte) => {
        const fault = simulatedFault(akte);
        return fault === undefined
          ? { uuid: akte.uuid, success: true, archivkennung: `SIM ${akte.kennzeichen ?? akte.uuid}`, faults: [] }
          : { uuid: akte.uuid, success: false, faults: [fault] };
      });
      return [
        { ...head("0507"), typ: "0507", answers: message.messageId },
        {
          ...head("0506"),
          typ: "0506",
          answers: message.messageId,
          success: objects.every(({ success }) => success),
          faults: [],
          objects,
        },
      ];
    }
    default:
      return [];
  }
}

const overviewEnding = ".uebersicht.txt";

/** What the simulated archive reads out of a hand-over, for people: objects, files and their history. */
export function simulatedOverview(message: IncomingMessage): string | undefined {
  if (message.typ !== "0503") return undefined;
  const lines: string[] = [];
  const object = (depth: number, kind: string, one: PackedAkte | PackedVorgang | PackedDokument) => {
    const indent = "  ".repeat(depth);
    const kennzeichen = "kennzeichen" in one && one.kennzeichen !== undefined ? `${one.kennzeichen} ` : "";
    lines.push(`${indent}${kind} ${kennzeichen}${one.betreff ?? "Ohne Betreff"} (${one.uuid})`);
    const { historie = [] } = one;
    // Who it is about stands in the line above.
    const [, , ...told] = historie.length === 0 ? [] : historyLines([{ about: "", entries: historie }]);
    lines.push(...told.map((line) => `${indent}${line}`));
  };
  const dokument = (depth: number, one: PackedDokument): void => {
    object(depth, "Dokument", one);
    for (const { nummer, formate } of one.versionen) {
      const files = formate.map(({ name, mediaType }) => `${name} (${mediaType ?? "Format unbekannt"})`).join(", ");
      lines.push(`${"  ".repeat(depth + 1)}Version ${nummer}: ${files}`);
    }
    for (const anlage of one.anlagen) dokument(depth + 1, anlage);
  };
  const vorgang = (depth: number, one: PackedVorgang): void => {
    object(depth, "Vorgang", one);
    for (const part of one.dokumente) dokument(depth + 1, part);
    for (const part of one.teilvorgaenge) vorgang(depth + 1, part);
  };
  const akte = (depth: number, kind: string, one: PackedAkte): void => {
    object(depth, kind, one);
    for (const part of one.dokumente) dokument(depth + 1, part);
    for (const part of one.vorgaenge) vorgang(depth + 1, part);
    for (const part of one.teilakten) akte(depth + 1, "Teilakte", part);
  };
  for (const one of message.akten) akte(0, "Akte", one);
  return `${lines.join("\n")}\n`;
}

/**
 * Plays the archive on the other side of a folder: takes what lies in `ausgang` onto its shelf, and brings its answers
 * to `eingang`. For demos and tests; it keeps nothing safe. A crash repeats an answer, it never loses one.
 */
export async function playArchive(folder: string, format: ArchiveFormat, now: Date): Promise<void> {
  const place = (name: string) => join(folder, name);
  for (const name of [folders.out, folders.in, shelf]) await mkdir(place(name), { recursive: true, mode: 0o700 });
  for (const name of await readdir(place(folders.out))) {
    if (!name.startsWith(".")) await rename(join(place(folders.out), name), join(place(shelf), name));
  }
  const onShelf = await readdir(place(shelf));
  for (const name of onShelf.filter((one) => one.endsWith(".zip") && !onShelf.includes(`${one}${answeredMark}`))) {
    const message = format.read(await readFile(join(place(shelf), name)), { name });
    const overview = simulatedOverview(message);
    if (overview !== undefined) {
      await writeWhole(join(place(shelf), `${name}${overviewEnding}`), new TextEncoder().encode(overview));
    }
    for (const answer of simulatedAnswers(message, now)) {
      const written = format.write(answer);
      await writeWhole(join(place(folders.in), written.name), written.bytes);
    }
    await writeFile(join(place(shelf), `${name}${answeredMark}`), "");
  }
}
