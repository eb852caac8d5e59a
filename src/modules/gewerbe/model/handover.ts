import { z } from "zod";
import type { StoredAnswers } from "./gewa.ts";
import { prefillAnswers } from "./register.ts";

const handoverSchema = z.object({
  format: z.literal("klickamt-gewerbeanzeige-weitergabe/1"),
  hinweis: z.string(),
  rechtsgrundlage: z.string(),
  absender: z.object({ ags: z.string().regex(/^\d{8}$/), name: z.string() }),
  aktenzeichen: z.string(),
  /** Days `YYYY-MM-DD`. */
  eingegangen: z.string(),
  bescheinigt: z.string(),
  vordruck: z.literal("GewA1"),
  antworten: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});

/** The Anmeldung of a move on its way to the municipality that the business has left. Source: § 3 Abs. 2a GewAnzV. */
export type Handover = z.infer<typeof handoverSchema>;

/** Bytes of a handover; the same content gives the same bytes. */
export function writeHandover(content: Omit<Handover, "format" | "hinweis" | "rechtsgrundlage" | "vordruck">): Buffer {
  const handover: Handover = {
    format: "klickamt-gewerbeanzeige-weitergabe/1",
    hinweis: "Eigenes Format von Klickamt, nicht XGewerbeordnung",
    rechtsgrundlage: "§ 14 Abs. 1 Satz 3 GewO; § 3 Abs. 2a GewAnzV",
    absender: content.absender,
    aktenzeichen: content.aktenzeichen,
    eingegangen: content.eingegangen,
    bescheinigt: content.bescheinigt,
    vordruck: "GewA1",
    antworten: Object.fromEntries(Object.entries(content.antworten).sort(([a], [b]) => (a < b ? -1 : 1))),
  };
  return Buffer.from(`${JSON.stringify(handover, null, 2)}\n`);
}

/** @throws Error where the bytes are no handover */
export function readHandover(bytes: Uint8Array): Handover {
  return handoverSchema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
}

const siteKeys = ["strasse", "hausnummer", "plz", "ort", "telefon", "telefax", "email", "internet"] as const;
const fromHome = ["land", "strasse", "hausnummer", "plz", "plzAusland", "ort"];

/**
 * Answers of the Abmeldung that the municipality left makes from the Anmeldung of the one moved to: the former site
 * is the one deregistered, the new site the future one, the reason is the move, the end is the start elsewhere. What
 * comes of them on the printed form is `deriveAbmeldung`.
 * Source: § 14 Abs. 1 Satz 3 GewO; § 3 Abs. 2a GewAnzV.
 */
export function abmeldungAnswers(anmeldung: StoredAnswers): StoredAnswers {
  const answers: Record<string, string | readonly string[]> = { ...prefillAnswers(anmeldung, "GewA3") };
  for (const path of Object.keys(answers)) if (path.startsWith("betriebsstaette.")) delete answers[path];
  const put = (path: string, value: string | readonly string[] | undefined): void => {
    if (value !== undefined) answers[path] = value;
  };
  put("betriebsstaette.wieWohnung", "nein");
  for (const key of siteKeys) put(`betriebsstaette.${key}`, anmeldung[`fruehereBetriebsstaette.${key}`]);
  put("neuerrichtung", "ja");
  put("kuenftigeBetriebsstaette.land", "de");
  const home = anmeldung["betriebsstaette.wieWohnung"] === "ja";
  for (const key of siteKeys) {
    const at = home && fromHome.includes(key) ? "wohnung" : "betriebsstaette";
    put(`kuenftigeBetriebsstaette.${key}`, anmeldung[`${at}.${key}`]);
  }
  put("grund", "verlegung");
  put("aufgabedatum", anmeldung.beginn);
  return answers;
}
