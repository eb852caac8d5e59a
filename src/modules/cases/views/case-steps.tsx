import type { JSX } from "preact";
import { Badge, Card, Cluster, Stack, type ViewContext } from "../../../platform/ui/index.ts";
import type { CaseStep } from "../../messaging/index.ts";

const words = { de: { open: "Noch offen", done: "Erledigt" }, en: { open: "Still open", done: "Done" } } as const;

/** What the citizen can do about a case, one card each: large enough for a thumb. */
export function CaseSteps(props: {
  readonly view: ViewContext;
  readonly steps: readonly CaseStep[];
  /** Level of the titles' headings. */
  readonly level: 2 | 3;
}): JSX.Element {
  const { view } = props;
  return (
    <Stack gap="s">
      {props.steps.map((step) => (
        <Card key={step.href} title={step.label} level={props.level} href={view.href(step.href)} icon={step.icon}>
          <Cluster gap="s" justify="between">
            <span>{step.text}</span>
            <Badge tone={step.done ? "success" : "warning"}>{words[view.language][step.done ? "done" : "open"]}</Badge>
          </Cluster>
        </Card>
      ))}
    </Stack>
  );
}
