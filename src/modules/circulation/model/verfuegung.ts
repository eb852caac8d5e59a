import type { PlainDay } from "../../../kernel/index.ts";
import type { Addressee } from "./umlauf.ts";

/** A numbered point of a Verfügung. */
export interface VerfuegungPoint {
  readonly position: number;
  readonly text: string;
  readonly addressee: Addressee;
  readonly dueOn: PlainDay | null;
  readonly doneAt: Date | null;
  readonly doneByName: string | null;
  readonly doneForName: string | null;
}

/** What is to be done in a Vorgang, point by point; filed as a Dokument when it is finished. */
export interface Verfuegung {
  readonly verfuegungId: string;
  readonly akteId: string;
  readonly vorgangId: string;
  readonly title: string;
  readonly state: "offen" | "fertig";
  readonly madeByName: string;
  readonly madeAt: Date;
  readonly finishedAt: Date | null;
  readonly dokumentId: string | null;
  readonly points: readonly VerfuegungPoint[];
}

/** An Akte that is to come onto somebody's desk again on a day. */
export interface Wiedervorlage {
  readonly wiedervorlageId: string;
  readonly akteId: string;
  readonly vorgangId: string | null;
  readonly day: PlainDay;
  readonly addressee: Addressee;
  readonly note: string;
  readonly state: "geplant" | "vorgelegt" | "erledigt";
  readonly madeByName: string;
}

/** Most points of one Verfügung. */
export const mostPoints = 30;
