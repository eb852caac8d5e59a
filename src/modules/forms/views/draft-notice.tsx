import type { JSX } from "preact";
import { formatDay, inLanguage, plainDay } from "../../../kernel/index.ts";
import { Alert, type ViewContext } from "../../../platform/ui/index.ts";
import type { Draft } from "../draft.ts";

const mostShown = 12;

/** Tells whoever began before a new version of the form what has changed since. */
export function DraftNotice(props: { view: ViewContext; draft: Draft }): JSX.Element | null {
  const { notice } = props.draft;
  const { language } = props.view;
  if (notice === undefined) return null;
  const day = formatDay(plainDay(notice.at), language);
  const de = language === "de";
  const more = notice.changes.length - mostShown;
  return (
    <Alert tone="info" title={de ? "Das Formular hat sich geändert" : "The form has changed"}>
      <p>
        {de
          ? `Seit ${day} gilt eine neue Fassung. Was Sie eingegeben haben, ist noch da.`
          : `A new version has applied since ${day}. What you entered is still there.`}
      </p>
      {notice.changes.length === 0 ? null : (
        <ul>
          {notice.changes.slice(0, mostShown).map((change, index) => (
            <li key={`${index}`}>{inLanguage(change, language)}</li>
          ))}
          {more > 0 ? <li>{de ? `und ${more} weitere Änderungen` : `and ${more} more changes`}</li> : null}
        </ul>
      )}
    </Alert>
  );
}
