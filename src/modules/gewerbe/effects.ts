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

/** What may be added at the check of a Gewerbeanzeige. */
export const gewerbeTaskOptions: readonly TaskOption[] = [
  {
    form: "gewerbe.pruefen",
    kind: "text",
    name: "anhaltspunkteZoll",
    label: {
      de: "Anhaltspunkte für den Zoll",
      en: "Indications for customs",
    },
    hint: {
      de: "Nur wenn es welche gibt, zum Beispiel für Schwarzarbeit: Schreiben Sie auf, woraus sie sich ergeben. Nur dann gehen diese Worte und die Daten der Anmeldung an die Zollverwaltung (§ 3 Abs. 3 GewAnzV).",
      en: "Only if there are some, for example of undeclared work: write down what they follow from. Only then do these words and the data of the registration go to customs (§ 3 Abs. 3 GewAnzV).",
    },
  },
];
