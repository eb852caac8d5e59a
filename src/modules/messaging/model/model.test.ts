import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayInBerlin, instantInBerlin, newAccessCode, plainDay } from "../../../kernel/index.ts";
import { standards } from "../../../platform/testing/index.ts";
import { accessCookie, codesOf, withCode, withoutCode } from "./access.ts";
import { bekanntgabeDay } from "./bekanntgabe.ts";
import { maskEmail, parseEmail } from "./email.ts";
import { emphasisOf, fileWord, type Message } from "./message.ts";
import { nudgeAt, nudgeText } from "./nudge.ts";

describe("a notice counts as announced", () => {
  test.each([
    ["a Monday", "2026-11-23", "2026-11-27"],
    ["over the end of a month", "2026-01-29", "2026-02-02"],
    ["over a leap day", "2028-02-27", "2028-03-02"],
    ["on a Saturday, which the law does not move", "2026-11-24", "2026-11-28"],
    ["on a Sunday, which the law does not move", "2026-11-25", "2026-11-29"],
    ["on Christmas Day, which the law does not move", "2026-12-21", "2026-12-25"],
    ["over the change to winter time", "2026-10-23", "2026-10-27"],
  ])("on the fourth day after it was provided: %s", (_case, provided, effective) => {
    expect(bekanntgabeDay(plainDay(provided))).toBe(effective);
  });

  test.skipIf(!standards.present)("as the law still says", () => {
    expect(standards.read("laws/OZG-BJNR313800017.md")).toContain(
      "Der Verwaltungsakt gilt am vierten Tag nach der Bereitstellung zum Abruf als bekannt gegeben.",
    );
  });
});

describe("a nudge goes out", () => {
  const now = new Date("2026-11-23T09:00:00Z");

  test.each([
    ["at once, when there was none", undefined, "2026-11-23T09:00:00Z"],
    ["at once, when the last one is long ago", "2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"],
    ["ten minutes after the last one", "2026-11-23T08:57:00Z", "2026-11-23T09:07:00Z"],
  ])("%s", (_case, last, expected) => {
    expect(nudgeAt(now, last === undefined ? undefined : new Date(last))).toEqual(new Date(expected));
  });

  test("on the day of the message, however late and however often", () => {
    const minute = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(minute, fc.integer({ min: -30, max: 10 }), (at, lastAgo) => {
        const posted = new Date(instantInBerlin(plainDay("2026-11-23")).getTime() + at * 60_000);
        const due = nudgeAt(posted, new Date(posted.getTime() + lastAgo * 60_000));
        expect(due.getTime()).toBeGreaterThanOrEqual(posted.getTime());
        expect(dayInBerlin(due)).toBe("2026-11-23");
      }),
    );
  });

  test("says who, where, and nothing else", () => {
    for (const language of ["de", "en"] as const) {
      const link = "https://rathaus.example/paderborn/postfach/0198";
      const { subject, text } = nudgeText({ language, town: "Stadt Paderborn", link });
      expect(subject).toContain("Stadt Paderborn");
      expect(text).toContain(link);
      expect(text).not.toMatch(/\d{4}-\d{2}|Gewerbe|undefined/);
    }
  });
});

describe("the device's codes", () => {
  test("survive the cookie, newest first, at most eight, each once", () => {
    const codes = Array.from({ length: 10 }, newAccessCode);
    const kept = codes.reduce<readonly string[]>((known, code) => withCode(known, code), []);
    expect(kept).toEqual(codes.toReversed().slice(0, 8));
    const cookie = accessCookie(withCode(kept, codes[5] as string));
    expect(cookie.name).toBe("zugang");
    expect(codesOf({ zugang: cookie.value })[0]).toBe(codes[5]);
    expect(codesOf({ zugang: cookie.value })).toHaveLength(8);
  });

  test("are none where the cookie is missing or forged", () => {
    expect(codesOf({})).toEqual([]);
    expect(codesOf({ zugang: "" })).toEqual([]);
    expect(codesOf({ zugang: "x.<script>.K7F3" })).toEqual([]);
  });

  test("lose the one that is forgotten; the last one takes the cookie along", () => {
    expect(withoutCode(["A", "B"], "A")).toEqual(["B"]);
    expect(accessCookie([]).value).toBe("");
  });
});

describe("an e-mail address", () => {
  test.each(["a@b.de", " anna.o'neill+amt@post.example.org ", "jörg@müller.example"])("is taken: %s", (text) => {
    expect(parseEmail(text)).toBe(text.trim());
  });
  test.each([
    "",
    "anna",
    "anna@",
    "anna@localhost",
    "a b@c.de",
    "a@b.de, c@d.de",
    "a@b.de\nBcc: c@d.de",
    "<a@b.de>",
    "a@b..de",
    "a@1.2.3.4",
    `${"a".repeat(65)}@b.de`,
  ])("is refused: %j", (text) => {
    expect(parseEmail(text)).toBeUndefined();
  });
  test("is masked for other eyes", () => {
    expect(maskEmail("anna@example.org")).toBe("a•••@example.org");
    expect(maskEmail("a@example.org")).toBe("a•••@example.org");
  });
});

describe("a message is emphasised", () => {
  const message = (over: Partial<Message>): Message => ({
    messageId: "m",
    mailboxId: "b",
    caseId: "c",
    direction: "to-citizen",
    kind: "info",
    subject: "s",
    body: "b",
    author: "a",
    postedAt: new Date("2026-11-20T09:00:00Z"),
    effectiveOn: undefined,
    attachments: [],
    ...over,
  });
  const now = new Date("2026-11-23T09:00:00Z");
  const later = new Date("2026-11-21T09:00:00Z");

  test.each<[string, Partial<Message>, Partial<Message>[], string]>([
    ["as new for a week", {}, [], "new"],
    ["not after a week", { postedAt: new Date("2026-11-10T09:00:00Z") }, [], "none"],
    ["not when the citizen has written since", {}, [{ direction: "to-office", postedAt: later }], "none"],
    [
      "still when the citizen wrote in another case",
      {},
      [{ direction: "to-office", caseId: "d", postedAt: later }],
      "new",
    ],
    ["never when it is the citizen's own", { direction: "to-office" }, [], "none"],
    ["as a question until it is answered", { kind: "question", postedAt: new Date("2026-01-01") }, [], "needs-answer"],
    ["not as a question once answered", { kind: "question" }, [{ direction: "to-office", postedAt: later }], "none"],
  ])("%s", (_case, one, others, expected) => {
    const subject = message(one);
    expect(emphasisOf(subject, [subject, ...others.map(message)], now)).toBe(expected);
  });

  test("names the kind of a file in a word", () => {
    expect(fileWord({ mediaType: "application/pdf", filename: "x" })).toBe("PDF");
    expect(fileWord({ mediaType: "application/zip", filename: "a.tar.gz" })).toBe("GZ");
    expect(fileWord({ mediaType: "application/x", filename: "ohne" })).toBe("Datei");
  });
});
