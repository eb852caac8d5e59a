import type { AusweisCard } from "./card.ts";
import { transliterate } from "./mrz.ts";

const escaped = (text: string): string =>
  text
    // XML 1.0 has no place for most control characters.
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);

/** What belongs to an order besides card and photograph. */
export interface OrderParts {
  /** How many fingers were captured. */
  readonly fingers: number;
  /** Who orders. */
  readonly office: string;
  /** Municipality of the main residence, eight digits; empty where it is another's or none. § 5 Abs. 5 Nr. 1a PAuswG. */
  readonly ags: string;
  /** Where the courier announces the delivery (§ 18 Abs. 3 PAuswV); empty for none. */
  readonly deliveryEmail: string;
  /** How the signature was given (§ 5 Abs. 2 Nr. 6 PAuswG); `keine`: under ten, or the person cannot write. */
  readonly signature:
    | { readonly kind: "gezeichnet"; readonly path: string }
    | { readonly kind: "papier" }
    | { readonly kind: "keine" };
}

/**
 * An order to the producer, in a format of our own (`urn:klickamt:ausweisbestellung:1`): the data of § 5 Abs. 2 and 4
 * PAuswG and the photograph. It is not XhD and claims no conformance with it. Fingerprints are counted, never
 * contained: a folder is no place for them.
 * The signature is the drawing as the path of an SVG of 1000 by 400; one on the signature sheet follows with the sheet.
 */
export function orderXml(
  card: AusweisCard,
  photo: { readonly bytes: Uint8Array; readonly mediaType: string },
  more: OrderParts,
): string {
  const line = (name: string, value: string | number | undefined): string =>
    value === undefined || value === "" ? "" : `  <${name}>${escaped(String(value))}</${name}>\n`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<bestellung xmlns="urn:klickamt:ausweisbestellung:1" id="${card.cardId}">\n`,
    line("behoerde", more.office),
    line("bestellt", card.orderedAt.toISOString()),
    line("familienname", card.familienname),
    line("geburtsname", card.geburtsname),
    line("vornamen", card.vornamen),
    line("doktorgrad", card.doktorgrad),
    line("ordensOderKuenstlername", card.ordensOderKuenstlername),
    line("nameInMaschinenschrift", `${transliterate(card.familienname)}<<${transliterate(card.vornamen)}`),
    line("geburtsdatum", card.geburtsdatum),
    line("geburtsort", card.geburtsort),
    line("staatsangehoerigkeit", "DEUTSCH"),
    line("groesseCm", card.groesseCm),
    line("augenfarbe", card.augenfarbe),
    line("anschrift", card.anschrift),
    line("gemeindeschluessel", more.ags),
    line("ausstellungsdatum", card.issuedOn),
    line("gueltigBis", card.validUntil),
    line("lieferung", card.uebergabe === "versand" ? "wohnung" : "amt"),
    line("emailFuerZustellung", more.deliveryEmail),
    more.signature.kind === "gezeichnet"
      ? `  <unterschrift art="gezeichnet">${escaped(more.signature.path)}</unterschrift>\n`
      : `  <unterschrift art="${more.signature.kind}"/>\n`,
    `  <fingerabdruecke anzahl="${more.fingers}"/>\n`,
    `  <lichtbild typ="${escaped(photo.mediaType)}">${Buffer.from(photo.bytes).toString("base64")}</lichtbild>\n`,
    "</bestellung>\n",
  ].join("");
}

const receiptPattern =
  /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<quittung xmlns="urn:klickamt:ausweisbestellung:1" bestellung="([0-9a-f-]{36})">\n {2}<seriennummer>([A-Z0-9]{9})<\/seriennummer>\n<\/quittung>\n$/;

/** The producer's answer: the card is made and has this number. */
export function receiptXml(cardId: string, seriennummer: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<quittung xmlns="urn:klickamt:ausweisbestellung:1" bestellung="${cardId}">\n  <seriennummer>${seriennummer}</seriennummer>\n</quittung>\n`;
}

/** @returns undefined for everything that `receiptXml` would not write */
export function readReceipt(xml: string): { readonly cardId: string; readonly seriennummer: string } | undefined {
  const found = receiptPattern.exec(xml);
  const [, cardId, seriennummer] = found ?? [];
  return cardId === undefined || seriennummer === undefined ? undefined : { cardId, seriennummer };
}
