const encoder = new TextEncoder();

/** Text of a property: backslash, semicolon, comma and line break are escaped. Source: RFC 5545, 3.3.11. */
export function escapeText(text: string): string {
  return (
    text
      .replaceAll("\\", "\\\\")
      .replaceAll(";", "\\;")
      .replaceAll(",", "\\,")
      .replaceAll(/\r\n?|\n/g, "\\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place in a calendar
      .replaceAll(/[\u0000-\u001f\u007f]/g, "")
  );
}

/** Lines of at most 75 octets; the next one begins with a space. No letter is cut. Source: RFC 5545, 3.1. */
export function foldLine(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const letter of line) {
    const size = encoder.encode(letter).length;
    if (octets + size > 75) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += letter;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

const localFormat = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Berlin",
  dateStyle: "short",
  timeStyle: "medium",
});

/** `20261025T023000`, as the clocks of Berlin show it. Source: RFC 5545, 3.3.5, form 3. */
function local(instant: Date): string {
  return localFormat.format(instant).replace(" ", "T").replaceAll(/[-:]/g, "");
}

/** `20261025T003000Z`. Source: RFC 5545, 3.3.5, form 2. */
function utc(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** Whether the clocks of Berlin show this time twice, and this is the later of the two: form 3 can only say the first. */
function isSecondOfTwo(instant: Date): boolean {
  return local(new Date(instant.getTime() - 3_600_000)) === local(instant);
}

function time(property: string, instant: Date): string {
  return isSecondOfTwo(instant) ? `${property}:${utc(instant)}` : `${property};TZID=Europe/Berlin:${local(instant)}`;
}

/** Summer time in the whole of the Union since 1996: last Sunday of March to last Sunday of October. */
const berlin = [
  "BEGIN:VTIMEZONE",
  "TZID:Europe/Berlin",
  "BEGIN:DAYLIGHT",
  "TZOFFSETFROM:+0100",
  "TZOFFSETTO:+0200",
  "TZNAME:CEST",
  "DTSTART:19960331T020000",
  "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
  "END:DAYLIGHT",
  "BEGIN:STANDARD",
  "TZOFFSETFROM:+0200",
  "TZOFFSETTO:+0100",
  "TZNAME:CET",
  "DTSTART:19961027T030000",
  "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
  "END:STANDARD",
  "END:VTIMEZONE",
];

/** What a calendar gets to know of an appointment. Nothing that says more than the person wants their calendar to know. */
export interface CalendarEntry {
  readonly appointmentId: string;
  /** Domain of the installation, for an id that is unique in the world. */
  readonly host: string;
  readonly start: Date;
  readonly end: Date;
  readonly summary: string;
  readonly location: string;
  readonly description: string;
  /** Absolute address of the appointment's page. */
  readonly url?: string;
  readonly revision: number;
  readonly cancelled: boolean;
  readonly writtenAt: Date;
}

/**
 * A calendar file with one appointment and an alarm an hour before. A calendar that has it already takes a higher
 * revision as a change. Source: RFC 5545.
 */
export function calendarFile(entry: CalendarEntry): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Klickamt//Termine//DE",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    ...berlin,
    "BEGIN:VEVENT",
    `UID:${entry.appointmentId}@${entry.host}`,
    `DTSTAMP:${utc(entry.writtenAt)}`,
    `SEQUENCE:${entry.revision}`,
    time("DTSTART", entry.start),
    time("DTEND", entry.end),
    `SUMMARY:${escapeText(entry.summary)}`,
    `LOCATION:${escapeText(entry.location)}`,
    `DESCRIPTION:${escapeText(entry.description)}`,
    ...(entry.url === undefined ? [] : [`URL:${entry.url}`]),
    `STATUS:${entry.cancelled ? "CANCELLED" : "CONFIRMED"}`,
    ...(entry.cancelled
      ? []
      : ["BEGIN:VALARM", "ACTION:DISPLAY", `DESCRIPTION:${escapeText(entry.summary)}`, "TRIGGER:-PT1H", "END:VALARM"]),
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return `${lines.map(foldLine).join("\r\n")}\r\n`;
}
