export { type Booker, bookHold, bookSlot } from "./actions/book.ts";
export { type AppointmentChange, cancelAppointment, changeAppointment } from "./actions/change-appointment.ts";
export { holdSlot, releaseHold, type SlotToHold } from "./actions/hold-slot.ts";
export {
  addWalkIn,
  type CallLine,
  callNext,
  checkIn,
  finish,
  listCalls,
  markLeft,
  markNoShow,
  readQueue,
} from "./actions/queue.ts";
export {
  findAppointmentOfCase,
  getAppointment,
  listAppointmentsOfDay,
  listWaitingTimes,
  type WaitingTimes,
} from "./actions/read-appointments.ts";
export { findNextFreeSlots, listFreeSlots, type SlotSearch } from "./actions/read-calendar.ts";
export { type AppointmentsSeed, seedAppointments } from "./actions/seed-appointments.ts";
export { addClosure, removeClosure, saveCounter, savePlace, saveService, setOpenings } from "./actions/settings.ts";
export {
  acceptOffer,
  declineOffer,
  joinWaitingList,
  leaveWaitingList,
  type NewWaitingEntry,
} from "./actions/waiting-list.ts";
export { appointmentCodeResolver } from "./code-resolver.ts";
export {
  type AppointmentSubject,
  defineAppointmentSight,
  defineAppointmentSubject,
  type SubjectLink,
} from "./contracts.ts";
export { appointmentsJobs } from "./jobs.ts";
export { type Appointment, type AppointmentState, canBeChanged, type Hold } from "./model/appointment.ts";
export type { Closure, Counter, Opening, Place, Service } from "./model/places.ts";
export type { Visit } from "./model/queue.ts";
export type { Slot } from "./model/slots.ts";
export { formatTime } from "./model/times.ts";
export type { WaitingEntry } from "./model/waiting.ts";
export { appointmentsPersonalData } from "./personal-data.ts";
export { appointmentsRoutes } from "./routes.ts";
