import { dayInBerlin, Invalid, type Language } from "../../kernel/index.ts";
import type { Case } from "../cases/index.ts";
import { answerSheet, getOnlineLeistung, type LookUp } from "../forms/index.ts";
import { type GewaKind, type Gewerbeanzeige, gewerbeanzeigen } from "./model/index.ts";

/** Which printed form a Leistung stands for. */
const kinds: Readonly<Record<string, GewaKind>> = {
  "gewerbe-anmelden": "GewA1",
  "gewerbe-ummelden": "GewA2",
  "gewerbe-abmelden": "GewA3",
};

/** Leistung of the Abmeldung that comes from a move. */
export const abmeldungLeistung = "gewerbe-abmelden";

export function findKind(leistungId: string): GewaKind | undefined {
  return kinds[leistungId];
}

/** @throws Invalid `gewerbe.no-gewerbeanzeige` */
export function kindOfCase(subject: Pick<Case, "leistungId">): GewaKind {
  const kind = kinds[subject.leistungId];
  if (kind === undefined) throw new Invalid("gewerbe.no-gewerbeanzeige", { leistungId: subject.leistungId });
  return kind;
}

/**
 * The Gewerbeanzeigen of a case as they stand now, corrections included: at least one.
 * @throws Invalid `gewerbe.no-gewerbeanzeige`
 */
export async function anzeigenOf(
  ctx: LookUp,
  subject: Pick<Case, "leistungId" | "answers" | "receivedAt"> & Partial<Pick<Case, "leistungVersion">>,
  language: Language = "de",
): Promise<readonly [Gewerbeanzeige, ...Gewerbeanzeige[]]> {
  const kind = kindOfCase(subject);
  const { online } = await getOnlineLeistung(ctx, subject.leistungId, subject.leistungVersion);
  const day = dayInBerlin(subject.receivedAt);
  const rows = answerSheet(online.compiled, subject.answers, language, day).flatMap((section) => section.rows);
  const [first, ...others] = gewerbeanzeigen(kind, rows, day, language);
  if (first === undefined) throw new Invalid("gewerbe.no-gewerbeanzeige", { leistungId: subject.leistungId });
  return [first, ...others];
}
