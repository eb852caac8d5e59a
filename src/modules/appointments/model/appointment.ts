import type { Language } from "../../../kernel/index.ts";

/** How long a chosen time is kept while somebody fills in the form. */
export const holdMinutes = 15;
/** How long a freed time is kept for the first of the waiting list. */
export const offerMinutes = 30;

/**
 * Where an appointment stands. `held`: chosen, not booked. `arrived`: in the house. `cancelled` gives its time back;
 * all others keep it.
 */
export type AppointmentState = "held" | "booked" | "arrived" | "finished" | "no-show" | "cancelled";

/** A time at a counter. */
export interface Appointment {
  readonly appointmentId: string;
  readonly counterId: string;
  readonly serviceKey: string;
  readonly start: Date;
  readonly end: Date;
  readonly people: number;
  readonly state: AppointmentState;
  /** Absent once forgotten. */
  readonly name: string | undefined;
  /** Keyed hash of the code that changes and cancels it. */
  readonly codeMac: string | undefined;
  readonly caseId: string | undefined;
  readonly mailboxId: string | undefined;
  readonly language: Language;
  /** Number on the call screen. */
  readonly ticket: string | undefined;
  readonly bookedAt: Date | undefined;
  /** Grows with every change. */
  readonly revision: number;
  /** Set where who looks may not see its case: the name is left out. Never stored. */
  readonly veiled?: true;
}

/** A time that is kept for somebody for a while. */
export interface Hold {
  readonly holdKey: string;
  readonly appointmentId: string;
  readonly counterId: string;
  readonly serviceKey: string;
  readonly start: Date;
  readonly end: Date;
  readonly people: number;
  readonly codeMac: string | undefined;
  readonly until: Date;
}

/** Citizens change and cancel until the appointment begins. */
export function canBeChanged(appointment: Pick<Appointment, "state" | "start">, now: Date): boolean {
  return appointment.state === "booked" && appointment.start > now;
}

/** `T 7`: people with an appointment; `W 12`: without. The two letters are read aloud the same in both languages. */
export function ticketOf(kind: "appointment" | "walk-in", number: number): string {
  return `${kind === "appointment" ? "T" : "W"} ${number}`;
}
