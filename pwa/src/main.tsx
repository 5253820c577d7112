import { render } from "preact";
import "./shared/styles/tokens.css";
import "./shared/styles/components.css";
import { App } from "./front/app";
import { watchIdle } from "./front/idle";
import { showAsChosen } from "./front/look";
import { refreshHelp } from "./front/help-data";
import { start, watchNetwork } from "./front/start";
import { takeSecret } from "./identity/secret";
import { speak } from "./shared/intl";
import { listenForExit } from "./shared/leave";
import { watchForNewer } from "./shared/update";

takeSecret();
speak("en-GB", "ltr");
showAsChosen();
listenForExit();
watchNetwork();
watchIdle();
render(<App />, document.getElementById("app")!);
void start().then(refreshHelp);
void watchForNewer();
// Today has the line to itself first.
setTimeout(() => void import("./front/later").then((rest) => rest.watchTheRest()), 1_500);
