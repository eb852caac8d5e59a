import type { Localized } from "../../../kernel/index.ts";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import type { ViewContext } from "../../../platform/ui/index.ts";
import type { Deed } from "../model/service.ts";

/** The words in the language of the page. */
export function say(view: Pick<ViewContext, "language">, de: string, en: string): string {
  return view.language === "de" ? de : en;
}

/** `12.03.2026, Alex Probe`. */
export function deedText(view: ViewContext, { at, by }: Deed): string {
  return `${formatDayShort(dayInBerlin(at), view.language)}, ${by}`;
}

export function inView(view: ViewContext, text: Localized): string {
  return text[view.language] === "" ? text.de : text[view.language];
}

/** Address of a page of one service at the desk. */
export function servicePath(serviceId: string, more = ""): string {
  return `/amt/dienste/${serviceId}${more}`;
}

/** Address of an element's page. */
export function elementPath(serviceId: string, address: string): string {
  return servicePath(serviceId, `/element?ort=${encodeURIComponent(address)}`);
}
