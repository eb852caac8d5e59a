import { cents, type Localized } from "../../../kernel/index.ts";
import type { DefinedFee, Lebenslage, LegalBasis, LeistungDefinition, TrustLevel } from "../../forms/index.ts";
import { FormReader, longestSource, type Mistakes, type Typed } from "./element-form.ts";
import { lebenslageNames, trustWords } from "./words.ts";

/** Paragraphs of the page of a service, by the names of their inputs. */
export const pageParts = [
  ["was", "what"],
  ["fuer_wen", "forWhom"],
  ["kosten", "cost"],
  ["dauer", "time"],
  ["noetig", "needed"],
  ["datenschutz", "dataProtection"],
] as const;

/** More rows than there are fees, to be filled in. */
export const spareRows = 2;
export const mostRows = 40;

const texts = (name: string, text: Localized | undefined): Typed => ({
  [`${name}_de`]: text?.de ?? "",
  [`${name}_en`]: text?.en ?? "",
});
const paragraphs = (name: string, text: Localized<readonly string[]> | undefined): Typed => ({
  [`${name}_de`]: (text?.de ?? []).join("\n\n"),
  [`${name}_en`]: (text?.en ?? []).join("\n\n"),
});

function euros(amountCents: number): string {
  return (amountCents / 100).toFixed(2).replace(".", ",");
}

/** The inputs of the page for settings, as they are stored. */
export function typedSettings(definition: LeistungDefinition): Typed {
  const { page, online } = definition;
  return {
    ...texts("titel", definition.title),
    ...texts("zusammenfassung", definition.summary),
    leika: definition.leikaKey ?? "",
    symbol: definition.icon,
    lebenslagen: definition.lebenslagen.join(" "),
    stichwoerter_de: definition.keywords.de.join(", "),
    stichwoerter_en: definition.keywords.en.join(", "),
    ...Object.assign({}, ...pageParts.map(([name, part]) => paragraphs(name, page[part]))),
    ...paragraphs("offline", page.offline),
    recht: page.legalBasis.map(({ cite, url }) => (url === undefined ? cite : `${cite} | ${url}`)).join("\n"),
    vertrauen: online.trustLevel,
    minuten: String(online.minutes),
    ablauf: online.process,
    frist_tage: online.deadline === undefined ? "" : String(online.deadline.days),
    frist_art: online.deadline?.counting ?? "calendar-days",
    frist_quelle: online.deadline?.source ?? "",
    einheit: online.records.planUnit,
    aufbewahrung: String(online.records.retentionYears),
    aufbewahrung_quelle: online.records.retentionSource,
    aktentitel: online.records.akteTitle,
    vorgangsname: online.subjectName,
    ...texts("gesendet", online.sentTitle),
    ...Object.assign(
      {},
      ...online.fees.map((fee, index) => ({
        [`gebuehr_${index}_schluessel`]: fee.key,
        ...texts(`gebuehr_${index}_name`, fee.label),
        [`gebuehr_${index}_betrag`]: euros(fee.amountCents),
        [`gebuehr_${index}_quelle`]: fee.source,
        [`gebuehr_${index}_wenn`]: fee.when ?? "",
      })),
      ...online.declarations.map((one, index) => ({
        [`erklaerung_${index}_schluessel`]: one.key,
        ...texts(`erklaerung_${index}_text`, one.text),
        [`erklaerung_${index}_quelle`]: one.source,
      })),
    ),
  };
}

/** How many rows of a kind the inputs hold, with spare ones. */
export function rowsOf(typed: Typed, kind: "gebuehr" | "erklaerung"): number {
  let last = -1;
  for (const [name, value] of Object.entries(typed)) {
    const index = new RegExp(`^${kind}_(\\d{1,2})_`).exec(name)?.[1];
    if (index !== undefined && value !== "") last = Math.max(last, Number(index));
  }
  return Math.min(mostRows, last + 1 + spareRows);
}

const longestParagraph = 4000;
const mostLaws = 200;

function readParagraphs(reader: FormReader, name: string): Localized<readonly string[]> {
  const of = (language: "de" | "en") =>
    reader
      .text(`${name}_${language}`)
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.trim())
      .filter((paragraph) => paragraph !== "");
  const read = { de: of("de"), en: of("en") };
  for (const language of ["de", "en"] as const) {
    if (read[language].some((paragraph) => paragraph.length > longestParagraph))
      reader.mistake(
        `${name}_${language}`,
        `Ein Absatz hat höchstens ${longestParagraph} Zeichen. Teilen Sie ihn mit einer leeren Zeile.`,
        `A paragraph has at most ${longestParagraph} characters. Part it by an empty line.`,
      );
  }
  if (read.de.length > 40 || read.en.length > 40)
    reader.mistake(
      `${name}_de`,
      "Das sind zu viele Absätze: höchstens 40.",
      "These are too many paragraphs: 40 at most.",
    );
  return read;
}

function readFees(reader: FormReader, typed: Typed): readonly DefinedFee[] {
  const fees: DefinedFee[] = [];
  for (let index = 0; index < mostRows; index++) {
    const of = (part: string) => `gebuehr_${index}_${part}`;
    const key = reader.text(of("schluessel"));
    const amount = reader.text(of("betrag"));
    const named = reader.text(of("name_de")) !== "";
    if (key === "" && amount === "" && !named) continue;
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))
      reader.mistake(
        of("schluessel"),
        "Der Schlüssel der Gebühr hat kleine Buchstaben, Ziffern und Bindestriche: erlaubnis.",
        "The key of the fee has small letters, digits and hyphens: erlaubnis.",
      );
    const parsed = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(amount);
    if (parsed === null)
      reader.mistake(of("betrag"), "Geben Sie den Betrag so ein: 46,00", "Enter the amount like this: 46,00");
    const when = reader.feel(of("wenn"));
    fees.push({
      key,
      label: reader.required(of("name"), { de: "Der Name der Gebühr", en: "The name of the fee" }, 200),
      amountCents: cents(parsed === null ? 0 : Number(parsed[1]) * 100 + Number((parsed[2] ?? "").padEnd(2, "0"))),
      source: reader.bounded(of("quelle"), longestSource),
      ...(when === undefined ? {} : { when }),
    });
  }
  if (new Set(fees.map(({ key }) => key)).size < fees.length && typed !== undefined)
    reader.mistake("gebuehr_0_schluessel", "Zwei Gebühren haben denselben Schlüssel.", "Two fees have the same key.");
  return fees;
}

function readDeclarations(reader: FormReader): LeistungDefinition["online"]["declarations"] {
  const declarations: LeistungDefinition["online"]["declarations"][number][] = [];
  for (let index = 0; index < mostRows; index++) {
    const of = (part: string) => `erklaerung_${index}_${part}`;
    const key = reader.text(of("schluessel"));
    if (key === "" && reader.text(of("text_de")) === "") continue;
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(key))
      reader.mistake(
        of("schluessel"),
        "Der Schlüssel hat kleine Buchstaben, Ziffern und Bindestriche: richtigkeit.",
        "The key has small letters, digits and hyphens: richtigkeit.",
      );
    if (declarations.some((one) => one.key === key))
      reader.mistake(
        of("schluessel"),
        "Zwei Erklärungen haben denselben Schlüssel.",
        "Two declarations have the same key.",
      );
    declarations.push({
      key,
      text: reader.required(of("text"), { de: "Die Erklärung", en: "The declaration" }),
      source: reader.bounded(of("quelle"), longestSource),
    });
  }
  return declarations;
}

function readLegalBasis(reader: FormReader): readonly LegalBasis[] {
  const lines = reader
    .text("recht")
    .split("\n")
    .map((line) => line.split("|").map((part) => part.trim()))
    .filter(([cite = ""]) => cite !== "");
  if (lines.length > mostLaws)
    reader.mistake("recht", `Höchstens ${mostLaws} Zeilen sind möglich.`, `At most ${mostLaws} lines are possible.`);
  return lines.map(([cite = "", url = ""], index) => {
    if (url !== "" && !/^https?:\/\/\S+$/.test(url))
      reader.mistake(
        "recht",
        `Zeile ${index + 1}: Die Internetadresse beginnt mit https://`,
        `Line ${index + 1}: the web address begins with https://`,
      );
    return url === "" ? { cite } : { cite, url };
  });
}

/** The settings as the page sent them; form and texts of the form stay as they are. */
export function readSettings(
  typed: Typed,
  before: LeistungDefinition,
): { readonly definition: LeistungDefinition; readonly mistakes: Mistakes } {
  const reader = new FormReader(typed);
  const words = (name: string) =>
    reader
      .text(name)
      .split(/[,\n]/)
      .map((word) => word.trim().slice(0, 80))
      .filter((word) => word !== "")
      .slice(0, 60);
  const leikaKey = reader.text("leika");
  if (leikaKey !== "" && !/^\d{14}$/.test(leikaKey))
    reader.mistake("leika", "Ein Leistungsschlüssel hat 14 Ziffern.", "A LeiKa key has 14 digits.");
  const trustLevel = reader.text("vertrauen");
  const offline = readParagraphs(reader, "offline");
  const days = reader.whole("frist_tage", 1, 1000);
  const { leikaKey: _, ...rest } = before;
  const { offline: __, ...page } = before.page;
  const { deadline: ___, sentTitle: ____, ...online } = before.online;
  const sentTitle = reader.optional(
    "gesendet",
    { de: "Der Satz nach dem Senden", en: "The sentence after sending" },
    200,
  );
  const akteTitle = reader.feel("aktentitel");
  const subjectName = reader.feel("vorgangsname");
  if (akteTitle === undefined)
    reader.mistake("aktentitel", "Geben Sie den Titel der Akte in FEEL ein.", "Enter the title of the file in FEEL.");
  if (subjectName === undefined)
    reader.mistake(
      "vorgangsname",
      "Geben Sie den Namen des Vorgangs in FEEL ein.",
      "Enter the name of the case in FEEL.",
    );
  const minutes = reader.whole("minuten", 1, 600);
  if (minutes === undefined)
    reader.mistake("minuten", "Wie viele Minuten dauert das Ausfüllen?", "How many minutes does filling in take?");
  const retentionYears = reader.whole("aufbewahrung", 0, 150);
  if (retentionYears === undefined)
    reader.mistake("aufbewahrung", "Wie viele Jahre wird aufbewahrt?", "For how many years is it kept?");
  if (reader.text("einheit") === "")
    reader.mistake("einheit", "Wählen Sie eine Einheit des Aktenplans.", "Choose a unit of the filing plan.");
  const definition: LeistungDefinition = {
    ...rest,
    ...(leikaKey === "" ? {} : { leikaKey }),
    title: reader.required("titel", { de: "Der Titel", en: "The title" }, 150),
    summary: reader.required("zusammenfassung", { de: "Die Zusammenfassung", en: "The summary" }, 500),
    icon: reader.text("symbol") === "" ? before.icon : reader.text("symbol"),
    lebenslagen: reader
      .text("lebenslagen")
      .split(/\s+/)
      .filter((one): one is Lebenslage => Object.hasOwn(lebenslageNames, one)),
    keywords: { de: words("stichwoerter_de"), en: words("stichwoerter_en") },
    page: {
      ...page,
      ...(Object.fromEntries(pageParts.map(([name, part]) => [part, readParagraphs(reader, name)])) as Pick<
        LeistungDefinition["page"],
        (typeof pageParts)[number][1]
      >),
      legalBasis: readLegalBasis(reader),
      ...(offline.de.length === 0 && offline.en.length === 0 ? {} : { offline }),
    },
    online: {
      ...online,
      trustLevel: (Object.hasOwn(trustWords, trustLevel) ? trustLevel : before.online.trustLevel) as TrustLevel,
      minutes: minutes ?? before.online.minutes,
      process: reader.text("ablauf") === "" ? before.online.process : reader.text("ablauf"),
      fees: readFees(reader, typed),
      declarations: readDeclarations(reader),
      ...(days === undefined
        ? {}
        : {
            deadline: {
              days,
              counting:
                reader.text("frist_art") === "working-days" ? ("working-days" as const) : ("calendar-days" as const),
              source: reader.bounded("frist_quelle", longestSource, before.online.deadline?.source),
            },
          }),
      records: {
        planUnit: reader.text("einheit").slice(0, 40),
        retentionYears: retentionYears ?? before.online.records.retentionYears,
        retentionSource: reader.bounded("aufbewahrung_quelle", longestSource, before.online.records.retentionSource),
        akteTitle: akteTitle ?? before.online.records.akteTitle,
      },
      subjectName: subjectName ?? before.online.subjectName,
      ...(sentTitle === undefined ? {} : { sentTitle }),
    },
  };
  return { definition, mistakes: reader.mistakes };
}
