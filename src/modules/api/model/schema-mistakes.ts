import type { z } from "zod";
import type { Language, Localized } from "../../../kernel/index.ts";
import { pointerStep } from "./json.ts";

const kinds: Readonly<Record<string, Localized>> = {
  string: { de: "ein Text", en: "a string" },
  number: { de: "eine Zahl", en: "a number" },
  int: { de: "eine ganze Zahl", en: "an integer" },
  boolean: { de: "true oder false", en: "true or false" },
  array: { de: "eine Liste", en: "an array" },
  object: { de: "ein Objekt", en: "an object" },
  record: { de: "ein Objekt", en: "an object" },
};

function wordsOf(issue: z.core.$ZodIssue, language: Language): string {
  const de = language === "de";
  switch (issue.code) {
    case "invalid_type": {
      const kind = kinds[issue.expected]?.[language];
      if (issue.input === undefined) return de ? "Das fehlt." : "This is missing.";
      return kind === undefined ? wordsForRest(de) : de ? `Hier wird ${kind} erwartet.` : `${kind} is expected here.`;
    }
    case "too_big":
      return de ? `Höchstens ${issue.maximum} sind möglich.` : `At most ${issue.maximum} are possible.`;
    case "too_small":
      return de ? `Mindestens ${issue.minimum} sind nötig.` : `At least ${issue.minimum} are needed.`;
    case "invalid_value":
      return de ? `Möglich sind: ${issue.values.join(", ")}.` : `Possible are: ${issue.values.join(", ")}.`;
    default:
      return wordsForRest(de);
  }
}

const wordsForRest = (de: boolean): string => (de ? "Das ist hier nicht möglich." : "This is not possible here.");

const mostTold = 100;

/** What does not fit a declared schema, each with the place where it stands. */
export function schemaMistakes(
  error: z.ZodError,
  language: Language,
): readonly { readonly pointer: string; readonly detail: string }[] {
  return error.issues
    .flatMap((issue) => {
      const pointer = issue.path.map((step) => pointerStep(String(step))).join("");
      if (issue.code !== "unrecognized_keys") return [{ pointer, detail: wordsOf(issue, language) }];
      const detail = language === "de" ? "Das gibt es hier nicht." : "There is no such thing here.";
      return issue.keys.slice(0, mostTold).map((key) => ({ pointer: pointer + pointerStep(key), detail }));
    })
    .slice(0, mostTold);
}
