import type { XmlElement } from "../../platform/xml/index.ts";
import { XdomeaRefused } from "./refused.ts";

/** Elements that only changed their name. */
const renamed: Readonly<Record<string, string>> = { ID: "xdomeaUUID" };

/** Objects that 4.0.0 asks to say whether they only show the context; in 3.x all are meant. */
const objects: ReadonlySet<string> = new Set(["Akte", "Vorgang", "Teilakte", "Teilvorgang"]);

const child = (element: XmlElement | undefined, name: string): XmlElement | undefined =>
  element?.children.find((one) => one.name === name);

/** Elements that are a document themselves in 3.x and hold one in 4.0.0. */
const documents: ReadonlySet<string> = new Set(["Anlage", "Anschreiben"]);

function made(name: string, like: XmlElement, content: readonly XmlElement[] | string): XmlElement {
  const [text, children] = typeof content === "string" ? [content, []] : ["", content];
  return { name, namespace: like.namespace, attributes: {}, text, line: like.line, children };
}

function converted(element: XmlElement): XmlElement {
  const inner = element.children.map(converted);
  const context = objects.has(element.name) ? [made("Kontextobjekt", element, "false")] : [];
  const whole = { ...element, name: renamed[element.name] ?? element.name, children: [...inner, ...context] };
  if (documents.has(element.name)) {
    const number = inner.filter(({ name }) => name === "Nummer");
    const document = inner.filter(({ name }) => name !== "Nummer");
    return { ...whole, children: [made("Dokument", element, document), ...number] };
  }
  return element.name === "Dokument" ? made("DokumentOderDokumentMitSchriftstueck", element, [whole]) : whole;
}

function kontakt(name: string, of: XmlElement): XmlElement {
  const names: Readonly<Record<string, string>> = {
    Institution: "NameInstitution",
    Organisationseinheit: "NameOrganisationseinheit",
    Name: "NameAnsprechpartner",
    // Built otherwise in 4.0.0; under these names they are reported as left over.
    Behoerdenkennung: "Behoerdenkennung (3.x)",
    Rolle: "Rolle (3.x)",
  };
  const at = child(of, "Kontakt") ?? of;
  return {
    ...at,
    name,
    children: at.children.map((one) => ({ ...one, name: names[one.name] ?? one.name })),
  };
}

/**
 * An offer (0501) or Aussonderung (0503) of 3.x as 4.0.0 would say it. A message of 3.x is known by process and type, it has no UUID of
 * its own and there is only one of each type: Its nachrichtenUUID becomes the ProzessID, its number 1 of 1. What 4.0.0
 * no longer knows, such as the Vertraulichkeitsstufe, stays where it is and is reported as left over.
 * @throws XdomeaRefused for the answers: they answer a nachrichtenUUID, and we send none in 3.x
 */
export function asVersion4(root: XmlElement, version: string): XmlElement {
  if (!/\.(?:0501|0503)$/.test(root.name)) {
    throw new XdomeaRefused(
      "version",
      {
        de: `Die Nachricht ist von xdomea ${version}. Aus dieser Version lesen wir nur Angebot (0501) und Aussonderung (0503).`,
        en: `The message is of xdomea ${version}. Of this version we read only the offer (0501) and the hand-over (0503).`,
      },
      root.line,
    );
  }
  const kopf = child(root, "Kopf");
  if (kopf === undefined) {
    throw new XdomeaRefused("content", { de: "Hier fehlt Kopf.", en: "Kopf is missing here." }, root.line);
  }
  const processId = child(kopf, "ProzessID");
  const typ = child(kopf, "Nachrichtentyp");
  const time = child(kopf, "Erstellungszeitpunkt");
  const sender = child(kopf, "Absender");
  const receiver = child(kopf, "Empfaenger");
  const system = child(kopf, "SendendesSystem");
  const plain = (element: XmlElement, name: string): XmlElement => ({ ...element, name, namespace: "" });
  const identification = [
    ...(processId === undefined ? [] : [plain(processId, "nachrichtenUUID")]),
    ...(typ === undefined ? [] : [{ ...plain(typ, "nachrichtentyp"), attributes: {} }]),
    ...(time === undefined ? [] : [plain(time, "erstellungszeitpunkt")]),
  ];
  const flags = ["Importbestaetigung", "RueckmeldungArchivkennung", "Empfangsbestaetigung"];
  const known = ["ProzessID", "Nachrichtentyp", "Erstellungszeitpunkt", "Absender", "Empfaenger"];
  const head = made("nachrichtenkopf", kopf, [
    made("identifikation.nachricht", kopf, identification),
    ...(receiver === undefined ? [] : [kontakt("leser", receiver)]),
    ...(sender === undefined ? [] : [kontakt("autor", sender)]),
    ...kopf.children.filter(({ name }) => name === "ProzessID" || ![...known, ...flags].includes(name)),
  ]);
  const unnamed = "unbekannt";
  return {
    ...root,
    attributes: {
      ...root.attributes,
      produkt: child(system, "Produktname")?.text ?? unnamed,
      produkthersteller: child(system, "Produkthersteller")?.text ?? unnamed,
      standard: "xdomea",
      version: "4.0.0",
    },
    children: [
      head,
      ...kopf.children.filter(({ name }) => flags.includes(name)),
      made("LfdNrNachrichtProTyp", kopf, "1"),
      made("GesamtanzahlNachrichtenProTyp", kopf, "1"),
      ...root.children.filter((one) => one !== kopf).map(converted),
    ],
  };
}
