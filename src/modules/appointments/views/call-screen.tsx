import type { JSX } from "preact";
import type { ViewContext } from "../../../platform/ui/index.ts";
import type { CallLine } from "../actions/queue.ts";
import type { Counter, Place } from "../model/places.ts";
import { wording } from "./wording.ts";

/**
 * The screen in the waiting area: numbers and counters, nothing about people. Asks anew every few seconds: with script
 * by `aufruf.js`, which leaves what has not changed in peace, without by the browser itself.
 */
export function CallScreen(props: {
  readonly view: ViewContext;
  readonly place: Place;
  readonly counters: readonly Counter[];
  readonly calls: readonly CallLine[];
}): JSX.Element {
  const { view } = props;
  const { language } = view;
  const say = wording[language];
  const nameOf = (counterId: string) =>
    props.counters.find((counter) => counter.counterId === counterId)?.name[language] ?? "";
  const title = `${say.callScreen}: ${props.place.name[language]}`;
  return (
    <html lang={language}>
      <head>
        <meta charset="utf-8" />
        <title>{`${title} – ${view.brand?.officialName ?? "Klickamt"}`}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <noscript>
          <meta http-equiv="refresh" content="5" />
        </noscript>
        <link rel="stylesheet" href={view.asset("portal.css")} />
        {view.brand === undefined ? null : <link rel="stylesheet" href={`/${view.brand.slug}/marke.css`} />}
        <script type="module" src={view.asset("aufruf.js")} />
      </head>
      <body class="portal">
        <main class="calls" id="inhalt">
          <h1 class="h2">{title}</h1>
          <div data-calls aria-live="polite">
            {props.calls.length === 0 ? (
              <>
                <p class="calls__none">{say.callNobody}</p>
                <p>{say.callNobodyText}</p>
              </>
            ) : (
              <table class="calls__table">
                <caption>{say.callNow}</caption>
                <thead>
                  <tr>
                    <th scope="col">{say.ticket}</th>
                    <th scope="col">{say.counter}</th>
                  </tr>
                </thead>
                <tbody>
                  {props.calls.slice(0, 8).map((call) => (
                    <tr key={call.ticket}>
                      <th scope="row">{call.ticket}</th>
                      <td>{nameOf(call.counterId)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </div>
        </main>
      </body>
    </html>
  );
}
