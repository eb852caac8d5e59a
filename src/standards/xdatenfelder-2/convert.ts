import {
  type AllgemeineAngaben,
  type CodelisteReferenz,
  type Datenfeld,
  type Datenfeldgruppe,
  type Datenschema,
  type Identifikation,
  type Praezisierung,
  placesOf,
  type Regel,
  type SchemaCode,
  type Stammdatenschema,
  type Struktur,
} from "../../modules/designer/index.ts";

const statuses: Readonly<Record<string, string>> = { 4: "aktiv", 5: "aktiv", 6: "aktiv", 7: "inaktiv", 8: "inaktiv" };
/** What 3.0.0 has and 2.0 says less exactly. */
const datentypen: Readonly<Record<string, string>> = { text_latin: "text", time: "text", datetime: "text" };
const feldarten: Readonly<Record<string, string>> = { hidden: "input", locked: "input" };

function codeOf(list: string, code: string): SchemaCode {
  return { code, listUri: `urn:xoev-de:fim:codeliste:xdatenfelder.${list}`, listVersion: "1.0" };
}

function identifikationOf({ id, version }: Identifikation): Identifikation {
  const short = /^\d+\.\d+/.exec(version ?? "")?.[0];
  return short === undefined ? { id } : { id, version: short };
}

const bezugOf = (bezug: AllgemeineAngaben["bezug"]): AllgemeineAngaben["bezug"] => [
  { text: bezug.map(({ text, link }) => (link === undefined ? text : `${text} (${link})`)).join("\n") },
];

function angabenOf<T extends AllgemeineAngaben>(given: T): T {
  return {
    ...given,
    identifikation: identifikationOf(given.identifikation),
    bezeichnungEingabe: given.bezeichnungEingabe ?? given.name,
    beschreibung: given.beschreibung ?? "",
    definition: given.definition ?? "",
    bezug: bezugOf(given.bezug),
    status: codeOf("status", statuses[given.status?.code.trim() ?? ""] ?? "inVorbereitung"),
  };
}

function regelOf(regel: Regel): Regel {
  const { freitextRegel, ...rest } = regel;
  return { ...angabenOf(rest), definition: freitextRegel ?? regel.definition ?? "", skript: regel.skript ?? "" };
}

function praezisierungOf({ text, ...limits }: Praezisierung): Praezisierung {
  const said = Object.entries(limits).filter(([, value]) => value !== undefined);
  return { text: said.length === 0 ? text : JSON.stringify(Object.fromEntries(said)) };
}

function codelisteOf(reference: CodelisteReferenz): CodelisteReferenz {
  const { canonicalIdentification: uri = "", version = "" } = reference;
  return {
    identifikation: reference.identifikation ?? { id: "" },
    canonicalIdentification: uri,
    version,
    canonicalVersionUri: reference.canonicalVersionUri ?? `${uri}_${version}`,
  };
}

function feldOf(feld: Datenfeld): Datenfeld {
  const { vorbefuellung: _none, codelisteReferenz, ...rest } = feld;
  return {
    ...angabenOf(rest),
    schemaelementart: codeOf("schemaelementart", feld.schemaelementart?.code ?? "ABS"),
    hilfetextEingabe: feld.hilfetextEingabe ?? "",
    hilfetextAusgabe: feld.hilfetextAusgabe ?? "",
    feldart: codeOf("feldart", feldarten[feld.feldart.code] ?? feld.feldart.code),
    datentyp: codeOf("datentyp", datentypen[feld.datentyp.code] ?? feld.datentyp.code),
    praezisierung: praezisierungOf(feld.praezisierung ?? { text: "" }),
    inhalt: feld.inhalt ?? "",
    ...(codelisteReferenz === undefined ? {} : { codelisteReferenz: codelisteOf(codelisteReferenz) }),
    regel: feld.regel.map(regelOf),
  };
}

function gruppeOf(gruppe: Datenfeldgruppe): Datenfeldgruppe {
  return {
    ...angabenOf(gruppe),
    schemaelementart: codeOf("schemaelementart", gruppe.schemaelementart?.code ?? "ABS"),
    hilfetextEingabe: gruppe.hilfetextEingabe ?? "",
    hilfetextAusgabe: gruppe.hilfetextAusgabe ?? "",
    regel: gruppe.regel.map(regelOf),
    struktur: gruppe.struktur.map(strukturOf),
  };
}

function strukturOf({ anzahl, bezug, feld, gruppe }: Struktur): Struktur {
  return {
    anzahl,
    bezug: bezugOf(bezug),
    ...(feld === undefined ? {} : { feld: feldOf(feld) }),
    ...(gruppe === undefined ? {} : { gruppe: gruppeOf(gruppe) }),
  };
}

function stammdatenschemaOf(schema: Stammdatenschema): Stammdatenschema {
  return {
    ...angabenOf(schema),
    ableitungsmodifikationenStruktur: codeOf(
      "ableitungsmodifikationenStruktur",
      schema.ableitungsmodifikationenStruktur?.code ?? "3",
    ),
    ableitungsmodifikationenRepraesentation: codeOf(
      "ableitungsmodifikationenRepraesentation",
      schema.ableitungsmodifikationenRepraesentation?.code ?? "1",
    ),
    regel: schema.regel.map(regelOf),
    struktur: schema.struktur.map(strukturOf),
  };
}

/** A schema of XDatenfelder 3.0.0 in the words of 2.0. */
export function asVersion2(schema: Datenschema): Datenschema {
  return { ...schema, standard: "xdatenfelder-2", stammdatenschema: stammdatenschemaOf(schema.stammdatenschema) };
}

/** Fields whose type or kind 2.0 does not know. */
export function impoverishedInVersion2(schema: Datenschema): readonly string[] {
  return placesOf(schema.stammdatenschema).flatMap(({ path, struktur: { feld } }) => {
    if (feld === undefined) return [];
    const art = feldarten[feld.feldart.code] === undefined ? [] : [`${path}.feldart`];
    const typ = datentypen[feld.datentyp.code] === undefined ? [] : [`${path}.datentyp`];
    return [...art, ...typ];
  });
}
