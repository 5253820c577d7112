import { table } from "../shared/intl";

/** The adviser's week. */
export const t = table({
  "title": "This week",
  "lead": { one: "{date}. {needs} of {n} needs something from you.", other: "{date}. {needs} of {n} need something from you." },
  "lead none": "{date}. No one needs anything from you right now.",
  "find": "Find a young person", "tabs": "Which young people",
  "needs": "Needs you ({count})", "everyone": "Everyone ({count})", "waiting": "Waiting for others ({count})",
  "caption needs": "Young people who need something from you", "caption everyone": "All your young people", "caption waiting": "Young people whose next step is not yours",
  "person": "Young person", "need": "What they need", "clock": "By law or promise", "spoke": "Last spoke", "review": "Next review", "plan": "Plan", "act": "Do it",
  "today": "Today ({count})", "week": "By Friday ({count})", "later": "Later ({count})",
  "age language": "{age}, {language}", "cover": "You cover",
  "late": { one: "{n} day late", other: "{n} days late" }, "due today": "Today", "days left": { one: "{n} day left", other: "{n} days left" }, "by": "By {date}", "no date": "No date",
  "review none": "No date yet", "review at": "{date}, {time}", "review due": "Due {date}", "brief none": "No review date", "brief at": "Review {date}, {time}", "brief due": "Review due {date}", "coming": "{name} will be there", "change": "{name} asked to change it",
  "nothing": "Nothing right now",
  "empty needs": "Nothing needs you right now", "empty needs how": "Look under Everyone to see all your young people.",
  "empty everyone": "No young people here yet", "empty everyone how": "They show here when your council links them to you.",
  "empty waiting": "You have all the next steps", "empty waiting how": "A shared plan waits here until it is read and answered.",
  "none found": "No one here matches “{text}”", "none found how": "Check the spelling, or look under Everyone.",
  "found": { one: "{n} young person shown", other: "{n} young people shown" },
  "stop none": "No plan yet", "stop draft": "Being written", "stop written": "Written, not shared", "stop shared": "Shared, not delivered", "stop delivered": "Delivered, not opened",
  "stop opened": "Opened, no answer", "stop understood": "Answered",
  "agree": "Agreed, {date}", "partly": "Agreed in part, {date}", "disagree": "Said no, {date}", "not_now": "Not now, {date}",
  "agree undated": "Agreed", "partly undated": "Agreed in part", "disagree undated": "Said no", "not_now undated": "Not now",
});

type Need = { words: string; act: string; to: "plan" | "review" | "phone" | "person"; theirs?: true };

/** What each kind of need is called, what its button says, where it leads, and whether its detail is the young person's own words. */
export const NEEDS: Record<string, Need> = {
  first_plan: { words: "A first plan", act: "Write it", to: "plan" },
  finish: { words: "A plan, written up", act: "Finish it", to: "plan" },
  share: { words: "The plan, shared", act: "Share it", to: "plan" },
  disagree: { words: "A reply: does not agree", act: "Read it", to: "plan", theirs: true },
  reply: { words: "A reply: agrees in part", act: "Read it", to: "plan", theirs: true },
  review: { words: "A plan review", act: "Set a date", to: "review" },
  review_late: { words: "A plan review", act: "Set a date", to: "review" },
  review_change: { words: "Another review date", act: "Set a date", to: "review", theirs: true },
  review_asked: { words: "A review they asked for", act: "Set a date", to: "review", theirs: true },
  phone: { words: "A phone added", act: "Add a phone", to: "phone" },
  unopened: { words: "Help to open the plan", act: "See plan", to: "plan" },
  actions: { words: "Something promised", act: "See plan", to: "plan" },
  wait_open: { words: "The plan waits to be opened", act: "", to: "person" },
  wait_answer: { words: "The plan waits for an answer", act: "", to: "person" },
};
export const SOMETHING: Need = { words: "A look from you", act: "Open", to: "person" };
