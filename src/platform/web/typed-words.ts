import { isId, parseAccessCode } from "../../kernel/index.ts";

/** Keys of choices, buttons and hidden fields: nobody has typed them. */
const key = /^[a-z0-9._:-]*$/;

/**
 * What somebody has typed into a form, for a page that says that it was not taken. Without secrets, ids and keys, and
 * without what is typed again sooner than copied.
 * @param secrets names of fields that no page shows again
 */
export function typedWords(
  fields: Readonly<Record<string, string | readonly string[]>>,
  secrets: readonly string[] = [],
): readonly string[] {
  const words = Object.entries(fields)
    .filter(([name]) => !secrets.includes(name))
    .map(([, value]) => (typeof value === "string" ? value : value.join(", ")).trim())
    .filter((text) => text.length > 3 && !key.test(text) && !isId(text) && parseAccessCode(text) === undefined);
  return [...new Set(words)];
}
