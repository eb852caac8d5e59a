import { type Localized, NotFound } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { getFormPanel } from "./extensions.ts";
import type { Answers } from "./form.ts";
import type { Leistung, OnlineLeistung } from "./leistung.ts";
import { type CompiledForm, compileForm } from "./model/index.ts";

/** Turns the access code of an earlier case into first answers. Implemented by the module that owns the register. */
export interface PrefillSource {
  /** As in `OnlineLeistung.prefill`, e.g. `gewerbe.register`. */
  readonly name: string;
  /** What people read: "Gewerberegister". */
  readonly label: Localized;
  /** What the page says that asks for the code. */
  readonly words: {
    /** Its question, as the heading. */
    readonly title: Localized;
    /** Name of the code: "Code der Anmeldung". */
    readonly code: Localized;
    /** Where the code leads to nothing, a whole sentence. */
    readonly unknown: Localized;
  };
  /**
   * @param leistungId whose form is to be filled
   * @returns undefined where the code opens nothing of this kind
   */
  prefill(
    ctx: Ctx,
    code: string,
    leistungId: string,
  ): Promise<{ readonly values: Answers; readonly label: string; readonly akteId?: string } | undefined>;
}

/** A Leistung with its form compiled. */
export interface ReadyLeistung {
  readonly leistung: Leistung;
  /** Absent where it cannot be done online. */
  readonly online: (OnlineLeistung & { readonly compiled: CompiledForm }) | undefined;
}

/** Says whether a town offers a Leistung online now. Implemented by the catalogue. */
export interface Availability {
  isOffered(ctx: Ctx, leistungId: string): Promise<boolean>;
}

let availability: Availability = { isOffered: async () => true };
let leistungen: ReadonlyMap<string, ReadyLeistung> = new Map();
let sources: ReadonlyMap<string, PrefillSource> = new Map();

/**
 * Sets what citizens can apply for. Called once at boot; again replaces.
 * @throws FormDefinitionError where a form contradicts itself; Error where two have one id
 */
export function defineLeistungen(list: readonly Leistung[]): void {
  const ready = new Map<string, ReadyLeistung>();
  for (const leistung of list) {
    if (ready.has(leistung.id)) throw new Error(`two Leistungen are called ${leistung.id}`);
    const online = leistung.online;
    ready.set(leistung.id, {
      leistung,
      online: online === undefined ? undefined : { ...online, compiled: compileForm(online.form) },
    });
  }
  leistungen = ready;
}

/**
 * Looks whether every panel that a form names is there. Called at boot, after `defineFormPanels`.
 * @throws Error with the panel that nobody has defined
 */
export function checkPanels(): void {
  for (const { online } of leistungen.values()) {
    for (const name of online?.form.sections.flatMap(({ panels = [] }) => panels) ?? []) getFormPanel(name);
  }
}

/** Sets where first answers can come from. Called once at boot; again replaces. */
export function definePrefillSources(list: readonly PrefillSource[]): void {
  sources = new Map(list.map((source) => [source.name, source]));
}

/** Sets who knows what a town offers. Called once at boot; until then everything is. */
export function defineAvailability(implementation: Availability): void {
  availability = implementation;
}

export function isOffered(ctx: Ctx, leistungId: string): Promise<boolean> {
  return availability.isOffered(ctx, leistungId);
}

/** Everything that citizens can apply for or read about, on any town of the installation. */
export function listLeistungen(): readonly Leistung[] {
  return [...leistungen.values()].map(({ leistung }) => leistung);
}

export function findLeistung(id: string): ReadyLeistung | undefined {
  return leistungen.get(id);
}

/** @throws NotFound `forms.no-such-leistung` where there is none, or it cannot be done online */
export function getOnlineLeistung(
  id: string,
): ReadyLeistung & { readonly online: NonNullable<ReadyLeistung["online"]> } {
  const found = leistungen.get(id);
  if (found?.online === undefined) throw new NotFound("forms.no-such-leistung", { id });
  return { leistung: found.leistung, online: found.online };
}

export function findPrefillSource(name: string | undefined): PrefillSource | undefined {
  return name === undefined ? undefined : sources.get(name);
}
