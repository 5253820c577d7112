import { Stop } from "./marks";

/** The five stops of one plan version, in their order. */
export const STOPS = ["written", "shared", "delivered", "opened", "understood"] as const;
export type StopCode = (typeof STOPS)[number];
export type PlanStop = "none" | "draft" | StopCode;

/** How many of the five stops are behind a plan that stands at `stop`. */
export const stopsDone = (stop: PlanStop): number => STOPS.indexOf(stop as StopCode) + 1;

/** Five small stops with their words under them. The row is decoration: the words say it. */
export function MiniChain({ stop, words }: { stop: PlanStop; words: string }) {
  const done = stopsDone(stop);
  return (
    <>
      <ol class="chain mini" aria-hidden="true">{STOPS.map((code, i) => <li key={code}><Stop look={i < done ? "done" : "to_come"} /></li>)}</ol>
      <span class="sub">{words}</span>
    </>
  );
}
