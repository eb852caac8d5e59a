import type { CodeList } from "../../modules/forms/index.ts";

interface Breed {
  readonly code: string;
  readonly label: string;
  readonly labelEn?: string;
}

/** Dogs that count as dangerous by breed. Source: § 3 Abs. 2 LHundG NRW. */
const dangerous: readonly Breed[] = [
  { code: "pitbull-terrier", label: "Pitbull Terrier" },
  { code: "american-staffordshire-terrier", label: "American Staffordshire Terrier" },
  { code: "staffordshire-bullterrier", label: "Staffordshire Bullterrier", labelEn: "Staffordshire Bull Terrier" },
  { code: "bullterrier", label: "Bullterrier", labelEn: "Bull Terrier" },
];

/** Dogs of certain breeds. Source: § 10 Abs. 1 LHundG NRW. */
const certain: readonly Breed[] = [
  { code: "alano", label: "Alano" },
  { code: "american-bulldog", label: "American Bulldog" },
  { code: "bullmastiff", label: "Bullmastiff" },
  { code: "dogo-argentino", label: "Dogo Argentino" },
  { code: "fila-brasileiro", label: "Fila Brasileiro" },
  { code: "mastiff", label: "Mastiff" },
  { code: "mastino-espanol", label: "Mastino Español" },
  { code: "mastino-napoletano", label: "Mastino Napoletano" },
  { code: "rottweiler", label: "Rottweiler" },
  { code: "tosa-inu", label: "Tosa Inu" },
];

const others: readonly Breed[] = [
  {
    code: "mischling",
    label: "Mischling ohne die Rassen des LHundG",
    labelEn: "Mixed breed without those of the LHundG",
  },
  {
    code: "mischling-gefaehrlich",
    label: "Mischling mit einer Rasse aus § 3 oder § 10 LHundG",
    labelEn: "Mixed breed with one of § 3 or § 10 LHundG",
  },
  { code: "unbekannt", label: "Rasse nicht bekannt", labelEn: "Breed not known" },
  ...(
    [
      ["Akita", ""],
      ["Australian Shepherd", ""],
      ["Basset Hound", ""],
      ["Beagle", ""],
      ["Bearded Collie", ""],
      ["Berner Sennenhund", "Bernese Mountain Dog"],
      ["Bernhardiner", "St. Bernard"],
      ["Bichon Frisé", ""],
      ["Bolonka Zwetna", ""],
      ["Border Collie", ""],
      ["Border Terrier", ""],
      ["Boston Terrier", ""],
      ["Boxer", ""],
      ["Briard", ""],
      ["Cairn Terrier", ""],
      ["Cavalier King Charles Spaniel", ""],
      ["Chihuahua", ""],
      ["Chow-Chow", ""],
      ["Cocker Spaniel", ""],
      ["Collie", ""],
      ["Dackel", "Dachshund"],
      ["Dalmatiner", "Dalmatian"],
      ["Deutsch Drahthaar", "German Wirehaired Pointer"],
      ["Deutsch Kurzhaar", "German Shorthaired Pointer"],
      ["Deutsche Dogge", "Great Dane"],
      ["Deutscher Schäferhund", "German Shepherd"],
      ["Dobermann", "Doberman"],
      ["Eurasier", "Eurasian"],
      ["Foxterrier", "Fox Terrier"],
      ["Französische Bulldogge", "French Bulldog"],
      ["Golden Retriever", ""],
      ["Golden Doodle", "Goldendoodle"],
      ["Havaneser", "Havanese"],
      ["Hovawart", ""],
      ["Irish Setter", ""],
      ["Irish Terrier", ""],
      ["Irischer Wolfshund", "Irish Wolfhound"],
      ["Jack Russell Terrier", ""],
      ["Jagdterrier", "German Hunting Terrier"],
      ["Kangal", ""],
      ["Kleiner Münsterländer", "Small Munsterlander"],
      ["Königspudel", "Standard Poodle"],
      ["Labrador Retriever", ""],
      ["Labradoodle", ""],
      ["Lagotto Romagnolo", ""],
      ["Leonberger", ""],
      ["Magyar Vizsla", ""],
      ["Malinois", ""],
      ["Malteser", "Maltese"],
      ["Mops", "Pug"],
      ["Neufundländer", "Newfoundland"],
      ["Pekinese", "Pekingese"],
      ["Pinscher", ""],
      ["Podenco", ""],
      ["Pudel", "Poodle"],
      ["Rhodesian Ridgeback", ""],
      ["Riesenschnauzer", "Giant Schnauzer"],
      ["Samojede", "Samoyed"],
      ["Schnauzer", ""],
      ["Shar-Pei", ""],
      ["Sheltie", "Shetland Sheepdog"],
      ["Shiba Inu", ""],
      ["Shih Tzu", ""],
      ["Siberian Husky", ""],
      ["Spitz", ""],
      ["Tibet-Terrier", "Tibetan Terrier"],
      ["Weimaraner", ""],
      ["Weißer Schäferhund", "White Shepherd"],
      ["Westfalenterrier", "Westphalian Terrier"],
      ["West Highland White Terrier", ""],
      ["Whippet", ""],
      ["Windhund", "Greyhound"],
      ["Yorkshire Terrier", ""],
      ["Zwergpinscher", "Miniature Pinscher"],
      ["Zwergpudel", "Miniature Poodle"],
      ["Zwergschnauzer", "Miniature Schnauzer"],
      ["Zwergspitz", "Pomeranian"],
      ["Andere Rasse", "Other breed"],
    ] as const
  ).map(([label, labelEn]) => ({ code: codeOf(label), label, ...(labelEn === "" ? {} : { labelEn }) })),
];

function codeOf(label: string): string {
  return label
    .toLowerCase()
    .replaceAll("ä", "ae")
    .replaceAll("ö", "oe")
    .replaceAll("ü", "ue")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-");
}

/** Codes of the breeds for which the by-law takes more. Sources: § 3 Abs. 2, § 10 Abs. 1 LHundG NRW. */
export const listedBreeds: readonly string[] = [
  ...dangerous.map(({ code }) => code),
  ...certain.map(({ code }) => code),
  "mischling-gefaehrlich",
];

/** Breeds as the form asks for them: a list of our own, the usual ones and those that the LHundG NRW names. */
export const breeds: CodeList = {
  uri: "urn:klickamt:codeliste:hunderassen",
  version: "2026-11",
  name: { de: "Hunderassen", en: "Dog breeds" },
  entries: [...dangerous, ...certain, ...others],
};
