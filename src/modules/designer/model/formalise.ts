import type { Field, LeistungDefinition } from "../../forms/index.ts";
import { plainPathOf } from "./expressions.ts";
import type { ProseRule } from "./prose-rule.ts";
import type { VersionContent } from "./service.ts";
import { type Address, addressOf, find, isRepeatable, pathOf, replace } from "./tree.ts";

/** What a person decides about a rule in prose. */
export type RuleDecision =
  | { readonly state: "open" | "not-needed" }
  | {
      readonly state: "formalised";
      /** The field at which the message is shown. */
      readonly address: Address;
      /** The same at each place that the rule speaks of; names in FEEL count from there. */
      readonly everywhere?: boolean;
      readonly feel: string;
      readonly message: { readonly de: string; readonly en: string };
    };

type Form = LeistungDefinition["online"]["form"];

function withField(form: Form, address: Address, change: (field: Field) => Field): Form {
  const element = find(form, address)?.element;
  if (element?.kind !== "field") return form;
  const changed = replace(form, address, change(element));
  return changed.ok ? changed.form : form;
}

/** The form without the check that was made of a rule. */
function withoutCheck(form: Form, rule: ProseRule): Form {
  if (rule.feel === undefined) return form;
  const at = rule.path.join(".");
  const checks = (form.checks ?? []).filter((check) => check.at !== at || check.feel !== rule.feel);
  const { checks: _, ...rest } = form;
  const left: Form = checks.length === 0 ? rest : { ...form, checks };
  const address = addressOf(form, at);
  if (address === undefined) return left;
  const places = rule.everywhere === true ? everyPlace(form, rule, address) : undefined;
  return (places ?? [address]).reduce(
    (made, one) =>
      withField(made, one, ({ checks: own = [], ...field }) => {
        const others = own.filter(({ feel }) => feel !== rule.feel);
        return others.length === 0 ? field : { ...field, checks: others };
      }),
    left,
  );
}

function placeAround(rule: ProseRule, path: readonly string[]): readonly string[] | undefined {
  return rule.places?.find((place) => place.every((key, index) => path[index] === key));
}

/**
 * The same FEEL with names that count from the place of the rule: a name that begins at the top of the form means the
 * first place wherever it is read.
 */
export function fromThePlace(form: Form, rule: ProseRule, address: Address, feel: string): string {
  const around = placeAround(rule, pathOf(address));
  const at = around === undefined ? undefined : addressOf(form, around.join("."));
  const found = at === undefined ? undefined : find(form, at);
  if (around === undefined || found === undefined) return feel;
  const place = found.element?.kind === "group" ? around : around.slice(0, -1);
  const last = found.groups.findLastIndex(isRepeatable);
  const own = found.element?.kind === "group" && isRepeatable(found.element);
  const prefix = own ? [] : place.slice(last + 1);
  if (prefix.length === 0) return feel;
  return feel.replaceAll(new RegExp(`"(?:[^"\\\\]|\\\\.)*"|(?<![\\w.])${prefix.join("\\.")}\\.`, "g"), (match) =>
    match.startsWith('"') ? match : "",
  );
}

/**
 * Where the same check stands at all places of a rule, when its message stands at one field: the field itself, or the
 * same field in each of the groups that the rule speaks of.
 * @returns undefined where the rule speaks of one place only, or of none that the field belongs to
 */
export function everyPlace(form: Form, rule: ProseRule, address: Address): readonly Address[] | undefined {
  const path = pathOf(address);
  const around = placeAround(rule, path);
  if (around === undefined) return undefined;
  const inside = path.slice(around.length);
  const found = (rule.places ?? []).flatMap((place) => addressOf(form, [...place, ...inside].join(".")) ?? []);
  return found.length > 1 ? found : undefined;
}

/**
 * Lays a decision about one rule over the service: its check comes into the form, or goes. A check across fields
 * belongs to the form; in a repeatable group, where each entry is checked by itself, to the field.
 * @param index of the rule, from 0
 */
export function decideRule(
  content: VersionContent,
  index: number,
  decision: RuleDecision,
  by: { readonly name: string; readonly at: Date },
): VersionContent {
  const rule = content.rules[index];
  if (rule === undefined) return content;
  const { feel: _, message: __, by: ___, on: ____, everywhere: _____, ...bare } = rule;
  const done = { by: by.name, on: by.at.toISOString() };
  let form = withoutCheck(content.definition.online.form, rule);
  let decided: ProseRule =
    decision.state === "open" ? { ...bare, state: "open" } : { ...bare, state: "not-needed", ...done };
  if (decision.state === "formalised") {
    const { address, feel, message } = decision;
    const places = decision.everywhere === true ? everyPlace(form, rule, address) : undefined;
    const at = plainPathOf(form, address);
    form =
      at === undefined || places !== undefined
        ? (places ?? [address]).reduce(
            (made, one) =>
              withField(made, one, (field) => ({ ...field, checks: [...(field.checks ?? []), { feel, message }] })),
            form,
          )
        : { ...form, checks: [...(form.checks ?? []), { at, feel, message }] };
    decided = {
      ...bare,
      path: pathOf(address),
      ...(places === undefined ? {} : { everywhere: true }),
      state: "formalised",
      feel,
      message,
      ...done,
    };
  }
  return {
    ...content,
    definition: { ...content.definition, online: { ...content.definition.online, form } },
    rules: content.rules.with(index, decided),
  };
}
