import type { JSX } from "preact";
import { dayInBerlin, formatDayShort, formatInstant } from "../../../kernel/index.ts";
import {
  Alert,
  Badge,
  type DeskNavItem,
  DeskPage,
  Empty,
  Link,
  Pager,
  Section,
  Stack,
  Table,
  type ViewContext,
} from "../../../platform/ui/index.ts";
import { fingerprintOf, type SigningKey } from "../model/daily-head.ts";
import type { Finding, Reading } from "../model/reading.ts";
import type { StampedHead } from "../store/index.ts";
import { findingWords, wording as w } from "./wording.ts";

/** A finding with what people know the Dokument by. */
export interface ShownFinding extends Finding {
  readonly title: string;
  readonly aktenzeichen: string;
}

/** A head, what was new in it, and whether its signature holds. */
export interface ShownHead extends StampedHead {
  readonly changed: number;
  readonly genuine: boolean;
}

/** Enough of a hash to compare it by eye; all of it where somebody points at it. */
export function ShortHash(props: { readonly hash: string }): JSX.Element {
  return (
    <code title={props.hash} translate={false}>
      {props.hash.slice(0, 12)}
    </code>
  );
}

/** A fingerprint in groups of four, which people can read to each other. */
export function Fingerprint(props: { readonly of: Uint8Array }): JSX.Element {
  const groups = fingerprintOf(props.of).match(/.{4}/g) ?? [];
  return <code translate={false}>{groups.join(" ")}</code>;
}

function readingWords(reading: Reading | undefined, roundDays: number, view: ViewContext): string {
  const { language } = view;
  if (reading?.lastReadAt == null) return w.neverRead[language];
  const last = formatInstant(reading.lastReadAt, language);
  const round =
    language === "de"
      ? `Runde ${reading.round}: bisher ${reading.contentsRead} Inhalte gelesen, zuletzt am ${last}. In ${roundDays} Tagen ist jedes Dokument einmal an der Reihe.`
      : `Round ${reading.round}: ${reading.contentsRead} contents read so far, last on ${last}. Within ${roundDays} days every document has its turn.`;
  if (reading.lastRoundEndedAt === null) return round;
  const ended = formatDayShort(dayInBerlin(reading.lastRoundEndedAt), language);
  return language === "de"
    ? `${round} Die letzte volle Runde endete am ${ended} mit ${reading.lastRoundContents ?? 0} Inhalten.`
    : `${round} The last whole round ended on ${ended} with ${reading.lastRoundContents ?? 0} contents.`;
}

function Findings(props: {
  readonly view: ViewContext;
  readonly findings: readonly ShownFinding[];
  readonly reading: Reading | undefined;
  readonly roundDays: number;
}): JSX.Element {
  const { view, findings } = props;
  const { language } = view;
  const open = findings.some(({ resolvedAt }) => resolvedAt === null);
  return (
    <Section title={w.findings[language]} id="pruefung">
      <Stack gap="s">
        <p>{readingWords(props.reading, props.roundDays, view)}</p>
        {open ? (
          <Alert tone="error" title={w.findingsOpen[language]}>
            <p>{w.findingsWhatToDo[language]}</p>
          </Alert>
        ) : props.reading?.lastReadAt == null ? null : (
          <Alert tone="success">
            <p>{w.findingsNone[language]}</p>
          </Alert>
        )}
        {findings.length === 0 ? null : (
          <Table
            caption={w.findings[language]}
            captionHidden
            dense
            keyboard
            columns={[
              { key: "dokument", label: w.dokument[language], rowHeader: true },
              { key: "akte", label: w.akte[language], narrow: true },
              { key: "what", label: w.what[language] },
              { key: "since", label: w.since[language], narrow: true },
              { key: "state", label: w.state[language], narrow: true },
            ]}
            rows={findings.map((finding) => ({
              key: finding.findingId,
              cells: {
                dokument: finding.title,
                akte: <Link href={view.href(`/amt/akte/${finding.akteId}`)}>{finding.aktenzeichen}</Link>,
                what: findingWords[finding.what][language],
                since: formatDayShort(dayInBerlin(finding.foundAt), language),
                state:
                  finding.resolvedAt === null ? (
                    <Badge tone="error" icon="error">
                      {w.open[language]}
                    </Badge>
                  ) : (
                    `${w.resolved[language]} ${formatDayShort(dayInBerlin(finding.resolvedAt), language)}`
                  ),
              },
            }))}
          />
        )}
      </Stack>
    </Section>
  );
}

function Heads(props: {
  readonly view: ViewContext;
  readonly heads: readonly ShownHead[];
  readonly stampsConfigured: boolean;
  readonly firstHref: string | undefined;
  readonly nextHref: string | undefined;
}): JSX.Element {
  const { view, heads } = props;
  const { language } = view;
  const number = (value: number) => value.toLocaleString(language === "de" ? "de-DE" : "en-GB");
  return (
    <Section title={w.heads[language]} id="tagesbeweise">
      {heads.length === 0 ? (
        <Empty icon="shield" title={w.headsNone[language]}>
          <p>{w.headsNoneText[language]}</p>
        </Empty>
      ) : (
        <Stack gap="s">
          <Table
            caption={w.heads[language]}
            captionHidden
            dense
            columns={[
              { key: "number", label: w.number[language], numeric: true, narrow: true },
              { key: "day", label: w.day[language], rowHeader: true, narrow: true },
              { key: "akten", label: w.akten[language], numeric: true, narrow: true },
              { key: "changed", label: w.changed[language], numeric: true, narrow: true },
              { key: "signature", label: w.signature[language], narrow: true },
              { key: "stamp", label: w.stamp[language] },
              { key: "hash", label: w.hash[language], narrow: true },
            ]}
            rows={heads.map((head) => ({
              key: String(head.number),
              cells: {
                number: head.number,
                day: formatDayShort(head.day, language),
                akten: number(head.akten),
                changed: number(head.changed),
                signature: head.genuine ? (
                  <Badge tone="success" icon="check">
                    {`${w.signed[language]} ${head.keyNumber}`}
                  </Badge>
                ) : (
                  <Badge tone="error" icon="error">
                    {w.notSigned[language]}
                  </Badge>
                ),
                stamp:
                  head.stamp !== undefined
                    ? formatInstant(head.stamp.stampedAt, language)
                    : (props.stampsConfigured ? w.stampPending : w.stampNone)[language],
                hash: <ShortHash hash={head.hash} />,
              },
            }))}
          />
          {props.firstHref === undefined ? null : (
            <p>
              <Link href={props.firstHref}>{language === "de" ? "Zu den neuesten" : "To the newest"}</Link>
            </p>
          )}
          {props.nextHref === undefined ? null : <Pager view={view} nextHref={props.nextHref} />}
        </Stack>
      )}
    </Section>
  );
}

/** Keys of the town with their fingerprints. */
export function Keys(props: {
  readonly view: ViewContext;
  readonly keys: readonly SigningKey[];
  readonly withFiles?: boolean;
}): JSX.Element {
  const { view, keys } = props;
  const { language } = view;
  if (keys.length === 0) {
    return (
      <Empty icon="lock" title={w.keysNone[language]}>
        <p>{w.keysNoneText[language]}</p>
      </Empty>
    );
  }
  return (
    <Table
      caption={w.keys[language]}
      captionHidden
      dense
      columns={[
        { key: "number", label: w.keyNumber[language], numeric: true, narrow: true },
        { key: "fingerprint", label: w.fingerprint[language], rowHeader: true },
        { key: "since", label: w.since2[language], narrow: true },
        { key: "handover", label: w.handover[language] },
        ...(props.withFiles ? [{ key: "file", label: w.keyFile[language] }] : []),
      ]}
      rows={keys.map((key) => ({
        key: String(key.number),
        cells: {
          number: key.number,
          fingerprint: <Fingerprint of={key.publicKey} />,
          since: formatDayShort(dayInBerlin(key.firstUsedAt), language),
          handover: (key.handover !== undefined
            ? w.handoverSigned
            : key.number === 1
              ? w.handoverFirst
              : w.handoverMissing)[language],
          file: (
            <Link href={view.href(`/beweise/schluessel/${key.number}`)} download>
              {`schluessel-${key.number}.pem`}
            </Link>
          ),
        },
      }))}
    />
  );
}

/** How the E-Akte of the town is proven: documents read again, heads by day, keys. */
export function ProofsPage(props: {
  readonly view: ViewContext;
  readonly nav: readonly DeskNavItem[];
  readonly heads: readonly ShownHead[];
  readonly stampsConfigured: boolean;
  readonly keys: readonly SigningKey[];
  readonly findings: readonly ShownFinding[];
  readonly reading: Reading | undefined;
  readonly roundDays: number;
  readonly firstHref: string | undefined;
  readonly nextHref: string | undefined;
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  return (
    <DeskPage view={view} nav={props.nav} title={w.title[language]}>
      <Stack gap="l">
        <p>{w.lead[language]}</p>
        <Findings view={view} findings={props.findings} reading={props.reading} roundDays={props.roundDays} />
        <Heads
          view={view}
          heads={props.heads}
          stampsConfigured={props.stampsConfigured}
          firstHref={props.firstHref}
          nextHref={props.nextHref}
        />
        <Section title={w.keys[language]} id="schluessel">
          <Stack gap="s">
            <Keys view={view} keys={[...props.keys].reverse()} />
            <p>
              <Link href={view.href("/beweise")}>{w.publicPage[language]}</Link>
            </p>
          </Stack>
        </Section>
      </Stack>
    </DeskPage>
  );
}
