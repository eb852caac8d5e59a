import type { WebRequest } from "../../platform/web/index.ts";

/** What was typed into a field; empty where nothing was. */
export function textOf(request: WebRequest, name: string): string {
  const value = request.body[name];
  return typeof value === "string" ? value.trim() : "";
}
