import type { JSX } from "preact";
import { formatDayShort } from "../../../kernel/index.ts";
import { BarChart, DeskPage, Empty, Grid, Table, type ViewContext } from "../../../platform/ui/index.ts";
import type { WaitingTimes } from "../actions/read-appointments.ts";
import { nav } from "./desk-frame.tsx";
import { meanWaitWords, wording } from "./wording.ts";

/** How long people wait, day by day. */
export function WaitingTimesPage(props: {
  readonly view: ViewContext;
  readonly times: readonly WaitingTimes[];
}): JSX.Element {
  const { view, times } = props;
  const { language } = view;
  const say = wording[language];
  const mean = (of: "withAppointment" | "walkIns") => {
    const people = times.reduce((sum, one) => sum + one[of].people, 0);
    return people === 0
      ? undefined
      : Math.round(times.reduce((sum, one) => sum + one[of].people * one[of].minutes, 0) / people);
  };
  const [kept, walked] = [mean("withAppointment"), mean("walkIns")];
  const shown = ({ people, minutes }: WaitingTimes["walkIns"]) => (people === 0 ? "–" : minutes);
  return (
    <DeskPage view={view} title={say.statistics} nav={nav(view)}>
      {times.length === 0 ? (
        <Empty title={say.statisticsNone} icon="clock">
          <p>{say.statisticsNoneText}</p>
        </Empty>
      ) : (
        <Grid min="l" gap="l">
          <BarChart
            view={view}
            title={meanWaitWords[language](kept, walked)}
            labels={times.map(({ day }) => formatDayShort(day, language).slice(0, 6))}
            unit={say.minutes}
            series={[
              { label: say.withAppointment, values: times.map(({ withAppointment }) => withAppointment.minutes) },
              { label: say.withoutAppointment, values: times.map(({ walkIns }) => walkIns.minutes) },
            ]}
          />
          <Table
            caption={say.statistics}
            dense
            columns={[
              { key: "day", label: say.day },
              { key: "visits", label: say.visits, numeric: true },
              { key: "with", label: `${say.withAppointment} (${say.minutes})`, numeric: true },
              { key: "without", label: `${say.withoutAppointment} (${say.minutes})`, numeric: true },
              { key: "longest", label: `${say.longest} (${say.minutes})`, numeric: true },
            ]}
            rows={times.map((one) => ({
              key: one.day,
              cells: {
                day: formatDayShort(one.day, language),
                visits: one.visits,
                with: shown(one.withAppointment),
                without: shown(one.walkIns),
                longest: one.longest,
              },
            }))}
          />
        </Grid>
      )}
    </DeskPage>
  );
}
