import { type Localized, NotFound, type TenantId } from "../../kernel/index.ts";
import type { Ctx } from "../../platform/db/index.ts";
import { getFormPanel } from "./extensions.ts";
import type { Answers, CodeListRef, Form } from "./form.ts";
import type { Leistung, OnlineLeistung } from "./leistung.ts";
import { type CodeList, type CompiledForm, compileForm, listCodeListRefs } from "./model/index.ts";

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

/** One that can be done online. */
export type OnlineReady = ReadyLeistung & { readonly online: NonNullable<ReadyLeistung["online"]> };

/** Says whether a town offers a Leistung online now. Implemented by the catalogue. */
export interface Availability {
  isOffered(ctx: Ctx, leistungId: string): Promise<boolean>;
}

/** What it takes to look something up for a town. */
export type LookUp = Pick<Ctx, "tx" | "tenant" | "keyring">;

/** Leistungen that are data of the town, made at a desk or read from a schema. Implemented by the designer. */
export interface LeistungSource {
  /**
   * @param version a published one, which never changes; the one that is published now where absent
   * @returns undefined where there is none
   */
  find(ctx: LookUp, id: string, version?: number): Promise<Leistung | undefined>;
  /** What is published now; the same objects while nothing has changed. */
  list(ctx: LookUp): Promise<readonly Leistung[]>;
}

/** Finds the code lists of the region; without a version the newest. A version never changes. */
export type FindCodeList = (ctx: LookUp, ref: CodeListRef) => Promise<CodeList | undefined>;

let availability: Availability = { isOffered: async () => true };
let builtIn: ReadonlyMap<string, ReadyLeistung> = new Map();
let sources: ReadonlyMap<string, PrefillSource> = new Map();
let designed: LeistungSource = { find: async () => undefined, list: async () => [] };
let findCodeList: FindCodeList = async () => undefined;

/**
 * Sets what citizens can apply for in every town. Called once at boot; again replaces.
 * @throws FormDefinitionError where a form contradicts itself; Error where two have one id
 */
export function defineLeistungen(list: readonly Leistung[]): void {
  const ready = new Map<string, ReadyLeistung>();
  for (const leistung of list) {
    if (ready.has(leistung.id)) throw new Error(`two Leistungen are called ${leistung.id}`);
    ready.set(leistung.id, compiled(leistung, leistung.online?.codeLists ?? []));
  }
  builtIn = ready;
}

function compiled(leistung: Leistung, codeLists: readonly CodeList[]): ReadyLeistung {
  const { online } = leistung;
  if (online === undefined) return { leistung, online: undefined };
  const byUri = new Map(codeLists.map((list) => [list.uri, list]));
  return { leistung, online: { ...online, compiled: compileForm(online.form, { codeLists: byUri }) } };
}

/** Sets who knows the Leistungen that are data. Called once at boot; again replaces. */
export function defineLeistungSource(source: LeistungSource): void {
  designed = source;
}

/** Sets who knows the code lists of the region. Called once at boot; again replaces. */
export function defineCodeLists(find: FindCodeList): void {
  findCodeList = find;
}

/**
 * What filed documents hold of answers: without those that `records.notFiled` names.
 * @param of other values by the same paths, such as those that a form was prefilled with
 */
export function filedAnswers(online: OnlineLeistung, answers: Answers, of: Answers = answers): Answers {
  const leftOut = new Set(online.records.notFiled?.(answers));
  return leftOut.size === 0 ? of : Object.fromEntries(Object.entries(of).filter(([path]) => !leftOut.has(path)));
}

/**
 * Looks whether every panel that a form names is there. Called at boot, after `defineFormPanels`.
 * @throws Error with the panel that nobody has defined
 */
export function checkPanels(): void {
  for (const { online } of builtIn.values()) {
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

/** Compiled versions kept for one town; a form of a hundred fields takes about a megabyte. */
const mostKept = 100;

/** Compiled versions by town and `id@version`, the latest used last. By installation, so that tests do not mix. */
const kept = new WeakMap<Ctx["keyring"], Map<TenantId, Map<string, ReadyLeistung>>>();

function keptFor(ctx: LookUp): Map<string, ReadyLeistung> {
  const towns = kept.get(ctx.keyring) ?? new Map<TenantId, Map<string, ReadyLeistung>>();
  kept.set(ctx.keyring, towns);
  const versions = towns.get(ctx.tenant) ?? new Map<string, ReadyLeistung>();
  towns.set(ctx.tenant, versions);
  return versions;
}

/** Everything that citizens can apply for or read about in the town of the transaction. */
export async function listLeistungen(ctx: LookUp): Promise<readonly Leistung[]> {
  const own = [...builtIn.values()].map(({ leistung }) => leistung);
  const more = await designed.list(ctx);
  return more.length === 0 ? own : [...own, ...more.filter(({ id }) => !builtIn.has(id))];
}

/**
 * A Leistung with its form compiled: built-in ones first, then those of the town.
 * @param version as a draft or a case has it; of built-in ones there is only the one that is running
 * @throws FormDefinitionError where a published form misses a code list
 */
export async function findLeistung(ctx: LookUp, id: string, version?: number): Promise<ReadyLeistung | undefined> {
  const own = builtIn.get(id);
  if (own !== undefined) return own;
  const versions = keptFor(ctx);
  const known = version === undefined ? undefined : take(versions, `${id}@${version}`);
  if (known !== undefined) return known;
  const leistung = await designed.find(ctx, id, version);
  if (leistung === undefined) return undefined;
  const key = `${id}@${leistung.version}`;
  const before = take(versions, key);
  if (before !== undefined) return before;
  const ready = await makeReady(ctx, leistung);
  versions.set(key, ready);
  if (versions.size > mostKept) versions.delete(versions.keys().next().value as string);
  return ready;
}

/** Compiles a Leistung with the code lists that it brings along and those of the region, such as a designer's draft. */
export async function makeReady(ctx: LookUp, leistung: Leistung): Promise<ReadyLeistung> {
  if (leistung.online === undefined) return compiled(leistung, []);
  const own = leistung.online.codeLists ?? [];
  return compiled(leistung, [...(await loadCodeLists(ctx, leistung.online.form, own)).values()]);
}

/** The code lists that a form asks for, by URI, as far as they are there. @param own lists that it brings along */
export async function loadCodeLists(
  ctx: LookUp,
  form: Form,
  own: readonly CodeList[] = [],
): Promise<ReadonlyMap<string, CodeList>> {
  const lists = new Map(own.map((list) => [list.uri, list]));
  for (const ref of listCodeListRefs(form)) {
    if (lists.has(ref.uri)) continue;
    const found = await findCodeList(ctx, ref);
    if (found !== undefined) lists.set(found.uri, found);
  }
  return lists;
}

/** The Leistungen that come with the program, the same in every town. */
export function listBuiltIn(): readonly Leistung[] {
  return [...builtIn.values()].map(({ leistung }) => leistung);
}

/** A Leistung that comes with the program. */
export function findBuiltIn(id: string): Leistung | undefined {
  return builtIn.get(id)?.leistung;
}

/** Reads from the memory and marks as used. */
function take(versions: Map<string, ReadyLeistung>, key: string): ReadyLeistung | undefined {
  const found = versions.get(key);
  if (found === undefined) return undefined;
  versions.delete(key);
  versions.set(key, found);
  return found;
}

/** @throws NotFound `forms.no-such-leistung` where there is none, or it cannot be done online */
export async function getOnlineLeistung(ctx: LookUp, id: string, version?: number): Promise<OnlineReady> {
  const found = await findLeistung(ctx, id, version);
  if (found?.online === undefined) throw new NotFound("forms.no-such-leistung", { id });
  return { leistung: found.leistung, online: found.online };
}

export function findPrefillSource(name: string | undefined): PrefillSource | undefined {
  return name === undefined ? undefined : sources.get(name);
}
