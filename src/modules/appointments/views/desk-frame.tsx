import type { JSX } from "preact";
import { Alert, Badge, type Tone, type ViewContext } from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import type { Appointment } from "../model/appointment.ts";
import type { Counter, Place, Service } from "../model/places.ts";
import { stateWords, wording } from "./wording.ts";

/** What a button of the desk led to: said once, above the page. */
export interface DeskNote {
  readonly tone: "success" | "warning" | "error";
  readonly text: string;
}

/** The menu with the place of appointments lit, wherever the menu of the desk has it. */
export function nav(view: ViewContext) {
  const href = view.href("/amt/termine");
  return deskNav(view).map((item) => (item.href === href ? { ...item, current: true } : item));
}

/** What a button led to, or what was refused. */
export function Note(props: { note: DeskNote | undefined }): JSX.Element | null {
  if (props.note === undefined) return null;
  return (
    <Alert tone={props.note.tone} role={props.note.tone === "success" ? "status" : "alert"} title={props.note.text} />
  );
}

const tones: Readonly<Record<Appointment["state"], Tone>> = {
  held: "neutral",
  booked: "info",
  arrived: "accent",
  finished: "success",
  "no-show": "warning",
  cancelled: "neutral",
};

/** Where an appointment stands. */
export function StateBadge(props: { view: ViewContext; appointment: Appointment }): JSX.Element {
  const { state } = props.appointment;
  return <Badge tone={tones[state]}>{stateWords[state][props.view.language]}</Badge>;
}

/** Everything that the pages of a place show beside what they are about. */
export interface DeskPlaceFacts {
  readonly place: Place;
  readonly places: readonly Place[];
  readonly counters: readonly Counter[];
  readonly services: readonly Service[];
}

/** Whose appointment it is, for these eyes. */
export function nameOf({ name, veiled }: Pick<Appointment, "name" | "veiled">, view: ViewContext): string {
  return veiled === true ? wording[view.language].veiled : (name ?? "–");
}

/** What people come for; its key where it is no longer offered. */
export function nameOfService(props: DeskPlaceFacts, key: string, view: ViewContext): string {
  return props.services.find((service) => service.key === key)?.name[view.language] ?? key;
}
