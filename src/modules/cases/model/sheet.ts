import type { Case, CaseAnswers, HistoryEntry } from "./case.ts";

interface Row {
  readonly path: string;
  readonly display: string;
  readonly previous?: string;
  readonly found?: { readonly changedFrom?: string };
}

interface Sheet<R extends Row> {
  readonly sections: readonly { readonly title: string; readonly rows: readonly R[] }[];
}

function isAnswer(value: unknown): value is CaseAnswers[string] {
  return typeof value === "string" || (Array.isArray(value) && value.every((part) => typeof part === "string"));
}

/** The answers as they were sent, before caseworkers corrected any. */
export function answersAsSent(subject: Pick<Case, "answers">, history: readonly HistoryEntry[]): CaseAnswers {
  const answers = { ...subject.answers };
  for (const entry of history.toReversed()) {
    const { path, before } = entry.details;
    if (entry.action !== "cases.corrected" || typeof path !== "string") continue;
    if (isAnswer(before)) answers[path] = before;
    else delete answers[path];
  }
  return answers;
}

/** Paths of the values that caseworkers have corrected. */
function correctedPaths(history: readonly HistoryEntry[]): ReadonlySet<string> {
  return new Set(
    history.filter((entry) => entry.action === "cases.corrected").map((entry) => String(entry.details.path)),
  );
}

/** The sheet with the marks of what a register knew beforehand, and what was changed of it before sending. */
async function withFound<R extends Row>(
  sheetFor: (subject: Case) => Promise<Sheet<R>>,
  subject: Case,
  sent: CaseAnswers,
  sheet: Sheet<R>,
): Promise<Sheet<R>> {
  const { found } = subject;
  if (found === undefined) return sheet;
  const asFound = await sheetFor({ ...subject, answers: { ...sent, ...found.values } });
  const displays = new Map(asFound.sections.flatMap(({ rows }) => rows.map((row) => [row.path, row.display] as const)));
  const same = (path: string): boolean => JSON.stringify(sent[path]) === JSON.stringify(found.values[path]);
  return {
    sections: sheet.sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) =>
        found.values[row.path] === undefined
          ? row
          : {
              ...row,
              found: same(row.path) ? {} : { changedFrom: displays.get(row.path) ?? "" },
            },
      ),
    })),
  };
}

/**
 * The sheet of a case; corrected values carry what was sent, values of a register where they come from, as people
 * read it.
 * @param sheetFor the sheet of the case with other answers than it has
 */
export async function sheetOf<R extends Row>(
  sheetFor: (subject: Case) => Promise<Sheet<R>>,
  subject: Case,
  history: readonly HistoryEntry[],
): Promise<Sheet<R>> {
  const answers = answersAsSent(subject, history);
  const sheet = await withFound(sheetFor, subject, answers, await sheetFor(subject));
  const corrected = correctedPaths(history);
  if (corrected.size === 0) return sheet;
  const sent = await sheetFor({ ...subject, answers });
  const displays = new Map(sent.sections.flatMap(({ rows }) => rows.map((row) => [row.path, row.display] as const)));
  return {
    sections: sheet.sections.map((section) => ({
      ...section,
      rows: section.rows.map((row) => {
        const previous = displays.get(row.path) ?? "";
        return corrected.has(row.path) && previous !== row.display ? { ...row, previous } : row;
      }),
    })),
  };
}
