import type { Shape } from "../../platform/xml/index.ts";
import { closed, code, identification, latin, lexical, lists } from "../xdatenfelder-2/shapes.ts";

export const namespace = "urn:xoev-de:fim:standard:xdatenfelder_3.0.0";
export const rootName = "xdatenfelder.stammdatenschema.0102";

const identifikation = identification(/^\d+\.\d+\.\d+$/);

/** Several legal sources, each with a link where there is one. */
const bezug = {
  element: "bezug",
  key: "bezug",
  list: true,
  optional: true,
  shape: {
    parts: [],
    attributes: [{ name: "link", key: "link", optional: true }],
    text: "text",
    textPattern: latin("", "").pattern as RegExp,
  },
} as const;

const stichwort = {
  element: "stichwort",
  key: "stichwort",
  list: true,
  optional: true,
  shape: { parts: [], attributes: [{ name: "uri", key: "uri" }], text: "text" },
} as const;

/** Source: XDatenfelder 3.0.0, AllgemeineAngaben. */
const allgemeineAngaben: Shape["parts"] = [
  { element: "identifikation", key: "identifikation", shape: identifikation, essential: true },
  latin("name", "name", { essential: true }),
  latin("beschreibung", "beschreibung", { optional: true }),
  latin("definition", "definition", { optional: true }),
  bezug,
  code("freigabestatus", "status", { versionNeeded: true }),
  { element: "statusGesetztAm", key: "statusGesetztAm", optional: true, pattern: lexical.date },
  latin("statusGesetztDurch", "statusGesetztDurch", { optional: true }),
  { element: "gueltigAb", key: "gueltigAb", optional: true, pattern: lexical.date },
  { element: "gueltigBis", key: "gueltigBis", optional: true, pattern: lexical.date },
  latin("versionshinweis", "versionshinweis", { optional: true }),
  { element: "veroeffentlichungsdatum", key: "veroeffentlichungsdatum", optional: true, pattern: lexical.date },
  { element: "letzteAenderung", key: "letzteAenderung", pattern: lexical.dateTime },
  {
    element: "relation",
    key: "relation",
    list: true,
    optional: true,
    shape: {
      parts: [
        code("praedikat", "praedikat", { versionNeeded: true }),
        { element: "objekt", key: "objekt", shape: identifikation },
      ],
    },
  },
  stichwort,
];

const named = {
  attributes: [
    { name: "element", key: "element" },
    { name: "name", key: "name" },
  ],
} as const;

const regel = {
  element: "regel",
  key: "regel",
  list: true,
  optional: true,
  shape: {
    parts: [
      { element: "identifikation", key: "identifikation", shape: identifikation, essential: true },
      latin("name", "name", { essential: true }),
      latin("beschreibung", "beschreibung", { optional: true }),
      latin("freitextRegel", "freitextRegel", { optional: true }),
      bezug,
      stichwort,
      latin("fachlicherErsteller", "statusGesetztDurch", { optional: true }),
      { element: "letzteAenderung", key: "letzteAenderung", pattern: lexical.dateTime },
      code("typ", "typ", { values: ["B", "K", "M", "V"] }),
      {
        element: "param",
        key: "param",
        list: true,
        optional: true,
        shape: {
          ...named,
          parts: [{ element: "typ", key: "typ", values: ["anzahl", "objekt", "selektor", "wert"] }],
        },
      },
      { element: "ziel", key: "ziel", list: true, optional: true, shape: { ...named, parts: [] } },
      { element: "skript", key: "skript", optional: true },
      {
        element: "fehler",
        key: "fehler",
        list: true,
        optional: true,
        shape: { parts: [], attributes: [{ name: "code", key: "code", pattern: /^\s*[+-]?\d+\s*$/ }], text: "text" },
      },
    ],
  },
} as const;

const schemaelementangaben: Shape["parts"] = [
  ...allgemeineAngaben,
  latin("bezeichnungEingabe", "bezeichnungEingabe"),
  latin("bezeichnungAusgabe", "bezeichnungAusgabe", { optional: true }),
  code("schemaelementart", "schemaelementart", { values: lists.schemaelementart }),
  latin("hilfetextEingabe", "hilfetextEingabe", { optional: true }),
  latin("hilfetextAusgabe", "hilfetextAusgabe", { optional: true }),
];

const datentypen = [
  "bool",
  "date",
  "datetime",
  "file",
  "num",
  "num_currency",
  "num_int",
  "obj",
  "text",
  "text_latin",
  "time",
];

const datenfeld: Shape = {
  parts: [
    ...schemaelementangaben,
    code("feldart", "feldart", { values: ["hidden", "input", "label", "locked", "select"] }, { essential: true }),
    code("datentyp", "datentyp", { values: datentypen }, { essential: true }),
    {
      element: "praezisierung",
      key: "praezisierung",
      optional: true,
      shape: {
        parts: [],
        attributes: [
          { name: "maxLength", key: "maxLength", optional: true, pattern: /^\s*\+?0*[1-9]\d*\s*$/ },
          { name: "maxValue", key: "maxValue", optional: true },
          { name: "minLength", key: "minLength", optional: true, pattern: /^\s*\+?\d+\s*$/ },
          { name: "minValue", key: "minValue", optional: true },
          { name: "pattern", key: "pattern", optional: true },
        ],
        text: "text",
        textPattern: latin("", "").pattern as RegExp,
      },
    },
    latin("inhalt", "inhalt", { optional: true }),
    code("vorbefuellung", "vorbefuellung", { values: ["keine", "optional", "verpflichtend"] }),
    {
      element: "werte",
      key: "werte",
      optional: true,
      shape: {
        parts: [
          {
            element: "wert",
            key: "wert",
            list: true,
            shape: {
              parts: [
                { element: "code", key: "code", essential: true },
                { element: "name", key: "name", essential: true },
                { element: "hilfe", key: "hilfe", optional: true },
              ],
            },
          },
        ],
      },
    },
    {
      element: "codelisteReferenz",
      key: "codelisteReferenz",
      optional: true,
      shape: {
        parts: [
          { element: "canonicalIdentification", key: "canonicalIdentification", optional: true },
          { element: "version", key: "version", optional: true },
          { element: "canonicalVersionUri", key: "canonicalVersionUri", optional: true },
        ],
      },
    },
    { element: "codeKey", key: "codeKey", optional: true },
    { element: "nameKey", key: "nameKey", optional: true },
    { element: "helpKey", key: "helpKey", optional: true },
    regel,
    { element: "maxSize", key: "maxSize", optional: true, pattern: /^\s*\+?0*[1-9]\d*\s*$/ },
    { element: "mediaType", key: "mediaType", list: true, optional: true, pattern: /^\s*\w+\/[-+.\w]+\s*$/ },
  ],
};

const struktur = closed((place) => ({
  parts: [
    { element: "anzahl", key: "anzahl", essential: true, pattern: lexical.anzahl },
    bezug,
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
                code("art", "art", { values: ["X"] }, { optional: true }),
                regel,
                { element: "struktur", key: "struktur", list: true, shape: place },
              ],
            },
          },
        ],
      },
    },
  ],
}));

/** XDatenfelder 3.0.0, message 0102: a whole Stammdatenschema. */
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
          latin("produktbezeichnung", "produktbezeichnung", { optional: true }),
          latin("produkthersteller", "produkthersteller", { optional: true }),
          latin("produktversion", "produktversion", { optional: true }),
          code("datenqualitaet", "datenqualitaet", { values: ["PROD", "TEST"] }, { optional: true }),
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
          latin("bezeichnung", "bezeichnungEingabe"),
          latin("hilfetext", "hilfetext", { optional: true }),
          code("ableitungsmodifikationenStruktur", "ableitungsmodifikationenStruktur", { values: lists.struktur }),
          code("ableitungsmodifikationenRepraesentation", "ableitungsmodifikationenRepraesentation", {
            values: lists.repraesentation,
          }),
          { element: "dokumentsteckbrief", key: "dokumentsteckbrief", shape: identifikation },
          regel,
          { element: "struktur", key: "struktur", list: true, shape: struktur },
        ],
      },
    },
  ],
};
