import { dayInBerlin } from "../../kernel/index.ts";
import type { WebRequest } from "../../platform/web/index.ts";
import type { Answers } from "../forms/index.ts";
import type { Sample } from "./model/service.ts";

/** More than any form needs; a field of a form that is sent takes 512 kB at most anyway. */
const mostAnswers = 5000;

/** Answers that travel along in a preview, as they were sent. Whatever is no answer is left out. */
export function carriedAnswers(text: string | undefined): Answers {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return {};
  const entries = Object.entries(parsed).slice(0, mostAnswers);
  return Object.fromEntries(
    entries.flatMap(([path, value]): [string, string | string[]][] => {
      if (!/^[a-zA-Z0-9.]{1,300}$/.test(path)) return [];
      if (typeof value === "string") return [[path, clean(value)]];
      if (Array.isArray(value) && value.every((one) => typeof one === "string"))
        return [[path, value.slice(0, 200).map(clean)]];
      return [];
    }),
  );
}

function clean(text: string): string {
  return text.slice(0, 10_000).replaceAll("\0", "").toWellFormed();
}

/** The day on which a sample was given, or today. */
export function dayOf(request: Pick<WebRequest, "now">, sample: Sample | undefined): ReturnType<typeof dayInBerlin> {
  return sample === undefined ? dayInBerlin(request.now) : (sample.day as ReturnType<typeof dayInBerlin>);
}
