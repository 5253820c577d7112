import type { Schemas } from "../shared/api";
import { http } from "../shared/http";

export type Services = Schemas["Services"];
export type Service = Schemas["Service"];
export type About = Service["about"];

/** Every service near by: public words. The browser asks only whether its own copy still stands. */
export const fetchServices = (): Promise<Services> => http.get<Services>("/api/local-help", { cache: "no-cache" });
