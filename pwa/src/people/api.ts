import type { Look, MyStatus, Team } from "../shared/api";
import { http } from "../shared/http";

export const fetchTeam = (): Promise<Team> => http.get<Team>("/api/people/me/team", { patience: 10_000 });
export const fetchStatus = (): Promise<MyStatus> => http.get<MyStatus>("/api/people/me/status");

/** The 50 newest looks, or the 50 before the look `before`. */
export const fetchLooks = (before?: string): Promise<{ looks: Look[]; next: string | null }> => http.get(`/api/people/me/looked${before ? `?before=${encodeURIComponent(before)}` : ""}`);
