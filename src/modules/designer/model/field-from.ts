import type { Localized } from "../../../kernel/index.ts";
import type { CodeListRef, Field, FieldType, FileRule, Option } from "../../forms/index.ts";
import type { Datenfeld } from "./datenschema.ts";
import type { OpenKind } from "./import-report.ts";
import { convertPattern } from "./pattern.ts";
import { type Limits, limitsOf } from "./praezisierung.ts";

/** A code list that the region has. */
export interface KnownCodeList {
  readonly uri: string;
  readonly version: string;
  /** How many entries it has. */
  readonly entries: number;
}

/** What the reading of one field has to tell. */
export interface Remark {
  readonly kind: OpenKind | "assumed";
  readonly text: Localized;
}

type FieldCore = Omit<Field, "kind" | "key" | "label" | "source" | "required" | "help" | "when">;

/** What a Datenfeld becomes, without its place. */
export interface FieldContent extends FieldCore {
  /** A date and a time of day, two fields. */
  readonly withTime?: boolean;
}

/** Text for people: blanks joined; `.` and `-`, which editors put where nothing is to be said, count as nothing. */
export function shownText(text: string | undefined): string {
  const plain = (text ?? "").replace(/\s+/g, " ").trim();
  return /^[.\-–_/x]?$/i.test(plain) ? "" : plain;
}

/** German only: a schema has no other language. The same in English until somebody translates it. */
export function germanOnly(text: string): Localized {
  return { de: text, en: text };
}

/** How people see the field. */
export function labelOf(element: { readonly bezeichnungEingabe?: string; readonly name: string }): string {
  return shownText(element.bezeichnungEingabe) || shownText(element.name) || "Angabe";
}

const many = 300;
const defaultLength = 200;
const mostShown = 6;

/** Kinds of text that a form can check better than by its length. */
const kindsOfText: readonly (readonly [RegExp, FieldType, string?])[] = [
  [/^e-?mail/i, "email", "email"],
  [/^(?:telefon|telefax|fax|mobil|handy|rufnummer)/i, "phone", "tel"],
  [/^(?:postleitzahl|plz)\b/i, "postcode", "postal-code"],
  [/\biban\b/i, "iban"],
  [/^(?:web ?adresse|website|internet|homepage|url)/i, "url", "url"],
  [/^(?:familienname|nachname)/i, "name", "family-name"],
  [/^(?:vorname)/i, "name", "given-name"],
  [/^(?:geburtsname|ehename|ordensname|künstlername)/i, "name"],
  [/^(?:straße)$/i, "text", "address-line1"],
  [/^(?:ort|wohnort)$/i, "text", "address-level2"],
];

/** Reads one Datenfeld after the other into what a form asks. */
export class FieldReader {
  readonly #lists: ReadonlyMap<string, readonly KnownCodeList[]>;
  /** The form can use one version of a list. */
  readonly #used = new Map<string, string>();

  constructor(lists: readonly KnownCodeList[]) {
    this.#lists = Map.groupBy(lists, ({ uri }) => uri);
  }

  /** @param several more than one answer is possible */
  read(feld: Datenfeld, several: boolean, remark: (remark: Remark) => void): FieldContent {
    const limits = limitsOf(feld.praezisierung);
    if (limits.rest !== undefined) {
      remark({
        kind: "precision",
        text: {
          de: `Diese Präzisierung verstehen wir nicht: ${limits.rest.slice(0, 200)}`,
          en: `We do not understand this precision: ${limits.rest.slice(0, 200)}`,
        },
      });
    }
    const hasList = feld.werte !== undefined || feld.codelisteReferenz !== undefined;
    const content =
      feld.feldart.code.trim() === "select" || hasList
        ? this.#choice(feld, limits, several, remark)
        : this.#typed(feld, limits, remark);
    if (content.type !== "text" && content.type !== "name" && content.type !== "multiline") {
      this.#refuseUnused(content, limits, remark);
    }
    return content;
  }

  #choice(feld: Datenfeld, limits: Limits, several: boolean, remark: (remark: Remark) => void): FieldContent {
    const multiple =
      several || (limits.pattern !== undefined && convertPattern(limits.pattern, defaultLength).kind === "several");
    const typeFor = (entries: number): FieldType => (multiple ? "choices" : entries <= mostShown ? "choice" : "select");
    const options = optionsOf(feld, remark);
    if (options.length > 0) return { type: typeFor(options.length), options };
    const ref = this.#listOf(feld, remark);
    if (ref !== undefined) return { type: typeFor(ref.entries), codeList: ref.list };
    return this.#typed(feld, { ...limits, json: true }, remark);
  }

  #listOf(
    feld: Datenfeld,
    remark: (remark: Remark) => void,
  ): { readonly list: CodeListRef; readonly entries: number } | undefined {
    const reference = feld.codelisteReferenz;
    const uri = reference?.canonicalIdentification?.trim() ?? "";
    const version = reference?.version?.trim() || undefined;
    const named = version === undefined ? uri : `${uri} (${version})`;
    if (uri === "") {
      const empty = feld.werte !== undefined;
      remark({
        kind: "code-list",
        text: empty
          ? { de: "Die Liste der Werte ist leer.", en: "The list of values is empty." }
          : {
              de: "Eine Auswahl ohne Werte und ohne Codeliste.",
              en: "A choice without values and without a code list.",
            },
      });
      return undefined;
    }
    const known = this.#lists.get(uri) ?? [];
    const wanted = known.find((list) => list.version === version) ?? (version === undefined ? known[0] : undefined);
    if (wanted === undefined) {
      const others = known.map((list) => list.version).join(", ");
      remark({
        kind: "code-list",
        text:
          known.length === 0
            ? {
                de: `Die Codeliste ${named} fehlt. Bis jemand sie hochlädt, wird hier frei eingegeben.`,
                en: `The code list ${named} is missing. Until somebody uploads it, people type freely here.`,
              }
            : {
                de: `Die Codeliste ${named} fehlt in dieser Version. Vorhanden: ${others}.`,
                en: `The code list ${named} is missing in this version. There is: ${others}.`,
              },
      });
      return undefined;
    }
    const used = this.#used.get(uri);
    if (used !== undefined && used !== wanted.version) {
      remark({
        kind: "code-list",
        text: {
          de: `Das Schema verlangt zwei Versionen der Codeliste ${uri}. Wir nehmen überall ${used}.`,
          en: `The schema asks for two versions of the code list ${uri}. We use ${used} everywhere.`,
        },
      });
      return { list: { uri, version: used }, entries: wanted.entries };
    }
    this.#used.set(uri, wanted.version);
    return { list: { uri, version: wanted.version }, entries: wanted.entries };
  }

  #typed(feld: Datenfeld, limits: Limits, remark: (remark: Remark) => void): FieldContent {
    const datentyp = feld.datentyp.code.trim();
    switch (datentyp) {
      case "text":
      case "text_latin":
        return this.#text(feld, limits, remark);
      case "bool":
        return { type: "yes-no" };
      case "date":
        return { type: "date", ...days(limits, remark) };
      case "time":
        return { type: "time", ...times(limits, remark) };
      case "datetime":
        return { type: "date", withTime: true };
      case "num_int":
        return { type: "integer", ...numbers(limits, remark) };
      case "num_currency":
        return { type: "currency", ...numbers(limits, remark) };
      case "num":
        return this.#number(feld, limits, remark);
      case "file":
        return { type: "file", file: fileRule(feld, remark) };
      case "obj":
        remark({
          kind: "datatype",
          text: {
            de: "Der Datentyp „Objekt“ ist nicht näher bestimmt. Wir fragen nach einer Datei.",
            en: "The datatype “object” says nothing more. We ask for a file.",
          },
        });
        return { type: "file", file: fileRule(feld, remark) };
      default:
        remark({
          kind: "datatype",
          text: {
            de: `Den Datentyp „${datentyp.slice(0, 60)}“ gibt es nicht. Wir fragen nach einem Text.`,
            en: `There is no datatype “${datentyp.slice(0, 60)}”. We ask for a text.`,
          },
        });
        return this.#text(feld, limits, remark);
    }
  }

  /** `num` with lengths is a number of a register, not one to reckon with: leading zeros and letters count. */
  #number(feld: Datenfeld, limits: Limits, remark: (remark: Remark) => void): FieldContent {
    if (limits.minLength === undefined && limits.maxLength === undefined) {
      return { type: "number", ...numbers(limits, remark) };
    }
    remark({
      kind: "datatype",
      text: {
        de: "Eine Nummer mit einer Länge in Zeichen. Wir fragen nach einem Text, damit Nullen am Anfang und Buchstaben bleiben.",
        en: "A number with a length in characters. We ask for a text, so that leading zeros and letters stay.",
      },
    });
    return this.#text(feld, limits, remark);
  }

  #text(feld: Datenfeld, given: Limits, remark: (remark: Remark) => void): FieldContent {
    const limits = ranged(given, remark);
    const label = labelOf(feld);
    const special = kindsOfText.find(([pattern]) => pattern.test(label));
    const autocomplete = special?.[2] === undefined ? {} : { autocomplete: special[2] };
    if (special !== undefined && special[1] !== "text") {
      remark({
        kind: "assumed",
        text: {
          de: `„${label}“ prüfen wir als ${checkedAs[special[1]]?.de ?? special[1]}.`,
          en: `We check “${label}” as ${checkedAs[special[1]]?.en ?? special[1]}.`,
        },
      });
    }
    const type = special?.[1] ?? ((limits.maxLength ?? 0) >= many ? "multiline" : "text");
    if (type === "postcode" || type === "iban") return { type, ...autocomplete };
    const longest = limits.maxLength ?? (type === "multiline" ? 2000 : defaultLength);
    return {
      type,
      ...(limits.minLength === undefined || limits.minLength < 1 ? {} : { minLength: limits.minLength }),
      ...(limits.maxLength === undefined ? {} : { maxLength: limits.maxLength }),
      ...pattern(limits.pattern, longest, label, remark),
      ...autocomplete,
    };
  }

  /** Limits that the type of the field cannot check are named, not dropped. */
  #refuseUnused(content: FieldContent, limits: Limits, remark: (remark: Remark) => void): void {
    const checksText = content.type === "email" || content.type === "phone" || content.type === "url";
    const choosing = content.type === "choice" || content.type === "select" || content.type === "choices";
    const several = limits.pattern !== undefined && convertPattern(limits.pattern, 200).kind === "several";
    const unused = [
      ...(checksText || choosing || content.type === "postcode" || content.type === "iban"
        ? []
        : [
            limits.minLength === undefined ? undefined : "minLength",
            limits.maxLength === undefined ? undefined : "maxLength",
          ]),
      limits.pattern === undefined || checksText || (choosing && several) ? undefined : "pattern",
    ].filter((name) => name !== undefined);
    if (unused.length === 0) return;
    const prose = limits.pattern !== undefined && unused.includes("pattern");
    const said = prose ? ` (${(limits.pattern ?? "").slice(0, 120)})` : "";
    remark({
      kind: prose ? "pattern" : "precision",
      text: {
        de: `Das lässt sich bei dieser Art von Feld nicht prüfen: ${unused.join(", ")}${said}.`,
        en: `This cannot be checked in a field of this kind: ${unused.join(", ")}${said}.`,
      },
    });
  }
}

const checkedAs: Readonly<Partial<Record<FieldType, Localized>>> = {
  email: { de: "E-Mail-Adresse", en: "an e-mail address" },
  phone: { de: "Telefonnummer", en: "a phone number" },
  postcode: { de: "Postleitzahl mit fünf Ziffern", en: "a postcode of five digits" },
  iban: { de: "IBAN", en: "an IBAN" },
  url: { de: "Internetadresse", en: "a web address" },
  name: { de: "Namen mit den Buchstaben der DIN 91379", en: "a name in letters of DIN 91379" },
};

/** `5` is exactly five characters, `1..31` one to thirty-one. */
function ranged(limits: Limits, remark: (remark: Remark) => void): Limits {
  let { minLength, maxLength } = limits;
  if (limits.range !== undefined) {
    [minLength, maxLength] = limits.range;
    remark({
      kind: "assumed",
      text: {
        de: `Die Präzisierung lesen wir als Länge: ${minLength === maxLength ? `genau ${minLength}` : `${minLength} bis ${maxLength}`} Zeichen.`,
        en: `We read the precision as a length: ${minLength === maxLength ? `exactly ${minLength}` : `${minLength} to ${maxLength}`} characters.`,
      },
    });
  }
  if (minLength !== undefined && maxLength !== undefined && minLength > maxLength) {
    remark(contradiction(`minLength ${minLength} > maxLength ${maxLength}`));
    return { ...without(limits), minLength: maxLength, maxLength: minLength };
  }
  if (maxLength === 0) {
    remark(contradiction("maxLength 0"));
    return without(limits);
  }
  return {
    ...without(limits),
    ...(minLength === undefined ? {} : { minLength }),
    ...(maxLength === undefined ? {} : { maxLength }),
  };
}

function without({ minLength: _least, maxLength: _most, ...rest }: Limits): Limits {
  return rest;
}

function contradiction(what: string): Remark {
  return {
    kind: "precision",
    text: { de: `Die Präzisierung widerspricht sich: ${what}.`, en: `The precision contradicts itself: ${what}.` },
  };
}

function unreadable(name: string, value: string): Remark {
  return {
    kind: "precision",
    text: {
      de: `${name} „${value.slice(0, 60)}“ passt nicht zum Datentyp.`,
      en: `${name} “${value.slice(0, 60)}” does not fit the datatype.`,
    },
  };
}

type Bounds = Pick<Field, "min" | "max">;

function boundsOf<T extends number | string>(
  limits: Limits,
  remark: (remark: Remark) => void,
  read: (text: string) => T | undefined,
): Bounds {
  const bound = (name: "minValue" | "maxValue"): T | undefined => {
    const text = limits[name];
    const value = text === undefined ? undefined : read(text);
    if (text !== undefined && value === undefined) remark(unreadable(name, text));
    return value;
  };
  const min = bound("minValue");
  const max = bound("maxValue");
  if (min !== undefined && max !== undefined && min > max) {
    remark(contradiction(`minValue ${min} > maxValue ${max}`));
    return { min: max, max: min };
  }
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function numbers(limits: Limits, remark: (remark: Remark) => void): Bounds {
  const { range } = limits;
  if (range !== undefined && range[0] !== range[1]) return { min: Math.min(...range), max: Math.max(...range) };
  if (range !== undefined) remark(unreadable("Präzisierung", String(range[0])));
  return boundsOf(limits, remark, (text) => {
    const value = Number(text.replace(",", "."));
    return Number.isFinite(value) && Math.abs(value) < 1e15 ? value : undefined;
  });
}

function days(limits: Limits, remark: (remark: Remark) => void): Bounds {
  return boundsOf(limits, remark, (text) => {
    const german = /^(\d{2})\.(\d{2})\.(\d{4})$/.exec(text);
    const day = german === null ? text : `${german[3]}-${german[2]}-${german[1]}`;
    const instant = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : undefined;
    return instant !== undefined && !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(day)
      ? day
      : undefined;
  });
}

function times(limits: Limits, remark: (remark: Remark) => void): Bounds {
  return boundsOf(limits, remark, (text) => /^((?:[01]\d|2[0-3]):[0-5]\d)(?::00)?$/.exec(text)?.[1]);
}

function pattern(
  source: string | undefined,
  longest: number,
  label: string,
  remark: (remark: Remark) => void,
): Pick<Field, "pattern"> {
  if (source === undefined || source.trim() === "") return {};
  const converted = convertPattern(source, longest);
  const shown = source.slice(0, 200);
  if (converted.kind === "regex") {
    return {
      pattern: {
        regex: converted.regex,
        message: {
          de: `Prüfen Sie „${label}“: Die Eingabe hat nicht die vorgesehene Form.`,
          en: `Check “${label}”: what you entered does not have the expected form.`,
        },
      },
    };
  }
  const texts: Readonly<Record<string, Localized>> = {
    prose: {
      de: `Das Muster ist ein Text für Menschen und keine Regel: „${shown}“`,
      en: `The pattern is words for people, no rule: “${shown}”`,
    },
    several: {
      de: `Mehrere Antworten sind gewünscht („${shown}“), aber hier ist keine Auswahl.`,
      en: `Several answers are wanted (“${shown}”), but there is nothing to choose from.`,
    },
    syntax: { de: `Das Muster lässt sich nicht lesen: ${shown}`, en: `The pattern cannot be read: ${shown}` },
    costly: {
      de: `Das Muster übernehmen wir nicht, weil seine Prüfung sehr lange dauern kann: ${shown}`,
      en: `We do not take over the pattern, because checking it can take very long: ${shown}`,
    },
  };
  const text = texts[converted.kind === "broken" ? converted.why : converted.kind];
  if (text !== undefined) remark({ kind: "pattern", text });
  return {};
}

const optionValue = /^[a-zA-Z0-9]+([-._][a-zA-Z0-9]+)*$/;

/** A value that a form can store: the code itself where it is made of letters and digits. */
function storedValue(code: string, index: number, taken: ReadonlySet<string>): string {
  const plain = code
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[^a-zA-Z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const wanted = optionValue.test(code) ? code : plain === "" ? `wert-${index + 1}` : plain;
  return taken.has(wanted) ? `${wanted}-${index + 1}` : wanted;
}

function optionsOf(feld: Datenfeld, remark: (remark: Remark) => void): readonly Option[] {
  const taken = new Set<string>();
  const codes = new Set<string>();
  let changed = false;
  return (feld.werte?.wert ?? []).flatMap(({ code, name, hilfe }, index): readonly Option[] => {
    const trimmed = code.trim();
    if (codes.has(trimmed)) {
      remark({
        kind: "code-list",
        text: {
          de: `Der Wert „${trimmed.slice(0, 60)}“ steht zweimal in der Liste. Wir nehmen den ersten.`,
          en: `The value “${trimmed.slice(0, 60)}” stands in the list twice. We take the first.`,
        },
      });
      return [];
    }
    codes.add(trimmed);
    const value = storedValue(trimmed, index, taken);
    taken.add(value);
    if (value !== trimmed && !changed) {
      changed = true;
      remark({
        kind: "assumed",
        text: {
          de: `Werte mit anderen Zeichen speichern wir anders: „${trimmed.slice(0, 40)}“ als „${value}“.`,
          en: `Values with other characters are stored differently: “${trimmed.slice(0, 40)}” as “${value}”.`,
        },
      });
    }
    const hint = shownText(hilfe);
    const label = shownText(name) || trimmed || value;
    return [{ value, label: germanOnly(label), ...(hint === "" ? {} : { hint: germanOnly(hint) }) }];
  });
}

const kindsOfFile: readonly (readonly [RegExp, FileRule["kinds"][number]])[] = [
  [/^application\/pdf$/, "pdf"],
  [/^image\//, "picture"],
  [/^text\//, "text"],
  [/^application\/(?:msword|vnd\.(?:ms-|openxmlformats|oasis))/, "office"],
];
const mostBytes = 50 * 1024 * 1024;

function fileRule(feld: Datenfeld, remark: (remark: Remark) => void): FileRule {
  const types = (feld.mediaType ?? []).map((type) => type.trim().toLowerCase());
  const kinds = kindsOfFile.filter(([pattern]) => types.some((type) => pattern.test(type))).map(([, kind]) => kind);
  const unknown = types.filter((type) => !kindsOfFile.some(([pattern]) => pattern.test(type)));
  if (unknown.length > 0) {
    remark({
      kind: "datatype",
      text: {
        de: `Diese Arten von Dateien nehmen wir nicht an: ${unknown.join(", ").slice(0, 200)}`,
        en: `We do not take files of these kinds: ${unknown.join(", ").slice(0, 200)}`,
      },
    });
  }
  const bytes = Number(feld.maxSize?.trim() ?? Number.NaN);
  if (bytes > mostBytes) remark(unreadable("maxSize", feld.maxSize ?? ""));
  return {
    kinds: kinds.length > 0 ? kinds : ["pdf", "picture"],
    ...(Number.isSafeInteger(bytes) && bytes > 0 ? { maxBytes: Math.min(bytes, mostBytes) } : {}),
  };
}
