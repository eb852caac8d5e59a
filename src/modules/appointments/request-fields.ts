import { isId, parseTypedDay } from "../../kernel/index.ts";
import type { WebRequest } from "../../platform/web/index.ts";
import { instantOfMinute } from "./model/slots.ts";
import { parseTimeOfDay } from "./model/times.ts";

/** One field of a form; empty where it is not there. */
export function field(request: WebRequest, name: string): string {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
}

/** All values of a field. */
export function fields(request: WebRequest, name: string): readonly string[] {
  const value = request.body[name];
  return value === undefined || value === "" ? [] : typeof value === "string" ? [value] : value;
}

/** How many people; 1 where it is no number. */
export function peopleOf(text: string | undefined): number {
  const people = Number(text);
  return Number.isInteger(people) && people >= 1 && people <= 20 ? people : 1;
}

/** A time as a button sends it: instant, and after a space the id of the place. */
export function parseChoice(text: string): { readonly start: Date; readonly placeId?: string } | undefined {
  const [instant = "", placeId = ""] = text.split(" ");
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(instant)) return undefined;
  const start = new Date(instant);
  if (Number.isNaN(start.getTime())) return undefined;
  return isId(placeId) ? { start, placeId } : { start };
}

/** A day and a time of day as an instant. */
export function parseMoment(day: string, time: string): Date | undefined {
  const parsed = parseTypedDay(day);
  const minute = parseTimeOfDay(time);
  return parsed === undefined || minute === undefined ? undefined : instantOfMinute(parsed, minute);
}

/** `8:00–12:30, 14–16` as spans in minutes; empty gives none. @returns undefined where it cannot be read */
export function parseHours(
  text: string,
): readonly { readonly fromMinute: number; readonly toMinute: number }[] | undefined {
  const spans: { fromMinute: number; toMinute: number }[] = [];
  for (const part of text.split(/[,;]/).filter((one) => one.trim() !== "")) {
    const [from = "", to = "", more] = part.split(/[–—-]/);
    const fromMinute = parseTimeOfDay(from);
    const toMinute = parseTimeOfDay(to);
    if (fromMinute === undefined || toMinute === undefined || more !== undefined) return undefined;
    spans.push({ fromMinute, toMinute });
  }
  return spans;
}
