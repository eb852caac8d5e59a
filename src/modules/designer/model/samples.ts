import { type Language, type PlainDay, plainDay } from "../../../kernel/index.ts";
import { type CompiledForm, checkAll, type FieldError } from "../../forms/index.ts";
import type { Sample } from "./service.ts";

/** What came of a sample, and whether it was to be expected. */
export interface SampleResult {
  readonly sample: Sample;
  readonly passed: boolean;
  /** Mistakes that were found. */
  readonly errors: readonly FieldError[];
  /** Paths at which mistakes were expected and not found. */
  readonly missed: readonly string[];
  /** Paths at which mistakes were found and not expected. */
  readonly surprising: readonly string[];
}

/** Gives the sample's answers to the form, on the sample's day. */
export function runSample(form: CompiledForm, sample: Sample, language: Language): SampleResult {
  const errors = checkAll(form, sample.answers, { today: plainDay(sample.day), language });
  const found = new Set(errors.map(({ path }) => path));
  const expected = new Set(sample.expected.kind === "errors" ? sample.expected.paths : []);
  const missed = [...expected].filter((path) => !found.has(path));
  const surprising = [...found].filter((path) => !expected.has(path));
  return { sample, passed: missed.length === 0 && surprising.length === 0, errors, missed, surprising };
}

/** What is to be expected from now on: exactly what comes of these answers. */
export function expectationOf(errors: readonly FieldError[]): Sample["expected"] {
  return errors.length === 0 ? { kind: "accepted" } : { kind: "errors", paths: errors.map(({ path }) => path) };
}

export function sampleOf(given: {
  sampleId: string;
  name: string;
  answers: Sample["answers"];
  day: PlainDay;
  errors: readonly FieldError[];
}): Sample {
  const { sampleId, name, answers, day, errors } = given;
  return { sampleId, name, answers, day, expected: expectationOf(errors) };
}
