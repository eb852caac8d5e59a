import type { Localized } from "../../../kernel/index.ts";
import type { Element, Group, Section } from "../form.ts";
import { isTakenKey } from "./taken-keys.ts";

/** How the pages of a form are cut from its elements, and where somebody wants it otherwise. */
export interface PageRule {
  /** A topic with more fields is divided where it has parts of its own; 8 where absent. */
  readonly mostFields?: number;
  /**
   * By path of a group or field: it begins a page of its own, or it stays on the page of what stands before it,
   * whatever the rule says.
   */
  readonly overrule?: Readonly<Record<string, "own-page" | "same-page">>;
  /** Title of pages whose fields stand in no group. */
  readonly title?: Localized;
}

interface Topic {
  readonly title: Localized;
  readonly path: string;
  readonly elements: Element[];
}

/** A group so small is no topic of its own. */
const smallGroup = 2;

/**
 * Pages from the elements of a schema: one topic a page. A group with a title is a topic; one with too many fields is
 * divided along the groups in it, one with more than twice as many in any case, and a group that is divided goes on on
 * the next page. Repeatable groups are never divided, and no field is lost or moved past another.
 */
export function cutPages(elements: readonly Element[], rule: PageRule = {}): readonly Section[] {
  const cutter = new PageCutter(rule);
  cutter.cut(elements, {
    base: "",
    path: "",
    title: rule.title ?? { de: "Angaben", en: "Details" },
    wrap: (own) => own,
  });
  return cutter.sections();
}

/** The group that pages are cut from: its path, and how its parts become elements of a page again. */
interface Inside {
  readonly base: string;
  readonly path: string;
  readonly title: Localized;
  wrap(elements: Element[]): Element[];
}

class PageCutter {
  readonly #most: number;
  readonly #overrule: NonNullable<PageRule["overrule"]>;
  readonly #topics: Topic[] = [];

  constructor(rule: PageRule) {
    this.#most = Math.max(1, rule.mostFields ?? 8);
    this.#overrule = rule.overrule ?? {};
  }

  cut(elements: readonly Element[], inside: Inside): void {
    let loose: Element[] = [];
    const flush = (): void => {
      if (loose.length > 0) this.#topics.push({ title: inside.title, path: inside.path, elements: inside.wrap(loose) });
      loose = [];
    };
    for (const element of elements) {
      const path = element.kind === "note" ? "" : inside.base + element.key;
      const wanted = element.kind === "note" ? undefined : this.#overrule[path];
      const count = countFields([element]);
      const full = countFields(loose) + count > this.#most && loose.some(({ kind }) => kind !== "note");
      if (element.kind === "group" && this.#isTopic(element, count, wanted)) {
        flush();
        this.#topic(element, path, inside);
      } else {
        // A note belongs to what comes after it.
        if (wanted === "own-page" || (full && wanted !== "same-page" && element.kind !== "note")) {
          const note = loose.at(-1)?.kind === "note" ? loose.pop() : undefined;
          flush();
          if (note !== undefined) loose.push(note);
        }
        loose.push(element);
      }
    }
    flush();
  }

  #isTopic(group: Group, count: number, wanted: "own-page" | "same-page" | undefined): boolean {
    if (wanted !== undefined) return wanted === "own-page";
    if (isRepeatable(group)) return group.title !== undefined;
    return count > (group.title === undefined ? this.#most : smallGroup);
  }

  #topic(group: Group, path: string, inside: Inside): void {
    const title = group.title ?? inside.title;
    const count = countFields(group.elements);
    const tooLong = count > this.#most && (count > 2 * this.#most || this.#hasTopics(group, path));
    const divisible = !isRepeatable(group) && tooLong;
    if (!divisible) {
      this.#topics.push({ title, path, elements: inside.wrap([group]) });
      return;
    }
    this.cut(group.elements, {
      base: `${path}.`,
      path,
      title,
      wrap: (elements) => inside.wrap([{ ...group, elements }]),
    });
  }

  #hasTopics(group: Group, path: string): boolean {
    return group.elements.some((element) => {
      if (element.kind === "note") return false;
      const wanted = this.#overrule[`${path}.${element.key}`];
      if (element.kind === "field") return wanted === "own-page";
      return this.#isTopic(element, countFields([element]), wanted);
    });
  }

  sections(): readonly Section[] {
    const keys = new Set<string>();
    const often = new Map<string, number>();
    for (const { path } of this.#topics) often.set(path, (often.get(path) ?? 0) + 1);
    const seen = new Map<string, number>();
    return this.#topics.map(({ title, path, elements }) => {
      const base = kebab(path) || "angaben";
      let key = base;
      for (let more = 2; keys.has(key) || isTakenKey(key); more++) key = `${base}-${more}`;
      keys.add(key);
      const at = (seen.get(path) ?? 0) + 1;
      seen.set(path, at);
      const of = often.get(path) as number;
      const numbered = of === 1 ? title : { de: `${title.de} (${at} von ${of})`, en: `${title.en} (${at} of ${of})` };
      return { key, title: numbered, elements };
    });
  }
}

function isRepeatable(group: Group): boolean {
  return (group.max ?? 1) > 1;
}

function countFields(elements: readonly Element[]): number {
  let count = 0;
  for (const element of elements) {
    if (element.kind === "field") count += 1;
    else if (element.kind === "group") count += countFields(element.elements);
  }
  return count;
}

function kebab(path: string): string {
  return path
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
