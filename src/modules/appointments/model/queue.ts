/** Somebody in the house. */
export interface Visit {
  readonly visitId: string;
  readonly placeId: string;
  readonly serviceKey: string;
  /** Absent for people who came without an appointment. */
  readonly appointmentId: string | undefined;
  /** Number on the call screen. */
  readonly ticket: string;
  readonly people: number;
  readonly state: "waiting" | "called" | "finished" | "left";
  /** Where they were called to. */
  readonly counterId: string | undefined;
  readonly arrivedAt: Date;
  /** With an appointment its time, without one the arrival. */
  readonly dueAt: Date;
  readonly calledAt: Date | undefined;
  readonly endedAt: Date | undefined;
}

/** An appointment counts as due so long before its time: nobody sits idle while its owner waits. */
const dueEarlyMs = 5 * 60_000;

/**
 * In which order people are called: appointments whose time has come, by their time; then people without one, by
 * arrival; then appointments that are early.
 */
export function inCallingOrder<V extends Pick<Visit, "appointmentId" | "dueAt" | "arrivedAt">>(
  waiting: readonly V[],
  now: Date,
): readonly V[] {
  const rank = (visit: V): number => {
    if (visit.appointmentId === undefined) return 1;
    return visit.dueAt.getTime() - dueEarlyMs <= now.getTime() ? 0 : 2;
  };
  return [...waiting].sort(
    (one, other) =>
      rank(one) - rank(other) ||
      one.dueAt.getTime() - other.dueAt.getTime() ||
      one.arrivedAt.getTime() - other.arrivedAt.getTime(),
  );
}

/**
 * How long somebody waited until they were called, in whole minutes. Whoever comes early for an appointment waits from
 * its time on, not from the arrival.
 */
export function waitedMinutes(visit: Pick<Visit, "arrivedAt" | "dueAt"> & { readonly calledAt: Date }): number {
  const from = Math.max(visit.arrivedAt.getTime(), visit.dueAt.getTime());
  return Math.max(0, Math.round((visit.calledAt.getTime() - from) / 60_000));
}
