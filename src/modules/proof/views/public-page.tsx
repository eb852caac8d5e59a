import type { JSX } from "preact";
import { formatDay } from "../../../kernel/index.ts";
import { ButtonLink, CopyCode, PortalPage, Section, Stack, type ViewContext } from "../../../platform/ui/index.ts";
import type { DailyHead, SigningKey } from "../model/daily-head.ts";
import { Keys } from "./proofs-page.tsx";
import { wording as w } from "./wording.ts";

/** What anybody needs to check a package of this town. */
export function PublicProofsPage(props: {
  readonly view: ViewContext;
  readonly keys: readonly SigningKey[];
  readonly head: DailyHead | undefined;
}): JSX.Element {
  const { view, keys, head } = props;
  const { language } = view;
  return (
    <PortalPage view={view} title={w.publicTitle[language]} lead={w.publicLead[language]} wide>
      <Stack gap="l">
        <Section title={w.checkPage[language]}>
          <Stack gap="s">
            <p>{w.checkPageText[language]}</p>
            <p>
              <ButtonLink href={view.href("/beweise/pruefseite")} icon="download" download>
                {w.checkPageGo[language]}
              </ButtonLink>
            </p>
          </Stack>
        </Section>
        <Section title={w.publicKey[language]}>
          <Stack gap="s">
            <p>{w.publicKeyText[language]}</p>
            <Keys view={view} keys={[...keys].reverse()} withFiles />
          </Stack>
        </Section>
        {head === undefined ? null : (
          <Section title={`${w.publicHead[language]}: ${formatDay(head.day, language)}`}>
            <Stack gap="s">
              <p>{w.publicHeadText[language]}</p>
              <CopyCode view={view} code={head.hash} label={w.hash[language]} small />
            </Stack>
          </Section>
        )}
      </Stack>
    </PortalPage>
  );
}
