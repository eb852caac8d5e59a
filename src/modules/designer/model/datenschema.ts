/**
 * A FIM Stammdatenschema as data, whichever version of XDatenfelder it came in: all that 2.0 and 3.0.0 can say,
 * by the names of the standard. Texts are kept as they stand; what is absent is not the same as what is empty, so
 * that a file that was read can be written again unchanged.
 */
export interface Datenschema {
  /** Standard that its codes and versions belong to. */
  readonly standard: "xdatenfelder-2" | "xdatenfelder-3";
  /** `file`: as it was read. `made`: written by Klickamt, in letters that the standard allows. */
  readonly origin: "file" | "made";
  readonly header: SchemaHeader;
  /** `xsi:schemaLocation`, where the file gives one. */
  readonly schemaLocation?: string;
  readonly stammdatenschema: Stammdatenschema;
  /** Content of the file that the standard has no place for. */
  readonly leftOver: readonly UnknownContent[];
}

/** Something in a file that is not in the standard. */
export interface UnknownContent {
  readonly line: number;
  /** Names of elements from the root. */
  readonly path: string;
  readonly text: string;
}

/** Head of the message that carries a schema. */
export interface SchemaHeader {
  readonly nachrichtId?: string;
  /** An instant, `2018-12-06T13:31:31.286Z`. */
  readonly erstellungszeitpunkt?: string;
  readonly referenzId?: string;
  readonly produktbezeichnung?: string;
  readonly produkthersteller?: string;
  readonly produktversion?: string;
  readonly datenqualitaet?: SchemaCode;
}

/** An entry of one of the standard's own lists. */
export interface SchemaCode {
  readonly code: string;
  readonly name?: string;
  readonly listUri?: string;
  readonly listVersion?: string;
}

/** `F00000152` in version `1.0`. */
export interface Identifikation {
  readonly id: string;
  readonly version?: string;
}

/** Statute or standard that an element rests on. */
export interface Rechtsbezug {
  readonly text: string;
  readonly link?: string;
}

export interface Stichwort {
  readonly text: string;
  readonly uri?: string;
}

/** What schemas, groups and fields have in common (AllgemeineAngaben). */
export interface AllgemeineAngaben {
  readonly identifikation: Identifikation;
  readonly name: string;
  readonly bezeichnungEingabe?: string;
  readonly bezeichnungAusgabe?: string;
  readonly beschreibung?: string;
  readonly definition?: string;
  readonly bezug: readonly Rechtsbezug[];
  /** 2.0: `status`; 3.0.0: `freigabestatus`. */
  readonly status?: SchemaCode;
  /** 2.0: `freigabedatum`. */
  readonly statusGesetztAm?: string;
  /** 2.0: `fachlicherErsteller`. */
  readonly statusGesetztDurch?: string;
  readonly gueltigAb?: string;
  readonly gueltigBis?: string;
  readonly versionshinweis?: string;
  readonly veroeffentlichungsdatum?: string;
  readonly letzteAenderung?: string;
  readonly relation?: readonly { readonly praedikat?: SchemaCode; readonly objekt?: Identifikation }[];
  readonly stichwort?: readonly Stichwort[];
}

export interface Stammdatenschema extends AllgemeineAngaben {
  readonly hilfetext?: string;
  readonly ableitungsmodifikationenStruktur?: SchemaCode;
  readonly ableitungsmodifikationenRepraesentation?: SchemaCode;
  /** 3.0.0. */
  readonly dokumentsteckbrief?: Identifikation;
  readonly regel: readonly Regel[];
  readonly struktur: readonly Struktur[];
}

/** One place: how often something stands there, why, and what. Exactly one of `feld` and `gruppe`. */
export interface Struktur {
  /** `0:1`, `1:*`. */
  readonly anzahl: string;
  readonly bezug: readonly Rechtsbezug[];
  readonly feld?: Datenfeld;
  readonly gruppe?: Datenfeldgruppe;
}

interface Schemaelementangaben extends AllgemeineAngaben {
  readonly schemaelementart?: SchemaCode;
  readonly hilfetextEingabe?: string;
  readonly hilfetextAusgabe?: string;
}

export interface Datenfeldgruppe extends Schemaelementangaben {
  /** 3.0.0: `X` one of its elements only (Auswahlgruppe). */
  readonly art?: SchemaCode;
  readonly regel: readonly Regel[];
  readonly struktur: readonly Struktur[];
}

export interface Datenfeld extends Schemaelementangaben {
  readonly feldart: SchemaCode;
  readonly datentyp: SchemaCode;
  readonly praezisierung?: Praezisierung;
  readonly inhalt?: string;
  /** 3.0.0: `keine`, `optional`, `verpflichtend`. */
  readonly vorbefuellung?: SchemaCode;
  /** 3.0.0. */
  readonly werte?: { readonly wert: readonly Wert[] };
  readonly codelisteReferenz?: CodelisteReferenz;
  readonly codeKey?: string;
  readonly nameKey?: string;
  readonly helpKey?: string;
  readonly regel: readonly Regel[];
  /** 3.0.0, bytes. */
  readonly maxSize?: string;
  /** 3.0.0. */
  readonly mediaType?: readonly string[];
}

/** 2.0 says it in a text, usually JSON; 3.0.0 in attributes. */
export interface Praezisierung {
  readonly text: string;
  readonly minLength?: string;
  readonly maxLength?: string;
  readonly minValue?: string;
  readonly maxValue?: string;
  readonly pattern?: string;
}

export interface Wert {
  readonly code: string;
  readonly name: string;
  readonly hilfe?: string;
}

export interface CodelisteReferenz {
  /** 2.0. */
  readonly identifikation?: Identifikation;
  readonly canonicalIdentification?: string;
  readonly version?: string;
  readonly canonicalVersionUri?: string;
}

/** A rule in prose; `skript` is empty nearly everywhere. */
export interface Regel extends AllgemeineAngaben {
  /** 3.0.0; in 2.0 the prose stands in `definition` or `beschreibung`. */
  readonly freitextRegel?: string;
  readonly typ?: SchemaCode;
  readonly param?: readonly { readonly typ?: string; readonly element?: string; readonly name?: string }[];
  readonly ziel?: readonly { readonly element?: string; readonly name?: string }[];
  readonly skript?: string;
  readonly fehler?: readonly { readonly text: string; readonly code?: string }[];
}

/** One place of a schema with the way to it. */
export interface SchemaPlace {
  /** `F00000152`, `G00000091.G00000248.F00000013`; a sibling with the same id gets its number: `F00000004#2`. */
  readonly path: string;
  readonly struktur: Struktur;
  /** Groups around it, from outside. */
  readonly parents: readonly Datenfeldgruppe[];
}

/** Ids of the children of one place, made different from each other. */
export function segmentsOf(struktur: readonly Struktur[]): readonly string[] {
  const seen = new Map<string, number>();
  return struktur.map(({ feld, gruppe }) => {
    const id = (feld ?? gruppe)?.identifikation.id.trim() ?? "";
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}#${times}`;
  });
}

/** Every place of a schema, in the order of the file: the same field under two groups is two places. */
export function placesOf(schema: Stammdatenschema): readonly SchemaPlace[] {
  const places: SchemaPlace[] = [];
  const walk = (children: readonly Struktur[], base: string, parents: readonly Datenfeldgruppe[]): void => {
    const segments = segmentsOf(children);
    children.forEach((struktur, index) => {
      const path = base + (segments[index] as string);
      places.push({ path, struktur, parents });
      if (struktur.gruppe !== undefined) walk(struktur.gruppe.struktur, `${path}.`, [...parents, struktur.gruppe]);
    });
  };
  walk(schema.struktur, "", []);
  return places;
}
