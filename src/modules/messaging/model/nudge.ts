import { addDays, dayInBerlin, instantInBerlin, type Language } from "../../../kernel/index.ts";

const pauseMs = 10 * 60_000;
const beforeMidnightMs = 10 * 60_000;

/**
 * When the next nudge may go out: at once, or ten minutes after the last one, so that many messages in a row cause
 * one mail. Never later than ten minutes to midnight of the same day in Berlin, because the law wants people told
 * "spätestens am Tag der Bereitstellung" (§ 9 Abs. 1 Satz 6 OZG).
 */
export function nudgeAt(now: Date, lastNudge: Date | undefined): Date {
  if (lastNudge === undefined) return now;
  const afterPause = lastNudge.getTime() + pauseMs;
  const lastMoment = instantInBerlin(addDays(dayInBerlin(now), 1)).getTime() - beforeMidnightMs;
  return new Date(Math.max(now.getTime(), Math.min(afterPause, lastMoment)));
}

/** What a nudge consists of: nothing else can get in, so that it can say nothing about the case. */
export interface NudgeFacts {
  readonly language: Language;
  /** `Stadt Paderborn`. */
  readonly town: string;
  /** Absolute address of the mailbox. */
  readonly link: string;
}

/** Subject and plain text of the e-mail that says: something lies in your mailbox. */
export function nudgeText(facts: NudgeFacts): { readonly subject: string; readonly text: string } {
  if (facts.language === "en") {
    return {
      subject: `New message in your mailbox – ${facts.town}`,
      text: [
        "Hello,",
        "",
        `there is a new message from ${facts.town} in your mailbox.`,
        "",
        "Read it here:",
        facts.link,
        "",
        "You need your code for this. You got it when you started your application.",
        "",
        "To protect your data, this e-mail does not say what the message is about.",
        "Replies to this e-mail are not read. Please write to us from your mailbox.",
        "You can remove your e-mail address in the mailbox at any time.",
        "",
        facts.town,
        "",
      ].join("\n"),
    };
  }
  return {
    subject: `Neue Nachricht in Ihrem Postfach – ${facts.town}`,
    text: [
      "Guten Tag,",
      "",
      "in Ihrem Postfach liegt eine neue Nachricht.",
      `Absender: ${facts.town}`,
      "",
      "Hier lesen Sie die Nachricht:",
      facts.link,
      "",
      "Sie brauchen dafür Ihren Code. Sie haben ihn bekommen, als Sie Ihren Antrag begonnen haben.",
      "",
      "Zum Schutz Ihrer Daten steht in dieser E-Mail nicht, worum es geht.",
      "Antworten auf diese E-Mail liest niemand. Schreiben Sie uns im Postfach.",
      "Sie können Ihre E-Mail-Adresse im Postfach jederzeit entfernen.",
      "",
      facts.town,
      "",
    ].join("\n"),
  };
}
