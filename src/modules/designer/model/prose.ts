import { type Datenfeld, type Datenfeldgruppe, placesOf, type Stammdatenschema } from "./datenschema.ts";
import { labelOf, shownText } from "./field-from.ts";

/** A sentence of a schema that makes something depend on something. */
export interface ProseSentence {
  /** `R00000017`, or where it was found: `G00000094:definition`. */
  readonly ruleId: string;
  readonly name: string;
  readonly text: string;
  /** Places of the schema it speaks of; empty for the whole. */
  readonly places: readonly string[];
  /** A rule of the standard, not a sentence found in a text. */
  readonly formal: boolean;
}

/** Words of a condition. Help texts are full of them, and no tool reads them. */
const conditional =
  /\b(?:wenn|falls|sofern|soweit|es sei denn|nur (?:bei|für|falls|wenn|dann|auszufüllen|anzugeben)|entweder|mindestens eine?[rs]?|höchstens|darf nicht|dürfen nicht|muss mindestens|nicht gleichzeitig|ausgenommen|Pflichtfeld|Pflichtangabe)\b/i;

const textKeys = ["hilfetextEingabe", "beschreibung", "definition", "inhalt"] as const;

/** Sentences; points of abbreviations and numbers (`z. B.`, `§ 14 Abs. 1`) end none. */
function sentencesOf(text: string): readonly string[] {
  return text
    .split(/(?<=[.!?])(?<!\b(?:z|B|d|h|u|a|o|ggf|ggfs|bzw|vgl|Abs|Nr|Art|ca|inkl|evtl|sog|etc|\d)\.)\s+(?=\p{Lu}|\()/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

type Owner = Datenfeld | Datenfeldgruppe;

/** What stands in a schema as prose: its rules, and sentences of its texts that state a condition. Each once. */
export function proseOf(schema: Stammdatenschema): readonly ProseSentence[] {
  const found = new Map<string, ProseSentence & { places: string[] }>();
  const add = (sentence: Omit<ProseSentence, "places">, place: string): void => {
    const key = `${sentence.ruleId}\n${sentence.text}`;
    const known = found.get(key);
    if (known !== undefined) {
      if (place !== "") known.places.push(place);
      return;
    }
    // The same id with another text is another rule.
    const same = [...found.values()].filter(({ ruleId }) => ruleId.split("~")[0] === sentence.ruleId).length;
    const ruleId = same === 0 ? sentence.ruleId : `${sentence.ruleId}~${same + 1}`;
    found.set(key, { ...sentence, ruleId, places: place === "" ? [] : [place] });
  };
  const rules = (owner: { readonly regel: Owner["regel"] }, place: string): void => {
    for (const regel of owner.regel) {
      const texts = [regel.freitextRegel, regel.definition, regel.beschreibung, regel.skript].map(shownText);
      const text = [...new Set(texts)].filter((part) => part !== "").join("\n");
      const name = labelOf(regel);
      add({ ruleId: regel.identifikation.id.trim(), name, text: text === "" ? name : text, formal: true }, place);
    }
  };
  const texts = (owner: Owner, place: string): void => {
    for (const key of textKeys) {
      const text = key === "inhalt" ? ("inhalt" in owner ? owner.inhalt : undefined) : owner[key];
      const conditions = sentencesOf(shownText(text)).filter((sentence) => conditional.test(sentence));
      if (conditions.length === 0) continue;
      const ruleId = `${owner.identifikation.id.trim()}:${key}`;
      add({ ruleId, name: labelOf(owner), text: conditions.join(" "), formal: false }, place);
    }
  };
  rules(schema, "");
  for (const { path, struktur } of placesOf(schema)) {
    for (const owner of [struktur.feld, struktur.gruppe]) {
      if (owner === undefined) continue;
      rules(owner, path);
      texts(owner, path);
    }
  }
  return [...found.values()];
}
