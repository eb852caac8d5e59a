import type { Localized } from "../../../kernel/index.ts";
import type { Element, LeistungDefinition } from "../../forms/index.ts";

/** One text of a service in its languages, with a name that stays while the text is where it is. */
export interface ServiceText {
  /** `form/angaben/person/vorname/label`, `page/what/0`. */
  readonly id: string;
  /** Where it stands, for people who translate. */
  readonly where: Localized;
  readonly text: Localized;
}

type Change = (id: string, text: Localized, where: Localized) => Localized;

const joined = (where: Localized, de: string, en: string): Localized => ({
  de: `${where.de} › ${de}`,
  en: `${where.en} › ${en}`,
});

/** Absent texts stay absent. */
function optional<K extends string>(
  key: K,
  text: Localized | undefined,
  change: (text: Localized) => Localized,
): { [P in K]?: Localized } {
  return text === undefined ? {} : ({ [key]: change(text) } as { [P in K]?: Localized });
}

/** Paragraphs are texts one by one; a language with fewer gets empty ones, which are left out again. */
function eachLine(
  id: string,
  lines: Localized<readonly string[]>,
  where: Localized,
  change: Change,
): Localized<readonly string[]> {
  const length = Math.max(lines.de.length, lines.en.length);
  const changed = Array.from({ length }, (_, index) =>
    change(`${id}/${index}`, { de: lines.de[index] ?? "", en: lines.en[index] ?? "" }, where),
  );
  return {
    de: changed.map(({ de }) => de).filter((line) => line !== ""),
    en: changed.map(({ en }) => en).filter((line) => line !== ""),
  };
}

function mapElement(element: Element, id: string, around: Localized, change: Change): Element {
  if (element.kind === "note")
    return { ...element, text: change(`${id}/text`, element.text, joined(around, "Hinweis", "Note")) };
  if (element.kind === "group") {
    const where = joined(around, element.title?.de ?? element.key, element.title?.en ?? element.key);
    return {
      ...element,
      ...optional("title", element.title, (text) => change(`${id}/title`, text, joined(where, "Titel", "Title"))),
      ...optional("intro", element.intro, (text) =>
        change(`${id}/intro`, text, joined(where, "Einleitung", "Introduction")),
      ),
      ...optional("entryName", element.entryName, (text) =>
        change(`${id}/entryName`, text, joined(where, "Name eines Eintrags", "Name of an entry")),
      ),
      elements: mapElements(element.elements, id, where, change),
    };
  }
  const where = joined(around, element.label.de, element.label.en);
  return {
    ...element,
    label: change(`${id}/label`, element.label, joined(around, "Beschriftung", "Label")),
    ...optional("inSentence", element.inSentence, (text) =>
      change(`${id}/inSentence`, text, joined(where, "im Satz", "in a sentence")),
    ),
    ...optional("hint", element.hint, (text) => change(`${id}/hint`, text, joined(where, "Hinweis", "Hint"))),
    ...optional("help", element.help, (text) => change(`${id}/help`, text, joined(where, "Hilfe", "Help"))),
    ...(element.pattern === undefined
      ? {}
      : {
          pattern: {
            ...element.pattern,
            message: change(`${id}/pattern`, element.pattern.message, joined(where, "Meldung", "Message")),
          },
        }),
    ...(element.options === undefined
      ? {}
      : {
          options: element.options.map((option) => ({
            ...option,
            label: change(`${id}/option/${option.value}`, option.label, joined(where, "Auswahl", "Option")),
            ...optional("hint", option.hint, (text) =>
              change(`${id}/option/${option.value}/hint`, text, joined(where, "Hinweis", "Hint")),
            ),
          })),
        }),
    ...(element.checks === undefined
      ? {}
      : {
          checks: element.checks.map((check, index) => ({
            ...check,
            message: change(`${id}/check/${index}`, check.message, joined(where, "Meldung", "Message")),
          })),
        }),
  };
}

function mapElements(elements: readonly Element[], id: string, around: Localized, change: Change): readonly Element[] {
  return elements.map((element, index) =>
    mapElement(element, `${id}/${element.kind === "note" ? `~${index}` : element.key}`, around, change),
  );
}

/** The definition with every text that people read put through `change`, in the order of the pages. */
function mapTexts(definition: LeistungDefinition, change: Change): LeistungDefinition {
  const { page, online } = definition;
  const onPage: Localized = { de: "Seite der Leistung", en: "Page of the service" };
  const form: Localized = { de: "Formular", en: "Form" };
  const lines = (key: string, text: Localized<readonly string[]>) => eachLine(`page/${key}`, text, onPage, change);
  return {
    ...definition,
    title: change("title", definition.title, { de: "Titel", en: "Title" }),
    summary: change("summary", definition.summary, { de: "Zusammenfassung", en: "Summary" }),
    keywords: eachLine("keywords", definition.keywords, { de: "Suchwörter", en: "Search words" }, change),
    page: {
      ...page,
      what: lines("what", page.what),
      forWhom: lines("forWhom", page.forWhom),
      cost: lines("cost", page.cost),
      time: lines("time", page.time),
      needed: lines("needed", page.needed),
      dataProtection: lines("dataProtection", page.dataProtection),
      ...(page.offline === undefined ? {} : { offline: lines("offline", page.offline) }),
    },
    online: {
      ...online,
      form: {
        ...online.form,
        sections: online.form.sections.map((section) => {
          const where = joined(form, section.title.de, section.title.en);
          return {
            ...section,
            title: change(
              `form/${section.key}/title`,
              section.title,
              joined(form, "Titel der Seite", "Title of the page"),
            ),
            ...optional("intro", section.intro, (text) =>
              change(`form/${section.key}/intro`, text, joined(where, "Einleitung", "Introduction")),
            ),
            elements: mapElements(section.elements, `form/${section.key}`, where, change),
          };
        }),
        ...(online.form.checks === undefined
          ? {}
          : {
              checks: online.form.checks.map((check, index) => ({
                ...check,
                message: change(
                  `check/${index}`,
                  check.message,
                  joined(form, "Meldung einer Prüfung", "Message of a check"),
                ),
              })),
            }),
      },
      fees: online.fees.map((fee) => ({
        ...fee,
        label: change(`fee/${fee.key}`, fee.label, { de: "Gebühr", en: "Fee" }),
      })),
      declarations: online.declarations.map((one) => ({
        ...one,
        text: change(`declaration/${one.key}`, one.text, { de: "Erklärung", en: "Declaration" }),
      })),
      ...optional("sentTitle", online.sentTitle, (text) =>
        change("sentTitle", text, { de: "Nach dem Senden", en: "After sending" }),
      ),
    },
  };
}

/** Every text that people read, in the order of the pages. */
export function listTexts(definition: LeistungDefinition): readonly ServiceText[] {
  const texts: ServiceText[] = [];
  mapTexts(definition, (id, text, where) => {
    texts.push({ id, where, text });
    return text;
  });
  return texts;
}

/** What came of laying translations over a service. */
export interface TextReport {
  readonly changed: readonly {
    readonly id: string;
    readonly where: Localized;
    readonly before: string;
    readonly after: string;
  }[];
  /** Of texts that are no longer there. */
  readonly unknown: readonly string[];
  /** Whose German has changed since the file was written: the translation belongs to another text, and was not taken. */
  readonly outdated: readonly {
    readonly id: string;
    readonly where: Localized;
    readonly now: string;
    readonly translated: string;
  }[];
  readonly unchanged: number;
}

/**
 * Lays translations over the texts in one language.
 * @param units `source` is the German that was translated
 */
export function applyTexts(
  definition: LeistungDefinition,
  units: readonly { readonly id: string; readonly source: string; readonly target: string | undefined }[],
): { readonly definition: LeistungDefinition; readonly report: TextReport } {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const changed: TextReport["changed"][number][] = [];
  const outdated: TextReport["outdated"][number][] = [];
  let unchanged = 0;
  const result = mapTexts(definition, (id, text, where) => {
    const unit = byId.get(id);
    byId.delete(id);
    if (unit === undefined) return text;
    if (unit.source !== text.de) {
      outdated.push({ id, where, now: text.de, translated: unit.source });
      return text;
    }
    if (unit.target === undefined || unit.target === "" || unit.target === text.en) {
      unchanged += 1;
      return text;
    }
    changed.push({ id, where, before: text.en, after: unit.target });
    return { ...text, en: unit.target };
  });
  return { definition: result, report: { changed, outdated, unknown: [...byId.keys()], unchanged } };
}

/** Changes texts by id, as the table of all texts sends them. */
export function setTexts(definition: LeistungDefinition, texts: ReadonlyMap<string, Localized>): LeistungDefinition {
  return mapTexts(definition, (id, text) => texts.get(id) ?? text);
}
