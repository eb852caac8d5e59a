import { Conflict, dayInBerlin, Forbidden, type Localized, NotFound } from "../../../kernel/index.ts";
import type { Ctx } from "../../../platform/db/index.ts";
import { forgetOffers } from "../../catalogue/index.ts";
import { countDraftsByVersion, moveDrafts } from "../../forms/index.ts";
import { definitionProblems, readyDraft } from "../definition-check.ts";
import { forgetServices } from "../leistung-source.ts";
import { type Difference, differences } from "../model/difference.ts";
import type { Problem } from "../model/problems.ts";
import { runSample, type SampleResult } from "../model/samples.ts";
import type { ServiceVersion } from "../model/service.ts";
import {
  findFourEyes,
  findPublished,
  findVersion,
  forgetBefore,
  getDraftForUpdate,
  markPublished,
  markSubmitted,
  markWithdrawn,
  putOnShelf,
  takeOffShelf,
} from "../store.ts";
import { authorOf, requireDesign, requirePublish } from "./author.ts";
import { requireUnchanged } from "./edit-draft.ts";

/** What stands between a draft and citizens. */
export interface Readiness {
  readonly problems: readonly Problem[];
  readonly samples: readonly SampleResult[];
  /** Publishing it takes somebody who has not changed it. */
  readonly fourEyes: boolean;
}

export function isReady({ problems, samples }: Readiness): boolean {
  return problems.length === 0 && samples.every(({ passed }) => passed);
}

/** Whether this town wants a second person for publishing. Off until it says otherwise. */
export async function fourEyesIn(ctx: Pick<Ctx, "tx" | "tenant">): Promise<boolean> {
  return (await findFourEyes(ctx)) === true;
}

/** Checks a draft as publishing does: what is wrong, and what comes of its samples. */
export async function checkReadiness(ctx: Ctx, draft: ServiceVersion): Promise<Readiness> {
  const fourEyes = await fourEyesIn(ctx);
  const problems = await definitionProblems(ctx, draft.definition);
  if (problems.length > 0) return { problems, samples: [], fourEyes };
  const { online } = await readyDraft(ctx, draft);
  return { problems, samples: draft.samples.map((sample) => runSample(online.compiled, sample, "de")), fourEyes };
}

export type PublishResult =
  | { readonly kind: "published"; readonly version: number }
  | ({ readonly kind: "refused" } & Readiness);

/**
 * Puts a draft on the portal in the place of the version before, and on the shelf of the region.
 * @returns what keeps it back where something does
 * @throws Forbidden `accounts.duty-missing` without the duty `publish`; `designer.four-eyes` where the town wants a second
 * person and this one has changed the draft
 * @throws Conflict `designer.changed-meanwhile`
 */
export async function publish(
  ctx: Ctx,
  input: { readonly serviceId: string; readonly seen: number },
): Promise<PublishResult> {
  requirePublish(ctx);
  const draft = await getDraftForUpdate(ctx, input.serviceId);
  requireUnchanged(draft, input.seen);
  const readiness = await checkReadiness(ctx, draft);
  const author = authorOf(ctx);
  if (readiness.fourEyes && (author.staffId === undefined || draft.editedBy.includes(author.staffId)))
    throw new Forbidden("designer.four-eyes");
  if (!isReady(readiness)) return { kind: "refused", ...readiness };
  await markPublished(ctx, draft.serviceId, draft.version, author.name);
  await forgetBefore(ctx, draft.serviceId, draft.version, { upTo: draft.rowVersion });
  await putOnShelf(ctx, draft);
  forgetServices(ctx);
  forgetOffers(ctx);
  return { kind: "published", version: draft.version };
}

/**
 * Says that a draft is done and waits for a second person; or takes that back.
 * @throws Forbidden `accounts.duty-missing` without the duty `design`
 */
export async function submitForPublishing(
  ctx: Ctx,
  input: { readonly serviceId: string; readonly seen: number; readonly done: boolean },
): Promise<void> {
  requireDesign(ctx);
  const draft = await getDraftForUpdate(ctx, input.serviceId);
  requireUnchanged(draft, input.seen);
  await markSubmitted(ctx, draft, input.done ? authorOf(ctx).name : undefined);
}

/**
 * Takes a service off the portal and off the shelf. Applications that were begun can still be sent: nothing that a
 * citizen typed is lost by it.
 * @throws Forbidden `accounts.duty-missing` without the duty `publish`
 * @throws Conflict `designer.not-published`
 */
export async function withdraw(ctx: Ctx, serviceId: string): Promise<void> {
  requirePublish(ctx);
  const count = await markWithdrawn(ctx, serviceId, authorOf(ctx).name);
  if (count === 0) throw new Conflict("designer.not-published", { id: serviceId });
  await takeOffShelf(ctx, serviceId);
  forgetServices(ctx);
  forgetOffers(ctx);
}

/** Begun applications of one version, and what moving them to the newest would change. */
export interface BegunDrafts {
  readonly version: number;
  readonly count: number;
  readonly differences: readonly Difference[];
}

/** Applications that citizens have begun on versions before the published one. */
export async function listBegunDrafts(ctx: Ctx, serviceId: string): Promise<readonly BegunDrafts[]> {
  const published = await findPublished(ctx, serviceId);
  if (published === undefined) return [];
  const begun: BegunDrafts[] = [];
  for (const { formVersion, count } of await countDraftsByVersion(ctx, serviceId)) {
    if (formVersion >= published.version) continue;
    const earlier = await findVersion(ctx, serviceId, formVersion);
    if (earlier === undefined) continue;
    begun.push({ version: formVersion, count, differences: differences(earlier.definition, published.definition) });
  }
  return begun;
}

/**
 * Moves applications that were begun on an earlier version to the published one. What was typed stays; the citizen is
 * told on the next page what has changed. Pages have to be gone through again where they changed.
 * @returns how many were moved
 * @throws Forbidden `accounts.duty-missing` without the duty `publish`
 * @throws NotFound `designer.no-such-version`
 */
export async function migrateDrafts(
  ctx: Ctx,
  input: { readonly serviceId: string; readonly from: number },
): Promise<number> {
  requirePublish(ctx);
  const to = await findPublished(ctx, input.serviceId);
  const from = await findVersion(ctx, input.serviceId, input.from);
  if (to === undefined || from === undefined || from.state === "draft" || from.version >= to.version)
    throw new NotFound("designer.no-such-version", { id: input.serviceId, version: input.from });
  const changes = differences(from.definition, to.definition).filter(({ part }) => part === "form" || part === "check");
  return moveDrafts(ctx, {
    leistungId: input.serviceId,
    from: from.version,
    to: to.version,
    notice: { at: dayInBerlin(ctx.now), changes: changes.map(changeOf) },
  });
}

const kinds = {
  added: { de: "neu", en: "new" },
  removed: { de: "entfällt", en: "no longer asked" },
  changed: { de: "geändert", en: "changed" },
} as const;

function changeOf({ kind, where }: Difference): Localized {
  return { de: `${where.de}: ${kinds[kind].de}`, en: `${where.en}: ${kinds[kind].en}` };
}
