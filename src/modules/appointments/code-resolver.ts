import type { CodeResolver } from "../messaging/index.ts";
import { selectAppointmentsOf, selectWaitingByCode } from "./store/index.ts";

/** A code that opens no mailbox may open an appointment, or a place on the waiting list. */
export const appointmentCodeResolver: CodeResolver = {
  async resolve(ctx, code) {
    const codeMac = ctx.keyring.mac("access-code", code);
    const [appointment] = await selectAppointmentsOf(ctx, { codeMac });
    if (appointment !== undefined) return { href: `/termin/${appointment.appointmentId}` };
    const entry = await selectWaitingByCode(ctx, codeMac);
    return entry === undefined ? undefined : { href: `/warteliste/${entry.waitingId}` };
  },
};
