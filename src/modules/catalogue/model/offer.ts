import type { Localized } from "../../../kernel/index.ts";
import type { Lebenslage, Leistung } from "../../forms/index.ts";

/** What a town has chosen for a Leistung. */
export interface TownChoice {
  readonly leistungId: string;
  readonly enabled: boolean;
  /** The smallest stands first. */
  readonly position: number;
  /** What the town tells on the page of the Leistung; empty where it tells nothing. */
  readonly note: Localized;
  readonly changedAt: Date;
  /** Name of the member of staff, or of what set it up. */
  readonly changedBy: string;
}

/** A Leistung as a town offers it. */
export interface Offer {
  readonly leistung: Leistung;
  readonly enabled: boolean;
  /** Position that the town chose; absent where it has not, then after all others. */
  readonly position?: number;
  readonly note: Localized;
  readonly changed?: { readonly at: Date; readonly by: string };
}

const noNote: Localized = { de: "", en: "" };

/**
 * All Leistungen of the installation as the town offers them, in its order. One that the town has said nothing about
 * is offered and stands last; what is no longer known is left out.
 */
export function offersOf(leistungen: readonly Leistung[], choices: readonly TownChoice[]): readonly Offer[] {
  const byId = new Map(leistungen.map((leistung) => [leistung.id, leistung]));
  const chosen = choices.flatMap((choice): Offer[] => {
    const leistung = byId.get(choice.leistungId);
    if (leistung === undefined) return [];
    byId.delete(choice.leistungId);
    return [
      {
        leistung,
        enabled: choice.enabled,
        position: choice.position,
        note: choice.note,
        changed: { at: choice.changedAt, by: choice.changedBy },
      },
    ];
  });
  return [...chosen, ...[...byId.values()].map((leistung) => ({ leistung, enabled: true, note: noNote }))];
}

/** What a citizen sees: switched on, in the town's order. */
export function offered(offers: readonly Offer[]): readonly Leistung[] {
  return offers.filter((offer) => offer.enabled).map((offer) => offer.leistung);
}

/** Situations in life that these Leistungen belong to, in the order in which they first come, with how many. */
export function countByLebenslage(
  leistungen: readonly Leistung[],
): readonly { readonly lebenslage: Lebenslage; readonly count: number }[] {
  const counts = new Map<Lebenslage, number>();
  for (const leistung of leistungen) {
    for (const lebenslage of leistung.lebenslagen) counts.set(lebenslage, (counts.get(lebenslage) ?? 0) + 1);
  }
  return [...counts].map(([lebenslage, count]) => ({ lebenslage, count }));
}

/** Others of the same situations in life, those that share most first. */
export function relatedTo(leistung: Leistung, leistungen: readonly Leistung[], most: number): readonly Leistung[] {
  const shared = (other: Leistung) => other.lebenslagen.filter((one) => leistung.lebenslagen.includes(one)).length;
  return leistungen
    .filter((other) => other.id !== leistung.id && shared(other) > 0)
    .sort((a, b) => shared(b) - shared(a))
    .slice(0, most);
}
