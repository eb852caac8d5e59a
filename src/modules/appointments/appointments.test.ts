import { CompiledQuery } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import {
  type Actor,
  addDays,
  Conflict,
  dayInBerlin,
  Failure,
  instantInBerlin,
  newAccessCode,
  newId,
  plainDay,
  type TenantId,
} from "../../kernel/index.ts";
import { type Ctx, openDatabase } from "../../platform/db/index.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/testing/index.ts";
import { configureMail, listMessages, messagingJobs, openMailbox } from "../messaging/index.ts";
import { nextWorkingDay, switchOnTown } from "../tenants/index.ts";
import { lapseOffer } from "./actions/waiting-list.ts";
import {
  acceptOffer,
  addClosure,
  addWalkIn,
  appointmentsJobs,
  appointmentsPersonalData,
  bookHold,
  bookSlot,
  callNext,
  cancelAppointment,
  changeAppointment,
  checkIn,
  declineOffer,
  findAppointmentOfCase,
  findNextFreeSlots,
  finish,
  getAppointment,
  holdSlot,
  joinWaitingList,
  leaveWaitingList,
  listAppointmentsOfDay,
  listCalls,
  listFreeSlots,
  listWaitingTimes,
  markLeft,
  markNoShow,
  readQueue,
  releaseHold,
  removeClosure,
  saveCounter,
  savePlace,
  saveService,
  seedAppointments,
  setOpenings,
} from "./index.ts";
import { countWaiting, selectAppointmentsOf, selectWaiting } from "./store/index.ts";

const system = { kind: "system", name: "test" } as const;
const citizen = { kind: "citizen" } as const;
const staff = (...duties: Extract<Actor, { kind: "staff" }>["duties"][number][]): Actor => ({
  kind: "staff",
  staffId: newId(),
  name: "Ada Kern",
  duties,
});
const clerk = staff("casework");

let database: TestDatabase;
let town: number;
let other: number;
let placeId: string;
let counterIds: readonly string[];
/** A Wednesday that no test of its own reaches. */
const farDay = plainDay("2027-01-13");
/** Each test has days of its own. */
let day = plainDay("2026-11-24");
const at = (hour: number, minute = 0, on = day) => instantInBerlin(on, hour, minute);

beforeAll(async () => {
  database = await createTestDatabase(inject("testServer"), [...appointmentsJobs, ...messagingJobs]);
  configureMail({ publicUrl: "http://localhost", transport: { kind: "folder", send: async () => undefined } });
  [town, other] = await database.db.inPlatform(async (tx) => {
    const ctx = { tx, actor: system, now: database.now };
    return [
      (await switchOnTown(ctx, { ags: "paderborn", demo: true })).tenantId,
      (await switchOnTown(ctx, { ags: "delbrueck", demo: true })).tenantId,
    ];
  });
  ({ placeId, counterIds } = await database.run(town, system, (ctx) =>
    seedAppointments(ctx, { address: "Marienplatz 11, 33098 Paderborn" }),
  ));
});
afterAll(() => database.close());
beforeEach(() => {
  database.now = new Date("2026-11-20T09:00:00Z");
  day = nextWorkingDay(addDays(day, 1));
});

const run = <T>(actor: Actor, work: (ctx: Ctx) => Promise<T>) => database.run(town, actor, work);
const later = (minutes: number) => {
  database.now = new Date(database.now.getTime() + minutes * 60_000);
};
const macOf = (code: string) => database.keyring.mac("access-code", code);
const free = (serviceKey = "personalausweis", people = 1, on = day) =>
  run(citizen, (ctx) => listFreeSlots(ctx, { serviceKey, from: on, days: 1, people }));
const freeAt = async (start: Date, serviceKey = "personalausweis") =>
  (await free(serviceKey, 1, dayInBerlin(start))).find((slot) => slot.start.getTime() === start.getTime())?.counterIds
    .length ?? 0;
const book = (start: Date, over: object = {}, codeMac = macOf(newAccessCode())) =>
  run(citizen, (ctx) =>
    bookSlot(ctx, {
      serviceKey: "personalausweis",
      start,
      people: 1,
      name: "Kim Muster",
      codeMac,
      language: "de",
      ...over,
    }),
  );
const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return "nothing";
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
};

describe("holding a time", () => {
  const hold = (holdKey: string, start: Date, over: object = {}) =>
    run(citizen, (ctx) => holdSlot(ctx, { serviceKey: "personalausweis", start, people: 1, holdKey, ...over }));

  test("keeps one counter for 15 minutes, then it is free again", async () => {
    expect(await freeAt(at(9))).toBe(2);
    const held = await hold("a", at(9));
    expect((held.until.getTime() - database.now.getTime()) / 60_000).toBe(15);
    expect(await freeAt(at(9))).toBe(1);
    later(14);
    expect(await freeAt(at(9))).toBe(1);
    later(1);
    expect(await freeAt(at(9))).toBe(2);
  });

  test("that has run out lets others in, and its owner is told", async () => {
    const { counterId } = await hold("b1", at(9));
    await hold("b2", at(9));
    expect(await codeOf(hold("b3", at(9)))).toBe("appointments.slot-taken");
    later(16);
    expect((await hold("b3", at(9))).counterId).toBe(counterId);
    const booking = { name: "Kim", codeMac: "mac", language: "de" } as const;
    expect(await codeOf(run(citizen, (ctx) => bookHold(ctx, { holdKey: "b1", ...booking })))).toBe(
      "appointments.hold-gone",
    );
    const kept = await run(citizen, (ctx) => bookHold(ctx, { holdKey: "b2", ...booking }));
    expect(kept.state).toBe("booked");
  });

  test("replaces what the same key held, and gives it back when somebody leaves", async () => {
    await hold("c", at(9));
    await hold("c", at(10));
    expect([await freeAt(at(9)), await freeAt(at(10))]).toEqual([2, 1]);
    await run(citizen, (ctx) => releaseHold(ctx, "c"));
    expect(await freeAt(at(10))).toBe(2);
  });

  test("keeps the earlier one where the new time is taken", async () => {
    await hold("d", at(9));
    await book(at(10));
    await book(at(10));
    expect(await codeOf(hold("d", at(10)))).toBe("appointments.slot-taken");
    expect(await freeAt(at(9))).toBe(1);
  });

  test("is refused at times that are none: between two, before opening, in the past, too far ahead, for too many", async () => {
    const refused = "appointments.no-such-slot";
    expect(await codeOf(hold("e", at(9, 3)))).toBe(refused);
    expect(await codeOf(hold("e", at(7)))).toBe(refused);
    expect(await codeOf(hold("e", at(8, 0, plainDay("2026-11-19"))))).toBe(refused);
    expect(await codeOf(hold("e", at(8, 0, plainDay("2027-06-14"))))).toBe(refused);
    expect(await codeOf(hold("e", at(9), { people: 6 }))).toBe(refused);
    expect(await codeOf(hold("e", at(9), { serviceKey: "nichts" }))).toBe("appointments.no-such-service");
  });

  test("is cleared away by the job once it has run out", async () => {
    await hold("f", at(9));
    later(20);
    await database.queue.tick("appointments.release-holds");
    expect((await database.queue.drain()).failed).toEqual([]);
    expect(
      await codeOf(run(citizen, (ctx) => bookHold(ctx, { holdKey: "f", name: "K", codeMac: "m", language: "de" }))),
    ).toBe("appointments.hold-gone");
  });
});

describe("no time is ever given twice", () => {
  test("a hundred citizens want the last counter of one time at once: one gets it, ninety-nine are told", async () => {
    await book(at(9));
    const pool = openDatabase({
      url: database.url,
      poolSize: 20,
      applicationName: "rush",
      onIdleError: () => undefined,
    });
    const { files, keyring, queue, now } = database;
    const rush = Array.from({ length: 100 }, (_, index) =>
      pool.inTenant(town as TenantId, (tx) =>
        bookSlot(
          { tx, actor: citizen, tenant: town as TenantId, now, files, keyring, jobs: queue.sender },
          {
            serviceKey: "personalausweis",
            start: at(9),
            people: 1,
            name: `Kim ${index}`,
            codeMac: `m${index}`,
            language: "de",
          },
        ),
      ),
    );
    const results = await Promise.allSettled(rush);
    await pool.close();
    const won = results.filter(({ status }) => status === "fulfilled");
    const lost = results.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(99);
    for (const reason of lost) expect(reason).toBeInstanceOf(Conflict);
    expect(new Set(lost.map(({ code }) => code))).toEqual(new Set(["appointments.slot-taken"]));
    const booked = await run(clerk, (ctx) => listAppointmentsOfDay(ctx, { day }));
    expect(booked.filter(({ start }) => start.getTime() === at(9).getTime())).toHaveLength(2);
    const next = await run(citizen, (ctx) =>
      findNextFreeSlots(ctx, { serviceKey: "personalausweis", people: 1, from: day, limit: 3 }),
    );
    expect(next.map(({ start }) => start)).toEqual([at(8), at(8, 10), at(8, 20)]);
  });

  test("a hundred at once for times that overlap: whatever is booked, no two meet at a counter", async () => {
    const pool = openDatabase({
      url: database.url,
      poolSize: 20,
      applicationName: "rush",
      onIdleError: () => undefined,
    });
    const { files, keyring, queue, now } = database;
    const wishes = Array.from({ length: 100 }, (_, index) => ({
      serviceKey: ["personalausweis", "abholung", "meldung"][index % 3] as string,
      start: at(8, [0, 5, 15, 10, 20, 30][index % 6] as number),
      people: 1 + (index % 4),
    }));
    const results = await Promise.allSettled(
      wishes.map((wish) =>
        pool.inTenant(town as TenantId, (tx) =>
          bookSlot(
            { tx, actor: citizen, tenant: town as TenantId, now, files, keyring, jobs: queue.sender },
            { ...wish, name: "Kim", codeMac: "m", language: "de" },
          ),
        ),
      ),
    );
    await pool.close();
    const codes = results.flatMap((one) => (one.status === "rejected" ? [(one.reason as Failure).code] : []));
    expect([...new Set(codes)].filter((code) => !code?.startsWith("appointments."))).toEqual([]);
    const booked = await run(clerk, (ctx) => listAppointmentsOfDay(ctx, { day }));
    expect(booked.length).toBeGreaterThan(2);
    for (const one of booked) {
      for (const two of booked) {
        const meet = one !== two && one.counterId === two.counterId && one.start < two.end && two.start < one.end;
        expect(meet).toBe(false);
      }
    }
  });

  test("and it is the database that says so: an insert that asks nobody is refused", async () => {
    const { counterId } = await book(at(9));
    const insert = database.db.inTenant(town as TenantId, (tx) =>
      tx.executeQuery(
        CompiledQuery.raw(
          `insert into appointments.appointment (tenant_id, appointment_id, counter_id, service_key, starts_at, ends_at, people, state, language, ticket, booked_at)
           values ($1, $2, $3, 'abholung', $4, $5, 1, 'booked', 'de', 'T 99', now())`,
          [town, newId(), counterId, at(9, 5), at(9, 15)],
        ),
      ),
    );
    await expect(insert).rejects.toMatchObject({ code: "23P01", constraint: "appointment_never_twice" });
  });

  test("moving there is refused as well, and nothing has changed", async () => {
    const codeMac = macOf(newAccessCode());
    await book(at(9));
    await book(at(9));
    const mine = await book(at(10), {}, codeMac);
    const { appointmentId } = mine;
    expect(await codeOf(run(citizen, (ctx) => changeAppointment(ctx, { appointmentId, start: at(9), codeMac })))).toBe(
      "appointments.slot-taken",
    );
    const taken = await run(clerk, (ctx) => listAppointmentsOfDay(ctx, { day }));
    const counterId = taken[0]?.counterId ?? "";
    expect(
      await codeOf(run(clerk, (ctx) => changeAppointment(ctx, { appointmentId, start: at(9, 5), counterId }))),
    ).toBe("appointments.slot-taken");
    expect(await run(citizen, (ctx) => getAppointment(ctx, appointmentId))).toEqual(mine);
  });
});

describe("booking", () => {
  test("gives a number for the call screen, each its own, and is found by its case and its mailbox", async () => {
    const caseId = newId();
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac: newId(), language: "de" }));
    const one = await book(at(9), { caseId, mailboxId });
    const two = await book(at(9));
    expect([one.ticket, two.ticket]).toEqual(["T 1", "T 2"]);
    expect(await run(clerk, (ctx) => findAppointmentOfCase(ctx, caseId))).toEqual(one);
    expect(await run(clerk, (ctx) => selectAppointmentsOf(ctx, { mailboxId }))).toEqual([one]);
  });

  test("sent twice makes one appointment", async () => {
    await run(citizen, (ctx) => holdSlot(ctx, { serviceKey: "abholung", start: at(9), people: 1, holdKey: "twice" }));
    const send = () =>
      run(citizen, (ctx) => bookHold(ctx, { holdKey: "twice", name: "Kim", codeMac: "mac", language: "de" }));
    const [one, two] = await Promise.all([send(), send()]);
    expect(two).toEqual(one);
    expect(
      await codeOf(
        run(citizen, (ctx) => holdSlot(ctx, { serviceKey: "abholung", start: at(10), people: 1, holdKey: "twice" })),
      ),
    ).toBe("appointments.hold-already-booked");
  });

  test("of a hold that another code took is forbidden, and without a name it is refused", async () => {
    await run(citizen, (ctx) =>
      holdSlot(ctx, { serviceKey: "abholung", start: at(9), people: 1, holdKey: "owned", codeMac: "mine" }),
    );
    const send = (codeMac: string, name: string) =>
      codeOf(run(citizen, (ctx) => bookHold(ctx, { holdKey: "owned", name, codeMac, language: "de" })));
    expect(await send("yours", "Kim")).toBe("appointments.not-yours");
    expect(await send("mine", "  ")).toBe("appointments.name-missing");
  });

  test("takes as long as there are people", async () => {
    const { start, end } = await book(at(9), { people: 3 });
    expect((end.getTime() - start.getTime()) / 60_000).toBe(30);
    expect([await freeAt(at(9, 20)), await freeAt(at(9, 30))]).toEqual([1, 2]);
  });
});

describe("changing and cancelling", () => {
  test("gives the old time back and keeps the number on the same day, a new one on another day", async () => {
    const codeMac = macOf(newAccessCode());
    const { appointmentId, ticket } = await book(at(9), {}, codeMac);
    const moved = await run(citizen, (ctx) => changeAppointment(ctx, { appointmentId, start: at(9, 10), codeMac }));
    expect([moved.start, moved.ticket, moved.revision]).toEqual([at(9, 10), ticket, 1]);
    expect(await freeAt(at(9))).toBe(2);
    const next = farDay;
    const again = await run(citizen, (ctx) =>
      changeAppointment(ctx, { appointmentId, start: at(9, 0, next), codeMac }),
    );
    expect(dayInBerlin(again.start)).toBe(next);
    await run(citizen, (ctx) => cancelAppointment(ctx, { appointmentId, codeMac }));
    await run(citizen, (ctx) => cancelAppointment(ctx, { appointmentId, codeMac }));
    expect(await freeAt(at(9, 0, next))).toBe(2);
    expect(await codeOf(run(citizen, (ctx) => changeAppointment(ctx, { appointmentId, start: at(9), codeMac })))).toBe(
      "appointments.not-open",
    );
  });

  test("needs the code, the mailbox, or the duty", async () => {
    const codeMac = macOf(newAccessCode());
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac: newId(), language: "de" }));
    const { appointmentId } = await book(at(9), { mailboxId }, codeMac);
    const cancel = (actor: Actor, mac?: string) =>
      codeOf(
        run(actor, (ctx) => cancelAppointment(ctx, { appointmentId, ...(mac === undefined ? {} : { codeMac: mac }) })),
      );
    expect(await cancel(citizen)).toBe("appointments.not-yours");
    expect(await cancel(citizen, "wrong")).toBe("appointments.not-yours");
    expect(await cancel({ kind: "citizen", mailboxId: newId() })).toBe("appointments.not-yours");
    expect(await cancel(staff("administration", "records", "register"))).toBe("accounts.duty-missing");
    expect(await cancel({ kind: "citizen", mailboxId })).toBe("nothing");
  });

  test("ends for citizens when the appointment begins, not for the office", async () => {
    const codeMac = macOf(newAccessCode());
    const { appointmentId } = await book(at(9), {}, codeMac);
    database.now = at(9);
    expect(await codeOf(run(citizen, (ctx) => cancelAppointment(ctx, { appointmentId, codeMac })))).toBe(
      "appointments.not-open",
    );
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId }));
  });

  test("lets the office choose the counter, where it is open and does this", async () => {
    const { appointmentId } = await book(at(9));
    const move = (counterId: string | undefined, start: Date) =>
      codeOf(run(clerk, (ctx) => changeAppointment(ctx, { appointmentId, start, counterId: counterId ?? "" })));
    expect(await move(counterIds[2], at(9))).toBe("appointments.counter-does-not-do-this");
    expect(await move(counterIds[1], at(6))).toBe("appointments.counter-closed");
    expect(await move(counterIds[1], new Date(database.now.getTime() - 24 * 3_600_000))).toBe("appointments.day-past");
    expect(await move(counterIds[1], at(9, 5))).toBe("nothing");
    expect(
      await codeOf(
        run(citizen, (ctx) => changeAppointment(ctx, { appointmentId, start: at(10), counterId: counterIds[0] ?? "" })),
      ),
    ).toBe("appointments.not-yours");
  });
});

describe("the reminder", () => {
  const queued = (appointmentId: string) =>
    database.db.inTenant(town as TenantId, async (tx) => {
      const { rows } = await tx.executeQuery<{ start_after: Date }>(
        CompiledQuery.raw(
          `select start_after from pgboss.job where data->>'job' = 'appointments.remind' and data->'payload'->>'appointmentId' = $1 order by start_after`,
          [appointmentId],
        ),
      );
      return rows.map(({ start_after }) => database.dueAt(start_after));
    });

  test("is queued for four in the afternoon of the day before, where there is a mailbox", async () => {
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac: newId(), language: "de" }));
    expect(await queued((await book(at(9), { mailboxId })).appointmentId)).toEqual([at(16, 0, addDays(day, -1))]);
    expect(await queued((await book(at(9))).appointmentId)).toEqual([]);
  });

  test("is not all that one hears: what the office moves or cancels is told, what one does oneself is not", async () => {
    const codeMac = macOf(newAccessCode());
    const caseId = newId();
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac, language: "de" }));
    const { appointmentId, counterId } = await book(at(9), { mailboxId, caseId }, codeMac);
    const told = async () => (await run(system, (ctx) => listMessages(ctx, caseId))).map(({ subject }) => subject);
    await run(citizen, (ctx) => changeAppointment(ctx, { appointmentId, start: at(10, 20), codeMac }));
    const elsewhere = counterIds.find((one) => one !== counterId) ?? "";
    await run(clerk, (ctx) => changeAppointment(ctx, { appointmentId, start: at(10, 20), counterId: elsewhere }));
    expect(await told()).toEqual([]);
    await run(clerk, (ctx) => changeAppointment(ctx, { appointmentId, start: at(11), counterId }));
    const [message] = await run(system, (ctx) => listMessages(ctx, caseId));
    expect(message?.subject).toBe("Ihr Termin ist verschoben");
    expect(message?.body).toContain("11:00 Uhr");
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId }));
    expect((await told()).toSorted()).toEqual(["Ihr Termin ist abgesagt", "Ihr Termin ist verschoben"]);
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId }));
    expect(await told()).toHaveLength(2);
  });

  test("comes into the mailbox once, with the time that counts, and not for what was cancelled", async () => {
    // So late that nothing is queued by itself.
    database.now = at(17, 0, addDays(day, -1));
    const codeMac = macOf(newAccessCode());
    const caseId = newId();
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac, language: "de" }));
    const { appointmentId } = await book(at(9), { mailboxId, caseId }, codeMac);
    await run(citizen, (ctx) => changeAppointment(ctx, { appointmentId, start: at(10, 20), codeMac }));
    expect(await queued(appointmentId)).toEqual([]);
    const send = async (revision: number) => {
      await run(system, (ctx) => ctx.jobs.send(ctx, "appointments.remind", { appointmentId, revision }));
      expect((await database.queue.drain()).failed).toEqual([]);
      return run(system, (ctx) => listMessages(ctx, caseId));
    };
    expect(await send(0)).toEqual([]);
    const messages = await send(1);
    expect(messages.map(({ subject }) => subject)).toEqual(["Erinnerung an Ihren Termin"]);
    expect(messages[0]?.body).toContain("10:20 Uhr");
    expect(messages[0]?.body).toContain("Bürgerbüro, Marienplatz 11");
    await run(citizen, (ctx) => cancelAppointment(ctx, { appointmentId, codeMac }));
    expect(await send(2)).toHaveLength(1);
  });
});

describe("the waiting list", () => {
  const join = (name: string, over: object = {}) =>
    run(citizen, (ctx) =>
      joinWaitingList(ctx, {
        serviceKey: "personalausweis",
        people: 1,
        lastDay: addDays(day, 1),
        name,
        codeMac: `mac of ${name}`,
        language: "de",
        ...over,
      }),
    );
  const stateOf = async (waitingId: string) => (await run(system, (ctx) => selectWaiting(ctx, waitingId)))?.state;
  const leaveAll = async (...ids: string[]) => {
    for (const waitingId of ids) await run(system, (ctx) => leaveWaitingList(ctx, { waitingId }));
  };

  test("counts nobody whose last day is over", async () => {
    const waiting = async () => (await run(system, countWaiting)).get("personalausweis") ?? 0;
    const before = await waiting();
    const { waitingId } = await join("Cleo", { lastDay: dayInBerlin(database.now) });
    expect(await waiting()).toBe(before + 1);
    later(24 * 60);
    expect(await waiting()).toBe(before);
    await leaveAll(waitingId);
  });

  test("offers a freed time to the first for 30 minutes, then to the next, then to all", async () => {
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac: newId(), language: "de" }));
    const mine = await book(at(9));
    const first = await join("Ada", { mailboxId });
    const second = await join("Bo");
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId: mine.appointmentId }));
    expect([await stateOf(first.waitingId), await stateOf(second.waitingId)]).toEqual(["offered", "waiting"]);
    expect(await freeAt(at(9))).toBe(1);
    const told = await run(system, (ctx) => listMessages(ctx, first.waitingId));
    expect(told.map(({ subject }) => subject)).toEqual(["Ein Termin ist frei geworden"]);
    // What the job does: the queue's clock is the machine's, not the test's.
    const lapse = async (waitingId: string) => {
      const until = (await run(system, (ctx) => selectWaiting(ctx, waitingId)))?.offer?.until?.toISOString() ?? "";
      later(30);
      await run(system, (ctx) => lapseOffer(ctx, { waitingId, until }));
    };
    await lapse(first.waitingId);
    expect([await stateOf(first.waitingId), await stateOf(second.waitingId)]).toEqual(["waiting", "offered"]);
    const accept = (waitingId: string, codeMac: string) =>
      run(citizen, (ctx) => acceptOffer(ctx, { waitingId, codeMac }));
    expect(await codeOf(accept(first.waitingId, "mac of Ada"))).toBe("appointments.offer-over");
    await lapse(second.waitingId);
    expect([await stateOf(first.waitingId), await stateOf(second.waitingId)]).toEqual(["waiting", "waiting"]);
    expect(await freeAt(at(9))).toBe(2);
    await leaveAll(first.waitingId, second.waitingId);
  });

  test("books what is accepted, and only by who it was offered to", async () => {
    const mine = await book(at(9));
    const { waitingId } = await join("Cem");
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId: mine.appointmentId }));
    const accept = (codeMac: string) => run(citizen, (ctx) => acceptOffer(ctx, { waitingId, codeMac }));
    expect(await codeOf(accept("another"))).toBe("appointments.not-yours");
    const booked = await accept("mac of Cem");
    expect([booked.name, booked.start, booked.state]).toEqual(["Cem", at(9), "booked"]);
    expect(await stateOf(waitingId)).toBe("booked");
  });

  test("asks the next one at once when somebody declines or leaves, and passes over whom the time does not fit", async () => {
    const mine = await book(at(9));
    await book(at(9, 10), { people: 2 });
    await book(at(9, 10), { people: 2 });
    const tooMany = await join("Drei", { people: 3 });
    const tooLate = await join("Früh", { lastDay: addDays(day, -1) });
    const first = await join("Eva");
    const second = await join("Finn");
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId: mine.appointmentId }));
    const states = () => Promise.all([tooMany, tooLate, first, second].map(({ waitingId }) => stateOf(waitingId)));
    expect(await states()).toEqual(["waiting", "waiting", "offered", "waiting"]);
    expect(
      await codeOf(run(citizen, (ctx) => declineOffer(ctx, { waitingId: first.waitingId, codeMac: "mac of Finn" }))),
    ).toBe("appointments.not-yours");
    await run(citizen, (ctx) => declineOffer(ctx, { waitingId: first.waitingId, codeMac: "mac of Eva" }));
    expect(await states()).toEqual(["waiting", "waiting", "waiting", "offered"]);
    await run(citizen, (ctx) => leaveWaitingList(ctx, { waitingId: second.waitingId, codeMac: "mac of Finn" }));
    expect(await states()).toEqual(["waiting", "waiting", "waiting", "left"]);
    expect(await freeAt(at(9))).toBe(2);
    await leaveAll(tooMany.waitingId, tooLate.waitingId, first.waitingId);
  });

  test("refuses a last day in the past or beyond what can be booked", async () => {
    expect(await codeOf(join("Gil", { lastDay: plainDay("2026-11-19") }))).toBe("appointments.bad-last-day");
    expect(await codeOf(join("Gil", { lastDay: plainDay("2028-01-01") }))).toBe("appointments.bad-last-day");
    expect(await codeOf(join(" "))).toBe("appointments.name-missing");
    expect(await codeOf(join("Gil", { people: 9 }))).toBe("appointments.bad-people");
  });
});

describe("the queue", () => {
  test("runs from the arrival to the end, and the call screen shows numbers and counters only", async () => {
    const appointment = await book(at(9));
    database.now = at(8, 55);
    const walkIn = await run(clerk, (ctx) => addWalkIn(ctx, { placeId, serviceKey: "abholung", people: 1 }));
    expect(walkIn.ticket).toBe("W 2");
    await run(clerk, (ctx) => checkIn(ctx, appointment.appointmentId));
    await run(clerk, (ctx) => checkIn(ctx, appointment.appointmentId));
    const queue = await run(clerk, (ctx) => readQueue(ctx, placeId));
    expect(queue.waiting.map(({ ticket }) => ticket)).toEqual([appointment.ticket, "W 2"]);
    later(7);
    const third = await run(clerk, (ctx) => callNext(ctx, { counterId: counterIds[2] ?? "" }));
    expect(third?.ticket).toBe("W 2");
    later(1);
    const called = await run(clerk, (ctx) => callNext(ctx, { counterId: counterIds[0] ?? "" }));
    expect(called?.ticket).toBe(appointment.ticket);
    const calls = await run(citizen, (ctx) => listCalls(ctx, placeId));
    expect(calls.map((line) => Object.keys(line).sort())).toEqual([
      ["calledAt", "counterId", "ticket"],
      ["calledAt", "counterId", "ticket"],
    ]);
    expect(calls.map(({ ticket }) => ticket)).toEqual([appointment.ticket, "W 2"]);
    expect(await run(clerk, (ctx) => callNext(ctx, { counterId: counterIds[0] ?? "" }))).toBeUndefined();
    await run(clerk, (ctx) => finish(ctx, called?.visitId ?? ""));
    await run(clerk, (ctx) => markLeft(ctx, third?.visitId ?? ""));
    expect((await run(citizen, (ctx) => getAppointment(ctx, appointment.appointmentId))).state).toBe("finished");
    expect(await run(citizen, (ctx) => listCalls(ctx, placeId))).toEqual([]);
    expect(await run(clerk, (ctx) => listWaitingTimes(ctx, day, day))).toEqual([
      { day, visits: 2, withAppointment: { people: 1, minutes: 3 }, walkIns: { people: 1, minutes: 7 }, longest: 7 },
    ]);
  });

  test("never calls one person to two counters at once", async () => {
    database.now = at(9);
    for (let index = 0; index < 5; index++) {
      await run(clerk, (ctx) => addWalkIn(ctx, { placeId, serviceKey: "abholung", people: 1 }));
    }
    const calls = await Promise.all(
      Array.from({ length: 9 }, (_, index) =>
        run(clerk, (ctx) => callNext(ctx, { counterId: counterIds[index % 3] ?? "" })),
      ),
    );
    const tickets = calls.flatMap((visit) => (visit === undefined ? [] : [visit.ticket]));
    expect(new Set(tickets).size).toBe(tickets.length);
  });

  test("knows who did not come, and not before the time", async () => {
    const { appointmentId } = await book(at(9));
    expect(await codeOf(run(clerk, (ctx) => markNoShow(ctx, appointmentId)))).toBe("appointments.not-begun");
    expect(await codeOf(run(clerk, (ctx) => checkIn(ctx, appointmentId)))).toBe("appointments.not-today");
    database.now = at(9, 20);
    await run(clerk, (ctx) => markNoShow(ctx, appointmentId));
    expect((await run(citizen, (ctx) => getAppointment(ctx, appointmentId))).state).toBe("no-show");
    await run(clerk, (ctx) => checkIn(ctx, appointmentId));
    expect((await run(citizen, (ctx) => getAppointment(ctx, appointmentId))).state).toBe("arrived");
  });

  test("and the day belong to staff with casework", async () => {
    const { appointmentId } = await book(at(9));
    for (const actor of [citizen, staff("records", "register", "administration")]) {
      const missing = "accounts.duty-missing";
      expect(await codeOf(run(actor, (ctx) => listAppointmentsOfDay(ctx, { day })))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => checkIn(ctx, appointmentId)))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => callNext(ctx, { counterId: counterIds[0] ?? "" })))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => addWalkIn(ctx, { placeId, serviceKey: "abholung", people: 1 })))).toBe(
        missing,
      );
      expect(await codeOf(run(actor, (ctx) => finish(ctx, newId())))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => markLeft(ctx, newId())))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => markNoShow(ctx, appointmentId)))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => readQueue(ctx, placeId)))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => listWaitingTimes(ctx, day, day)))).toBe(missing);
    }
  });
});

describe("settings", () => {
  test("an absence takes a counter's times away and says whose appointments lie in it", async () => {
    const mine = await book(at(9));
    const closure = { placeId, counterId: mine.counterId, start: at(8), end: at(12), reason: "Fortbildung" };
    const affected = await run(clerk, (ctx) => addClosure(ctx, closure));
    expect(affected.map(({ appointmentId }) => appointmentId)).toEqual([mine.appointmentId]);
    expect(await freeAt(at(10))).toBe(1);
    await run(clerk, (ctx) => addClosure(ctx, { ...closure, counterId: undefined }));
    expect(await freeAt(at(10))).toBe(0);
    expect(await freeAt(at(12))).toBe(2);
    expect(await codeOf(run(clerk, (ctx) => addClosure(ctx, { ...closure, end: at(8) })))).toBe(
      "appointments.bad-closure",
    );
    expect(await codeOf(run(clerk, (ctx) => removeClosure(ctx, newId())))).toBe("appointments.no-such-closure");
  });

  test("belong to the administration", async () => {
    for (const actor of [citizen, clerk]) {
      const missing = "accounts.duty-missing";
      const name = { de: "x", en: "x" };
      expect(await codeOf(run(actor, (ctx) => savePlace(ctx, { key: "x-y", name, address: "" })))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => saveCounter(ctx, { placeId, name, position: 9, services: [] })))).toBe(
        missing,
      );
      expect(await codeOf(run(actor, (ctx) => saveService(ctx, { key: "x" } as never)))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => setOpenings(ctx, placeId, [])))).toBe(missing);
      expect(await codeOf(run(actor, (ctx) => seedAppointments(ctx, { address: "" })))).toBe(missing);
    }
    const closure = { placeId, counterId: undefined, start: at(8), end: at(9), reason: "" };
    expect(await codeOf(run(staff("records"), (ctx) => addClosure(ctx, closure)))).toBe("accounts.duty-missing");
    expect(await codeOf(run(citizen, (ctx) => removeClosure(ctx, newId())))).toBe("accounts.duty-missing");
  });

  test("refuse opening hours that overlap or run backwards", async () => {
    const set = (...spans: [number, number][]) =>
      codeOf(
        run(system, (ctx) =>
          setOpenings(
            ctx,
            placeId,
            spans.map(([fromMinute, toMinute]) => ({ weekday: 6, fromMinute, toMinute })),
          ),
        ),
      );
    expect(await set([480, 600], [590, 700])).toBe("appointments.bad-opening");
    expect(await set([600, 480])).toBe("appointments.bad-opening");
  });
});

test("another municipality sees none of it", async () => {
  const { appointmentId } = await book(at(9));
  const there = <T>(work: (ctx: Ctx) => Promise<T>) => database.run(other, system, work);
  expect(await codeOf(there((ctx) => getAppointment(ctx, appointmentId)))).toBe("appointments.no-such-appointment");
  expect(await there((ctx) => listAppointmentsOfDay(ctx, { day }))).toEqual([]);
  expect(
    await codeOf(there((ctx) => listFreeSlots(ctx, { serviceKey: "abholung", from: day, days: 1, people: 1 }))),
  ).toBe("appointments.no-such-service");
  expect(await there((ctx) => listCalls(ctx, placeId))).toEqual([]);
});

test("names and codes are forgotten a month after the appointment", async () => {
  const codeMac = macOf(newAccessCode());
  const { appointmentId } = await book(at(9), {}, codeMac);
  database.now = instantInBerlin(addDays(day, 32));
  await database.queue.tick("appointments.forget-people");
  expect((await database.queue.drain()).failed).toEqual([]);
  const kept = await run(system, (ctx) => getAppointment(ctx, appointmentId));
  expect([kept.name, kept.codeMac, kept.start]).toEqual([undefined, undefined, at(9)]);
});

describe("what is stored about a person", () => {
  const { search, collect, erase } = appointmentsPersonalData;
  /** A day that no other test has: theirs reach as far as one may book. */
  const quiet = plainDay("2026-11-24");
  const keysFor = async (name: string) =>
    (await run(system, async (ctx) => (await search?.(ctx, { name })) ?? [])).map(({ key }) => key);
  const held = (...keys: string[]) =>
    run(system, (ctx) => collect(ctx, keys, { caseIds: [], mailboxIds: [] })).then((all) => all.map(({ key }) => key));

  test("is found however people have booked: as they want to be called", async () => {
    const { appointmentId } = await book(at(9, 0, quiet), { name: "Frau Grünbaum" });
    const { appointmentId: turned } = await book(at(9, 0, quiet), { name: "GRUENBAUM, Änne" });
    await book(at(10, 0, quiet), { name: "Grünbaumer" });
    expect((await keysFor("Änne Grünbaum")).toSorted()).toEqual([appointmentId, turned].toSorted());
    const [holding] = await run(system, (ctx) => collect(ctx, [turned], { caseIds: [], mailboxIds: [] }));
    expect(holding?.kept.de).toContain("30 Tage");
  });

  test("is a place on the waiting list as well; erased, its offer goes to the next one", async () => {
    const mailboxId = await run(citizen, (ctx) => openMailbox(ctx, { codeMac: newId(), language: "de" }));
    const waits = (name: string, over: object = {}) =>
      run(citizen, (ctx) =>
        joinWaitingList(ctx, {
          serviceKey: "personalausweis",
          people: 1,
          lastDay: quiet,
          name,
          codeMac: newId(),
          language: "de",
          ...over,
        }),
      );
    const mine = await book(at(11, 0, quiet));
    const { waitingId } = await waits("Ottilie Wartezeit", { mailboxId });
    const next = await waits("Bo Nachher");
    await run(clerk, (ctx) => cancelAppointment(ctx, { appointmentId: mine.appointmentId }));
    expect(await keysFor("Ottilie Wartezeit")).toEqual([waitingId]);
    const [holding] = await run(system, (ctx) => collect(ctx, [], { caseIds: [], mailboxIds: [mailboxId] }));
    expect(holding).toMatchObject({ key: waitingId, erasure: { possible: true } });
    expect(holding?.facts).toContainEqual({ label: "Name", value: "Ottilie Wartezeit" });
    await run(system, async (ctx) => erase?.(ctx, waitingId));
    expect([await keysFor("Ottilie Wartezeit"), await held(waitingId)]).toEqual([[], []]);
    expect((await run(system, (ctx) => selectWaiting(ctx, next.waitingId)))?.state).toBe("offered");
    await run(system, (ctx) => leaveWaitingList(ctx, { waitingId: next.waitingId }));
  });
});
