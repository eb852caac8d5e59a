/** Entry of an XÖV code list. `listUri` and `listVersion` say which list; some lists are fixed by the standard. */
export interface Code {
  readonly code: string;
  readonly name?: string;
  readonly listUri?: string;
  readonly listVersion?: string;
}

/** Who sends or receives. Source: xdomea 4.0.0, KontaktType; addresses and channels are not kept. */
export interface Kontakt {
  readonly behoerdenkennung?: { readonly verzeichnisdienst: Code; readonly kennung: string };
  readonly institution?: { readonly name?: string; readonly kurzbezeichnung?: string };
  readonly organisationseinheit?: { readonly name: string };
  readonly ansprechpartner?: {
    readonly anrede?: string;
    readonly titel?: string;
    readonly familienname?: string;
    readonly vorname?: string;
  };
  readonly taetigkeit?: string;
  readonly zustaendigkeit?: string;
  readonly rolle?: string;
}

/** The messages of a disposal in four steps: 0501, 0502, 0503, 0506 say something, the others that it has arrived. */
export type Nachrichtentyp = "0501" | "0502" | "0503" | "0504" | "0505" | "0506" | "0507";

/** Head of a message. A ProzessID spans one disposal, a nachrichtenUuid one message. */
export interface Kopf {
  /** Of this message alone. Messages of 3.x have none: there it is the ProzessID. */
  readonly nachrichtenUuid: string;
  /** ISO 8601 with time zone. */
  readonly erstellungszeitpunkt: string;
  readonly leser: Kontakt;
  readonly autor: Kontakt;
  readonly prozessId: string;
  readonly instanzId?: string;
  readonly hinweis?: string;
}

interface Rahmen {
  readonly kopf: Kopf;
  readonly produkt: string;
  readonly produkthersteller: string;
  readonly produktversion?: string;
  /** Set where the message is only a trial. */
  readonly test?: string;
  /** From 1; which of the messages of this type in the process. */
  readonly laufendeNummer: number;
  readonly gesamtzahl: number;
}

/** Appraisal: A archive, B appraise, V destroy, or a word that both sides agreed on. One of the two. */
export interface Aussonderungsart {
  readonly code?: Code;
  readonly konfigurierbar?: string;
}

export interface Identifikation {
  /** The same in all messages about this object. */
  readonly uuid: string;
  readonly nummerImContainer?: number;
}

export interface AllgemeineMetadaten {
  readonly betreff?: string;
  readonly kennzeichen?: string;
  readonly federfuehrung?: string;
  readonly aktenfuehrung?: string;
  readonly geheimhaltung?: {
    readonly grad: Code;
    readonly einstufungsfrist?: string;
    readonly eingestuftAm?: string;
    readonly herausgeber?: string;
    readonly endetAm?: string;
    readonly bemerkung?: string;
  };
  readonly bemerkung?: string;
  /** 001 electronic, 002 hybrid, 003 paper. */
  readonly medium?: Code;
  readonly aktenplaneinheit?: {
    readonly kennzeichen?: string;
    readonly inhaltsangabe?: string;
    readonly betreffKurz?: string;
  };
  readonly letzteAenderung?: string;
  readonly datenschutzstufe?: string;
  readonly datenschutzstufeCode?: Code;
}

export interface Aussonderungsmetadaten {
  /** One of the two. */
  readonly aufbewahrungsdauer?: { readonly anzahlJahre?: number; readonly unbefristet?: boolean };
  readonly aussonderungsart?: Aussonderungsart;
  readonly kennung?: string;
  readonly bewertungsvorschlag?: Code;
  readonly bewertungsvorschlagBegruendung?: string;
  readonly aufbewahrungsende?: string;
  readonly transferfristende?: string;
}

/** Entry of the history; who, when and what are mandatory. */
export interface Historie {
  readonly metadatum?: string;
  readonly alterWert?: string;
  readonly neuerWert?: string;
  readonly akteur: string;
  readonly zeitpunkt: string;
  readonly bemerkung?: string;
  readonly aktion: string;
}

export interface Zeitraum {
  readonly beginn?: string;
  readonly ende?: string;
}

export interface Verweis {
  readonly uuid?: string;
  readonly typ?: Code;
  readonly kennzeichen?: string;
  readonly bemerkung?: string;
}

/** A file of the package. Its name begins with a UUID that is not the document's. */
export interface Primaerdokument {
  readonly dateiname: string;
  readonly dateinameOriginal?: string;
  readonly ersteller?: string;
  readonly zeitpunkt?: string;
  readonly letzteAenderung?: string;
  readonly hash?: { readonly wert: string; readonly algorithmus?: Code; readonly sonstigerAlgorithmus?: string };
}

export interface Format {
  readonly name: Code;
  readonly sonstigerName?: string;
  readonly version: string;
  readonly primaerdokument: Primaerdokument;
}

export interface Version {
  readonly nummer: string;
  readonly formate: readonly Format[];
}

interface DokumentBasis {
  readonly identifikation: Identifikation;
  readonly allgemein?: AllgemeineMetadaten;
  readonly fremdesGeschaeftszeichen?: string;
  readonly posteingang?: string;
  readonly postausgang?: string;
  readonly datumDesSchreibens?: string;
  readonly bezug?: string;
  readonly hier?: string;
  readonly bearbeiter?: string;
  readonly typ?: string;
  readonly historie?: readonly Historie[];
  readonly verweise?: readonly Verweis[];
  readonly anlagen?: readonly (DokumentEintrag & { readonly nummer?: string })[];
}

export interface Dokument extends DokumentBasis {
  readonly versionen?: readonly Version[];
}

export interface DokumentMitSchriftstuecken extends DokumentBasis {
  readonly schriftstuecke?: readonly Dokument[];
}

/** One of the two. */
export interface DokumentEintrag {
  readonly dokument?: Dokument;
  readonly mitSchriftstuecken?: DokumentMitSchriftstuecken;
}

interface Schriftgut {
  readonly identifikation: Identifikation;
  /** Only shows where the others belong; it is not itself offered or handed over. */
  readonly kontextobjekt: boolean;
  readonly allgemein?: AllgemeineMetadaten;
  readonly aussonderung?: Aussonderungsmetadaten;
  readonly typ?: string;
  readonly laufzeit?: Zeitraum;
  readonly historie?: readonly Historie[];
  readonly verweise?: readonly Verweis[];
  readonly zda?: boolean;
  readonly zdaDatum?: string;
}

export interface Vorgang extends Schriftgut {
  readonly aktenbetreff?: string;
  readonly dokumente?: readonly DokumentEintrag[];
  readonly teilvorgaenge?: readonly Vorgang[];
}

export interface Akte extends Schriftgut {
  readonly standort?: string;
  readonly inhalt?: {
    readonly dokumente?: readonly DokumentEintrag[];
    readonly vorgaenge?: readonly Vorgang[];
    readonly teilakten?: readonly Akte[];
  };
}

/** One of the two. */
export interface Schriftgutobjekt {
  readonly akte?: Akte;
  readonly vorgang?: Vorgang;
}

export interface Erfolg {
  readonly erfolgreich: boolean;
  readonly fehlermeldungen?: readonly string[];
  readonly fehlercodes?: readonly Code[];
}

/** 0501: what the authority offers to the archive. */
export interface Anbieteverzeichnis extends Rahmen {
  readonly typ: "0501";
  readonly empfangsbestaetigung: boolean;
  readonly anschreiben?: readonly DokumentEintrag[];
  readonly schriftgutobjekte: readonly Schriftgutobjekt[];
}

/** 0502: how the archive appraises what was offered. */
export interface Bewertungsverzeichnis extends Rahmen {
  readonly typ: "0502";
  readonly empfangsbestaetigung: boolean;
  readonly ursprungsnachricht: string;
  readonly bewertet: readonly { readonly uuid: string; readonly aussonderungsart: Aussonderungsart }[];
}

/** 0503: what is handed over. It always asks for a 0506. */
export interface Aussonderung extends Rahmen {
  readonly typ: "0503";
  readonly rueckmeldungArchivkennung: boolean;
  readonly empfangsbestaetigung: boolean;
  readonly anschreiben?: readonly DokumentEintrag[];
  readonly schriftgutobjekte: readonly Schriftgutobjekt[];
}

/** 0504, 0505, 0507: the 0501, 0502 or 0503 has arrived. */
export interface Empfangsbestaetigung extends Rahmen {
  readonly typ: "0504" | "0505" | "0507";
  readonly ursprungsnachricht: string;
}

/** 0506: what the archive took over. Only after it may anything be deleted. */
export interface Importbestaetigung extends Rahmen {
  readonly typ: "0506";
  readonly ursprungsnachricht: string;
  readonly ergebnis: Erfolg;
  readonly ausgesondert?: readonly {
    readonly uuid: string;
    readonly ergebnis: Erfolg;
    readonly archivkennung?: string;
  }[];
}

/** A message of the disposal in four steps. Source: xdomea 4.0.0, Aussonderung durchführen. */
export type Nachricht =
  | Anbieteverzeichnis
  | Bewertungsverzeichnis
  | Aussonderung
  | Empfangsbestaetigung
  | Importbestaetigung;
