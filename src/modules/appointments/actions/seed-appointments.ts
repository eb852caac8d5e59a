import type { Localized } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Opening, Service } from "../model/places.ts";
import { saveCounter, savePlace, saveService, setOpenings } from "./settings.ts";

/** What a Bürgerbüro starts with. */
export interface AppointmentsSeed {
  /** One line, for the calendar: `Marienplatz 11, 33098 Paderborn`. */
  readonly address: string;
}

const service = (position: number, key: string, name: Localized, minutes: number, further: number): Service => ({
  key,
  name,
  minutes,
  minutesPerFurther: further,
  mostPeople: 5,
  leadMinutes: 60,
  horizonDays: 56,
  position,
  active: true,
});

const services: readonly Service[] = [
  service(1, "personalausweis", { de: "Personalausweis beantragen", en: "Apply for an identity card" }, 10, 10),
  service(2, "abholung", { de: "Ausweis oder Pass abholen", en: "Collect an identity card or passport" }, 5, 5),
  service(3, "meldung", { de: "Wohnsitz anmelden oder ummelden", en: "Register a new address" }, 15, 5),
];

const counters: readonly { readonly position: number; readonly services: readonly string[] }[] = [
  { position: 1, services: ["personalausweis", "abholung", "meldung"] },
  { position: 2, services: ["personalausweis", "abholung", "meldung"] },
  { position: 3, services: ["abholung", "meldung"] },
];

const hour = 60;
/** Monday to Friday in the morning, Thursday until 18 o'clock as well. */
const openings: readonly Omit<Opening, "placeId">[] = [
  ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 8 * hour, toMinute: 12 * hour + 30 })),
  ...[1, 2].map((weekday) => ({ weekday, fromMinute: 14 * hour, toMinute: 16 * hour })),
  { weekday: 4, fromMinute: 14 * hour, toMinute: 18 * hour },
];

/**
 * One Bürgerbüro with three counters, its hours and three services (`personalausweis`, `abholung`, `meldung`), so that
 * a town can begin and then change them. Safe to repeat: what the town has changed at these keys is set back.
 * @throws Forbidden `accounts.duty-missing`
 */
export async function seedAppointments(
  ctx: Ctx,
  seed: AppointmentsSeed,
): Promise<{ readonly placeId: string; readonly counterIds: readonly string[] }> {
  const placeId = await savePlace(ctx, {
    key: "buergerbuero",
    name: { de: "Bürgerbüro", en: "Citizens’ office" },
    address: seed.address,
  });
  for (const one of services) await saveService(ctx, one);
  const counterIds: string[] = [];
  for (const { position, services: done } of counters) {
    const name = { de: `Schalter ${position}`, en: `Counter ${position}` };
    counterIds.push(await saveCounter(ctx, { placeId, name, position, services: done }));
  }
  await setOpenings(ctx, placeId, openings);
  return { placeId, counterIds };
}
