import {
  type AllgemeineAngaben,
  type Datenfeld,
  type Datenfeldgruppe,
  type Datenschema,
  type Identifikation,
  limitsOf,
  type Praezisierung,
  type Regel,
  type SchemaCode,
  type Struktur,
} from "../../modules/designer/index.ts";

const statuses: Readonly<Record<string, string>> = { aktiv: "6", inaktiv: "7" };
const inBearbeitung = "2";

function codeOf(list: string, listVersion: string, code: string): SchemaCode {
  return { code, listUri: `urn:xoev-de:fim:codeliste:${list}`, listVersion };
}

/** The entry of XProzess' list of states that says the same; its version is the one in use since 2020. */
function statusOf(status: SchemaCode | undefined): SchemaCode {
  const code = statuses[status?.code.trim() ?? ""] ?? inBearbeitung;
  return { code, listUri: "urn:xoev-de:xprozess:codeliste:status", listVersion: "2020-03-19" };
}

function identifikationOf({ id, version }: Identifikation): Identifikation {
  if (version === undefined) return { id };
  return { id, version: /^\d+\.\d+$/.test(version.trim()) ? `${version.trim()}.0` : version };
}

const bezugOf = (bezug: AllgemeineAngaben["bezug"]): AllgemeineAngaben["bezug"] =>
  bezug.flatMap(({ text, link }) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((line) => (link === undefined ? { text: line } : { text: line, link })),
  );

/** Texts that 3.0.0 leaves out where 2.0 leaves them empty. */
function filled<Key extends string>(given: { readonly [K in Key]?: string }, ...keys: readonly Key[]): object {
  return Object.fromEntries(keys.flatMap((key) => (given[key]?.trim() ? [[key, given[key]]] : [])));
}

function angabenOf<T extends AllgemeineAngaben>(given: T, changedAt: string): T {
  const { beschreibung: _beschreibung, definition: _definition, ...rest } = given;
  return {
    ...rest,
    ...filled(given, "beschreibung", "definition"),
    identifikation: identifikationOf(given.identifikation),
    bezug: bezugOf(given.bezug),
    status: statusOf(given.status),
    letzteAenderung: given.letzteAenderung ?? changedAt,
  } as T;
}

function regelOf(regel: Regel, changedAt: string): Regel {
  const { definition, skript, status: _status, bezeichnungEingabe: _same, ...rest } = regel;
  const { status: _none, ...angaben } = angabenOf({ ...rest } as Regel, changedAt);
  return {
    ...angaben,
    ...(definition?.trim() ? { freitextRegel: definition } : {}),
    ...(skript?.trim() ? { skript } : {}),
    // The prose does not say of which kind it is; a complex rule may be any.
    typ: regel.typ ?? codeOf("xdatenfelder.regeltyp", "1.0", "K"),
  };
}

function praezisierungOf(praezisierung: Praezisierung): Praezisierung | undefined {
  const { text } = praezisierung;
  if (text.trim() === "") return undefined;
  const limits = limitsOf(praezisierung);
  const length = (value: number | undefined, key: string, least: number): object =>
    value === undefined || value < least ? {} : { [key]: String(value) };
  const said = {
    ...length(limits.minLength, "minLength", 0),
    ...length(limits.maxLength, "maxLength", 1),
    ...(limits.minValue === undefined ? {} : { minValue: limits.minValue }),
    ...(limits.maxValue === undefined ? {} : { maxValue: limits.maxValue }),
    ...(limits.pattern === undefined ? {} : { pattern: limits.pattern }),
  };
  // What is no JSON stays as people wrote it.
  return { text: limits.json ? "" : text, ...said };
}

function elementOf<T extends Datenfeld | Datenfeldgruppe>(element: T, changedAt: string): T {
  const { hilfetextEingabe: _eingabe, hilfetextAusgabe: _ausgabe, bezeichnungAusgabe: _name, ...rest } = element;
  return {
    ...angabenOf(rest as unknown as T, changedAt),
    ...filled(element, "hilfetextEingabe", "hilfetextAusgabe", "bezeichnungAusgabe"),
    bezeichnungEingabe: element.bezeichnungEingabe ?? "",
    schemaelementart: codeOf("xdatenfelder.schemaelementart", "1.0", element.schemaelementart?.code ?? "ABS"),
    regel: element.regel.map((regel) => regelOf(regel, changedAt)),
  };
}

function feldOf(feld: Datenfeld, changedAt: string): Datenfeld {
  const { praezisierung, inhalt: _inhalt, codelisteReferenz, ...rest } = feld;
  const limits = praezisierung === undefined ? undefined : praezisierungOf(praezisierung);
  return {
    ...elementOf(rest, changedAt),
    ...filled(feld, "inhalt"),
    feldart: codeOf("xdatenfelder.feldart", "2.0", feld.feldart.code.trim()),
    datentyp: codeOf("xdatenfelder.datentyp", "2.0", feld.datentyp.code.trim()),
    ...(limits === undefined ? {} : { praezisierung: limits }),
    vorbefuellung: feld.vorbefuellung ?? codeOf("xdatenfelder.vorbefuellung", "1.0", "keine"),
    ...(codelisteReferenz === undefined
      ? {}
      : { codelisteReferenz: filled(codelisteReferenz, "canonicalIdentification", "version", "canonicalVersionUri") }),
  };
}

function strukturOf({ anzahl, bezug, feld, gruppe }: Struktur, changedAt: string): Struktur {
  return {
    anzahl,
    bezug: bezugOf(bezug),
    ...(feld === undefined ? {} : { feld: feldOf(feld, changedAt) }),
    ...(gruppe === undefined
      ? {}
      : {
          gruppe: {
            ...elementOf(gruppe, changedAt),
            struktur: gruppe.struktur.map((struktur) => strukturOf(struktur, changedAt)),
          },
        }),
  };
}

/** A schema of XDatenfelder 2.0 in the words of 3.0.0. */
export function asVersion3(schema: Datenschema): Datenschema {
  const changedAt = schema.header.erstellungszeitpunkt?.trim() || new Date().toISOString();
  const { stammdatenschema: given } = schema;
  const { hilfetext: _hilfetext, ...rest } = given;
  return {
    ...schema,
    standard: "xdatenfelder-3",
    header: { ...schema.header, erstellungszeitpunkt: changedAt },
    stammdatenschema: {
      ...angabenOf(rest, changedAt),
      ...filled(given, "hilfetext"),
      ableitungsmodifikationenStruktur: codeOf(
        "xdatenfelder.ableitungsmodifikationenStruktur",
        "1.0",
        given.ableitungsmodifikationenStruktur?.code ?? "3",
      ),
      ableitungsmodifikationenRepraesentation: codeOf(
        "xdatenfelder.ableitungsmodifikationenRepraesentation",
        "1.0",
        given.ableitungsmodifikationenRepraesentation?.code ?? "1",
      ),
      // 2.0 does not say to which Dokumentsteckbrief a schema belongs, and we make up none.
      dokumentsteckbrief: given.dokumentsteckbrief ?? { id: "unbekannt" },
      regel: given.regel.map((regel) => regelOf(regel, changedAt)),
      struktur: given.struktur.map((struktur) => strukturOf(struktur, changedAt)),
    },
  };
}
