import type { JSX } from "preact";
import { dayInBerlin, formatDayShort } from "../../../kernel/index.ts";
import {
  Actions,
  Alert,
  Badge,
  ButtonLink,
  DeskPage,
  ErrorSummary,
  Form,
  fieldId,
  Link,
  Prose,
  Radios,
  Stack,
  SubmitButton,
  Table,
  TextArea,
  TextField,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { deskNav } from "../../accounts/index.ts";
import type { ChoiceMistakes, TypedChoice } from "../model/choice-form.ts";
import type { Offer } from "../model/offer.ts";
import { WhereBadge } from "./parts.tsx";
import { wording } from "./wording.ts";

/** What the portal offers, in its order. */
export function OffersPage(props: {
  readonly view: ViewContext;
  readonly offers: readonly Offer[];
  /** The one that was just saved. */
  readonly saved?: Offer;
}): JSX.Element {
  const { view, offers, saved } = props;
  const { language } = view;
  const say = wording[language];
  return (
    <DeskPage view={view} title={say.adminTitle} nav={deskNav(view, "verwaltung")}>
      <Stack gap="l">
        {saved === undefined ? null : (
          <Alert tone="success" role="status" title={say.saved(saved.leistung.title[language])} />
        )}
        <Prose>
          <p>{say.adminLead}</p>
          <p>{say.adminOff}</p>
        </Prose>
        <Table
          caption={say.adminTitle}
          captionHidden
          keyboard
          columns={[
            { key: "title", label: say.service, rowHeader: true },
            { key: "state", label: say.state, narrow: true },
            { key: "kind", label: say.kind, narrow: true },
            { key: "position", label: say.position, numeric: true, narrow: true },
            { key: "changed", label: say.changed },
          ]}
          rows={offers.map((offer) => ({
            key: offer.leistung.id,
            cells: {
              title: (
                <Link href={view.href(`/amt/verwaltung/leistungen/${offer.leistung.id}`)}>
                  {offer.leistung.title[language]}
                </Link>
              ),
              state: offer.enabled ? (
                <Badge tone="success" icon="check">
                  {say.on}
                </Badge>
              ) : (
                <Badge tone="warning" icon="close">
                  {say.off}
                </Badge>
              ),
              kind: <WhereBadge view={view} leistung={offer.leistung} />,
              position: offer.position === undefined ? "–" : String(offer.position),
              changed:
                offer.changed === undefined
                  ? say.neverChanged
                  : `${formatDayShort(dayInBerlin(offer.changed.at), language)}, ${offer.changed.by}`,
            },
          }))}
        />
      </Stack>
    </DeskPage>
  );
}

/** Switches one service on or off. */
export function EditOfferPage(props: {
  readonly view: ViewContext;
  readonly offer: Offer;
  readonly typed: TypedChoice;
  readonly mistakes: ChoiceMistakes;
}): JSX.Element {
  const { view, offer, typed, mistakes } = props;
  const say = wording[view.language];
  const errors = (["angebot", "platz", "hinweis_de", "hinweis_en"] as const).flatMap((name) => {
    const message = mistakes[name];
    return message === undefined ? [] : [{ id: fieldId(name), message }];
  });
  const errorOf = (name: keyof ChoiceMistakes) => {
    const message = mistakes[name];
    return message === undefined ? {} : { error: message };
  };
  return (
    <DeskPage
      view={view}
      title={say.editOf(offer.leistung.title[view.language])}
      nav={deskNav(view, "verwaltung")}
      hasErrors={errors.length > 0}
    >
      <Form view={view} action={view.href(`/amt/verwaltung/leistungen/${offer.leistung.id}`)}>
        <ErrorSummary view={view} errors={errors} />
        <Radios
          view={view}
          name="angebot"
          legend={say.offer}
          value={typed.offer}
          options={[
            { value: "ein", label: say.yesOn, hint: say.yesOnHint },
            { value: "aus", label: say.noOff, hint: say.noOffHint },
          ]}
          {...errorOf("angebot")}
        />
        <TextField
          view={view}
          name="platz"
          label={say.positionLabel}
          hint={say.positionHint}
          value={typed.position}
          inputmode="numeric"
          width="short"
          {...errorOf("platz")}
        />
        <TextArea
          view={view}
          name="hinweis_de"
          label={say.noteDe}
          hint={say.noteHint}
          value={typed.noteDe}
          required={false}
          {...errorOf("hinweis_de")}
        />
        <TextArea
          view={view}
          name="hinweis_en"
          label={say.noteEn}
          value={typed.noteEn}
          required={false}
          {...errorOf("hinweis_en")}
        />
        <Actions>
          <SubmitButton>{say.save}</SubmitButton>
          <ButtonLink href={view.href("/amt/verwaltung/leistungen")} variant="tertiary">
            {say.cancel}
          </ButtonLink>
        </Actions>
      </Form>
    </DeskPage>
  );
}
