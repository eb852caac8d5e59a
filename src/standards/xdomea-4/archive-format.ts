import type { Localized } from "../../kernel/index.ts";
import {
  type ArchiveFormat,
  type IncomingMessage,
  MessageRefused,
  type OutgoingMessage,
  type PackedAkte,
  type PackedDokument,
  type PackedFile,
  type PackedHistory,
  type PackedVorgang,
  type RefusalCode,
} from "../../modules/disposal/index.ts";
import { formatOfFile, mediaTypeOfFormat } from "./file-formats.ts";
import type {
  Akte,
  AllgemeineMetadaten,
  Aussonderungsart,
  Aussonderungsmetadaten,
  Code,
  Dokument,
  DokumentEintrag,
  DokumentMitSchriftstuecken,
  Erfolg,
  Kontakt,
  Nachricht,
  Vorgang,
} from "./model.ts";
import { type ReadNachricht, readNachricht, writeNachricht } from "./nachricht.ts";
import { type ReadPackage, readPackage, writePackage } from "./package.ts";
import { type RefusalKind, XdomeaRefused } from "./refused.ts";

const product = { produkt: "Klickamt", produkthersteller: "Klickamt" } as const;

// — What we say ——————————————————————————————————————————————————————————

const contact = (name: string): Kontakt => ({ institution: { name } });

function formatOf({ mediaType = "application/octet-stream", ...file }: PackedFile) {
  return {
    ...formatOfFile({
      mediaType,
      filename: file.originalName ?? file.name,
      ...(file.bytes === undefined ? {} : { bytes: file.bytes }),
    }),
    primaerdokument: {
      dateiname: file.name,
      ...(file.originalName === undefined ? {} : { dateinameOriginal: file.originalName }),
      ...(file.sha256 === undefined ? {} : { hash: { wert: file.sha256, sonstigerAlgorithmus: "SHA-256" } }),
    },
  };
}

const history = ({ historie }: { readonly historie?: readonly PackedHistory[] }) =>
  historie === undefined || historie.length === 0 ? {} : { historie };

function dokumentEintrag(dokument: PackedDokument): DokumentEintrag {
  return {
    dokument: {
      identifikation: { uuid: dokument.uuid },
      allgemein: {
        ...(dokument.betreff === undefined ? {} : { betreff: dokument.betreff }),
        ...(dokument.bemerkung === undefined ? {} : { bemerkung: dokument.bemerkung }),
      },
      ...(dokument.typ === undefined ? {} : { typ: dokument.typ }),
      ...(dokument.bearbeiter === undefined ? {} : { bearbeiter: dokument.bearbeiter }),
      ...(dokument.datumDesSchreibens === undefined ? {} : { datumDesSchreibens: dokument.datumDesSchreibens }),
      ...(dokument.posteingang === undefined ? {} : { posteingang: dokument.posteingang }),
      ...(dokument.postausgang === undefined ? {} : { postausgang: dokument.postausgang }),
      ...(dokument.fremdesGeschaeftszeichen === undefined
        ? {}
        : { fremdesGeschaeftszeichen: dokument.fremdesGeschaeftszeichen }),
      ...history(dokument),
      ...(dokument.versionen.length === 0
        ? {}
        : {
            versionen: dokument.versionen.map(({ nummer, formate }) => ({ nummer, formate: formate.map(formatOf) })),
          }),
      ...(dokument.anlagen.length === 0 ? {} : { anlagen: dokument.anlagen.map(dokumentEintrag) }),
    },
  };
}

function allgemein(record: PackedAkte | PackedVorgang): AllgemeineMetadaten {
  const akte = "teilakten" in record ? record : undefined;
  return {
    ...(record.betreff === undefined ? {} : { betreff: record.betreff }),
    ...(record.kennzeichen === undefined ? {} : { kennzeichen: record.kennzeichen }),
    ...(record.bemerkung === undefined ? {} : { bemerkung: record.bemerkung }),
    ...(akte?.medium === undefined ? {} : { medium: { code: akte.medium } }),
    ...(akte?.planUnit === undefined
      ? {}
      : {
          aktenplaneinheit: {
            kennzeichen: akte.planUnit,
            ...(akte.planUnitTitle === undefined ? {} : { inhaltsangabe: akte.planUnitTitle }),
          },
        }),
  };
}

function verfuegt({ openedOn, closedOn }: PackedAkte | PackedVorgang) {
  return {
    ...(openedOn === undefined
      ? {}
      : { laufzeit: { beginn: openedOn, ...(closedOn === undefined ? {} : { ende: closedOn }) } }),
    ...(closedOn === undefined ? {} : { zda: true, zdaDatum: closedOn }),
  };
}

function vorgangOf(vorgang: PackedVorgang): Vorgang {
  return {
    identifikation: { uuid: vorgang.uuid },
    kontextobjekt: false,
    allgemein: allgemein(vorgang),
    ...verfuegt(vorgang),
    ...history(vorgang),
    ...(vorgang.dokumente.length === 0 ? {} : { dokumente: vorgang.dokumente.map(dokumentEintrag) }),
    ...(vorgang.teilvorgaenge.length === 0 ? {} : { teilvorgaenge: vorgang.teilvorgaenge.map(vorgangOf) }),
  };
}

function akteOf(akte: PackedAkte): Akte {
  const aussonderung: Aussonderungsmetadaten = {
    ...(akte.retentionYears === undefined
      ? {}
      : {
          aufbewahrungsdauer:
            akte.retentionYears === null ? { unbefristet: true } : { anzahlJahre: akte.retentionYears },
        }),
    ...(akte.aussonderungsart === undefined ? {} : { aussonderungsart: { code: { code: akte.aussonderungsart } } }),
    ...(akte.retentionEndsOn === undefined ? {} : { aufbewahrungsende: akte.retentionEndsOn }),
  };
  const inhalt = {
    ...(akte.dokumente.length === 0 ? {} : { dokumente: akte.dokumente.map(dokumentEintrag) }),
    ...(akte.vorgaenge.length === 0 ? {} : { vorgaenge: akte.vorgaenge.map(vorgangOf) }),
    ...(akte.teilakten.length === 0 ? {} : { teilakten: akte.teilakten.map(akteOf) }),
  };
  return {
    identifikation: { uuid: akte.uuid },
    kontextobjekt: false,
    allgemein: allgemein(akte),
    ...(Object.keys(aussonderung).length === 0 ? {} : { aussonderung }),
    ...verfuegt(akte),
    ...history(akte),
    ...(Object.keys(inhalt).length === 0 ? {} : { inhalt }),
  };
}

function erfolg(success: boolean, faults: readonly string[]): Erfolg {
  return { erfolgreich: success, ...(faults.length === 0 ? {} : { fehlermeldungen: faults }) };
}

function nachrichtOf(message: OutgoingMessage): Nachricht {
  const frame = {
    kopf: {
      nachrichtenUuid: message.messageId,
      erstellungszeitpunkt: message.madeAt.toISOString(),
      leser: contact(message.to),
      autor: contact(message.from),
      prozessId: message.processId,
    },
    ...product,
    laufendeNummer: message.number,
    // How many there will be, nobody knows beforehand: an Akte that could not be imported comes again.
    gesamtzahl: message.number,
  };
  switch (message.typ) {
    case "0501":
      return {
        typ: "0501",
        ...frame,
        empfangsbestaetigung: true,
        schriftgutobjekte: message.akten.map((akte) => ({ akte: akteOf(akte) })),
      };
    case "0503":
      return {
        typ: "0503",
        ...frame,
        rueckmeldungArchivkennung: true,
        empfangsbestaetigung: true,
        schriftgutobjekte: message.akten.map((akte) => ({ akte: akteOf(akte) })),
      };
    case "0502":
      return {
        typ: "0502",
        ...frame,
        empfangsbestaetigung: true,
        ursprungsnachricht: message.answers,
        bewertet: message.judged.map(({ uuid, verdict }) => ({
          uuid,
          aussonderungsart: { code: { code: verdict === "other" ? "B" : verdict } },
        })),
      };
    case "0506":
      return {
        typ: "0506",
        ...frame,
        ursprungsnachricht: message.answers,
        ergebnis: erfolg(message.success, message.faults),
        ...(message.objects.length === 0
          ? {}
          : {
              ausgesondert: message.objects.map((one) => ({
                uuid: one.uuid,
                ergebnis: erfolg(one.success, one.faults),
                ...(one.archivkennung === undefined ? {} : { archivkennung: one.archivkennung }),
              })),
            }),
      };
    default:
      return { typ: message.typ, ...frame, ursprungsnachricht: message.answers };
  }
}

function filesOf(akten: readonly PackedAkte[]): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const document = (dokument: PackedDokument): void => {
    for (const { formate } of dokument.versionen) {
      for (const { name, bytes } of formate) if (bytes !== undefined) files.set(name, bytes);
    }
    dokument.anlagen.forEach(document);
  };
  const vorgang = (one: PackedVorgang): void => {
    one.dokumente.forEach(document);
    one.teilvorgaenge.forEach(vorgang);
  };
  const akte = (one: PackedAkte): void => {
    one.dokumente.forEach(document);
    one.vorgaenge.forEach(vorgang);
    one.teilakten.forEach(akte);
  };
  akten.forEach(akte);
  return files;
}

// — What others say ——————————————————————————————————————————————————————

type Files = ReadonlyMap<string, Uint8Array>;

function packedDokument(dokument: Dokument & DokumentMitSchriftstuecken, files: Files): PackedDokument {
  const { allgemein: general } = dokument;
  const entries = [
    ...(dokument.schriftstuecke ?? []).map((part) => packedDokument(part, files)),
    ...packedEntries(dokument.anlagen, files),
  ];
  return {
    uuid: dokument.identifikation.uuid,
    ...(general?.betreff === undefined ? {} : { betreff: general.betreff }),
    ...(general?.bemerkung === undefined ? {} : { bemerkung: general.bemerkung }),
    ...(dokument.typ === undefined ? {} : { typ: dokument.typ }),
    ...(dokument.bearbeiter === undefined ? {} : { bearbeiter: dokument.bearbeiter }),
    ...(dokument.datumDesSchreibens === undefined ? {} : { datumDesSchreibens: dokument.datumDesSchreibens }),
    ...(dokument.posteingang === undefined ? {} : { posteingang: dokument.posteingang }),
    ...(dokument.postausgang === undefined ? {} : { postausgang: dokument.postausgang }),
    ...(dokument.fremdesGeschaeftszeichen === undefined
      ? {}
      : { fremdesGeschaeftszeichen: dokument.fremdesGeschaeftszeichen }),
    ...history(dokument),
    versionen: (dokument.versionen ?? []).map(({ nummer, formate }) => ({
      nummer,
      formate: formate.map(({ primaerdokument, ...format }) => {
        const bytes = files.get(primaerdokument.dateiname);
        const mediaType = mediaTypeOfFormat(format);
        return {
          name: primaerdokument.dateiname,
          ...(primaerdokument.dateinameOriginal === undefined
            ? {}
            : { originalName: primaerdokument.dateinameOriginal }),
          ...(mediaType === undefined ? {} : { mediaType }),
          ...(bytes === undefined ? {} : { bytes }),
        };
      }),
    })),
    anlagen: entries,
  };
}

function packedEntries(entries: readonly DokumentEintrag[] | undefined, files: Files): readonly PackedDokument[] {
  return (entries ?? []).flatMap(({ dokument, mitSchriftstuecken }) => [
    ...(dokument === undefined ? [] : [packedDokument(dokument, files)]),
    ...(mitSchriftstuecken === undefined ? [] : [packedDokument(mitSchriftstuecken, files)]),
  ]);
}

function packedRecord(record: Akte | Vorgang) {
  const { allgemein: general, laufzeit } = record;
  const closedOn = record.zdaDatum ?? laufzeit?.ende;
  return {
    uuid: record.identifikation.uuid,
    ...(general?.betreff === undefined ? {} : { betreff: general.betreff }),
    ...(general?.kennzeichen === undefined ? {} : { kennzeichen: general.kennzeichen }),
    ...(general?.bemerkung === undefined ? {} : { bemerkung: general.bemerkung }),
    ...(laufzeit?.beginn === undefined ? {} : { openedOn: laufzeit.beginn }),
    ...(closedOn === undefined ? {} : { closedOn }),
    ...history(record),
  };
}

function packedVorgang(vorgang: Vorgang, files: Files): PackedVorgang {
  return {
    ...packedRecord(vorgang),
    dokumente: packedEntries(vorgang.dokumente, files),
    teilvorgaenge: (vorgang.teilvorgaenge ?? []).map((part) => packedVorgang(part, files)),
  };
}

function packedAkte(akte: Akte, files: Files): PackedAkte {
  const { allgemein: general, aussonderung, inhalt } = akte;
  const duration = aussonderung?.aufbewahrungsdauer;
  const art = aussonderung?.aussonderungsart?.code?.code;
  return {
    ...packedRecord(akte),
    ...(general?.medium === undefined ? {} : { medium: general.medium.code }),
    ...(general?.aktenplaneinheit?.kennzeichen === undefined ? {} : { planUnit: general.aktenplaneinheit.kennzeichen }),
    ...(duration?.unbefristet === true
      ? { retentionYears: null }
      : duration?.anzahlJahre === undefined
        ? {}
        : { retentionYears: duration.anzahlJahre }),
    ...(art === "A" || art === "B" || art === "V" ? { aussonderungsart: art } : {}),
    dokumente: packedEntries(inhalt?.dokumente, files),
    vorgaenge: (inhalt?.vorgaenge ?? []).map((one) => packedVorgang(one, files)),
    teilakten: (inhalt?.teilakten ?? []).map((one) => packedAkte(one, files)),
  };
}

/** A Vorgang that comes without its Akte gets one of its own name. */
function akteAround(vorgang: Vorgang, files: Files): PackedAkte {
  const packed = packedVorgang(vorgang, files);
  const { betreff, kennzeichen } = packed;
  return {
    uuid: packed.uuid,
    ...(vorgang.aktenbetreff === undefined
      ? betreff === undefined
        ? {}
        : { betreff }
      : { betreff: vorgang.aktenbetreff }),
    ...(kennzeichen === undefined ? {} : { kennzeichen }),
    dokumente: [],
    vorgaenge: [packed],
    teilakten: [],
  };
}

function packedObjects(nachricht: Extract<Nachricht, { typ: "0501" | "0503" }>, files: Files): readonly PackedAkte[] {
  return nachricht.schriftgutobjekte.flatMap(({ akte, vorgang }) => [
    ...(akte === undefined ? [] : [packedAkte(akte, files)]),
    ...(vorgang === undefined ? [] : [akteAround(vorgang, files)]),
  ]);
}

function verdictOf({ code }: Aussonderungsart): "A" | "V" | "other" {
  const said = code?.code.trim();
  return said === "A" || said === "V" ? said : "other";
}

const faultsOf = ({ fehlermeldungen, fehlercodes }: Erfolg): readonly string[] => [
  ...(fehlermeldungen ?? []),
  ...(fehlercodes ?? []).map(({ code, name }: Code) => name ?? code),
];

const nameOf = ({ institution, organisationseinheit, behoerdenkennung }: Kontakt): string =>
  institution?.name ?? institution?.kurzbezeichnung ?? organisationseinheit?.name ?? behoerdenkennung?.kennung ?? "";

function incomingOf({ nachricht, version, leftOver }: ReadNachricht, files: Files): IncomingMessage {
  const { kopf } = nachricht;
  const head = {
    messageId: kopf.nachrichtenUuid,
    processId: kopf.prozessId,
    number: nachricht.laufendeNummer,
    madeAt: new Date(kopf.erstellungszeitpunkt),
    from: nameOf(kopf.autor),
    to: nameOf(kopf.leser),
    version,
    leftOver: leftOver.map(({ line, path }) => `${path} (${line})`),
  };
  switch (nachricht.typ) {
    case "0501":
    case "0503":
      return { ...head, typ: nachricht.typ, akten: packedObjects(nachricht, files) };
    case "0502":
      return {
        ...head,
        typ: "0502",
        answers: nachricht.ursprungsnachricht,
        judged: nachricht.bewertet.map(({ uuid, aussonderungsart }) => ({
          uuid,
          verdict: verdictOf(aussonderungsart),
        })),
      };
    case "0506":
      return {
        ...head,
        typ: "0506",
        answers: nachricht.ursprungsnachricht,
        success: nachricht.ergebnis.erfolgreich,
        faults: faultsOf(nachricht.ergebnis),
        objects: (nachricht.ausgesondert ?? []).map(({ uuid, ergebnis, archivkennung }) => ({
          uuid,
          success: ergebnis.erfolgreich,
          faults: faultsOf(ergebnis),
          ...(archivkennung === undefined ? {} : { archivkennung }),
        })),
      };
    default:
      return { ...head, typ: nachricht.typ, answers: nachricht.ursprungsnachricht };
  }
}

const codes: Readonly<Record<RefusalKind, RefusalCode>> = {
  xml: "unreadable",
  version: "wrong-version",
  message: "wrong-message",
  content: "against-standard",
  package: "damaged-package",
};

function refused(error: unknown): never {
  if (!(error instanceof XdomeaRefused)) throw error;
  const { line, reason } = error;
  const where: Localized =
    line === undefined ? reason : { de: `Zeile ${line}: ${reason.de}`, en: `Line ${line}: ${reason.en}` };
  throw new MessageRefused(codes[error.kind], where);
}

/**
 * xdomea as the format of messages to the archive: 4.0.0 is written; 4.0.0, and offers and hand-overs of 3.0.0 and 3.1.0,
 * are read.
 * @param options.schemaMistakes what the standard's own schema finds wrong with a message, where it is at hand; asked
 * besides our own rules before anything leaves
 */
export function xdomeaArchiveFormat(
  options: { readonly schemaMistakes?: (message: Uint8Array) => readonly string[] } = {},
): ArchiveFormat {
  return {
    name: "xdomea 4.0.0",
    asksSchema: options.schemaMistakes !== undefined,
    nameOf: ({ processId, typ, number }) => `${processId}_${typ}_${number}.zip`,
    write(message) {
      const nachricht = nachrichtOf(message);
      const files = message.typ === "0503" ? filesOf(message.akten) : new Map<string, Uint8Array>();
      try {
        const [mistake] = options.schemaMistakes?.(writeNachricht(nachricht)) ?? [];
        if (mistake !== undefined) {
          throw new MessageRefused("against-standard", {
            de: `Die Nachricht widerspricht dem Schema: ${mistake}`,
            en: `The message is against the schema: ${mistake}`,
          });
        }
        return writePackage(nachricht, files);
      } catch (error) {
        if (error instanceof MessageRefused) throw error;
        return refused(error);
      }
    },
    read(bytes, { name, mostBytes } = {}) {
      try {
        // A message alone, without a package, is read too: some archives answer so.
        if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) {
          if (name === undefined || !/\.zip$/i.test(name)) return incomingOf(readNachricht(bytes), new Map());
        }
        const read: ReadPackage = readPackage(bytes, {
          ...(name === undefined ? {} : { name }),
          ...(mostBytes === undefined ? {} : { limits: { mostBytes } }),
        });
        return incomingOf(read, read.files);
      } catch (error) {
        return refused(error);
      }
    },
  };
}
