import type { Part, Shape } from "../../platform/xml/index.ts";
import type { Nachrichtentyp } from "./model.ts";

/** Local name of each message's root. */
export const rootNames: Readonly<Record<Nachrichtentyp, string>> = {
  "0501": "Aussonderung.Anbieteverzeichnis.0501",
  "0502": "Aussonderung.Bewertungsverzeichnis.0502",
  "0503": "Aussonderung.Aussonderung.0503",
  "0504": "Aussonderung.AnbietungEmpfangBestaetigen.0504",
  "0505": "Aussonderung.BewertungEmpfangBestaetigen.0505",
  "0506": "Aussonderung.AussonderungImportBestaetigen.0506",
  "0507": "Aussonderung.AussonderungEmpfangBestaetigen.0507",
};

const uuid = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const fileName = /^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?:_[^.].*|\..+)?$/;
const boolean = /^\s*(?:true|false|0|1)\s*$/;
const always = /^\s*(?:true|1)\s*$/;
const day =
  "(?:\\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))" +
  "|(?:\\d\\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)-02-29)";
const zone = "(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d)?";
const date = new RegExp(`^\\s*(?!0000)${day}${zone}\\s*$`);
const moment = new RegExp(`^\\s*(?!0000)${day}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?${zone}\\s*$`);
const year = new RegExp(`^\\s*(?!0000)\\d{4}${zone}\\s*$`);
const short = /^\s*\d{1,4}\s*$/;
const count = /^\s*\d{1,9}\s*$/;
const positive = /^\s*[1-9]\d{0,8}\s*$/;
const filled = /\S/;

const need = (element: string, key: string, rest: Partial<Part> = {}): Part => ({
  element,
  key,
  essential: true,
  ...rest,
});
const may = (element: string, key: string, rest: Partial<Part> = {}): Part => ({
  element,
  key,
  optional: true,
  ...rest,
});
const many = (element: string, key: string, rest: Partial<Part> = {}): Part =>
  may(element, key, { list: true, ...rest });
const some = (element: string, key: string, shape: Shape): Part => ({ element, key, list: true, shape });

/** Its shape is looked up when it is needed: files lie in files. */
function nested(element: string, key: string, shape: () => Shape, list = true): Part {
  return {
    element,
    key,
    optional: true,
    list,
    get shape() {
      return shape();
    },
  };
}

/** Code lists whose address the schema fixes; those with a version fix that too, the others ask for it. */
const lists = {
  nachrichtentyp: ["urn:xoev-de:xdomea:codeliste:nachrichtentyp", "3.0"],
  aussonderungsart: ["urn:xoev-de:xdomea:codeliste:aussonderungsart", "1.0"],
  medium: ["urn:xoev-de:xdomea:codeliste:medium", "1.0"],
  schriftgutobjekttyp: ["urn:xoev-de:xdomea:codeliste:schriftgutobjekttyp", "1.0"],
  bewertungsvorschlag: ["urn:xoev-de:xdomea:codeliste:bewertungsvorschlag"],
  dateiformat: ["urn:xoev-de:xdomea:codeliste:dateiformat"],
  algorithmen: ["urn:xoev-de:kosit:codeliste:xta.serviceprofile.kryptographische-algorithmen"],
  verzeichnisdienst: ["urn:xoev-de:kosit:codeliste:verzeichnisdienst"],
} as const satisfies Readonly<Record<string, readonly [string, string?]>>;

const exactly = (value: string): RegExp => new RegExp(`^${value.replaceAll(".", "\\.")}$`);

/** @param list one of those that are fixed; a code of any list has to say which one it is from */
function code(list?: keyof typeof lists, values?: readonly string[]): Shape {
  const [uri, version] = (list === undefined ? [] : lists[list]) as readonly [string?, string?];
  return {
    attributes: [
      { name: "listURI", key: "listUri", ...(uri === undefined ? {} : { optional: true, pattern: exactly(uri) }) },
      {
        name: "listVersionID",
        key: "listVersion",
        ...(version === undefined ? {} : { optional: true, pattern: exactly(version) }),
      },
    ],
    parts: [
      need("code", "code", { unqualified: true, ...(values === undefined ? { pattern: filled } : { values }) }),
      may("name", "name", { unqualified: true }),
    ],
  };
}

const kontakt: Shape = {
  parts: [
    may("Behoerdenkennung", "behoerdenkennung", {
      shape: {
        parts: [
          need("verzeichnisdienst", "verzeichnisdienst", { shape: code("verzeichnisdienst") }),
          need("kennung", "kennung", { pattern: filled }),
        ],
      },
    }),
    may("NameInstitution", "institution", {
      shape: { parts: [may("Name", "name"), may("Kurzbezeichnung", "kurzbezeichnung")] },
    }),
    may("NameOrganisationseinheit", "organisationseinheit", { shape: { parts: [need("Name", "name")] } }),
    may("NameAnsprechpartner", "ansprechpartner", {
      shape: {
        parts: [
          may("Anrede", "anrede"),
          may("Titel", "titel"),
          { element: "Familienname", optional: true, within: { parts: [may("Name", "familienname")] } },
          { element: "Vorname", optional: true, within: { parts: [may("Name", "vorname")] } },
        ],
      },
    }),
    may("Taetigkeit", "taetigkeit"),
    may("Zustaendigkeit", "zustaendigkeit"),
    may("Rolle", "rolle"),
  ],
};

const kopf: Shape = {
  parts: [
    {
      element: "identifikation.nachricht",
      within: {
        parts: [
          need("nachrichtenUUID", "nachrichtenUuid", { unqualified: true, pattern: uuid }),
          need("nachrichtentyp", "nachrichtentyp", {
            unqualified: true,
            shape: code("nachrichtentyp", Object.keys(rootNames)),
          }),
          need("erstellungszeitpunkt", "erstellungszeitpunkt", { unqualified: true, pattern: moment }),
        ],
      },
    },
    need("leser", "leser", { shape: kontakt }),
    need("autor", "autor", { shape: kontakt }),
    need("ProzessID", "prozessId", { pattern: uuid }),
    may("InstanzID", "instanzId"),
    may("Hinweis", "hinweis"),
  ],
};

const identifikation: Part = need("Identifikation", "identifikation", {
  shape: {
    parts: [
      need("xdomeaUUID", "uuid", { pattern: uuid }),
      may("NummerImUebergeordnetenContainer", "nummerImContainer", { pattern: count }),
    ],
  },
});

const allgemein: Part = may("AllgemeineMetadaten", "allgemein", {
  shape: {
    parts: [
      may("Betreff", "betreff"),
      may("Kennzeichen", "kennzeichen"),
      may("Federfuehrung", "federfuehrung"),
      may("Aktenfuehrung", "aktenfuehrung"),
      may("Geheimhaltung", "geheimhaltung", {
        shape: {
          parts: [
            need("Geheimhaltungsgrad", "grad", { shape: code() }),
            may("Einstufungsfrist", "einstufungsfrist", { pattern: year }),
            may("EingestuftAm", "eingestuftAm", { pattern: date }),
            may("Herausgeber", "herausgeber"),
            may("EinstufungEndetAm", "endetAm", { pattern: date }),
            may("Bemerkung", "bemerkung"),
          ],
        },
      }),
      may("Bemerkung", "bemerkung"),
      may("Medium", "medium", { shape: code("medium", ["001", "002", "003"]) }),
      may("Aktenplaneinheit", "aktenplaneinheit", {
        shape: {
          parts: [
            may("Kennzeichen", "kennzeichen"),
            may("Inhaltsangabe", "inhaltsangabe"),
            may("BetreffKurz", "betreffKurz"),
          ],
        },
      }),
      may("ZeitpunktLetzteAenderung", "letzteAenderung", { pattern: moment }),
      may("Datenschutzstufe", "datenschutzstufe"),
      may("DatenschutzstufeCode", "datenschutzstufeCode", { shape: code() }),
    ],
  },
});

const aussonderungsart: Shape = {
  choice: true,
  parts: [
    may("Aussonderungsart", "code", { shape: code("aussonderungsart", ["A", "B", "V"]) }),
    may("AussonderungsartKonfigurierbar", "konfigurierbar"),
  ],
};

const aussonderung: Part = may("Aussonderungsmetadaten", "aussonderung", {
  shape: {
    parts: [
      may("Aufbewahrungsdauer", "aufbewahrungsdauer", {
        shape: {
          choice: true,
          parts: [
            may("AnzahlJahre", "anzahlJahre", { pattern: short }),
            may("Unbefristet", "unbefristet", { pattern: always }),
          ],
        },
      }),
      may("Aussonderungsart", "aussonderungsart", { shape: aussonderungsart }),
      may("Kennung", "kennung"),
      may("Bewertungsvorschlag", "bewertungsvorschlag", { shape: code("bewertungsvorschlag") }),
      may("BewertungsvorschlagBegruendung", "bewertungsvorschlagBegruendung"),
      may("Aufbewahrungsende", "aufbewahrungsende", { pattern: date }),
      may("Transferfristende", "transferfristende", { pattern: date }),
    ],
  },
});

const historie: Part = many("HistorienProtokollInformation", "historie", {
  shape: {
    parts: [
      may("MetadatumName", "metadatum"),
      may("MetadatumAlterWert", "alterWert"),
      may("MetadatumNeuerWert", "neuerWert"),
      need("Akteur", "akteur"),
      need("DatumUhrzeit", "zeitpunkt", { pattern: moment }),
      may("Bemerkung", "bemerkung"),
      need("Aktion", "aktion"),
    ],
  },
});

const verweise: Part = many("Verweis", "verweise", {
  shape: {
    parts: [
      may("xdomeaUUID", "uuid", { pattern: uuid }),
      may("SGOTyp", "typ", { shape: code("schriftgutobjekttyp", ["001", "002", "003"]) }),
      may("SGOKennzeichen", "kennzeichen"),
      may("Bemerkung", "bemerkung"),
    ],
  },
});

const laufzeit: Part = may("Laufzeit", "laufzeit", {
  shape: { parts: [may("Beginn", "beginn", { pattern: date }), may("Ende", "ende", { pattern: date })] },
});

const format: Shape = {
  parts: [
    need("Name", "name", { shape: code("dateiformat") }),
    may("SonstigerName", "sonstigerName"),
    need("Version", "version"),
    need("Primaerdokument", "primaerdokument", {
      shape: {
        parts: [
          need("Dateiname", "dateiname", { pattern: fileName }),
          may("DateinameOriginal", "dateinameOriginal"),
          may("Ersteller", "ersteller"),
          may("DatumUhrzeit", "zeitpunkt", { pattern: moment }),
          may("ZeitpunktLetzteAenderung", "letzteAenderung", { pattern: moment }),
          may("Hash", "hash", {
            shape: {
              parts: [
                need("Wert", "wert", { pattern: filled }),
                may("Algorithmus", "algorithmus", { shape: code("algorithmen") }),
                may("SonstigerAlgorithmus", "sonstigerAlgorithmus"),
              ],
            },
          }),
        ],
      },
    }),
  ],
};

const dokumentBasis: readonly Part[] = [
  identifikation,
  allgemein,
  may("FremdesGeschaeftszeichen", "fremdesGeschaeftszeichen"),
  may("Posteingangsdatum", "posteingang", { pattern: date }),
  may("Postausgangsdatum", "postausgang", { pattern: date }),
  may("DatumDesSchreibens", "datumDesSchreibens", { pattern: date }),
  may("Bezug", "bezug"),
  may("Hier", "hier"),
  may("Bearbeiter", "bearbeiter"),
  may("Typ", "typ"),
  historie,
  verweise,
  nested("Anlage", "anlagen", () => anlage),
];

const dokument: Shape = {
  parts: [
    ...dokumentBasis,
    many("Version", "versionen", {
      shape: { parts: [need("Nummer", "nummer"), some("Format", "formate", format)] },
    }),
  ],
};

const mitSchriftstuecken: Shape = {
  parts: [...dokumentBasis, nested("Schriftstueck", "schriftstuecke", () => dokument)],
};

const eintrag: Shape = {
  choice: true,
  parts: [
    may("Dokument", "dokument", { shape: dokument }),
    may("DokumentMitSchriftstueck", "mitSchriftstuecken", { shape: mitSchriftstuecken }),
  ],
};

const anlage: Shape = { parts: [...eintrag.parts, may("Nummer", "nummer")] };

const dokumente: Part = many("DokumentOderDokumentMitSchriftstueck", "dokumente", { shape: eintrag });
const kontextobjekt: Part = need("Kontextobjekt", "kontextobjekt", { pattern: boolean });
const zda: readonly Part[] = [may("ZdA", "zda", { pattern: boolean }), may("ZdADatum", "zdaDatum", { pattern: date })];

const vorgang: Shape = {
  parts: [
    identifikation,
    kontextobjekt,
    allgemein,
    aussonderung,
    may("Aktenbetreff", "aktenbetreff"),
    may("Typ", "typ"),
    ...zda,
    laufzeit,
    historie,
    dokumente,
    verweise,
    nested("Teilvorgang", "teilvorgaenge", () => vorgang),
  ],
};

const akte: Shape = {
  parts: [
    identifikation,
    kontextobjekt,
    allgemein,
    aussonderung,
    may("Standort", "standort"),
    may("Typ", "typ"),
    laufzeit,
    historie,
    may("Akteninhalt", "inhalt", {
      shape: {
        parts: [
          dokumente,
          many("Vorgang", "vorgaenge", { shape: vorgang }),
          nested("Teilakte", "teilakten", () => akte),
        ],
      },
    }),
    verweise,
    ...zda,
  ],
};

const schriftgut: readonly Part[] = [
  many("Anschreiben", "anschreiben", { shape: eintrag }),
  some("Schriftgutobjekt", "schriftgutobjekte", {
    choice: true,
    parts: [may("Akte", "akte", { shape: akte }), may("Vorgang", "vorgang", { shape: vorgang })],
  }),
];

const ergebnis: Part = need("ErfolgOderMisserfolg", "ergebnis", {
  shape: {
    parts: [
      need("Erfolgreich", "erfolgreich", { pattern: boolean }),
      many("Fehlermeldung", "fehlermeldungen"),
      many("FehlermeldungCode", "fehlercodes", { shape: code() }),
    ],
  },
});

const numbers: readonly Part[] = [
  need("LfdNrNachrichtProTyp", "laufendeNummer", { pattern: positive }),
  need("GesamtanzahlNachrichtenProTyp", "gesamtzahl", { pattern: positive }),
];
const answers: Part = need("UUIDUrsprungsnachricht", "ursprungsnachricht", { pattern: uuid });
const receipt: Part = need("Empfangsbestaetigung", "empfangsbestaetigung", { pattern: boolean });

function message(...parts: readonly Part[]): Shape {
  return {
    attributes: [
      { name: "produkt", key: "produkt", pattern: filled },
      { name: "produkthersteller", key: "produkthersteller", pattern: filled },
      { name: "produktversion", key: "produktversion", optional: true },
      { name: "standard", key: "standard", pattern: /^xdomea$/ },
      { name: "test", key: "test", optional: true },
      { name: "version", key: "version", pattern: /^4\.0\.0$/ },
    ],
    parts: [need("nachrichtenkopf", "kopf", { shape: kopf }), ...parts],
  };
}

const arrived = message(answers, ...numbers);

/** What each message holds, in the order of the schema. */
export const shapes: Readonly<Record<Nachrichtentyp, Shape>> = {
  "0501": message(receipt, ...numbers, ...schriftgut),
  "0502": message(
    receipt,
    answers,
    ...numbers,
    some("BewertetesSGO", "bewertet", {
      parts: [
        need("xdomeaUUID", "uuid", { pattern: uuid }),
        need("Aussonderungsart", "aussonderungsart", { shape: aussonderungsart }),
      ],
    }),
  ),
  "0503": message(
    need("Importbestaetigung", "importbestaetigung", { pattern: always }),
    need("RueckmeldungArchivkennung", "rueckmeldungArchivkennung", { pattern: boolean }),
    receipt,
    ...numbers,
    ...schriftgut,
  ),
  "0504": arrived,
  "0505": arrived,
  "0506": message(
    answers,
    ...numbers,
    ergebnis,
    many("AusgesondertesSGO", "ausgesondert", {
      shape: {
        parts: [need("xdomeaUUID", "uuid", { pattern: uuid }), ergebnis, may("Archivkennung", "archivkennung")],
      },
    }),
  ),
  "0507": arrived,
};

/** Keys whose text is a truth value, and those whose text is a number. */
export const booleanKeys: ReadonlySet<string> = new Set([
  "kontextobjekt",
  "zda",
  "erfolgreich",
  "empfangsbestaetigung",
  "rueckmeldungArchivkennung",
  "importbestaetigung",
  "unbefristet",
]);
export const numberKeys: ReadonlySet<string> = new Set([
  "anzahlJahre",
  "nummerImContainer",
  "laufendeNummer",
  "gesamtzahl",
]);
