import type { Localized } from "../../../kernel/index.ts";

/** Where people come to. */
export interface Place {
  readonly placeId: string;
  /** Stands in addresses: `buergerbuero`. */
  readonly key: string;
  readonly name: Localized;
  /** One line, for the calendar: `Marienplatz 11, 33098 Paderborn`. */
  readonly address: string;
}

/** Where one person at a time is served. */
export interface Counter {
  readonly counterId: string;
  readonly placeId: string;
  readonly name: Localized;
  readonly position: number;
  /** Keys of the services it does. */
  readonly services: readonly string[];
}

/** What an appointment is for. */
export interface Service {
  /** Stored and part of addresses: `personalausweis`. */
  readonly key: string;
  readonly name: Localized;
  /** For one person. */
  readonly minutes: number;
  readonly minutesPerFurther: number;
  readonly mostPeople: number;
  /** Nobody books later than so many minutes before. */
  readonly leadMinutes: number;
  /** How far ahead people may book. */
  readonly horizonDays: number;
  readonly position: number;
  readonly active: boolean;
}

/** When a place is open on a day of the week; minutes since midnight by the clocks of Berlin, 1440 is the day's end. */
export interface Opening {
  readonly placeId: string;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** A time in which a place, or one counter of it, does not serve: works outing, illness, training. */
export interface Closure {
  readonly closureId: string;
  readonly placeId: string;
  /** Absent: the whole place. */
  readonly counterId: string | undefined;
  readonly start: Date;
  readonly end: Date;
  /** For the office only. */
  readonly reason: string;
}

/** Length of an appointment in minutes. @param people 1 or more */
export function minutesFor(service: Pick<Service, "minutes" | "minutesPerFurther">, people: number): number {
  return service.minutes + (people - 1) * service.minutesPerFurther;
}
