import type { Localized } from "../../../kernel/index.ts";
import {
  cutPages,
  type Element,
  type Field,
  type Group,
  type LeistungDefinition,
  type Note,
  type Section,
} from "../../forms/index.ts";
import {
  type AllgemeineAngaben,
  type Datenfeld,
  type Datenfeldgruppe,
  type Datenschema,
  placesOf,
  type Stammdatenschema,
  type Struktur,
  segmentsOf,
} from "./datenschema.ts";
import { type FieldContent, FieldReader, germanOnly, type KnownCodeList, labelOf, shownText } from "./field-from.ts";
import { guessSubject, guessTopic } from "./guesses.ts";
import type { Assumption, ImportReport, OpenKind, OpenPoint } from "./import-report.ts";
import { Keys } from "./keys.ts";
import { type ProseSentence, proseOf } from "./prose.ts";
import type { ProseRule } from "./prose-rule.ts";
import { serviceIdOf } from "./service.ts";

/** What a person may say when a schema is imported; the rest is taken from the schema or guessed. */
export interface ImportChoices {
  readonly id?: string;
  readonly title?: Localized;
  /** Lists that the region has. */
  readonly codeLists?: readonly KnownCodeList[];
  /** What is against the standard, for the report. */
  readonly mistakes?: readonly { readonly path: string; readonly text: Localized }[];
}

/** A service made from a schema. */
export interface MadeDefinition {
  readonly definition: LeistungDefinition;
  readonly report: ImportReport;
  /** Where each field and group of the form comes from: path of the form, without positions, to path of the schema. */
  readonly pathOf: Readonly<Record<string, string>>;
  readonly rules: readonly ProseRule[];
}

/** `beliebig oft` and more than a form can show. */
export const mostEntries = 20;

const placeNames = /^(?:ort|wohnort|stadt|gemeinde)$/i;

const plainText = (de: string, en: string): Localized => ({ de, en });

/** `0:1`, `1:*`, read. */
export interface Cardinality {
  readonly min: number;
  /** Infinity for `*`. */
  readonly max: number;
}

/** @returns undefined where it is no cardinality */
export function cardinalityOf(anzahl: string): Cardinality | undefined {
  const match = /^(\d{1,6}):(\*|\d{1,6})$/.exec(anzahl.trim());
  if (match === null) return undefined;
  return { min: Number(match[1]), max: match[2] === "*" ? Number.POSITIVE_INFINITY : Number(match[2]) };
}

/** Where the builder stands: keys of this place, the path of the form and of the schema, the legal source from above. */
interface Spot {
  readonly keys: Keys;
  readonly formBase: string;
  readonly schemaBase: string;
  readonly source: string;
}

/** Whether somebody who fills in the group has to fill in something. */
function asksForSomething(gruppe: Datenfeldgruppe): boolean {
  return gruppe.struktur.some(({ anzahl, feld, gruppe: inner }) => {
    const required = (cardinalityOf(anzahl)?.min ?? 1) > 0;
    const art = feld?.feldart.code.trim();
    if (feld !== undefined) return required && art !== "label" && art !== "hidden" && art !== "locked";
    return inner !== undefined && required && asksForSomething(inner);
  });
}

const sourceOf = (bezug: AllgemeineAngaben["bezug"]): string =>
  bezug
    .flatMap(({ text, link }) => [...text.split("\n"), ...(link === undefined ? [] : [link])])
    .map(shownText)
    .filter((line) => line !== "")
    .join("; ");

const ownSource = (struktur: Struktur): string => {
  const element = struktur.feld ?? struktur.gruppe;
  return [...new Set([sourceOf(struktur.bezug), sourceOf(element?.bezug ?? [])])]
    .filter((one) => one !== "")
    .join("; ");
};

const identity = ({ identifikation: { id, version } }: AllgemeineAngaben): string =>
  version === undefined ? id.trim() : `${id.trim()} ${version.trim()}`;

class DefinitionMaker {
  readonly open: OpenPoint[] = [];
  readonly assumed: Assumption[] = [];
  readonly pathOf: Record<string, string> = {};
  readonly formPathOf = new Map<string, string>();
  readonly cameOver = {
    fields: 0,
    groups: 0,
    cardinalities: 0,
    datatypes: 0,
    precisions: 0,
    helpTexts: 0,
    sources: 0,
    staticTexts: 0,
    codeLists: 0,
  };
  readonly #fields: FieldReader;

  constructor(lists: readonly KnownCodeList[]) {
    this.#fields = new FieldReader(lists);
  }

  note(kind: OpenKind | "assumed", path: string, text: Localized, formPath?: string): void {
    const place = { path, ...(formPath === undefined ? {} : { formPath }), text };
    if (kind === "assumed") this.assumed.push(place);
    else this.open.push({ kind, ...place });
  }

  #cardinality({ anzahl }: Struktur, path: string): { min: number; max: number } {
    this.cameOver.cardinalities += 1;
    const read = cardinalityOf(anzahl);
    const shown = anzahl.trim().slice(0, 40);
    const wrong = (de: string, en: string, as: { min: number; max: number }) => {
      this.cameOver.cardinalities -= 1;
      this.note("cardinality", path, plainText(de, en));
      return as;
    };
    if (read === undefined) {
      return wrong(`„${shown}“ ist keine Kardinalität. Wir nehmen 0:1.`, `“${shown}” is no cardinality. We take 0:1.`, {
        min: 0,
        max: 1,
      });
    }
    if (read.max === 0) {
      return wrong(
        `Die Kardinalität ${shown} erlaubt das Element nie. Wir fragen danach, verlangen es aber nicht.`,
        `The cardinality ${shown} never allows the element. We ask for it, but do not require it.`,
        { min: 0, max: 1 },
      );
    }
    if (read.min > read.max) {
      return wrong(
        `Die Kardinalität ${shown} widerspricht sich. Wir nehmen ${read.max}:${read.min}.`,
        `The cardinality ${shown} contradicts itself. We take ${read.max}:${read.min}.`,
        { min: Math.min(read.max, mostEntries), max: Math.min(read.min, mostEntries) },
      );
    }
    if (read.max > mostEntries) {
      this.note(
        "assumed",
        path,
        plainText(
          `${read.max === Number.POSITIVE_INFINITY ? "„Beliebig oft“" : `„Bis zu ${read.max} Mal“`} (${shown}) heißt im Formular: bis zu ${mostEntries} Mal.`,
          `${read.max === Number.POSITIVE_INFINITY ? "“Any number”" : `“Up to ${read.max} times”`} (${shown}) means in the form: up to ${mostEntries} times.`,
        ),
      );
    }
    return { min: Math.min(read.min, mostEntries), max: Math.min(read.max, mostEntries) };
  }

  /** Notes where a thing of the form comes from. */
  #bind(formPath: string, schemaPath: string): void {
    this.pathOf[formPath] = schemaPath;
    if (!this.formPathOf.has(schemaPath)) this.formPathOf.set(schemaPath, formPath);
  }

  elements(children: readonly Struktur[], segments: readonly string[], spot: Spot): readonly Element[] {
    return this.#withPlace(
      children.flatMap((struktur, index) => this.#element(struktur, spot.schemaBase + segments[index], spot)),
      spot,
    );
  }

  /** Beside one German postcode, the town can follow from it. */
  #withPlace(elements: readonly Element[], spot: Spot): readonly Element[] {
    const fields = elements.filter((element): element is Field => element.kind === "field");
    const [postcode, ...others] = fields.filter(({ type }) => type === "postcode");
    const place = fields.find(({ type, label }) => type === "text" && placeNames.test(label.de));
    if (postcode === undefined || others.length > 0 || place === undefined) return elements;
    const formPath = spot.formBase + place.key;
    this.note(
      "assumed",
      this.pathOf[formPath] ?? "",
      plainText(
        `„${place.label.de}“ füllen wir nach der Postleitzahl aus, wo nur ein Ort dazu gehört.`,
        `We fill in “${place.label.de}” by the postcode where it belongs to one place only.`,
      ),
      formPath,
    );
    return elements.map((element) => (element === place ? { ...place, placeOf: postcode.key } : element));
  }

  #element(struktur: Struktur, schemaPath: string, spot: Spot): readonly Element[] {
    const own = ownSource(struktur);
    if (own !== "") this.cameOver.sources += 1;
    const source = own === "" ? spot.source : own;
    const { feld, gruppe } = struktur;
    return [
      ...(feld === undefined ? [] : this.#field(struktur, feld, schemaPath, { ...spot, source })),
      ...(gruppe === undefined ? [] : this.#group(struktur, gruppe, schemaPath, { ...spot, source })),
    ];
  }

  #field(struktur: Struktur, feld: Datenfeld, schemaPath: string, spot: Spot): readonly Element[] {
    const { min, max } = this.#cardinality(struktur, schemaPath);
    const art = feld.feldart.code.trim();
    this.cameOver.fields += 1;
    if (art === "label") return this.#static(feld, schemaPath, spot);
    const label = labelOf(feld);
    const repeated = max > 1;
    const key = spot.keys.keyFor(label, "feld");
    const formPath = spot.formBase + key;
    this.#bind(formPath, schemaPath);
    if (feld.codelisteReferenz !== undefined) this.cameOver.codeLists += 1;
    let opened = 0;
    let wronglyTyped = false;
    const content = this.#fields.read(feld, repeated, ({ kind, text }) => {
      if (kind === "code-list" && feld.codelisteReferenz !== undefined) opened += 1;
      if (kind === "datatype") wronglyTyped = true;
      this.note(kind, schemaPath, text, formPath);
    });
    if (opened > 0 && content.codeList === undefined) this.cameOver.codeLists -= 1;
    if (!wronglyTyped) this.cameOver.datatypes += 1;
    if (shownText(feld.praezisierung?.text) !== "" || Object.keys(feld.praezisierung ?? {}).length > 1) {
      const unread = this.open.some(
        ({ kind, path }) => path === schemaPath && (kind === "precision" || kind === "pattern"),
      );
      if (!unread) this.cameOver.precisions += 1;
    }
    const field = this.#asked(
      feld,
      { key, label, source: spot.source, required: min > 0 },
      content,
      schemaPath,
      formPath,
    );
    if (content.withTime === true) return [this.#withTime(field, schemaPath, formPath, max)];
    if (!repeated || content.type === "choices") return [field];
    if (content.type === "file")
      return [{ ...field, file: { kinds: ["pdf", "picture"], ...content.file, maxFiles: max } }];
    return [this.#repeatedField(field, { min, max }, schemaPath, formPath)];
  }

  #asked(
    feld: Datenfeld,
    place: { readonly key: string; readonly label: string; readonly source: string; readonly required: boolean },
    { withTime: _withTime, ...content }: FieldContent,
    schemaPath: string,
    formPath: string,
  ): Field {
    const help = shownText(feld.hilfetextEingabe);
    if (help !== "") this.cameOver.helpTexts += 1;
    const art = feld.feldart.code.trim();
    const inhalt = shownText(feld.inhalt);
    const kept = art === "hidden" || art === "locked";
    if (kept) {
      this.note(
        "hidden-field",
        schemaPath,
        art === "hidden"
          ? plainText(
              `Ein verstecktes Feld${inhalt === "" ? "" : ` mit dem Inhalt „${inhalt.slice(0, 100)}“`}. Bürgerinnen und Bürger sehen es nicht.`,
              `A hidden field${inhalt === "" ? "" : ` with the content “${inhalt.slice(0, 100)}”`}. Citizens do not see it.`,
            )
          : plainText(
              `Ein gesperrtes Feld${inhalt === "" ? "" : ` mit dem Inhalt „${inhalt.slice(0, 100)}“`}. Nur das Amt füllt es aus; Bürgerinnen und Bürger sehen es nicht.`,
              `A locked field${inhalt === "" ? "" : ` with the content “${inhalt.slice(0, 100)}”`}. Only the office fills it in; citizens do not see it.`,
            ),
        formPath,
      );
    } else if (inhalt !== "") {
      this.note(
        "assumed",
        schemaPath,
        plainText(
          `Das Feld hat einen Inhalt (${inhalt.slice(0, 100)}). Wir zeigen ihn als Hinweis, tragen ihn aber nicht ein.`,
          `The field has a content (${inhalt.slice(0, 100)}). We show it as a hint, but do not fill it in.`,
        ),
        formPath,
      );
    }
    return {
      kind: "field",
      key: place.key,
      label: germanOnly(place.label),
      ...(help === "" ? {} : { help: germanOnly(help) }),
      ...(inhalt === "" || kept ? {} : { hint: germanOnly(inhalt) }),
      source: place.source === "" ? `FIM ${identity(feld)}` : place.source,
      ...content,
      ...(kept ? { required: false, when: "false" } : place.required ? {} : { required: false }),
    };
  }

  /** A value that may be given several times: a group of one field. */
  #repeatedField(field: Field, { min, max }: Cardinality, schemaPath: string, formPath: string): Group {
    this.#bind(`${formPath}.wert`, schemaPath);
    const { key, when, ...rest } = field;
    return {
      kind: "group",
      key,
      ...(when === undefined ? {} : { when }),
      title: field.label,
      entryName: field.label,
      min,
      max,
      elements: [{ ...rest, key: "wert", required: rest.required ?? true }],
    };
  }

  #withTime(field: Field, schemaPath: string, formPath: string, max: number): Group {
    this.#bind(`${formPath}.tag`, schemaPath);
    this.#bind(`${formPath}.uhrzeit`, schemaPath);
    const { key, when, label, help: _help, min: _min, max: _max, ...rest } = field;
    return {
      kind: "group",
      key,
      title: label,
      ...(field.help === undefined ? {} : { intro: field.help }),
      ...(when === undefined ? {} : { when }),
      ...(max > 1 ? { max, min: rest.required === false ? 0 : 1, entryName: label } : {}),
      elements: [
        { ...rest, key: "tag", type: "date", label: plainText("Tag", "Day") },
        { ...rest, key: "uhrzeit", type: "time", label: plainText("Uhrzeit", "Time") },
      ],
    };
  }

  #static(feld: Datenfeld, schemaPath: string, spot: Spot): readonly Note[] {
    const inhalt = shownText(feld.inhalt);
    const label = labelOf(feld);
    this.cameOver.staticTexts += 1;
    this.cameOver.datatypes += 1;
    this.#bind(`${spot.formBase}#${spot.keys.keyFor(label, "feld")}`, schemaPath);
    if (inhalt === "") {
      this.note(
        "static-text",
        schemaPath,
        plainText(
          `„${label}“ ist ein Text ohne Inhalt. Wir zeigen nur die Bezeichnung. Streichen Sie ihn, wenn ihn niemand braucht; eine Unterschrift ersetzt das Absenden.`,
          `“${label}” is a text without content. We show its name only. Remove it where nobody needs it; sending replaces a signature.`,
        ),
      );
    }
    const help = shownText(feld.hilfetextEingabe);
    if (help !== "") this.cameOver.helpTexts += 1;
    const parts = [inhalt === "" ? label : inhalt, help].filter((part) => part !== "");
    return [{ kind: "note", text: germanOnly(parts.join(" – ")) }];
  }

  #group(struktur: Struktur, gruppe: Datenfeldgruppe, schemaPath: string, spot: Spot): readonly Element[] {
    const { min, max } = this.#cardinality(struktur, schemaPath);
    this.cameOver.groups += 1;
    const title = shownText(gruppe.bezeichnungEingabe);
    const name = labelOf(gruppe);
    const key = spot.keys.keyFor(name, "gruppe");
    const formPath = spot.formBase + key;
    this.#bind(formPath, schemaPath);
    const repeatable = max > 1;
    const gated = !repeatable && min === 0 && asksForSomething(gruppe);
    const gate = gated ? [this.#gate(gruppe, spot.keys.besides(key, "Angeben"), spot.source)] : [];
    const inner: Spot = {
      keys: new Keys(),
      formBase: `${formPath}.`,
      schemaBase: `${schemaPath}.`,
      source: spot.source,
    };
    const elements = this.#members(gruppe, inner, repeatable || gated || min > 0);
    const intro = shownText(gruppe.hilfetextEingabe);
    if (intro !== "") this.cameOver.helpTexts += 1;
    const group: Group = {
      kind: "group",
      key,
      ...(title === "" && !repeatable ? {} : { title: germanOnly(title === "" ? name : title) }),
      ...(intro === "" ? {} : { intro: germanOnly(intro) }),
      ...(gate[0] === undefined ? {} : { when: `${gate[0].key} = "ja"` }),
      ...(repeatable ? { min, max, entryName: germanOnly(name) } : {}),
      elements,
    };
    if (elements.length > 0) return [...gate, group];
    this.#empty(gruppe, schemaPath);
    return [];
  }

  /** What is in a group; of an Auswahlgruppe one element is chosen first. */
  #members(gruppe: Datenfeldgruppe, spot: Spot, required: boolean): readonly Element[] {
    const segments = segmentsOf(gruppe.struktur);
    if (gruppe.art?.code.trim() !== "X" || gruppe.struktur.length < 2) {
      return this.elements(gruppe.struktur, segments, spot);
    }
    const key = spot.keys.keyFor("Auswahl", "feld");
    const branches = gruppe.struktur.map((struktur, index) => {
      const element = struktur.feld ?? struktur.gruppe;
      const [made, ...others] = this.elements([struktur], [segments[index] as string], spot);
      return {
        label: element === undefined ? `${index + 1}` : labelOf(element),
        made: [made, ...others],
        value: `${index + 1}`,
      };
    });
    const choice: Field = {
      kind: "field",
      key,
      type: branches.length <= 6 ? "choice" : "select",
      label: plainText("Was davon trifft zu?", "Which of these applies?"),
      source: `FIM ${identity(gruppe)}`,
      options: branches.map(({ label, value }) => ({ value, label: germanOnly(label) })),
      ...(required ? {} : { required: false }),
    };
    const chosen = branches.flatMap(({ made, value }) =>
      made.flatMap((element): readonly Element[] => {
        if (element === undefined) return [];
        const when = `${key} = "${value}"`;
        return [{ ...element, when: element.when === undefined ? when : `(${when}) and (${element.when})` }];
      }),
    );
    return [choice, ...chosen];
  }

  #empty(gruppe: Datenfeldgruppe, schemaPath: string): void {
    this.note(
      "cardinality",
      schemaPath,
      plainText(
        `Die Datenfeldgruppe „${labelOf(gruppe)}“ ist leer und erscheint nicht im Formular.`,
        `The group “${labelOf(gruppe)}” is empty and does not appear in the form.`,
      ),
    );
  }

  /** Asks whether somebody wants to fill in a group that may stay empty, but not half empty. */
  #gate(gruppe: Datenfeldgruppe, key: string, source: string): Field {
    const name = labelOf(gruppe);
    const asked = /^Angaben /.test(name) ? name : `Angaben zu „${name}“`;
    return {
      kind: "field",
      key,
      type: "yes-no",
      label: plainText(`Möchten Sie ${asked} machen?`, `Would you like to give details on “${name}”?`),
      source: source === "" ? `FIM ${identity(gruppe)}` : source,
    };
  }
}

/** Pages by the rule of the forms; texts at the very end, such as a signature, stay with the last questions. */
function pagesOf(elements: readonly Element[], title: string): readonly Section[] {
  const sections = cutPages(elements, { title: germanOnly(title) });
  const [last, before] = [sections.at(-1), sections.at(-2)];
  if (last === undefined || before === undefined || last.elements.some(({ kind }) => kind !== "note")) return sections;
  return [...sections.slice(0, -2), { ...before, elements: [...before.elements, ...last.elements] }];
}

/** The same id in the same version has to be the same everywhere. */
function findDuplicates(schema: Stammdatenschema, maker: DefinitionMaker): void {
  const first = new Map<string, { readonly content: string; readonly path: string }>();
  const told = new Set<string>();
  for (const { path, struktur } of placesOf(schema)) {
    const element = struktur.feld ?? struktur.gruppe;
    if (element === undefined) continue;
    const id = identity(element);
    const content = JSON.stringify(element);
    const earlier = first.get(id);
    if (earlier === undefined) first.set(id, { content, path });
    else if (earlier.content !== content && !told.has(id)) {
      told.add(id);
      maker.note(
        "duplicate-id",
        path,
        plainText(
          `${id} steht auch unter ${earlier.path}, aber mit anderem Inhalt. Beide sind übernommen.`,
          `${id} also stands at ${earlier.path}, but with different content. Both have been taken over.`,
        ),
        maker.formPathOf.get(path),
      );
    }
  }
}

/** A group that stands in many places says the same in all of them: told once, with how often. */
function eachOnce<T extends Assumption>(points: readonly T[]): readonly T[] {
  const same = Map.groupBy(points, ({ path, text }) => `${path.slice(path.lastIndexOf(".") + 1)}\n${text.de}`);
  return [...same.values()].map(([first, ...others]) =>
    others.length === 0 ? (first as T) : { ...(first as T), times: others.length + 1 },
  );
}

function rulesFrom(sentences: readonly ProseSentence[], maker: DefinitionMaker): readonly ProseRule[] {
  return sentences.map(({ ruleId, name, text, places, formal }): ProseRule => {
    const place = places[0] ?? "";
    const formPath = maker.formPathOf.get(place);
    const elsewhere = places.length > 1 ? ` (${places.length} ×)` : "";
    maker.note(
      "rule",
      place,
      formal
        ? plainText(`Regel ${ruleId}${elsewhere}: ${text}`, `Rule ${ruleId}${elsewhere}: ${text}`)
        : plainText(
            `Ein Satz in „${name}“${elsewhere} nennt eine Bedingung: ${text}`,
            `A sentence in “${name}”${elsewhere} states a condition: ${text}`,
          ),
      formPath,
    );
    const keysOf = (at: string | undefined): readonly string[] =>
      at === undefined || at.includes("#") ? [] : at.split(".");
    const all = places.map((one) => keysOf(maker.formPathOf.get(one))).filter(({ length }) => length > 0);
    return { ruleId, name, text, path: keysOf(formPath), ...(all.length > 1 ? { places: all } : {}), state: "open" };
  });
}

function pageTexts(schema: Stammdatenschema, title: string): LeistungDefinition["page"] {
  const said = [schema.hilfetext, schema.beschreibung, schema.definition].map(shownText).filter((text) => text !== "");
  const what = said.length === 0 ? [title] : [...new Set(said)];
  const legal = sourceOf(schema.bezug);
  return {
    what: { de: what, en: what },
    forWhom: {
      de: ["Für alle, die diese Leistung bei uns beantragen oder anzeigen müssen."],
      en: ["For everybody who has to apply for or report this with us."],
    },
    cost: {
      de: ["Ob eine Gebühr anfällt, steht noch nicht fest. Fragen Sie bei uns nach."],
      en: ["Whether there is a fee has not been entered yet. Please ask us."],
    },
    time: {
      de: ["Wir melden uns, sobald wir Ihre Angaben geprüft haben."],
      en: ["We get back to you after checking."],
    },
    needed: {
      de: ["Halten Sie die Angaben bereit, nach denen das Formular fragt."],
      en: ["Have the details ready that the form asks for."],
    },
    legalBasis: legal === "" ? [] : legal.split("; ").map((cite) => ({ cite })),
    dataProtection: {
      de: ["Wir verarbeiten Ihre Angaben, um diese Leistung zu bearbeiten (Art. 6 Abs. 1 Buchst. c und e DSGVO)."],
      en: ["We process your details in order to provide this service (Art. 6(1)(c) and (e) GDPR)."],
    },
  };
}

function openTexts(maker: DefinitionMaker, sure: boolean, subjectFound: boolean): void {
  maker.note(
    "page-text",
    "",
    plainText(
      "Die Texte der Seite kommen aus der Beschreibung des Schemas. Sagen Sie in eigenen Worten, worum es geht, für wen, was es kostet und wie lange es dauert.",
      "The texts of the page come from the description of the schema. Say in your own words what it is, for whom, what it costs and how long it takes.",
    ),
  );
  maker.note(
    "translation",
    "",
    plainText(
      "Das Schema ist nur auf Deutsch. Auf Englisch steht überall der deutsche Text.",
      "The schema is in German only. In English the German text stands everywhere.",
    ),
  );
  maker.note(
    "records",
    "",
    plainText(
      `Aktenplan und Aufbewahrung sind ein Vorschlag (${sure ? "nach dem Titel gewählt" : "ohne Anhaltspunkt gewählt"}). Legen Sie beides fest, auch Gebühren und Fristen.`,
      `Filing unit and retention are a proposal (${sure ? "chosen by the title" : "chosen without a clue"}). Decide on both, and on fees and deadlines.`,
    ),
  );
  if (!subjectFound) {
    maker.note(
      "records",
      "",
      plainText(
        "Kein Feld für einen Namen gefunden. In den Listen steht der Titel der Leistung.",
        "No field for a name was found. Lists show the title of the service.",
      ),
    );
  }
}

function notTaken(schema: Datenschema, choices: ImportChoices, maker: DefinitionMaker): void {
  for (const { path, line, text } of schema.leftOver) {
    maker.note(
      "unknown-content",
      path,
      plainText(
        `Zeile ${line}: Das kennt der Standard nicht: ${text}`,
        `Line ${line}: the standard does not know this: ${text}`,
      ),
    );
  }
  for (const { path, text } of choices.mistakes ?? []) maker.note("mistake", path, text);
}

const mostKeywords = 8;

/** Titles of pages, as words to be found by. */
function keywordsOf(sections: readonly Section[], name: string): readonly string[] {
  return [...new Set([name, ...sections.map(({ title }) => title.de)])]
    .map((word) => word.trim())
    .filter((word) => word.length > 2 && word.length < 40)
    .slice(0, mostKeywords);
}

/**
 * Makes a service from a schema, ready to be filled in: every field, group, cardinality, datatype, precision, help
 * text and legal source comes over, or is named in the report. What no schema says is proposed and marked there.
 * Keys depend on the schema alone, so that the same schema always gives the same paths.
 */
export function definitionFrom(datenschema: Datenschema, choices: ImportChoices = {}): MadeDefinition {
  const schema = datenschema.stammdatenschema;
  const maker = new DefinitionMaker(choices.codeLists ?? []);
  const title = labelOf(schema);
  const spot: Spot = { keys: new Keys(), formBase: "", schemaBase: "", source: sourceOf(schema.bezug) };
  const elements = maker.elements(schema.struktur, segmentsOf(schema.struktur), spot);
  const sections = pagesOf(elements, title);
  const places = placesOf(schema);
  const topic = guessTopic(title, shownText(schema.beschreibung));
  const subject = guessSubject(sections, title);
  const rules = rulesFrom(proseOf(schema), maker);
  findDuplicates(schema, maker);
  notTaken(datenschema, choices, maker);
  openTexts(maker, topic.sure, subject.found);
  const localTitle = choices.title ?? germanOnly(title);
  const summary = shownText(schema.beschreibung) || shownText(schema.hilfetext) || title;
  const keywords = keywordsOf(sections, shownText(schema.name));
  const fields = places.filter(({ struktur }) => struktur.feld !== undefined);
  const definition: LeistungDefinition = {
    id: choices.id ?? serviceIdOf(localTitle.de),
    title: localTitle,
    summary: germanOnly(summary.slice(0, 200)),
    icon: topic.icon,
    lebenslagen: [topic.lebenslage],
    keywords: { de: keywords, en: keywords },
    page: pageTexts(schema, title),
    online: {
      form: { sections },
      trustLevel: "low",
      minutes: Math.max(5, Math.ceil(fields.length / 8)),
      process: "antrag",
      fees: [],
      records: {
        planUnit: topic.planUnit,
        retentionYears: 10,
        retentionSource: "Vorschlag von Klickamt, von der Gemeinde zu prüfen",
        akteTitle: subject.found ? `${JSON.stringify(`${localTitle.de}: `)} + (${subject.feel})` : subject.feel,
      },
      subjectName: subject.feel,
      declarations: [],
    },
  };
  const { version } = schema.identifikation;
  const report: ImportReport = {
    standard: datenschema.standard,
    schema: {
      id: schema.identifikation.id.trim(),
      ...(version === undefined ? {} : { version: version.trim() }),
      name: title,
    },
    fields: fields.length,
    groups: places.length - fields.length,
    rules: places.reduce(
      (sum, { struktur: { feld, gruppe } }) => sum + (feld?.regel.length ?? 0) + (gruppe?.regel.length ?? 0),
      schema.regel.length,
    ),
    codeLists: fields.filter(({ struktur }) => struktur.feld?.codelisteReferenz !== undefined).length,
    cameOver: maker.cameOver,
    assumed: eachOnce(maker.assumed),
    open: eachOnce(maker.open),
  };
  return { definition, report, pathOf: maker.pathOf, rules };
}
