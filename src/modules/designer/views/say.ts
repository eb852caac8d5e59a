import type { Localized } from "../../../kernel/index.ts";
import { dayInBerlin, formatDayShort, formatInstant } from "../../../kernel/index.ts";
import type { ViewContext } from "../../../platform/ui/index.ts";
import type { Deed } from "../model/service.ts";

/** The words in the language of the page. */
export function say(view: Pick<ViewContext, "language">, de: string, en: string): string {
  return view.language === "de" ? de : en;
}

/**
 * `1 Seite`, `3 Seiten`: a number with the words that go with it.
 * @param de for one, and for none or several
 * @param en the same
 */
export function counted(
  view: Pick<ViewContext, "language">,
  count: number,
  de: readonly [one: string, several: string],
  en: readonly [one: string, several: string],
): string {
  const which = count === 1 ? 0 : 1;
  return `${count} ${say(view, de[which], en[which])}`;
}

/** `12.03.2026, Alex Probe`. */
export function deedText(view: ViewContext, { at, by }: Deed): string {
  return `${formatDayShort(dayInBerlin(at), view.language)}, ${by}`;
}

/** `12. März 2026 um 14:05 Uhr, Alex Probe`: where several things were done on one day. */
export function deedTextWithTime(view: ViewContext, { at, by }: Deed): string {
  return `${formatInstant(at, view.language)}, ${by}`;
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
