import { Fragment, type JSX } from "preact";
import {
  Badge,
  Card,
  Cluster,
  EmailAddress,
  Facts,
  type IconName,
  iconNames,
  Link,
  LinkRows,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Leistung } from "../../forms/index.ts";
import type { Tenant } from "../../tenants/index.ts";
import { lebenslageWords, wording } from "./wording.ts";

/** The icon of a Leistung; those that come from outside may name one that the set does not have. */
function iconOf(leistung: Leistung): IconName {
  return iconNames.find((name) => name === leistung.icon) ?? "file";
}

/** Says honestly whether it can be done from here. */
export function WhereBadge(props: { view: ViewContext; leistung: Leistung }): JSX.Element {
  const say = wording[props.view.language];
  return props.leistung.online === undefined ? (
    <Badge icon="building">{say.onSite}</Badge>
  ) : (
    <Badge tone="success" icon="check">
      {say.online}
    </Badge>
  );
}

/** A Leistung in a list; the whole card leads to its page. */
export function LeistungCard(props: {
  readonly view: ViewContext;
  readonly leistung: Leistung;
  /** Why it was found, where the title does not say so. */
  readonly why?: string;
  readonly level?: 2 | 3;
}): JSX.Element {
  const { view, leistung } = props;
  return (
    <Card
      title={leistung.title[view.language]}
      href={view.href(`/leistungen/${leistung.id}`)}
      icon={iconOf(leistung)}
      level={props.level ?? 3}
    >
      <p>{leistung.summary[view.language]}</p>
      {props.why === undefined ? null : <p>{props.why}</p>}
      <Cluster gap="xs">
        <WhereBadge view={view} leistung={leistung} />
      </Cluster>
    </Card>
  );
}

/** Situations in life with how many Leistungen each has; each leads to the list. */
export function Situations(props: {
  readonly view: ViewContext;
  readonly counts: readonly { readonly lebenslage: keyof typeof lebenslageWords; readonly count: number }[];
}): JSX.Element {
  const { view } = props;
  const say = wording[view.language];
  return (
    <LinkRows
      items={props.counts.map(({ lebenslage, count }) => ({
        href: view.href(`/leistungen?lage=${lebenslage}`),
        label: lebenslageWords[lebenslage].label[view.language],
        icon: lebenslageWords[lebenslage].icon,
        count: { shown: count, words: say.countOf(count) },
      }))}
    />
  );
}

function Lines(props: { readonly of: readonly string[] }): JSX.Element {
  return (
    <>
      {props.of.map((line, index) => (
        <Fragment key={line}>
          {index === 0 ? null : <br />}
          {line}
        </Fragment>
      ))}
    </>
  );
}

/** How to reach the office; what the town has not published is not shown. */
export function ContactFacts(props: { readonly view: ViewContext; readonly tenant: Tenant }): JSX.Element {
  const { view } = props;
  const { contact } = props.tenant;
  const say = wording[view.language];
  const hours = contact.hours[view.language];
  const address = [contact.officeName, contact.street, `${contact.postcode} ${contact.city}`.trim()];
  return (
    <Facts
      look="plain"
      rows={[
        { term: say.address, value: <Lines of={address.filter((line) => line !== "")} /> },
        { term: say.hours, value: hours.length === 0 ? say.noHours : <Lines of={hours} /> },
        ...(contact.phone === "" ? [] : [{ term: say.phone, value: <PhoneLink phone={contact.phone} /> }]),
        ...(contact.email === ""
          ? []
          : [
              {
                term: say.email,
                value: (
                  <Link href={`mailto:${contact.email}`}>
                    <EmailAddress address={contact.email} />
                  </Link>
                ),
              },
            ]),
      ]}
    />
  );
}

export function PhoneLink(props: { readonly phone: string }): JSX.Element {
  return <Link href={`tel:${props.phone.replaceAll(/[^\d+]/g, "")}`}>{props.phone}</Link>;
}
