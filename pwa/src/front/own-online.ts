/** What of My stuff needs signal, in one file. The worker does not keep it. */
export { PhonesPage } from "../identity/phones";
export { LookedPage } from "../people/looked";
export { StatusPage } from "../people/status";
