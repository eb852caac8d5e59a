import type { Ctx } from "../../../platform/db/index.ts";
import { listHiddenCases } from "../contracts.ts";
import type { Appointment } from "../model/appointment.ts";

/**
 * Appointments as who acts may see them. Where the Akte of the case is closed to them, time, counter, service and number
 * are left, by which people are called and times are moved; the name and the way to the case are not.
 */
export async function veilAppointments(
  ctx: Ctx,
  appointments: readonly Appointment[],
): Promise<readonly Appointment[]> {
  const hidden = await listHiddenCases(
    ctx,
    appointments.flatMap(({ caseId }) => (caseId === undefined ? [] : [caseId])),
  );
  return appointments.map((one) =>
    one.caseId === undefined || !hidden.has(one.caseId)
      ? one
      : { ...one, veiled: true, name: undefined, caseId: undefined, mailboxId: undefined, codeMac: undefined },
  );
}
