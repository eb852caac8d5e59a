/** What can be wrong with a form, by code, in a sentence for whoever programs. The parameters are its facts. */
const messages = {
  "no-page": () => "there is no page",
  "section-key-form": () => "the key of a section is ASCII in kebab-case",
  "section-key-taken": () => "a page of every application is called so; choose another key for the section",
  "section-key-twice": () => "two sections have the same key",
  "key-form": () => "a key is ASCII in camelCase",
  "key-of-feel": () => "this key is a word of FEEL: choose another one",
  "key-twice": () => "this key is used twice in the same place",
  "options-missing": () => "there is no option to choose",
  "options-impossible": (type: string) => `a field of type ${type} has no options`,
  "option-form": (value: string) => `option "${value}" is not kebab-case`,
  "option-twice": () => "two options have the same value",
  "code-list-missing": (uri: string) => `there is no code list ${uri}`,
  "code-list-version": (uri: string, found: string, wanted: string) =>
    `code list ${uri} is there in version ${found}, not ${wanted}`,
  "code-list-impossible": (type: string) => `a field of type ${type} has no code list`,
  "code-list-and-options": () => "options and a code list exclude each other",
  "pattern-wrong": (why: string) => `wrong regular expression: ${why}`,
  "postcode-missing": (key: string) => `there is no field for a postcode beside it called ${key}`,
  "entries-bounds": () => "min and max do not fit together",
  "entries-too-many": (most: string) => `at most ${most} entries are possible`,
  "check-nowhere": (path: string) => `there is no field ${path}`,
  circle: (way: string) => `depends on itself: ${way}`,
  feel: (fault: string) => fault,
  "name-unknown": (name: string, feel: string) => `there is no ${name}: ${feel}`,
  "value-never": (name: string, value: string, possible: string, feel: string) =>
    `${name} is never ${value}, but one of ${possible}: ${feel}`,
  "value-no-text": (name: string, feel: string) => `compare ${name} with a text: ${feel}`,
  "no-truth": (name: string, feel: string) => `${name} is no truth value: compare it, for example with "ja": ${feel}`,
  "procedure-missing": (key: string) => `there is no procedure ${key}`,
};

type Messages = typeof messages;
export type FormProblemCode = keyof Messages;

/** Something wrong in the definition of a form. */
export interface FormProblem<Code extends FormProblemCode = FormProblemCode> {
  /** Section key, path or `checks[2]`. */
  readonly at: string;
  readonly code: Code;
  /** What a sentence about it has to name. */
  readonly facts: Parameters<Messages[Code]>;
  /** For whoever programs. */
  readonly message: string;
}

/** A sentence for each problem, made of its facts: what a language needs to tell all of them. */
export type FormProblemWords<Sentence> = {
  readonly [Code in FormProblemCode]: (...facts: Parameters<Messages[Code]>) => Sentence;
};

/** The sentence of one problem. */
export function tellProblem<Sentence>(
  words: FormProblemWords<Sentence>,
  { code, facts }: Pick<FormProblem, "code" | "facts">,
): Sentence {
  // The facts of a code are those that its words take.
  return (words[code] as (...facts: readonly string[]) => Sentence)(...facts);
}

export function formProblem<Code extends FormProblemCode>(
  at: string,
  code: Code,
  ...facts: Parameters<Messages[Code]>
): FormProblem<Code> {
  return { at, code, facts, message: tellProblem(messages, { code, facts }) };
}
