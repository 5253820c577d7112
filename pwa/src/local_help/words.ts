import { table } from "../shared/intl";
import type { About } from "./api";

export const t = table({
  "title": "Help near me", "lead": "Places near {council} that can help you.", "lead bare": "Places near you that can help.", "loading": "Getting the places", "help": "Help", "stuff": "My stuff", "kept": "This page is saved on your phone. It opens with no data.", "kept old": "You’re offline. This is what your phone saved.",
  "search": "Search", "search hint": "A word or a place, like rent or Dock Street", "kinds": "What kind?", "all": "All", "count": { one: "{n} place", other: "{n} places" }, "found": { one: "{n} place found", other: "{n} places found" }, "more": "Show more",
  "none": "Nothing found", "none how": "Try another word, or all kinds.", "clear": "Show all places", "empty": "No places here yet", "empty how": "Your council is still making this list. Help numbers are on the Help page.", "to help": "Help now",
  "checked": "Last checked {day}", "old": "Checked a long time ago. Ring before you go.", "gone": "No longer listed", "gone how": "It’s not on its owner’s list any more. It may have closed.",
  "who for": "Who it’s for", "address": "Where", "opens": "Open", "cost": "Cost", "from": "Who runs it", "call": "Call {phone}", "email": "Email", "web": "Website", "about name": "{what}: {name}", "leaves": "A website opens outside this app. Calls show in your call list.",
  "kind housing": "A place to live", "kind mental_health": "Feeling low", "kind hub": "Places to go", "kind advocacy": "Someone on my side", "kind young_parents": "Young parents", "kind money": "Money and food", "kind work": "Work", "kind other": "Other",
  // Only searched, never shown: other words for the same.
  "also housing": "housing home homeless rent tenancy hostel landlord flat eviction", "also mental_health": "mental health counselling anxiety depression stress wellbeing talk", "also hub": "youth hub club drop in", "also advocacy": "advocacy advocate rights complaint", "also young_parents": "parent baby pregnant child", "also money": "debt benefits food bank foodbank budget", "also work": "job jobs work career apprenticeship cv", "also other": "",
});

/** Other words that somebody may type for a kind. */
export const also = (about: About): string => `${t(`kind ${about}`)} ${t(`also ${about}`)}`;
