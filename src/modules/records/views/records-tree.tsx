import type { JSX } from "preact";
import { Link, Stack, type ViewContext } from "../../../platform/ui/index.ts";
import { type PlanUnit, parentUnit } from "../model/aktenplan.ts";
import { wording } from "./wording.ts";

type CountedUnit = PlanUnit & { readonly akten: number };

/** A branch of the tree below a unit of the plan. */
export interface Branch {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly current?: boolean;
  readonly branches?: readonly Branch[];
}

function Branches(props: { readonly branches: readonly Branch[] }): JSX.Element {
  return (
    <ul>
      {props.branches.map((branch) => (
        <li key={branch.id}>
          <Link href={branch.href} {...(branch.current ? { "aria-current": "page" as const } : {})}>
            {branch.label}
          </Link>
          {branch.branches === undefined || branch.branches.length === 0 ? null : (
            <Branches branches={branch.branches} />
          )}
        </li>
      ))}
    </ul>
  );
}

/**
 * The Aktenplan as a tree, of any depth; below the unit that is open, what lies in it. Groups open and close by
 * keyboard, everything is a link.
 */
export function RecordsTree(props: {
  readonly view: ViewContext;
  readonly plan: readonly CountedUnit[];
  readonly current: string | undefined;
  /** The whole plan is open: nothing in it is chosen. */
  readonly all?: boolean;
  readonly below?: readonly Branch[];
}): JSX.Element {
  const { view, plan, current } = props;
  const below = new Map<string | undefined, CountedUnit[]>();
  const known = new Set(plan.map(({ planUnit }) => planUnit));
  const sums = new Map<string, number>();
  for (const unit of plan) {
    const above = parentUnit(unit.planUnit);
    const place = above !== undefined && known.has(above) ? above : undefined;
    below.set(place, [...(below.get(place) ?? []), unit]);
    for (let at: string | undefined = unit.planUnit; at !== undefined; at = parentUnit(at))
      sums.set(at, (sums.get(at) ?? 0) + unit.akten);
  }
  const units = (above: string | undefined): JSX.Element => (
    <>
      {(below.get(above) ?? []).map((unit) => {
        const isCurrent = unit.planUnit === current;
        if (below.has(unit.planUnit) || !unit.takesAkten) {
          const within = isCurrent || current?.startsWith(`${unit.planUnit}.`) === true;
          return (
            <li key={unit.planUnit}>
              <details open={within || (current === undefined && (sums.get(unit.planUnit) ?? 0) > 0)}>
                <summary>
                  {unit.planUnit} {unit.title}
                </summary>
                <ul>{units(unit.planUnit)}</ul>
              </details>
            </li>
          );
        }
        return (
          <li key={unit.planUnit}>
            <Link
              href={view.href(`/amt/akten?einheit=${encodeURIComponent(unit.planUnit)}`)}
              {...(isCurrent && props.below === undefined ? { "aria-current": "page" as const } : {})}
            >
              {unit.planUnit} {unit.title} ({unit.akten})
            </Link>
            {isCurrent && props.below !== undefined ? <Branches branches={props.below} /> : null}
          </li>
        );
      })}
    </>
  );
  return (
    <nav aria-label={wording.plan[view.language]} class="tree">
      <Stack gap="s">
        <Link href={view.href("/amt/akten")} {...(props.all ? { "aria-current": "page" as const } : {})}>
          {wording.allUnits[view.language]}
        </Link>
        <ul>{units(undefined)}</ul>
      </Stack>
    </nav>
  );
}
