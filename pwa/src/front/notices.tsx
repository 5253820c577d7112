import { useEffect } from "preact/hooks";
import { NoticesPage as Page } from "../notifications/page";
import { loadTeam, team } from "../people/team";

/** Everything about notifications, in one file. */
export { InstallPage } from "../notifications/install";
export { OpenPage } from "../notifications/open";

/** Their choices; the preview shows the name that would really show. */
export function NoticesPage() {
  useEffect(() => { void loadTeam(); }, []);
  return <Page adviser={team.value?.adviser?.given_name} />;
}
