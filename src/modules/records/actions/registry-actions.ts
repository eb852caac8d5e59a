import { Conflict, Invalid, isId, NotFound, newId } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import type { Aussonderungsart } from "../model/aktenplan.ts";
import { requireRegistryDuty } from "../model/duty.ts";
import {
  mostTicked,
  type RefusalKind,
  type RegistryReport,
  type RegistryWish,
  type UndoStep,
  type WishedStep,
  type WishPreview,
} from "../model/registry-action.ts";
import {
  insertAction,
  type KeptAction,
  selectAction,
  selectActionsOf,
  selectAkteValues,
  selectHeads,
  selectHeldVorgaenge,
  selectTicked,
  type TickedThing,
  updateActionAsUndone,
} from "../store/index.ts";
import { editAkte, lockAktenHolding } from "./edit-akte.ts";
import { moveAkten } from "./move-akten.ts";
import { moveDokumente } from "./move-dokumente.ts";
import { moveVorgaenge } from "./move-vorgaenge.ts";
import { listPlanUnits } from "./read-akten.ts";
import { sightOf } from "./sight-of.ts";
import { closeEmptyAkte, mergeAkte, reopenMergedAkte, splitAkte } from "./split-and-merge.ts";
import { removeVerweis, writeVerweis } from "./verweise.ts";

/** Ids of what a wish is about, by kind. */
function tickedIds(wish: RegistryWish) {
  const ids = { akteIds: [] as string[], vorgangIds: [] as string[], dokumentIds: [] as string[] };
  switch (wish.verb) {
    case "vorgaenge-verschieben":
    case "akte-teilen":
      ids.vorgangIds.push(...wish.vorgangIds);
      break;
    case "dokumente-verschieben":
      ids.dokumentIds.push(...wish.dokumentIds);
      break;
    case "akten-umziehen":
    case "akten-zusammenfuehren":
      ids.akteIds.push(...wish.akteIds);
      break;
    case "verweise-anlegen":
      for (const { kind, id } of wish.from) {
        const list = { akte: ids.akteIds, vorgang: ids.vorgangIds, dokument: ids.dokumentIds }[kind];
        list.push(id);
      }
  }
  const all = [...ids.akteIds, ...ids.vorgangIds, ...ids.dokumentIds];
  if (all.length === 0 || all.length > mostTicked || !all.every(isId)) throw new Invalid("records.bad-wish");
  return ids;
}

interface Target {
  readonly thing?: TickedThing;
  readonly planUnit?: { readonly planUnit: string; readonly title: string; readonly closed: boolean };
}

/** @throws NotFound `records.no-such-target` */
async function targetOf(ctx: Ctx, wish: RegistryWish): Promise<Target> {
  if (wish.verb === "akten-umziehen" || wish.verb === "akte-teilen") {
    const planUnit = (await listPlanUnits(ctx)).find((unit) => unit.planUnit === wish.planUnit && unit.takesAkten);
    if (planUnit === undefined) throw new NotFound("records.no-such-target");
    return { planUnit };
  }
  const id = wish.verb === "dokumente-verschieben" ? wish.vorgangId : wish.akteId;
  const [thing] = await selectTicked(ctx, await sightOf(ctx), {
    akteIds: wish.verb === "dokumente-verschieben" ? [] : [id].filter(isId),
    vorgangIds: wish.verb === "dokumente-verschieben" ? [id].filter(isId) : [],
    dokumentIds: [],
  });
  if (thing === undefined) throw new NotFound("records.no-such-target");
  return { thing };
}

/** Why this one is not done, if so. */
function refusalOf(wish: RegistryWish, one: TickedThing, target: Target, akten: number): RefusalKind | undefined {
  const { thing, planUnit } = target;
  if (thing?.akteClosed) return "akte-closed";
  if (wish.verb === "verweise-anlegen") return one.id === thing?.id ? "itself" : undefined;
  if (one.akteClosed) return "akte-closed";
  if (planUnit?.closed) return "unit-closed";
  // Of what is held nothing goes into an Akte that is not, and may be destroyed.
  const leaves = wish.verb !== "akten-umziehen" && one.akteId !== thing?.akteId;
  if (leaves && one.akteHeld) return "akte-held";
  switch (wish.verb) {
    case "vorgaenge-verschieben":
      return one.akteId === wish.akteId && one.teilakteId === wish.teilakteId ? "already-there" : undefined;
    case "dokumente-verschieben":
      if (one.vorgangClosed || thing?.vorgangClosed) return "vorgang-closed";
      return one.vorgangId === wish.vorgangId ? "already-there" : undefined;
    case "akten-umziehen":
      return one.planUnit === wish.planUnit ? "already-there" : undefined;
    case "akte-teilen":
      return akten > 1 ? "several-akten" : undefined;
    case "akten-zusammenfuehren":
      return one.id === wish.akteId ? "itself" : undefined;
  }
}

/**
 * What a wish would do, what not and why. Changes nothing.
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-target`; Invalid `records.bad-wish`
 */
export async function previewWish(ctx: Ctx, wish: RegistryWish): Promise<WishPreview> {
  requireRegistryDuty(ctx.actor);
  const { steps, target } = await readWish(ctx, wish);
  return {
    verb: wish.verb,
    steps: steps.map(({ step }) => step),
    target: target.thing?.aktenzeichen ?? target.planUnit?.planUnit ?? "",
    targetTitle: target.thing?.title ?? target.planUnit?.title ?? "",
  };
}

async function readWish(ctx: Ctx, wish: RegistryWish) {
  const ids = tickedIds(wish);
  const target = await targetOf(ctx, wish);
  const ticked = await selectTicked(ctx, await sightOf(ctx), ids);
  const akten = new Set(ticked.map(({ akteId }) => akteId)).size;
  const steps = ticked.map((thing) => {
    const refusal = refusalOf(wish, thing, target, akten);
    const step: WishedStep = {
      id: thing.id,
      aktenzeichen: thing.aktenzeichen,
      title: thing.title,
      contents: thing.contents,
      otherAccess: target.thing !== undefined && target.thing.circleId !== thing.circleId,
      ...(refusal === undefined ? {} : { refusal }),
    };
    return { thing, step };
  });
  return { target, steps };
}

interface Done {
  readonly undo: readonly UndoStep[];
  /** Akte into which everything went, where there is one. */
  readonly targetAkteId: string | null;
  readonly target: string;
}

/** Does what a wish is about with what may be done. */
async function fulfil(ctx: Ctx, wish: RegistryWish, things: readonly TickedThing[]): Promise<Done> {
  const vorgaengeBack = (): UndoStep[] =>
    things.map(({ id, akteId, teilakteId }) => ({ step: "vorgang", vorgangId: id, akteId, teilakteId }));
  const ids = things.map(({ id }) => id);
  switch (wish.verb) {
    case "vorgaenge-verschieben": {
      await moveVorgaenge(ctx, { vorgangIds: ids, akteId: wish.akteId, teilakteId: wish.teilakteId });
      return { undo: vorgaengeBack(), targetAkteId: wish.akteId, target: "" };
    }
    case "dokumente-verschieben": {
      const moved = await moveDokumente(ctx, { dokumentIds: ids, vorgangId: wish.vorgangId });
      return { undo: moved.map((one) => ({ step: "dokument", ...one })), targetAkteId: null, target: "" };
    }
    case "akten-umziehen": {
      const undo: UndoStep[] = [];
      for (const { id } of things) {
        const values = await selectAkteValues(ctx, id);
        undo.push({
          step: "akte",
          akteId: id,
          planUnit: values.planUnit,
          retentionYears: values.retentionYears,
          aussonderungsart: values.aussonderungsart as Aussonderungsart,
        });
      }
      await moveAkten(ctx, { akteIds: ids, planUnit: wish.planUnit });
      return { undo, targetAkteId: null, target: wish.planUnit };
    }
    case "akte-teilen": {
      const source = things[0]?.akteId as string;
      const opened = await splitAkte(ctx, { vorgangIds: ids, planUnit: wish.planUnit, betreff: wish.betreff });
      return {
        undo: [
          ...opened.verweisIds.map((verweisId) => ({ step: "verweis" as const, verweisId })),
          ...vorgaengeBack(),
          { step: "aufgehen", akteId: opened.akteId, inAkteId: source },
        ],
        targetAkteId: opened.akteId,
        target: opened.aktenzeichen,
      };
    }
    case "akten-zusammenfuehren": {
      const undo: UndoStep[] = [];
      for (const { id } of things) {
        const { vorgaenge } = await contentsOf(ctx, id);
        const { verweisIds } = await mergeAkte(ctx, { akteId: id, inAkteId: wish.akteId });
        undo.push(
          { step: "oeffnen", akteId: id },
          ...verweisIds.map((verweisId) => ({ step: "verweis" as const, verweisId })),
          ...vorgaenge,
        );
      }
      return { undo, targetAkteId: wish.akteId, target: "" };
    }
    case "verweise-anlegen": {
      const { akten } = await lockAktenHolding(ctx, { akteIds: [wish.akteId] });
      const akte = akten.get(wish.akteId);
      if (akte === undefined) throw new NotFound("records.no-such-target");
      const edit = editAkte(ctx, akte);
      const undo = things.map((thing): UndoStep => {
        const to = { kind: thing.kind, id: thing.id };
        const from = { kind: "akte" as const, id: wish.akteId };
        return { step: "verweis", verweisId: writeVerweis(ctx, edit, { from, to, kind: "kopie", note: wish.note }) };
      });
      await edit.save();
      return { undo, targetAkteId: wish.akteId, target: "" };
    }
  }
}

async function contentsOf(ctx: Ctx, akteId: string): Promise<{ readonly vorgaenge: readonly UndoStep[] }> {
  const held = await selectHeldVorgaenge(ctx, { akteId });
  return {
    vorgaenge: held.map(({ vorgangId, teilakteId }) => ({ step: "vorgang", vorgangId, akteId, teilakteId })),
  };
}

const staffIdOf = (ctx: Ctx): string | null => (ctx.actor.kind === "staff" ? ctx.actor.staffId : null);

/** Keeps what was done, with the heads of all chains that it touched. */
async function keep(
  ctx: Ctx,
  things: readonly TickedThing[],
  done: Done,
  report: Omit<RegistryReport, "done" | "target" | "targetAkteId"> & { readonly target: string },
): Promise<string> {
  const by = (kind: TickedThing["kind"]) => things.filter((one) => one.kind === kind).map(({ id }) => id);
  const after = await selectTicked(
    ctx,
    { everything: true },
    {
      akteIds: [...by("akte"), ...(done.targetAkteId === null ? [] : [done.targetAkteId])],
      vorgangIds: by("vorgang"),
      dokumentIds: by("dokument"),
    },
  );
  const now = new Map(after.map((one) => [one.id, one]));
  const actionId = newId(ctx.now.getTime());
  const touched = new Set([...things, ...after].map(({ akteId }) => akteId));
  await insertAction(ctx, {
    actionId,
    madeAt: ctx.now,
    staffId: staffIdOf(ctx),
    report: {
      ...report,
      targetAkteId: done.targetAkteId,
      done: things.map((one) => ({
        id: one.id,
        kind: one.kind,
        akteId: now.get(one.id)?.akteId ?? one.akteId,
        before: one.aktenzeichen,
        after: now.get(one.id)?.aktenzeichen ?? one.aktenzeichen,
      })),
    },
    undo: done.undo,
    heads: await selectHeads(ctx, [...touched]),
  });
  return actionId;
}

/**
 * Does what is wished for, as far as it can be done, in one transaction, and keeps a report of it.
 * @returns id of the report
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-target`; Invalid `records.bad-wish`;
 * Conflict `records.nothing-to-do` where nothing of it can be done
 */
export async function performWish(ctx: Ctx, wish: RegistryWish): Promise<string> {
  requireRegistryDuty(ctx.actor);
  const ids = tickedIds(wish);
  const alsoLocked =
    wish.verb === "dokumente-verschieben"
      ? { vorgangIds: [...ids.vorgangIds, wish.vorgangId] }
      : "akteId" in wish
        ? { akteIds: [...ids.akteIds, wish.akteId] }
        : {};
  // All chains first, in their order; what is read from here on stays as it is.
  await lockAktenHolding(ctx, { ...ids, ...alsoLocked });
  const { target, steps } = await readWish(ctx, wish);
  const things = steps.filter(({ step }) => step.refusal === undefined).map(({ thing }) => thing);
  if (things.length === 0) throw new Conflict("records.nothing-to-do");
  const done = await fulfil(ctx, wish, things);
  return keep(ctx, things, done, {
    verb: wish.verb,
    target: target.thing?.aktenzeichen ?? done.target,
    refused: steps.flatMap(({ step }) =>
      step.refusal === undefined ? [] : [{ aktenzeichen: step.aktenzeichen, refusal: step.refusal }],
    ),
  });
}

/** A kept action, and whether it can be taken back. */
export interface ShownAction extends KeptAction {
  /** `nothing-done`, `undone` already, or `changed` since; undefined where it can be taken back. */
  readonly obstacle?: "nothing-done" | "undone" | "changed" | "is-undo";
}

async function withObstacle(ctx: Ctx, action: KeptAction): Promise<ShownAction> {
  if (action.report.verb === "rueckgaengig") return { ...action, obstacle: "is-undo" };
  if (action.undoneAt !== null) return { ...action, obstacle: "undone" };
  if (action.undo.length === 0) return { ...action, obstacle: "nothing-done" };
  const heads = await selectHeads(ctx, Object.keys(action.heads));
  const changed = Object.entries(action.heads).some(([akteId, head]) => heads[akteId] !== head);
  return changed ? { ...action, obstacle: "changed" } : action;
}

/**
 * The report of an action of one's own.
 * @throws Forbidden `records.registry-duty-missing`, NotFound `records.no-such-action`
 */
export async function getAction(ctx: Ctx, actionId: string): Promise<ShownAction> {
  requireRegistryDuty(ctx.actor);
  const action = isId(actionId) ? await selectAction(ctx, actionId) : undefined;
  if (action === undefined || action.staffId !== staffIdOf(ctx)) throw new NotFound("records.no-such-action");
  return withObstacle(ctx, action);
}

/** The newest actions of one's own. @throws Forbidden `records.registry-duty-missing` */
export async function listActions(ctx: Ctx, limit: number): Promise<readonly KeptAction[]> {
  requireRegistryDuty(ctx.actor);
  return selectActionsOf(ctx, staffIdOf(ctx), limit);
}

/**
 * Takes an action back: everything goes where it was, by entries of their own; nothing is erased. Only as long as
 * nothing happened in any of the Akten since: what was closed, handed over or worked on meanwhile stays.
 * @returns id of the report of it
 * @throws Forbidden `records.registry-duty-missing`; NotFound `records.no-such-action`; Conflict `records.cannot-undo`
 */
export async function undoAction(ctx: Ctx, actionId: string): Promise<string> {
  requireRegistryDuty(ctx.actor);
  await getAction(ctx, actionId);
  const kept = await selectAction(ctx, actionId, { lock: true });
  if (kept === undefined) throw new NotFound("records.no-such-action");
  await lockAktenHolding(ctx, { akteIds: Object.keys(kept.heads) });
  const action = await withObstacle(ctx, kept);
  if (action.obstacle !== undefined) throw new Conflict("records.cannot-undo", { why: action.obstacle });
  const { report } = action;
  const by = (kind: TickedThing["kind"]) => report.done.filter((one) => one.kind === kind).map(({ id }) => id);
  const things = await selectTicked(ctx, await sightOf(ctx), {
    akteIds: by("akte"),
    vorgangIds: by("vorgang"),
    dokumentIds: by("dokument"),
  });
  await takeBack(ctx, action.undo);
  await updateActionAsUndone(ctx, actionId);
  return keep(
    ctx,
    things,
    { undo: [], targetAkteId: report.targetAkteId, target: report.target },
    { verb: "rueckgaengig", target: report.target, refused: [], undoneActionId: actionId },
  );
}

async function takeBack(ctx: Ctx, steps: readonly UndoStep[]): Promise<void> {
  const dokumente = steps.flatMap((one) => (one.step === "dokument" ? [one] : []));
  for (const [vorgangId, own] of Map.groupBy(dokumente, (one) => one.vorgangId)) {
    const parents = new Map(own.map(({ dokumentId, parentId }) => [dokumentId, parentId]));
    await moveDokumente(ctx, { dokumentIds: [...parents.keys()], vorgangId, parents });
  }
  const vorgaenge = steps.flatMap((one) => (one.step === "vorgang" ? [one] : []));
  for (const one of steps) {
    switch (one.step) {
      case "oeffnen":
        await reopenMergedAkte(ctx, one.akteId);
        break;
      case "verweis":
        await removeVerweis(ctx, one.verweisId);
        break;
      case "akte":
        await moveAkten(ctx, { akteIds: [one.akteId], planUnit: one.planUnit, retention: one });
        break;
    }
  }
  for (const own of Map.groupBy(vorgaenge, (one) => `${one.akteId}/${one.teilakteId}`).values()) {
    const { akteId, teilakteId } = own[0] as (typeof vorgaenge)[number];
    await moveVorgaenge(ctx, { vorgangIds: own.map(({ vorgangId }) => vorgangId), akteId, teilakteId });
  }
  for (const one of steps) if (one.step === "aufgehen") await closeEmptyAkte(ctx, one.akteId, one.inAkteId);
}
