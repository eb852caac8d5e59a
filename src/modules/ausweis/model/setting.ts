/** Whether a second person approves before a card is ordered: never, where somebody ticks it, always. Stored. */
export type VierAugen = "nie" | "im-einzelfall" | "immer";

/** What a town decides for its Ausweis desk. */
export interface AusweisSetting {
  readonly vierAugen: VierAugen;
  /** People may sign on a screen: for the receipt of the card. Else on paper. */
  readonly unterschriftAmBildschirm: boolean;
}

/** What holds until a town has decided. */
export const defaultSetting: AusweisSetting = { vierAugen: "im-einzelfall", unterschriftAmBildschirm: true };
