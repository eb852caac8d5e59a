import type { Localized } from "../../kernel/index.ts";
import type { Nachricht, Nachrichtentyp } from "./model.ts";
import { inventoryOf } from "./walk.ts";

function repeated(values: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const value of values) {
    const same = value.toLowerCase();
    if (seen.has(same)) return value;
    seen.add(same);
  }
  return undefined;
}

/** Attachments that hold no document or two; the shape cannot say it, since a number may stand beside. */
function wrongAnlage(value: unknown, key = ""): boolean {
  if (Array.isArray(value)) return value.some((item) => wrongAnlage(item, key));
  if (typeof value !== "object" || value === null) return false;
  if (key === "anlagen" && "dokument" in value === "mitSchriftstuecken" in value) return true;
  return Object.entries(value).some(([inside, inner]) => wrongAnlage(inner, inside));
}

function judged(nachricht: Nachricht): readonly string[] {
  if (nachricht.typ === "0502") return nachricht.bewertet.map(({ uuid }) => uuid);
  if (nachricht.typ === "0506") return (nachricht.ausgesondert ?? []).map(({ uuid }) => uuid);
  return [];
}

/** What the schema does not say but the specification does (sections 2.4.3, 3.3.13, 5.1.44). */
export function ruleMistakes(nachricht: Nachricht): readonly Localized[] {
  const mistakes: Localized[] = [];
  const { objects, files } = inventoryOf(nachricht);
  if (nachricht.laufendeNummer > nachricht.gesamtzahl) {
    mistakes.push({
      de: `Die Nachricht ist Nummer ${nachricht.laufendeNummer} von nur ${nachricht.gesamtzahl}.`,
      en: `The message is number ${nachricht.laufendeNummer} of only ${nachricht.gesamtzahl}.`,
    });
  }
  if (wrongAnlage(nachricht)) {
    mistakes.push({
      de: "Eine Anlage muss genau ein Dokument enthalten.",
      en: "An attachment has to hold exactly one document.",
    });
  }
  const twice = repeated(objects.map(({ uuid }) => uuid));
  if (twice !== undefined) {
    mistakes.push({ de: `Zwei Objekte haben die UUID ${twice}.`, en: `Two objects have the UUID ${twice}.` });
  }
  const twiceJudged = repeated(judged(nachricht));
  if (twiceJudged !== undefined) {
    mistakes.push({
      de: `Das Objekt ${twiceJudged} steht zweimal in der Antwort.`,
      en: `The object ${twiceJudged} is in the answer twice.`,
    });
  }
  const twiceNamed = repeated(files.map(({ dateiname }) => dateiname));
  if (twiceNamed !== undefined) {
    mistakes.push({ de: `Zwei Dateien heißen ${twiceNamed}.`, en: `Two files are called ${twiceNamed}.` });
  }
  const known = new Set(objects.map(({ uuid }) => uuid.toLowerCase()));
  for (const { dateiname } of files) {
    if (known.has(dateiname.slice(0, 36).toLowerCase())) {
      mistakes.push({
        de: `Die Datei ${dateiname} trägt die UUID eines Objekts. Jede Datei braucht eine eigene.`,
        en: `The file ${dateiname} bears the UUID of an object. Each file needs its own.`,
      });
    }
    if (/[/\\:\p{Cc}]/u.test(dateiname)) {
      mistakes.push({
        de: "Im Namen einer Datei steht ein Zeichen, das zu einem Pfad gehört oder nicht druckbar ist.",
        en: "The name of a file holds a character of paths or one that cannot be printed.",
      });
    }
  }
  return mistakes;
}

/** Which message each answer answers. */
const answered: Readonly<Partial<Record<Nachrichtentyp, Nachrichtentyp>>> = {
  "0502": "0501",
  "0504": "0501",
  "0505": "0502",
  "0506": "0503",
  "0507": "0503",
};

/**
 * Why an answer does not belong to the message it should answer: another process, another message, an object that
 * was not offered or only showed the context. Empty where it fits. Whether it came before is for the caller to know,
 * who keeps the nachrichtenUuid.
 */
export function answerMistakes(answer: Nachricht, original: Nachricht): readonly Localized[] {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  if (answered[answer.typ] !== original.typ) {
    return [
      {
        de: `Die Nachricht ${answer.typ} ist keine Antwort auf ${original.typ}.`,
        en: `The message ${answer.typ} is no answer to ${original.typ}.`,
      },
    ];
  }
  const mistakes: Localized[] = [];
  if (!same(answer.kopf.prozessId, original.kopf.prozessId)) {
    mistakes.push({
      de: `Die Antwort gehört zum Prozess ${answer.kopf.prozessId}, nicht zu ${original.kopf.prozessId}.`,
      en: `The answer belongs to the process ${answer.kopf.prozessId}, not to ${original.kopf.prozessId}.`,
    });
  }
  if (same(answer.kopf.nachrichtenUuid, original.kopf.nachrichtenUuid)) {
    mistakes.push({
      de: "Die Antwort trägt die UUID der Nachricht, auf die sie antwortet.",
      en: "The answer bears the UUID of the message that it answers.",
    });
  }
  if ("ursprungsnachricht" in answer && !same(answer.ursprungsnachricht, original.kopf.nachrichtenUuid)) {
    mistakes.push({
      de: `Die Antwort bezieht sich auf die Nachricht ${answer.ursprungsnachricht}, nicht auf ${original.kopf.nachrichtenUuid}.`,
      en: `The answer refers to the message ${answer.ursprungsnachricht}, not to ${original.kopf.nachrichtenUuid}.`,
    });
  }
  const offered = new Set(
    inventoryOf(original).objects.flatMap(({ uuid, kontextobjekt }) => (kontextobjekt ? [] : [uuid.toLowerCase()])),
  );
  for (const uuid of judged(answer)) {
    if (!offered.has(uuid.toLowerCase())) {
      mistakes.push({
        de: `Das Objekt ${uuid} wurde nicht ${original.typ === "0501" ? "angeboten" : "ausgesondert"}.`,
        en: `The object ${uuid} was not ${original.typ === "0501" ? "offered" : "handed over"}.`,
      });
    }
  }
  return mistakes;
}
