import { plainDay } from "../../../kernel/index.ts";
import { personKeyOf } from "../model/card.ts";
import type { Resident } from "../model/compare-register.ts";

/** The register of residents. A real one is asked by XMeld, which is not part of this program. */
export interface ResidentRegister {
  readonly simulated: boolean;
  /** @throws Unavailable `ausweis.register-unreachable` */
  find(person: Pick<Resident, "familienname" | "vornamen" | "geburtsdatum">): Promise<Resident | undefined>;
}

const invented: readonly Resident[] = [
  {
    familienname: "Mustermann",
    geburtsname: "Gabler",
    vornamen: "Erika",
    doktorgrad: "",
    geburtsdatum: plainDay("1983-08-12"),
    geburtsort: "Berlin",
    strasseUndHausnummer: "Heidestraße 17",
    postleitzahl: "51147",
    wohnort: "Köln",
  },
  {
    familienname: "Müller",
    geburtsname: "",
    vornamen: "Änne",
    doktorgrad: "",
    geburtsdatum: plainDay("1991-04-12"),
    geburtsort: "Musterhausen",
    strasseUndHausnummer: "Lindenprobe 17 a",
    postleitzahl: "33098",
    wohnort: "Paderborn",
  },
];

/** A register of invented people. */
export function simulatedResidentRegister(residents: readonly Resident[] = invented): ResidentRegister {
  const byKey = new Map(residents.map((resident) => [personKeyOf(resident), resident]));
  return { simulated: true, find: async (person) => byKey.get(personKeyOf(person)) };
}
