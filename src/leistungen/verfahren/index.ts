import type { Procedure } from "../../modules/forms/index.ts";
import antragXml from "./antrag/process.bpmn?raw";
import anzeigeXml from "./anzeige/process.bpmn?raw";

/** An application that is granted or refused with a Bescheid. */
export const antrag: Procedure = {
  key: "antrag",
  kind: "antrag",
  name: { de: "Antrag mit Bescheid", en: "Application with a decision" },
  summary: {
    de: "Jemand prüft, fragt nach, wenn etwas fehlt, und bewilligt oder lehnt ab. Der Bescheid geht ins Postfach.",
    en: "Somebody checks, asks back where something is missing, and grants or refuses. The decision goes to the mailbox.",
  },
  processXml: antragXml,
};

/** A notification that is taken in and confirmed. */
export const anzeige: Procedure = {
  key: "anzeige",
  kind: "anzeige",
  name: { de: "Anzeige mit Bestätigung", en: "Notification with a confirmation" },
  summary: {
    de: "Jemand prüft und fragt nach, wenn etwas fehlt. Danach geht eine Bestätigung ins Postfach.",
    en: "Somebody checks and asks back where something is missing. Then a confirmation goes to the mailbox.",
  },
  processXml: anzeigeXml,
};

/** The procedures that any Leistung can use. */
export const procedures: readonly Procedure[] = [antrag, anzeige];
