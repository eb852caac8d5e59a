import type { JSX } from "preact";
import { cents, formatCents } from "../../../kernel/index.ts";
import {
  Alert,
  Card,
  Cluster,
  Facts,
  Form,
  Grid,
  Link,
  PortalPage,
  Prose,
  Section,
  Sidebar,
  Stack,
  SubmitButton,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import type { Fee, Leistung } from "../../forms/index.ts";
import type { Tenant } from "../../tenants/index.ts";
import type { Offer } from "../model/offer.ts";
import { ContactFacts, LeistungCard, PhoneLink, WhereBadge } from "./parts.tsx";
import { wording } from "./wording.ts";

interface Props {
  readonly view: ViewContext;
  readonly tenant: Tenant;
  readonly offer: Offer;
  readonly related: readonly Leistung[];
}

function Start(props: Props): JSX.Element {
  const { view, offer, tenant } = props;
  const { leistung } = offer;
  const say = wording[view.language];
  if (!offer.enabled) {
    return (
      <Alert tone="warning" title={say.offTitle(tenant.officialName)} level={2}>
        <p>{say.offText}</p>
        <p>
          {tenant.contact.phone === "" ? null : (
            <>
              <PhoneLink phone={tenant.contact.phone} /> ·{" "}
            </>
          )}
          <Link href="#kontakt">{say.contact}</Link>
        </p>
      </Alert>
    );
  }
  if (leistung.online === undefined) {
    const how = leistung.page.offline?.[view.language] ?? [say.offlineDefault];
    return (
      <Card title={say.offlineTitle} icon="building">
        <p>{say.offlineText}</p>
        <Prose>
          {how.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </Prose>
      </Card>
    );
  }
  return (
    <Form view={view} action={view.href(`/leistungen/${leistung.id}/beginnen`)} class="stack stack--m">
      <SubmitButton>{say.apply}</SubmitButton>
      <p>
        {say.minutes(leistung.online.minutes)} {leistung.online.trustLevel === "low" ? say.noAccount : say.needsId}{" "}
        {say.pause}
      </p>
    </Form>
  );
}

function Paragraphs(props: { readonly texts: readonly string[] }): JSX.Element {
  return (
    <Prose>
      {props.texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </Prose>
  );
}

function Points(props: { readonly texts: readonly string[] }): JSX.Element {
  return (
    <Prose>
      <ul>
        {props.texts.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </Prose>
  );
}

function Fees(props: {
  readonly view: ViewContext;
  readonly tenant: Tenant;
  readonly fees: readonly Fee[];
}): JSX.Element {
  const { view, tenant } = props;
  const say = wording[view.language];
  const own = (fee: Fee) => tenant.settings.fees?.[fee.key];
  const sourceOf = (fee: Fee) => (own(fee) === undefined ? fee.source : say.townFee(tenant.name));
  const sources = [...new Set(props.fees.map(sourceOf))];
  return (
    <Stack gap="s">
      <Facts
        rows={props.fees.map((fee) => ({
          term: fee.label[view.language],
          value: formatCents(cents(own(fee) ?? fee.amountCents), view.language),
          ...(sources.length === 1 ? {} : { hint: sourceOf(fee) }),
        }))}
      />
      {sources.length === 1 ? (
        <Prose>
          <p>
            {say.source}: {sources[0]}
          </p>
        </Prose>
      ) : null}
    </Stack>
  );
}

/** All about one service, and how to begin. */
export function LeistungPage(props: Props): JSX.Element {
  const { view, tenant, offer, related } = props;
  const { leistung } = offer;
  const { language } = view;
  const { page } = leistung;
  const say = wording[language];
  const note = offer.note[language] || offer.note.de;
  return (
    <PortalPage
      view={view}
      title={leistung.title[language]}
      lead={leistung.summary[language]}
      wide
      back={{ href: view.href("/leistungen"), label: say.backList }}
    >
      <Sidebar
        side={
          <Section title={say.where} id="kontakt">
            <ContactFacts view={view} tenant={tenant} />
          </Section>
        }
      >
        <Stack gap="l">
          {offer.enabled ? (
            <Cluster>
              <WhereBadge view={view} leistung={leistung} />
            </Cluster>
          ) : null}
          {note === "" ? null : (
            <Alert tone="info" title={say.noteTitle(tenant.name)}>
              <p>{note}</p>
            </Alert>
          )}
          <Start {...props} />
          <Section title={say.what} id="worum">
            <Paragraphs texts={page.what[language]} />
          </Section>
          <Section title={say.forWhom} id="fuer-wen">
            <Points texts={page.forWhom[language]} />
          </Section>
          <Section title={say.needed} id="unterlagen">
            <Points texts={page.needed[language]} />
          </Section>
          <Section title={say.cost} id="kosten">
            <Stack gap="m">
              <Paragraphs texts={page.cost[language]} />
              {leistung.online === undefined || leistung.online.fees.length === 0 ? null : (
                <Fees view={view} tenant={tenant} fees={leistung.online.fees} />
              )}
            </Stack>
          </Section>
          <Section title={say.time} id="dauer">
            <Paragraphs texts={page.time[language]} />
          </Section>
          {page.legalBasis.length === 0 ? null : (
            <Section title={say.legalBasis} id="recht">
              <Prose>
                <ul>
                  {page.legalBasis.map((basis) => (
                    <li key={basis.cite}>
                      {basis.url === undefined ? (
                        basis.cite
                      ) : (
                        <Link href={basis.url} external>
                          {basis.cite}
                        </Link>
                      )}
                    </li>
                  ))}
                </ul>
              </Prose>
            </Section>
          )}
          <Section title={say.dataProtection} id="daten">
            <Paragraphs
              texts={[
                ...page.dataProtection[language],
                ...(leistung.online === undefined
                  ? []
                  : [say.retention(leistung.online.records.retentionYears, leistung.online.records.retentionSource)]),
              ]}
            />
          </Section>
        </Stack>
      </Sidebar>
      {related.length === 0 ? null : (
        <Section title={say.related} id="verwandt">
          <Grid min="m">
            {related.map((other) => (
              <LeistungCard key={other.id} view={view} leistung={other} />
            ))}
          </Grid>
        </Section>
      )}
    </PortalPage>
  );
}
