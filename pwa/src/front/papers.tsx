import { useEffect } from "preact/hooks";
import { DocumentsPage, PaperPage } from "../documents/pages";
import { UnlockAgain } from "../identity/unlock-again";
import { loadTeam, team } from "../people/team";
import { cover } from "../shared/leave";

/** This phone has nothing to open any more: it comes up as one that nobody joined. */
const startOver = (): void => { cover(true); location.replace("/"); };

/** Their papers, with their adviser's name and the lock of this phone. */
export function Papers({ kind }: { kind?: string }) {
  useEffect(() => { void loadTeam(); }, []);
  const adviser = team.value?.adviser?.given_name;
  return kind
    ? <PaperPage key={kind} kind={kind} adviser={adviser} again={(open, close) => <UnlockAgain onOpen={open} onClose={close} onOut={startOver} />} />
    : <DocumentsPage adviser={adviser} />;
}
