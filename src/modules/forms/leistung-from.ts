import { inLanguage } from "../../kernel/index.ts";
import { compileFeel, type FeelExpression, FeelSyntaxError } from "../../platform/feel/index.ts";
import type { LeistungDefinition } from "./definition.ts";
import type { Answers, Feel } from "./form.ts";
import type { Leistung } from "./leistung.ts";
import {
  type CompileOptions,
  compileForm,
  contextOfAnswers,
  type FormProblem,
  findExpressionProblems,
  findFormProblems,
  formProblem,
} from "./model/index.ts";
import type { Procedure } from "./procedure.ts";

/**
 * A Leistung that runs, from one that is data: its FEEL becomes the functions that a built-in Leistung has in
 * TypeScript.
 * @param version counts from 1; the form's too
 * @throws FeelSyntaxError where `findDefinitionProblems` would have found something
 */
export function leistungFrom(definition: LeistungDefinition, version: number, procedure: Procedure): Leistung {
  const { online, ...texts } = definition;
  const { akteTitle, ...records } = online.records;
  const { fees, sentTitle, process, ...rest } = online;
  const form = { ...online.form, id: definition.id, version };
  const [title, name] = [compileFeel(akteTitle), compileFeel(online.subjectName)];
  const charges = fees.map(({ key, when }) => ({ key, when: when === undefined ? undefined : compileFeel(when) }));
  // Titles and names do not depend on the day.
  const textOf = (feel: FeelExpression, answers: Answers): string => {
    const value = feel.evaluate(contextOfAnswers(form, answers));
    return typeof value === "string" && value.trim() !== "" ? value.trim() : inLanguage(texts.title, "de");
  };
  return {
    ...texts,
    version,
    definition,
    online: {
      ...rest,
      form,
      process,
      kind: procedure.kind,
      processXml: procedure.processXml,
      fees: fees.map(({ when: _, ...fee }) => fee),
      feesFor: (answers, today) => {
        const context = contextOfAnswers(form, answers, today);
        return charges
          .filter(({ when }) => when === undefined || when.evaluate(context) === true)
          .map(({ key }) => key);
      },
      records: { ...records, akteTitle: (answers) => textOf(title, answers) },
      subjectName: (answers) => textOf(name, answers),
      ...(sentTitle === undefined ? {} : { sent: { title: sentTitle, steps: [] } }),
    },
  };
}

/**
 * All that is wrong with a Leistung that is data; empty for one that can be published. `at` is a place of the form, or
 * `fees.<key>`, `akteTitle`, `subjectName`, `process`.
 */
export function findDefinitionProblems(
  definition: LeistungDefinition,
  options: CompileOptions & { readonly procedures: readonly Procedure[] },
): readonly FormProblem[] {
  const { online } = definition;
  const form = { ...online.form, id: definition.id, version: 1 };
  const problems: FormProblem[] = [...findFormProblems(form, options)];
  if (form.sections.length === 0) problems.push(formProblem("sections", "no-page"));
  if (!options.procedures.some(({ key }) => key === online.process)) {
    problems.push(formProblem("process", "procedure-missing", online.process));
  }
  const compiled = problems.length === 0 ? compileForm(form, options) : undefined;
  const check = (at: string, feel: Feel | undefined, truth: boolean): void => {
    if (feel === undefined) return;
    try {
      compileFeel(feel);
    } catch (error) {
      if (!(error instanceof FeelSyntaxError)) throw error;
      problems.push(formProblem(at, "feel", error.message));
      return;
    }
    if (compiled !== undefined) problems.push(...findExpressionProblems(compiled, at, feel, truth));
  };
  for (const fee of online.fees) check(`fees.${fee.key}`, fee.when, true);
  check("akteTitle", online.records.akteTitle, false);
  check("subjectName", online.subjectName, false);
  return problems;
}
