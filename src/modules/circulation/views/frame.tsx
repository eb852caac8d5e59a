import type { ComponentChildren, JSX } from "preact";
import { formatDayShort, formatInstant, type Language, type PlainDay } from "../../../kernel/index.ts";
import {
  DateField,
  type DeskNavItem,
  DeskPage,
  DueDate,
  ErrorSummary,
  errorOf,
  fieldId,
  Link,
  type Mistakes,
  Select,
  Stack,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Addressee } from "../model/umlauf.ts";
import { wording } from "./wording.ts";

/** What every page of the Geschäftsgang gets. */
export interface Frame {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
}

/** An Akte as people name it. */
export interface Named {
  readonly aktenzeichen: string;
  readonly betreff: string;
}

/** Typed values of a form by field. */
export type Typed = Readonly<Record<string, string>>;

/** A page of the desk; what was typed wrong is listed above and linked. */
export function Page(
  props: Frame & {
    title: string;
    mistakes?: Mistakes | undefined;
    tools?: ComponentChildren;
    children: ComponentChildren;
  },
): JSX.Element {
  const errors = Object.entries(props.mistakes ?? {}).map(([name, message]) => ({ id: fieldId(name), message }));
  return (
    <DeskPage
      view={props.view}
      title={props.title}
      nav={props.nav}
      hasErrors={errors.length > 0}
      {...(props.tools === undefined ? {} : { tools: props.tools })}
    >
      <Stack gap="l">
        <ErrorSummary view={props.view} errors={errors} />
        {props.children}
      </Stack>
    </DeskPage>
  );
}

/** Addressees to choose from; the value names kind and id. */
export const optionsOf = (addressees: readonly Addressee[]) =>
  addressees.map(({ kind, id, name }) => ({ value: `${kind} ${id}`, label: name }));

/** Until when; pressing only as long as it is not done. */
export function Due(props: { view: ViewContext; day: PlainDay | null; today: PlainDay; done?: boolean }): JSX.Element {
  const { view, day, today } = props;
  if (day === null) return <span>{wording[view.language].noDue}</span>;
  if (props.done) return <span>{formatDayShort(day, view.language)}</span>;
  return <DueDate view={view} day={day} today={today} />;
}

/** Who did it, for whom, and when. */
export function doneWords(
  one: { readonly doneByName: string | null; readonly doneForName: string | null },
  doneAt: Date,
  language: Language,
): string {
  const instead = one.doneForName === null ? "" : ` ${wording[language].insteadOf(one.doneForName)}`;
  return `${one.doneByName}${instead}, ${formatInstant(doneAt, language)}`;
}

interface RowField {
  readonly view: ViewContext;
  readonly name: string;
  readonly typed: Typed;
  readonly mistakes: Mistakes | undefined;
}

/** Chooses a person or a unit, or nobody. */
export function AddresseeField(
  props: RowField & { readonly label: string; readonly addressees: readonly Addressee[] },
): JSX.Element {
  const { view, name } = props;
  return (
    <Select
      view={view}
      name={name}
      label={props.label}
      required={false}
      emptyLabel={wording[view.language].choosePerson}
      value={props.typed[name] ?? ""}
      options={optionsOf(props.addressees)}
      {...errorOf(props.mistakes, name)}
    />
  );
}

/** Until when, where a row says it. */
export function DueField(props: RowField): JSX.Element {
  const { view, name } = props;
  return (
    <DateField
      view={view}
      name={name}
      label={wording[view.language].due}
      required={false}
      value={props.typed[name] ?? ""}
      {...errorOf(props.mistakes, name)}
    />
  );
}

/** An Akte by its Aktenzeichen and subject. */
export function AkteLink(props: { view: ViewContext; akteId: string; akte: Named }): JSX.Element {
  return (
    <>
      <Link href={props.view.href(`/amt/akte/${props.akteId}`)}>{props.akte.aktenzeichen}</Link> {props.akte.betreff}
    </>
  );
}

/** Stations and points that a form offers: more take another Umlauf, or are passed on. */
export const rowsOffered = 6;

/** Their numbers, from 1. */
export const rows = Array.from({ length: rowsOffered }, (_, index) => index + 1);
