import type { PlainDay } from "../../../kernel/index.ts";
import type { FeelContext } from "../../../platform/feel/index.ts";
import type { Answers, Element, Form } from "../form.ts";
import { isNumeric } from "./field-value.ts";

/**
 * Canonical answers as FEEL sees them from outside the form: groups as contexts, repeatable ones as lists, numbers as
 * numbers, null where nothing was answered. For expressions about a whole application, such as its charges.
 * @param answers as `freezeAnswers` gives them: what was hidden is not among them
 */
export function contextOfAnswers(form: Pick<Form, "sections">, answers: Answers, today?: PlainDay): FeelContext {
  const paths = Object.keys(answers);
  const read = (elements: readonly Element[], base: string): Record<string, unknown> => {
    const context: Record<string, unknown> = {};
    for (const element of elements) {
      if (element.kind === "note") continue;
      const path = base + element.key;
      if (element.kind === "field") {
        const value = answers[path];
        context[element.key] = value === undefined ? null : isNumeric(element) ? Number(value) : value;
      } else if ((element.max ?? 1) === 1) {
        // A group may go on on a later page.
        context[element.key] = {
          ...(context[element.key] as object | undefined),
          ...read(element.elements, `${path}.`),
        };
      } else {
        context[element.key] = Array.from({ length: entriesAt(paths, path) }, (_, index) =>
          read(element.elements, `${path}.${index}.`),
        );
      }
    }
    return context;
  };
  return {
    ...read(
      form.sections.flatMap((section) => section.elements),
      "",
    ),
    ...(today === undefined ? {} : { today }),
  };
}

function entriesAt(paths: readonly string[], group: string): number {
  let count = 0;
  for (const path of paths) {
    if (!path.startsWith(`${group}.`)) continue;
    const index = Number.parseInt(path.slice(group.length + 1), 10);
    if (index >= count) count = index + 1;
  }
  return count;
}
