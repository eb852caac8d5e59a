import { addDays, addMonths, type PlainDay, weekday } from "../../../kernel/index.ts";

/** A request of a person, and how far it is. */
export interface PrivacyRequest {
  readonly requestId: string;
  readonly name: string;
  readonly birthday: PlainDay | undefined;
  readonly email: string | undefined;
  /** How it was made sure that the person is the one who asks. */
  readonly identity: string;
  readonly openedBy: string;
  readonly openedAt: Date;
  /** Day on which it came in: from then on the month runs, whenever somebody takes it up. */
  readonly receivedOn: PlainDay;
  readonly dueOn: PlainDay;
  readonly handedOutAt: Date | undefined;
  readonly closedAt: Date | undefined;
  readonly closedBy: string | undefined;
}

/**
 * Last day for the answer: a month after it came; the next working day where that is a Saturday or Sunday.
 * Source: Art. 12 Abs. 3 GDPR; Art. 3 Abs. 2 and 4 of Regulation (EEC, Euratom) No 1182/71. Holidays only lengthen it.
 */
export function answerDueOn(receivedOn: PlainDay): PlainDay {
  const day = addMonths(receivedOn, 1);
  const of = weekday(day);
  return of >= 6 ? addDays(day, 8 - of) : day;
}

/** Years for which a closed request is kept as evidence. Our reading of Art. 5 Abs. 2 GDPR and § 31 Abs. 2 OWiG. */
export const yearsKept = 3;
