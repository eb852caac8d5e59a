import type {
  Akte,
  Dokument,
  DokumentEintrag,
  DokumentMitSchriftstuecken,
  Nachricht,
  Primaerdokument,
  Vorgang,
} from "./model.ts";

/** Everything of a message that has a UUID of its own, and every file. */
export interface Inventory {
  /** Akten, Vorgänge, documents and their parts; in the order of the message. */
  readonly objects: readonly { readonly uuid: string; readonly kontextobjekt: boolean; readonly kind: ObjectKind }[];
  readonly files: readonly Primaerdokument[];
}

type ObjectKind = "akte" | "vorgang" | "dokument";

/** Lists objects and files of an offer or a hand-over; of other messages there are none. */
export function inventoryOf(nachricht: Nachricht): Inventory {
  const objects: Inventory["objects"][number][] = [];
  const files: Primaerdokument[] = [];
  const add = (kind: ObjectKind, uuid: string, kontextobjekt = false) => objects.push({ kind, uuid, kontextobjekt });

  function document(one: Dokument & DokumentMitSchriftstuecken): void {
    add("dokument", one.identifikation.uuid);
    for (const { formate } of one.versionen ?? []) files.push(...formate.map((format) => format.primaerdokument));
    for (const part of one.schriftstuecke ?? []) document(part);
    entries(one.anlagen);
  }
  function entries(list: readonly DokumentEintrag[] | undefined): void {
    for (const { dokument, mitSchriftstuecken } of list ?? []) {
      if (dokument !== undefined) document(dokument);
      if (mitSchriftstuecken !== undefined) document(mitSchriftstuecken);
    }
  }
  function vorgang(one: Vorgang): void {
    add("vorgang", one.identifikation.uuid, one.kontextobjekt);
    entries(one.dokumente);
    for (const part of one.teilvorgaenge ?? []) vorgang(part);
  }
  function akte(one: Akte): void {
    add("akte", one.identifikation.uuid, one.kontextobjekt);
    entries(one.inhalt?.dokumente);
    for (const part of one.inhalt?.vorgaenge ?? []) vorgang(part);
    for (const part of one.inhalt?.teilakten ?? []) akte(part);
  }

  if (nachricht.typ === "0501" || nachricht.typ === "0503") {
    entries(nachricht.anschreiben);
    for (const sgo of nachricht.schriftgutobjekte) {
      if (sgo.akte !== undefined) akte(sgo.akte);
      if (sgo.vorgang !== undefined) vorgang(sgo.vorgang);
    }
  }
  return { objects, files };
}
