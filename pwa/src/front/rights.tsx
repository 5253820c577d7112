import { useEffect } from "preact/hooks";
import { Rights as Pages } from "../entitlements/pages";
import { loadTeam, team } from "../people/team";

export { OfferPage } from "../entitlements/public";

/** What they can get; it names their adviser where it asks who may see an answer. */
export function Rights({ at }: { at?: string }) {
  useEffect(() => { void loadTeam(); }, []);
  return <Pages at={at} adviser={team.value?.adviser?.given_name} />;
}
