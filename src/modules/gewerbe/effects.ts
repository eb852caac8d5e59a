import type { Effect, TaskOption } from "../cases/index.ts";
import { issueReceipt } from "./actions/issue-receipt.ts";
import { queueDeliveries } from "./actions/queue-deliveries.ts";
import { changeBusiness, deregisterBusiness, enterBusiness } from "./actions/write-entry.ts";

/** Steps that procedures of Gewerbeanzeigen call. */
export const gewerbeEffects: readonly Effect[] = [
  { name: "gewerbe.bescheinigen", run: issueReceipt },
  { name: "gewerbe.eintragen", run: enterBusiness },
  { name: "gewerbe.aendern", run: changeBusiness },
  { name: "gewerbe.austragen", run: deregisterBusiness },
  { name: "gewerbe.uebermitteln", run: queueDeliveries },
];

/** Boxes to tick at the check of a Gewerbeanzeige. */
export const gewerbeTaskOptions: readonly TaskOption[] = [
  {
    form: "gewerbe.pruefen",
    name: "anhaltspunkteZoll",
    label: {
      de: "Es gibt Anhaltspunkte für Verstöße, die den Zoll angehen",
      en: "There are indications of offences that concern customs",
    },
    hint: {
      de: "Zum Beispiel für Schwarzarbeit. Nur dann gehen Daten einer Anmeldung an die Zollverwaltung (§ 3 Abs. 3 GewAnzV).",
      en: "For example of undeclared work. Only then do data of a registration go to customs (§ 3 Abs. 3 GewAnzV).",
    },
  },
];
