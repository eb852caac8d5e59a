import type { Localized } from "../../../kernel/index.ts";

/** What a town allows on the citizen's own screen. */
export interface OnlineSetting {
  /** People may sign there while they prepare the application; the office looks at it at the appointment. */
  readonly unterschriftAmHandy: boolean;
  /** Experimentation: cards are ordered without an appointment. Off until a clause allows it. */
  readonly ohneTermin: boolean;
  /** Clause that allows it, as its citation: `§ 3 Modellregionengesetz`. Empty where there is none. */
  readonly klausel: string;
}

/** What holds until a town has decided: the law as it is. */
export const defaultOnlineSetting: OnlineSetting = { unterschriftAmHandy: true, ohneTermin: false, klausel: "" };

/** Longest citation of a clause. */
export const maxKlausel = 300;

/** Name of the variable of a case that was sent where no appointment is needed. Stored; conditions use it. */
export const withoutAppointment = "ohneTermin";

/** What stands in the way of a Personalausweis without a visit, each with its paragraph. */
export const inTheWay: readonly Localized[] = [
  {
    de: "Ein Antrag im Internet ist ausgeschlossen (§ 9 Abs. 1 Satz 2 PAuswG).",
    en: "An application on the internet is excluded (§ 9 Abs. 1 Satz 2 PAuswG).",
  },
  {
    de: "Wer den Ausweis beantragt, soll persönlich erscheinen (§ 9 Abs. 1 Satz 6 PAuswG).",
    en: "Whoever applies should appear in person (§ 9 Abs. 1 Satz 6 PAuswG).",
  },
  {
    de: "Zwei Fingerabdrücke gehören in den Chip (§ 5 Abs. 9 PAuswG). Die nimmt nur das Amt.",
    en: "Two fingerprints belong into the chip (§ 5 Abs. 9 PAuswG). Only the office takes them.",
  },
];
