import type { Field, LeistungDefinition } from "../../forms/index.ts";
import { plainPathOf } from "./expressions.ts";
import type { ProseRule } from "./prose-rule.ts";
import type { VersionContent } from "./service.ts";
import { type Address, addressOf, find, pathOf, replace } from "./tree.ts";

/** What a person decides about a rule in prose. */
export type RuleDecision =
  | { readonly state: "open" | "not-needed" }
  | {
      readonly state: "formalised";
      /** The field at which the message is shown. */
      readonly address: Address;
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
  const address = addressOf(form, at);
  const { checks: _, ...rest } = form;
  const left: Form = checks.length === 0 ? rest : { ...form, checks };
  if (address === undefined) return left;
  return withField(left, address, ({ checks: own = [], ...field }) => {
    const others = own.filter(({ feel }) => feel !== rule.feel);
    return others.length === 0 ? field : { ...field, checks: others };
  });
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
  const { feel: _, message: __, by: ___, on: ____, ...bare } = rule;
  const done = { by: by.name, on: by.at.toISOString() };
  let form = withoutCheck(content.definition.online.form, rule);
  let decided: ProseRule =
    decision.state === "open" ? { ...bare, state: "open" } : { ...bare, state: "not-needed", ...done };
  if (decision.state === "formalised") {
    const { address, feel, message } = decision;
    const at = plainPathOf(form, address);
    form =
      at === undefined
        ? withField(form, address, (field) => ({ ...field, checks: [...(field.checks ?? []), { feel, message }] }))
        : { ...form, checks: [...(form.checks ?? []), { at, feel, message }] };
    decided = { ...bare, path: pathOf(address), state: "formalised", feel, message, ...done };
  }
  return {
    ...content,
    definition: { ...content.definition, online: { ...content.definition.online, form } },
    rules: content.rules.with(index, decided),
  };
}
