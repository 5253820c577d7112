import { useEffect } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Screen, Skeleton } from "../shared/ui";
import { openNotice } from "./api";
import { opening } from "./words";

/** A tapped notification, after the lock: the server hears that it was opened and says where it leads. What it does not know leads to Today. */
export function OpenPage({ id }: { id: string }) {
  const { route } = useLocation();
  useEffect(() => { openNotice(id).then(({ opens }) => route(/^\/(?!\/)/.test(opens) ? opens : "/", true), () => route("/", true)); }, [id]);
  return <Screen title="Onward" tab="/"><h1 class="vh">{opening("opening")}</h1><Skeleton words={opening("opening")} /></Screen>;
}
