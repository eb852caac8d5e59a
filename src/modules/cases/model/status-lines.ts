import { dayInBerlin, formatDay, formatInstant, type Language, type Localized } from "../../../kernel/index.ts";
import type { Case, HistoryEntry } from "./case.ts";

/** One sentence of the line that tells citizens where their case stands. */
export interface StatusLine {
  readonly title: string;
  readonly text?: string;
  readonly when?: string;
  readonly state: "done" | "current" | "next";
}

/** Where the case stands, in one plain sentence. */
export function statusSentence(subject: Pick<Case, "status" | "takenBy">, language: Language): string {
  const german = language === "de";
  switch (subject.status) {
    case "done":
      return german ? "Ihr Anliegen ist erledigt." : "Your request is done.";
    case "waiting":
      return german ? "Wir warten auf Ihre Antwort." : "We are waiting for your answer.";
    case "open":
      return subject.takenBy === undefined
        ? german
          ? "Ihr Anliegen wartet auf die Bearbeitung."
          : "Your request is waiting to be worked on."
        : german
          ? "Wir bearbeiten Ihr Anliegen."
          : "We are working on your request.";
  }
}

function deadlineLine(subject: Case, language: Language): StatusLine[] {
  const { deadline, dueOn } = subject;
  if (deadline === undefined || dueOn === undefined || subject.deadlineMetAt !== undefined) return [];
  const german = language === "de";
  const what = deadline.what?.[language] ?? (german ? "Unsere Antwort" : "Our answer");
  return [
    {
      title: what,
      text: german
        ? `Sie kommt bis ${formatDay(dueOn, language)} (${deadline.source}).`
        : `It comes by ${formatDay(dueOn, language)} (${deadline.source}).`,
      state: "next",
    },
  ];
}

/** What the citizen has to do now; never "nothing" above a fee that is open or an appointment that is not booked. */
function whatToDo(subject: Case, stepsOpen: boolean): Localized {
  if (subject.status === "waiting")
    return {
      de: "Lesen Sie unten unsere Frage, und antworten Sie mit Text oder mit Dateien.",
      en: "Read our question below, and answer with text or files.",
    };
  if (stepsOpen)
    return {
      de: "Was Sie jetzt tun können, steht oben unter „Ihre Schritte“. Wenn wir mehr brauchen, schreiben wir Ihnen hier.",
      en: "What you can do now stands above under “Your steps”. If we need more, we write to you here.",
    };
  return {
    de: "Sie müssen nichts tun. Wenn wir etwas brauchen, schreiben wir Ihnen hier.",
    en: "You need not do anything. If we need something, we write to you here.",
  };
}

/**
 * What has happened, what is now and what comes, as plain sentences for the citizen: entries of the history that have
 * a text for citizens, the present state, and what the law promises next.
 * @param stepsOpen whether the page names something that the citizen can do: pay, book an appointment
 */
export function statusLines(
  subject: Case,
  history: readonly HistoryEntry[],
  { language, stepsOpen }: { readonly language: Language; readonly stepsOpen: boolean },
): readonly StatusLine[] {
  const german = language === "de";
  const past = history.filter((entry) => entry.citizenText !== undefined);
  const lines: StatusLine[] = past.map((entry) => ({
    title: entry.citizenText?.[language] ?? "",
    when: formatInstant(entry.at, language),
    state: "done",
  }));
  const now = statusSentence(subject, language);
  if (subject.status === "done") {
    const when = subject.closedAt === undefined ? {} : { when: formatInstant(subject.closedAt, language) };
    return [...lines, { title: now, ...when, state: "current" }];
  }
  // The last thing that happened and the present say the same: once is enough.
  if (lines.at(-1)?.title === now) lines.pop();
  const since = past.at(-1)?.at ?? subject.receivedAt;
  const current: StatusLine = {
    title: now,
    text: whatToDo(subject, stepsOpen)[language],
    when: german
      ? `seit ${formatDay(dayInBerlin(since), language)}`
      : `since ${formatDay(dayInBerlin(since), language)}`,
    state: "current",
  };
  return [
    ...lines,
    current,
    ...deadlineLine(subject, language),
    { title: german ? "Ihr Anliegen ist erledigt." : "Your request is done.", state: "next" },
  ];
}
