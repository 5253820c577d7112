import { today } from "../shared/intl";
import { Stop } from "../shared/ui";
import type { Claim } from "./api";
import { lineOf } from "./claim-reading";

/** One claim on the line. The words say everything that the stops draw. */
export function ClaimLine({ claim }: { claim: Claim }) {
  return (
    <ol class="line claim-line">{lineOf(claim, today()).map((stop) => (
      <li key={stop.code} aria-current={stop.current ? "step" : undefined}><Stop look={stop.look} /><div><b>{stop.title}</b>{stop.when && <span class="when">{stop.when}</span>}</div></li>
    ))}</ol>
  );
}
