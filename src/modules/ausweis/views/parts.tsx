import type { JSX } from "preact";
import type { Localized } from "../../../kernel/index.ts";
import { Badge, type ViewContext } from "../../../platform/ui/index.ts";
import { type CardState, cardStateWords } from "../model/card.ts";
import type { Comparison } from "../model/compare-register.ts";
import type { Handover, IdentityProof } from "../store/index.ts";

/** Says that what stands here did not come from the real thing. */
export function Simulated(props: { view: ViewContext; de: string; en: string }): JSX.Element {
  return (
    <p>
      <Badge tone="info" icon="info">
        {{ de: `Simulation: ${props.de}`, en: `Simulation: ${props.en}` }[props.view.language]}
      </Badge>
    </p>
  );
}

export function CardBadge(props: { view: ViewContext; state: CardState }): JSX.Element {
  const tone = props.state === "handed-over" || props.state === "ready" ? "success" : "info";
  return (
    <Badge tone={props.state === "blocked" ? "warning" : tone}>
      {cardStateWords[props.state][props.view.language]}
    </Badge>
  );
}

export const proofWords: Readonly<Record<IdentityProof, Localized>> = {
  personalausweis: { de: "Personalausweis", en: "Identity card" },
  reisepass: { de: "Reisepass", en: "Passport" },
  geburtsurkunde: { de: "Geburtsurkunde", en: "Birth certificate" },
  andere: { de: "Andere Unterlagen", en: "Other documents" },
};

export const comparisonWords: Readonly<Record<Comparison["result"], Localized>> = {
  same: { de: "Gleich", en: "Same" },
  spelling: { de: "Andere Schreibweise", en: "Other spelling" },
  different: { de: "Abweichend", en: "Different" },
};

export const handoverWords: {
  readonly receivedBy: Readonly<Record<Handover["receivedBy"], Localized>>;
  readonly oldCard: Readonly<Record<Handover["oldCard"], Localized>>;
} = {
  receivedBy: {
    selbst: { de: "Die Person selbst", en: "The person themselves" },
    vertretung: { de: "Gesetzliche Vertretung", en: "Legal representative" },
    bevollmaechtigt: { de: "Bevollmächtigte Person", en: "Authorised person" },
  },
  oldCard: {
    entwertet: { de: "Entwertet und zurückgegeben", en: "Invalidated and given back" },
    einbehalten: { de: "Einbehalten", en: "Kept" },
    abhandengekommen: { de: "Abhandengekommen", en: "Missing" },
    keiner: { de: "Es gab keinen", en: "There was none" },
  },
};
