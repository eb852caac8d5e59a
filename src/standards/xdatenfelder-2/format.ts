import type { Shape } from "../../platform/xml/index.ts";
import { closed, code, identification, latin, lexical, lists } from "./shapes.ts";

export const namespace = "urn:xoev-de:fim:standard:xdatenfelder_2";
export const rootName = "xdatenfelder.stammdatenschema.0102";

const identifikation = identification(/^\d+\.\d+$/);

/** Source: XDatenfelder 2.0, AllgemeineAngaben. */
const allgemeineAngaben: Shape["parts"] = [
  { element: "identifikation", key: "identifikation", shape: identifikation, essential: true },
  latin("name", "name", { essential: true }),
  latin("bezeichnungEingabe", "bezeichnungEingabe"),
  latin("bezeichnungAusgabe", "bezeichnungAusgabe", { optional: true }),
  latin("beschreibung", "beschreibung"),
  latin("definition", "definition"),
  { element: "bezug", key: "bezug", list: true, most: 1, shape: latinShape() },
  code("status", "status", { values: ["aktiv", "inaktiv", "inVorbereitung"] }),
  { element: "gueltigAb", key: "gueltigAb", optional: true, pattern: lexical.date },
  { element: "gueltigBis", key: "gueltigBis", optional: true, pattern: lexical.date },
  latin("fachlicherErsteller", "statusGesetztDurch", { optional: true }),
  latin("versionshinweis", "versionshinweis", { optional: true }),
  { element: "freigabedatum", key: "statusGesetztAm", optional: true, pattern: lexical.date },
  { element: "veroeffentlichungsdatum", key: "veroeffentlichungsdatum", optional: true, pattern: lexical.date },
];

function latinShape(): Shape {
  return { parts: [], text: "text", textPattern: latin("", "").pattern as RegExp };
}

const regel = {
  element: "regel",
  key: "regel",
  list: true,
  optional: true,
  shape: { parts: [...allgemeineAngaben, { element: "script", key: "skript" }] },
} as const;

const schemaelementangaben: Shape["parts"] = [
  ...allgemeineAngaben,
  code("schemaelementart", "schemaelementart", { values: lists.schemaelementart }),
  latin("hilfetextEingabe", "hilfetextEingabe"),
  latin("hilfetextAusgabe", "hilfetextAusgabe"),
];

const genericodeIdentification: Shape = {
  parts: [
    { element: "canonicalIdentification", key: "canonicalIdentification" },
    { element: "version", key: "version" },
    { element: "canonicalVersionUri", key: "canonicalVersionUri" },
  ],
};

const datenfeld: Shape = {
  parts: [
    ...schemaelementangaben,
    code("feldart", "feldart", { values: ["input", "label", "select"] }, { essential: true }),
    code(
      "datentyp",
      "datentyp",
      { values: ["bool", "date", "file", "num", "num_currency", "num_int", "obj", "text"] },
      { essential: true },
    ),
    { element: "praezisierung", key: "praezisierung", shape: latinShape() },
    latin("inhalt", "inhalt"),
    {
      element: "codelisteReferenz",
      key: "codelisteReferenz",
      optional: true,
      shape: {
        parts: [
          { element: "identifikation", key: "identifikation", shape: identifikation },
          { element: "genericodeIdentification", within: genericodeIdentification },
        ],
      },
    },
    regel,
  ],
};

const struktur = closed((place) => ({
  parts: [
    { element: "anzahl", key: "anzahl", essential: true, pattern: lexical.anzahl },
    { element: "bezug", key: "bezug", list: true, most: 1, shape: latinShape() },
    {
      element: "enthaelt",
      within: {
        choice: true,
        parts: [
          { element: "datenfeld", key: "feld", optional: true, shape: datenfeld },
          {
            element: "datenfeldgruppe",
            key: "gruppe",
            optional: true,
            shape: {
              parts: [
                ...schemaelementangaben,
                regel,
                { element: "struktur", key: "struktur", list: true, optional: true, shape: place },
              ],
            },
          },
        ],
      },
    },
  ],
}));

/** XDatenfelder 2.0, message 0102: a whole Stammdatenschema. */
export const message: Shape = {
  attributes: [
    { name: "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation", key: "schemaLocation", optional: true },
  ],
  parts: [
    {
      element: "header",
      key: "header",
      essential: true,
      shape: {
        parts: [
          { element: "nachrichtID", key: "nachrichtId" },
          { element: "erstellungszeitpunkt", key: "erstellungszeitpunkt", pattern: lexical.dateTime },
          { element: "referenzID", key: "referenzId", optional: true },
        ],
      },
    },
    {
      element: "stammdatenschema",
      key: "stammdatenschema",
      essential: true,
      shape: {
        parts: [
          ...allgemeineAngaben,
          latin("hilfetext", "hilfetext", { optional: true }),
          code("ableitungsmodifikationenStruktur", "ableitungsmodifikationenStruktur", { values: lists.struktur }),
          code("ableitungsmodifikationenRepraesentation", "ableitungsmodifikationenRepraesentation", {
            values: lists.repraesentation,
          }),
          regel,
          { element: "struktur", key: "struktur", list: true, optional: true, shape: struktur },
        ],
      },
    },
  ],
};
