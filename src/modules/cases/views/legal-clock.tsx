import type { JSX } from "preact";
import { formatDay, formatDayShort, type Language } from "../../../kernel/index.ts";
import { Icon, Progress, type ViewContext } from "../../../platform/ui/index.ts";
import type { LegalClock } from "../model/legal-clock.ts";

function unit(clock: LegalClock, count: number, language: Language): string {
  const working = clock.counting === "working-days";
  if (language === "de")
    return `${count} ${working ? (count === 1 ? "Werktag" : "Werktage") : count === 1 ? "Tag" : "Tage"}`;
  return `${count} ${working ? "working " : ""}${count === 1 ? "day" : "days"}`;
}

/** `noch 2 Werktage`, `heute ist der letzte Tag`, `seit 1 Werktag überfällig`. */
export function remaining(clock: LegalClock, language: Language): string {
  const german = language === "de";
  if (clock.met) {
    if (clock.late) return german ? "zu spät erledigt" : "done too late";
    return german ? "rechtzeitig erledigt" : "done in time";
  }
  if (clock.late) {
    // Over the weekend no working day passes, and it is late all the same.
    if (clock.left === 0) return german ? "überfällig" : "overdue";
    return german
      ? `seit ${unit(clock, -clock.left, "de").replace("Tage", "Tagen").replace("tage", "tagen")} überfällig`
      : `overdue for ${unit(clock, -clock.left, "en")}`;
  }
  if (clock.left === 0) return german ? "heute ist der letzte Tag" : "today is the last day";
  return german ? `noch ${unit(clock, clock.left, "de")}` : `${unit(clock, clock.left, "en")} left`;
}

/** `2. von 3 Werktagen`: the last day is not over before it is. */
function howFar(clock: LegalClock, language: Language): string {
  const { passed, days, late } = clock;
  const total = unit(clock, days, language);
  if (language === "en") return late || passed === 0 ? `${passed} of ${total} gone` : `day ${passed} of ${total}`;
  const ofTotal = `von ${total.replace("Tage", "Tagen").replace("tage", "tagen")}`;
  return late || passed === 0 ? `${passed} ${ofTotal} vorbei` : `${passed}. ${ofTotal}`;
}

/** The statutory time as a sentence, a bar, and the days that do not count. */
export function Clock(props: { readonly view: ViewContext; readonly clock: LegalClock }): JSX.Element {
  const { clock, view } = props;
  const { language } = view;
  const german = language === "de";
  const day = formatDay(clock.dueOn, language);
  const rest = remaining(clock, language);
  const title = german ? `${clock.what.de} fällig bis ${day} – ${rest}` : `${clock.what.en} due by ${day} – ${rest}`;
  const tone = clock.met
    ? clock.late
      ? "warning"
      : "success"
    : clock.late
      ? "error"
      : clock.left <= 1
        ? "warning"
        : "info";
  const label = howFar(clock, language);
  const uncounted = clock.notCounted
    .map((one) => `${one.name[language]} (${formatDayShort(one.day, language)})`)
    .join(", ");
  return (
    <div class={`clock clock--${tone}`}>
      <p class="clock__title">
        <Icon name={tone === "success" ? "check" : tone === "error" ? "error" : "clock"} size="s" /> {title}
      </p>
      <p class="clock__note">
        {clock.source}
        {uncounted === ""
          ? null
          : german
            ? ` · ${clock.counting === "working-days" ? "Nicht mitgezählt" : "Feiertage in der Frist"}: ${uncounted}`
            : ` · ${clock.counting === "working-days" ? "Not counted" : "Holidays in between"}: ${uncounted}`}
      </p>
      {clock.met ? null : <Progress value={clock.passed} max={clock.days} label={label} />}
    </div>
  );
}
