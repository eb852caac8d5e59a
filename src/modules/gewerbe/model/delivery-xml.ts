import type { Gewerbeanzeige } from "./gewa.ts";
import { fieldsFor, getRecipient, type RecipientKey } from "./recipients.ts";

/** What goes with the fields: who sends, and to which Vorgang it belongs. */
export interface DeliveryMeta {
  /** UUID of this message; the same when it is sent again. */
  readonly messageId: string;
  /** Official key of the sending municipality, 8 digits. */
  readonly ags: string;
  readonly municipality: string;
  readonly aktenzeichen: string;
  /** Day of the Empfangsbescheinigung, `YYYY-MM-DD`. */
  readonly certifiedOn: string;
  readonly createdAt: Date;
  /** Indications of illegal employment, in the caseworker's words: for the customs only. Source: § 3 Abs. 3 GewAnzV. */
  readonly customsIndications?: string;
}

export const deliveryNamespace = "urn:klickamt:gewerbeanzeige:1";

/**
 * The granted fields of one Anzeige for one recipient as XML of our own. It is not XGewerbeordnung, the format in
 * force under § 3 Abs. 4 GewAnzV, and says so.
 * @throws RangeError where this recipient is granted nothing from this form
 */
export function deliveryXml(key: RecipientKey, anzeige: Gewerbeanzeige, meta: DeliveryMeta): string {
  const recipient = getRecipient(key);
  const granted = fieldsFor(key, anzeige.kind);
  if (granted.length === 0) throw new RangeError(`${key} is granted nothing from ${anzeige.kind}`);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element("gewerbeanzeige", {
      xmlns: deliveryNamespace,
      hinweis: "Eigenes Format von Klickamt, nicht XGewerbeordnung",
      vordruck: anzeige.kind,
      nachricht: meta.messageId,
      erzeugt: meta.createdAt.toISOString(),
    }),
    `  ${element("absender", { ags: meta.ags, name: meta.municipality }, true)}`,
    `  ${element("empfaenger", { schluessel: key, name: recipient.name.de, rechtsgrundlage: recipient.cite }, true)}`,
    `  ${element("vorgang", { aktenzeichen: meta.aktenzeichen, bescheinigt: meta.certifiedOn, blatt: String(anzeige.person), blaetter: String(anzeige.persons) }, true)}`,
  ];
  if (key === "zoll" && meta.customsIndications !== undefined) {
    lines.push(`  <anhaltspunkte>${escapeText(meta.customsIndications)}</anhaltspunkte>`);
  }
  lines.push("  <felder>");
  for (const number of granted) {
    const field = anzeige.fields[number];
    if (field === undefined) continue;
    lines.push(`    ${element("feld", { nummer: String(number), bezeichnung: field.label })}`);
    for (const value of field.values) {
      const codes = typeof value.raw === "string" ? value.raw : value.raw.join(" ");
      const start = element("wert", { schluessel: value.path, bezeichnung: value.label, eingabe: codes });
      lines.push(`      ${start}${escapeText(value.display)}</wert>`);
    }
    lines.push("    </feld>");
  }
  lines.push("  </felder>", "</gewerbeanzeige>", "");
  return lines.join("\n");
}

function element(name: string, attributes: Readonly<Record<string, string>>, empty = false): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return `<${name}${written.join("")}${empty ? "/" : ""}>`;
}

/** Everything but the characters that XML 1.0 can carry. Source: XML 1.0, production 2. */
const unspeakable = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

function escapeText(text: string): string {
  return text
    .replaceAll(unspeakable, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
