import { plainDay } from "../../../kernel/index.ts";
import { personKeyOf } from "../model/card.ts";
import type { Resident } from "../model/compare-register.ts";

/** The register of residents. A real one is asked by XMeld, which is not part of this program. */
export interface ResidentRegister {
  readonly simulated: boolean;
  /** @throws Unavailable `ausweis.register-unreachable` */
  find(person: Pick<Resident, "familienname" | "vornamen" | "geburtsdatum">): Promise<Resident | undefined>;
}

function resident(
  familienname: string,
  vornamen: string,
  born: string,
  geburtsort: string,
  address: readonly [strasseUndHausnummer: string, postleitzahl: string, wohnort: string],
  geburtsname = "",
): Resident {
  const [strasseUndHausnummer, postleitzahl, wohnort] = address;
  const person = { familienname, geburtsname, vornamen, doktorgrad: "", geburtsdatum: plainDay(born), geburtsort };
  return { ...person, strasseUndHausnummer, postleitzahl, wohnort };
}

/** Invented people; any likeness is chance. Streets are invented too. */
export const inventedResidents: readonly Resident[] = [
  resident("Mustermann", "Erika", "1983-08-12", "Berlin", ["Heidestraße 17", "33098", "Paderborn"], "Gabler"),
  resident("Müller", "Änne", "1991-04-12", "Musterhausen", ["Lindenprobe 17 a", "33098", "Paderborn"]),
  resident("Brandt", "Leon", "2004-02-29", "Paderborn", ["Uferbeispiel 3", "33098", "Paderborn"]),
  resident("Yıldız", "Zeynep", "1996-09-30", "Bielefeld", ["Marktprobe 8", "33100", "Paderborn"]),
  resident(
    "Schäfer-Groß",
    "Hannelore",
    "1948-05-01",
    "Königsberg",
    ["Alte Musterstraße 2", "33102", "Paderborn"],
    "Groß",
  ),
  resident("Trần", "Minh Anh", "1999-12-24", "Leipzig", ["Testgasse 11", "33098", "Paderborn"]),
  resident("Østergaard", "Niels", "1977-07-07", "Flensburg", ["Am Musterbach 40", "33104", "Paderborn"]),
  resident("Łukasik", "Magdalena", "1988-03-15", "Dortmund", ["Brunnenprobe 21", "33098", "Paderborn"]),
  resident("Weiß", "Jörg", "1965-11-02", "Detmold", ["Im Musterfeld 9", "33106", "Paderborn"]),
  resident("Hoffmann", "Clara Luise", "2001-06-18", "Paderborn", ["Schulbeispiel 5", "33098", "Paderborn"]),
  resident("Đorđević", "Milan", "1982-01-20", "Hamm", ["Probeallee 60", "33098", "Paderborn"]),
  resident("Berger", "Paul", "1959-10-10", "Soest", ["Industriebeispiel 1", "33102", "Paderborn"]),
];

/** A register of invented people. */
export function simulatedResidentRegister(residents: readonly Resident[] = inventedResidents): ResidentRegister {
  const byKey = new Map(residents.map((resident) => [personKeyOf(resident), resident]));
  return { simulated: true, find: async (person) => byKey.get(personKeyOf(person)) };
}
