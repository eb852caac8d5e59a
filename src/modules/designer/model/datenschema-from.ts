import type { CodeListRef, Element, Field, Group, LeistungDefinition, Note } from "../../forms/index.ts";
import type {
  Datenfeld,
  Datenfeldgruppe,
  Datenschema,
  Identifikation,
  Praezisierung,
  Regel,
  SchemaCode,
  Stammdatenschema,
  Struktur,
} from "./datenschema.ts";
import { placesOf } from "./datenschema.ts";
import { definitionFrom, mostEntries } from "./definition-from.ts";
import type { KnownCodeList } from "./field-from.ts";

/** When and under which number the exported schema is made. */
export interface ExportStamp {
  /** ISO instant. */
  readonly at: string;
  readonly messageId: string;
}

type Standard = Datenschema["standard"];
type FormData = LeistungDefinition["online"]["form"];

/** Equal data, whatever the order of their keys. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

/** Of an element without what is in it. */
function shell(element: Element): unknown {
  if (element.kind !== "group") return element;
  const { elements: _elements, ...rest } = element;
  return rest;
}

function listsUsed(elements: readonly Element[]): readonly KnownCodeList[] {
  return elements.flatMap((element): readonly KnownCodeList[] => {
    if (element.kind === "group") return listsUsed(element.elements);
    if (element.kind !== "field" || element.codeList === undefined) return [];
    const { uri, version = "" } = element.codeList;
    return [{ uri, version, entries: element.type === "choice" ? 1 : Number.MAX_SAFE_INTEGER }];
  });
}

/** A group that goes on on a later page is one group. Notes and fields keep their order. */
function joined(elements: readonly Element[]): readonly Element[] {
  const out: Element[] = [];
  for (const element of elements) {
    const at = element.kind === "group" ? out.findIndex((one) => one.kind === "group" && one.key === element.key) : -1;
    const earlier = out[at];
    if (element.kind !== "group" || earlier?.kind !== "group") out.push(element);
    else out[at] = { ...earlier, elements: [...earlier.elements, ...element.elements] };
  }
  return out.map((element) =>
    element.kind === "group" ? { ...element, elements: joined(element.elements) } : element,
  );
}

const elementsOf = (form: FormData): readonly Element[] => joined(form.sections.flatMap(({ elements }) => elements));

/** The numbers of elements that no FIM catalogue knows: a range of our own, new in each export. */
class OwnNumbers {
  #last = 0;

  next(letter: "F" | "G" | "R"): Identifikation {
    this.#last += 1;
    return { id: `${letter}99${String(this.#last).padStart(9, "0")}` };
  }
}

const versionOf: Readonly<Record<Standard, string>> = { "xdatenfelder-2": "1.0", "xdatenfelder-3": "1.0.0" };

/** An element that was changed is another one than that of the same number: its version goes up. */
function raised(identifikation: Identifikation): Identifikation {
  const { version } = identifikation;
  const match = /^(\d+)\.(\d+)(\.\d+)?$/.exec(version?.trim() ?? "");
  if (match === null) return identifikation;
  const patch = match[3] === undefined ? "" : ".0";
  return { ...identifikation, version: `${match[1]}.${Number(match[2]) + 1}${patch}` };
}

function schemaCode(standard: Standard, list: string, code: string): SchemaCode {
  const second = standard === "xdatenfelder-3" && (list === "feldart" || list === "datentyp");
  return { code, listUri: `urn:xoev-de:fim:codeliste:xdatenfelder.${list}`, listVersion: second ? "2.0" : "1.0" };
}

function statusCode(standard: Standard): SchemaCode {
  return standard === "xdatenfelder-2"
    ? schemaCode(standard, "status", "inVorbereitung")
    : { code: "2", listUri: "urn:xoev-de:xprozess:codeliste:status", listVersion: "2020-03-19" };
}

interface Limits {
  readonly minLength?: string;
  readonly maxLength?: string;
  readonly minValue?: string;
  readonly maxValue?: string;
  readonly pattern?: string;
}

const timePattern = "([01]\\d|2[0-3]):[0-5]\\d";

function limitsOfField(field: Field, standard: Standard): Limits {
  const pattern =
    field.pattern?.regex ??
    (standard === "xdatenfelder-2" && field.type === "time"
      ? timePattern
      : field.type === "postcode"
        ? "\\d{5}"
        : undefined);
  const bound = (value: Field["min"]): string | undefined =>
    typeof value === "number" || (typeof value === "string" && /^\d{4}-\d{2}-\d{2}$|^\d{2}:\d{2}$/.test(value))
      ? String(value)
      : undefined;
  const [minValue, maxValue] = [bound(field.min), bound(field.max)];
  return {
    ...(field.minLength === undefined ? {} : { minLength: String(field.minLength) }),
    ...(field.maxLength === undefined ? {} : { maxLength: String(field.maxLength) }),
    ...(minValue === undefined ? {} : { minValue }),
    ...(maxValue === undefined ? {} : { maxValue }),
    ...(pattern === undefined ? {} : { pattern }),
  };
}

function praezisierungOf(field: Field, standard: Standard): Praezisierung {
  const limits = limitsOfField(field, standard);
  if (standard === "xdatenfelder-3") return { text: "", ...limits };
  return { text: Object.keys(limits).length === 0 ? "" : JSON.stringify(limits) };
}

const datentypen: Readonly<Partial<Record<Field["type"], string>>> = {
  date: "date",
  integer: "num_int",
  number: "num",
  currency: "num_currency",
  "yes-no": "bool",
  declaration: "bool",
  file: "file",
};

function datentypOf(type: Field["type"], standard: Standard): string {
  if (type === "time" && standard === "xdatenfelder-3") return "time";
  return datentypen[type] ?? "text";
}

const mediaTypes = { pdf: "application/pdf", picture: "image/jpeg", text: "text/plain" } as const;

function isChoosing({ type }: Field): boolean {
  return type === "choice" || type === "select" || type === "choices";
}

function referenceOf({ uri, version }: CodeListRef): NonNullable<Datenfeld["codelisteReferenz"]> {
  return {
    identifikation: { id: "" },
    canonicalIdentification: uri,
    version: version ?? "",
    canonicalVersionUri: version === undefined ? uri : `${uri}_${version}`,
  };
}

/** What of a field says how it is answered. */
function answering(field: Field, standard: Standard): Partial<Datenfeld> {
  return {
    feldart: schemaCode(standard, "feldart", isChoosing(field) ? "select" : "input"),
    datentyp: schemaCode(standard, "datentyp", datentypOf(field.type, standard)),
    praezisierung: praezisierungOf(field, standard),
    ...(field.codeList === undefined ? {} : { codelisteReferenz: referenceOf(field.codeList) }),
    ...(field.options === undefined
      ? {}
      : {
          werte: {
            wert: field.options.map(({ value, label, hint }) => ({
              code: value,
              name: label.de,
              ...(hint === undefined ? {} : { hilfe: hint.de }),
            })),
          },
        }),
    ...(field.file === undefined
      ? {}
      : {
          ...(field.file.maxBytes === undefined ? {} : { maxSize: String(field.file.maxBytes) }),
          mediaType: field.file.kinds.flatMap((kind) => (kind === "office" ? [] : [mediaTypes[kind]])),
        }),
  };
}

const answeringKeys = [
  "type",
  "minLength",
  "maxLength",
  "min",
  "max",
  "pattern",
  "options",
  "codeList",
  "file",
] as const;

const starred = (max: number): string => (max >= mostEntries ? "*" : String(max));

function anzahlOf(element: Element): string {
  if (element.kind === "note") return "1:1";
  if (element.kind === "field") {
    const required = element.when === undefined && (element.required ?? true) === true;
    const several = element.type === "choices" ? "*" : starred(element.file?.maxFiles ?? 1);
    return `${required ? 1 : 0}:${several}`;
  }
  const max = element.max ?? 1;
  const least = max > 1 ? (typeof element.min === "number" ? element.min : 1) : 1;
  return `${element.when === undefined ? least : 0}:${starred(max)}`;
}

class SchemaMaker {
  readonly #standard: Standard;
  readonly #origin: Datenschema | undefined;
  readonly #numbers = new OwnNumbers();
  /** Elements as the origin would give them, by path of the form. */
  readonly #before = new Map<string, Element>();
  readonly #pathOf: Readonly<Record<string, string>>;
  readonly #places = new Map<string, Struktur>();
  /** Notes of one place of the form, with where they come from. */
  readonly #notes = new Map<string, { readonly note: Note; readonly path: string }[]>();
  readonly #at: string;

  constructor(
    standard: Standard,
    origin: Datenschema | undefined,
    before: FormData | undefined,
    given: {
      readonly pathOf: Readonly<Record<string, string>>;
      readonly at: string;
    },
  ) {
    this.#standard = standard;
    this.#origin = origin;
    this.#pathOf = given.pathOf;
    this.#at = given.at;
    if (origin !== undefined) {
      for (const { path, struktur } of placesOf(origin.stammdatenschema)) this.#places.set(path, struktur);
    }
    if (before !== undefined) this.#remember(elementsOf(before), "");
  }

  #remember(elements: readonly Element[], base: string): void {
    const ways = Object.keys(this.#pathOf).filter((way) => way.startsWith(`${base}#`));
    const notes: { note: Note; path: string }[] = [];
    for (const element of elements) {
      if (element.kind === "note") {
        const way = ways[notes.length];
        if (way !== undefined) notes.push({ note: element, path: this.#pathOf[way] as string });
        continue;
      }
      this.#before.set(base + element.key, element);
      if (element.kind === "group") this.#remember(element.elements, `${base}${element.key}.`);
    }
    this.#notes.set(base, notes);
  }

  /** The places of elements that stand beside each other in the form. */
  placed(elements: readonly Element[], base: string): readonly Struktur[] {
    const notes = [...(this.#notes.get(base) ?? [])];
    return elements.flatMap((element): readonly Struktur[] => {
      if (element.kind === "note") return [this.#note(element, notes)];
      const formPath = base + element.key;
      const before = this.#before.get(formPath);
      const path = this.#pathOf[formPath];
      // Questions that the import added to open a group or to choose one are no part of the schema.
      if (before !== undefined && path === undefined) return [];
      const struktur = path === undefined ? undefined : this.#places.get(path);
      if (struktur?.feld !== undefined) return [this.#fieldAgain(struktur, element, before)];
      if (element.kind === "field") return [this.#newField(element)];
      const children = this.placed(element.elements, `${formPath}.`);
      return [this.#group(element, children, struktur, before)];
    });
  }

  #note(note: Note, notes: { readonly note: Note; readonly path: string }[]): Struktur {
    const at = notes.findIndex((known) => same(known.note, note));
    const [known] = notes.splice(at === -1 ? 0 : at, at === -1 ? 0 : 1);
    const struktur = known === undefined ? undefined : this.#places.get(known.path);
    if (struktur !== undefined) return struktur;
    const text = note.text.de;
    const feld: Datenfeld = {
      ...this.#angaben("F", text.slice(0, 60)),
      schemaelementart: schemaCode(this.#standard, "schemaelementart", "ABS"),
      hilfetextEingabe: "",
      hilfetextAusgabe: "",
      feldart: schemaCode(this.#standard, "feldart", "label"),
      datentyp: schemaCode(this.#standard, "datentyp", "text"),
      praezisierung: { text: "" },
      inhalt: text,
      ...this.#prefilling(),
      regel: this.#rulesOf(note, undefined),
    };
    return { anzahl: note.when === undefined ? "1:1" : "0:1", bezug: this.#bezug(""), feld };
  }

  #fieldAgain(struktur: Struktur, element: Element, before: Element | undefined): Struktur {
    const { feld } = struktur;
    if (feld === undefined || before === undefined || same(element, before)) return struktur;
    // A field that may be answered several times stands in the form as a group of one.
    const inner = (one: Element): Field | undefined =>
      one.kind === "field"
        ? one
        : one.kind === "group"
          ? (one.elements.find(({ kind }) => kind === "field") as Field | undefined)
          : undefined;
    const [now, then] = [inner(element), inner(before)];
    if (now === undefined || then === undefined) return struktur;
    const label = element.kind === "group" ? (element.title ?? now.label) : now.label;
    const formerLabel = before.kind === "group" ? (before.title ?? then.label) : then.label;
    const answered = answeringKeys.some((key) => !same(now[key], then[key]));
    const anzahl = same(anzahlOf(element), anzahlOf(before)) ? struktur.anzahl : anzahlOf(element);
    const { codelisteReferenz: _list, werte: _values, mediaType: _types, maxSize: _size, ...rest } = feld;
    const changed: Datenfeld = {
      ...(answered ? { ...rest, ...answering(now, this.#standard) } : feld),
      ...(same(label.de, formerLabel.de) ? {} : { bezeichnungEingabe: label.de }),
      ...(same(now.help?.de, then.help?.de) ? {} : { hilfetextEingabe: now.help?.de ?? "" }),
      ...(same(now.hint?.de, then.hint?.de) ? {} : { inhalt: now.hint?.de ?? "" }),
      ...(now.source === then.source ? {} : { bezug: this.#bezug(now.source) }),
      regel: [...feld.regel, ...this.#rulesOf(element, before)],
    };
    if (same(changed, feld)) return { ...struktur, anzahl };
    return { ...struktur, anzahl, feld: { ...changed, identifikation: raised(feld.identifikation) } };
  }

  #newField(field: Field): Struktur {
    const feld: Datenfeld = {
      ...this.#angaben("F", field.label.de),
      bezug: this.#bezug(field.source),
      schemaelementart: schemaCode(this.#standard, "schemaelementart", "ABS"),
      hilfetextEingabe: field.help?.de ?? "",
      hilfetextAusgabe: "",
      feldart: schemaCode(this.#standard, "feldart", "input"),
      datentyp: schemaCode(this.#standard, "datentyp", "text"),
      ...answering(field, this.#standard),
      inhalt: field.hint?.de ?? "",
      ...this.#prefilling(),
      regel: this.#rulesOf(field, undefined),
    };
    return { anzahl: anzahlOf(field), bezug: this.#bezug(""), feld };
  }

  #group(
    group: Group,
    children: readonly Struktur[],
    struktur: Struktur | undefined,
    before: Element | undefined,
  ): Struktur {
    if (struktur?.gruppe === undefined || before?.kind !== "group") {
      const gruppe: Datenfeldgruppe = {
        ...this.#angaben("G", group.title?.de ?? group.entryName?.de ?? group.key),
        bezeichnungEingabe: group.title?.de ?? "",
        schemaelementart: schemaCode(this.#standard, "schemaelementart", "ABS"),
        hilfetextEingabe: group.intro?.de ?? "",
        hilfetextAusgabe: "",
        regel: this.#rulesOf(group, undefined),
        struktur: children,
      };
      return { anzahl: anzahlOf(group), bezug: this.#bezug(""), gruppe };
    }
    if (same(shell(group), shell(before))) return this.#groupAgain(struktur, struktur.gruppe, children, {});
    const anzahl = anzahlOf(group) === anzahlOf(before) ? struktur.anzahl : anzahlOf(group);
    return this.#groupAgain({ ...struktur, anzahl }, struktur.gruppe, children, {
      ...(same(group.title?.de, before.title?.de) ? {} : { bezeichnungEingabe: group.title?.de ?? "" }),
      ...(same(group.intro?.de, before.intro?.de) ? {} : { hilfetextEingabe: group.intro?.de ?? "" }),
      regel: [...struktur.gruppe.regel, ...this.#rulesOf(group, before)],
    });
  }

  #groupAgain(
    struktur: Struktur,
    gruppe: Datenfeldgruppe,
    children: readonly Struktur[],
    changes: Partial<Datenfeldgruppe>,
  ): Struktur {
    const unchanged =
      children.length === gruppe.struktur.length && children.every((child, at) => child === gruppe.struktur[at]);
    const changed: Datenfeldgruppe = { ...gruppe, ...changes, ...(unchanged ? {} : { struktur: children }) };
    if (same(changed, gruppe)) return struktur;
    return { ...struktur, gruppe: { ...changed, identifikation: raised(gruppe.identifikation) } };
  }

  #angaben(letter: "F" | "G" | "R", name: string): Omit<Datenfeldgruppe, "struktur" | "regel"> {
    return {
      identifikation: { ...this.#numbers.next(letter), version: versionOf[this.#standard] },
      name,
      bezeichnungEingabe: name,
      beschreibung: "",
      definition: "",
      bezug: this.#bezug(""),
      status: statusCode(this.#standard),
      letzteAenderung: this.#at,
    };
  }

  #bezug(source: string): Datenfeld["bezug"] {
    if (this.#standard === "xdatenfelder-2") return [{ text: source }];
    return source === "" ? [] : source.split("; ").map((text) => ({ text }));
  }

  #prefilling(): Partial<Datenfeld> {
    return this.#standard === "xdatenfelder-2"
      ? {}
      : { vorbefuellung: schemaCode(this.#standard, "vorbefuellung", "keine") };
  }

  /** Conditions and calculations of the form, as rules that people and FEEL can read; those of the import excepted. */
  #rulesOf(element: Element, before: Element | undefined): readonly Regel[] {
    const said: (readonly [string, string])[] = [];
    const add = (name: string, feel: unknown, former: unknown): void => {
      if (typeof feel === "string" && feel !== former) said.push([name, feel]);
    };
    add("Nur wenn", element.when, before?.when);
    if (element.kind === "field") {
      const then = before?.kind === "field" ? before : undefined;
      add("Pflicht wenn", element.required, then?.required);
      add("Berechnet aus", element.computed, then?.computed);
      for (const { feel, message } of element.checks ?? []) {
        if (then?.checks?.some((check) => check.feel === feel) !== true) add(message.de, feel, undefined);
      }
    }
    return said.map(([name, feel]) => this.#rule(name, feel));
  }

  #rule(name: string, feel: string): Regel {
    const { bezeichnungEingabe, ...angaben } = this.#angaben("R", name.slice(0, 120));
    const text = `${name} (FEEL): ${feel}`;
    if (this.#standard === "xdatenfelder-2") {
      return { ...angaben, bezeichnungEingabe: bezeichnungEingabe ?? "", definition: text, skript: "" };
    }
    const { status: _status, beschreibung: _text, definition: _definition, ...rest } = angaben;
    return { ...rest, freitextRegel: text, typ: schemaCode(this.#standard, "regeltyp", "K") };
  }

  schema(definition: LeistungDefinition): Stammdatenschema {
    const before = this.#origin?.stammdatenschema;
    const struktur = this.placed(elementsOf(definition.online.form), "");
    const checks = (definition.online.form.checks ?? []).map(({ feel, message, at }) =>
      this.#rule(message.de, `${feel} [${at}]`),
    );
    if (before !== undefined) {
      return {
        ...before,
        identifikation: raised(before.identifikation),
        ...(definition.title.de === before.bezeichnungEingabe?.trim()
          ? {}
          : { bezeichnungEingabe: definition.title.de }),
        regel: [...before.regel, ...checks],
        struktur,
      };
    }
    return {
      ...this.#angaben("G", definition.title.de),
      identifikation: { id: "S99000000001", version: versionOf[this.#standard] },
      beschreibung: definition.summary.de,
      bezug: this.#bezug(definition.page.legalBasis.map(({ cite }) => cite).join("; ")),
      ableitungsmodifikationenStruktur: schemaCode(this.#standard, "ableitungsmodifikationenStruktur", "3"),
      ableitungsmodifikationenRepraesentation: schemaCode(
        this.#standard,
        "ableitungsmodifikationenRepraesentation",
        "1",
      ),
      ...(this.#standard === "xdatenfelder-2" ? {} : { dokumentsteckbrief: { id: "unbekannt" } }),
      regel: checks,
      struktur,
    };
  }
}

/**
 * The schema of a service, for other systems. A service that was read from a schema and whose form nobody has changed
 * gives that very schema again; what was changed is changed there, with a higher version; what is new has a number of
 * ours (`F99…`); conditions and checks become rules that quote their FEEL.
 */
export function datenschemaFrom(
  definition: LeistungDefinition,
  origin: Datenschema | undefined,
  stamp: ExportStamp,
): Datenschema {
  const { form } = definition.online;
  const codeLists = listsUsed(elementsOf(form));
  const made = origin === undefined ? undefined : definitionFrom(origin, { codeLists });
  const unchanged = same(made?.definition.online.form, form) && made?.definition.title.de === definition.title.de;
  if (origin !== undefined && unchanged) return origin;
  // 2.0 cannot say values and times: what begins here is said in 3.0.0.
  const standard = origin?.standard ?? "xdatenfelder-3";
  const maker = new SchemaMaker(standard, origin, made?.definition.online.form, {
    pathOf: made?.pathOf ?? {},
    at: stamp.at,
  });
  return {
    standard,
    origin: "made",
    header: { nachrichtId: stamp.messageId, erstellungszeitpunkt: stamp.at },
    stammdatenschema: maker.schema(definition),
    leftOver: [],
  };
}
