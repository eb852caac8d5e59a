import { isId, NotFound } from "../../kernel/index.ts";
import type { WebRequest } from "../../platform/web/index.ts";
import { findHoliday, isWorkingDay } from "../tenants/index.ts";
import { caseContent } from "./contracts.ts";
import type { Case } from "./model/case.ts";

export const calendar = { isWorkingDay, findHoliday };

export function text(request: WebRequest, name: string): string {
  const value = request.body[name];
  return typeof value === "string" ? value : "";
}

export function texts(request: WebRequest, name: string): readonly string[] {
  const value = request.body[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
}

/** Version of the case that the page showed. */
export function seenVersion(request: WebRequest): number {
  const version = Number(text(request, "gesehen"));
  return Number.isSafeInteger(version) ? version : 0;
}

/** Id from the address. @throws NotFound where it cannot be one */
export function idOf(request: WebRequest, name: string): string {
  const id = request.params[name] ?? "";
  if (!isId(id)) throw new NotFound("cases.no-such-case");
  return id;
}

export function staffIdOf(request: WebRequest): string {
  return request.actor.kind === "staff" ? request.actor.staffId : "";
}

export function titleOfCase(request: WebRequest, subject: Case): Promise<string> {
  return caseContent().leistungTitle(request, subject.leistungId, request.view.language, subject.leistungVersion);
}

/** Titles of the Leistungen of a list, each looked up once. */
export async function leistungTitles(request: WebRequest, ids: readonly string[]): Promise<(id: string) => string> {
  const titles = new Map<string, string>();
  for (const id of new Set(ids)) {
    titles.set(id, await caseContent().leistungTitle(request, id, request.view.language));
  }
  return (id) => titles.get(id) ?? id;
}
